"""Says how to mend a value of a wrong type or form, so that whoever follows is not led to the next error."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel

from kb.check.shape import fields_at, form_at
from kb.check.spelling import mended, product_hint
from kb.check.wording import nearest
from kb.records.advice import no_break_hint
from kb.records.fields import FORMS, LANGUAGES, Line, ProductKey, Prose, Update, Verbatim
from kb.records.source import Loc, Source, name_of
from kb.records.tree import Node, is_text

DAY_HINT = "a day is written YYYY-MM-DD, as in 2008-06-13"

_FREE = ["", *(free.__metadata__[0].pattern for free in (Line, Prose, Verbatim))]  # they take any text
_KEY, _UPDATE = (kind.__metadata__[0].pattern for kind in (ProductKey, Update))
_SHOWN = 60
_SOME = 3  # of the fields of a mapping in which none is required


def empty_hint(model: type[BaseModel], loc: Loc) -> str:
    """Returns what to do about a key without a value at `loc` inside `model`."""
    if loc[-1] not in LANGUAGES and _of_languages(model, loc):
        return "write the text below it, under `de:` and `en:`"
    field = fields_at(model, loc[:-1]).get(loc[-1])
    return "give one: the field is required" if field and field.is_required() else "give one, or remove it"


def missing_hint(model: type[BaseModel], loc: Loc) -> str:
    """Returns what to do about the field at `loc`, which is required and missing there."""
    wanted = fields_at(model, loc[:-1])[loc[-1]].annotation
    words = f" with one of {', '.join(wanted)}" if isinstance(wanted, type) and issubclass(wanted, StrEnum) else ""
    return f"add `{loc[-1]}:`{words}"


def unknown_hint(model: type[BaseModel], source: Source, loc: Loc) -> str:
    """Returns what to do about the key at `loc`, which is no field there: it may be one further out or in."""
    name, fields = str(loc[-1]), fields_at(model, loc[:-1])
    if no_break := no_break_hint(source.text, source.place(loc, key=True)[0]):
        return no_break
    if where := _further_out(model, loc, name) or _further_in(model, source, loc, name):
        return f"check the indentation: `{name}` belongs {where}"
    below = [field for field in fields if name in fields_at(model, (*loc[:-1], field))]
    if len(below) == 1:
        return f"`{name}` belongs below `{below[0]}`"
    return nearest(name, fields) or "the field reference lists the fields"


def _further_out(model: type[BaseModel], loc: Loc, name: str) -> str:
    for end in range(len(loc) - 2, -1, -1):
        outer = fields_at(model, loc[:end])
        if name in outer and "root" not in outer:
            return f"to `{name_of(loc[:end])}`" if end else "at the left margin"
    return ""


def _further_in(model: type[BaseModel], source: Source, loc: Loc, name: str) -> str:
    """Looks at the field above only: what stands at the left margin by mistake mostly follows where it belongs."""
    fields, keys = fields_at(model, loc[:-1]), [*source.node(loc[:-1]).keys]
    above = next((key for key in reversed(keys[: keys.index(name)]) if key in fields), None)
    return f"below `{above}`" if above and name in fields_at(model, (*loc[:-1], above)) else ""


def form_hint(value: str, form: str, products: Mapping[str, str] | None) -> str:
    """Returns how `value`, which has not the form that the regular expression `form` asks for, is to be written."""
    if value and products and form == _KEY:
        return product_hint(value, products)
    if guess := mended(value, form):
        return f"write {_written(guess)}"
    description, example = FORMS[form]
    return f"{description} Example: {_written(example)}" if example else description


def type_hint(
    model: type[BaseModel],
    source: Source,
    loc: Loc,
    wanted: str,
    words: list[str],
    products: Mapping[str, str] | None,
) -> str:
    """Returns what to write at `loc`, where something else stands than what is `wanted`.

    Where a text is wanted, it may have to be one of `words`.
    """
    node = source.node(loc)
    if no_break := no_break_hint(source.text, node.line):
        return no_break
    hints = {
        "a day": DAY_HINT,
        "a number": "write a whole number, without quotes",
        "true or false": "write true or false, without quotes",
        "a list": "begin each entry in a line of its own with `- `",
    }
    if wanted == "text":
        return _text_hint(source, node, form_at(model, loc), words, products)
    return hints.get(wanted) or _mapping_hint(model, loc)


def _text_hint(source: Source, node: Node, form: str, words: list[str], products: Mapping[str, str] | None) -> str:
    if isinstance(node.data, list):
        return _one_hint([each.raw for each in node.children if each.raw], form, words, products)
    if words:
        return f"write one of {', '.join(words)}"
    if form == _UPDATE and node.raw.isdigit():
        return f"write KB{node.raw}"
    if form not in _FREE:
        quoted = node.plain and mended(node.raw, form) == node.raw
        return f'put it in quotes: "{node.raw}"' if quoted else form_hint(node.raw, form, products)
    if node.plain and 0 < len(node.raw) < _SHOWN:
        return f'put it in quotes: "{node.raw}"'
    flow = source.text.split("\n")[node.line - 1].startswith("{", node.column - 1)
    return "put it in quotes" if flow else "write text here"


def _one_hint(entries: list[str], form: str, words: list[str], products: Mapping[str, str] | None) -> str:
    """Returns what to write instead of a list of `entries` where one value belongs."""
    if words:
        meant = [each.lower() for each in entries if each.lower() in words]
        other = next(filter(None, (nearest(each, words) for each in entries)), "")
        hint = other or f"write one of {', '.join(words)}"
    elif form in _FREE:
        whole = ", ".join(entries)
        usable = 0 < len(whole) < _SHOWN and whole.isprintable() and not set(whole) & {'"', "\\"}
        return "one text belongs here, not a list" + (f': write "{whole}"' if usable else "")
    else:
        meant = [guess for each in entries if (guess := mended(each, form))]
        hint = form_hint(entries[0] if entries else "", form, products)
    if meant:
        hint = f"write {' or '.join(map(_written, dict.fromkeys(meant)))}"
    return f"one value belongs here, not a list: {hint}"


def _mapping_hint(model: type[BaseModel], loc: Loc) -> str:
    if not loc:
        return "write `key: value` lines"
    if "root" in model.model_fields and loc[-1] in fields_at(model, loc):
        return f"check the indentation: `{loc[-1]}` belongs below a key of the table"
    where = ", indented below it" if isinstance(loc[-1], str) else " after the `- `"
    if _of_languages(model, loc):
        which = "; texts stand under `de:` and `en:`"
    else:
        fields = fields_at(model, loc)
        required = [name for name, field in fields.items() if field.is_required()]
        shown = ", ".join(f"`{name}:`" for name in required or list(fields)[:_SOME])
        which = f", with {shown}" if required else f", such as {shown}"
    return f"write `key: value` lines{where}{which}"


def _of_languages(model: type[BaseModel], loc: Loc) -> bool:
    return [*fields_at(model, loc)] == [*LANGUAGES]


def _written(value: str) -> str:
    """Returns `value` as it is written in YAML, where without quotes it would be read as something else."""
    return value if is_text(value) else f'"{value}"'
