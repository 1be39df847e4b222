"""Questions, acknowledgments and the outline of a document."""

import re
from dataclasses import dataclass

from kb.imports.technet.document import Document

_TABLE_HELP = re.compile(r"(?:Wie verwende ich diese Tabelle|How do I use this table)", re.I)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the document, with the heading of its section where that is not the first."""

    text: str
    line: int
    section: str


@dataclass(frozen=True, slots=True)
class Thanks:
    """A line of the acknowledgments: names and (organization, address) as far as they can be told apart."""

    line: int
    text: str
    names: tuple[str, ...]
    organizations: tuple[tuple[str, str | None], ...]


def questions(document: Document) -> list[Question]:
    """Returns the questions of `document` in order: bold lines, headings and lines of their own that end with "?"."""
    found: list[Question] = []
    for each in document.placed:
        block = each.block
        if each.part in ("constant", "revisions", "workarounds") or block.kind not in ("text", "heading"):
            continue
        text = _question(block.inline, block.kind == "heading" or each.part == "faq")
        if text and not _TABLE_HELP.match(text):
            found.append(Question(text, block.line, each.headings[-1] if each.headings else ""))
    return found


def _question(inline, anywhere: bool) -> str:
    first = " ".join(inline.text.partition("\n")[0].split())
    if not first.endswith("?") or (inline.links and inline.links[0][0] == first):
        return ""
    bold = " ".join(inline.strong)
    begun = bool(inline.strong) and first.startswith(inline.strong[0][:20])
    return first if inline.lead or (begun and len(bold) > len(first) / 3) or (anywhere and not inline.strong) else ""


_FOR = re.compile(r",?\s+(?:für|dass|die|der|for|who)\s", re.I)
_OF = re.compile(r"\s+(?:von|vom|bei|der|des|of|from|with|und dem|and the)\s+(?:der |dem |the )?")


def thanks(document: Document) -> list[Thanks]:
    """Returns the lines of the acknowledgments."""
    found = []
    for block in document.of("thanks"):
        if block.kind != "text" or not block.item:
            continue
        text = " ".join(block.text.split())
        who = _FOR.split(text, maxsplit=1)[0]
        names, organization = (_OF.split(who, maxsplit=1) + [""])[:2]
        addresses = dict(block.inline.links)
        people = [name.strip(" .,") for name in re.split(r",\s+|\s+(?:und|and)\s+", names) if name.strip(" .,")]
        organization = organization.strip(" .,")
        found.append(
            Thanks(
                block.line,
                text,
                tuple(people),
                ((organization, addresses.get(organization)),) if organization else (),
            )
        )
    return found
