"""The search finds what administrators want: the queries of queries.yml, asked in a browser."""

import pytest
from playwright.sync_api import Browser

from scripts.relevance import Answer, Query, ask, by_kind, misses, read_queries, report


@pytest.fixture(scope="module")
def answers(browser: Browser, served_site: str) -> list[Answer]:
    return ask(browser, served_site, read_queries())


@pytest.mark.supplied
def test_the_targets_are_reached(answers: list[Answer]):
    assert len(answers) > 200
    assert misses(answers) == [], "\n".join(report("all", answers))


def answer(kind: str, wants: set[str], *found: str) -> Answer:
    return Answer(Query("tuning", kind, "de", "Excel", frozenset(wants)), list(found))


def test_figures():
    rows = by_kind(
        [
            answer("topic", {"1"}, "1", "2"),
            answer("topic", {"1", "3"}, "2", "3"),
            answer("topic", {"1"}, *"234567891"),
            answer("none", set()),
            answer("none", set(), "1"),
        ]
    )
    assert (rows["topic"].first, rows["topic"].five) == (1 / 3, 2 / 3)
    assert rows["topic"].reciprocal == pytest.approx((1 + 1 / 2 + 1 / 9) / 3)
    assert rows["none"].first == 0.5
    assert rows["all"].number == 5


def test_a_report_lists_what_failed():
    lines = list(report("tuning", [answer("topic", {"1"}, "2"), answer("topic", {"1"}, "1")]))
    assert lines[1].split() == ["topic", "2", "0.50", "0.50", "0.50"]
    assert lines[3:] == ["  topic de: Excel\n    wanted 1; found 2", ""]
    assert misses([answer("identifier", {"1"}, "2")]) == ["all", "identifier"]
