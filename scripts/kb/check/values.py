"""Finds values in a record whose structure may be faulty."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from kb.records.fields import Day
from kb.records.places import values_in
from kb.records.source import Loc, Source


def texts(source: Source, *steps: str) -> list[tuple[Loc, str]]:
    """Returns (loc, text) for all texts along `steps`; what is no text is left to the check of the structure."""
    return [(loc, value) for loc, value in source.values(*steps) if isinstance(value, str)]


def days(source: Source, *steps: str) -> list[tuple[Loc, date]]:
    """Returns (loc, day) for all days along `steps`."""
    return [(loc, day) for loc, value in source.values(*steps) if (day := _day(value))]


def all_days(source: Source) -> Iterator[tuple[Loc, date]]:
    """Yields (loc, day) for all days."""
    return ((loc, day) for loc, value in values_of(Day, source) if (day := _day(value)))


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def texts_of(wanted: Any, source: Source) -> Iterator[tuple[Loc, str]]:
    """Yields (loc, text) for all fields of the type `wanted`, which has a form; what is malformed is left out."""
    form = re.compile(wanted.__metadata__[0].pattern)
    return ((loc, value) for loc, value in values_of(wanted, source) if isinstance(value, str) and form.search(value))


def values_of(wanted: Any, source: Source) -> Iterator[tuple[Loc, Any]]:
    """Yields (loc, data) for all fields of the type `wanted`."""
    return values_in(source.root.data, wanted)
