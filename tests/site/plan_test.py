"""The files of the site, and on what each of them rests."""

from dataclasses import replace

import pytest

from kb.records.entry import Entry, Words
from kb.records.fields import LANGUAGES
from kb.render.library import Library
from kb.site import plan as planning
from kb.site.plan import Bases, Job, digest, hash_files, plan, stamps_of
from tests.samples import MINIMAL, OLDER, RICH, library
from tests.small import Small

RECORDS = (MINIMAL, RICH, OLDER)
BASES = Bases("data", "pages", "home", "glossary")


def planned(entries: list[Entry] | None = None, *, bases: Bases = BASES, **contents: str) -> dict[str, Job]:
    """Plans the site of `entries`, the contents of which have the hashes `contents`, or their ids."""
    found = Library(entries or library().entries, library().products, {})
    stamps = {each.id: stamps_of(each, contents.get(each.id, each.id)) for each in found.entries}
    return plan(found, stamps, bases, {})


def test_many_pages_make_several_sitemaps(small: Small, monkeypatch: pytest.MonkeyPatch):
    small.build()
    whole = small.site()
    [addresses] = planned()["sitemap-1.xml"].args
    monkeypatch.setattr(planning, "SITEMAP_SIZE", 10)
    jobs = planned()
    names = [path for path in jobs if path.startswith("sitemap-")]
    assert jobs["sitemap.xml"].args == (names,)
    parts = [jobs[name].args[0] for name in names]
    assert [address for part in parts for address in part] == addresses
    assert all(len(part) == 10 for part in parts[:-1]) and 0 < len(parts[-1]) <= 10

    small.build()
    assert {path for path in small.site() if path.startswith("sitemap-")} > {"sitemap-1.xml", "sitemap-2.xml"}
    monkeypatch.undo()
    small.build()
    assert small.site() == whole


@pytest.mark.parametrize("changed", [MINIMAL, RICH, OLDER])
def test_the_content_of_a_record_is_on_few_pages(changed: str):
    entry = library().by_id[changed]
    before, after = planned(), planned(**{changed: "another"})
    assert {path for path in after if after[path].key != before[path].key} == {
        f"de/advisories/{changed}/index.html",
        f"en/advisories/{changed}/index.html",
        f"data/advisories/{changed}.json",
        *(f"{language}/search-index/advisories/{changed}.json" for language in LANGUAGES),
        "data/advisories.json",
        "sitemap-1.xml",
        "sitemap.xml",
        *(f"{language}/{address}" for language in LANGUAGES for address in ("feed/new.xml", "feed/updated.xml")),
        *(f"{language}/kinds/{entry.kind}/feed.xml" for language in LANGUAGES),
        *(f"{language}/products/{key}/feed.xml" for language in LANGUAGES for key in entry.affected),
        *(f"{language}/kb/{number}/index.html" for language in LANGUAGES for number in entry.kbs),
    }


@pytest.mark.parametrize(
    ("change", "homes"),
    [
        ({"state": "investigating", "severity": "low", "has_workaround": True, "related": []}, set()),
        ({"title": Words("Neu", "New")}, {"de/index.html", "en/index.html"}),
        ({"affected": []}, {"de/index.html", "en/index.html"}),
        ({"cves": ["CVE-2026-1", "CVE-2026-2"]}, {"de/index.html", "en/index.html"}),
    ],
)
def test_the_home_page_rests_on_what_it_shows(change: dict, homes: set[str]):
    entries = [replace(entry, **change) if entry.id == OLDER else entry for entry in library().entries]
    before, after = planned(), planned(entries)
    assert {path for path in ("de/index.html", "en/index.html") if after[path].key != before[path].key} == homes


def test_a_record_that_is_no_news_is_in_no_feed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kb.render.library.RECENT", 1)
    before, after = (planned(**{OLDER: content}) for content in ("one", "another"))
    changed = {path for path in after if after[path].key != before[path].key and path.endswith("feed.xml")}
    assert changed == {f"{language}/kinds/hardening/feed.xml" for language in LANGUAGES}


@pytest.mark.parametrize(
    "change",
    [
        {"state": "investigating"},
        {"severity": "low"},
        {"is_vulnerability": False},
        {"has_workaround": True},
        {"affected": ["example-sensor", "example-gateway-1"]},
    ],
)
def test_what_only_filters_show_is_on_no_page_but_lists(change: dict):
    entries = [replace(entry, **change) if entry.id == OLDER else entry for entry in library().entries]
    before, after = planned(), planned(entries)
    different = {path for path in after if after[path].key != before[path].key}
    elsewhere = {"families", "products", "statistics", "data", "cve"}
    different = {path for path in different if not elsewhere & set(path.split("/"))}
    lists = ("advisories/", "advisories/2026/", *[""] * ("affected" in change))  # the home page counts
    pages = {f"{language}/{each}index.html" for language in ("de", "en") for each in lists}
    assert different == pages
    assert before["data/facets.json"].key != after["data/facets.json"].key


def test_the_state_is_on_the_pages_of_products():
    entries = [replace(entry, state="investigating") if entry.id == RICH else entry for entry in library().entries]
    before, after = planned(), planned(entries)
    different = {path for path in after if after[path].key != before[path].key and path.startswith("en/")}
    assert different - {"en/advisories/index.html", "en/advisories/2027/index.html"} == {
        "en/families/gateway/index.html",
        *(f"en/products/{key}/index.html" for key in library().by_id[RICH].affected),
    }


def test_what_files_rest_on_besides_records():
    before = planned()

    def changed(**name: str) -> set[str]:
        after = planned(bases=BASES._replace(**name))
        return {path for path in after if after[path].key != before[path].key}

    assert changed(home="other") == {"de/index.html", "en/index.html"}
    assert changed(glossary="other") == {"de/glossary/index.html", "en/glossary/index.html"}
    compared = {*(f"data/{name}.json" for name in ("affected", "titles-de", "titles-en", "facets", "products"))}
    shown = {f"{language}/search-index/advisories/{name}.json" for language in LANGUAGES for name in RECORDS}
    schemas = {path for path in before if path.startswith("data/schema/")}
    labels = {"de/search/labels.json", "en/search/labels.json"}
    assert changed(data="other") == {*compared, *shown, *schemas, *labels}
    records = {f"data/advisories/{name}.json" for name in RECORDS}
    assert before.keys() - changed(pages="other") == {*compared, *shown, *schemas, *labels, *records}


def test_digest_tells_the_parts_apart():
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", ""), digest("", "abc")}) == 5


def test_hash_of_files(tmp_path):
    def hashed(**rest: tuple[str, ...]) -> str:
        return hash_files(tmp_path, **rest)

    (tmp_path / "a").mkdir()
    (tmp_path / "a/x").write_text("1")
    seen = [hashed()]
    for name, text in (("a/x", "2"), ("a/y", ""), ("b", "")):
        (tmp_path / name).write_text(text)
        seen.append(hashed())
    (tmp_path / "b").rename(tmp_path / "c")
    seen.append(hashed())
    assert len(set(seen)) == len(seen)
    only, rest = hashed(only=("a/",)), hashed(leave_out=("a/",))
    (tmp_path / "c").write_text("3")
    assert hashed(only=("a/",)) == only
    assert hashed(leave_out=("a/",)) != rest
