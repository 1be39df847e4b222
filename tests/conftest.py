"""What tests of the built site share: the site, a server for it, and a browser."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from kb.project import Project, find_project
from kb.site.build import build
from scripts.served import served
from tests.site.document import Document
from tests.small import Small, make_small

# A path below the host, as on GitHub Pages: links from the host's root would be wrong there.
FOLDER = "kb"
SITE_URL = f"https://advisories.example.org/{FOLDER}/"

# One of the records that come with the project: who runs it with his own has no other of them either.
_SUPPLIED = Path(__file__).parents[1] / "advisories/2008/954474.yml"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips the tests whose cases are records that are not there."""
    if _SUPPLIED.exists():
        return
    for item in items:
        if item.get_closest_marker("supplied"):
            item.add_marker(pytest.mark.skip(reason="its cases are the records that come with the project"))


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
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the records in tests/data, for tests that need to know what it holds."""
    project = make_small(tmp_path_factory.mktemp("samples") / "project", tmp_path_factory, archive=True).project
    small = Small(replace(project, site=project.root / "built" / FOLDER, site_url=SITE_URL))
    small.build(search=True)
    return small.project.site


@pytest.fixture(scope="session")
def served_samples(sample_site: Path) -> Iterator[str]:
    """The address of the served site of the samples, without a slash at the end."""
    with served(sample_site.parent) as address:
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
