"""Renders the jobs of a plan beside the site, in forked workers, and says what has to be moved into place."""

import os
import shutil
from pathlib import Path

from kb.pool import share_out
from kb.progress import Stage
from kb.site.plan import COPY, Job, hash_bytes
from kb.site.renderer import Renderer
from kb.site.state import Output

CHUNK = 200
LONG = 1_000_000  # bytes: such a file takes as long as very many others: a worker makes it alone
LARGE = 10_000_000  # bytes: to hash such a file takes too long

_renderer: Renderer  # set before the workers are forked, so that they have it without copying


def render(
    renderer: Renderer, jobs: dict[str, Job], known: dict[str, Output], staging: Path, progress: Stage
) -> tuple[dict[str, Output], list[str]]:
    """Renders `jobs` into the folder `staging`, which is emptied first; files whose bytes are as in `known` are not.

    Returns what was made, by path in the site, and the paths of those that lie in `staging` now.
    """
    global _renderer
    _renderer = renderer
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    progress.start(len(jobs))
    outputs, staged = {}, []
    for results in share_out(_work, _chunks(jobs, known, staging)):
        progress.advance(len(results))
        for path, output, new in results:
            outputs[path] = output
            if new:
                staged.append(path)
    return outputs, staged


def _chunks(jobs: dict[str, Job], known: dict[str, Output], staging: Path) -> list[tuple[Path, list[tuple]]]:
    chunks, rest = [], []
    for path, job in jobs.items():
        before = known.get(path)
        task = (path, job, before.digest if before else "")
        if before and before.size > LONG:
            chunks.append([task])
        else:
            rest.append(task)
    chunks += [rest[at : at + CHUNK] for at in range(0, len(rest), CHUNK)]
    return [(staging, chunk) for chunk in chunks]


def _work(chunk: tuple[Path, list[tuple]]) -> list[tuple[str, Output, bool]]:
    staging, tasks = chunk
    results = []
    for path, job, before in tasks:
        output, content = _make(job)
        if output.digest != before:
            _write(f"{staging}/{path}", job, content)
        results.append((path, output, output.digest != before))
    return results


def _write(target: str, job: Job, content: list[bytes] | None) -> None:
    folder = os.path.dirname(target)
    if not os.path.isdir(folder):
        os.makedirs(folder, exist_ok=True)
    if content is None:
        shutil.copyfile(job.args[0], target)
        return
    with open(target, "wb") as file:
        file.writelines(content)


def _make(job: Job) -> tuple[Output, list[bytes] | None]:
    """Returns what the file of `job` is, and its bytes in pieces unless they lie ready."""
    if job.kind == COPY:
        return Output(job.key, job.key, os.stat(job.args[0]).st_size), None
    content = _renderer.make(job)
    size = sum(map(len, content))
    return Output(job.key, job.key if size > LARGE else hash_bytes(*content), size), content
