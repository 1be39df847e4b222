"""What is missing or unsure in all records: what the pages of quality show."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import Any, NamedTuple

from kb.problem import Problem
from kb.records.entry import Entry, Words
from kb.records.gaps import GAPS
from kb.records.links import LINKS, LinkState, LinkTable
from kb.records.product import Product

SHOWN = 500  # rows on a page; mended ones make room for the rest

_LINKS = {state.value: f"{state}-links" for state in LinkState}
_DAYS = ("updated", "since")
NAMES = (*_LINKS.values(), *GAPS, "no-cpe")  # and the rules of the check that warn


class Row(NamedTuple):
    """One place to mend: an entry or the key of a product, the file below the folder of records, and what is `shown`
    besides, packed as JSON.
    """

    entry: Entry | None
    product: str | None
    file: str
    shown: str

    @property
    def cells(self) -> dict[str, Any]:
        """What is shown besides: text, days, and texts in both languages."""
        cells = json.loads(
            self.shown, object_hook=lambda part: Words(**part) if part.keys() == {"de", "en"} else part
        )
        return cells | {name: date.fromisoformat(cells[name]) for name in _DAYS if name in cells}


class Found:
    """The places of one kind: their `number`, and the first `rows`, as many as a page shows."""

    def __init__(self):
        self.number, self.rows = 0, []

    def add(self, make: Callable[[str], Row], shown: list[str]) -> None:
        """Adds a place for each of `shown`."""
        self.number += len(shown)
        if len(self.rows) < SHOWN:
            self.rows += map(make, shown[: SHOWN - len(self.rows)])


def quality_rows(
    entries: list[Entry],
    products: dict[str, Product],
    product_files: dict[str, str],
    warnings: Mapping[str, list[Problem]],
    links: LinkTable,
) -> dict[str, Found]:
    """Returns what was found by name: of `warnings`, which are by rule, and of NAMES, the newest advisory first."""
    by_file = {entry.path: entry for entry in entries} if any(warnings.values()) else {}
    all_found = {name: Found() for name in (*warnings, *NAMES)}
    for rule, problems in warnings.items():
        for problem in problems:
            file = _below(problem.path)
            all_found[rule].add(partial(Row, by_file.get(file), None, file), [_warning(problem)])
    for entry in entries:
        make = partial(Row, entry, None, entry.path)
        for name, shown in entry.gaps.items():
            all_found[name].add(make, shown)
        for name, shown in _wrong_links(entry, links) if links.links else ():
            all_found[name].add(make, [shown])
    for key, product in products.items():
        if not product.cpe:
            all_found["no-cpe"].add(partial(Row, None, key, _below(product_files.get(key, ""))), ["{}"])
    return all_found


def _below(path: str) -> str:
    """Returns the path of a file below the folder of records."""
    parts = PurePath(path).parts
    return "/".join(parts[-1:] if parts[-1:] == (LINKS,) else parts[-2:])


def _warning(problem: Problem) -> str:
    place = f"{problem.line}:{problem.column}"
    return json.dumps({"place": place, "message": problem.message, "hint": problem.hint})


def _wrong_links(entry: Entry, links: LinkTable) -> Iterator[tuple[str, str]]:
    for url, field in entry.links.items():
        if link := links.by_url.get(url):
            shown = {"field": field, "address": url, "answer": link.answer, "since": f"{link.since}"}
            yield _LINKS[link.state], json.dumps(shown)
