"""Facets: the properties by which readers narrow a list of advisories, and the value that each row has of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from kb.records.address import family_id, slug
from kb.records.entry import Entry
from kb.records.fields import Kind, Severity, State
from kb.records.product import Product
from kb.render.library import in_order

NOT_STATED = "not-stated"


class Facet(NamedTuple):
    """One property: the values that occur, in their order, and for every row the number of its value."""

    name: str
    values: list[str]
    rows: list[int]


class Family(NamedTuple):
    """A product line in the tree of products: `products` are their keys."""

    name: str
    slug: str
    products: list[str]


class Vendor(NamedTuple):
    """A vendor in the tree of products."""

    name: str
    slug: str
    families: list[Family]


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def lifecycle(entry: Entry) -> str:
    """Tells whether an advisory is "current", "withdrawn" or "superseded"."""
    return "withdrawn" if entry.withdrawn else "superseded" if entry.superseded_by else "current"


# How each property is read from an entry, and the order of its values; without one, the last comes first.
_FACETS: dict[str, tuple[Callable[[Entry], str], Sequence[str] | None]] = {
    "severity": (lambda entry: entry.severity or NOT_STATED, [*Severity, NOT_STATED]),
    "kind": (lambda entry: entry.kind, [*Kind]),
    "state": (lambda entry: entry.state, [*State]),
    "year": (lambda entry: entry.year, None),
    "vulnerability": (lambda entry: _yes_no(entry.is_vulnerability), ["yes", "no"]),
    "workaround": (lambda entry: _yes_no(entry.has_workaround), ["yes", "no"]),
    "lifecycle": (lifecycle, ["current", "withdrawn", "superseded"]),
}


def facets(rows: list[Entry]) -> list[Facet]:
    """Returns the facets of `rows`; their names and values are those of the address, too."""
    return [_facet(name, [read(entry) for entry in rows], order) for name, (read, order) in _FACETS.items()]


def _facet(name: str, found: list[str], order: Sequence[str] | None) -> Facet:
    present = set(found)
    values = [value for value in order if value in present] if order else sorted(present, reverse=True)
    numbers = {value: number for number, value in enumerate(values)}
    return Facet(name, values, [numbers[value] for value in found])


# Those by which search results are narrowed, too.
_OF_RESULTS = ("kind", "severity", "state", "year")


def results_json(rows: list[Entry]) -> str:
    """Returns the document `data/facets.json`: what the search knows of each of `rows` to narrow and sort results.

    `facets` have the values of each, and columns the number of its value for each row; `updated` is empty for an
    advisory that never was.
    """
    found = [facet for facet in facets(rows) if facet.name in _OF_RESULTS]
    document: dict[str, object] = {
        "ids": [entry.id for entry in rows],
        "values": {facet.name: facet.values for facet in found},
    }
    document |= {facet.name: facet.rows for facet in found}
    document["published"] = [f"{entry.published}" for entry in rows]
    document["updated"] = [f"{entry.updated}" if entry.updated != entry.published else "" for entry in rows]
    return json.dumps(document, separators=(",", ":")) + "\n"


def shown_by(entry: Entry) -> str:
    """Returns in one text all that the facets show of an entry."""
    return " ".join([*(read(entry) for read, _ in _FACETS.values()), *entry.affected])


def product_tree(rows: list[Entry], products: dict[str, Product]) -> list[Vendor]:
    """Returns the products that concern `rows` below their families and vendors, both in the order of names."""
    named = {key for entry in rows for key in entry.affected}
    vendors: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key in products:
        if key in named:
            vendors[products[key].vendor][products[key].family].append(key)
    tree = []
    for vendor in sorted(vendors, key=in_order):
        families = sorted(vendors[vendor].items(), key=lambda item: in_order(item[0]))
        tree.append(Vendor(vendor, slug(vendor), [Family(name, family_id(name), keys) for name, keys in families]))
    return tree


def facets_json(found: list[Facet], tree: list[Vendor], rows: list[Entry]) -> Markup:
    """Returns for the browser what each row has: numbers of values by facet, those of products as in the tree."""
    keys = [key for vendor in tree for family in vendor.families for key in family.products]
    numbers = {key: number for number, key in enumerate(keys)}
    columns = {facet.name: facet.rows for facet in found}
    columns["product"] = [sorted(numbers[key] for key in entry.affected) for entry in rows]
    return Markup(json.dumps(columns, separators=(",", ":")))  # numbers and names of facets: nothing to escape
