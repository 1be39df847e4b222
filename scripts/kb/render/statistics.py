"""Figures on all advisories, for the page of statistics."""

from collections import Counter
from statistics import median

from kb.records.entry import Entry
from kb.records.fields import Kind
from kb.render.library import Library

MOST_NAMED = 15  # products

# The longest time from publication to the last revision, in days, of all steps but the last, which has no end.
SPANS = {"day": 0, "week": 7, "month": 31, "quarter": 92, "year": 366, "longer": None}


def totals(library: Library) -> dict[str, int]:
    """Returns how many advisories there are, and how many products, KB articles and CVE numbers they name."""
    return {
        "advisories": len(library.entries),
        "products": len(library.named),
        "kbs": len(library.by_kb),
        "cves": len(library.by_cve),
    }


def years(library: Library) -> list[str]:
    """Returns all years from the first to the last advisory, those without any, too."""
    found = [entry.published.year for entry in library.entries]
    return [str(year) for year in range(min(found), max(found) + 1)] if found else []


def by_year_and_kind(library: Library) -> dict[str | None, list[int]]:
    """Returns for every kind that occurs how many advisories each of `years` has; None is the sum of all kinds.

    The kind with the most comes first after the sum.
    """
    numbers = Counter((entry.kind, str(entry.published.year)) for entry in library.entries)
    columns = years(library)
    rows = {kind.value: [numbers[kind, year] for year in columns] for kind in Kind}
    rows = {kind: row for kind, row in sorted(rows.items(), key=lambda item: -sum(item[1])) if sum(row)}
    return {None: [sum(column) for column in zip(*rows.values(), strict=True)], **rows}


def lifetimes(library: Library) -> dict[str, int]:
    """Returns how many advisories had their last revision how long after publication; the keys are those of SPANS."""
    numbers = Counter(_span(_days(entry)) for entry in library.entries)
    return {name: numbers[name] for name in SPANS}


def median_lifetime(library: Library) -> int:
    """Returns the days from publication to last revision that half of the advisories do not exceed."""
    return round(median(map(_days, library.entries))) if library.entries else 0


def most_affected(library: Library) -> dict[str, int]:
    """Returns the keys of the products that most advisories concern, with their number, the most first.

    Equals are in the order in which products are listed.
    """
    listed = (key for family in library.families.values() for key in family.products if key in library.affected)
    numbers = {key: len(library.affected[key]) for key in listed}
    return dict(sorted(numbers.items(), key=lambda item: -item[1])[:MOST_NAMED])


def _days(entry: Entry) -> int:
    return (entry.updated - entry.published).days


def _span(days: int) -> str:
    return next(name for name, longest in SPANS.items() if longest is None or days <= longest)
