"""The rules, one module a group. Importing this package registers them."""

from kb.check.rules import identity

__all__ = ["identity"]
