"""Who is thanked, from the acknowledgments of CSAF."""

from typing import Any

from kb.imports.json_document import Node
from kb.imports.references import usable
from kb.imports.words import Words, line

_ANONYMOUS = ("anonym", "anonymous")


def add_thanks(found: list[tuple[Node, str | None]], words: Words) -> list[dict[str, Any]]:
    """Returns the acknowledgments of a record for (acknowledgment, CVE that it is about), each once."""
    entries: list[dict[str, Any]] = []
    seen: dict[str, dict[str, Any]] = {}
    for node, cve in found:
        known = seen.get(repr(node.data))
        if known is None:
            known = _entry(node, ("acknowledgments", len(entries)), words)
            if not known:
                continue
            seen[repr(node.data)] = known
            entries.append(known)
        for each in node["names"]:
            each.take()
        for name in ("organization", "summary"):
            node[name].take()
        usable_urls = [each for each in node["urls"] if usable(each.text)]
        for each in (*usable_urls[:1], *usable_urls[-1:]):
            each.take()
        if cve:
            known.setdefault("cves", []).append(cve)
    return entries


def _entry(node: Node, loc: tuple, words: Words) -> dict[str, Any]:
    named = [name for each in node["names"] if (name := line(each.text))]
    names = [name for name in named if name.casefold() not in _ANONYMOUS]
    urls = [each.text for each in node["urls"] if usable(each.text)]
    organization = line(node["organization"].text)
    entry: dict[str, Any] = {"names": names} if names else {}
    if len(names) < len(named):
        entry["anonymous"] = True
    if urls and (not organization or len(urls) > 1):
        entry["url"] = urls[0]
    if organization:
        entry["organizations"] = [{"name": organization} | ({"url": urls[-1]} if urls else {})]
    if node["summary"].text:
        entry["text"] = words.text((*loc, "text"), node["summary"])
    return entry
