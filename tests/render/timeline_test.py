"""Where advisories lie in time."""

from dataclasses import replace
from datetime import date

from kb.records.entry import Entry
from kb.render.timeline import Span, timeline
from tests.samples import MINIMAL, library


def lasting(published: date, updated: date) -> Entry:
    """Returns an advisory with these days."""
    return replace(library().by_id[MINIMAL], published=published, updated=updated)


def test_years_and_bars():
    late = lasting(date(2006, 7, 2), date(2007, 12, 31))
    early = lasting(date(2004, 1, 1), date(2004, 1, 1))
    made = timeline([late, early])
    assert made.years == [("2006", [Span(late, 62.5, 37.4)]), ("2004", [Span(early, 0, 1.6)])]
    assert (made.first, made.last) == (2004, 2007)
    assert made.marks == [25.1, 50.0, 75.0]


def test_a_bar_at_the_end_is_seen():
    [(_, [span])] = timeline([lasting(date(2006, 12, 31), date(2006, 12, 31))]).years
    assert (span.start, span.length) == (98.4, 1.6)


def test_one_year_has_no_marks():
    assert timeline([lasting(date(2006, 1, 1), date(2006, 5, 1))]).marks == []


def test_an_end_before_the_beginning_which_a_source_may_print():
    [(_, [span])] = timeline([lasting(date(2006, 1, 1), date(2005, 5, 1))]).years
    assert (span.start, span.length) == (0, 1.6)
