"""Request the addresses in the records and note those that lead nowhere.

Addresses of references, sources and updates are requested, several hosts at once and each of them slowly. What is
dead, has moved for good or gives no clear answer is listed, and noted in links.yml beside the records; the site shows
it. The only command that uses the network. Ends with 0, and with 2 on wrong usage.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kb.check.report import as_text
from kb.check.run import load_links
from kb.check.values import texts_of
from kb.errors import KbError, UsageError
from kb.links.survey import survey
from kb.links.table import bring_up_to_date, judge
from kb.progress import stage
from kb.records.fields import Url
from kb.records.files import RecordTree, discover, find_root, project_folder
from kb.records.links import LINKS, Link, LinkTable, emit_links
from kb.records.source import read
from kb.records.tree import Unreadable

Places = dict[str, list[tuple[str, int, int]]]  # file, line, and column of each address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `kb links` to `parser`."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="record or folder (default: advisories)")


def run(args: argparse.Namespace) -> int:
    """Requests, lists what is wrong on standard output, notes it, and returns the exit code."""
    paths = args.paths or [Path(os.path.relpath(project_folder(Path.cwd()) / "advisories"))]
    root = _root(paths)
    tree = discover(root)
    old, problems = load_links(tree)
    if problems:
        sys.stdout.write(as_text(problems))
        raise KbError(f"{tree.links} has errors: mend them, or remove the file")
    chosen = [path for path in tree.advisories if any(_lies_in(path, each) for each in paths)]
    places = _addresses(chosen, tree)
    asked, found, whole = _ask(places)
    everything = whole and len(chosen) == len(tree.advisories)
    table = bring_up_to_date(old, asked, found, date.today() if everything else None)
    _note(root / LINKS, table)
    _list(found, places)
    states = Counter(link.state for link in found)
    numbers = ", ".join(f"{states[state]:,} {state}" for state in ("dead", "moved", "unclear"))
    print(f"{root / LINKS}: {len(table.links):,} noted; of the addresses requested {numbers}", file=sys.stderr)
    return 0 if whole else 130


def _root(paths: list[Path]) -> Path:
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist")
    roots = {find_root(path) for path in paths}
    if len(roots) != 1 or None in roots:
        raise UsageError("name records, or folders of them, of one folder of records: it has a folder `products`")
    return roots.pop()


def _lies_in(path: Path, folder: Path) -> bool:
    return Path(os.path.abspath(path)).is_relative_to(os.path.abspath(folder))


def _addresses(chosen: list[Path], tree: RecordTree) -> Places:
    """Returns all addresses of the records `chosen`; what cannot be read is listed and passed over."""
    places: Places = {}
    for path in chosen:
        try:
            source = read(path, os.fspath(path), tree.root)
        except Unreadable as error:
            sys.stdout.write(as_text([error.problem]))
            continue
        for loc, url in texts_of(Url, source):
            places.setdefault(url, []).append((source.path, *source.place(loc)))
    return places


def _ask(places: Places) -> tuple[list[str], list[Link], bool]:
    """Returns the addresses that were asked, what is wrong with them, and whether these are all."""
    urls: dict[str, list[str]] = {}  # fragments are not sent
    for url in places:
        urls.setdefault(url.partition("#")[0], []).append(url)
    asked, found, whole, answered = [], [], True, False
    with stage("Links", "addresses") as bar:
        bar.start(len(urls))
        try:
            for url, answer in survey(urls):
                bar.advance()
                answered |= answer.status is not None
                asked += urls[url]
                found += filter(None, (judge(each, answer, date.today()) for each in urls[url]))
        except KeyboardInterrupt:
            whole = False
    if asked and not answered:
        raise KbError("not one address answered; is there a network? Nothing was noted")
    return asked, found, whole


def _note(file: Path, table: LinkTable) -> None:
    """Writes the table as a whole or not at all."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(emit_links(table), encoding="utf-8", newline="\n")
    beside.replace(file)


def _list(found: list[Link], places: Places) -> None:
    for line in sorted(_lines(found, places)):
        print("{}:{}:{}: {}: {} ({})".format(*line))


def _lines(found: list[Link], places: Places) -> Iterator[tuple]:
    for link in found:
        answer = f"HTTP {link.answer}" if link.answer.isdecimal() else link.answer
        yield from ((*place, link.state, link.url, answer) for place in places[link.url])
