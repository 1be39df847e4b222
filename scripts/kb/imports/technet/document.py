"""One document: its head, its blocks, and for each block the part of the document that it belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kb.imports.technet.blocks import Block, blocks
from kb.imports.unreadable import Unreadable

# What a heading begins, by how it starts. Headings below one of these belong to the same part.
_PARTS = {
    "revisions": r"revisionen|revisions",
    "constant": r"ressourcen|resources|feedback|support|haftungsausschluss|disclaimer|verzichtserklärung"
    r"|microsoft active protections|weitere informationen|other information|melden von sicherheitsrisiken",
    "faq": r"häufig gestellte fragen|frequently asked questions|(?:advisory )?faq",
    "workarounds": r"problemumgehung|workaround",
    "mitigations": r"schadensbegrenzende|mitigating",
    "actions": r"(?:zusätzlich )?empfohlene (?:maßnahmen|handlungen)|(?:additional )?suggested actions",
    "products": r"(?:nicht )?(?:betroffene|zutreffende|anwendbare)[nrs]?\b.*(?:software|gerät)|(?:non-)?affected|related software",
    "references": r"problemverweise|verweise|issue references",
    "thanks": r"danksagung|acknowledg",
    "overview": r"kurzzusammenfassung|executive summary|übersicht|overview|allgemeine informationen"
    r"|general information|details der empfehlung|advisory details",
}
_PARTS = {name: re.compile(rf"(?:{form})", re.I) for name, form in _PARTS.items()}
_LABELS = ("revisions", "constant", "workarounds", "mitigations", "thanks")  # which bold lines alone can begin
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


@dataclass(slots=True)
class Placed:
    """A block with the part of the document that it belongs to and the headings above it, outermost first."""

    part: str
    block: Block
    headings: tuple[str, ...] = ()


@dataclass(slots=True)
class Document:
    """A source document: its file's name, its metadata and its blocks in order."""

    path: Path
    head: dict[str, str]
    placed: list[Placed] = field(default_factory=list)

    def of(self, *parts: str) -> Iterator[Block]:
        """Yields the blocks of `parts`; without any, all but those that are the same in every document."""
        for each in self.placed:
            if each.part in parts or (not parts and each.part not in ("constant", "revisions")):
                yield each.block


def load(path: Path) -> Document:
    """Reads the document at `path`. Raises Unreadable, with the reason."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(path, 1, error.strerror or "it cannot be read") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(path, line, f"byte 0x{raw[error.start]:02x} is not UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\xa0", " ")
    return parse(path, _HIDDEN.sub("", text))


def parse(path: Path, text: str) -> Document:
    """Makes a Document of `text`, without its reading from `path`. Raises Unreadable."""
    found = re.match(r"\s*---\n(.*?\n)---\n", text, re.S)
    head: object = {}
    if found:
        try:
            head = yaml.load(found[1], Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise Unreadable(path, mark.line + 2 if mark else 1, "its head is not YAML") from None
        if not isinstance(head, dict):
            raise Unreadable(path, 1, "its head names no values")
    start = found.end() if found else 0
    body = blocks(text[start:], text.count("\n", 0, start) + 1)
    return Document(path, {str(key): f"{value}" for key, value in head.items()}, [*_place(body)])


def _place(body: list[Block]) -> Iterator[Placed]:
    part, level = "overview", 0
    above: list[tuple[int, str]] = []
    for block in body:
        heading = block.kind == "heading"
        if heading or (block.kind == "text" and not block.depth and block.inline.bold):
            depth = block.depth if heading else 7
            name = block.text.strip(" :*").replace("\n", " ")
            begun = next((key for key, form in _PARTS.items() if form.match(name)), None)
            if not heading and begun not in _LABELS:
                begun = None
            if heading:
                above = [each for each in above if each[0] < depth]
                above.append((depth, name))
            if begun:
                part, level = begun, depth
            elif heading and depth <= level:
                part, level = "other", depth
        yield Placed(part, block, tuple(name for _, name in above))
