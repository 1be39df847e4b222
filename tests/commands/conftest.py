"""The small project, for the tests of building."""

from tests.small import small  # noqa: F401
