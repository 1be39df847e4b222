"""What the build remembers may be lost or damaged: that costs time, never correctness."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.site.state import Output, State
from tests.samples import OLDER
from tests.small import Small


def garbage(file: Path) -> None:
    file.write_bytes(b"garbage " * 1000)


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def holes(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + bytes(len(content) - 4096))


def nothing(file: Path) -> None:
    file.write_bytes(b"")


def random_pages(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(
        content[: len(content) // 3] + b"\xff\x00x" * (len(content) // 9) + content[len(content) // 3 * 2 :]
    )


def other_format(file: Path) -> None:
    file.unlink()
    state = State(file, "x")
    state._db.executescript("DROP TABLE outputs; CREATE TABLE outputs (path TEXT, x TEXT); PRAGMA user_version = 1")
    state.close()


@pytest.mark.parametrize(
    "damage",
    [garbage, half, holes, nothing, random_pages, other_format, Path.unlink],
    ids=lambda damage: damage.__name__,
)
def test_damaged(small: Small, damage: Callable[[Path], None]):
    small.build()
    small.replace(f"advisories/2026/{OLDER}.yml", "Setzen Sie", "Bitte setzen Sie")
    damage(small.project.work / "state.db")
    small.build()
    assert small.site() == small.from_scratch()
    built = small.build()
    assert (built.written, built.removed) == ([], [])


def test_other_code_reads_records_anew_but_knows_what_lies_in_the_site(tmp_path: Path):
    state = State(tmp_path / "work/state.db", "1")
    with state:
        state.store_outputs({"a": Output("key", "digest", 1)}, ["b"])
        state._db.execute("INSERT INTO records (path) VALUES ('x')")
    state.close()
    state = State(tmp_path / "work/state.db", "2")
    assert (state.records(), state.outputs(["a", "b"])) == ({}, {"a": Output("key", "digest", 1)})


def test_changes_are_stored_as_a_whole_or_not_at_all(tmp_path: Path):
    state = State(tmp_path / "state.db", "1")
    with pytest.raises(ZeroDivisionError), state:
        state.set_pending([("a", "1")])
        _ = 1 / 0
    assert state.pending() == []
    with state:
        state.set_pending([("b", None), ("a", "1"), ("a/\udcff", None)])
    assert state.pending() == [("a", "1"), ("b", None), ("a/\udcff", None)]
