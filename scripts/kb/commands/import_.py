"""Draft records from documents in other formats.

Each document becomes a record in which the facts are filled in and the texts are left for the author to write; `kb
check` refuses it until they are. A record that exists is never touched. What has no place in the draft is listed with
its line. Ends with 0, with 1 if a document could not be read, and with 2 on wrong usage.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from kb.check.report import count
from kb.errors import UsageError
from kb.imports import csaf, osv, technet
from kb.imports.draft import Format
from kb.imports.files import import_files
from kb.imports.summary import show
from kb.progress import stage
from kb.records.files import project_folder

FORMATS: dict[str, Format] = {"technet": technet.FORMAT, "csaf": csaf.FORMAT, "osv": osv.FORMAT}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `kb import` to `parser`: one verb below it for each format."""
    formats = parser.add_subparsers(metavar="FORMAT", required=True)
    for name, form in FORMATS.items():
        each = formats.add_parser(name, help=form.summary, description=f"Draft records from {form.summary}.")
        each.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help=f"document, or folder with documents (*{form.suffix})"
        )
        each.add_argument("--into", type=Path, metavar="DIR", help="folder of records (default: advisories)")
        each.add_argument(
            "--text", action="store_true", help="keep the documents' own texts; only with a licence to publish them"
        )
        each.set_defaults(form=form)


def run(args: argparse.Namespace) -> int:
    """Imports, lists what needs attention on standard output, sums up on standard error; returns the exit code."""
    into = args.into or project_folder(Path.cwd()) / "advisories"
    if into.exists() and not into.is_dir():
        raise UsageError(f"{into} is not a folder")
    with stage("Importing", "documents") as bar:
        result = import_files(args.paths, args.form, into, args.text, bar)
    for each in result.imported:
        for line, remark in each.draft.unplaced:
            print(f"{each.document}:{line}: {remark}")
    for error in result.unreadable:
        print(f"{error}")
    for each in result.imported:
        if each.proposed:
            print(f"{each.proposed}:1: {count(len(each.draft.products), 'product')} for the product table")
    skipped = [each for each in result.imported if each.written is None]
    for each in skipped:
        print(f"{each.document}:1: not written: there is a record {each.draft.record['id']} already")
    sys.stdout.flush()
    if result.imported:
        show(result, Console(stderr=True))
    written = count(len(result.imported) - len(skipped), "draft")
    print(f"{into}: {written} written, {len(skipped)} skipped, {len(result.unreadable)} unreadable", file=sys.stderr)
    return int(bool(result.unreadable))
