"""Checks the structure of a file against its model and says in words what pydantic found."""

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from kb.check.hints import DAY_HINT, empty_hint, form_hint, missing_hint, type_hint, unknown_hint
from kb.check.rule import document
from kb.check.wording import nearest, quoted
from kb.problem import Problem
from kb.records.advice import BACKSLASH
from kb.records.source import Loc, Source, items, name_of
from kb.records.tree import kind_of

document(
    "unknown-key",
    """Only keys of the format are allowed.

    A misspelt key would otherwise be ignored silently. The message names the nearest key that exists; the field
    reference lists them all.""",
)
document(
    "missing-field",
    """Every required field is there.

    The position is that of the mapping in which the field is missing.""",
)
document(
    "wrong-type",
    """A value has the type of its field.

    YAML guesses types: `version: 1.10` becomes the number 1.1, and `NO` becomes false. Put such values in quotes.""",
)
document(
    "unknown-value",
    """A field with a fixed vocabulary holds one of its words.

    The message lists the words and names the nearest one.""",
)
document(
    "malformed",
    """A value has the form that its field asks for.

    Each identifier has one spelling (`CVE-2008-1447`, `KB954474`, `MS08-067`), dates are `YYYY-MM-DD`, addresses
    begin with `https://`. One spelling makes them searchable and comparable.""",
)
document(
    "empty-value",
    """A key has a value, and a text is there in at least one language.

    Leave out what is not known, together with its key: an empty field says nothing.""",
)


def validate(
    model: type[BaseModel], source: Source, products: Mapping[str, str] | None = None
) -> tuple[BaseModel | None, list[Problem]]:
    """Returns the model made from the data of `source`, or None, and the problems of its structure.

    `products` are keys of products by their names as keys, where hints are to name them.
    """
    data = to_json(source.root.data, inf_nan_mode="constants")
    empty = {
        loc: source.problem(
            loc, "empty-value", f"{quoted(name_of(loc))} has no value", empty_hint(model, loc), key=True
        )
        for loc in (_empty(source.root.data, ()) if b"null" in data or b"{}" in data else ())
    }
    try:
        made = model.model_validate_json(data)
    except ValidationError as error:
        faulty = {each["loc"] for each in error.errors(include_url=False)}
        told = [each for loc, each in empty.items() if not any(loc[:end] in faulty for end in range(1, len(loc)))]
        return None, told + list(_explain(error, model, source, products))
    return (None if empty else made), [*empty.values()]


def _empty(data: object, loc: Loc) -> Iterator[Loc]:
    for step, value in items(data):
        if value is None or value == {}:
            yield (*loc, step)
        else:
            yield from _empty(value, (*loc, step))


_TYPES = {
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "date_type": "a day",
    "date_from_datetime_inexact": "a day",
    "int_type": "a number",
}


def _explain(
    error: ValidationError, model: type[BaseModel], source: Source, products: Mapping[str, str] | None
) -> Iterator[Problem]:
    for each in error.errors(include_url=False):
        of_key = each["type"] == "string_pattern_mismatch" and each["loc"][-1] == "[key]"
        loc: Loc = each["loc"][:-1] if of_key else each["loc"]
        kind, value, context = each["type"], each["input"], each.get("ctx", {})
        words = re.findall(r"'([^']+)'", context["expected"]) if kind in ("enum", "literal_error") else []
        if kind == "extra_forbidden":
            hint = unknown_hint(model, source, loc)
            yield source.problem(loc, "unknown-key", f"{quoted(loc[-1])} is not a field here", hint, key=True)
        elif value is None and loc:
            continue  # reported as empty already
        elif kind == "missing":
            if value or not loc[:-1]:  # an empty mapping inside the record is reported as such
                message = f"`{loc[-1]}` is missing" + (f" in `{name_of(loc[:-1])}`" if loc[:-1] else "")
                yield source.problem(loc[:-1], "missing-field", message, missing_hint(model, loc))
        elif words and (isinstance(value, str) or source.node(loc).plain):
            value = source.node(loc).raw  # what stands there without quotes may be read as a number
            message = f"{quoted(value)} is not one of {', '.join(words)}"
            yield source.problem(loc, "unknown-value", message, nearest(value, words) or "write one of them")
        elif kind == "string_pattern_mismatch":
            yield _malformed(source, loc, value, context["pattern"], of_key, products)
        elif kind.startswith("date_") and isinstance(value, str):
            message = f"{quoted(value)} is not a day of the calendar"
            yield source.problem(loc, "malformed", message, DAY_HINT)
        elif kind in ("greater_than_equal", "less_than_equal"):
            limit = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
            yield source.problem(loc, "malformed", f"{quoted(value)} is out of range", f"write {limit}")
        elif kind == "too_short":
            yield source.problem(loc, "empty-value", f"`{loc[-1]}` is an empty list", "add an entry", key=True)
        else:
            wanted, node = _TYPES.get(kind, "text"), source.node(loc)
            message = f"`{name_of(loc) or source.path}` must be {wanted}, but YAML reads {kind_of(node.data)} here"
            hint = type_hint(model, source, loc, wanted, words, products)
            yield source.problem(loc, "wrong-type", message, hint)


def _malformed(
    source: Source, loc: Loc, value: str, regex: str, of_key: bool, products: Mapping[str, str] | None
) -> Problem:
    if not value.strip():
        message = f"`{name_of(loc)}` is empty"
        return source.problem(loc, "empty-value", message, "write the text, or remove it", key=of_key)
    hint = form_hint(value, regex, products)
    if not value.isprintable() and "\\" in source.text[source.node(loc).start : source.node(loc).end]:
        hint = BACKSLASH
    elif value.count("://") > 1:
        hint = "one address a field"
    return source.problem(loc, "malformed", f"{quoted(value)} is not well-formed", hint, key=of_key)
