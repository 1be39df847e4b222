"""Write the records as security advisories in formats that other programs read.

Everything is checked first. A record becomes one file for each of its languages in CSAF, and in OSV one file if it
names packages. A file is written whole, and only when its content changes; others in the folder are left alone.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kb.check.library import check_library
from kb.check.report import as_text, count
from kb.errors import KbError
from kb.progress import stage
from kb.project import Project, find_project
from kb.records.advisory import Advisory
from kb.records.product import Product
from kb.render.csaf.document import Csaf, file_name, languages
from kb.render.osv import Osv, is_osv
from kb.render.speech import load_speech

FORMATS = ("csaf", "osv")
_NO_PUBLISHER = "mkdocs.yml names no publisher: it needs extra.publisher with name, namespace and category"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `kb export` to `parser`."""
    parser.add_argument("format", choices=FORMATS, help="CSAF 2.0, or OSV for records that name packages")
    parser.add_argument("--records", type=Path, metavar="DIR", help="folder of records (default: advisories)")
    parser.add_argument("--to", type=Path, metavar="DIR", help="folder to write to (default: export/FORMAT)")


def run(args: argparse.Namespace) -> int:
    """Exports, sums up on standard error, and returns the exit code."""
    project = find_project(args.records)
    into = args.to or project.root / "export" / args.format
    with stage("Checking", "records") as bar:
        library = check_library(project.records, date.today(), bar, _whole)
    if any(problem.severity == "error" for problem in library.problems):
        sys.stdout.write(as_text(library.problems, sys.stdout.isatty()))
        raise KbError("the records have errors; nothing was exported")
    advisories = [each.digest for each in library.examined]
    names: dict[str, str] = {}
    written = 0
    with stage("Exporting", "files") as bar:
        for name, own, document in _documents(project, args.format, advisories, library.products.table):
            if names.setdefault(name, own) != own:
                raise KbError(f"{names[name]} and {own} would both be {name}: rename one of them")
            written += _write(into / name, json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
            bar.advance()
    print(f"{into}: {count(len(names), 'document')}, {written:,} written", file=sys.stderr)
    return 0


def _whole(advisory: Advisory) -> Advisory:
    return advisory


def _documents(
    project: Project, form: str, advisories: list[Advisory], products: dict[str, Product]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yields path, identifier and content of every document."""
    speeches = load_speech(project.docs)
    if form == "osv":
        osv = Osv(speeches["en"])
        for each in filter(is_osv, advisories):
            yield f"{each.id}.json", each.id, osv.document(each)
        return
    if not project.publisher:
        raise KbError(_NO_PUBLISHER)
    for language, speech in speeches.items():
        csaf = Csaf(products, speech, project.publisher, project.site_url)
        for each in advisories:
            if language in languages(each):
                document = csaf.document(each)
                yield file_name(each, language), document["document"]["tracking"]["id"], document


def _write(target: Path, text: str) -> bool:
    """Writes `text` to `target` unless it is there already; tells whether it did."""
    content = text.encode()
    try:
        if target.is_file() and target.read_bytes() == content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.new")
        beside.write_bytes(content)
        os.replace(beside, target)
    except OSError as error:
        raise KbError(f"{target} cannot be written: {error.strerror}") from None
    return True
