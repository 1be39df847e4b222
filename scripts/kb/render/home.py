"""What the home page shows of the records; the rest of it is written by hand in docs/LANG/index.md."""

from collections import Counter
from datetime import date
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from jinja2 import Environment

from kb.records.entry import Entry
from kb.render import chart, statistics
from kb.render.library import Library, ProductFamily

NEWS = 5  # advisories in each list
FAMILIES = 18  # product lines, those that most advisories concern

# The macros of docs/theme/pages/home.html, each for a place <!-- kb:NAME --> in the hand-written page.
PARTS = ("search", "overview")


class Overview(NamedTuple):
    """What is new, the ways to the records with the number of advisories on each, and figures."""

    newest: list[Entry]
    revised: list[Entry]
    families: list[ProductFamily]
    kinds: dict[str, int]
    years: dict[str, int]
    totals: dict[str, int]
    last_change: date | None


def overview(library: Library) -> Overview:
    """Returns what the home page shows of `library`."""
    revised = (entry for entry in library.by_change if entry.changed > entry.published)
    families = nlargest(FAMILIES, library.families.values(), key=lambda family: len(family.entries))
    years = Counter(entry.year for entry in library.entries)
    return Overview(
        library.entries[:NEWS],
        list(islice(revised, NEWS)),
        [family for family in families if family.entries],
        dict(Counter(entry.kind for entry in library.entries).most_common()),
        {year: years[year] for year in statistics.years(library)},
        statistics.totals(library),
        library.by_change[0].changed if library.entries else None,
    )


def shown_on_home(library: Library) -> tuple[list[Entry], str]:
    """Returns the entries that the home page names, and in one text all else that it shows."""
    newest, revised, families, *figures = overview(library)
    return [*newest, *revised], repr([[(each.name, each.address, len(each.entries)) for each in families], figures])


def home_parts(library: Library, environment: Environment) -> dict[str, str]:
    """Returns the parts of the home page in the language of `environment`, by name."""
    shown = overview(library)._asdict()
    columns = chart.year_columns(shown["years"])
    module = environment.get_template("home.html").make_module({"up": "", "columns": columns, **shown})
    return {name: str(getattr(module, name)()) for name in PARTS}
