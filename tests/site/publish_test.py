"""A build may be stopped at any moment: the site stays usable, and the next build brings it to where it should be."""

import errno
import fcntl
import os
import re
import signal
import sqlite3
from collections.abc import Callable
from multiprocessing import get_context

import pytest

from kb.errors import KbError
from kb.site import publish, search_index, workers
from kb.site.renderer import Renderer
from kb.site.state import State
from tests.samples import MINIMAL, OLDER, RICH
from tests.small import Small


def change(small: Small) -> None:
    """Changes all German pages, adds a record, renames one and removes the links to it."""
    small.replace("docs/labels/de.yml", "edit: Bearbeiten", "edit: Ändern")
    records = small.project.records
    small.replace(f"advisories/2027/{RICH}.yml", f"related: [{OLDER}]\n", "")
    text = (records / f"2027/{MINIMAL}.yml").read_text(encoding="utf-8")
    (records / "2027/EXAMPLE-SA-2027-005.yml").write_text(text.replace(MINIMAL, "EXAMPLE-SA-2027-005"))
    (records / f"2026/{OLDER}.yml").unlink()


def at(target: object, name: str, number: int, act: Callable[[], None]) -> Callable[[pytest.MonkeyPatch], None]:
    """Returns what makes the call `number` (from 1) of the function `name` of `target` do `act` instead."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        original, calls = getattr(target, name), 0

        def called(*args: object, **keywords: object) -> object:
            nonlocal calls
            calls += 1
            if calls == number:
                act()
            return original(*args, **keywords)

        monkeypatch.setattr(target, name, called)

    return patch


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_database() -> None:
    raise sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize(
    ("patch", "decided"),
    [
        # what is killed, and whether the changes were decided by then
        pytest.param(at(Renderer, "make", 1, die), False, id="first file"),
        pytest.param(at(Renderer, "make", 60, die), False, id="amid rendering"),
        pytest.param(at(State, "store_records", 1, die), False, id="storing records"),
        pytest.param(at(State, "store_outputs", 1, die), False, id="before deciding"),
        pytest.param(at(State, "set_pending", 1, die), False, id="amid deciding"),
        pytest.param(at(publish, "_merge", 1, die), True, id="before the first file is moved"),
        pytest.param(at(publish, "_move", 2, die), True, id="after the first file is moved"),
        pytest.param(at(publish, "_move", 5, die), True, id="amid moving"),
        pytest.param(at(publish, "_remove_empty", 1, die), True, id="before folders are removed"),
        pytest.param(at(State, "set_pending", 2, die), True, id="at the end"),
    ],
)
def test_killed(small: Small, patch: Callable[[pytest.MonkeyPatch], None], decided: bool):
    small.build()
    old = small.site()
    change(small)
    new = small.from_scratch()

    def build() -> None:
        patch(pytest.MonkeyPatch())
        small.build()

    child = get_context("fork").Process(target=build)
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL

    left = small.site()
    if not decided:
        assert left == old
    for path, content in left.items():
        assert content in (old.get(path), new.get(path)), path
    assert old.keys() & new.keys() <= left.keys()
    small.build()
    assert small.site() == new
    assert sorted(path.name for path in small.project.work.iterdir()) == [
        "glossary.json",
        "lock",
        "mkdocs",
        "staged",
        "state.db",
        "templates",
    ]
    assert list((small.project.work / "staged").iterdir()) == []


def test_what_was_decided_is_done_even_if_the_next_build_fails(small: Small):
    small.build()
    change(small)
    new = small.from_scratch()
    child = get_context("fork").Process(
        target=lambda: (at(publish, "_move", 5, die)(pytest.MonkeyPatch()), small.build())
    )
    child.start()
    child.join()
    small.replace(f"advisories/2027/{RICH}.yml", "kind: ", "kind: un")
    with pytest.raises(Exception, match="the records have errors"):
        small.build()
    assert small.site() == new


@pytest.mark.parametrize(
    "patch",
    [
        *(pytest.param(at(workers, "_write", number, full), id=f"file {number}") for number in (1, 2, 4)),
        pytest.param(at(State, "store_records", 1, full_database), id="storing records"),
        pytest.param(at(State, "store_outputs", 1, full_database), id="storing outputs"),
        pytest.param(at(State, "set_pending", 1, full_database), id="deciding"),
        pytest.param(at(publish, "_merge", 1, full), id="folder"),
        pytest.param(at(publish, "_move", 5, full), id="moving"),
        pytest.param(at(State, "set_pending", 2, full_database), id="done"),
    ],
)
@pytest.mark.parametrize("chunk", [1000, 10], ids=["one process", "workers"])
def test_disk_full(
    small: Small, monkeypatch: pytest.MonkeyPatch, patch: Callable[[pytest.MonkeyPatch], None], chunk: int
):
    monkeypatch.setattr(workers, "CHUNK", chunk)
    small.build()
    old = small.site()
    change(small)
    new = small.from_scratch()
    with monkeypatch.context() as context:
        patch(context)
        with pytest.raises(KbError, match=r"^the build cannot go on: .*(full|No space)"):
            small.build()
    for path, content in small.site().items():
        assert content in (old.get(path), new.get(path)), path
    small.build()
    assert small.site() == new


def test_killed_with_workers(small: Small, monkeypatch: pytest.MonkeyPatch):
    """Workers that outlived the build would hold its lock, and write over what the next build makes."""
    monkeypatch.setattr(workers, "CHUNK", 5)

    def build() -> None:
        child = os.getpid()
        at(Renderer, "make", 3, lambda: os.kill(child, signal.SIGKILL))(monkeypatch)
        small.build()

    child = get_context("fork").Process(target=build)
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    with open(small.project.work / "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # waits for the workers, which have inherited it
    small.build()
    assert small.site() == small.from_scratch()


def test_the_search_index_fails(small: Small, monkeypatch: pytest.MonkeyPatch):
    small.build(search=True)
    old = small.site()
    assert {"de/search-index/index.json", "en/search-index/index.json"} <= old.keys()
    change(small)
    with monkeypatch.context() as context:
        at(search_index, "_write_named", 2, full)(context)
        with pytest.raises(KbError, match="No space left on device"):
            small.build(search=True)
    assert small.site() == old
    small.build(search=True)
    new = small.site()
    index = re.compile("../search-index/(index.json|terms/.*|words/.*)")
    assert {path: content for path, content in new.items() if not index.fullmatch(path)} == small.from_scratch()
