"""A record that names packages as a vulnerability in the format of OSV."""

from typing import Any

from kb.records.advisory import Advisory
from kb.records.affected import Package, PackageRange
from kb.records.fields import ReferenceType, Relation
from kb.records.packages import bounds_of, is_listed, purl_of
from kb.render.csaf.prose import Prose
from kb.render.moment import moment
from kb.render.speech import Speech

Json = dict[str, Any]

SCHEMA_VERSION = "1.7.0"

_RELATIONS = {
    Relation.RESOLVES: "FIX",
    Relation.FIRST_REPORT: "REPORT",
    Relation.DETECTS: "DETECTION",
    Relation.DESCRIBES: "EVIDENCE",
}
_TYPES = {ReferenceType.ADVISORY: "ADVISORY", ReferenceType.BULLETIN: "ADVISORY", ReferenceType.CVE: "ADVISORY"}


def is_osv(advisory: Advisory) -> bool:
    """Tells whether OSV can hold `advisory`: one that names packages of the ecosystems that it lists."""
    return any(is_listed(each.ecosystem) for each in advisory.packages)


class Osv:
    """Makes the documents. OSV knows one language, and its readers expect English; `speech` is that."""

    def __init__(self, speech: Speech):
        self._speech, self._prose = speech, Prose(speech)

    def document(self, advisory: Advisory) -> Json:
        """Returns the document for `advisory`, for which `is_osv` holds."""
        cves = [each.cve for each in advisory.vulnerabilities if each.cve]
        title, _ = self._speech.pick(advisory.title)
        gone = advisory.withdrawn.date if advisory.withdrawn else None
        made: Json = {
            "schema_version": SCHEMA_VERSION,
            "id": advisory.id,
            "modified": moment(max(advisory.updated, gone or advisory.updated)),
            "published": moment(advisory.published),
            "withdrawn": moment(gone) if gone else None,
            "aliases": [*(cves if len(cves) == 1 else ()), *advisory.aliases],
            "related": [*(cves if len(cves) > 1 else ()), *advisory.related],
            "summary": title,
            "details": self._details(advisory),
            "severity": _severity(advisory),
            "affected": [
                _affected(each, versions)
                for each in advisory.packages
                if is_listed(each.ecosystem)
                for versions in each.ranges
            ],
            "references": _references(advisory),
            "credits": _credits(advisory),
            "database_specific": _specific(advisory),
        }
        return {name: value for name, value in made.items() if value}

    def _details(self, advisory: Advisory) -> str:
        """Returns the texts as CommonMark, each but the summary below a heading."""
        words, section = self._speech.labels["export"], self._speech.labels["section"]
        prose = self._prose
        parts = [
            ("", self._speech.pick(advisory.summary)[0].strip()),
            (words["impact"], prose.say(advisory.impact)),
            (section["affected"], prose.say(advisory.affected)),
            (words["recommendation"], prose.say(advisory.recommendation)),
            *(
                (f"{section['workarounds']}: {prose.say(each.title)}", prose.workaround(each))
                for each in advisory.workarounds or ()
            ),
            (section["known-issues"], prose.say(advisory.known_issues)),
            (section["details"], prose.say(advisory.details)),
        ]
        return "\n\n".join(f"## {title}\n\n{text}" if title else text for title, text in parts if text)


def _severity(advisory: Advisory) -> list[Json]:
    """Returns the vectors of the vulnerability; of several, none holds for the whole."""
    if len(advisory.vulnerabilities) != 1:
        return []
    kinds = {"CVSS:3": "CVSS_V3", "CVSS:4": "CVSS_V4"}
    return [{"type": kinds.get(each[:6], "CVSS_V2"), "score": each} for each in advisory.vulnerabilities[0].cvss]


def _affected(package: Package, versions: PackageRange) -> Json:
    named: Json = {"ecosystem": package.ecosystem, "name": package.name}
    if purl := purl_of(package.ecosystem, package.name):
        named["purl"] = purl
    listed = bounds_of(versions.versions).listed
    made: Json = {"package": named, "ranges": [{"type": "ECOSYSTEM", "events": each} for each in _events(versions)]}
    if listed:
        made["versions"] = [*listed]
    else:  # as GitHub writes it, who has the range in words, too
        made["database_specific"] = {"last_known_affected_version_range": versions.versions}
    return made


def _events(versions: PackageRange) -> list[list[Json]]:
    """Returns the events of each range: what lies between versions that are listed one by one is not affected.

    A range may not have `fixed` and `last_affected`, so the last of these versions has a range of its own.
    """
    first, last, end, listed = bounds_of(versions.versions)
    *before, first = listed or [first or "0"]
    last = first if listed else last
    mended = versions.fixed or end
    until = {"fixed": mended} if mended else {"last_affected": last} if last else None
    single = [event for each in before for event in ({"introduced": each}, {"last_affected": each})]
    return [*([single] if single else []), [{"introduced": first}, *([until] if until else [])]]


def _references(advisory: Advisory) -> list[Json]:
    found = [
        (each.url, _TYPES.get(each.type) or _RELATIONS.get(each.relation, "WEB")) for each in advisory.references
    ]
    return [{"type": kind, "url": url} for url, kind in dict(each for each in found if each[0]).items()]


def _credits(advisory: Advisory) -> list[Json]:
    found = [(name, each.url) for each in advisory.acknowledgments for name in each.names]
    found += [(one.name, one.url) for each in advisory.acknowledgments for one in each.organizations]
    return [{"name": name} | ({"contact": [url]} if url else {}) for name, url in found]


def _specific(advisory: Advisory) -> Json:
    """Returns what other databases in this format add as well: severity, weaknesses, licence and source."""
    cwes = dict.fromkeys(each.cwe for each in advisory.vulnerabilities if each.cwe)
    made: Json = {"cwe_ids": [*cwes]} if cwes else {}
    if advisory.severity and advisory.severity != "not-rated":
        made["severity"] = advisory.severity.upper()
    if source := advisory.source:
        made |= {"license": source.license} | ({"source": source.url} if source.url else {})
    return made
