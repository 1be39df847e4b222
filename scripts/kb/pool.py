"""Forked workers, which end with the process that started them."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread


def pool(most: int | None = None) -> ProcessPoolExecutor:
    """Returns as many workers as there are processors, but at most `most`."""
    processors = len(os.sched_getaffinity(0))
    workers = min(most or processors, processors)
    return ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Ends this worker with its parent: left alone, it would wait for ever, and keep the lock of the build."""

    def wait() -> None:
        parent_process().join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
