"""The updates that a document lists by the day of their publication, where there were many."""

import re
from dataclasses import dataclass, field
from datetime import date

from kb.imports.technet.blocks import Block
from kb.imports.technet.days import DAY, days
from kb.imports.technet.document import OUTER, Document
from kb.imports.technet.mentions import identify

_PUBLISHED = re.compile(r"veröffentlicht|bereitgestellt|released", re.I)
# "On January 5, 2016, ..." at the start of an item; a line of its own may say the day for the items below it.
_ON = re.compile(rf"(?:Am|On|Das am)\s+(?:{DAY.pattern})", re.I)
_ANNOUNCEMENT = 110  # characters, at most


@dataclass(slots=True)
class Release:
    """An update, bulletin or article with its day; `addresses` are bulletins and CVEs, `articles` KB articles."""

    line: int
    text: str
    id: str
    day: date
    url: str | None = None
    articles: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def releases(document: Document) -> list[Release]:
    """Returns the releases, in the order of the document; none if it lists fewer than two."""
    found: list[Release] = []
    announced: date | None = None
    current: Release | None = None
    for placed in document.placed:
        block = placed.block
        if placed.part in (*OUTER, "faq", "actions", "workarounds") or block.kind != "text":
            announced = current = None
        elif not block.depth:
            named = days(block.text) if len(block.text) < _ANNOUNCEMENT and _PUBLISHED.search(block.text) else []
            announced, current = (named[0] if named else None), None
        elif block.item and block.depth == 1:
            current = _release(block, announced)
            found += [current] if current else []
        elif current:
            _add(current, block)
    return found if len(found) > 1 else []


def _release(block: Block, announced: date | None) -> Release | None:
    own = _ON.match(block.text) and (announced or _PUBLISHED.search(block.text))
    when = days(block.text)[0] if own and days(block.text) else announced
    names = [name for kind, name in identify(block.text) if kind in ("kb", "bulletin")]
    if when is None or not names:
        return None
    # the number that comes first in the text, not that of the first kind
    first = min(names, key=lambda name: block.text.upper().find(name.removeprefix("KB")))
    release = Release(block.line, block.text, first, when)
    _add(release, block)
    return release


def _add(release: Release, block: Block) -> None:
    for kind, name in identify(block.text):
        if name == release.id:
            continue
        if kind == "kb" and release.id.startswith("MS"):
            release.articles = [*dict.fromkeys([*release.articles, name])]
        elif kind in ("bulletin", "cve"):
            release.addresses = [*dict.fromkeys([*release.addresses, name])]
    links = [address for text, address in block.inline.links if release.id.removeprefix("KB") in text]
    release.url = release.url or next(iter(links), None)
