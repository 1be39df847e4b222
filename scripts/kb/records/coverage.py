"""Which update each product needs, as far as an advisory tells; "Am I affected?" is answered from it."""

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kb.records.advisory import Advisory
from kb.records.affected import ProductRef, ProductRow
from kb.records.fields import ProductStatus, ReferenceType, Relation

# A row is a pair: the product, and the component on it or None. In JSON, pairs are lists.
Row = tuple[str, str | None]


class Group(NamedTuple):
    """Affected rows that need the same updates; `limit` are the affected versions where not all."""

    needs: list[str]
    limit: str | None
    investigated: bool
    rows: list[Row]


class Coverage(NamedTuple):
    """What an advisory says of products and updates.

    `resolving` are the updates that resolve it as a whole, for rows without one of their own: numbers of KB articles,
    of bulletins, and what else there is. `replaces` are pairs of a newer and an older update, `articles` has the KB
    articles by bulletin, where all are known.
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
    spared = []
    for row in advisory.products:
        pair = (row.product, row.component)
        if row.status in (ProductStatus.NOT_AFFECTED, ProductStatus.FIXED):
            spared.append(pair)
            continue
        investigated = row.status == ProductStatus.UNDER_INVESTIGATION
        members = groups.setdefault((*_needs(row, advisory), _limit(row), investigated), [])
        if pair not in members:
            members.append(pair)
    resolving = _resolving(advisory)
    return Coverage(
        exploited=any(vulnerability.exploited for vulnerability in advisory.vulnerabilities),
        groups=[Group(list(needs), limit, open_, rows) for (*needs, limit, open_), rows in groups.items()],
        spared=list(dict.fromkeys(spared)),
        resolving=resolving,
        replaces=_replaces(advisory),
        articles=_articles(advisory, resolving),
    )


def _needs(row: ProductRow, advisory: Advisory) -> list[str]:
    """Returns the updates that a row needs: its own, else those whose installation is described, else the newest."""
    if row.update:
        return [row.update]
    described = [each.update for each in advisory.deployment if each.update and _is_for(each.products, row)]
    if described:
        return list(dict.fromkeys(described))
    releases = [each for each in advisory.releases if _is_for(each.products, row)]
    newest = max((each.date or date.min for each in releases), default=None)
    return list(dict.fromkeys(each.id for each in releases if (each.date or date.min) == newest))


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
    """Returns pairs of a newer and an older update."""
    newer = [(part.update, part.replaces) for part in advisory.products]
    newer += [(part.id, part.replaces) for part in advisory.releases]
    newer += [(part.articles[0], part.replaces) for part in advisory.releases if len(part.articles) == 1]
    pairs = [(update, old.update) for update, replaced in newer if update for old in replaced or ()]
    return list(dict.fromkeys(pairs))


def _articles(advisory: Advisory, resolving: list[list[str]]) -> dict[str, list[str]]:
    found = {each.id: list(each.articles) for each in advisory.releases if each.articles}
    kbs, bulletins, _ = resolving
    if kbs and len(bulletins) == 1:
        found.setdefault(bulletins[0], kbs)
    return found
