"""Building: what is made anew when something changes, and that the site is mended whatever happened to it."""

import fcntl
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import pytest

from kb.errors import KbError, UsageError
from kb.records.fields import LANGUAGES
from kb.site import workers
from kb.site.build import Busy
from kb.site.sources import CheckFailed
from tests.golden import assert_golden
from tests.samples import MINIMAL, OLDER, RICH
from tests.small import Small

RICH_FILE = f"advisories/2027/{RICH}.yml"
MINIMAL_FILE = f"advisories/2027/{MINIMAL}.yml"
OLDER_FILE = f"advisories/2026/{OLDER}.yml"


def pages(*addresses: str, languages: tuple[str, ...] = LANGUAGES) -> set[str]:
    """Returns the files of the pages at `addresses` in all languages."""
    return {f"{language}/{address}index.html" for language in languages for address in addresses}


def test_files_of_the_site(small: Small):
    built = small.build()
    site = small.site()
    assert sorted(site) == built.written
    made = [path for path in site if not path.startswith(("de/assets/", "en/assets/"))]
    assert_golden("files.txt", "".join(f"{path}\n" for path in sorted(made)))
    short = ("index.html", f"{MINIMAL}/index.html", "kb/9990001/index.html", "cve/CVE-2026-20001/index.html")
    for path in (*short, "sitemap.xml", "sitemap-1.xml", "robots.txt"):
        assert_golden(path.replace("/", "-"), site[path].decode())
    assert small.from_scratch() == site


def test_nothing_changed(small: Small):
    small.build()
    before = {file: file.stat().st_mtime_ns for file in small.project.site.rglob("*") if file.name != ".kb-site"}
    for _ in range(2):
        built = small.build()
        assert (built.written, built.removed) == ([], [])
    after = {file: file.stat().st_mtime_ns for file in small.project.site.rglob("*") if file.name != ".kb-site"}
    assert after == before


def reorder(small: Small) -> None:
    file = small.project.records / "products/example.yml"
    head, *products = re.split(r"(?m)^(?=[a-z])", file.read_text(encoding="utf-8"))
    file.write_text("".join([head, *reversed(products)]), encoding="utf-8")


def rename(small: Small) -> None:
    older = small.project.root / OLDER_FILE
    older.rename(older.with_name("EXAMPLE-SA-2026-002.yml"))
    small.replace("advisories/2026/EXAMPLE-SA-2026-002.yml", OLDER, "EXAMPLE-SA-2026-002")
    small.replace(RICH_FILE, OLDER, "EXAMPLE-SA-2026-002")


def remove(small: Small) -> None:
    (small.project.root / OLDER_FILE).unlink()
    small.replace(RICH_FILE, f"related: [{OLDER}]\n", "")


def replacing(path: str, old: str, new: str) -> Callable[[Small], None]:
    return lambda small: small.replace(path, old, new)


def feeds(*more: str, languages: tuple[str, ...] = LANGUAGES) -> set[str]:
    """Returns the feeds that have the older record, and `more`."""
    own = ("feed/new.xml", "feed/updated.xml", "kinds/hardening/feed.xml", "products/example-sensor/feed.xml")
    return {f"{language}/{address}" for language in languages for address in (*own, *more)}


def results(*ids: str, languages: tuple[str, ...] = LANGUAGES) -> set[str]:
    """Returns the files that hold what a search shows of some records."""
    return {f"{language}/search-index/advisories/{each}.json" for language in languages for each in ids}


# The pages that show the title of the older record. Its own short address and the rich record are related to it.
LISTS = (
    "",
    "advisories/",
    "advisories/2026/",
    "kinds/hardening/",
    "products/example-sensor/",
    "kb/9990009/",
    "cve/CVE-2026-20001/",
)
ALL_JSON = "data/advisories.json"
COMPARED = {"data/affected.json"}
TITLES = {"data/titles-de.json", "data/titles-en.json"}


@pytest.mark.parametrize(
    ("change", "written", "removed"),
    [
        pytest.param(
            replacing(OLDER_FILE, "Setzen Sie ein Kennwort.", "Setzen Sie eines."),
            # The English pages are rendered, too, and found to be the same.
            pages(f"advisories/{OLDER}/", languages=("de",))
            | feeds(languages=("de",))
            | results(OLDER, languages=("de",))
            | {f"data/advisories/{OLDER}.json", ALL_JSON},
            set(),
            id="summary",
        ),
        pytest.param(
            replacing(OLDER_FILE, "Sensor without a password", "Open sensor"),
            pages(f"advisories/{OLDER}/", f"advisories/{RICH}/", *LISTS, languages=("en",))
            | feeds(languages=("en",))
            | results(OLDER, languages=("en",))
            | {f"data/advisories/{OLDER}.json", ALL_JSON, f"{OLDER}/index.html", "data/titles-en.json"},
            set(),
            id="English title",
        ),
        pytest.param(
            replacing(MINIMAL_FILE, "revisions:", f"related: [{OLDER}]\nrevisions:"),
            pages(f"advisories/{MINIMAL}/", f"advisories/{OLDER}/") | {f"data/advisories/{MINIMAL}.json", ALL_JSON},
            set(),
            id="becomes related",
        ),
        pytest.param(
            replacing(OLDER_FILE, "update: KB9990009", "update: KB9990010"),
            pages(f"advisories/{OLDER}/", "kb/9990010/")
            | {f"data/advisories/{OLDER}.json", ALL_JSON, "sitemap-1.xml", "kb/9990010/index.html"}
            | COMPARED,
            pages("kb/9990009/") | {"kb/9990009/index.html"},
            id="another KB article",
        ),
        pytest.param(
            replacing("advisories/products/example.yml", "en: Example Sensor", "en: Example Probe"),
            pages(
                f"advisories/{RICH}/",
                f"advisories/{OLDER}/",
                "advisories/",
                "advisories/2026/",
                "advisories/2027/",
                "statistics/",
                "kb/9990009/",
                "products/",
                "products/example-sensor/",
                "quality/no-cpe/",
                "cve/CVE-2026-20001/",
                *(f"cve/CVE-2027-1000{n}/" for n in range(1, 5)),
                languages=("en",),
            )
            | feeds(
                "kinds/vulnerability/feed.xml",
                "products/example-gateway-1/feed.xml",
                "products/example-gateway-2/feed.xml",
                "products/example-web-console/feed.xml",
                languages=("en",),
            )
            | results(RICH, OLDER, languages=("en",))
            | {"data/products.json", "de/products/index.html"}  # where a filter finds both names
            | COMPARED,
            set(),
            id="name of a product",
        ),
        pytest.param(
            reorder,
            pages(
                "advisories/", "advisories/2027/", "products/", "families/gateway/", "quality/no-cpe/", "statistics/"
            )
            | {"data/products.json"}
            | COMPARED,
            set(),
            id="order of the products",
        ),
        pytest.param(
            replacing("docs/labels/de.yml", "related: Verwandte Empfehlungen", "related: Mehr dazu"),
            pages(*(f"advisories/{each}/" for each in (MINIMAL, RICH, OLDER)), languages=("de",)),
            set(),
            id="label",
        ),
        pytest.param(
            replacing("docs/theme/pages/cve.html", "<h2", "<hr><h2"),
            pages(*(f"cve/CVE-{number}/" for number in ("2026-20001", *(f"2027-1000{n}" for n in range(1, 5))))),
            set(),
            id="template",
        ),
        pytest.param(
            replacing("docs/de/about.md", "\n## ", "\nEin neuer Absatz.\n\n## "),
            pages("about/", languages=("de",)),
            set(),
            id="hand-written page",
        ),
        pytest.param(
            remove,
            pages(
                "quality/",
                "quality/no-cve/",
                f"advisories/{RICH}/",
                "advisories/",
                "advisories/2027/",
                "products/",
                "products/example-sensor/",
            )
            | pages("", "statistics/", "kinds/", "kinds/hardening/")
            | feeds()
            | {f"data/advisories/{RICH}.json", ALL_JSON, "sitemap-1.xml"}
            | {"data/facets.json"}
            | COMPARED
            | TITLES,
            pages(f"advisories/{OLDER}/", "advisories/2026/", "kb/9990009/", "cve/CVE-2026-20001/")
            | {f"data/advisories/{OLDER}.json", f"{OLDER}/index.html"}
            | results(OLDER)
            | {"kb/9990009/index.html", "cve/CVE-2026-20001/index.html"},
            id="removed record",
        ),
        pytest.param(
            rename,
            pages("quality/no-cve/", f"advisories/{RICH}/", "advisories/EXAMPLE-SA-2026-002/", *LISTS)
            | feeds()
            | {f"data/advisories/{RICH}.json", "data/advisories/EXAMPLE-SA-2026-002.json", ALL_JSON}
            | {"EXAMPLE-SA-2026-002/index.html", "sitemap-1.xml"}
            | results("EXAMPLE-SA-2026-002")
            | {"data/facets.json"}
            | COMPARED
            | TITLES,
            pages(f"advisories/{OLDER}/") | {f"data/advisories/{OLDER}.json", f"{OLDER}/index.html"} | results(OLDER),
            id="renamed record",
        ),
    ],
)
def test_change(small: Small, change: Callable[[Small], None], written: set[str], removed: set[str]):
    small.build()
    before = small.site()
    change(small)
    built = small.build()
    assert (set(built.written), set(built.removed)) == (written, removed)
    after = small.site()
    assert {path for path in after if before.get(path) != after[path]} == written
    assert before.keys() - after.keys() == removed
    assert after == small.from_scratch()
    assert [folder for folder in small.project.site.rglob("*/") if not any(folder.iterdir())] == []


def test_frame(small: Small):
    """The frame is part of every page but those that choose a language."""
    small.build()
    before = small.site()
    small.replace("docs/theme/partials/footer.html", "<footer", "<hr><footer")
    built = small.build()
    assert set(built.written) == {
        path for path in before if path.startswith(LANGUAGES) and path.endswith(".html")
    } | {"404.html"}
    assert small.site() == small.from_scratch()


def test_another_address_of_the_site(small: Small):
    small.build()
    moved = replace(small, project=replace(small.project, site_url="https://example.net/kb/"))
    moved.build()
    assert [path for path, content in small.site().items() if b"https://advisories.example.org/" in content] == []


def test_supplied_files(small: Small):
    """They are copied as they are, also over a file that the build makes."""
    static = small.project.docs / "static"
    (static / ".well-known").mkdir(parents=True)
    (static / ".well-known/security.txt").write_text("Contact: mailto:psirt@example.org\n")
    (static / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    small.build()
    site = small.site()
    assert site[".well-known/security.txt"] == b"Contact: mailto:psirt@example.org\n"
    assert site["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    (static / ".well-known/security.txt").write_text("Contact: mailto:other@example.org\n")
    (static / "robots.txt").unlink()
    built = small.build()
    assert (set(built.written), built.removed) == ({".well-known/security.txt", "robots.txt"}, [])
    assert small.site()["robots.txt"].startswith(b"User-agent: *\nAllow: /\n")
    rmtree(static)
    assert small.build().removed == [".well-known/security.txt"]


def test_large_files(small: Small, monkeypatch: pytest.MonkeyPatch):
    small.build()
    monkeypatch.setattr(workers, "LARGE", 1_000)  # bytes: as if there were very many records
    small.replace(OLDER_FILE, "Setzen Sie ein Kennwort.", "Setzen Sie eines.")
    assert ALL_JSON in small.build().written
    assert small.site() == small.from_scratch()
    assert small.build().written == []


def delete(site: Path) -> None:
    (site / "de/index.html").unlink()


def truncate(site: Path) -> None:
    (site / f"de/advisories/{RICH}/index.html").write_text("<html>")


def grow(site: Path) -> None:
    with open(site / "robots.txt", "a") as file:
        file.write("Disallow: /\n")


def add_file(site: Path) -> None:
    (site / "de/kb").mkdir(exist_ok=True)
    (site / "de/kb/x y.html").write_text("foreign")


def add_folder(site: Path) -> None:
    (site / "foreign/more").mkdir(parents=True)
    (site / "foreign/more/file").touch()


def add_odd_names(site: Path) -> None:
    Path(os.fsdecode(os.fsencode(site) + b"/\xff\xfe.html")).write_text("foreign")
    (site / "new\nline").write_text("foreign")


def add_links(site: Path) -> None:
    (site / "link").symlink_to("/etc")
    (site / "broken").symlink_to("/nowhere")


def folder_for_file(site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").mkdir()


def full_folder_for_file(site: Path) -> None:
    folder_for_file(site)
    (site / "index.html/index.html").write_text("foreign")
    (site / "index.html/more").mkdir()
    (site / "index.html/more/file").write_text("foreign")


def file_for_folder(site: Path) -> None:
    rmtree(site / "de/kb")
    (site / "de/kb").write_text("foreign")


def link_for_folder(site: Path) -> None:
    rmtree(site / "en")
    (site / "en").symlink_to("de")


def link_for_file(site: Path) -> None:
    (site / "robots.txt").unlink()
    (site / "robots.txt").symlink_to("/etc/passwd")


def empty(site: Path) -> None:
    for path in site.iterdir():
        rmtree(path) if path.is_dir() else path.unlink()


DAMAGE = [
    delete,
    truncate,
    grow,
    add_file,
    add_folder,
    add_odd_names,
    add_links,
    folder_for_file,
    full_folder_for_file,
    file_for_folder,
    link_for_folder,
    link_for_file,
    empty,
    rmtree,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_mended(small: Small, damage: Callable[[Path], None]):
    small.build()
    whole = small.site()
    damage(small.project.site)
    small.build()
    assert small.site() == whole
    assert [path for path in small.project.site.rglob("*") if path.is_symlink()] == []
    built = small.build()
    assert (built.written, built.removed) == ([], [])


def test_a_lost_work_folder_costs_nothing_but_time(small: Small):
    small.build()
    whole = small.site()
    rmtree(small.project.work)
    small.build()
    assert small.site() == whole


def test_a_folder_with_something_else_in_it_is_refused(small: Small):
    small.project.site.mkdir()
    (small.project.site / "thesis.txt").write_text("ten years of work")
    with pytest.raises(UsageError, match="is not empty and was not made by kb build"):
        small.build()
    assert small.site() == {"thesis.txt": b"ten years of work"}
    assert [path.name for path in small.project.site.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(small: Small):
    small.project.site.write_text("x")
    with pytest.raises(UsageError, match="is not a folder"):
        small.build()


@pytest.mark.skipif(os.stat("/dev/shm").st_dev == os.stat("/tmp").st_dev, reason="needs two file systems")
def test_another_file_system_is_refused(small: Small):
    """Files could not be renamed into place there, neither now nor by the next build."""
    with TemporaryDirectory(dir="/dev/shm") as folder:
        small.project.site.symlink_to(folder)
        with pytest.raises(UsageError, match="is on another file system"):
            small.build()
        assert os.listdir(folder) == []


def test_an_empty_folder_is_taken(small: Small):
    small.project.site.mkdir()
    small.build()
    assert "index.html" in small.site()


def test_two_builds_at_once(small: Small):
    small.build()
    before = small.site()
    with open(small.project.work / "lock") as lock:  # left over, it is no lock; held it is one
        small.build()
        fcntl.flock(lock, fcntl.LOCK_EX)
        small.replace(OLDER_FILE, "Setzen Sie", "Bitte setzen Sie")
        with pytest.raises(Busy):
            small.build()
    assert small.site() == before
    assert small.build().written != []


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (
            replacing(MINIMAL_FILE, "kind: guidance", "kind: guidanc"),
            CheckFailed,
            "the records have errors; the site was left as it is",
        ),
        (replacing("docs/theme/pages/kb.html", "uses", "used"), KbError, "kb.html:6: UndefinedError: "),
        (replacing("docs/theme/main.html", "{% block site_meta %}", "{% block"), KbError, "/docs/theme/main.html:"),
        (replacing("docs/de.yml", "docs_dir: de", "docs_dir: nowhere"), KbError, "MkDocs could not build "),
        (replacing("docs/theme/main.html", "xqheadqx", ""), KbError, "unexpected placeholders in the frame (head)"),
        (replacing("docs/labels/de.yml", "edit:", "edits:"), KbError, "only de has edits, only en has edit"),
        (replacing("advisories/products/example.yml", "en: Example Sensor", "en: ["), CheckFailed, "have errors"),
    ],
)
def test_faults_leave_the_site_as_it_was(
    small: Small, change: Callable[[Small], None], error: type[KbError], message: str
):
    small.build()
    before = small.site()
    change(small)
    for _ in range(2):
        with pytest.raises(error) as raised:
            small.build()
        assert message in str(raised.value)
    assert small.site() == before


def test_a_word_to_avoid_is_looked_for_in_records_that_did_not_change(small: Small):
    assert [each.rule for each in small.build().warnings] == ["missing-translation"] * 4
    small.replace("docs/glossary.yml", "preferred: Wurm", "preferred: Wurm, avoid: [Sensor]")
    built = small.build()
    assert [each.rule for each in built.warnings].count("wording") == 1
    changed = pages("quality/", "quality/wording/") | pages("glossary/", languages=("de",))
    assert set(built.written) == {"data/glossary.json"} | changed


LINKS = """\
# yaml-language-server: $schema=schema/links.json
checked: 2027-06-01
links:
  - {url: https://example.com/guide, state: dead, answer: "404", since: 2027-06-01}
"""


def test_a_dead_link(small: Small):
    small.build()
    before = small.site()
    file = small.project.records / "links.yml"
    file.write_text(LINKS)
    assert set(small.build().written) == pages(f"advisories/{RICH}/", "quality/", "quality/dead-links/")
    assert small.site() == small.from_scratch()
    file.write_text(LINKS.replace("dead", "moved").replace('"404"', "https://example.com/new"))
    assert set(small.build().written) == pages(
        f"advisories/{RICH}/", "quality/", "quality/dead-links/", "quality/moved-links/"
    )
    file.unlink()
    small.build()
    assert small.site() == before
    file.write_text("checked: 2027-06-01\nlinks: dead\n")
    with pytest.raises(CheckFailed):
        small.build()


def test_no_records_at_all(small: Small):
    for file in (small.project.root / "advisories").glob("2*/*.yml"):
        file.unlink()
    small.build(search=True)
    assert "0 Empfehlungen" in small.site()["de/advisories/index.html"].decode()


def test_no_folder_of_records(small: Small):
    rmtree(small.project.records)
    with pytest.raises(KbError, match="is no folder of records"):
        small.build()


def test_a_word_of_the_glossary_changes_its_page_and_its_data(small: Small):
    small.build(search=True)
    small.replace("docs/glossary.yml", "preferred: Wurm", "preferred: Wurm, other: [Netzwurm]")
    assert set(small.build(search=True).written) == {"data/glossary.json", *pages("glossary/")}
    assert b"Netzwurm" in small.site()["data/glossary.json"]
