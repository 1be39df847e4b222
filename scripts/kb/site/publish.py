"""Moves a finished build into the site so that it is whole before, during and after.

Changed files lie staged beside the site, on the same file system. First the decision is committed to the state file,
then they are renamed into place: a reader sees the old or the new file, never half of one. A build that is killed in
between is finished by the next one.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from kb.errors import UsageError
from kb.site.state import Output, State

MARKER = ".kb-site"


def claim_site(site: Path) -> None:
    """Refuses to build over a folder that holds something else: its files would be removed as stale."""
    if site.exists() and not site.is_dir():
        raise UsageError(f"{site} is not a folder")
    if site.is_dir() and not (site / MARKER).exists() and any(site.iterdir()):
        raise UsageError(f"{site} is not empty and was not made by kb build: empty it or name another folder")
    site.mkdir(parents=True, exist_ok=True)
    if site.stat().st_dev != site.parent.stat().st_dev:
        raise UsageError(f"{site} is on another file system than the folder above it: name a folder inside of it")
    (site / MARKER).touch()


def survey(site: Path, open_state: Callable[[], State]) -> tuple[set[str], set[str]]:
    """Returns the paths in `site` of files that are missing or not of the size in the state, and of unknown files.

    A worker of its own does this: to look at all files of a large site takes longer than to build what changed.
    """
    with closing(open_state()) as state:
        known = state.sizes()
    present = _files_of(site)
    damaged = {path for path, size in known.items() if present.get(path) != size}
    return damaged, present.keys() - known.keys()


def _files_of(site: Path) -> dict[str, int]:
    """Returns the size of every file below `site` by its path in it, the marker left out."""
    sizes: dict[str, int] = {}
    waiting = [(os.fspath(site), "")]
    while waiting:
        folder, prefix = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    sizes[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size
    sizes.pop(MARKER, None)
    return sizes


def publish(state: State, site: Path, staging: Path, outputs: dict[str, Output], gone: list[str]) -> None:
    """Commits the changes to the state and carries them out.

    `staging` holds the new files, each at its path in the site. `outputs` are those, and files whose bytes stay but
    whose key changed, by path; `gone` are paths to be removed.
    """
    with state:
        state.store_outputs(outputs, gone)
        state.set_pending([("", os.fspath(staging)), *((path, None) for path in gone)])
    finish(state, site)


def finish(state: State, site: Path) -> None:
    """Carries out the changes that are decided; those that were done already are passed over."""
    pending = dict(state.pending())
    staging = pending.pop("", None)
    for path in pending:
        with suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(site / path)
    folders = {path.rpartition("/")[0] for path in pending}
    for folder in sorted(folders, reverse=True):  # the deeper ones first
        _remove_empty(site / folder, site)
    if staging:
        _merge(staging, os.fspath(site))
        with state:
            state.set_pending([])


def _merge(staged: str, target: str) -> None:
    """Moves all that lies in the folder `staged` into the folder `target`; what is new there moves as a whole."""
    with os.scandir(staged) as entries:
        found = list(entries)
    for entry in found:
        goal = f"{target}/{entry.name}"
        if entry.is_dir() and os.path.isdir(goal):
            _merge(entry.path, goal)
            os.rmdir(entry.path)
        else:
            _move(entry.path, goal)


def _move(staged: str, target: str) -> None:
    """Renames `staged` to `target`; a folder in the place of a file, or the reverse, is removed."""
    try:
        os.replace(staged, target)
    except IsADirectoryError:
        shutil.rmtree(target)
        os.replace(staged, target)
    except NotADirectoryError:
        os.unlink(target)
        os.replace(staged, target)


def _remove_empty(folder: Path, site: Path) -> None:
    while folder != site and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
