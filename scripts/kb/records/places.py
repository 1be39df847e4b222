"""Finds the values of one type in a record. The models say where they stand, so that nobody lists fields."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from kb.records.advisory import Advisory
from kb.records.source import Loc, items


def values_in(record: Any, wanted: Any) -> Iterator[tuple[Loc, Any]]:
    """Yields (loc, value) for all fields of the type `wanted` in an Advisory, or in data that may become one."""
    return _walk(record, _tree(wanted), ())


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
    elif isinstance(data, BaseModel):
        for step, inner in tree.items():
            if (value := getattr(data, step)) is not None:
                yield from _walk(value, inner, (*loc, step))


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
