"""Forked workers, which end with the process that started them."""

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread


def pool(most: int | None = None) -> ProcessPoolExecutor:
    """Returns as many workers as there are processors, but at most `most`."""
    processors = len(os.sched_getaffinity(0))
    workers = min(most or processors, processors)
    return ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_begin)


def _begin() -> None:
    """Prepares a worker.

    It ends with its parent: left alone, it would wait for ever, and keep the lock of the build. It does not look for
    cyclic garbage: records and pages are trees, and going through them time and again takes half of the reading.
    """
    gc.disable()

    def wait() -> None:
        parent_process().join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
