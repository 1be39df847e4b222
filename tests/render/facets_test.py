"""Facets: values in their order, what each row has, the tree of products, and what the browser gets of it."""

import json
from dataclasses import replace

from kb.records.entry import entry_of
from kb.records.product import Product, ProductName
from kb.render.facets import Facet, Family, Vendor, facets, facets_json, product_tree, results_json, shown_by
from tests.samples import MINIMAL, OLDER, RICH, advisories, library

# Newest first: MINIMAL, RICH, OLDER.
ROWS = library().entries


def test_values_in_their_order_and_what_each_row_has():
    assert facets(ROWS) == [
        Facet("severity", ["high", "not-rated", "not-stated"], [2, 0, 1]),
        Facet("kind", ["vulnerability", "hardening", "guidance"], [2, 0, 1]),
        Facet("state", ["update-available", "no-fix-planned", "informational"], [2, 0, 1]),
        Facet("year", ["2027", "2026"], [0, 0, 1]),
        Facet("vulnerability", ["yes", "no"], [1, 0, 0]),
        Facet("workaround", ["yes", "no"], [1, 0, 1]),
        Facet("lifecycle", ["current", "withdrawn"], [0, 1, 0]),
    ]


def test_superseded_is_a_value_of_its_own():
    entry = replace(library().by_id[RICH], withdrawn=False)
    assert facets([entry])[-1] == Facet("lifecycle", ["superseded"], [0])


def test_products_below_families_and_vendors():
    sensor = library().products["example-sensor"]
    name = ProductName(de="x", en="x")
    products = {
        "z-1": Product(name=name, vendor="ZZ & Söhne", family="Über"),
        "example-sensor": sensor,
        "z-2": Product(name=name, vendor="ZZ & Söhne", family="Über"),
        "a": Product(name=name, vendor="ZZ & Söhne", family="A"),
        "unnamed": sensor,
    }
    rows = [replace(library().by_id[OLDER], affected=["z-2", "a", "example-sensor", "z-1"])]
    assert product_tree(rows, products) == [
        Vendor("Example GmbH", "example-gmbh", [Family("Sensor", "sensor", ["example-sensor"])]),
        Vendor("ZZ & Söhne", "zz-soehne", [Family("A", "a", ["a"]), Family("Über", "ueber", ["z-1", "z-2"])]),
    ]


def test_names_of_families_and_vendors_are_in_their_order():
    sold = {
        "a": ("Zed", "Tool"),
        "b": ("apple", "Xcode"),
        "c": ("apple", "iOS"),
        "d": ("Zed", "OS 10"),
        "e": ("Zed", "OS 9"),
    }
    name = ProductName(de="x", en="x")
    products = {key: Product(name=name, vendor=vendor, family=family) for key, (vendor, family) in sold.items()}
    tree = product_tree([replace(library().by_id[OLDER], affected=[*sold])], products)
    assert [(vendor.name, [family.name for family in vendor.families]) for vendor in tree] == [
        ("apple", ["iOS", "Xcode"]),
        ("Zed", ["OS 9", "OS 10", "Tool"]),
    ]


def test_numbers_for_the_browser():
    rows = [library().by_id[RICH], library().by_id[OLDER]]
    tree = product_tree(rows, library().products)
    kind = Facet("kind", ["vulnerability", "hardening"], [0, 1])
    # gateway 1, gateway 2, sensor, web console
    assert json.loads(facets_json([kind], tree, rows)) == {"kind": [0, 1], "product": [[0, 1, 2, 3], [2]]}


def test_numbers_for_the_search():
    assert json.loads(results_json(ROWS)) == {
        "ids": [MINIMAL, RICH, OLDER],
        "values": {facet.name: facet.values for facet in facets(ROWS)[:4]},
        **{facet.name: facet.rows for facet in facets(ROWS)[:4]},
        "published": [f"{entry.published}" for entry in ROWS],
        "updated": ["", f"{library().by_id[RICH].updated}", ""],
    }


def test_what_facets_show_of_an_entry():
    assert shown_by(library().by_id[MINIMAL]) == "not-stated guidance informational 2027 no no current"
    assert shown_by(library().by_id[OLDER]) == "not-rated hardening no-fix-planned 2026 yes no current example-sensor"


def test_without_a_rating_of_the_whole_the_weightiest_of_the_parts_counts():
    def severity(**fields) -> str | None:
        return entry_of(advisories()[RICH].model_copy(update=fields)).severity

    assert severity() == "high"
    assert severity(severity=None) == "critical"  # of a row of the table of products
    assert severity(severity=None, products=[]) == "high"  # of a vulnerability
    assert severity(severity=None, products=[], vulnerabilities=[]) is None
