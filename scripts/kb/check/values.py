"""Finds the values of one type in a record. The models say where they stand, so that no rule lists fields."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from kb.records.advisory import Advisory
from kb.records.fields import Day
from kb.records.source import Loc, Source, items


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
    return _walk(source.root.data, _tree(wanted), ())


def _walk(data: Any, tree: dict[str, dict], loc: Loc) -> Iterator[tuple[Loc, Any]]:
    if not tree:
        yield loc, data
    elif "*" in tree:
        for key, value in items(data):
            yield from _walk(value, tree["*"], (*loc, key))
    elif isinstance(data, dict):
        for step, inner in tree.items():
            if step in data:
                yield from _walk(data[step], inner, (*loc, step))


@cache
def _tree(wanted: Any) -> dict[str, dict]:
    """Returns the steps to all fields of type `wanted` as a tree with empty leaves; "*" stands for every item."""
    tree: dict[str, dict] = {}
    for steps in _places(Advisory, wanted):
        inner = tree
        for step in steps:
            inner = inner.setdefault(step, {})
    return tree


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
