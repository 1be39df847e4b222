"""The search index: its shards and parts, and that changed records move between these."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kb.project import Project, find_project
from kb.render.search import ITS_OWN, ITSELF, MENTIONED
from kb.render.words import stem
from kb.site import search_index
from kb.site.build import build

ROOT = Path(__file__).parents[2]
RECORD = "2008/954474.yml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The real records, in an index with small shards whose second part takes up little."""
    for name, number in {"ROOM": 4, "SHARD": 5_000, "CHUNK": 5}.items():
        monkeypatch.setattr(search_index, name, number)
    for folder in ("products", "2008"):
        shutil.copytree(ROOT / "advisories" / folder, tmp_path / "advisories" / folder)
    found = find_project(start=ROOT, records=tmp_path / "advisories", site=tmp_path / "site")
    built = replace(found, site_url="https://advisories.example.org/")
    build(built, quiet=True)
    return built


def edit(project: Project, record: str, old: str, new: str) -> None:
    file = project.records / record
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def read_index(project: Project) -> dict:
    return json.loads((project.site / "de/search-index/index.json").read_text(encoding="utf-8"))


def having(project: Project, term: str) -> dict[str, int]:
    """Returns the level of a term by the id of each advisory that has it, as the browser reads the index."""
    folder, index = project.site / "de/search-index", read_index(project)
    levels, first = {}, 0
    for part in index["parts"]:
        names = [name for start, name in part["shards"] if start <= term]
        shard = json.loads((folder / f"terms/{names[-1]}.json").read_text(encoding="utf-8")) if names else {}
        packed = 0
        for step in shard.get(term, ()):
            packed += step
            number, level = divmod(packed, search_index.LEVELS)
            if first + number not in index["outdated"]:
                assert part["ids"][number] not in levels
                levels[part["ids"][number]] = level
        first += len(part["ids"])
    return levels


def titles(project: Project) -> dict[str, str]:
    folder = project.site / "de/search-index/advisories"
    rows = (json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir())
    return {row["id"]: row["title"] for row in rows}


def test_every_record_is_there_newest_first(project: Project):
    index = read_index(project)
    assert [len(part["ids"]) for part in index["parts"]] == [18]
    assert index["parts"][0]["ids"][0] == "961509"
    assert titles(project).keys() == {path.stem for path in project.records.glob("[0-9]*/*.yml")}


def test_terms_in_shards(project: Project):
    [part] = read_index(project)["parts"]
    assert len(part["shards"]) > 3
    assert [start for start, _ in part["shards"]] == sorted(start for start, _ in part["shards"])
    assert having(project, "wordpad").keys() == {"960906"}
    assert having(project, "#954474") == {"954474": ITSELF, "954960": MENTIONED}
    assert having(project, "#ms08041") == {"955179": ITS_OWN, "956391": MENTIONED}
    assert having(project, "nirgend") == {}


def test_words_for_mistakes(project: Project):
    [part] = read_index(project)["parts"]
    words = (project.site / f"de/search-index/words/{part['words']}.txt").read_text(encoding="utf-8").split("\n")
    assert {"sicherheitslücke", "sicherheitslücken", "wordpad"} <= {*words}  # every form
    assert words == sorted(words)
    assert not [word for word in words if any(character.isdigit() for character in word)]


def test_a_changed_record_moves_to_the_second_part(project: Project):
    first = read_index(project)["parts"][0]
    for title in ("Kurzer Titel", "Anderer Schnappschuss"):
        edit(project, RECORD, titles(project)["954474"], title)
        build(project, quiet=True)
        assert titles(project)["954474"] == title
    index = read_index(project)
    assert index["parts"][0] == first
    assert index["parts"][1]["ids"] == ["954474"]
    assert index["outdated"] == [first["ids"].index("954474")]
    assert index["places"] == index["outdated"]
    assert having(project, stem("schnappschuss")).keys() == {"954474"}
    assert having(project, stem("kurzer")) == {}
    files = {file.stem for file in (project.site / "de/search-index/terms").iterdir()}
    assert files == {name for part in index["parts"] for _, name in part["shards"]}


def test_added_and_removed_records(project: Project):
    for name in ("950627", "951306", "943411"):
        (project.records / f"2008/{name}.yml").unlink()
    build(project, quiet=True)
    assert {"950627", "951306", "943411"}.isdisjoint(titles(project))
    assert having(project, "#951306") == {}
    shutil.copy(ROOT / "advisories/2008/950627.yml", project.records / "2008")
    build(project, quiet=True)
    assert having(project, "#950627") == {"950627": ITSELF}
    assert len(titles(project)) == 16


def test_too_many_changes_make_it_all_anew(project: Project):
    for file in project.records.glob("2008/*.yml"):
        edit(project, f"2008/{file.name}", "summary:\n  de: >-\n", "summary:\n  de: >-\n    Neu.\n")
    build(project, quiet=True)
    index = read_index(project)
    assert [len(part["ids"]) for part in index["parts"]] == [18]
    assert index["outdated"] == []
    assert len(having(project, "neu")) == 18


def test_the_same_from_the_same(project: Project, tmp_path: Path):
    other = replace(project, site=tmp_path / "again")
    build(other, quiet=True)
    folders = [each.site / "de/search-index" for each in (project, other)]
    files = [{file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.*")} for folder in folders]
    assert files[0] == files[1]


def test_an_interrupted_index_is_made_anew(project: Project, monkeypatch: pytest.MonkeyPatch):
    edit(project, RECORD, titles(project)["954474"], "Kurzer Titel")
    with monkeypatch.context() as context:
        context.setattr(search_index, "_places", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(project, quiet=True)
    assert titles(project)["954474"] != "Kurzer Titel"
    build(project, quiet=True)
    assert titles(project)["954474"] == "Kurzer Titel"
    assert len(read_index(project)["parts"]) == 1


def test_an_index_without_a_readable_state_is_made_anew_and_stays_until_then(project: Project):
    build(project, quiet=True)
    before = read_index(project)
    (project.work / "index/made-of.json").write_text("")
    build(project, quiet=True, search=False)
    assert read_index(project) == before
    build(project, quiet=True)
    assert read_index(project) == before
