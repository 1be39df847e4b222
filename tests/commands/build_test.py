"""`kb build`: what it prints, and its exit code."""

import os
import re
from pathlib import Path
from shutil import rmtree

import pytest

from kb.cli import main
from tests.check.cases import RECORD, write
from tests.small import Small, files_below

HALF = RECORD.replace("  de: Titel\n", "")
FAULTY = RECORD.replace("kind: guidance", "kind: guidanc")
ERROR = "advisories/2008/954474.yml:3:7: error[unknown-value]: "
WARNING = (
    "advisories/2008/954474.yml:8:1: warning[missing-translation]: `title` has no text in `de`\n    hint: add `de:`\n"
)


@pytest.fixture
def project(small: Small, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project with one record."""
    root = small.project.root
    rmtree(root / "advisories")
    write(root / "advisories", RECORD)
    monkeypatch.chdir(root)
    return root


def test_build(project: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["build"]) == 0
    out, err = capsys.readouterr()
    files = len(files_below(project / "site"))
    assert out == ""
    assert re.sub(r"\d+\.\d s", "? s", err) == (
        "Check: 1 changed records (? s)\n"
        "Hand-written pages (? s)\n"
        "Search index (? s)\n"
        f"Pages: {files} files (? s)\n"
        f"{project}/site: 1 record, {files} files written, 0 files removed\n"
    )
    assert main(["build"]) == 0
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == f"{project}/site: 1 record, 0 files written, 0 files removed"


def test_warnings_are_printed_and_no_reason_to_stop(project: Path, capsys: pytest.CaptureFixture[str]):
    write(project / "advisories", HALF)
    assert main(["build"]) == 0
    assert capsys.readouterr().out == WARNING
    # Also when the record is not read again.
    assert main(["build"]) == 0
    assert capsys.readouterr().out == WARNING


def test_errors_leave_the_site_as_it_is(project: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["build"]) == 0
    before = files_below(project / "site")
    write(project / "advisories", FAULTY)
    capsys.readouterr()
    assert main(["build"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(ERROR)
    assert err == "kb: the records have errors; the site was left as it is\n"
    assert files_below(project / "site") == before


def test_other_folders(project: Path, capsys: pytest.CaptureFixture[str]):
    os.rename("advisories", "records")
    assert main(["build", "--records", "records", "--site", "public"]) == 0
    assert (project / "public/de/advisories/954474/index.html").is_file()
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            "--site docs",
            2,
            "kb: {root}/docs is not empty and was not made by kb build: empty it or name another folder\n",
        ),
        ("--site mkdocs.yml", 2, "kb: {root}/mkdocs.yml is not a folder\n"),
        ("--records docs", 1, "kb: docs is no folder of records: it has no folder `products`\n"),
    ],
)
def test_refused(project: Path, capsys: pytest.CaptureFixture[str], arguments: str, code: int, message: str):
    before = files_below(project / "docs")
    assert main(["build", *arguments.split()]) == code
    assert capsys.readouterr() == ("", message.format(root=project))
    assert files_below(project / "docs") == before


def test_outside_of_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    assert capsys.readouterr().err == "kb: no mkdocs.yml here or in a folder above: go to the project's folder\n"
