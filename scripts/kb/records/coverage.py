"""Which update each product needs, as far as an advisory tells; "Am I affected?" is answered from it."""

import itertools
import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kb.records.advisory import Advisory
from kb.records.affected import ProductRef, ProductRow
from kb.records.fields import ProductStatus, ReferenceType, Relation, Remediation
from kb.records.remedy import Release

# A row is a pair: the product, and the component on it or None. In JSON, pairs are lists.
Row = tuple[str, str | None]


class Group(NamedTuple):
    """Affected rows that need the same updates, or have the same `remediation` instead.

    `limit` are the affected versions where not all, `fixed` the first one with the fix where no update is named.
    """

    needs: list[str]
    limit: str | None
    investigated: bool
    remediation: Remediation | None
    fixed: str | None
    rows: list[Row]


class Coverage(NamedTuple):
    """What an advisory says of products and updates.

    `resolving` are the updates that resolve it as a whole, for rows that say nothing of their own: numbers of KB
    articles, of bulletins, and what else there is. `replaces` are pairs of an update and one that is not needed where
    it is installed, `articles` has the KB articles by bulletin, where all are known.
    """

    exploited: bool
    groups: list[Group]
    spared: list[Row]
    resolving: list[list[str]]
    replaces: list[tuple[str, str]]
    articles: dict[str, list[str]]


def pack(coverage: Coverage) -> str:
    """Returns `coverage` as JSON: it is read from the state in every build, but needed in few."""
    return json.dumps(coverage, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str) -> Coverage:
    """Returns what `pack` was given."""
    coverage = Coverage(*json.loads(packed))
    return coverage._replace(groups=[Group(*group) for group in coverage.groups])


def coverage_of(advisory: Advisory) -> Coverage:
    """Returns the coverage of `advisory`."""
    groups: dict[tuple, list[Row]] = {}
    spared, resolving = [], _resolving(advisory)
    for row in advisory.products:
        pair = (row.product, row.component)
        if row.status in (ProductStatus.NOT_AFFECTED, ProductStatus.FIXED):
            spared.append(pair)
            continue
        needs, investigated = _needs(row, advisory), row.status == ProductStatus.UNDER_INVESTIGATION
        fixed = row.fixed if not needs and not any(resolving) else None
        members = groups.setdefault((needs, _limit(row), investigated, row.remediation, fixed), [])
        if pair not in members:
            members.append(pair)
    return Coverage(
        exploited=any(vulnerability.exploited for vulnerability in advisory.vulnerabilities),
        groups=[Group(list(needs), *about, rows) for (needs, *about), rows in groups.items()],
        spared=list(dict.fromkeys(spared)),
        resolving=resolving,
        replaces=_replaces(advisory),
        articles=_articles(advisory, resolving),
    )


def _needs(row: ProductRow, advisory: Advisory) -> tuple[str, ...]:
    """Returns the updates that a row needs: its own, else those whose installation is described, else releases."""
    if row.update or row.remediation:
        return (row.update,) if row.update else ()
    described = [each.update for each in advisory.deployment if each.update and _is_for(each.products, row)]
    if described:
        return tuple(dict.fromkeys(described))
    releases = [each for each in advisory.releases if _is_for(each.products, row)]
    return _lasting([each for each in releases if each.products] or releases)


def _lasting(releases: list[Release]) -> tuple[str, ...]:
    """Returns the releases that none of the others replaces; the newest where none says what it replaces."""
    if any(each.replaces is not None for each in releases):
        replaced = {old.update for each in releases for old in each.replaces or ()}
        return tuple(dict.fromkeys(each.id for each in releases if each.id not in replaced))
    newest = max((each.date or date.min for each in releases), default=None)
    return tuple(dict.fromkeys(each.id for each in releases if (each.date or date.min) == newest))


def _is_for(refs: Iterable[ProductRef], row: ProductRow) -> bool:
    """Says whether an update with these products is for `row`; one without is for all."""
    refs = list(refs)
    return not refs or any(ref.product == row.product and ref.component in (None, row.component) for ref in refs)


def _limit(row: ProductRow) -> str | None:
    if row.versions:
        return row.versions
    if row.last_affected:
        return f"≤ {row.last_affected}"
    return f"< {row.fixed}" if row.fixed else None


def _resolving(advisory: Advisory) -> list[list[str]]:
    kbs, bulletins, others = [], [], []
    for reference in advisory.references:
        if reference.relation == Relation.RESOLVES and reference.id:
            kinds = {ReferenceType.KB: kbs, ReferenceType.BULLETIN: bulletins}
            kinds.get(reference.type, others).append(reference.id)
    return [kbs, bulletins, others]


def _replaces(advisory: Advisory) -> list[tuple[str, str]]:
    """Returns pairs of an update and one that is not needed where it is installed."""
    pairs = [(part.update, old.update) for part in advisory.products if part.update for old in part.replaces or ()]
    for release in advisory.releases:
        names = [release.id, *release.articles] if len(release.articles) == 1 else [release.id]
        needless = [old.update for old in release.replaces or ()] + release.covers
        pairs += itertools.product(names, needless)
    return list(dict.fromkeys(pairs))


def _articles(advisory: Advisory, resolving: list[list[str]]) -> dict[str, list[str]]:
    found = {each.id: list(each.articles) for each in advisory.releases if each.articles}
    kbs, bulletins, _ = resolving
    if kbs and len(bulletins) == 1:
        found.setdefault(bulletins[0], kbs)
    return found
