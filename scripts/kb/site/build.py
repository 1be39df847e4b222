"""Builds the site: check, frames, search index, pages, and at the end everything into place.

Whatever goes wrong before the end leaves the site as it was. Only what changed since the last build is made anew.
"""

import fcntl
import gc
import pickle
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from kb.errors import KbError
from kb.pool import beside
from kb.problem import Problem
from kb.progress import stage
from kb.project import Project
from kb.records.fields import LANGUAGES
from kb.records.glossary import Glossary, load_glossary
from kb.render.jsondata import glossary_json
from kb.render.library import Library
from kb.render.speech import load_speech
from kb.site.handwritten import Handwritten, update_handwritten
from kb.site.plan import Bases, Job, Ready, digest, hash_bytes, hash_files, plan, supplied
from kb.site.publish import claim_site, finish, publish, survey
from kb.site.renderer import Renderer
from kb.site.search_index import index_files, is_index_file, update_index
from kb.site.sources import Sources, read_sources
from kb.site.state import State
from kb.site.workers import render


class Busy(KbError):
    """Another build of the same site is running."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the files that it `written` and `removed`, and the warnings of the check."""

    records: int
    written: list[str]
    removed: list[str]
    warnings: list[Problem]


def build(project: Project, *, today: date | None = None, search: bool = True, quiet: bool = False) -> Built:
    """Builds the site of `project`.

    Without `search` the search index stays as it is (`kb serve` brings it up to date later). Raises CheckFailed where
    records have errors, other KbErrors where the build cannot go on.
    """
    try:
        claim_site(project.site)
        with _locked(project.work), _no_collection():
            try:
                return _build(project, today or date.today(), search, quiet)
            except sqlite3.OperationalError:
                raise
            except (sqlite3.DatabaseError, pickle.UnpicklingError, EOFError):  # the state is damaged: do without it
                (project.work / "state.db").unlink()
                return _build(project, today or date.today(), search, quiet)
    except (OSError, sqlite3.OperationalError, BrokenExecutor) as error:  # such as a full disk, or memory
        raise KbError(f"the build cannot go on: {error}") from error


def _build(project: Project, today: date, search: bool, quiet: bool) -> Built:
    open_state = partial(State, project.work / "state.db", _code())
    with closing(open_state()) as state:
        finish(state, project.site)
        with beside(survey, project.site, open_state) as surveyed:
            sources, renderer, jobs = _decide(project, state, open_state, today, search, quiet)
            known = state.keys()
            damaged, foreign = surveyed.result()
        due = {path: job for path, job in jobs.items() if known.get(path) != job.key or path in damaged}
        intact = state.outputs(due.keys() & known.keys() - damaged)
        with stage("Pages", "files", quiet=quiet) as progress:
            outputs, staged = render(renderer, due, intact, project.work / "staged", progress)
        gone = sorted((known.keys() | foreign) - jobs.keys())
        if not search:  # an index that was interrupted is made anew later
            gone = [path for path in gone if not is_index_file(path)]
        publish(state, project.site, project.work / "staged", outputs, gone)
    return Built(len(sources.library.entries), sorted(staged), gone, sources.warnings)


def _decide(
    project: Project, state: State, open_state: Callable[[], State], today: date, search: bool, quiet: bool
) -> tuple[Sources, Renderer, dict[str, Job]]:
    """Checks the records, and brings what pages are made from up to date; returns the jobs for all of the site."""
    glossary = load_glossary(project.docs)
    with stage("Check", "changed records", quiet=quiet) as progress:
        sources = read_sources(project.records, state, glossary, today, progress)
    with stage("Hand-written pages", quiet=quiet):
        written_by_hand = update_handwritten(project)
    bases = _bases(project, sources.library, written_by_hand, glossary)
    renderer = Renderer(
        project,
        sources.library,
        load_speech(project.docs),
        written_by_hand,
        open_state,
    )
    if search:
        contents = {name: stamps.content for name, stamps in sources.stamps.items()}
        with stage("Search index", quiet=quiet):
            update_index(project.work, renderer, contents, bases.data)
    ready = written_by_hand.files | index_files(project.work) | {"data/glossary.json": _glossary(project, glossary)}
    jobs = plan(sources.library, sources.stamps, bases, ready) | supplied(project.docs / "static")
    return sources, renderer, jobs


def _bases(project: Project, library: Library, written_by_hand: Handwritten, glossary: Glossary) -> Bases:
    products = repr(library.products)  # in their order, which pages keep
    labels = hash_files(project.docs, only=("labels/", *(f"{language}.yml" for language in LANGUAGES)))
    data = digest(_code(), labels, products)
    rest = (repr(sorted(library.product_files.items())), repr(project))
    pages = digest(data, written_by_hand.frames_key, hash_files(project.docs / "theme" / "pages"), *rest)
    return Bases(data, pages, written_by_hand.homes_key, digest(repr(glossary)))


def _glossary(project: Project, glossary: Glossary) -> Ready:
    """Writes the glossary as data: few files rest on it, so that a new word in it costs little."""
    content = glossary_json(glossary).encode()
    file = project.work / "glossary.json"
    file.write_bytes(content)
    return Ready(f"{file}", hash_bytes(content))


@cache
def _code() -> str:
    """A hash over the code that runs, which is not what lies on disk when `kb serve` has run for a while."""
    return hash_files(Path(__file__).parents[1], pattern="*.py")


@contextmanager
def _no_collection() -> Iterator[None]:
    """Holds back Python's search for cyclic garbage: a build makes very many objects, and keeps nearly all."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _locked(work: Path) -> Iterator[None]:
    """Keeps two builds of the same site apart."""
    work.mkdir(parents=True, exist_ok=True)
    with open(work / "lock", "w") as lock:
        patience = time.monotonic() + 1  # second: the workers of a build that was killed end by themselves
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > patience:
                    raise Busy("another build of this site is running; wait for it or stop it") from None
                time.sleep(0.05)
        yield
