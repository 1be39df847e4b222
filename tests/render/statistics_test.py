"""Figures on all advisories."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kb.records.product import Product
from kb.render import statistics
from kb.render.library import Library
from tests.samples import MINIMAL, OLDER, library


def test_totals():
    assert statistics.totals(library()) == {"advisories": 3, "products": 4, "kbs": 10, "cves": 5}


def test_years_without_an_advisory_count():
    apart = [
        replace(entry, published=entry.published.replace(year=entry.published.year * 2 - 2026))
        for entry in library().entries
    ]
    assert statistics.years(Library(apart, {}, {})) == ["2026", "2027", "2028"]


def test_by_year_and_kind():
    assert statistics.by_year_and_kind(library()) == {
        None: [1, 2],
        "vulnerability": [0, 1],
        "hardening": [1, 0],
        "guidance": [0, 1],
    }


@pytest.mark.parametrize(
    ("days", "span"),
    [(0, "day"), (1, "week"), (7, "week"), (8, "month"), (92, "quarter"), (366, "year"), (367, "longer")],
)
def test_lifetimes(days: int, span: str):
    entry = library().by_id[MINIMAL]
    late = Library([replace(entry, updated=entry.published + timedelta(days))], {}, {})
    assert {name: number for name, number in statistics.lifetimes(late).items() if number} == {span: 1}
    assert statistics.median_lifetime(late) == days


def test_most_affected():
    assert list(statistics.most_affected(library()).items()) == [
        ("example-sensor", 2),
        ("example-gateway-1", 1),
        ("example-gateway-2", 1),
        ("example-web-console", 1),
    ]


def test_equals_are_in_the_order_of_their_names():
    families = {"a": "Tool 10", "b": "tool 9", "c": "Tool 10"}
    table = {key: Product(name={"de": key, "en": key}, vendor="M", family=name) for key, name in families.items()}
    named = replace(library().by_id[OLDER], affected=["c", "b", "a"])
    other = replace(named, id="other", affected=["c"], not_affected=["b"])
    assert list(statistics.most_affected(Library([named, other], table, {})).items()) == [
        ("c", 2),
        ("b", 1),
        ("a", 1),
    ]


def test_no_advisories():
    none = Library([], {}, {})
    assert statistics.years(none) == []
    assert statistics.by_year_and_kind(none) == {None: []}
    assert statistics.median_lifetime(none) == 0
    assert statistics.most_affected(none) == {}
