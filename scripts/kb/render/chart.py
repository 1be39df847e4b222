"""The geometry of charts, WIDTH units wide; docs/theme/pages/statistics.html draws them as SVG.

On the home page years are links with a column each, STANDS units high: a phone has no room for a whole chart.
"""

from typing import NamedTuple

WIDTH = 720
NAMES = 240  # room for names left of columns
FIGURES = 40  # room for figures on the right
LINE = 28  # from one row of columns to the next
TALL = 90  # height of the first row of columns
WIDEST = 60  # from one column to the next
STRIP = 40  # from one bar to the next; its name is above it
STANDS = 40  # height of the highest of columns that stand alone


class Bar(NamedTuple):
    """A bar of a chart, and the figure that it stands for."""

    x: float
    y: float
    width: float
    height: float
    value: int


class Row(NamedTuple):
    """One row of a chart: its key, its bars, its sum, and where the text beside it stands."""

    key: str | None
    bars: list[Bar]
    total: int
    baseline: float


class Chart(NamedTuple):
    """A chart: its rows, its height, and what lies along its floor: (place, words)."""

    rows: list[Row]
    height: float
    axis: list[tuple[float, str]]


def columns_chart(rows: dict[str | None, list[int]], names: list[str]) -> Chart:
    """Returns rows of columns below each other; `names` are the columns' names.

    The first row, which is the sum of the others, has a scale of its own; the others share one.
    """
    step = min((WIDTH - NAMES - FIGURES) / max(len(names), 1), WIDEST)
    every = -(-len(names) // 16)
    most = max((value for key, values in rows.items() if key for value in values), default=1)
    drawn, floor = [], 0.0
    for key, values in rows.items():
        room, scale = (LINE, (LINE - 6) / most) if key else (TALL + 16, TALL / max([1, *values]))
        floor += room
        bars = [
            Bar(
                _round(NAMES + at * step + 1),
                _round(floor - value * scale),
                _round(step - 2),
                _round(value * scale),
                value,
            )
            for at, value in enumerate(values)
        ]
        drawn.append(Row(key, bars, sum(values), floor))
    axis = [(_round(NAMES + (at + 0.5) * step), name) for at, name in enumerate(names) if at % every == 0]
    return Chart(drawn, floor + 24, axis)


def bars_chart(values: dict[str, int]) -> Chart:
    """Returns one bar for each value, below each other."""
    scale = WIDTH / max([1, *values.values()])
    rows = []
    for at, (key, value) in enumerate(values.items()):
        top = at * STRIP
        rows.append(Row(key, [Bar(0, top + 19, _round(value * scale), 13, value)], value, top + 14))
    return Chart(rows, len(rows) * STRIP, [])


def year_columns(values: dict[str, int]) -> list[tuple[str, int, float]]:
    """Returns each year with its figure and the height of its column."""
    scale = STANDS / max([1, *values.values()])
    return [(year, value, _round(value * scale)) for year, value in values.items()]


def _round(length: float) -> float:
    return round(length, 1)
