"""Writes a draft as YAML in the style of the records: two spaces, folded texts, comments above what they are about."""

import datetime
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import yaml

from kb.imports.draft import Draft, Loc

_HEAD = "# yaml-language-server: $schema=../schema/advisory.json"
_WIDTH = 112


def emit(draft: Draft) -> str:
    """Returns the YAML file of `draft`."""
    lines = [_HEAD, *_comments(draft.notes.get((), []), "")]
    for name, value in draft.record.items():
        if isinstance(value, dict | list) and value:
            lines.append("")
        lines += _entry(name, value, (name,), draft.notes, "")
    return "\n".join(lines) + "\n"


def _comments(notes: list[str], indent: str) -> Iterator[str]:
    for note in notes:
        yield from textwrap.wrap(
            note,
            _WIDTH,
            initial_indent=f"{indent}# ",
            subsequent_indent=f"{indent}#   ",
            break_long_words=False,
            break_on_hyphens=False,
        )


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
    if not isinstance(value, dict):
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
    foldable = "\n" not in value and not value.startswith(" ") and "  " not in value
    if re.search(r"[\x00-\x08\x0b-\x1f]", value) or value != value.strip("\n") + "\n" * value.endswith("\n"):
        yield f"{indent}{name}: {_scalar(value)}"
    elif foldable:
        yield f"{indent}{name}: >-"
        yield from textwrap.wrap(
            value,
            _WIDTH,
            initial_indent=inner,
            subsequent_indent=inner,
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        lead = "2" if value.startswith((" ", "\n")) else ""
        yield f"{indent}{name}: |{lead}{'' if value.endswith(chr(10)) else '-'}"
        yield from (f"{inner}{line}".rstrip() for line in value.rstrip("\n").split("\n"))


def _scalar(value: Any) -> str:
    """Returns one value on one line: days plain, texts quoted where YAML would take them for something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        if re.fullmatch(r"[A-Za-zÄÖÜäöü(„][^\n#:\"'\[\]{},&*!|>%@`\\]*", value) and yaml.safe_load(value) == value:
            return value
        text = yaml.dump(value, allow_unicode=True, width=10**6, default_style=None)
        plain = text.removesuffix("\n").removesuffix("\n...")
        if plain.startswith("'") or plain[:1].isdigit():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return plain
    if isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    return str(value)
