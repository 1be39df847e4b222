"""`kb export`: which files it writes, and when it refuses."""

import json
import re
from pathlib import Path
from shutil import rmtree

import pytest

from kb.cli import main
from tests.check.cases import RECORD, write
from tests.small import Small

PACKAGES = "packages:\n  - ecosystem: npm\n    name: example\n    ranges:\n      - versions: '1.0'\n"


@pytest.fixture
def here(small: Small, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project with one record."""
    root = small.project.root
    rmtree(root / "advisories")
    write(root / "advisories", RECORD + PACKAGES)
    monkeypatch.chdir(root)
    return root


def test_csaf(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "csaf"]) == 0
    assert re.sub(r"\d+\.\d s", "? s", capsys.readouterr().err) == (
        f"Checking: 1 records (? s)\nExporting: 2 files (? s)\n{here}/export/csaf: 2 documents, 2 written\n"
    )
    written = {path.name: path.stat().st_ino for path in sorted(here.glob("export/csaf/2008/*"))}
    assert [*written] == ["954474-en.json", "954474.json"]
    write(here / "advisories", RECORD.replace("en: Summary", "en: Another summary"))
    assert main(["export", "csaf"]) == 0
    assert capsys.readouterr().err.endswith("export/csaf: 2 documents, 1 written\n")
    same = [path.name for path in here.glob("export/csaf/2008/*") if path.stat().st_ino == written[path.name]]
    assert same == ["954474.json"]


def test_osv_to_another_folder(here: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "osv", "--to", "there"]) == 0
    assert capsys.readouterr().err.endswith("there: 1 document, 1 written\n")
    assert json.loads(Path("there/954474.json").read_text())["id"] == "954474"


def test_errors_in_records(here: Path, capsys: pytest.CaptureFixture[str]):
    write(here / "advisories", RECORD.replace("kind: guidance", "kind: guidanc"))
    assert main(["export", "csaf"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("advisories/2008/954474.yml:3:7: error[unknown-value]: ")
    assert err.endswith("kb: the records have errors; nothing was exported\n")
    assert not Path("export").exists()


def test_without_a_publisher(here: Path, capsys: pytest.CaptureFixture[str]):
    config = here / "mkdocs.yml"
    config.write_text(config.read_text().replace("  publisher:\n", "  nobody:\n"))
    assert main(["export", "csaf"]) == 1
    message = "kb: mkdocs.yml names no publisher: it needs extra.publisher with name, namespace and category\n"
    assert capsys.readouterr().err.endswith(message)


def test_two_ids_with_one_file_name(here: Path, capsys: pytest.CaptureFixture[str]):
    named = {f"2008/{name}.yml": RECORD.replace('"954474"', name) for name in ("A.1", "A_1")}
    write(here / "advisories", named)
    assert main(["export", "csaf"]) == 1
    assert capsys.readouterr().err.endswith("kb: A.1 and A_1 would both be 2008/a_1.json: rename one of them\n")


def test_a_folder_that_cannot_be_written(here: Path, capsys: pytest.CaptureFixture[str]):
    Path("there").write_text("a file")
    assert main(["export", "osv", "--to", "there"]) == 1
    assert capsys.readouterr().err.endswith("kb: there/954474.json cannot be written: File exists\n")
