"""The vulnerabilities of CSAF: which products they affect, and what to do about them."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from kb.records.advisory import Advisory
from kb.records.affected import ProductRow, Vulnerability
from kb.records.rating import score_of
from kb.render.csaf.prose import Prose
from kb.render.csaf.tree import Ids, Json, Tree

_STATUS = {
    "affected": "known_affected",
    "not-affected": "known_not_affected",
    "fixed": "fixed",
    "under-investigation": "under_investigation",
}
# What to say of affected products without an update, by the state of the publisher's work.
_REMEDY = {
    "update-available": "vendor_fix",
    "resolved-by-bulletin": "vendor_fix",
    "no-fix-planned": "no_fix_planned",
    "informational": "mitigation",
}
_INDEX = ("Exploitation Detected", "Exploitation More Likely", "Exploitation Less Likely", "Exploitation Unlikely")
_CALCULATOR = "https://www.first.org/cvss/calculator/4.0#"


def words(value: str) -> str:
    """Returns a word of a vocabulary as Microsoft writes it: "Remote Code Execution"."""
    return value.replace("-", " ").title()


class Vulnerabilities:
    """Makes the vulnerabilities of one record, whose products go to `tree`."""

    def __init__(self, advisory: Advisory, tree: Tree, prose: Prose, thanks: Callable[[Any], list[Json]]):
        self._advisory, self._prose, self._thanks = advisory, prose, thanks
        self._rows: list[tuple[ProductRow, Ids]] = [(row, tree.add(row)) for row in advisory.products]
        self._packages = [tree.add_package(package) for package in advisory.packages]
        self._cves = {each.cve for each in advisory.vulnerabilities if each.cve}

    def document(self) -> list[Json]:
        """Returns the vulnerabilities; of a record that names none, its own matter."""
        own = Vulnerability(title=self._advisory.title)
        return [self._vulnerability(each) for each in self._advisory.vulnerabilities or [own]]

    def _vulnerability(self, each: Vulnerability) -> Json:
        rows = [(row, ids) for row, ids in self._rows if self._concerns(row, each)]
        affected = [ids.meant for row, ids in rows if row.status == "affected"]
        affected = _once(affected, *(names for names, _ in self._packages))
        status = self._status(rows)
        made: Json = {
            "acknowledgments": self._thanks(part for part in self._advisory.acknowledgments if each.cve in part.cves),
            "cve": each.cve,
            "notes": self._notes(each),
            "product_status": status,
            "references": self._references(each),
            "remediations": self._remediations(rows, affected, status),
            "scores": _scores(each.cvss, affected),
            "threats": self._threats(each, rows),
            "title": self._prose.say(each.title),
        }
        return {name: value for name, value in made.items() if value}

    def _concerns(self, row: ProductRow, each: Vulnerability) -> bool:
        """Tells whether a row is about a vulnerability; with a CVE that the record does not describe, about all."""
        own = self._cves.intersection(row.cves)
        return not own or each.cve in own

    def _status(self, rows: list[tuple[ProductRow, Ids]]) -> Json:
        found: dict[str, dict[str, None]] = {}

        def put(name: str, ids: Iterable[str]) -> None:
            found.setdefault(name, {}).update(dict.fromkeys(ids))

        for row, ids in rows:
            put(_STATUS[row.status], [ids.meant])
            if row.status == "affected" and row.last_affected and not row.versions:
                put("last_affected", [ids.meant])
            if ids.fixed:
                put("fixed", [ids.fixed])
                put("first_fixed", [ids.fixed])
        for affected, mended in self._packages:
            put("known_affected", affected)
            put("fixed", mended)
        affected = found.get("known_affected", {})
        for name in ("known_not_affected", "fixed", "under_investigation"):  # CSAF forbids to contradict oneself
            found[name] = {each: None for each in found.get(name, {}) if each not in affected}
        return {name: [*ids] for name, ids in sorted(found.items()) if ids}

    def _notes(self, each: Vulnerability) -> list[Json]:
        if description := self._prose.say(each.description):
            return [{"category": "description", "text": description}]
        text = self._prose.say(each.title) or self._prose.say(self._advisory.title)
        return [{"category": "summary", "text": text}]

    def _references(self, each: Vulnerability) -> list[Json]:
        found = [f"{_CALCULATOR}{vector}" for vector in each.cvss if vector.startswith("CVSS:4")]
        made = [{"category": "external", "summary": "CVSS v4.0", "url": url} for url in found]
        if each.cwe:  # CSAF asks for the name of a weakness in the words of the CWE, which records do not have
            url = f"https://cwe.mitre.org/data/definitions/{each.cwe[4:]}.html"
            made.append({"category": "external", "summary": each.cwe, "url": url})
        return made

    def _remediations(self, rows: list[tuple[ProductRow, Ids]], affected: list[str], status: Json) -> list[Json]:
        prose, advisory = self._prose, self._advisory
        general = prose.say(advisory.recommendation) or prose.say(advisory.summary) or prose.say(advisory.title)
        made: list[Json] = []

        def put(category: str, details: str, ids: list[str], url: str | None = None) -> None:
            same = {"category": category, "details": details} | ({"url": url} if url else {})
            known = next((each for each in made if each.items() >= same.items() and each.get("url") == url), None)
            if known is None:
                made.append(known := same | {"product_ids": []})
            known["product_ids"] = _once(known["product_ids"], ids)

        for row, ids in rows:
            if row.status == "affected" and row.remediation:
                category = row.remediation.replace("-", "_")
                put(category, prose.remediation(row), [ids.meant], row.url)
            elif row.status == "affected" and (row.update or row.url):
                put("vendor_fix", row.update or general, [ids.meant], row.url)
        helped = {name for each in made for name in each["product_ids"]}
        if rest := [name for name in affected if name not in helped]:
            put(_REMEDY.get(advisory.state, "none_available"), general, rest)
        if waiting := status.get("under_investigation"):
            put("none_available", prose.investigated, waiting)
        for item in advisory.workarounds or () if affected else ():
            text = "\n\n".join(filter(None, (prose.bold(item.title), prose.workaround(item))))
            meant = [ids.meant for row, ids in rows if row.product in item.products and row.status == "affected"]
            elsewhere = any(row.product in item.products for row, _ in self._rows)
            if text and (meant or not elsewhere):
                put("workaround", text, meant or affected)
        for item in advisory.mitigations or () if affected else ():
            if text := prose.mitigation(item):
                put("mitigation", text, affected)
        return made

    def _threats(self, each: Vulnerability, rows: list[tuple[ProductRow, Ids]]) -> list[Json]:
        made = [_threat("impact", words(value)) for value in (each.impact, each.severity) if value]
        if facts := _exploit_status(each):
            made.append(_threat("exploit_status", facts))
        rated: dict[str, list[str]] = {}
        for row, ids in rows:
            for value in (row.impact, row.severity) if row.status == "affected" else ():
                if value:
                    rated[value] = _once(rated.get(value, ()), [ids.meant])
        return made + [_threat("impact", words(value)) | {"product_ids": ids} for value, ids in rated.items()]


def _once(*names: Iterable[str]) -> list[str]:
    """Joins lists of product ids: several rows may be about one product, and CSAF wants each id once."""
    return [*dict.fromkeys(chain(*names))]


def _threat(category: str, details: str) -> Json:
    return {"category": category, "details": details}


def _exploit_status(each: Vulnerability) -> str:
    """Returns what is known of attacks in the form in which Microsoft's documents tell it."""
    known = {
        "Publicly Disclosed": each.publicly_disclosed,
        "Exploited": each.exploited,
        "Exploit Code Public": each.exploit_public,
    }
    parts = [f"{name}:{'Yes' if value else 'No'}" for name, value in known.items() if value is not None]
    if index := each.exploitability:
        named = {"Latest Software Release": index.current, "Older Software Release": index.older}
        parts += [f"{name}:{_INDEX[value]}" for name, value in named.items() if value is not None]
        parts += [f"DOS:{index.denial_of_service.title()}"] if index.denial_of_service else []
    return ";".join(parts)


def _scores(vectors: list[str], affected: list[str]) -> list[Json]:
    """Returns the scores of CVSS 2 and 3; the standard has no place for later versions."""
    found: Json = {}
    for vector in vectors:
        if not vector.startswith("CVSS:"):
            score = score_of(vector).base_score
            found["cvss_v2"] = {"version": "2.0", "vectorString": vector, "baseScore": float(score)}
        elif vector.startswith("CVSS:3"):
            score = score_of(vector)
            found["cvss_v3"] = {
                "version": vector[5:8],
                "vectorString": vector,
                "baseScore": float(score.base_score),
                "baseSeverity": score.severities()[0].upper(),
            }
    return [found | {"products": affected}] if found and affected else []
