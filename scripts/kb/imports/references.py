"""What a reference in another format is, by its title and address."""

import re
from typing import Any

from kb.imports.json_document import Node
from kb.imports.words import Words, line
from kb.records.fields import Url
from kb.records.patterns import fits

_FORMS = {
    # type: how its identifier is written, at the start of a title or in an address
    "kb": r"KB ?(?P<kb>\d{5,8})\b",
    "cve": r"(?P<cve>CVE-\d{4}-\d{4,})",
    "bulletin": r"(?P<bulletin>MS\d\d-\d{3}|APSB\d\d-\d{2,3})\b",
    "cert": r"VU#(?P<cert>\d+)",
    "bid": r"BID (?P<bid>\d{3,6})\b",
    "cme": r"CME-(?P<cme>\d+)",
}
_PREFIX = {"kb": "KB", "cert": "VU#", "bid": "BID ", "cme": "CME-"}
_NAMED = re.compile(rf"(?:{'|'.join(_FORMS.values())})(?::\s+|$)")
_ADDRESS = re.compile(r"/(?P<cve>CVE-\d{4}-\d{4,})$|[?&]id=(?P<cve2>CVE-\d{4}-\d{4,})$", re.I)


def usable(url: str) -> bool:
    """Tells whether a record can hold the address `url`."""
    return bool(fits(Url, url))


def identified(text: str) -> tuple[str, str, str] | None:
    """Returns (type, identifier, rest) of a title such as "KB954474: Title"; None for one that names no document."""
    found = _NAMED.match(text)
    if not found:
        return None
    kind, number = next((kind, number) for kind, number in found.groupdict().items() if number)
    return kind, _PREFIX.get(kind, "") + number, text[found.end() :].strip()


def add_reference(found: list[dict[str, Any]], url: Node, title: Node, words: Words) -> None:
    """Adds to `found`, the references of a record, the one with that address and title."""
    name = identified(line(title.text))
    address = _ADDRESS.search(url.text)
    entry: dict[str, Any] = {"type": "web"}
    loc = ("references", len(found), "title")
    if name:
        title.take()
        entry = {"type": name[0], "id": name[1]}
        entry |= {"title": words.title(loc, title, name[2])} if name[2] else {}
    elif address:
        entry = {"type": "cve", "id": (address[1] or address[2]).upper()}
    if not name and title.text and title.text not in (url.text, entry.get("id")):
        entry["title"] = words.title(loc, title)
    elif not name:
        title.take()
    if usable(url.text):
        entry["url"] = url.take()
    if entry["type"] == "cve":
        entry["relation"] = "describes"
    if {"id", "title", "url"} & entry.keys():
        found.append(entry)
