"""Reads files and runs on each the rules that concern it alone: product tables first, then records side by side."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.misfiled import misfiled_record, misfiled_table
from kb.check.rule import Claim, RecordFile, run_file_rules, run_record_rules
from kb.check.spelling import as_key
from kb.check.structure import validate
from kb.check.vocabulary import Vocabulary
from kb.pool import share_out
from kb.problem import Problem
from kb.records.advisory import Advisory
from kb.records.fields import LANGUAGES
from kb.records.files import RecordTree
from kb.records.links import LinkTable
from kb.records.product import Product, ProductTable
from kb.records.source import Source, read
from kb.records.tree import Unreadable

CHUNK = 100
LINKS_TIMES = 40  # the table of links has a part in every record, and may be larger than one

Digest = Callable[[Advisory], Any]
"""Makes of an advisory what the caller needs of it. It runs in a worker, so that less has to come back from there."""


@dataclass(slots=True)
class Products:
    """The product table of all files by key, with the problems in them and what they claim."""

    table: dict[str, Product] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    complete: bool = True

    @property
    def by_name(self) -> dict[str, str] | None:
        """All keys, also of faulty entries, by themselves and by the names of the products as keys.

        A malformed key counts as it should be: it is reported where it stands, not at every record that is right.
        None where a file could not be read, so that nobody misses its keys.
        """
        if not self.complete:
            return None
        named = {
            as_key(name): key
            for key, product in self.table.items()
            for name in (*product.aliases, product.name.de, product.name.en)
        }
        keys = (as_key(claim.value) for claim in self.claims if claim.kind == "product")
        return named | {key: key for key in keys}


@dataclass(slots=True)
class Examined:
    """What reading and checking one record gave: `digest` only where one was asked for and the structure holds."""

    path: Path
    problems: list[Problem]
    claims: list[Claim]
    digest: Any = None


def load_products(tree: RecordTree) -> Products:
    """Reads the product tables of `tree`."""
    products = Products()
    for path in tree.products:
        try:
            source = read(path, os.fspath(path), tree.root)
        except Unreadable as error:
            products.problems.append(error.problem)
            products.complete = False
            continue
        if misfiled := misfiled_record(source):
            products.problems.append(misfiled)
            continue
        made, problems = validate(ProductTable, source)
        products.problems += [*source.problems, *problems, *run_file_rules(source)]
        products.claims += _product_claims(source)
        if made:
            products.table |= made.root
    return products


def load_links(tree: RecordTree) -> tuple[LinkTable, list[Problem]]:
    """Reads the table of links of `tree`, which may not be there, and returns it with the problems in it."""
    if not tree.links:
        return LinkTable(), []
    try:
        source = read(tree.links, os.fspath(tree.links), tree.root, times=LINKS_TIMES)
    except Unreadable as error:
        return LinkTable(), [error.problem]
    made, problems = validate(LinkTable, source)
    return made or LinkTable(), [*source.problems, *problems, *run_file_rules(source)]


def _product_claims(source: Source) -> Iterator[Claim]:
    for loc, _ in source.values("*"):
        yield Claim("product", str(loc[0]), source.path, *source.place(loc, key=True))
    yield from _claims(source, "product-alias", "*", "aliases", "*")
    yield from _claims(source, "family", "*", "family")
    for language in LANGUAGES:
        yield from _claims(source, f"product-name-{language}", "*", "name", language)


@dataclass(frozen=True, slots=True)
class Context:
    """What the check of every record rests on besides its file.

    `root` is the folder of records; the others are as in RecordFile. `digest`, where one is asked for, is a function
    of a module.
    """

    root: Path
    products: dict[str, str] | None
    vocabulary: Vocabulary | None
    today: date
    digest: Digest | None = None


def examine(path: Path, context: Context) -> Examined:
    """Reads one record and runs on it all that concerns it alone.

    The result rests on the file, `context` and, where there are no problems, not on its `today`.
    """
    shown = os.fspath(path)
    file_claim = Claim("file", path.stem, shown, 1, 1)
    try:
        source = read(path, shown, context.root)
    except Unreadable as error:
        return Examined(path, [error.problem], [file_claim])
    if misfiled := misfiled_table(source):
        return Examined(path, [misfiled], [file_claim])
    advisory, problems = validate(Advisory, source, context.products)
    file = RecordFile(source, path.parent.name, path.stem, context.products, context.vocabulary, context.today)
    problems = [*source.problems, *problems, *run_file_rules(source), *run_record_rules(file)]
    digested = context.digest(advisory) if context.digest and advisory else None
    return Examined(path, problems, [file_claim, *_record_claims(source)], digested)


def _record_claims(source: Source) -> Iterator[Claim]:
    yield from _claims(source, "id", "id")
    yield from _claims(source, "alias", "aliases", "*")
    yield from _claims(source, "address", "source", "url")
    yield from _claims(source, "refers", "related", "*")
    yield from _claims(source, "refers", "superseded", "by")
    yield from _claims(source, "superseded", "superseded", "by")


def _claims(source: Source, kind: str, *steps: str) -> Iterator[Claim]:
    for loc, value in source.values(*steps):
        if isinstance(value, str):
            yield Claim(kind, value, source.path, *source.place(loc))


def examine_all(paths: list[Path], context: Context, progress: Callable[[int], None]) -> Iterator[Examined]:
    """Yields what `examine` gives for all `paths`, in their order; many are shared out among forked workers.

    `progress` is told how many records were done since it was called last.
    """
    examine_chunk = partial(_examine_chunk, context)
    for done in share_out(examine_chunk, [paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK)]):
        progress(len(done))
        yield from done


def _examine_chunk(context: Context, paths: list[Path]) -> list[Examined]:
    return [examine(path, context) for path in paths]
