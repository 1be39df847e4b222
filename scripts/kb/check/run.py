"""Runs the check: every file by itself, side by side, then all records together."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.rule import Claim, RecordFile, run_library_rules, run_record_rules
from kb.check.structure import validate
from kb.problem import Problem
from kb.records.advisory import Advisory
from kb.records.files import RecordTree
from kb.records.product import Product, ProductTable
from kb.records.source import Source, read
from kb.records.tree import Unreadable

CHUNK = 100


@dataclass(slots=True)
class Examined:
    """What reading and checking one record gave: `advisory` only if its structure holds."""

    path: Path
    problems: list[Problem]
    claims: list[Claim] = field(default_factory=list)
    advisory: Advisory | None = None


def load_products(tree: RecordTree) -> tuple[dict[str, Product], list[Problem]]:
    """Returns the product table of all files of `tree` by key, and the problems in them."""
    table: dict[str, Product] = {}
    problems: list[Problem] = []
    claims: list[Claim] = []
    for path in tree.products:
        try:
            source = read(path, os.fspath(path), tree.root)
        except Unreadable as error:
            problems.append(error.problem)
            continue
        made, found = validate(ProductTable, source)
        problems += source.problems + found
        claims += _product_claims(source)
        table |= made.root if made else {key: None for key in source.root.data or {} if isinstance(key, str)}
    return table, problems + list(run_library_rules(claims))


def _product_claims(source: Source) -> Iterator[Claim]:
    for loc, _ in source.values("*"):
        yield Claim("product", str(loc[0]), source.path, *source.place(loc, key=True))
    for loc, alias in source.values("*", "aliases", "*"):
        yield Claim("product-alias", str(alias), source.path, *source.place(loc))
    for language in ("de", "en"):
        for loc, name in source.values("*", language):
            yield Claim(f"product-name-{language}", str(name), source.path, *source.place(loc))


def examine(path: Path, root: Path, product_keys: Iterable[str], today: date) -> Examined:
    """Reads one record and runs on it all that concerns it alone."""
    try:
        source = read(path, os.fspath(path), root)
    except Unreadable as error:
        return Examined(path, [error.problem])
    advisory, problems = validate(Advisory, source)
    file = RecordFile(source, path.parent.name, path.stem, product_keys, today)
    problems = source.problems + problems + list(run_record_rules(file))
    return Examined(path, problems, list(_claims(source)), advisory)


def _claims(source: Source) -> Iterator[Claim]:
    for kind, steps in (
        ("id", ("id",)),
        ("alias", ("aliases", "*")),
        ("address", ("source", "url")),
        ("refers", ("related", "*")),
        ("refers", ("superseded", "by")),
    ):
        for loc, value in source.values(*steps):
            if isinstance(value, str):
                yield Claim(kind, value, source.path, *source.place(loc))


def examine_all(
    paths: list[Path], root: Path, product_keys: Iterable[str], today: date, progress: Callable[[int], None]
) -> Iterator[Examined]:
    """Yields what `examine` gives for all `paths`, in their order; many are shared out among forked workers."""
    keys = frozenset(product_keys)
    chunks = [paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK)]
    if len(chunks) <= 1:
        results: Iterable[list[Examined]] = (_examine_chunk(chunk, root, keys, today) for chunk in chunks)
        yield from _advance(results, progress)
        return
    with ProcessPoolExecutor(os.process_cpu_count(), mp_context=get_context("fork")) as pool:
        futures = [pool.submit(_examine_chunk, chunk, root, keys, today) for chunk in chunks]
        yield from _advance((future.result() for future in futures), progress)


def _examine_chunk(paths: list[Path], root: Path, keys: frozenset[str], today: date) -> list[Examined]:
    return [examine(path, root, keys, today) for path in paths]


def _advance(results: Iterable[list[Examined]], progress: Callable[[int], None]) -> Iterator[Examined]:
    for chunk in results:
        progress(len(chunk))
        yield from chunk
