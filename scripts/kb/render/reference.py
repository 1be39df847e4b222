"""The field reference and the rules, taken from the code that defines them."""

import inspect
from enum import StrEnum
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kb.records.advisory import Advisory
from kb.records.product import Product


def field_parts() -> list[dict]:
    """Returns every model of the format, the whole before its parts, with name, documentation and fields."""
    parts, seen, waiting = [], set(), [Advisory, Product]
    while waiting:
        model = waiting.pop(0)
        if model in seen:
            continue
        seen.add(model)
        parts.append(
            {
                "name": model.__name__,
                "doc": " ".join(inspect.getdoc(model).split()),
                "fields": [_field(name, info) for name, info in model.model_fields.items()],
            }
        )
        waiting += [inner for info in model.model_fields.values() for inner in _models(info.annotation)]
    return parts


def _field(name: str, info: FieldInfo) -> dict:
    return {
        "name": name,
        "type": _type_name(info.annotation),
        "description": info.description,
        "examples": [str(example) for example in info.examples or [] if not isinstance(example, list)],
        "required": info.is_required(),
    }


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]


def _type_name(annotation: object) -> str:
    """Returns a type in words for people: text, a vocabulary's words, list of a part."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type_name(inner[0])
    if origin in (Union, UnionType):
        return _type_name(next(each for each in inner if each is not type(None)))
    if origin is list:
        return f"list of {_type_name(inner[0])}"
    if origin is Literal:
        return " | ".join(map(str, inner))
    if issubclass(annotation, StrEnum):
        return " | ".join(annotation)
    names = {str: "text", bool: "true | false", int: "number"}
    return names.get(annotation, annotation.__name__ if issubclass(annotation, BaseModel) else "date")
