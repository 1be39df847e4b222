"""The search index: its shards and parts, and that changed records move between these."""

import json
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from kb.render.search import ITS_OWN, ITSELF, MENTIONED
from kb.render.words import stem
from kb.site import search_index
from tests.samples import ARCHIVE, BLOCKED, CALC, ISOLATION, MINIMAL, PAD, RELAY, SYNC, VIEWER
from tests.small import Small, make_small

RECORD = f"advisories/2021/{SYNC}.yml"


@pytest.fixture
def archive(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Small:
    """The records of the archive, in an index with small shards whose second part takes up little."""
    for name, number in {"ROOM": 4, "SHARD": 3_000, "CHUNK": 5}.items():
        monkeypatch.setattr(search_index, name, number)
    made = make_small(tmp_path / "project", tmp_path_factory, archive=True)
    made.build(search=True)
    return made


def read_index(archive: Small) -> dict:
    return json.loads((archive.project.site / "de/search-index/index.json").read_text(encoding="utf-8"))


def having(archive: Small, term: str) -> dict[str, int]:
    """Returns the level of a term by the id of each advisory that has it, as the browser reads the index."""
    folder, index = archive.project.site / "de/search-index", read_index(archive)
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


def titles(archive: Small) -> dict[str, str]:
    folder = archive.project.site / "de/search-index/advisories"
    rows = (json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir())
    return {row["id"]: row["title"] for row in rows}


def test_every_record_is_there_newest_first(archive: Small):
    index = read_index(archive)
    assert [len(part["ids"]) for part in index["parts"]] == [15]
    assert index["parts"][0]["ids"][0] == MINIMAL
    assert titles(archive).keys() == {path.stem for path in archive.project.records.glob("[0-9]*/*.yml")}


def test_terms_in_shards(archive: Small):
    [part] = read_index(archive)["parts"]
    assert len(part["shards"]) > 3
    assert [start for start, _ in part["shards"]] == sorted(start for start, _ in part["shards"])
    assert having(archive, "writepad").keys() == {PAD}
    assert having(archive, "#9990100") == {SYNC: ITSELF, RELAY: MENTIONED}
    assert having(archive, "#ms21041") == {VIEWER: ITS_OWN, BLOCKED: MENTIONED}
    assert having(archive, "nirgend") == {}


def test_words_for_mistakes(archive: Small):
    [part] = read_index(archive)["parts"]
    words = (
        (archive.project.site / f"de/search-index/words/{part['words']}.txt").read_text(encoding="utf-8").split("\n")
    )
    assert {"update", "updates", "writepad"} <= {*words}  # every form
    assert words == sorted(words)
    assert not [word for word in words if any(character.isdigit() for character in word)]


def test_a_changed_record_moves_to_the_second_part(archive: Small):
    first = read_index(archive)["parts"][0]
    for title in ("Kurzer Titel", "Anderer Schnappschuss"):
        archive.replace(RECORD, titles(archive)[SYNC], title)
        archive.build(search=True)
        assert titles(archive)[SYNC] == title
    index = read_index(archive)
    assert index["parts"][0] == first
    assert index["parts"][1]["ids"] == [SYNC]
    assert index["outdated"] == [first["ids"].index(SYNC)]
    assert index["places"] == index["outdated"]
    assert having(archive, stem("schnappschuss")).keys() == {SYNC}
    assert having(archive, stem("kurzer")) == {}
    files = {file.stem for file in (archive.project.site / "de/search-index/terms").iterdir()}
    assert files == {name for part in index["parts"] for _, name in part["shards"]}


def test_added_and_removed_records(archive: Small):
    for name in (PAD, ISOLATION, CALC):
        (archive.project.records / f"2021/{name}.yml").unlink()
    archive.build(search=True)
    assert {PAD, ISOLATION, CALC}.isdisjoint(titles(archive))
    assert having(archive, "#arc202108") == {}
    copy(ARCHIVE / f"2021/{PAD}.yml", archive.project.records / "2021")
    archive.build(search=True)
    assert having(archive, "#arc202106") == {PAD: ITSELF}
    assert len(titles(archive)) == 13


def test_too_many_changes_make_it_all_anew(archive: Small):
    for file in archive.project.records.glob("2021/*.yml"):
        archive.replace(f"advisories/2021/{file.name}", "summary:\n  de: ", "summary:\n  de: Zugvogel. ")
    archive.build(search=True)
    index = read_index(archive)
    assert [len(part["ids"]) for part in index["parts"]] == [15]
    assert index["outdated"] == []
    assert len(having(archive, stem("zugvogel"))) == 12


def test_the_same_from_the_same(archive: Small, tmp_path: Path):
    other = Small(replace(archive.project, site=tmp_path / "again"))
    other.build(search=True)
    folders = [each.project.site / "de/search-index" for each in (archive, other)]
    files = [{file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.*")} for folder in folders]
    assert files[0] == files[1]


def test_an_interrupted_index_is_made_anew(archive: Small, monkeypatch: pytest.MonkeyPatch):
    archive.replace(RECORD, titles(archive)[SYNC], "Kurzer Titel")
    with monkeypatch.context() as context:
        context.setattr(search_index, "_places", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive.build(search=True)
    assert titles(archive)[SYNC] != "Kurzer Titel"
    archive.build(search=True)
    assert titles(archive)[SYNC] == "Kurzer Titel"
    assert len(read_index(archive)["parts"]) == 1


def test_an_index_without_a_readable_state_is_made_anew_and_stays_until_then(archive: Small):
    archive.build(search=True)
    before = read_index(archive)
    (archive.project.work / "index/made-of.json").write_text("")
    archive.build()
    assert read_index(archive) == before
    archive.build(search=True)
    assert read_index(archive) == before
