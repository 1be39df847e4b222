"""Orders and indexes over all advisories."""

from dataclasses import replace
from datetime import date

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


def test_related_in_both_directions():
    by_id = library().by_id
    assert {key: [other.id for other in library().related(by_id[key])] for key in by_id} == {
        MINIMAL: [],
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
        (vendor, [(family, [(key, number) for key, _, number in members]) for family, members in families])
        for vendor, families in library().product_tree
    ]
    assert tree == [
        (
            "Example GmbH",
            [
                ("Gateway", [("example-gateway-1", 1), ("example-gateway-2", 1)]),
                ("Sensor", [("example-sensor", 2)]),
                ("Web Console", [("example-web-console", 1)]),
            ],
        )
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
