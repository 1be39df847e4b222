"""`kb import`: what is written, what is listed, and the exit code."""

from pathlib import Path
from shutil import copy

import pytest

from kb.cli import main
from tests.imports.technet.samples import FOLDER

PRODUCTS = (
    "windows-xp-sp2: {name: {de: Windows XP Service Pack 2, en: Windows XP Service Pack 2}, vendor: M, family: W}\n"
)


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    for name in ("9000002.md", "9000005.md"):
        (tmp_path / "archive").mkdir(exist_ok=True)
        copy(FOLDER / name, tmp_path / "archive" / name)
    (tmp_path / "advisories/products").mkdir(parents=True)
    (tmp_path / "advisories/products/windows.yml").write_text(PRODUCTS)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_a_folder(project, capsys):
    (project / "archive/index.md").write_text("# Liste\n")
    (project / "archive/notes.txt").write_text("no document\n")
    assert main(["import", "technet", "archive"]) == 1
    out, err = capsys.readouterr()
    assert out == (
        "archive/9000002.md:47: unknown product: Beispielserver (Server Core-Installation) (am 7. September)\n"
        "archive/9000002.md:54: unknown product: Beispieltelefon\n"
        "archive/9000002.md:65: part of a certificate: thumbprint: unbekannt\n"
        "archive/index.md:1: it names no day of publication\n"
    )
    assert "Importing: 3 documents" in err
    assert [line.split() for line in err.splitlines() if line.startswith("│")] == [
        ["│", "2011", "│", "2", "│", "4", "│", "2", "│", "1", "│", "3", "│", "2", "│", "3", "│"]
    ]
    assert err.endswith("advisories: 2 drafts written, 0 skipped, 1 unreadable\n")
    written = sorted(path.relative_to(project).as_posix() for path in project.glob("advisories/2*/*"))
    assert written == ["advisories/2011/9000002.yml", "advisories/2011/9000005.yml"]


def test_a_record_that_exists_is_never_touched(project, capsys):
    record = project / "advisories/2010/9000005.yml"  # in whatever year
    record.parent.mkdir()
    record.write_text("mine\n")
    assert main(["import", "technet", "archive/9000005.md"]) == 0
    out, err = capsys.readouterr()
    assert out == "archive/9000005.md:1: not written: there is a record 9000005 already\n"
    assert err.endswith("advisories: 0 drafts written, 1 skipped, 0 unreadable\n")
    assert record.read_text() == "mine\n"
    assert not (project / "advisories/2011").exists()


def test_the_same_advisory_twice(project, capsys):
    copy("archive/9000005.md", "archive/copy.md")
    assert main(["import", "technet", "archive/9000005.md", "archive/copy.md"]) == 0
    assert capsys.readouterr().out == "archive/copy.md:1: not written: there is a record 9000005 already\n"


def test_into_another_folder_with_the_texts_of_the_documents(project):
    assert main(["import", "technet", "archive/9000005.md", "--into", "new/records", "--text"]) == 0
    assert "Vulnerability in Example Viewer Could Allow Spoofing" in Path("new/records/2011/9000005.yml").read_text()


def test_the_check_refuses_a_draft_until_its_texts_are_written(project, capsys):
    main(["import", "technet", "archive/9000005.md"])
    capsys.readouterr()
    assert main(["check"]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "advisories/2011/9000005.yml:14:7: error[empty-value]: `title.de` is empty"


def test_csaf_with_products_that_the_table_lacks(project, capsys):
    for name in ("agency", "distribution"):
        copy(FOLDER.parent / f"csaf/{name}.json", project / "archive")
    (project / "archive/provider-metadata.json").write_text('{"canonical_url": "https://example.org"}')
    assert main(["import", "csaf", "archive", "--text"]) == 1
    out, err = capsys.readouterr()
    assert [line.replace(f"{project}/", "") for line in out.splitlines() if "$." not in line] == [
        "advisories/2026/EX-SEC-W-2026-0001.products.yaml:1: 2 products for the product table",
        "advisories/2026/EXSA-2026-0001.products.yaml:1: 2 products for the product table",
    ]
    assert "archive/provider-metadata.json:1: it is no CSAF: no $.document.csaf_version\n" in out
    assert err.endswith("advisories: 2 drafts written, 0 skipped, 1 unreadable\n")
    assert main(["check"]) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if "error" in line or "move them" in line]
    assert found[:3] == [
        "advisories/2026/EX-SEC-W-2026-0001.products.yaml:1:1: error[file-name]: an import proposed these products",
        "    hint: complete them and move them to products/NAME.yml",
        "advisories/2026/EX-SEC-W-2026-0001.yml:24:14: error[unknown-product]: `beispielviewer-2` is not in the "
        "product table",
    ]


def test_what_is_left_of_a_csaf_draft_once_its_products_are_in_the_table(project, capsys):
    copy(FOLDER.parent / "csaf/manufacturer.json", project / "archive")
    main(["import", "csaf", "archive", "--text"])
    proposed = project / "advisories/2026/SSA-000001.products.yaml"
    proposed.rename(project / "advisories/products/example.yml")
    capsys.readouterr()
    assert main(["check"]) == 1
    errors = [line for line in capsys.readouterr().out.splitlines() if "error" in line]
    assert errors == ["advisories/2026/SSA-000001.yml:112:12: error[empty-value]: `source.license` is empty"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["technet", "nowhere"], "kb: nowhere does not exist\n"),
        (["technet", "archive", "--into", "mkdocs.yml"], "kb: mkdocs.yml is not a folder\n"),
    ],
)
def test_wrong_usage(project, capsys, arguments: list[str], message: str):
    assert main(["import", *arguments]) == 2
    assert capsys.readouterr().err.endswith(message)
