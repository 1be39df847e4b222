"""Writes problems for people (text), for GitHub's annotations, and for tools (json)."""

import json
from collections.abc import Callable, Iterable

from kb.problem import Problem

_RED, _YELLOW, _BOLD, _OFF = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


def as_text(problems: Iterable[Problem], color: bool = False) -> str:
    """Returns `path:line:col: error[rule-id]: message` for each problem, with its hint on a second line."""
    return "".join(_text(each, color) for each in problems)


def _text(problem: Problem, color: bool) -> str:
    place = f"{_visible(problem.path)}:{problem.line}:{problem.column}:"
    severity = problem.severity
    if color:
        place = f"{_BOLD}{place}{_OFF}"
        severity = f"{_RED if severity == 'error' else _YELLOW}{severity}{_OFF}"
    hint = f"    hint: {_visible(problem.hint)}\n" if problem.hint else ""
    return f"{place} {severity}[{problem.rule}]: {_visible(problem.message)}\n{hint}"


def _visible(text: str) -> str:
    """Returns `text` on one line, with escapes for what a terminal would not show or would obey."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def as_github(problems: Iterable[Problem]) -> str:
    """Returns one annotation for each problem, as a workflow command of GitHub Actions."""
    return "".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    properties = {
        "file": problem.path,
        "line": problem.line,
        "col": problem.column,
        "title": problem.rule,
    }
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    text = _visible(problem.message) + (f"\nhint: {_visible(problem.hint)}" if problem.hint else "")
    return f"::{problem.severity} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem]) -> str:
    """Returns a list of all problems, each with all its parts."""
    listed = [{name: getattr(each, name) for name in Problem.__slots__} for each in problems]
    return json.dumps(listed, indent=2) + "\n"


FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {"text": as_text, "github": as_github, "json": as_json}


def count(number: int, thing: str) -> str:
    """Returns `number` with what is counted: 1 record, 2 records."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
