"""What a record leaves open, and where it departs from its source: the pages of quality list it."""

import json
from collections.abc import Iterator
from typing import Any

from kb.records.advisory import Advisory
from kb.records.fields import ReferenceType, Relation, State
from kb.records.text import Text, Title

# Those of an advisory, by the name that they have in addresses and labels.
GAPS = (
    "open",
    "no-severity",
    "no-cve",
    "no-update",
    "no-products",
    "no-reference-address",
    "no-source-address",
    "deviations",
)
_OPEN = (State.INVESTIGATING, State.UPDATE_PLANNED)
_UPDATED = (State.UPDATE_AVAILABLE, State.RESOLVED_BY_BULLETIN)
_ADDRESSED = (ReferenceType.KB, ReferenceType.CVE)  # their pages on this site lead on


def gaps_of(advisory: Advisory) -> dict[str, list[str]]:
    """Returns by name of gap what a list shows of each beside the advisory, packed as JSON: few builds need it."""
    gaps: dict[str, list[str]] = {}
    for name, shown in _gaps(advisory):
        gaps.setdefault(name, []).append(json.dumps(shown, ensure_ascii=False, separators=(",", ":")))
    return gaps


def _gaps(advisory: Advisory) -> Iterator[tuple[str, dict[str, Any]]]:
    if advisory.state in _OPEN and not advisory.withdrawn:
        yield "open", {"state": advisory.state, "updated": f"{advisory.updated}"}
    rated = any(part.severity for part in (advisory, *advisory.vulnerabilities, *advisory.products))
    if advisory.is_vulnerability and not rated and not any(each.cvss for each in advisory.vulnerabilities):
        yield "no-severity", {"kind": advisory.kind}
    if advisory.is_vulnerability and not advisory.vulnerabilities:
        yield "no-cve", {"field": "vulnerabilities", "title": None}
    for at, vulnerability in enumerate(advisory.vulnerabilities):
        if not vulnerability.cve:
            yield "no-cve", {"field": f"vulnerabilities[{at}]", "title": _words(vulnerability.title)}
    if advisory.state in _UPDATED and not _names_an_update(advisory):
        yield "no-update", {"state": advisory.state}
    if not advisory.products and not advisory.packages:
        yield "no-products", {"kind": advisory.kind}
    for at, reference in enumerate(advisory.references):
        if not reference.url and reference.type not in _ADDRESSED:
            shown = {"field": f"references[{at}]", "reference": reference.type}
            yield "no-reference-address", shown | {"title": _words(reference.title) or reference.id}
    if advisory.source and not advisory.source.url:
        yield "no-source-address", {"source": advisory.source.title}
    for deviation in advisory.source.deviations if advisory.source else ():
        shown = {"field": deviation.field, "printed": deviation.printed, "taken": deviation.taken}
        yield "deviations", shown | {"reason": _words(deviation.reason)}


def _words(text: Title | Text | None) -> dict[str, str | None] | None:
    return {"de": text.de, "en": text.en} if text else None


def _names_an_update(advisory: Advisory) -> bool:
    return bool(
        advisory.releases
        or any(row.update or row.fixed for row in advisory.products)
        or any(part.fixed for package in advisory.packages for part in package.ranges)
        or any(each.update for each in advisory.deployment)
        or any(reference.relation == Relation.RESOLVES for reference in advisory.references)
    )
