"""Orders and indexes over all advisories."""

from dataclasses import replace
from datetime import date

from kb.records.product import Product
from kb.render.library import Library
from tests.samples import MINIMAL, OLDER, RICH, library


def test_newest_first():
    assert [entry.id for entry in library().entries] == [MINIMAL, RICH, OLDER]
    assert {year: [entry.id for entry in entries] for year, entries in library().by_year.items()} == {
        "2027": [MINIMAL, RICH],
        "2026": [OLDER],
    }


def test_changed_last():
    assert [entry.id for entry in library().changed()] == [MINIMAL, RICH, OLDER]
    assert [entry.id for entry in library().changed(kind="guidance")] == [MINIMAL]
    assert [entry.id for entry in library().changed(product="example-sensor")] == [RICH, OLDER]
    assert library().changed(kind="deprecation") == library().changed(product="unnamed-product") == []


def test_a_withdrawal_is_a_change():
    entries = library().by_id | {MINIMAL: replace(library().by_id[MINIMAL], updated=date(2027, 5, 3))}
    changed = Library(list(entries.values()), library().products, {}).changed()
    assert [(entry.id, entry.changed, entry.updated) for entry in changed[:2]] == [
        (RICH, date(2027, 5, 4), date(2027, 4, 13)),
        (MINIMAL, date(2027, 5, 3), date(2027, 5, 3)),
    ]


def test_related_or_replaced_in_both_directions():
    by_id = library().by_id
    assert {key: [other.id for other in library().related(by_id[key])] for key in by_id} == {
        MINIMAL: [RICH],  # which it replaces
        RICH: [OLDER],
        OLDER: [RICH],
    }


def test_products():
    affected = {key: [entry.id for entry in entries] for key, entries in library().affected.items()}
    assert affected == {
        "example-gateway-1": [RICH],
        "example-web-console": [RICH],
        "example-gateway-2": [RICH],
        "example-sensor": [RICH, OLDER],
    }
    # The console alone is named as not affected, but it is affected on the gateway.
    assert library().spared == {}


def test_product_tree_leaves_out_what_nobody_names():
    tree = [
        (vendor, [(family.name, keys) for family, keys in families]) for vendor, families in library().product_tree
    ]
    assert tree == [
        (
            "Example GmbH",
            [
                ("Gateway", ["example-gateway-1", "example-gateway-2"]),
                ("Sensor", ["example-sensor"]),
                ("Web Console", ["example-web-console"]),
            ],
        )
    ]


def test_families():
    found = {
        each.id: (each.address, each.products, [entry.id for entry in each.entries])
        for each in library().families.values()
    }
    assert found == {
        "gateway": ("families/gateway/", ["example-gateway-1", "example-gateway-2"], [RICH]),
        "sensor": ("products/example-sensor/", ["example-sensor"], [RICH, OLDER]),
        "web-console": ("products/example-web-console/", ["example-web-console"], [RICH]),
    }


def test_families_of_one_name_are_one_and_numbers_are_in_their_order():
    sold = {
        "a": ("Maker", "Tool 10"),
        "b": ("Maker", "tool 9"),
        "c": ("another", "Tool 10"),
    }
    table = {
        key: Product(name={"de": key, "en": key}, vendor=vendor, family=family)
        for key, (vendor, family) in sold.items()
    }
    named = replace(library().by_id[OLDER], affected=["a", "b"], not_affected=["c"])
    made = Library([named], table, {})
    assert [(each.name, each.products, len(each.entries)) for each in made.families.values()] == [
        ("tool 9", ["b"], 1),
        ("Tool 10", ["a", "c"], 1),
    ]
    assert [(vendor, [keys for _, keys in families]) for vendor, families in made.product_tree] == [
        ("another", [["c"]]),
        ("Maker", [["b"], ["a"]]),
    ]


def test_kb_articles():
    uses = {
        number: [(entry.id, use.role, use.rows) for entry, use in uses] for number, uses in library().by_kb.items()
    }
    gateway = ("example-gateway-1", "example-web-console")
    assert uses == {
        "9990001": [(RICH, "resolves", [gateway])],
        "9990008": [(RICH, "names", [])],
        "9990002": [(RICH, "resolves", [gateway, ("example-gateway-2", None)])],
        "9990003": [(RICH, "resolves", [gateway, ("example-gateway-2", None)])],
        "9990005": [(RICH, "resolves", [])],
        "9990006": [(RICH, "resolves", [gateway])],
        "9990007": [(RICH, "resolves", [])],
        "9990000": [(RICH, "replaces", [])],
        "9990004": [(RICH, "replaces", [])],
        "9990009": [(OLDER, "resolves", [("example-sensor", None)])],
    }


def test_cves_of_rows_vulnerabilities_references_and_releases():
    assert {cve: [entry.id for entry in entries] for cve, entries in library().by_cve.items()} == {
        "CVE-2027-10001": [RICH],
        "CVE-2027-10002": [RICH],
        "CVE-2027-10004": [RICH],
        "CVE-2027-10003": [RICH],
        "CVE-2026-20001": [OLDER],
    }
