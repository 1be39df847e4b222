"""The rows of products and the packages of a draft, from the product status of vulnerabilities."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from kb.imports.csaf.instead import Instead, chosen
from kb.imports.csaf.tree import Place, ProductTree
from kb.imports.draft import Loc
from kb.imports.json_document import Node
from kb.imports.words import Words
from kb.records.packages import ALL, bounds_of

_STATUSES = {
    "known_affected": "affected",
    "first_affected": "affected",
    "last_affected": "affected",
    "under_investigation": "under-investigation",
    "known_not_affected": "not-affected",
    "fixed": "fixed",
    "first_fixed": "fixed",
}


@dataclass(slots=True)
class Row:
    """A product with a status: `entry` are the fields that it has in the record beside its keys and status.

    `line` and `path` are those of the place in the document that names it first; `instead` is what remediations say
    that it has instead of an update; `mended` are the updates that are named for a vulnerability, and `more` the rows
    of those that are not the first.
    """

    place: Place
    status: str
    vulnerabilities: dict[int, None] = field(default_factory=dict)
    last_affected: bool = False
    line: int = 1
    path: str = ""
    entry: dict[str, Any] = field(default_factory=dict)
    instead: list[Instead] = field(default_factory=list)
    mended: dict[int, set[str]] = field(default_factory=dict)
    more: dict[str, "Row"] = field(default_factory=dict)

    def of_update(self, update: str) -> "Row":
        """Returns the row of `update`: this one, or one of `more`, which shares all but the fix with it."""
        if self.place.package or self.entry.get("update", update) == update:
            return self
        if update not in self.more:
            entry = {name: value for name, value in self.entry.items() if name not in ("update", "url")}
            self.more[update] = replace(self, entry=entry | {"update": update})
        return self.more[update]

    def all(self) -> list["Row"]:
        """Returns this row and those of further updates."""
        return [self, *self.more.values()]

    def numbers(self) -> list[int]:
        """Returns the vulnerabilities that the row is about: not those that only other updates are named for."""
        update = self.entry.get("update")
        return [each for each in self.vulnerabilities if update in self.mended.get(each, (update,))]


class Statuses:
    """Rows by what they are about, and which rows each product id stands for."""

    def __init__(self, tree: ProductTree):
        self._tree = tree
        self._rows: dict[tuple[Place, str], Row] = {}
        self._by_id: dict[str, list[Row]] = {}

    def add_vulnerability(self, number: int, status: Node) -> None:
        """Adds what `product_status` of the vulnerability `number` says."""
        for name, meaning in _STATUSES.items():
            for each in status[name]:
                if row := self._row(each.text, meaning):
                    row.line, row.path = (row.line, row.path) if row.path else (status[name].line, each.path)
                    each.take()
                    row.vulnerabilities[number] = None
                    row.last_affected |= name == "last_affected"

    def add_all(self) -> None:
        """Adds all products of the tree as affected, as an informational advisory means them."""
        for each in self._tree.ids():
            self._row(each, "affected")

    def _row(self, name: str, status: str) -> Row | None:
        place = self._tree.place(name)
        if not place:
            return None
        row = self._rows.setdefault((place, status), Row(place, status))
        known = self._by_id.setdefault(name, [])
        if row not in known:
            known.append(row)
        return row

    def concerned(self, part: Node, fixed: bool = False) -> list[Row]:
        """Returns the rows that a remediation or threat names; without those that are not affected, or have the fix.

        With `fixed` those with the fix are returned where there are no others: some publishers name no others.
        """
        rows = [row for name in self._tree.named(part) for row in self._by_id.get(name, ())]
        affected = [row for row in rows if row.status in ("affected", "under-investigation")]
        return affected or ([row for row in rows if row.status == "fixed"] if fixed else [])

    def limited(self, rows: list[Row]) -> list[str]:
        """Returns the products of `rows` where these are not all affected ones; a package cannot be named."""
        named = dict.fromkeys(row.place.product for row in rows)
        affected = {row.place.product for row in self._rows.values() if row.status == "affected"}
        return [] if affected <= named.keys() else [*filter(None, named)]

    def products(self, cves: list[str | None], mended: bool, words: Words) -> list[dict[str, Any]]:
        """Returns the record's rows; `cves` are the numbers of the vulnerabilities.

        Where something is `mended`, what other rows have instead is concluded; else the state of the record says it.
        """
        rows = [row for first in self._rows.values() if not first.place.package for row in first.all()]
        merged = _merged(rows)
        entries = []
        for row in rows:
            if id(row) in merged:
                continue
            place = row.place
            entry: dict[str, Any] = {"product": place.product}
            entry |= {"component": place.component} if place.component else {}
            entry |= {"status": row.status} if row.status != "affected" else {}
            fields = _versions(row) | row.entry
            named = not mended or bool(fields.keys() & {"fixed", "update", "url"})
            if row.status == "affected" and (instead := chosen(row.instead, named)):
                fields |= _without_update(row, instead, words, ("products", len(entries), "note"))
            numbers = [cves[number] for number in row.numbers()]
            if len(numbers) < len(cves) and all(numbers):
                fields["cves"] = numbers
            entries.append(entry | fields)
        return entries

    def packages(self) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
        """Returns the record's packages, and (line, remark) on what they cannot hold."""
        found: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for row in self._rows.values():
            if row.place.package:
                found.setdefault(row.place.package, {}).setdefault(row.status, []).append(row)
        packages, rest = [], []
        for (ecosystem, name), kinds in found.items():
            affected, fixed = kinds.pop("affected", []), kinds.pop("fixed", [])
            if affected and len(fixed) not in (len(affected), 1):  # which belongs to which is not said
                rest, fixed = rest + fixed, []
            ranges: list[dict[str, str]] = []
            for number, row in enumerate(affected):
                mended = fixed[min(number, len(fixed) - 1)].place.versions if fixed else None
                ranges.append({"versions": row.place.versions or ALL} | ({"fixed": mended} if mended else {}))
            if ranges:
                packages.append({"ecosystem": ecosystem, "name": name, "ranges": ranges})
            else:
                rest += fixed
            rest += [row for rows in kinds.values() for row in rows]
        return packages, [(row.line, _remark(row)) for row in rest]


def _without_update(row: Row, instead: Instead, words: Words, loc: Loc) -> dict[str, Any]:
    """Returns the fields that say what `row` has instead of an update; `loc` is that of its note."""
    for each in row.instead:  # several vulnerabilities say the same
        if (each.category, each.url, each.note) == (instead.category, instead.url, instead.note):
            each.take()
    found: dict[str, Any] = {"url": instead.url} if instead.url else {}
    found["remediation"] = instead.category.replace("_", "-")
    return found | ({"note": words.text(loc, instead.node["details"], instead.note)} if instead.note else {})


def _remark(row: Row) -> str:
    return f"{row.path}: without a field: {' '.join(row.place.package)} {row.place.versions or ALL} is {row.status}"


def _merged(rows: list[Row]) -> set[int]:
    """Writes versions with the fix into the affected rows of the same product; returns the rows that are done so."""
    done = set()
    affected: dict[tuple, list[Row]] = {}
    for row in rows:
        if row.status == "affected":
            affected.setdefault(row.place[:2], []).append(row)
    for row in rows:
        if row.status != "fixed" or not row.place.versions or row.place.is_range:
            continue
        version = row.place.versions
        same = [each for each in affected.get(row.place[:2], ()) if each.entry.get("fixed", version) == version]
        below = [each for each in same if _ends_at(each.place.versions or "", version)]
        for each in below or same:
            each.entry["fixed"] = version
            done.add(id(row))
    return done


def _ends_at(versions: str, version: str) -> bool:
    """Tells whether `version` is the end of a range; of one that is put in words, whether they name it."""
    bounds = bounds_of(versions)
    return version in ((bounds.last, bounds.end) if any(bounds) else re.split(r"[\s,<>=]+", versions))


def _versions(row: Row) -> dict[str, str]:
    """Returns the fields that say which versions `row` is about."""
    versions, fixed = row.place.versions, row.entry.get("fixed")
    if not versions:
        return {}
    if row.status == "fixed" and not row.place.is_range:
        return {"fixed": versions}
    if row.last_affected:
        return {"last_affected": versions.lstrip("<= ")}
    return {} if versions == f"<{fixed}" else {"versions": versions}
