"""`kb schema` writes the JSON Schemas; those in the repository are current."""

from pathlib import Path

from kb.cli import main

COMMITTED = Path(__file__).parents[2] / "advisories" / "schema"


def test_the_schemas_of_the_repository_are_current(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["schema"]) == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "advisories/schema").iterdir()}
    assert written == {path.name: path.read_bytes() for path in COMMITTED.iterdir()}, "run `kb schema`"
