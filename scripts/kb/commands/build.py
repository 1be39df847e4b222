"""Check the records and build the site.

Everything is checked first; only what changed is rendered, and moved into place at the end. On any error the site
stays as it was and the command ends with 1.
"""

import argparse
import sys
from pathlib import Path

from kb.check.report import as_text, count
from kb.project import find_project
from kb.site.build import build
from kb.site.sources import CheckFailed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `kb build` to `parser`."""
    parser.add_argument("--records", type=Path, metavar="DIR", help="folder of records (default: advisories)")
    parser.add_argument("--site", type=Path, metavar="DIR", help="folder to build (default: site)")


def run(args: argparse.Namespace) -> int:
    """Builds, reports problems on standard output and what was done on standard error; returns the exit code."""
    project = find_project(args.records, args.site)
    try:
        built = build(project)
    except CheckFailed as failed:
        sys.stdout.write(as_text(failed.problems, sys.stdout.isatty()))
        raise
    sys.stdout.write(as_text(built.warnings, sys.stdout.isatty()))
    done = f"{count(len(built.written), 'file')} written, {count(len(built.removed), 'file')} removed"
    print(f"{project.site}: {count(built.records, 'record')}, {done}", file=sys.stderr)
    return 0
