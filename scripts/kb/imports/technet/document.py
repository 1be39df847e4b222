"""One document: its head, its blocks, and for each block the part of the document that it belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from kb.imports.draft import UnreadableDocument
from kb.imports.technet.blocks import Block, blocks
from kb.imports.technet.days import days

# What a heading begins, by how it starts. What stands below it belongs to the same part.
_PARTS = {
    "revisions": r"revisionen|revisions",
    "constant": r"ressourcen|resources|feedback|support|haftungsausschluss|disclaimer|verzichtserklärung"
    r"|microsoft active protections|weitere informationen|other information|melden von sicherheitsrisiken",
    "faq": r"häufig gestellte fragen|frequently asked questions|(?:advisory )?faq",
    "workarounds": r"problemumgehung|workaround",
    "mitigations": r"schadensbegrenzende|mitigating",
    "actions": r"(?:zusätzlich )?empfohlene (?:maßnahmen|handlungen)|(?:additional )?suggested actions",
    "products": r"(?:nicht )?(?:betroffene|zutreffende|anwendbare)[nrs]?\b.*(?:software|gerät)"
    r"|(?:non-)?affected|related software",
    "references": r"problemverweise|verweise|issue references",
    "thanks": r"danksagung|acknowledg",
    "overview": r"kurzzusammenfassung|executive summary|übersicht|overview|allgemeine informationen"
    r"|general information|details der empfehlung|advisory details",
}
_PARTS = {name: re.compile(form, re.I) for name, form in _PARTS.items()}
# Which of them a line that is all bold can begin as well, and which of these end with the list that follows.
_LABELS = ("revisions", "constant", "workarounds", "mitigations", "thanks")
_LISTS = ("mitigations",)
# Parts that say the same in every document, and the list of revisions.
OUTER = ("constant", "revisions")

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_DATES = re.compile(r"(?:Veröffentlicht|Published)\b", re.I)
_VERSION = re.compile(r"Version\s*:?\s*(\d+(?:\.\d+)*)$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the part of the document that it belongs to and the heading above it.

    `begins` says that it is itself the heading, or a bold line, that begins the part.
    """

    part: str
    block: Block
    heading: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of a document, with the lines at which the days, version and headline stand."""

    id: str
    title: str
    headline: str
    url: str | None
    language: str
    published: date
    updated: date
    version: str | None
    dates_line: int
    version_line: int
    headline_line: int


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: what stands at its top, and its blocks in order."""

    path: Path
    head: Head
    placed: list[Placed]

    @property
    def id(self) -> str:
        return self.head.id

    def of(self, *parts: str) -> Iterator[Block]:
        """Yields the blocks of `parts`; without any, all but those that are the same in every document."""
        for each in self.placed:
            if each.part in parts or (not parts and each.part not in OUTER):
                yield each.block


def load(path: Path) -> Document:
    """Reads the document at `path`. Raises UnreadableDocument."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(path, 1, error.strerror or "it cannot be read") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableDocument(path, line, f"byte 0x{raw[error.start]:02x} is not UTF-8") from None
    return parse(path, text)


def parse(path: Path, text: str) -> Document:
    """Makes a Document of `text`; `path` is only named in messages. Raises UnreadableDocument."""
    text = _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\xa0", " "))
    found = re.match(r"\s*---\n(.*?\n)---\n", text, re.S)
    values: object = {}
    if found:
        try:
            values = yaml.load(found[1], Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise UnreadableDocument(path, mark.line + 2 if mark else 1, "its head is not YAML") from None
        if not isinstance(values, dict):
            raise UnreadableDocument(path, 1, "its head names no values")
    start = found.end() if found else 0
    placed = [*_place(blocks(text[start:], text.count("\n", 0, start) + 1))]
    return Document(path, _head(path, {str(key): f"{value}" for key, value in values.items()}, placed), placed)


def _place(body: list[Block]) -> Iterator[Placed]:
    part, level, around = "overview", 0, "overview"  # the part, the level of its heading, the part outside of a label
    heading, listed = "", False
    for block in body:
        label = block.kind == "text" and not block.depth and block.inline.bold
        begins = False
        if block.kind == "heading" or label:
            name = " ".join(block.text.strip(" :*").split())
            begun = next((key for key, form in _PARTS.items() if form.match(name)), None)
            if block.kind == "heading":
                heading = name
                if begun or block.depth <= level:
                    part, level = begun or "other", block.depth
                around, begins = part, bool(begun)
            elif begun in _LABELS:
                part, listed, begins = begun, False, True
        if part in _LISTS and part != around:
            if listed and not block.depth:
                part = around
            listed = listed or bool(block.depth)
        yield Placed(part, block, heading, begins)


def _head(path: Path, values: dict[str, str], placed: list[Placed]) -> Head:
    dates = next((each.block for each in placed if each.block.kind == "text" and _DATES.match(each.block.text)), None)
    named = days(dates.text) if dates else []
    if dates is None or not named:
        raise UnreadableDocument(path, dates.line if dates else 1, "it names no day of publication")
    headings = [each.block for each in placed if each.block.kind == "heading" and each.block.line < dates.line]
    title = " ".join((values.get("Title") or (headings[0].text if headings else "")).split())
    number = values.get("ms:assetid", "")
    if not number.isdigit():
        printed = re.search(r"\b\d{6,8}\b", title)
        if not printed:
            raise UnreadableDocument(path, 1, "it names no number of an advisory")
        number = printed[0]
    version = next((each.block for each in placed if _VERSION.match(each.block.text)), None)
    return Head(
        id=number,
        title=title,
        headline=" ".join(headings[-1].text.split()) if len(headings) > 1 else "",
        url=values.get("ms:mtpsurl"),
        language="en" if dates.text.casefold().startswith("published") else "de",
        published=named[0],
        updated=named[1] if len(named) > 1 else named[0],
        version=_VERSION.match(version.text)[1] if version else None,
        dates_line=dates.line,
        version_line=version.line if version else dates.line,
        headline_line=headings[-1].line if headings else dates.line,
    )
