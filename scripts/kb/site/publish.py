"""Moves a finished build into the site so that it is whole before, during and after.

Changed files lie staged beside the site, on the same file system. First the list of changes is committed to the
state file, then every file is renamed into place: a reader sees the old or the new file, never half of one. A build
that is killed in between is finished by the next one.
"""

import os
import shutil
from contextlib import suppress
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


def files_of(site: Path) -> dict[str, int]:
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


def publish(
    state: State, site: Path, staged: dict[str, tuple[Path, Output]], kept: dict[str, Output], gone: list[str]
):
    """Commits the changes to the state and carries them out.

    `staged` are the new files by their path in the site, `kept` files whose bytes stay but whose key changed, `gone`
    paths to be removed.
    """
    with state:
        state.store_outputs({path: output for path, (_, output) in staged.items()} | kept, gone)
        state.set_pending(
            [(path, os.fspath(file)) for path, (file, _) in staged.items()] + [(path, None) for path in gone]
        )
    finish(state, site)


def finish(state: State, site: Path) -> None:
    """Carries out the changes that are decided; those that were done already are passed over."""
    pending = state.pending()
    root = os.fspath(site)
    ready: set[str] = {""}  # folders that are there: looked at once, since most hold several files
    emptied: set[str] = set()
    for path, staged in pending:
        folder = path.rpartition("/")[0]
        if staged is None:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(f"{root}/{path}")
            emptied.add(folder)
        elif os.path.exists(staged):
            if folder not in ready:
                _make_folder(root, folder)
                ready.add(folder)
            _move(staged, f"{root}/{path}")
    for folder in sorted(emptied, reverse=True):  # the deeper ones first
        _remove_empty(site / folder, site)
    if pending:
        with state:
            state.set_pending([])


def _make_folder(root: str, folder: str) -> None:
    """Makes `folder`; files that stand where it or a folder above must be are removed."""
    try:
        os.makedirs(f"{root}/{folder}", exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        parts = folder.split("/")
        for depth in range(1, len(parts) + 1):
            above = Path(root, *parts[:depth])
            if above.is_file():
                above.unlink()
        os.makedirs(f"{root}/{folder}", exist_ok=True)


def _move(staged: str, target: str) -> None:
    try:
        os.replace(staged, target)
    except IsADirectoryError:
        shutil.rmtree(target)
        os.replace(staged, target)


def _remove_empty(folder: Path, site: Path) -> None:
    while folder != site and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
