"""What a model says of a place in a record: its fields there, and the form of its text."""

from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kb.records.source import Loc


def fields_at(model: type[BaseModel], loc: Loc) -> dict[str, FieldInfo]:
    """Returns the fields by name of the model that stands at `loc` inside `model`."""
    for step in loc:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation) or model
        elif "root" in model.model_fields:
            model = _model_in(model.model_fields["root"].annotation) or model
    return model.model_fields


def form_at(model: type[BaseModel], loc: Loc) -> str:
    """Returns the regular expression of the text that stands at `loc` inside `model`; "" if there is none."""
    while loc and not isinstance(loc[-1], str):
        loc = loc[:-1]
    field = fields_at(model, loc[:-1]).get(loc[-1]) if loc else None
    return next(_patterns(field), "") if field else ""


def _patterns(part: object) -> Iterator[str]:
    """Yields the regular expressions in a field, or in a part of its annotation."""
    inner = (part.annotation, *part.metadata) if isinstance(part, FieldInfo) else get_args(part)
    for each in inner:
        if isinstance(getattr(each, "pattern", None), str):
            yield each.pattern
        yield from _patterns(each)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
