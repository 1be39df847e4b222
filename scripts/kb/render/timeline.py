"""Advisories in time: by year, each with a bar from its publication to its last update on an axis that all share."""

from datetime import date
from itertools import groupby
from typing import NamedTuple

from kb.records.entry import Entry

WIDTH = 100  # of the axis
SHORTEST = 1.6  # what a bar of one day measures, so that it is seen


class Span(NamedTuple):
    """An advisory and its bar on the axis."""

    entry: Entry
    start: float
    length: float


class Timeline(NamedTuple):
    """Years with their advisories, the newest first, and the axis: `first` and `last` year, `marks` between years.

    Without marks all lies in one year, and bars would tell nothing.
    """

    years: list[tuple[str, list[Span]]]
    first: int
    last: int
    marks: list[float]


def timeline(entries: list[Entry]) -> Timeline:
    """Returns `entries`, of which there is at least one, as they follow each other; they are sorted, newest first."""
    first, last = entries[-1].published.year, max(max(entry.published, entry.updated).year for entry in entries)
    begin = date(first, 1, 1).toordinal()
    scale = WIDTH / (date(last + 1, 1, 1).toordinal() - begin)

    def place(day: date) -> float:
        return round((day.toordinal() - begin) * scale, 1)

    def span(entry: Entry) -> Span:
        start, end = place(entry.published), place(entry.updated)
        return Span(entry, min(start, WIDTH - SHORTEST), max(round(end - start, 1), SHORTEST))

    years = [(year, [span(entry) for entry in group]) for year, group in groupby(entries, key=lambda each: each.year)]
    marks = [place(date(year, 1, 1)) for year in range(first + 1, last + 1)]
    return Timeline(years, first, last, marks)
