"""Writes a draft as YAML in the style of the records: two spaces, folded texts, remarks as comments above."""

import datetime
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import yaml

from kb.imports.draft import Draft, Loc

_HEAD = "# yaml-language-server: $schema=../schema/advisory.json"
_PRODUCTS = """\
# yaml-language-server: $schema=../schema/products.json
# Products that the product table lacks. Complete them, choose the keys (here and in the record), then move the
# entries to a file of the folder products.
"""
_WIDTH = 112
_ODD = re.compile(r"[^\S \n]|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029]")  # what a block would not keep as it is


def emit(draft: Draft) -> str:
    """Returns the YAML file of `draft`."""
    lines = [_HEAD, *_comments(draft.notes.get((), []), "")]
    for name, value in draft.record.items():
        if isinstance(value, dict | list) and value:
            lines.append("")
        lines += _entry(name, value, (name,), draft.notes, "")
    return "\n".join(lines) + "\n"


def emit_products(products: dict[str, dict[str, Any]]) -> str:
    """Returns a YAML file of entries proposed for the product table."""
    return _PRODUCTS + "".join(f"{line}\n" for key in products for line in _entry(key, products[key], (), {}, ""))


def _comments(notes: list[str], indent: str) -> Iterator[str]:
    for note in notes:
        yield from _wrapped(note, f"{indent}# ", f"{indent}#   ")


def _entry(name: str, value: Any, loc: Loc, notes: dict[Loc, list[str]], indent: str) -> Iterator[str]:
    yield from _comments(notes.get(loc, []), indent)
    if isinstance(value, dict) and value:
        yield f"{indent}{name}:"
        for key, each in value.items():
            yield from _entry(key, each, (*loc, key), notes, indent + "  ")
    elif isinstance(value, list) and value:
        yield f"{indent}{name}:"
        for index, each in enumerate(value):
            yield from _item(each, (*loc, index), notes, indent + "  ")
    elif isinstance(value, str) and ("\n" in value or len(value) + len(indent) + len(name) > _WIDTH):
        yield from _long(name, value, indent)
    else:
        yield f"{indent}{name}: {_scalar(value)}"


def _item(value: Any, loc: Loc, notes: dict[Loc, list[str]], indent: str) -> Iterator[str]:
    yield from _comments(notes.get(loc, []), indent)
    if not isinstance(value, dict) or not value:
        yield f"{indent}- {_scalar(value)}"
        return
    lines = [line for key, each in value.items() for line in _entry(key, each, (*loc, key), notes, indent + "  ")]
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from (line[2:] for line in lines[:first])
    yield f"{indent}- {lines[first][len(indent) + 2 :]}"
    yield from lines[first + 1 :]


def _long(name: str, value: str, indent: str) -> Iterator[str]:
    """Yields a text of several lines as a block, one long line folded."""
    inner = indent + "  "
    lines = value.split("\n")
    if _ODD.search(value) or value.endswith("\n\n") or any(line.isspace() for line in lines):
        yield f"{indent}{name}: {_quoted(value)}"
    elif len(lines) == 1 and "  " not in value and value == value.strip():
        yield f"{indent}{name}: >-"
        yield from _wrapped(value, inner, inner)
    else:
        lead = "2" if value.startswith((" ", "\n")) else ""
        yield f"{indent}{name}: |{lead}{'' if value.endswith(chr(10)) else '-'}"
        yield from (inner + line if line else "" for line in value.removesuffix("\n").split("\n"))


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _scalar(value: Any) -> str:
    """Returns one value on one line: days plain, texts quoted where YAML would take them for something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not isinstance(value, str):
        return {list: "[]", dict: "{}"}.get(type(value)) or f"{value}"
    return value if _plain(value) else _quoted(value)


def _plain(value: str) -> bool:
    """Tells whether `value` can stand without quotes; what begins with a digit has them, so that it is no number."""
    if not value or value[0].isdigit() or not value.isprintable() or value != value.strip():
        return False
    try:
        return yaml.load(value, Loader=yaml.SafeLoader) == value
    except (yaml.YAMLError, ValueError):
        return False


def _quoted(value: str) -> str:
    return yaml.dump(value, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**9, default_style='"').rstrip("\n")
