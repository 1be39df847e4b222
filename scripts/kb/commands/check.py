"""Report all problems in the records.

Reads all records, and reports those problems that lie in the files and folders given, all of them in one run.
Ends with 0 if there are none, with 1 if there are, and with 2 on wrong usage.
"""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from kb.check.library import Library, check_library
from kb.check.report import FORMATS, as_text, count
from kb.check.vocabulary import Vocabulary
from kb.errors import UsageError
from kb.problem import Problem
from kb.progress import stage
from kb.records.files import find_root, project_folder
from kb.records.glossary import load_glossary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `kb check` to `parser`."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="record, product table or folder (default: advisories)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="how problems are written (default: text)")
    parser.add_argument("--strict", action="store_true", help="fail on warnings, too")


def run(args: argparse.Namespace) -> int:
    """Checks, reports on standard output, sums up on standard error, and returns the exit code."""
    chosen: dict[Path, list[Path]] = {}  # what to report on, by folder of records
    for path in map(_shortest, args.paths or [project_folder(Path.cwd()) / "advisories"]):
        if not os.path.lexists(path):
            raise UsageError(f"{path} does not exist")
        root = find_root(path)
        if root is None:
            raise UsageError(f"{path} lies in no folder of records, which is one with a folder `products`")
        chosen.setdefault(_shortest(root), []).append(path)
    problems: list[Problem] = []
    records = tables = 0
    for root, paths in chosen.items():
        with stage("Checking", quiet=not sys.stderr.isatty()) as bar:
            library = check_library(root, date.today(), bar, vocabulary=_vocabulary(root))
        for path in paths:
            if not path.is_dir() and not _concerns(library, path):
                raise UsageError(f"{path} is neither a record nor a product table")
        problems += [each for each in library.problems if _within(each.path, paths)]
        records += sum(_within(path, paths) for path in library.tree.advisories)
        tables += sum(_within(path, paths) for path in library.tree.products)
    _print(problems, args.format)
    errors = sum(each.severity == "error" for each in problems)
    warnings = len(problems) - errors
    found = f"{count(errors, 'error')}, {count(warnings, 'warning')}" if problems else "no problems"
    print(f"{count(records, 'record')}, {count(tables, 'product table')}: {found}", file=sys.stderr)
    return int(bool(errors or (warnings and args.strict)))


def _shortest(path: str | Path) -> Path:
    """Returns `path` relative to the current folder if it lies there, else absolute."""
    full = Path(os.path.abspath(path))
    return full.relative_to(Path.cwd()) if full.is_relative_to(Path.cwd()) else full


def _vocabulary(root: Path) -> Vocabulary | None:
    """Returns the vocabulary of the project around the records in `root`, if they lie in one with a glossary."""
    docs = project_folder(root.absolute()) / "docs"
    return Vocabulary(load_glossary(docs)) if (docs / "glossary.yml").exists() else None


def _within(path: str | Path, chosen: list[Path]) -> bool:
    full = Path(os.path.abspath(path))
    return any(full.is_relative_to(os.path.abspath(each)) for each in chosen)


def _concerns(library: Library, path: Path) -> bool:
    """Tells whether `path` is a file that was checked, or refused."""
    tree = library.tree
    files = (*tree.advisories, *tree.products, *filter(None, [tree.links]))
    seen = [*files, *(each.path for each in library.problems)]
    return any(_within(each, [path]) for each in seen)


def _print(problems: list[Problem], form: str) -> None:
    if form == "text":
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        sys.stdout.write(as_text(problems, color))
    else:
        sys.stdout.write(FORMATS[form](problems))
