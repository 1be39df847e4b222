"""Reads one file of records and answers where in it something stands."""

import os
import re
import stat
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from kb.problem import Problem
from kb.records.tree import Node, Unreadable, compose, place_of

MAX_BYTES = 1_000_000

Loc = tuple[str | int, ...]

_ODD_BREAKS = "\r\x85\u2028\u2029"


def name_of(loc: Loc) -> str:
    """Returns a path of keys and indexes as people write it: products[0].update."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).removeprefix(".")


class Source:
    """A file of records: its path as shown to users, its text, its node tree, and problems found on the way."""

    __slots__ = ("path", "problems", "root", "text")

    def __init__(self, path: str, text: str, root: Node, problems: list[Problem]):
        self.path, self.text, self.root, self.problems = path, text, root, problems

    def node(self, loc: Loc) -> Node:
        """Returns the node at `loc`, or the nearest one above it that exists."""
        node = self.root
        for step in loc:
            try:
                node = node.children[step]
            except (KeyError, IndexError, TypeError):
                break
        return node

    def place(self, loc: Loc, key: bool = False) -> tuple[int, int]:
        """Returns line and column of the value at `loc`; with `key`, of its key."""
        if key and loc and isinstance(loc[-1], str):
            place = self.node(loc[:-1]).keys.get(loc[-1])
            if place:
                return place
        node = self.node(loc)
        return node.line, node.column

    def find(self, loc: Loc, needle: str, before: int = 0) -> tuple[int, int]:
        """Returns where `needle` stands inside the text at `loc`; the start of the text if it is not to be found.

        Of several it is the one that has so many `before` it.
        """
        node = self.node(loc)
        wrapped = re.compile(r"\s+".join(map(re.escape, needle.split())))
        found = next(islice(wrapped.finditer(self.text, node.start, node.end), before, None), None)
        return place_of(self.text, found.start()) if found else (node.line, node.column)

    def problem(self, loc: Loc, rule: str, message: str, hint: str = "", *, key: bool = False, **more) -> Problem:
        """Returns a problem of `rule` at the value (or key) at `loc`."""
        line, column = self.place(loc, key)
        return Problem(self.path, line, column, rule, message, hint, **more)

    def values(self, *steps: str) -> list[tuple[Loc, Any]]:
        """Returns (loc, data) for all values along `steps`; "*" stands for every item of a list or mapping."""
        found: list[tuple[Loc, Any]] = [((), self.root.data)]
        for step in steps:
            if step == "*":
                found = [((*loc, key), value) for loc, data in found for key, value in items(data)]
            else:
                found = [((*loc, step), data[step]) for loc, data in found if isinstance(data, dict) and step in data]
            if not found:
                break
        return found


def items(data: Any) -> Iterable[tuple[str | int, Any]]:
    """Returns the (key, value) of a mapping or the (index, value) of a list; of anything else nothing."""
    return data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()


def read(path: Path, shown: str, root: Path, times: int = 1) -> Source:
    """Reads the file at `path`, as kb.records.files finds it below `root`; `shown` is the path for messages.

    It may be so many `times` as large as a record. Raises Unreadable when there is nothing to work with; what can be
    reported beside other problems is in `Source.problems`.
    """
    return parse(shown, _read_text(path, shown, root, MAX_BYTES * times), times)


def _read_text(path: Path, shown: str, root: Path, most: int) -> str:
    def refuse(rule: str, message: str, hint: str, line: int = 1, column: int = 1):
        return Unreadable(Problem(shown, line, column, rule, message, hint))

    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root.resolve()):
            raise refuse(
                "file-outside", "the file is a link that leads out of the records", "put the file itself here"
            )
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refuse("file-unreadable", "this is not a regular file", "a record is a plain text file")
        if status.st_size > most:
            raise refuse(
                "file-size",
                f"the file has {status.st_size:,} bytes; {most:,} are allowed",
                "a record is text for people: shorten it or split it",
            )
        with open(path, "rb") as file:
            raw = file.read()
    except (OSError, RuntimeError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "it cannot be resolved"
        raise refuse(
            "file-unreadable", f"the file cannot be read: {reason}", "check the file and its rights"
        ) from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = place_of(before, len(before))
        raise refuse(
            "file-encoding",
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
            line,
            column,
        ) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def parse(shown: str, text: str, times: int = 1) -> Source:
    """Makes a Source of YAML `text`; the rest is as for `read`."""
    if odd := [text.index(each) for each in _ODD_BREAKS if each in text]:  # a new line for YAML, not for editors
        place = place_of(text, min(odd))
        message = f"U+{ord(text[min(odd)]):04X}, an unusual line break"
        raise Unreadable(Problem(shown, *place, "control-character", message, "end lines with LF or CR LF"))
    root, problems = compose(shown, text, times)
    return Source(shown, text, root, problems)
