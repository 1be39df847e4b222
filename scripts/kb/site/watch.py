"""Builds the site again after every edit, and brings its search index up to date in the pauses."""

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from datetime import datetime

from watchfiles import watch

from kb.check.report import as_text, count
from kb.errors import KbError
from kb.project import Project, find_project
from kb.site.build import Built, Busy, build
from kb.site.serve import Live, content_type
from kb.site.sources import CheckFailed

_SHOWN = 50  # problems in a page; the terminal shows all
_PAUSE = 2.0  # seconds without an edit until the search index is brought up to date


class Rebuilder:
    """Keeps the site of `project` up to date and tells `live` how it went."""

    def __init__(self, project: Project, live: Live):
        self._project, self._live = project, live
        self._warnings: list = []
        self._index_due, self._indexing, self._again = True, None, False

    def follow(self) -> None:
        """Builds again after every edit, until it is interrupted."""
        try:
            for edited in _edits(self._project):
                if edited or self._again:
                    self.build(quiet=True)
                else:
                    self._use_pause()
        finally:
            self._stop_indexing()

    def build(self, quiet: bool = False) -> None:
        """Builds all but the search index. Failing, it says why, here and in the open pages."""
        self._stop_indexing()
        begun = time.perf_counter()
        self._again = False
        try:
            project = find_project(self._project.records, self._project.site, self._project.root)
            built = build(project, search=False, quiet=quiet)
        except Busy as busy:
            self._again = True
            _say(f"Waiting: {busy}")
            return
        except CheckFailed as failed:
            _show(failed.problems)
            reason, message = str(failed), _first(failed.problems)
        except KbError as error:
            reason = message = str(error)
        except Exception as error:  # a fault of ours must not end the author's session
            traceback.print_exc()
            reason = message = "".join(traceback.format_exception_only(error)).strip()
        else:
            self._succeeded(built, time.perf_counter() - begun)
            return
        self._live.tell(message)
        _say(f"Not rebuilt ({time.perf_counter() - begun:.2f} s): {reason}")

    def _succeeded(self, built: Built, seconds: float) -> None:
        changed = [*built.written, *built.removed]
        self._index_due |= bool(changed)
        self._live.tell("", any(map(_is_asset, changed)))
        if built.warnings != self._warnings:
            _show(built.warnings)
            self._warnings = built.warnings
        done = f"{count(len(built.written), 'file')} written, {count(len(built.removed), 'file')} removed"
        _say(f"Rebuilt in {seconds:.2f} s: {done}")

    def _use_pause(self) -> None:
        """Starts a whole build, with the search index, or sees whether it is done."""
        if self._indexing and self._indexing.poll() is not None:
            _, errors = self._indexing.communicate()
            done = self._indexing.returncode == 0
            _say("The search index is up to date" if done else f"The search index is not up to date:\n{errors}")
            self._live.tell(self._live.news.message)  # an edit that went unnoticed is in the site now
            self._indexing = None
        elif self._index_due and not self._indexing and not self._live.news.message:
            self._index_due = False
            command = [sys.executable, "-m", "kb", "build", "--records", os.fspath(self._project.records)]
            # A process and session of its own: an edit does not wait for the index, it stops it.
            self._indexing = subprocess.Popen(
                [*command, "--site", os.fspath(self._project.site)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )

    def _stop_indexing(self) -> None:
        """Ends the background build; the next one finishes what it may have begun to move into place."""
        if not self._indexing:
            return
        if self._indexing.poll() is None:
            os.killpg(self._indexing.pid, signal.SIGTERM)
            self._index_due = True
        self._indexing.communicate()
        self._indexing = None


def _edits(project: Project) -> Iterator[bool]:
    """Yields True after edits in the records, docs and settings, and False after each pause."""
    settings = project.root / "mkdocs.yml"
    watched = (project.records, project.docs)
    while True:
        while not all(path.exists() for path in (*watched, settings)):
            time.sleep(_PAUSE)  # such as between two branches
        before = _identity(*watched, settings)
        for changes in watch(*watched, step=20, rust_timeout=int(_PAUSE * 1000), yield_on_timeout=True):
            # A file that an editor replaces, or a folder made anew, is lost to the operating system's watch.
            if _identity(*watched, settings) != before:
                yield True
                break
            yield bool(changes)


def _identity(*paths) -> list[tuple[int, int] | None]:
    """Returns what tells files from earlier ones at the same paths, and folders from others."""
    found = []
    for path in paths:
        try:
            status = path.stat()
            found.append((status.st_ino, 0 if path.is_dir() else status.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
    return found


def _first(problems: list) -> str:
    """Returns the problems as a page shows them: not thousands, as a slip in the product table may cause."""
    more = len(problems) - _SHOWN
    return as_text(problems[:_SHOWN]) + (f"… and {count(more, 'problem')} more" if more > 0 else "")


def _is_asset(path: str) -> bool:
    return content_type(path).startswith(("text/css", "text/javascript", "image/", "font/"))


def _show(problems: list) -> None:
    sys.stdout.write(as_text(problems, sys.stdout.isatty()))
    sys.stdout.flush()


def _say(line: str) -> None:
    print(f"{datetime.now():%H:%M:%S} {line}", file=sys.stderr, flush=True)
