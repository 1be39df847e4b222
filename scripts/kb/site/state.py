"""What the build remembers between runs: a SQLite file in the work folder.

Losing it costs time, never correctness: everything is rendered again. Table `records` holds what reading a record
gave, `data` the record itself, apart from it because a build needs few of them; `outputs` what lies in the site,
`pending` what was decided to change but may not have been done.
"""

import os
import pickle
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from kb.check.rule import Claim
from kb.problem import Problem
from kb.records.entry import Entry
from kb.site.plan import Stamps

_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS records (path TEXT PRIMARY KEY, stamp TEXT, shown TEXT, rest BLOB);
CREATE TABLE IF NOT EXISTS data (path TEXT PRIMARY KEY, json BLOB);
CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, key TEXT, digest TEXT, size INTEGER);
CREATE TABLE IF NOT EXISTS pending (path TEXT PRIMARY KEY, staged TEXT);
"""
_FORMAT = crc32(_SCHEMA.encode()) >> 1  # in the head of the file, where there is room for 31 bits


@dataclass(slots=True)
class Known:
    """A record without errors: `stamp` tells whether its file changed since, `shown` are what pages show."""

    stamp: str
    shown: Stamps
    entry: Entry
    claims: list[Claim]
    warnings: list[Problem]


class Output(NamedTuple):
    """A file of the site: `key` stands for all that it is made from, `digest` and `size` for its bytes."""

    key: str
    digest: str
    size: int


class State:
    """The state file at `path`; one of another format or a broken one is started anew."""

    def __init__(self, path: Path, version: str):
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open(version)
        except (sqlite3.DatabaseError, pickle.UnpicklingError):
            path.unlink(missing_ok=True)
            self._open(version)

    def _open(self, version: str) -> None:
        self._db = sqlite3.connect(self._path, isolation_level=None)
        [format_found] = self._db.execute("PRAGMA user_version").fetchone()
        if format_found not in (0, _FORMAT):
            raise sqlite3.DatabaseError("another format")
        if format_found == 0:
            self._db.executescript(f"{_SCHEMA} PRAGMA user_version = {_FORMAT};")
        if self._db.execute("SELECT value FROM about WHERE key = 'version'").fetchone() != (version,):
            with self:
                self._db.execute("DELETE FROM records")
                self._db.execute("DELETE FROM data")
                self._db.execute("REPLACE INTO about VALUES ('version', ?)", (version,))

    def __enter__(self) -> "State":
        self._db.execute("BEGIN")
        return self

    def __exit__(self, kind, *_) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def records(self) -> dict[str, Known]:
        """Returns all records by path."""
        rows = self._db.execute("SELECT path, stamp, shown, rest FROM records")
        return {path: Known(stamp, Stamps(*shown.split()), *pickle.loads(rest)) for path, stamp, shown, rest in rows}

    def json(self, path: str) -> bytes:
        """Returns the record at `path` as JSON."""
        return self._db.execute("SELECT json FROM data WHERE path = ?", (path,)).fetchone()[0]

    def all_json(self) -> dict[str, bytes]:
        """Returns all records as JSON, by path."""
        return dict(self._db.execute("SELECT path, json FROM data"))

    def store_records(self, known: dict[str, Known], json: dict[str, bytes], gone: Collection[str]) -> None:
        """Stores records by path, with their data as JSON, and forgets the paths `gone`."""
        for table in ("records", "data"):
            self._db.executemany(f"DELETE FROM {table} WHERE path = ?", ((path,) for path in gone))
        rows = (
            (path, each.stamp, " ".join(each.shown), pickle.dumps((each.entry, each.claims, each.warnings)))
            for path, each in known.items()
        )
        self._db.executemany("REPLACE INTO records VALUES (?, ?, ?, ?)", rows)
        self._db.executemany("REPLACE INTO data VALUES (?, ?)", ((path, json[path]) for path in known))

    def keys(self) -> dict[str, str]:
        """Returns the keys of the files of the site by path."""
        return dict(self._db.execute("SELECT path, key FROM outputs"))

    def sizes(self) -> dict[str, int]:
        """Returns the sizes of the files of the site by path."""
        return dict(self._db.execute("SELECT path, size FROM outputs"))

    def outputs(self, paths: Iterable[str]) -> dict[str, Output]:
        """Returns those files of the site that are at `paths`."""
        found = {}
        for path in paths:
            row = self._db.execute("SELECT key, digest, size FROM outputs WHERE path = ?", (path,)).fetchone()
            if row:
                found[path] = Output(*row)
        return found

    def store_outputs(self, outputs: dict[str, Output], gone: Iterable[str]) -> None:
        """Stores files of the site and forgets the paths `gone`."""
        self._db.executemany("DELETE FROM outputs WHERE path = ?", ((_stored(path),) for path in gone))
        rows = ((path, each.key, each.digest, each.size) for path, each in outputs.items())
        self._db.executemany("REPLACE INTO outputs VALUES (?, ?, ?, ?)", rows)

    def pending(self) -> list[tuple[str, str | None]]:
        """Returns the changes to the site that were decided: (path, what lies staged for it), None for a removal."""
        rows = self._db.execute("SELECT path, staged FROM pending ORDER BY path")
        return [(os.fsdecode(path), staged) for path, staged in rows]

    def set_pending(self, changes: Iterable[tuple[str, str | None]]) -> None:
        """Replaces the list of decided changes."""
        self._db.execute("DELETE FROM pending")
        rows = ((_stored(path), staged) for path, staged in changes)
        self._db.executemany("INSERT INTO pending VALUES (?, ?)", rows)


def _stored(path: str) -> str | bytes:
    """Returns `path` as SQLite takes it: names that are no Unicode, which foreign files may have, as bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
