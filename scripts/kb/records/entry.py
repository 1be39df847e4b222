"""What the rest of the site needs to know of one advisory: its entry in lists, indexes and cross references."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kb.records.advisory import Advisory
from kb.records.coverage import coverage_of, pack
from kb.records.fields import Cve, Kb, ProductStatus, ReferenceType, Relation, Severity, Url
from kb.records.gaps import gaps_of
from kb.records.patterns import fits
from kb.records.places import values_in
from kb.records.rating import severity_of
from kb.records.source import name_of

# How an advisory names a KB article or a CVE, weightiest first.
ROLES = RESOLVES, NAMES, REPLACES = "resolves", "names", "replaces"


class Words(NamedTuple):
    """A title in both languages, without the cost of a model: there are as many as there are advisories."""

    de: str | None
    en: str | None


@dataclass(slots=True)
class KbUse:
    """How one advisory uses one KB article: its role, and the (product, component) rows that it updates."""

    role: str
    rows: list[tuple[str, str | None]] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One advisory, as lists and other pages show it. `kbs` is keyed by the number without "KB".

    `severity` is the rating of the whole or, where there is none, the weightiest of its parts; where nothing is
    rated, what the weightiest CVSS vector stands for. `coverage` is as kb.records.coverage packs it, `gaps` as
    kb.records.gaps does, `addresses` in lines that `links` takes apart.
    """

    id: str
    title: Words
    kind: str
    state: str
    severity: str | None
    is_vulnerability: bool
    has_workaround: bool
    published: date
    updated: date
    withdrawn: date | None
    superseded_by: str | None
    affected: list[str]
    not_affected: list[str]
    kbs: dict[str, KbUse]
    cves: list[str]
    related: list[str]
    coverage: str
    addresses: str
    gaps: dict[str, list[str]]

    @property
    def year(self) -> str:
        """Year of first publication, which is the folder of the record."""
        return f"{self.published.year}"

    @property
    def changed(self) -> date:
        """Day of the last change: that of the last revision, or of a withdrawal after it."""
        return max(self.updated, self.withdrawn or self.updated)

    @property
    def links(self) -> dict[str, str]:
        """Addresses of other sites, each with the field in which it stands."""
        return dict(line.split(" ") for line in self.addresses.splitlines())

    @property
    def path(self) -> str:
        """The record's file below the folder of records."""
        return f"{self.year}/{self.id}.yml"


def entry_of(advisory: Advisory) -> Entry:
    """Returns the entry of `advisory`."""
    affected, spared = {}, {}
    for row in advisory.products:
        keys = spared if row.status == ProductStatus.NOT_AFFECTED else affected
        keys |= {key: None for key in (row.product, row.component) if key}
    return Entry(
        id=advisory.id,
        title=Words(advisory.title.de, advisory.title.en),
        kind=advisory.kind,
        state=advisory.state,
        severity=advisory.severity or _weightiest(advisory),
        is_vulnerability=advisory.is_vulnerability,
        has_workaround=bool(advisory.workarounds),
        published=advisory.published,
        updated=advisory.updated,
        withdrawn=advisory.withdrawn.date if advisory.withdrawn else None,
        superseded_by=advisory.superseded.by if advisory.superseded else None,
        affected=list(affected),
        not_affected=[key for key in spared if key not in affected],
        kbs=_kbs(advisory),
        cves=_cves(advisory),
        related=list(advisory.related),
        coverage=pack(coverage_of(advisory)),
        addresses="\n".join(f"{url} {name_of(loc)}" for loc, url in values_in(advisory, Url)),
        gaps=gaps_of(advisory),
    )


def _weightiest(advisory: Advisory) -> str | None:
    rated = {part.severity for part in (*advisory.vulnerabilities, *advisory.products)} - {None}
    rated = rated or {severity_of(each.cvss) for each in advisory.vulnerabilities}
    return next((severity for severity in Severity if severity in rated), None)


def _kbs(advisory: Advisory) -> dict[str, KbUse]:
    uses: dict[str, KbUse] = {}

    def use(update: str | None, role: str) -> KbUse | None:
        if not (update and fits(Kb, update)):  # others would be no address
            return None
        known = uses.setdefault(update[2:], KbUse(role))
        known.role = min(known.role, role, key=ROLES.index)
        return known

    for reference in advisory.references:
        if reference.type == ReferenceType.KB:
            use(reference.id, RESOLVES if reference.relation == Relation.RESOLVES else NAMES)
    for row in advisory.products:
        known = use(row.update, RESOLVES)
        if known:
            known.rows.append((row.product, row.component))
    for release in advisory.releases:
        for update in (release.id, *release.articles):
            known = use(update, RESOLVES)
            if known:
                known.rows += [(ref.product, ref.component) for ref in release.products]
    for item in advisory.deployment:
        known = use(item.update, RESOLVES)
        if known:
            known.rows += [(ref.product, ref.component) for ref in item.products]
    for certificate in advisory.certificates:
        for update in certificate.updates:
            use(update, RESOLVES)
    for part in (*advisory.products, *advisory.releases):
        for replaced in part.replaces or []:
            use(replaced.update, REPLACES)
    for release in advisory.releases:
        for covered in release.covers:
            use(covered, REPLACES)
    return uses


def _cves(advisory: Advisory) -> list[str]:
    cves = {vulnerability.cve: None for vulnerability in advisory.vulnerabilities if vulnerability.cve}
    cves |= {ref.id: None for ref in advisory.references if ref.type == ReferenceType.CVE and ref.id}
    for row in advisory.products:
        cves |= dict.fromkeys(row.cves)
    for release in advisory.releases:
        cves |= {name: None for name in release.addresses if fits(Cve, name)}
    return list(cves)
