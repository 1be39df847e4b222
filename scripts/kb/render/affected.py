"""The data of the page "Am I affected?": which advisory names which product, and the updates that it needs.

docs/theme/assets/javascripts/affected/match.js reads it. It is compact, since it has all advisories: arrays instead
of objects, products and vocabulary by their position in a list, KB articles as numbers. Titles are apart from it,
in a file for each language, so that a new title costs little.
"""

import itertools
import json
from collections.abc import Iterable, Iterator

from kb.records.address import family_id
from kb.records.coverage import Coverage, Group, Row, unpack
from kb.records.entry import Entry
from kb.records.fields import Kind, Severity, State
from kb.records.product import Product
from kb.render.library import Library
from kb.render.speech import Speech

# The weightiest first. What nobody rated may be grave: it stands before what is known to be harmless.
_SEVERITIES = (
    (Severity.CRITICAL,),
    (Severity.IMPORTANT, Severity.HIGH),
    (Severity.MODERATE, Severity.MEDIUM),
    (None, Severity.NOT_RATED),
    (Severity.LOW,),
    (Severity.NONE,),
)
_RANKS = {severity: rank for rank, severities in enumerate(_SEVERITIES) for severity in severities}
_KINDS = (
    Kind.EXPLOIT_NOTICE,
    Kind.VULNERABILITY,
    Kind.KILL_BITS,
    Kind.TRUST_REVOCATION,
    Kind.THIRD_PARTY,
    Kind.HARDENING,
    Kind.DEPRECATION,
    Kind.NON_SECURITY_UPDATE,
    Kind.GUIDANCE,
)
_KIND_RANKS = {kind: rank for rank, kind in enumerate(_KINDS)}
_STATES = list(State)

_EXPLOITED, _SUPERSEDED = 1, 2


def affected_json(library: Library) -> str:
    """Returns the document `data/affected.json`. Withdrawn advisories are left out."""
    found = [(entry, unpack(entry.coverage)) for entry in library.entries if not entry.withdrawn]
    found.sort(key=lambda pair: _weight(*pair))  # stable: the newer of equals stays first
    newer = _newer(found)
    rows = _Rows(library.products)
    advisories = [
        _advisory(entry, _with_newest(cover, newer.get(entry.id, [])), rows)
        for entry, cover in found
        if cover.groups or cover.spared
    ]
    unmatched = [entry.id for entry, cover in found if not cover.groups + cover.spared]
    families = list(dict.fromkeys((product.vendor, product.family) for product in library.products.values()))
    places = {family: place for place, family in enumerate(families)}
    parts = {
        "kinds": _KINDS,
        "states": _STATES,
        "families": [[*family, family_id(family[1])] for family in families],
        "products": [
            [key, each.name.de, each.name.en, places[each.vendor, each.family], *_version(each), *each.aliases]
            for key, each in library.products.items()
        ],
        "pairs": rows.pairs,
        "replaces": _distinct([_update(name) for name in pair] for pair in _replaces(found, newer)),
        "articles": _distinct(
            [_update(name), *map(_update, kbs)] for _, cover in found for name, kbs in cover.articles.items()
        ),
        "unmatched": unmatched,
        "advisories": advisories,
    }
    return "{\n" + ",\n".join(f'"{name}":[\n{_lines(items)}\n]' for name, items in parts.items()) + "\n}\n"


def titles_json(library: Library, speech: Speech) -> str:
    """Returns the document `data/titles-LANG.json`: the titles of all advisories in one language, by id."""
    titles = {entry.id: speech.plain(entry.title) for entry in library.entries}
    return json.dumps(titles, ensure_ascii=False, separators=(",", ":")) + "\n"


def _newer(found: list[tuple[Entry, Coverage]]) -> dict[str, list[Coverage]]:
    """Returns what supersedes each superseded advisory, by the id of that: its successor first, the newest last."""
    covers = {entry.id: cover for entry, cover in found}
    by = {entry.id: entry.superseded_by for entry, _ in found if entry.superseded_by in covers}
    newer = {}
    for name in by:
        chain, other = [], by[name]
        while other:  # the check refuses those that supersede each other
            chain.append(covers[other])
            other = by.get(other)
        newer[name] = chain
    return newer


def _with_newest(cover: Coverage, newer: list[Coverage]) -> Coverage:
    """Returns `cover` with the fixes of the last of `newer`, which supersede it, for rows that both name.

    Nobody is to install an update or a version that has been withdrawn because there is a newer one.
    """
    if not newer:
        return cover
    needed: dict[Row, tuple[dict[str, None], list[str]]] = {}  # updates, and versions with the fix
    for group in newer[-1].groups:
        if _updates(group, newer[-1]) or group.fixed:
            for row in group.rows:
                updates, fixed = needed.setdefault(tuple(row), ({}, []))
                updates.update(dict.fromkeys(group.needs))
                fixed += [group.fixed] if group.fixed else []
    groups, resolving = [], cover.resolving
    for group in cover.groups:
        parts: dict[tuple[tuple[str, ...], str | None] | None, list[Row]] = {}
        for row in group.rows:
            updates, fixed = needed.get(tuple(row), (None, []))
            fix = None if updates is None else (tuple(updates), fixed[-1] if fixed else None)
            parts.setdefault(fix, []).append(row)
        for fix, rows in parts.items():
            other = {} if fix is None else {"needs": list(fix[0]), "fixed": fix[1], "remediation": None}
            groups.append(group._replace(rows=rows, **other))
            resolving = newer[-1].resolving if fix == ((), None) else resolving
    return cover._replace(groups=groups, resolving=resolving)


def _updates(group: Group, cover: Coverage) -> list[str]:
    """Returns the updates that `group` needs: its own, or those that resolve the advisory as a whole."""
    return group.needs or ([] if group.remediation else [*itertools.chain(*cover.resolving)])


def _replaces(found: list[tuple[Entry, Coverage]], newer: dict[str, list[Coverage]]) -> Iterator[tuple[str, str]]:
    """Yields pairs of an update and one needless with it, also of an advisory and those that supersede it."""
    for entry, cover in found:
        yield from cover.replaces
        for later in newer.get(entry.id, ()):
            for new, old in itertools.product(later.groups, cover.groups):
                if any(row in old.rows for row in new.rows):
                    yield from itertools.product(_updates(new, later), old.needs)


def _version(product: Product) -> tuple[str, str]:
    """Returns version and day of release, empty where the table has none."""
    return product.version or "", f"{product.released or ''}"


def choice(key: str, product: Product) -> str:
    """Returns how a product is chosen in the address of the page: one that stands for all versions as its family."""
    return key if product.version else f"{family_id(product.family)}*"


def _weight(entry: Entry, cover: Coverage) -> tuple:
    """What is known to be attacked first, then by severity, then vulnerabilities, then by kind; the newer first."""
    return (
        entry.superseded_by is not None,
        not cover.exploited,
        _RANKS[entry.severity],
        not entry.is_vulnerability,
        _KIND_RANKS[entry.kind],
    )


def _advisory(entry: Entry, cover: Coverage, rows: "_Rows") -> list:
    """Returns id, day of publication and of the last revision, which is 0 if there was none, kind, state,
    severity or 0, flags, groups, spared rows, and what resolves it.

    A group has updates and rows, and after them, where there is something to say, limit or 0, whether the rows are
    still investigated, what there is instead of an update or 0, and the version with the fix.
    """
    groups = []
    for needs, limit, investigated, remediation, fixed, members in cover.groups:
        rest = [limit or 0, int(investigated), remediation or 0, fixed or 0]
        while rest and not rest[-1]:
            rest.pop()
        groups.append([list(map(_update, needs)), rows.places(members), *rest])
    resolving = [] if all(group.needs or group.remediation for group in cover.groups) else cover.resolving
    return [
        entry.id,
        f"{entry.published}",
        f"{entry.updated}" if entry.updated != entry.published else 0,
        _KIND_RANKS[entry.kind],
        _STATES.index(entry.state),
        entry.severity or 0,
        _EXPLOITED * cover.exploited + _SUPERSEDED * (entry.superseded_by is not None),
        groups,
        rows.places(cover.spared),
        *(list(map(_update, names)) for names in resolving),
    ]


class _Rows:
    """Numbers rows: products by their place in the table, pairs of product and component after them."""

    def __init__(self, products: Iterable[str]):
        self._places: dict[str | Row, int] = {key: place for place, key in enumerate(products)}
        self.pairs: list[list[int]] = []

    def places(self, rows: list[Row]) -> list[int]:
        """Returns the numbers of `rows`."""
        return [self._place(*row) for row in rows]

    def _place(self, product: str, component: str | None) -> int:
        if component is None:
            return self._places[product]
        place = self._places.get((product, component))
        if place is None:
            place = self._places[product, component] = len(self._places)
            self.pairs.append([self._places[product], self._places[component]])
        return place


def _update(name: str) -> int | str:
    """Returns a KB article as a number, any other update as it is."""
    return int(name[2:]) if name.startswith("KB") and name[2:].isdigit() and name[2] != "0" else name


def _distinct(lists: Iterable[list]) -> list[list]:
    return [list(each) for each in dict.fromkeys(map(tuple, lists))]


def _lines(items: Iterable) -> str:
    return ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in items)
