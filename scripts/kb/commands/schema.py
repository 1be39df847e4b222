"""Write the JSON Schemas of records and product tables.

They are made from the models and lie in advisories/schema, where the first line of every record points to.
"""

import argparse
import sys
from pathlib import Path

from kb.records.files import project_folder
from kb.records.schema import SCHEMAS, json_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `kb schema` to `parser`: it has none."""


def run(args: argparse.Namespace) -> int:
    """Writes the schemas and returns the exit code."""
    folder = project_folder(Path.cwd()) / "advisories" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in SCHEMAS.items():
        (folder / name).write_text(json_schema(model), encoding="utf-8", newline="\n")
        print(folder / name, file=sys.stderr)
    return 0
