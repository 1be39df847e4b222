"""What tables say of vulnerabilities: likelihood of attacks, versions that correct them, whether they were known."""

import re
from dataclasses import dataclass
from typing import Any

from kb.imports.technet.document import OUTER, Document

_TITLE = re.compile(r"Titel der Sicherheitsanfälligkeit|Vulnerability Title", re.I)
_LAST = re.compile(r"(?:letzte|last) version\b", re.I)
_FIRST = re.compile(r"(?:erste|first) version\b", re.I)
_KNOWN = {
    "publicly_disclosed": re.compile(r"öffentlich gemeldet|publicly disclosed", re.I),
    "exploited": re.compile(r"aktiver angriff|exploited", re.I),
}


@dataclass(frozen=True, slots=True)
class Ratings:
    """Facts by CVE, facts that hold for all of them, versions of the affected component, and the lines of rows."""

    by_cve: dict[str, dict[str, Any]]
    for_all: dict[str, bool]
    last_affected: str | None
    fixed: str | None
    lines: set[int]


def ratings(document: Document) -> Ratings:
    """Returns what the tables of `document` say of its vulnerabilities."""
    by_cve: dict[str, dict[str, Any]] = {}
    for_all: dict[str, bool] = {}
    versions: dict[str, str] = {}
    lines: set[int] = set()
    for each in document.placed:
        if each.block.kind != "table" or each.part in OUTER:
            continue
        if _TITLE.match(each.block.rows[0][0].text):
            by_cve |= _exploitability([[cell.text for cell in row] for row in each.block.rows])
            lines |= {row[0].line for row in each.block.rows}
        for row in each.block.rows:
            label, value = row[0].text, row[-1].text
            known = next((name for name, form in _KNOWN.items() if form.match(label)), None)
            kind = "last" if _LAST.match(label) else "first" if _FIRST.match(label) else ""
            version = re.search(r"\d+(?:\.\d+)+", value)
            if known and (said := re.match(r"(ja|yes)|(?:nein|no)\b", value, re.I)):
                for_all[known] = bool(said[1])
                lines.add(row[0].line)
            elif kind and version:
                versions[kind] = version[0]
                lines.add(row[0].line)
    return Ratings(by_cve, for_all, versions.get("last"), versions.get("first"), lines)


def _exploitability(rows: list[list[str]]) -> dict[str, dict[str, Any]]:
    """Returns the exploitability index by CVE."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows[1:]:
        cve = re.search(r"CVE-\d{4}-\d{4,}", " ".join(row))
        index: dict[str, Any] = {}
        for heading, text in zip(rows[0], row, strict=False):
            rated = re.match(r"[0-3]\b", text)
            lasting = re.match(r"(dauerhaft|permanent)|(?:temporär|temporary)", text, re.I)
            if rated:
                index["older" if re.search(r"ältere|older", heading) else "current"] = int(rated[0])
            elif lasting:
                index["denial_of_service"] = "permanent" if lasting[1] else "temporary"
        if cve and index:
            found[cve[0]] = {"exploitability": index}
    return found
