"""Errors that end a command with a message instead of a traceback."""


class KbError(Exception):
    """Something the user can mend; the message says what and how. Commands print it and exit 1."""


class UsageError(KbError):
    """The command was called wrongly; exit 2."""
