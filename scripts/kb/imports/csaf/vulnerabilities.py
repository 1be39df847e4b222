"""The vulnerabilities of a draft, and what CSAF says in them: status of products, remedies, threats, scores."""

import re
from typing import Any

from kb.imports.csaf.remedies import Remedies
from kb.imports.csaf.status import Statuses
from kb.imports.draft import Draft
from kb.imports.json_document import Node
from kb.imports.ratings import EXPLOITABILITY, IMPACTS, SEVERITIES
from kb.imports.references import add_reference
from kb.imports.words import Words, line
from kb.records.affected import Vulnerability
from kb.records.fields import Cve, Cvss, Cwe
from kb.records.patterns import fits

_CALCULATOR = re.compile(r"https://www\.first\.org/cvss/calculator/4\.0#(CVSS:4\.0/\S+)")
_WEAKNESS = re.compile(r"https://cwe\.mitre\.org/data/definitions/([1-9]\d*)\.html")
_FACTS = {
    "exploited": "exploited",
    "publicly disclosed": "publicly_disclosed",
    "exploit code public": "exploit_public",
    "latest software release": "current",
    "older software release": "older",
    "dos": "denial_of_service",
}


class Vulnerabilities:
    """Reads the vulnerabilities of a document into the draft `made`."""

    def __init__(self, made: Draft, statuses: Statuses, remedies: Remedies, words: Words, title: str):
        self._made, self._statuses, self._remedies, self._words = made, statuses, remedies, words
        self._title = title
        self.entries: list[dict[str, Any]] = []
        self.cves: list[str | None] = []

    def add(self, node: Node, references: list[dict[str, Any]]) -> None:
        """Adds one vulnerability; its references go to those of the whole advisory."""
        cve = node["cve"].take() if fits(Cve, node["cve"].text) else None
        self._statuses.add_vulnerability(len(self.cves), node["product_status"])
        self.cves.append(cve)
        loc = ("vulnerabilities", len(self.entries))
        entry: dict[str, Any] = {"cve": cve} if cve else {}
        title = line(node["title"].text)
        if title == cve or (not cve and title == self._title):  # the second is the advisory's own matter
            node["title"].take()
        elif title:
            entry["title"] = self._words.title((*loc, "title"), node["title"])
        if fits(Cwe, node["cwe"]["id"].text):
            entry["cwe"] = node["cwe"]["id"].take()
            node["cwe"].drop()
        self._notes(node, entry, loc)
        scores = _scores(node)
        self._references(node, entry, scores, references)
        self._threats(node, entry)
        for each in node["remediations"]:
            self._remedies.add(each, len(self.cves) - 1)
        if scores:
            entry["cvss"] = scores
        if entry:
            self.entries.append({name: entry[name] for name in Vulnerability.model_fields if name in entry})

    def _notes(self, node: Node, entry: dict[str, Any], loc: tuple) -> None:
        for each in node["notes"]:
            text = each["text"]
            if text.text in (node["title"].text, self._title):
                each.drop()
            elif each["category"].text in ("description", "summary") and "description" not in entry:
                entry["description"] = self._words.text((*loc, "description"), text)
                each.drop()

    def _references(self, node: Node, entry: dict[str, Any], scores: list[str], found: list[dict[str, Any]]) -> None:
        known = {each.get("url") for each in found}
        for each in node["references"]:
            url = each["url"].text
            calculated, weakness = _CALCULATOR.fullmatch(url), _WEAKNESS.fullmatch(url)
            if calculated and fits(Cvss, calculated[1]):
                scores.append(calculated[1])
                each.drop()
            elif weakness and entry.get("cwe", f"CWE-{weakness[1]}") == f"CWE-{weakness[1]}":
                entry["cwe"] = f"CWE-{weakness[1]}"
                each.drop()
            elif url in known:
                each.drop()
            else:
                add_reference(found, each["url"], each["summary"], self._words)
                each["category"].take()
                known.add(url)

    def _threats(self, node: Node, entry: dict[str, Any]) -> None:
        for each in node["threats"]:
            details, kind = each["details"].text, each["category"].text
            if kind == "exploit_status" and (facts := _exploit_status(details)):
                index = {name: facts.pop(name) for name in ("current", "older", "denial_of_service") if name in facts}
                entry |= facts | ({"exploitability": index} if index else {})
            elif kind != "impact" or not (facts := _rating(details)):
                continue
            elif each["product_ids"] or each["group_ids"]:
                rows = self._statuses.concerned(each)
                if not rows or any((row.entry | facts) != (facts | row.entry) for row in rows):
                    continue
                for row in (each for first in rows for each in first.all()):
                    row.entry |= facts
            elif (entry | facts) != (facts | entry):
                continue
            else:
                entry |= facts
            each.drop()


def _rating(details: str) -> dict[str, str]:
    word = details.casefold()
    if word in SEVERITIES:
        return {"severity": SEVERITIES[word]}
    return {"impact": IMPACTS[word]} if word in IMPACTS else {}


def _exploit_status(details: str) -> dict[str, Any]:
    """Returns the facts in MSRC's "Publicly Disclosed:No;Exploited:Yes"; nothing if it says what is no such fact."""
    found: dict[str, Any] = {}
    if "known-exploited-vulnerabilities" in details:  # CISA's list, as Red Hat refers to it
        return {"exploited": True}
    for part in filter(None, map(str.strip, details.casefold().split(";"))):
        name, _, value = part.partition(":")
        field, value = _FACTS.get(name.strip()), value.strip()
        if not field or (value not in ("n/a", "yes", "no") and value not in EXPLOITABILITY):
            return {}
        if value in ("yes", "no"):
            found[field] = value == "yes"
        elif value != "n/a":
            found[field] = EXPLOITABILITY[value]
    return found if all(_fits(name, value) for name, value in found.items()) else {}


def _fits(name: str, value: Any) -> bool:
    return isinstance(value, {"current": int, "older": int, "denial_of_service": str}.get(name, bool)) and not (
        name in ("current", "older") and isinstance(value, bool)
    )


def _scores(node: Node) -> list[str]:
    """Returns the CVSS vectors, one of each version; what they are worked out to is theirs."""
    found: dict[str, str] = {}
    for each in node["scores"]:
        for name in ("cvss_v2", "cvss_v3"):
            vector = each[name]["vectorString"].text
            version = vector.partition("/")[0] if vector.startswith("CVSS:") else ""
            if fits(Cvss, vector) and found.setdefault(version, vector) == vector:
                each[name].drop()
        if not any(True for name in ("cvss_v2", "cvss_v3") for _ in each[name].rest()):
            each["products"].drop()
    return [*found.values()]
