"""Shows how long work goes on: a bar on a terminal, one plain line per finished stage elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class Stage:
    """One stage of the work. `total` may be unknown (None) until `start` is called."""

    def __init__(self, bar: "Progress | None", task: int | None):
        self._bar, self._task, self.done, self.total = bar, task, 0, None

    def start(self, total: int) -> None:
        """Says how many steps there are."""
        self.total = total
        if self._bar:
            self._bar.update(self._task, total=total, refresh=True)

    def advance(self, steps: int = 1) -> None:
        """Says that `steps` more are done."""
        self.done += steps
        if self._bar:
            self._bar.update(self._task, advance=steps, refresh=True)


@contextmanager
def stage(name: str, unit: str = "", quiet: bool = False) -> Iterator[Stage]:
    """Shows the stage `name` while its block runs; afterwards says how many `unit` it did and how long it took.

    A `quiet` stage shows nothing.
    """
    begun = time.perf_counter()
    if quiet:
        yield Stage(None, None)
        return
    if sys.stderr.isatty():
        with _bar() as bar:
            each = Stage(bar, bar.add_task(name, total=None))
            yield each
    else:
        each = Stage(None, None)
        yield each
    count = f": {each.done:,} {unit}" if unit else ""
    print(f"{name}{count} ({time.perf_counter() - begun:.1f} s)", file=sys.stderr)


def _bar() -> "Progress":
    # Loaded here: most builds run where there is no terminal, and loading it is a good part of a small one.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    words = (SpinnerColumn(), TextColumn("{task.description}"))
    figures = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*words, *figures, console=Console(stderr=True), transient=True, auto_refresh=False)
