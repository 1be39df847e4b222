"""What stands at the top of a document: its number, title, days and version."""

import re
from dataclasses import dataclass
from datetime import date

from kb.imports.technet.days import DAY, day
from kb.imports.technet.document import Document
from kb.imports.unreadable import Unreadable

_DATES = re.compile(r"(?:Veröffentlicht|Published)\b", re.I)
_VERSION = re.compile(r"Version\s*:?\s*(\d+(?:\.\d+)*)$")


@dataclass(frozen=True, slots=True)
class Head:
    """The facts of a document's top; `lines` names the line of each in the document."""

    id: str
    title: str
    headline: str
    url: str | None
    language: str
    published: date
    updated: date
    version: str | None
    lines: dict[str, int]


def head(document: Document) -> Head:
    """Returns the facts at the top of `document`. Raises Unreadable if it names no number or no day."""
    found = [each.block for each in document.placed]
    dates = next((block for block in found if block.kind == "text" and _DATES.match(block.text)), None)
    days = [day(part[0]) for part in DAY.finditer(dates.text)] if dates else []
    if not dates or not days or not days[0]:
        raise Unreadable(document.path, dates.line if dates else 1, "it names no day of publication")
    headings = [block for block in found if block.kind == "heading" and block.line < dates.line]
    title = document.head.get("Title") or (headings[0].text if headings else "")
    number = document.head.get("ms:assetid", "")
    if not number.isdigit():
        printed = re.search(r"\b\d{6,8}\b", title)
        if not printed:
            raise Unreadable(document.path, 1, "it names no number of an advisory")
        number = printed[0]
    version = next((block for block in found if block.kind == "text" and _VERSION.match(block.text)), None)
    return Head(
        id=number,
        title=" ".join(title.split()),
        headline=" ".join(headings[-1].text.split()) if len(headings) > 1 else "",
        url=document.head.get("ms:mtpsurl"),
        language="en" if dates.text.casefold().startswith("published") else "de",
        published=days[0],
        updated=(days[1] if len(days) > 1 else None) or days[0],
        version=_VERSION.match(version.text)[1] if version else None,
        lines={
            "published": dates.line,
            "version": version.line if version else dates.line,
            "headline": headings[-1].line if headings else 1,
        },
    )
