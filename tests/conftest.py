"""What tests of the built site share: the site, a server for it, and a browser."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copyfile, copytree

import pytest
from playwright.sync_api import Browser, sync_playwright

from kb.project import Project, find_project
from kb.site.build import build
from scripts.served import served
from tests.site.document import Document

# A path below the host, as on GitHub Pages: links from the host's root would be wrong there.
FOLDER = "kb"
SITE_URL = f"https://advisories.example.org/{FOLDER}/"

# Tests whose cases are the records that come with the project: who runs it with his own does without them.
_SUPPLIED = Path(__file__).parents[1] / "advisories/2008/954474.yml"
_OF_THE_SUPPLIED = (
    *("browser", "corpus", "search", "check/fuzz_test.py", "imports/round_trip_test.py"),
    *("site/handwritten_test.py", "site/search_index_test.py", "site/serve_test.py"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what rests on records that are not there."""
    if _SUPPLIED.exists():
        return
    for item in items:
        if item.path.relative_to(Path(__file__).parent).as_posix().startswith(_OF_THE_SUPPLIED):
            item.add_marker(pytest.mark.skip(reason="the records that come with the project are not there"))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This project, with its site in a temporary folder."""
    found = find_project(start=Path(__file__).parent, site=tmp_path_factory.mktemp("built") / FOLDER)
    return replace(found, site_url=SITE_URL)


@pytest.fixture(scope="session")
def built_site(project: Project) -> Path:
    """The site of the project's own records."""
    build(project, quiet=True)
    return project.site


@pytest.fixture(scope="session")
def documents(built_site: Path) -> dict[str, Document]:
    """All HTML pages of the site, read, by their path in it."""
    files = sorted(built_site.rglob("*.html"))
    return {file.relative_to(built_site).as_posix(): Document(file.read_text(encoding="utf-8")) for file in files}


@pytest.fixture(scope="session")
def served_site(built_site: Path) -> Iterator[str]:
    """The address of the served site, without a slash at the end."""
    with served(built_site.parent) as address:
        yield f"{address}/{FOLDER}"


@pytest.fixture(scope="session")
def served_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with the records of 2008 alone: tests that count results do not change with new ones."""
    root, here = tmp_path_factory.mktemp("year"), Path(__file__).parents[1]
    copyfile(here / "mkdocs.yml", root / "mkdocs.yml")
    for folder in ("docs", "advisories/products", "advisories/2008"):
        copytree(here / folder, root / folder)
    build(replace(find_project(start=root, site=root / "built" / FOLDER), site_url=SITE_URL), quiet=True)
    with served(root / "built") as address:
        yield f"{address}/{FOLDER}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which is let alone with its own requests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
