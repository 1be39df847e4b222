"""Checks a whole folder of records: the one way in which `kb check` and `kb build` come to their problems."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.check.rule import Claim, run_library_rules
from kb.check.run import Context, Digest, Examined, Products, examine_all, load_links, load_products
from kb.check.vocabulary import Vocabulary
from kb.problem import Problem
from kb.progress import Stage
from kb.records.files import RecordTree, discover
from kb.records.links import LinkTable


@dataclass(slots=True)
class Library:
    """A folder of records after the check, with the problems of all its files in the order of files and lines."""

    tree: RecordTree
    examined: list[Examined]
    products: Products
    links: LinkTable
    problems: list[Problem]


def check_library(
    root: Path,
    today: date,
    stage: Stage | None = None,
    digest: Digest | None = None,
    vocabulary: Vocabulary | None = None,
) -> Library:
    """Checks all files below `root`; `stage` is told how far it has come. For the rest see `kb.check.run.Context`."""
    stage = stage or Stage(None, None)
    tree = discover(root)
    products = load_products(tree)
    links, faults = load_links(tree)
    stage.start(len(tree.advisories))
    context = Context(root, products.by_name, vocabulary, today, digest)
    examined = list(examine_all(tree.advisories, context, stage.advance))
    return Library(tree, examined, products, links, gather([*tree.problems, *faults], products, examined))


def gather(stray: Iterable[Problem], products: Products, examined: Iterable[Examined]) -> list[Problem]:
    """Returns all problems, sorted: those of other files, of the products, of each record, and of all together."""
    problems = [*stray, *products.problems]
    claims: list[Claim] = [*products.claims]
    for each in examined:
        problems += each.problems
        claims += each.claims
    return sorted([*problems, *run_library_rules(claims)])
