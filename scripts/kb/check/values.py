"""Finds the values of one type in a record. The models say where they stand, so that no rule lists fields."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from kb.records.advisory import Advisory
from kb.records.source import Loc, Source


def texts(source: Source, *steps: str) -> Iterator[tuple[Loc, str]]:
    """Yields (loc, text) for all texts along `steps`; what is no text is left to the check of the structure."""
    return ((loc, value) for loc, value in source.values(*steps) if isinstance(value, str))


def days(source: Source, *steps: str) -> list[tuple[Loc, date]]:
    """Returns (loc, day) for all days along `steps`."""
    return [(loc, day) for loc, value in texts(source, *steps) if (day := _day(value))]


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def texts_of(wanted: Any, source: Source) -> Iterator[tuple[Loc, str]]:
    """Yields (loc, text) for all fields of the type `wanted`, which has a form; what is malformed is left out."""
    form = re.compile(wanted.__metadata__[0].pattern)
    for steps in places_of(wanted):
        yield from ((loc, value) for loc, value in texts(source, *steps) if form.search(value))


@cache
def places_of(wanted: Any) -> tuple[tuple[str, ...], ...]:
    """Returns the steps to every field of type `wanted` in a record, as `Source.values` takes them."""
    return tuple(_places(Advisory, wanted))


def _places(annotation: Any, wanted: Any) -> Iterator[tuple[str, ...]]:
    if annotation is wanted:
        yield ()
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, inner in get_type_hints(annotation, include_extras=True).items():
            if name in annotation.model_fields:
                yield from ((name, *steps) for steps in _places(inner, wanted))
    else:
        item = ("*",) if getattr(annotation, "__origin__", None) is list else ()
        for inner in get_args(annotation):
            yield from ((*item, *steps) for steps in _places(inner, wanted))
