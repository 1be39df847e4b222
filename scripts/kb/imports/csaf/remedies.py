"""What CSAF recommends for products: updates of rows, workarounds, mitigations, and the state of the matter."""

import re
from typing import Any

from kb.imports.csaf.instead import INVESTIGATED, Instead, stated
from kb.imports.csaf.status import Row, Statuses
from kb.imports.draft import Draft
from kb.imports.json_document import Node
from kb.imports.references import usable
from kb.imports.words import Words, line
from kb.records.fields import Update
from kb.records.patterns import fits

_FIXED = re.compile(r"\b(?:to|auf)(?: version)? (v?\d[\w.+-]*[\w+])", re.I)
_SERVICE_PACK = re.compile(r"^(?:\S+ ){1,6}Service Pack \d+$")
_TITLED = re.compile(r"\*\*(?P<title>[^\n]+?)\*\*(?:\n\n(?P<text>[\s\S]+))?")
_KINDS = ("vendor_fix", "workaround", "mitigation", "none_available", "no_fix_planned")
_LONG = 100  # characters: more are no title


class Remedies:
    """Reads the remediations of all vulnerabilities into the draft `made`, each only once.

    `general` is what the document says for all products: a remediation that repeats it says nothing of single ones.
    """

    def __init__(self, made: Draft, statuses: Statuses, words: Words, general: str):
        self._made, self._statuses, self._words = made, statuses, words
        self._general = {general, *INVESTIGATED}
        self._seen = {*self._general}
        self._workarounds: dict[str, tuple[dict[str, Any], list[Row]]] = {}  # by text: the entry, the rows it is for
        self.states: set[str] = set()

    def add(self, node: Node, number: int) -> None:
        """Adds one remediation of the vulnerability `number`; what cannot be placed of it is left."""
        kind = node["category"].text
        if kind not in _KINDS:
            return
        rows = self._statuses.concerned(node, fixed=kind == "vendor_fix")
        if said := stated(node) or self._worded(kind, node, rows, number):
            for row in rows:
                row.instead.append(said)
        self.states.add(kind)
        node["category"].take()

    def _worded(self, kind: str, node: Node, rows: list[Row], number: int) -> Instead | None:
        """Adds a remediation in the publisher's words; returns what it says that `rows` have instead of an update."""
        details = node["details"]
        said = Instead(kind, None if details.text in self._general else node)
        if kind == "vendor_fix":
            self._fix(node, details, rows, number)
            return Instead(kind)
        if kind == "workaround":
            self._workaround(node, details, rows)
        elif kind == "mitigation":
            self.add_text("mitigations", details)
            return None if said.node else said
        else:
            if details.text not in self._seen:
                self._made.note(("state",), f"{details.path}: {details.text}")
                self._seen.add(details.text)
            details.take()
        return said

    def _fix(self, node: Node, details: Node, rows: list[Row], number: int) -> None:
        """Adds what the rows need: an update by its name, an address, or the version that is said to mend it."""
        facts: dict[str, Any] = {}
        name, mended = line(details.text), _FIXED.search(details.text)
        if details.text in self._general:
            pass
        elif _is_update(name):
            facts["update"] = name
        elif mended and details.text not in self._seen:
            facts["fixed"] = mended[1]
        if usable(node["url"].text):
            facts["url"] = node["url"].text
        update = facts.get("update")
        if update:
            rows = [row.of_update(update) for row in rows]
        fitting = [row for row in rows if (row.entry | facts) == (facts | row.entry)]
        for row in fitting:
            row.entry |= facts
            if update:
                row.mended.setdefault(number, set()).add(update)
        if fitting:
            node["url"].take()
        if "update" not in facts:
            self.add_text("actions", details)
        elif fitting:
            details.take()

    def _workaround(self, node: Node, details: Node, rows: list[Row]) -> None:
        """Adds a workaround for `rows`; one that names no products is for all."""
        if entry := self.add_text("workarounds", details):
            self._workarounds[details.text] = entry, []
        if not node["product_ids"] and not node["group_ids"]:
            self._workarounds.pop(details.text, None)
        elif details.text in self._workarounds:
            self._workarounds[details.text][1].extend(rows)

    def add_products(self) -> None:
        """Adds to workarounds the products that they are for, after all vulnerabilities have named theirs."""
        for entry, rows in self._workarounds.values():
            if products := self._statuses.limited(rows):
                entry["products"] = products

    def add_text(self, field: str, node: Node, title: str = "") -> dict[str, Any] | None:
        """Adds a workaround, mitigation, action or way of detection, once however many vulnerabilities name it.

        Returns its entry; None where there is one already.
        """
        text = node.text
        if not text or (field, text, title) in self._seen or text in self._seen:
            node.take()
            return None
        self._seen.add((field, text, title))
        entries = self._made.record.setdefault(field, [])
        loc = (field, len(entries))
        if found := _TITLED.fullmatch(text):
            title, text = title or found["title"], found["text"] or ""
        elif field == "workarounds":
            first = line(text.partition("\n")[0])
            title = title or (first if len(first) <= _LONG else re.split(r"(?<=[.!?])\s", first)[0])
            text = "" if title == line(text) else text
        node.take()
        entry = {"title": self._words.title((*loc, "title"), node, title)} if title else {}
        if text or not entry or field in ("mitigations", "detection"):
            entry["text"] = self._words.text((*loc, "text"), node, text)
        entries.append(entry)
        return entry


def _is_update(name: str) -> bool:
    """Tells whether `name` names an update; sentences that a fix exists do not."""
    short = name.count(" ") <= 2 or _SERVICE_PACK.search(name)
    return bool(short and fits(Update, name) and re.search(r"\d", name) and not _FIXED.search(name))
