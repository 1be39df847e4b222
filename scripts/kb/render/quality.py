"""What is missing or unsure in all records: what the pages of quality show."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
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


def quality_rows(
    entries: list[Entry],
    products: dict[str, Product],
    product_files: dict[str, str],
    warnings: Mapping[str, list[Problem]],
    links: LinkTable,
) -> dict[str, list[Row]]:
    """Returns all rows by name: of `warnings`, which are by rule, and of NAMES, there the newest advisory first."""
    by_file = {entry.path: entry for entry in entries} if any(warnings.values()) else {}
    rows = {rule: [_warning(problem, by_file) for problem in found] for rule, found in warnings.items()}
    rows |= {name: [] for name in NAMES}
    for entry in entries:
        path = entry.path
        for name, found in entry.gaps.items():
            rows[name] += [Row(entry, None, path, shown) for shown in found]
        for name, shown in _wrong_links(entry, links) if links.links else ():
            rows[name].append(Row(entry, None, path, shown))
    for key, product in products.items():
        if not product.cpe:
            rows["no-cpe"].append(Row(None, key, _below(product_files.get(key, "")), "{}"))
    return rows


def _below(path: str) -> str:
    """Returns the path of a file below the folder of records."""
    parts = PurePath(path).parts
    return "/".join(parts[-1:] if parts[-1:] == (LINKS,) else parts[-2:])


def _warning(problem: Problem, by_file: dict[str, Entry]) -> Row:
    file = _below(problem.path)
    shown = {"place": f"{problem.line}:{problem.column}", "message": problem.message, "hint": problem.hint}
    return Row(by_file.get(file), None, file, json.dumps(shown))


def _wrong_links(entry: Entry, links: LinkTable) -> Iterator[tuple[str, str]]:
    for url, field in entry.links.items():
        if link := links.by_url.get(url):
            shown = {"field": field, "address": url, "answer": link.answer, "since": f"{link.since}"}
            yield _LINKS[link.state], json.dumps(shown)
