"""What search engines and screen readers are told about a page."""

import json
import re

import pytest

from kb.project import Project
from kb.records.fields import LANGUAGES
from tests.site.document import Document


def test_every_page_has_one_heading_a_description_and_its_language(documents: dict[str, Document]):
    for path, document in documents.items():
        language = path.partition("/")[0]
        assert document.language == (language if language in LANGUAGES else "en"), path
        assert len(document.headings) == 1 and document.headings[0].strip(), path
        [description] = document.metas["description"]
        assert description.strip(), path
        assert len(set(document.ids)) == len(document.ids), path


def test_every_page_names_itself_and_its_translations(project: Project, documents: dict[str, Document]):
    for path, document in documents.items():
        if path.endswith("404.html"):
            assert document.canonical is None and document.metas["robots"] == ["noindex"], path
            continue
        address = path.removesuffix("index.html")
        assert document.canonical == project.site_url + address, path
        language, _, inside = address.partition("/")
        if language not in LANGUAGES:  # a page in front of both languages, such as / and /954474/
            assert set(document.translations) == {*LANGUAGES, "x-default"}, path
            assert document.translations["x-default"] == document.canonical, path
            continue
        english = f"{project.site_url}en/{inside}"
        expected = {code: f"{project.site_url}{code}/{inside}" for code in LANGUAGES}
        assert document.translations == expected | {"x-default": english if inside else project.site_url}, path


def test_every_page_in_a_language_names_feeds_and_search(documents: dict[str, Document]):
    for path, document in documents.items():
        language, _, inside = path.partition("/")
        if language not in LANGUAGES:
            continue
        found = [link["href"] for link in document.rels["alternate"] if link.get("type") == "application/atom+xml"]
        own = ["feed.xml"] if re.fullmatch(r"(kinds|products)/[^/]+/index.html", inside) else []
        assert [href.rpartition("/")[2] for href in found] == ["new.xml", "updated.xml", *own], path
        [search] = document.rels["search"]
        assert (search["type"], search["href"].rpartition("/")[2]) == (
            "application/opensearchdescription+xml",
            "opensearch.xml",
        ), path


def test_the_home_page_tells_where_to_search(project: Project, documents: dict[str, Document]):
    sites = {path: each for path in documents for each in documents[path].data if each["@type"] == "WebSite"}
    assert set(sites) == {f"{language}/index.html" for language in LANGUAGES}
    for language in LANGUAGES:
        site, home = sites[f"{language}/index.html"], f"{project.site_url}{language}/"
        assert (site["url"], site["inLanguage"]) == (home, language)
        assert site["potentialAction"]["target"]["urlTemplate"] == f"{home}search/?q={{search_term_string}}"


def test_advisories_have_structured_data(project: Project, documents: dict[str, Document]):
    records = {path.stem: json.loads(path.read_bytes()) for path in (project.site / "data/advisories").glob("*.json")}
    if not records:
        pytest.skip("there are no records yet")
    for advisory_id, record in records.items():
        for language in LANGUAGES:
            document = documents[f"{language}/advisories/{advisory_id}/index.html"]
            article, *more = document.data
            assert article["@type"] == "TechArticle"
            assert article["inLanguage"] == language
            assert article["headline"] == document.headings[0].removesuffix("¶").strip()
            assert article["url"] == document.canonical
            assert [each["@type"] for each in more] == (["FAQPage"] if record.get("faq") else [])
            for page in more:
                assert len(page["mainEntity"]) == len(record["faq"])
