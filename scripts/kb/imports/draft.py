"""A draft of a record: its values, remarks for the author, and what could not be placed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from kb.errors import KbError
from kb.imports.products import Products

Loc = tuple[str | int, ...]


class UnreadableDocument(KbError):
    """A document of which no record can be drafted: the line, and why."""

    def __init__(self, path: Path, line: int, reason: str):
        super().__init__(f"{path}:{line}: {reason}")


@dataclass(slots=True)
class Draft:
    """A record in the making.

    `record` holds plain data in the order of the record's fields, `notes` remarks by place in it, which are written
    as comments above. `unplaced` are (line of the document, what stands there), for the author to look at. `products`
    are entries proposed for the product table, by key.
    """

    record: dict[str, Any]
    notes: dict[Loc, list[str]] = field(default_factory=dict)
    unplaced: list[tuple[int, str]] = field(default_factory=list)
    products: dict[str, dict[str, Any]] = field(default_factory=dict)

    def note(self, loc: Loc, text: str) -> None:
        """Adds a remark at `loc`; () is the top of the file."""
        self.notes.setdefault(loc, []).append(" ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Context:
    """What a draft needs beside its document: the product table, and the ids of the advisories that there are.

    With `keep_text` the document's own texts go into the record; otherwise they are left for the author to write.
    """

    products: Products
    known: frozenset[str] = frozenset()
    keep_text: bool = False


class Document(Protocol):
    """A document that was read: `id` is that of its record."""

    path: Path
    id: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format to import: how its files are named and what reads them. `load` raises UnreadableDocument."""

    summary: str
    suffix: str
    load: Callable[[Path], Document]
    draft: Callable[[Any, Context], Draft]


def todo() -> dict[str, str]:
    """Returns a text that is still to be written: the check refuses it until it is."""
    return {"de": "", "en": ""}


def record_id(name: str) -> str:
    """Returns `name` as the id of a record: only what file names and addresses can have.

    >>> record_id("RHSA-2024:0001")
    'RHSA-2024-0001'
    """
    return re.sub(r"\.{2,}", ".", re.sub(r"[^A-Za-z0-9._-]+", "-", name)).strip("._-")[:64].rstrip("._-")
