"""The references and related advisories of a draft."""

import re
from typing import Any

from kb.imports.draft import Context, Draft
from kb.imports.technet.document import Document
from kb.imports.technet.keep import Words
from kb.imports.technet.mentions import Mention, mentions
from kb.records.fields import Url

_ORDER = ("kb", "bulletin", "cve", "cert", "bid", "cme", "advisory", "web")
_DOWNLOAD = re.compile(r"microsoft\.com/(?:[a-z]{2}-[a-z]{2}/)?downloads?/", re.I)
_ADDRESS = re.compile(Url.__metadata__[0].pattern)


def add_references(made: Draft, document: Document, context: Context, words: Words) -> None:
    """Adds `references` and `related` to `made`."""
    head, state = document.head, made.record["state"]
    rows = made.record.get("products", [])
    # the numbers of releases, of the rows' updates, and of those that they replace, are there already
    inside = {row.get("update") for row in rows}
    inside |= {each["update"] for row in rows for each in row.get("replaces", [])}
    listed = {name for each in made.record.get("releases", []) for name in _numbers(each)}
    linked = {row.get("url") for row in rows}
    entries: list[dict[str, Any]] = []
    related: set[str] = set()
    for each in sorted(mentions(document), key=lambda each: _ORDER.index(each.type)):
        if each.type == "advisory" and (each.id == head.id or each.id in context.known):
            related |= {each.id} - {head.id}
            continue
        if each.url in linked and not each.id:
            continue
        if each.id in listed or (each.type == "kb" and each.id in inside and not each.url):
            continue
        url = _address(each)
        if url and not _usable(url):
            made.unplaced.append((each.line, f"an address that cannot be used: {url}"))
            url = None
            if not each.id:
                continue
        if not each.id or each.type in ("advisory", "cert", "bid", "cme"):
            made.note(("references", len(entries)), f"line {each.line}: {each.text}")
        entry: dict[str, Any] = {"type": "download" if _DOWNLOAD.search(url or "") else each.type}
        entry |= {"id": each.id} if each.id else {"title": words.title(each.text or url or "")}
        entry |= {"url": url} if url else {}
        relation = _relation(each, head.id, state)
        entries.append(entry | ({"relation": relation} if relation else {}))
    if entries:
        made.record["references"] = entries
    if related:
        made.record["related"] = sorted(related)


def _numbers(release: dict[str, Any]) -> list[str]:
    return [release["id"], *release.get("articles", []), *release.get("addresses", [])]


def _usable(url: str) -> bool:
    return bool(_ADDRESS.match(url)) and not re.search(r"[^/=]https?://", url)


def _address(each: Mention) -> str | None:
    if each.type == "cve":
        return f"https://www.cve.org/CVERecord?id={each.id}"
    return each.url


def _relation(each: Mention, own: str, state: str) -> str | None:
    if each.type == "cve":
        return "describes"
    if each.type == "kb" and (each.id == f"KB{own}" or each.part == "references"):
        return "resolves"
    return "resolves" if each.type == "bulletin" and state == "resolved-by-bulletin" else None
