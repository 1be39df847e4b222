"""Questions with their answers, mitigating factors, workarounds, actions and acknowledgments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from textwrap import dedent

from kb.imports.technet.blocks import Block, Inline
from kb.imports.technet.document import OUTER, Document

_HELP = re.compile(r"Wie verwende ich diese Tabelle|How do I use this table", re.I)


@dataclass(slots=True)
class Entry:
    """An entry of a list of the document: its title, line, the heading above, and the blocks below the title."""

    title: str
    line: int
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thanks:
    """A line of the acknowledgments: names, and (organization, address) as far as they can be told apart."""

    line: int
    text: str
    names: list[str]
    anonymous: bool
    organizations: list[tuple[str, str | None]]


def questions(document: Document) -> list[Entry]:
    """Returns the questions of `document` with their answers.

    A question is a line that ends with "?", is bold or a heading, or stands alone among the frequently asked ones.
    """
    found: list[Entry] = []
    current: Entry | None = None
    for each in document.placed:
        if each.part in (*OUTER, "workarounds") or (each.block.kind == "heading" and each.part != "faq"):
            current = None
        text = "" if each.part in (*OUTER, "workarounds") else _question(each.block, each.part == "faq")
        if text and not _HELP.match(text):
            current = Entry(text, each.block.line, each.heading)
            found.append(current)
            if answer := _after_first_line(each.block):
                current.blocks.append(answer)
        elif current and each.block.kind == "heading":
            current = None
        elif current:
            current.blocks.append(each.block)
    return found


def _question(block: Block, faq: bool) -> str:
    if block.kind not in ("text", "heading"):
        return ""
    inline = block.inline
    first = re.sub(r"^\d+\.\s+", "", " ".join(inline.text.partition("\n")[0].split()))
    if not first.endswith("?") or any(text == first for text, _ in inline.links):
        return ""
    if inline.lead or (faq and not inline.strong and not block.depth):
        return first
    # Here and there a letter of a bold question is not.
    begun = bool(inline.strong) and inline.text.startswith(inline.strong[0])
    return first if begun and len(" ".join(inline.strong)) > len(first) / 2 else ""


def _after_first_line(block: Block) -> Block | None:
    text, source = block.text.partition("\n")[2], block.inline.source.partition("\n")[2]
    if not text.strip():
        return None
    rest = Inline(text, block.line + 1, source, block.inline.links, raised=block.inline.raised)
    return Block("text", block.line + 1, rest, block.depth)


def items(document: Document, part: str) -> list[Entry]:
    """Returns the entries of the outermost list of `part`, each with all that stands below it."""
    found: list[Entry] = []
    for block in document.of(part):
        if block.kind == "text" and block.item and block.depth == 1 and not block.number:
            rest = _after_first_line(block) if block.inline.lead else block
            found.append(Entry(block.inline.lead.strip(" :."), block.line, blocks=[rest] if rest else []))
        elif found and block.kind != "heading":
            found[-1].blocks.append(block)
    return found


def outward(blocks: list[Block]) -> list[Block]:
    """Returns the blocks of an item of a list as they are outside of that list."""
    return [replace(each, depth=max(each.depth - 1, 0), item=each.item and each.depth > 1) for each in blocks]


def workarounds(document: Document) -> list[Entry]:
    """Returns the workarounds: items with a bold title, or headings with what stands below them."""
    found = [each for each in items(document, "workarounds") if each.title]
    if found:
        return found
    for each in document.placed:
        if each.part != "workarounds":
            continue
        if each.block.kind == "heading":
            found.append(Entry(each.heading, each.block.line))
        elif found:
            found[-1].blocks.append(each.block)
    return [
        each for each in found if each.blocks and not re.match(r"(?:Problemumgehung|Workaround)", each.title, re.I)
    ]


_TEAM = re.compile(r"\b(?:Labs?|Team|Inc|Security|Group|Initiative|Corporation|GmbH|CERT|Research|TippingPoint)\b")
_ANONYMOUS = re.compile(r"anonym", re.I)
_FOR = re.compile(r",?\s+(?:für|wofür|for)\s|,\s+(?:dass|der|die|who)\s", re.I)
_OF = re.compile(r"\s+(?:von|vom|bei|of|from|with|und dem|and the|in Zusammenarbeit mit)\s+(?:der |dem |the )?")


def thanks(document: Document) -> list[Thanks]:
    """Returns the lines of the acknowledgments."""
    return [_thanks(block) for block in document.of("thanks") if block.kind == "text" and block.item]


def _thanks(block: Block) -> Thanks:
    text = " ".join(block.text.split())
    names, *organizations = _OF.split(_FOR.split(text, maxsplit=1)[0])
    addresses = dict(block.inline.links)
    people = [name.strip(" .,") for name in re.split(r",\s+|\s+(?:und|and)\s+", names) if name.strip(" .,")]
    teams = [name for name in people if _TEAM.search(name)] + [name.strip(" .,") for name in organizations]
    anonymous = bool(_ANONYMOUS.search(text))
    return Thanks(
        line=block.line,
        text=text,
        names=[] if anonymous else [name for name in people if name not in teams],
        anonymous=anonymous,
        organizations=[(name, addresses.get(name)) for name in teams if name],
    )


_REGISTRY_FILE = re.compile(r"Windows Regist\w+[- ]Editor|\[-?HKEY_|\"[^\"]+\"=|@=|\[?HKEY_")


def code(blocks: list[Block]) -> Iterator[tuple[int, str, str]]:
    """Yields (line, notation, text) of code, and of text of registry files that is printed as paragraphs."""
    lines: list[str] = []
    begun = 0
    for block in blocks:
        if block.kind == "text" and _REGISTRY_FILE.match(block.text):
            begun = begun or block.line
            lines += ["", block.text] if lines and block.text.startswith("[") else [block.text]
            continue
        if lines:
            yield begun, "registry", "\n".join(lines)
            lines, begun = [], 0
        if block.kind == "code" and block.text.strip():
            text = dedent("\n".join(line.rstrip() for line in block.text.strip("\n").split("\n")))
            yield block.line, "registry" if "[HKEY" in text else "text", text
    if lines:
        yield begun, "registry", "\n".join(lines)
