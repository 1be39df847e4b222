"""The revisions of a document."""

import re
from dataclasses import dataclass
from datetime import date

from kb.imports.technet.blocks import Block
from kb.imports.technet.days import DAY, day
from kb.imports.technet.document import Document

# V1.0 (10. Mai 2014): text | Version 1.0 (...) | V1.1 10. Februar 2016: text | (10. Mai 2006): text | 10 Mai 2005: text
_ENTRY = re.compile(
    rf"(?:V(?:ersion)?\s*(?P<version>\d+(?:\.\d+)*)\s*)?\(?(?P<printed>{DAY.pattern})\)?[:.]?\s*", re.I
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry: the text is the document's."""

    version: str | None
    day: date
    text: str
    line: int


def revisions(document: Document) -> tuple[list[Revision], list[Block]]:
    """Returns the revisions of `document`, oldest first, and the blocks of that part that are none of them."""
    found: list[Revision] = []
    rest: list[Block] = []
    for block in document.of("revisions"):
        if (
            block.kind == "heading"
            or block.inline.bold
            or re.match(r"(?:Built at|Seite (?:generiert )?am|Page gen)", block.text)
        ):
            continue
        # "-   10. Mai 2005: ..." is a numbered list for Markdown
        text = " ".join(f"{block.number and block.number + '.'} {block.text}".split())
        entry = _ENTRY.match(text)
        if entry and (when := day(entry["printed"])):
            found.append(Revision(entry["version"], when, text[entry.end() :], block.line))
        elif found and block.text.strip():
            last = found.pop()
            found.append(Revision(last.version, last.day, f"{last.text} {text}", last.line))
        elif block.text.strip():
            rest.append(block)
    return found, rest
