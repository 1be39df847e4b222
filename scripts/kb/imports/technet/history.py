"""The revisions of a document."""

import re
from dataclasses import dataclass
from datetime import date

from kb.imports.technet.blocks import Block
from kb.imports.technet.days import DAY, days
from kb.imports.technet.document import Document

# "V1.0 (10. Mai 2014): ", "Version 1.0 (...): ", "V1.1 10. Februar 2016: ", "(10. Mai 2006): ", "10 Mai 2005: "
_ENTRY = re.compile(
    rf"(?:V(?:ersion)?\s*(?P<version>\d+(?:\.\d+)*)\s*)?\(?(?P<printed>{DAY.pattern})\)?[:.]?\s*", re.I
)
_MADE = re.compile(r"Built at|Seite (?:generiert )?am|Page generated", re.I)


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry; `text` is the document's, as Markdown."""

    version: str | None
    day: date
    text: str
    line: int


def revisions(document: Document) -> tuple[list[Revision], list[Block]]:
    """Returns the revisions in the order of the document, and the blocks of that part that are none."""
    found: list[Revision] = []
    rest: list[Block] = []
    for block in document.of("revisions"):
        if block.kind == "heading" or block.inline.bold or not block.text or _MADE.match(block.text):
            continue
        # "-   10. Mai 2005: ..." is a numbered list for Markdown
        number = f"{block.number}. " if block.number else ""
        text = number + " ".join(re.sub(r"<[^>]*>", " ", block.inline.source).split())
        plain = number + " ".join(block.text.split())
        if (entry := _ENTRY.match(plain)) and (day := days(entry["printed"])):
            printed = _ENTRY.match(text)  # the day may be a link
            words = text[printed.end() :] if printed else plain[entry.end() :]
            found.append(Revision(entry["version"], day[0], words, block.line))
        elif found:
            last = found.pop()
            found.append(Revision(last.version, last.day, f"{last.text} {text}", last.line))
        else:
            rest.append(block)
    return found, rest
