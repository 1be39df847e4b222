"""Rules: what they take, what they yield, and the register of all of them.

A rule is a generator with an id and a docstring. The docstring's first line is the rule in one sentence, the
rest tells a contributor why it exists and how to mend what it finds: it becomes the rule's documentation.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from kb.check.vocabulary import Vocabulary
from kb.problem import Problem
from kb.records.source import Loc, Source


@dataclass(frozen=True, slots=True)
class RecordFile:
    """What a rule on one record sees. Its structure may be faulty: read it by `source.values(...)`.

    `folder` and `stem` are the names of the year folder and of the file without `.yml`, `products` the keys of the
    product table, by themselves and by names of the products as keys (None: they are not known), `vocabulary` the
    words that texts avoid (None: no matter), `today` the day against which dates in the future are judged.
    """

    source: Source
    folder: str
    stem: str
    products: dict[str, str] | None
    vocabulary: Vocabulary | None
    today: date


class Finding(NamedTuple):
    """What a rule on one file yields: where, what is wrong, how to mend it.

    `loc` is the path of keys and indexes to the value; `key` points at the value's key instead; `place` (line,
    column), where given, overrides both for something inside a text.
    """

    loc: Loc
    message: str
    hint: str = ""
    key: bool = False
    place: tuple[int, int] | None = None


class Claim(NamedTuple):
    """Something a record claims or refers to, compared across records: what it is, its value, and its place."""

    kind: str
    value: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check: its id, its documentation, and what it runs on."""

    id: str
    doc: str
    scope: Literal["file", "record", "library"]
    severity: Literal["error", "warning"]
    run: Callable | None


RULES: dict[str, Rule] = {}


def rule(rule_id: str, *, scope: str = "record", severity: str = "error"):
    """Registers a generator as a rule.

    A "file" rule takes the Source of any file, a "record" rule a RecordFile; both yield Findings. A "library" rule
    takes the list of all Claims and yields (claim, message, hint).
    """

    def register(function: Callable) -> Callable:
        RULES[rule_id] = Rule(rule_id, inspect.getdoc(function), scope, severity, function)
        return function

    return register


def document(rule_id: str, doc: str) -> None:
    """Registers an id that the reading of files reports by itself, so that it is documented with the rules."""
    RULES[rule_id] = Rule(rule_id, inspect.cleandoc(doc), "file", "error", None)


def run_file_rules(source: Source) -> Iterator[Problem]:
    """Yields the problems that all rules on files of any sort find in `source`."""
    for each in RULES.values():
        if each.scope == "file" and each.run:
            yield from _problems(each, source, each.run(source))


def run_record_rules(file: RecordFile) -> Iterator[Problem]:
    """Yields the problems that all record rules find in `file`."""
    for each in RULES.values():
        if each.scope == "record":
            yield from _problems(each, file.source, each.run(file))


def _problems(each: Rule, source: Source, findings: Iterator[Finding]) -> Iterator[Problem]:
    for found in findings:
        line, column = found.place or source.place(found.loc, found.key)
        yield Problem(source.path, line, column, each.id, found.message, found.hint, severity=each.severity)


def run_library_rules(claims: list[Claim]) -> Iterator[Problem]:
    """Yields the problems that show only when all records are seen together."""
    for each in RULES.values():
        if each.scope == "library":
            for claim, message, hint in each.run(claims):
                yield Problem(claim.path, claim.line, claim.column, each.id, message, hint, severity=each.severity)
