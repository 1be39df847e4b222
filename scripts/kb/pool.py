"""Forked workers, which end with the process that started them."""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any


def share_out(function: Callable[[Any], Any], chunks: list) -> Iterator:
    """Yields what `function` gives for each of `chunks`, in their order: by workers, or here if it is only one."""
    if len(chunks) <= 1:
        yield from map(function, chunks)
        return
    with _pool(min(len(chunks), len(os.sched_getaffinity(0)))) as workers:
        yield from workers.map(function, chunks)


@contextmanager
def beside(function: Callable[..., Any], *args: Any) -> Iterator[Future]:
    """Has a worker call `function` while the block runs, and gives what its result will be."""
    with _pool(1) as worker:
        yield worker.submit(function, *args)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_prepare)


def _prepare() -> None:
    """Prepares a worker.

    It ends with its parent: left alone, it would wait for ever, and keep the lock of the build. It does not look for
    cyclic garbage: records and pages are trees, and going through them time and again takes half of the reading.
    """
    gc.disable()

    def wait() -> None:
        parent_process().join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
