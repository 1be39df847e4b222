"""Renders the jobs of a plan beside the site, in forked workers, and says what has to be moved into place."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from kb.pool import pool
from kb.progress import Stage
from kb.site.plan import COPY, Job
from kb.site.renderer import Renderer
from kb.site.state import Output

CHUNK = 200

_renderer: Renderer  # set before the workers are forked, so that they have it without copying


def render(
    renderer: Renderer, jobs: dict[str, Job], known: dict[str, Output], staging: Path, progress: Stage
) -> tuple[dict[str, tuple[Path, Output]], dict[str, Output]]:
    """Renders `jobs` into the folder `staging`, which is emptied first.

    Returns the files whose bytes differ from those in `known`, each with its place in `staging`, and the outputs
    whose bytes are the same as before.
    """
    global _renderer
    _renderer = renderer
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    progress.start(len(jobs))
    staged, kept = {}, {}
    for results in _results(_chunks(jobs, known, staging)):
        progress.advance(len(results))
        for number, path, output, written in results:
            if written:
                staged[path] = (staging / f"{number}", output)
            else:
                kept[path] = output
    return staged, kept


def _chunks(jobs: dict[str, Job], known: dict[str, Output], staging: Path) -> list[list[tuple]]:
    tasks = [
        (staging, number, path, job, known[path].digest if path in known else "")
        for number, (path, job) in enumerate(jobs.items())
    ]
    return [tasks[at : at + CHUNK] for at in range(0, len(tasks), CHUNK)]


def _results(chunks: list[list[tuple]]) -> Iterator[list[tuple[int, str, Output, bool]]]:
    if len(chunks) <= 1:
        yield from map(_work, chunks)
        return
    with pool() as workers:
        for results in [workers.submit(_work, chunk) for chunk in chunks]:
            yield results.result()


def _work(chunk: list[tuple]) -> list[tuple[int, str, Output, bool]]:
    results = []
    for staging, number, path, job, before in chunk:
        output, new = _make(job, before, staging / f"{number}")
        results.append((number, path, output, new))
    return results


def _make(job: Job, before: str, target: Path) -> tuple[Output, bool]:
    """Makes the file of `job` at `target`, unless its bytes are those that `before` stands for."""
    if job.kind == COPY:
        (file,) = job.args
        if job.key != before:
            shutil.copyfile(file, target)
        return Output(job.key, job.key, file.stat().st_size), job.key != before
    content = _renderer.make(job)
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    if digest != before:
        target.write_bytes(content)
    return Output(job.key, digest, len(content)), digest != before
