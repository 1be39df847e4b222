"""A draft of a record: its values, remarks for the author, and what could not be placed."""

from dataclasses import dataclass, field
from typing import Any

Loc = tuple[str | int, ...]


@dataclass(slots=True)
class Draft:
    """A record in the making.

    `record` holds plain data in the order of the record's fields; `notes` are remarks by place in it, written as
    comments above; `unplaced` are (line of the document, remark) for the author to decide.
    """

    record: dict[str, Any]
    notes: dict[Loc, list[str]] = field(default_factory=dict)
    unplaced: list[tuple[int, str]] = field(default_factory=list)

    def note(self, loc: Loc, text: str) -> None:
        """Adds a remark at `loc`; () is the top of the file."""
        self.notes.setdefault(loc, []).append(" ".join(text.split()))


def todo() -> dict[str, str]:
    """Returns a text that is still to be written: the check refuses it until it is."""
    return {"de": "", "en": ""}
