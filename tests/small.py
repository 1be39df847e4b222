"""A small project for tests that build: this project's frames and theme, the records and pages of tests/data.

MkDocs runs once in a test session; every project gets its output, which is taken over as long as nothing that it is
made from changes.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copyfile, copytree, ignore_patterns, rmtree

import pytest

from kb.project import Project, find_project
from kb.records.fields import LANGUAGES
from kb.site.build import Built, build
from kb.site.handwritten import update_handwritten
from tests.samples import ARCHIVE, DATA, DOCS, NAMES, RECORDS, TODAY

_SETTINGS = {
    "mkdocs.yml": {
        "site_url": "https://advisories.example.org/",
        "repo_url": "https://github.com/example/advisories",
        "edit_uri": "edit/main/docs/",
    },
    **{f"docs/{code}.yml": {**NAMES[code], "edit_uri": '!ENV [EDIT_URI, ""]'} for code in LANGUAGES},
}


_from_scratch: dict[frozenset[tuple[str, bytes]], dict[str, bytes]] = {}


@dataclass(frozen=True)
class Small:
    """A project in a folder of its own."""

    project: Project

    def build(self, *, search: bool = False) -> Built:
        """Builds the site, without a search index unless it is asked for."""
        return build(self.project, today=TODAY, search=search, quiet=True)

    def from_scratch(self) -> dict[str, bytes]:
        """The content of the site as it is when the project is built in another folder for the first time."""
        other = self.project.root.parent / "from scratch"
        rmtree(other, ignore_errors=True)
        copytree(self.project.root, other, ignore=ignore_patterns("site", ".site.work"))
        sources = frozenset(files_below(other).items())
        if sources not in _from_scratch:  # many tests make the same changes
            copytree(self.project.work / "mkdocs", other / ".site.work/mkdocs")
            again = Small(find_project(other / "advisories", start=other))
            again.build()
            _from_scratch[sources] = again.site()
        return _from_scratch[sources]

    def site(self) -> dict[str, bytes]:
        """The content of all files of the site by path."""
        return files_below(self.project.site)

    def replace(self, path: str, old: str, new: str) -> None:
        """Replaces `old`, which must be there, in a file of the project."""
        file = self.project.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


def files_below(folder: Path) -> dict[str, bytes]:
    """Returns the content of all files below `folder` by path, that of the marker of a site left out."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".kb-site")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def make_small(folder: Path, factory: pytest.TempPathFactory, *, archive: bool = False) -> Small:
    """Makes a small project in `folder`, with what MkDocs makes of it at hand, and with the `archive`."""
    copytree(_prepared(factory.getbasetemp() / "prepared"), folder)
    if archive:
        copytree(ARCHIVE, folder / "advisories", dirs_exist_ok=True)
    return Small(find_project(folder / "advisories", start=folder))


@cache
def _prepared(root: Path) -> Path:
    """Makes a project in `root` for which MkDocs has run; what owners replace is its own."""
    copytree(DOCS, root / "docs", ignore=ignore_patterns(*LANGUAGES))
    copytree(DATA / "docs", root / "docs", dirs_exist_ok=True)
    for code in LANGUAGES:
        copyfile(DOCS / code / "frame.md", root / "docs" / code / "frame.md")
        copytree(DOCS / code / "frame", root / "docs" / code / "frame")
    copyfile(DOCS.parent / "mkdocs.yml", root / "mkdocs.yml")
    copytree(RECORDS, root / "advisories")
    for path, settings in _SETTINGS.items():
        _set(root / path, settings)
    update_handwritten(find_project(root / "advisories", start=root))
    return root


def _set(config: Path, settings: dict[str, str]) -> None:
    """Sets options of MkDocs, whether they are there or not."""
    text = config.read_text(encoding="utf-8")
    for name, value in settings.items():
        text = f"{name}: {value}\n" + re.sub(rf"^{name}:.*\n?([ \t].*\n?|\n)*", "", text, flags=re.M)
    config.write_text(text, encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A small project that is not built yet."""
    return make_small(tmp_path / "project", tmp_path_factory)
