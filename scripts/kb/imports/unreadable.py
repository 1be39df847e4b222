"""A document that cannot be read."""

from pathlib import Path

from kb.errors import KbError


class Unreadable(KbError):
    """A document cannot be read: where, and why."""

    def __init__(self, path: Path, line: int, reason: str):
        super().__init__(f"{path}:{line}: {reason}")
