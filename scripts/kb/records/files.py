"""Finds the files of a folder of records: `YEAR/ID.yml`, `products/*.yml`, and `links.yml`."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.problem import Problem
from kb.records.links import LINKS

PROPOSED = ".products.yaml"
"""End of the name of a file that an import leaves beside a record: its products are not in the product table yet."""

_YEAR = re.compile(r"^\d{4}$")
# What programs put beside records; not a record with a dot before its name, or without a name.
_HIDDEN = re.compile(r"\.(?![^\W_].*\.ya?ml$|ya?ml$)")


@dataclass(slots=True)
class RecordTree:
    """The files below a folder of records: advisories, product tables, the table of links if there is one, and
    problems with files that are none of these."""

    root: Path
    advisories: list[Path] = field(default_factory=list)
    products: list[Path] = field(default_factory=list)
    links: Path | None = None
    problems: list[Problem] = field(default_factory=list)


def find_root(path: Path) -> Path | None:
    """Returns the folder of records that `path` lies in or is: the nearest one with a folder `products`."""
    for folder in (path, *path.absolute().parents):
        if (folder / "products").is_dir():
            return folder
    return None


def project_folder(start: Path) -> Path:
    """Returns the nearest folder with a `mkdocs.yml`, from `start` upwards, or `start` itself."""
    return next((folder for folder in (start, *start.parents) if (folder / "mkdocs.yml").is_file()), start)


def discover(root: Path) -> RecordTree:
    """Lists the files below `root`, sorted by path; hidden ones are passed over, but for records such as `.1.yml`."""
    tree = RecordTree(root)
    for entry in _entries(root, tree.problems):
        if entry.is_dir(follow_symlinks=False) and (_YEAR.match(entry.name) or entry.name == "products"):
            found = tree.products if entry.name == "products" else tree.advisories
            for file in _entries(Path(entry.path), tree.problems):
                path = Path(file.path)
                if path.suffix == ".yml" and path.name[0] != "." and not os.path.isdir(path):
                    found.append(path)
                else:
                    tree.problems.append(_stray(path))
        elif entry.name == LINKS and not os.path.isdir(entry.path):
            tree.links = Path(entry.path)
        elif entry.name != "schema":
            tree.problems.append(_stray(Path(entry.path)))
    return tree


def _entries(folder: Path, problems: list[Problem]) -> Iterator[os.DirEntry]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted((entry for entry in entries if not _HIDDEN.match(entry.name)), key=lambda e: e.name)
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        problems.append(Problem(os.fspath(folder), 1, 1, "file-unreadable", message, "check the folder's rights"))


def _stray(path: Path) -> Problem:
    if path.name.endswith(PROPOSED):
        message, hint = "an import proposed these products", "complete them and move them to products/NAME.yml"
        return Problem(os.fspath(path), 1, 1, "file-name", message, hint)
    name = path.stem.lstrip(".")
    renamed = path.suffix == ".yaml" or (path.suffix and path.name[0] == ".")
    hint = f"rename it to {name}.yml" if renamed else "use YEAR/ID.yml or products/NAME.yml"
    return Problem(os.fspath(path), 1, 1, "file-name", "this is neither a record nor a product table", hint)
