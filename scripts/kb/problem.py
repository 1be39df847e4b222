"""What the check reports: one problem at one place."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """A problem at a place in a file.

    `path` is as the user would type it, `line` and `column` count from 1 (characters, not bytes),
    `rule` is the id of the rule that found it, `hint` says how to mend it or is empty.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    severity: Literal["error", "warning"] = "error"
