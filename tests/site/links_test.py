"""Every address inside the site leads to a file, every anchor to an element."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree

from kb.project import Project
from kb.records.fields import LANGUAGES
from tests.site.document import Document

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_ELSEWHERE = ("https://", "http://", "mailto:", "data:")


def test_links_and_anchors_of_all_pages(project: Project, documents: dict[str, Document]):
    assert len(documents) > 50
    faults = [f"{path}: {link}" for path in documents for link in _broken(path, project, documents)]
    assert faults == []


def test_stylesheets_name_files_that_are_there(built_site: Path):
    sheets = list(built_site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        for address in re.findall(r'url\(["\']?([^"\')]+)', sheet.read_text(encoding="utf-8")):
            assert address.startswith(("data:", "#")) or (sheet.parent / address).is_file(), f"{sheet}: {address}"


def test_feeds_and_descriptions_of_the_search_name_files_that_are_there(project: Project):
    files = [file for code in LANGUAGES for file in (project.site / code).rglob("*.xml")]
    assert len(files) > 20
    for file in files:
        for address in re.findall(rf'{re.escape(project.site_url)}([^<"?]*)', file.read_text(encoding="utf-8")):
            target = unquote(address.partition("#")[0])
            assert (project.site / (target + "index.html" if target[-1] == "/" else target)).is_file(), (
                f"{file}: {address}"
            )


def test_sitemap_lists_all_pages_once(project: Project, documents: dict[str, Document]):
    index = ElementTree.parse(project.site / "sitemap.xml")
    parts = [node.text.removeprefix(project.site_url) for node in index.iter(f"{_SITEMAP}loc")]
    trees = [ElementTree.parse(project.site / part) for part in parts]
    listed = [node.text for tree in trees for node in tree.iter(f"{_SITEMAP}loc")]
    translations = {node.get("href") for tree in trees for node in tree.iter(f"{_XHTML}link")}
    pages = {
        project.site_url + path.removesuffix("index.html")
        for path in documents
        if path.startswith(("de/", "en/")) and not path.endswith("404.html")
    }
    assert sorted(listed) == sorted(pages)
    assert translations == pages


def test_robots_name_the_sitemap(project: Project):
    robots = (project.site / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {project.site_url}sitemap.xml" in robots.splitlines()


def _broken(path: str, project: Project, documents: dict[str, Document]) -> Iterator[str]:
    """Yields the links of the page at `path` that lead nowhere inside the site."""
    for link in dict.fromkeys(documents[path].links):
        address, anchor = urldefrag(urljoin(project.site_url + path, link))
        if address.startswith(project.site_url):
            target = unquote(address.removeprefix(project.site_url).partition("?")[0])
            if target.endswith("/") or not target:
                target += "index.html"
            if target.endswith("/affected/index.html") and anchor.startswith("p="):
                anchor = ""  # a selection, which the page's script reads
            if not (project.site / target).is_file() or (anchor and unquote(anchor) not in documents[target].ids):
                yield link
        elif not link.startswith(_ELSEWHERE):
            yield link  # out of the site's folder
