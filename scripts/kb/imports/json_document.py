"""Reads JSON documents of others: any value may be of the wrong type or missing, and nothing is lost unseen.

Readers take texts out of a tree of nodes. What nobody took by the end is what has no place in the draft.
"""

import json
import stat
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from json import decoder, scanner
from pathlib import Path
from typing import Any

from kb.imports.draft import Draft, UnreadableDocument
from kb.records.advisory import Advisory

MAX_BYTES = 15_000_000  # as CSAF 2.0 advises (appendix C.1)
MAX_DEPTH = 64  # CSAF 2.0 allows 30 branches, each two levels

_OLDEST = 1980  # a year before it stands for a day that nobody knew, as 0001-01-01 does
_SHOWN = 90  # characters of a value that was not placed


class _Refused(ValueError):
    """JSON that is not read; `at` is the index in the text."""

    def __init__(self, message: str, at: int):
        super().__init__(message)
        self.at = at


class _Decoder(json.JSONDecoder):
    """Notes where every mapping and list begins, by its identity; refuses doubled keys and deep nesting."""

    def __init__(self) -> None:
        super().__init__(parse_constant=self._constant)
        self.starts: dict[int, int] = {}
        self._depth = 0
        self.parse_object = self._object
        self.parse_array = self._array
        self.scan_once = scanner.py_make_scanner(self)  # the one in C does not call these

    def _object(self, begun: tuple[str, int], strict: bool, scan: Callable, *rest: Any) -> tuple[dict, int]:
        pairs, end = self._inside(begun, lambda: decoder.JSONObject(begun, strict, scan, None, list, rest[-1]))
        made = dict(pairs)
        if len(made) < len(pairs):
            name = Counter(name for name, _ in pairs).most_common(1)[0][0]
            raise _Refused(f"the key {name[:40]!r} is there twice in one mapping", begun[1])
        self.starts[id(made)] = begun[1]
        return made, end

    def _array(self, begun: tuple[str, int], scan: Callable) -> tuple[list, int]:
        made, end = self._inside(begun, lambda: decoder.JSONArray(begun, scan))
        self.starts[id(made)] = begun[1]
        return made, end

    def _inside(self, begun: tuple[str, int], parse: Callable[[], tuple[list, int]]) -> tuple[list, int]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Refused(f"more than {MAX_DEPTH} levels", begun[1])
        made = parse()
        self._depth -= 1
        return made

    @staticmethod
    def _constant(name: str) -> None:
        raise _Refused(f"{name} is not JSON", 0)


class Node:
    """A value of a document at `path`, such as `$.document.title`; of a value that is not there, `data` is None."""

    __slots__ = ("_taken", "_where", "data", "path")

    def __init__(self, data: Any, path: str, taken: set[str], where: Callable[[Any], int]):
        self.data, self.path, self._taken, self._where = data, path, taken, where

    def __getitem__(self, key: str) -> "Node":
        """Returns the value of a key of a mapping."""
        data = self.data.get(key) if isinstance(self.data, dict) else None
        return Node(data, f"{self.path}.{key}", self._taken, self._where)

    def __iter__(self) -> Iterator["Node"]:
        """Yields the items of a list; of anything else nothing."""
        for index, data in enumerate(self.data if isinstance(self.data, list) else ()):
            yield Node(data, f"{self.path}[{index}]", self._taken, self._where)

    def __bool__(self) -> bool:
        return bool(self.data)

    @property
    def text(self) -> str:
        """The text that stands here, without space at its ends; "" where none does."""
        return self.data.strip() if isinstance(self.data, str) else ""

    @property
    def line(self) -> int:
        """The line of a mapping or list."""
        return self._where(self.data)

    def take(self) -> str:
        """Returns `text`, which thereby is placed; a value of another type is not."""
        if isinstance(self.data, str):
            self._taken.add(self.path)
        return self.text

    def drop(self) -> None:
        """Says that all that is below this node is placed, or says nothing of its own."""
        self._taken.add(self.path)

    def day(self) -> date | None:
        """Returns the day of the point of time that stands here, which thereby is placed; None where none does."""
        try:
            found = date.fromisoformat(self.text[:10])
        except ValueError:
            return None
        if found.year < _OLDEST:
            return None
        self._taken.add(self.path)
        return found

    def rest(self, line: int = 1) -> Iterator[tuple[int, str]]:
        """Yields (line, path and value) of what nobody took; a part that nobody touched is named whole."""
        if self.path in self._taken or self.data in (None, "", [], {}):
            return
        if isinstance(self.data, dict | list):
            line = self.line
        children = self._children()
        if not children or not self._touched(children):
            shown = json.dumps(self.data, ensure_ascii=False)
            yield line, f"{self.path}: {shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + '…'}"
            return
        for child in children:
            yield from child.rest(line)

    def _children(self) -> list["Node"]:
        return [self[key] for key in self.data] if isinstance(self.data, dict) else [*self]

    def _touched(self, children: list["Node"]) -> bool:
        return any(child.path in self._taken or child._touched(child._children()) for child in children)


def load_json(path: Path) -> Node:
    """Returns the root of the JSON document at `path`, which is a mapping. Raises UnreadableDocument."""
    text = _read(path)
    reader = _Decoder()
    try:
        data = reader.decode(text)
        json.dumps(data, ensure_ascii=False).encode()  # half of a surrogate pair cannot be written
    except json.JSONDecodeError as error:
        raise UnreadableDocument(path, error.lineno, f"not JSON: {error.msg} in column {error.colno}") from None
    except _Refused as error:
        raise UnreadableDocument(path, text.count("\n", 0, error.at) + 1, str(error)) from None
    except UnicodeEncodeError:
        raise UnreadableDocument(path, 1, "a text holds half of a surrogate pair (\\ud800 to \\udfff)") from None
    except ValueError:  # of int()
        raise UnreadableDocument(path, 1, "a number has too many digits") from None
    if not isinstance(data, dict):
        raise UnreadableDocument(path, 1, "it holds no mapping")
    breaks = [at for at, each in enumerate(text) if each == "\n"]
    return Node(data, "$", set(), lambda data: bisect_right(breaks, reader.starts.get(id(data), 0)) + 1)


def finish(made: Draft, root: Node) -> Draft:
    """Returns `made` with its fields in the order of a record, none empty, and with what of `root` has no place."""
    fields = ((name, made.record.get(name)) for name in Advisory.model_fields)
    made.record = {name: value for name, value in fields if value not in (None, [], {})}
    made.unplaced = sorted([*made.unplaced, *root.rest()])
    return made


def _read(path: Path) -> str:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableDocument(path, 1, "it is not a regular file")
        if status.st_size > MAX_BYTES:
            raise UnreadableDocument(path, 1, f"it has {status.st_size:,} bytes; {MAX_BYTES:,} are read")
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(path, 1, error.strerror or "it cannot be read") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableDocument(path, line, f"byte 0x{raw[error.start]:02x} is not UTF-8") from None
