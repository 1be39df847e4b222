"""The search index: its parts, and that changed records move between them."""

import gzip
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kb.project import Project, find_project
from kb.site import search_index
from kb.site.build import build

ROOT = Path(__file__).parents[2]
RECORD = "2008/954474.yml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The real records, in an index with small parts."""
    for name, number in {"SAMPLE": 4, "ROOM": 2, "PART": 5}.items():
        monkeypatch.setattr(search_index, name, number)
    shutil.copytree(ROOT / "advisories", tmp_path / "advisories")
    found = find_project(start=ROOT, records=tmp_path / "advisories", site=tmp_path / "site")
    built = replace(found, site_url="https://advisories.example.org/")
    build(built, quiet=True)
    return built


def edit(project: Project, record: str, old: str, new: str) -> None:
    file = project.records / record
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def found(project: Project, language: str = "de") -> dict[str, list[str]]:
    """Returns the titles that the index shows, by id; a record has one, or several where something is wrong."""
    folder = project.site / language / "pagefind"
    parts = json.loads((folder / "parts.json").read_text())
    titles: dict[str, list[str]] = {}
    for part in ("", *parts["main"]):
        for file in (folder / part / "fragment").iterdir():
            page = json.loads(gzip.decompress(file.read_bytes())[len("pagefind_dcd") :])
            if not part or file.stem not in parts["hidden"]:
                titles.setdefault(page["meta"]["id"], []).append(page["meta"]["title"])
    return titles


def test_every_record_is_in_one_part(project: Project):
    folder = project.site / "de" / "pagefind"
    assert json.loads((folder / "parts.json").read_text()) == {"main": ["main0/", "main1/", "main2/"], "hidden": []}
    assert sorted(found(project)) == sorted(path.stem for path in project.records.glob("[0-9]*/*.yml"))
    assert {len(titles) for titles in found(project).values()} == {1}


def test_nothing_that_the_site_does_not_use(project: Project):
    names = {file.name for file in (project.site / "de" / "pagefind").rglob("*") if file.is_file()}
    assert not [name for name in names if "ui" in name or "highlight" in name or "unknown" in name]
    assert {name for name in names if name.endswith(".js")} == {"pagefind.js", "pagefind-worker.js"}


def test_changed_records_replace_what_the_parts_hold(project: Project):
    before = part_files(project)
    for number, title in enumerate(("Kurzer Titel", "Anderer Titel")):
        old = found(project)["954474"][0]
        edit(project, RECORD, old, title)
        build(project, quiet=True)
        assert found(project)["954474"] == [title], number
    assert len(found(project)) == 18
    assert part_files(project) == before


def test_a_change_that_no_page_shows(project: Project):
    hidden = (project.site / "de/pagefind/parts.json").read_text()
    edit(project, RECORD, "license: CC-BY-4.0", "license: MIT")
    build(project, quiet=True)
    assert (project.site / "de/pagefind/parts.json").read_text() == hidden
    assert found(project)["954474"] == [found(project)["954474"][0]]


def test_a_change_that_is_taken_back(project: Project):
    before = found(project)
    for old, new in (("SMS-2003-Clients", "Altgeräte"), ("Altgeräte", "SMS-2003-Clients")):
        edit(project, RECORD, old, new)
        build(project, quiet=True)
    assert found(project) == before


def test_added_and_removed_records(project: Project):
    names = sorted(path.stem for path in project.records.glob("[0-9]*/*.yml"))
    for name in ("950627", "951306", "943411"):
        (project.records / "2008" / f"{name}.yml").unlink()
    build(project, quiet=True)
    assert sorted(found(project)) == [name for name in names if name not in ("950627", "951306", "943411")]
    shutil.copy(ROOT / "advisories/2008/950627.yml", project.records / "2008")
    build(project, quiet=True)
    assert len(found(project)["950627"]) == 1


def test_too_many_changes_make_all_parts_anew(project: Project):
    for file in project.records.glob("2008/*.yml"):
        edit(project, f"2008/{file.name}", "summary:\n  de: >-\n", "summary:\n  de: >-\n    Neu.\n")
    build(project, quiet=True)
    assert json.loads((project.site / "de/pagefind/parts.json").read_text())["hidden"] == []
    assert {len(titles) for titles in found(project).values()} == {1}


def test_two_pages_with_the_same_name_make_all_parts_anew(project: Project, monkeypatch: pytest.MonkeyPatch):
    made = []
    real = search_index._make
    monkeypatch.setattr(search_index, "_make", lambda *args: made.append(1) or real(*args))
    state = project.work / "index" / "state.json"
    index = json.loads(state.read_text())
    main = sorted(index["main"])
    changed = main[0]
    index["main"][changed] = index["main"][main[1]]
    state.write_text(json.dumps(index))
    edit(project, f"2008/{changed}.yml", "summary:\n  de: >-\n", "summary:\n  de: >-\n    Neu.\n")
    build(project, quiet=True)
    assert made == [1]


def part_files(project: Project) -> list[str]:
    folder = project.site / "de" / "pagefind"
    return sorted(f"{file}" for file in folder.glob("main*/**/*") if file.is_file())
