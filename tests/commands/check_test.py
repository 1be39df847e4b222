"""`kb check`: what is reported for which arguments, and the exit code."""

import json
from concurrent.futures.process import BrokenProcessPool

import pytest

from kb.cli import main
from kb.records.files import find_root
from tests.check.cases import RECORD, write

FAULTY = RECORD.replace("954474", "954475").replace("kind: guidance", "kind: guidanc")
HALF = RECORD.replace("954474", "954476").replace("  de: Titel\n", "")
ERROR = (
    "advisories/2008/954475.yml:3:7: error[unknown-value]: `guidanc` is not one of vulnerability, hardening, "
    "trust-revocation, guidance, kill-bits, third-party, exploit-notice, non-security-update, deprecation\n"
    "    hint: did you mean `guidance`?\n"
)
WARNING = (
    "advisories/2008/954476.yml:8:1: warning[missing-translation]: `title` has no text in `de`\n    hint: add `de:`\n"
)


@pytest.fixture
def project(tmp_path, monkeypatch):
    files = {"2008/954474.yml": RECORD, "2008/954475.yml": FAULTY, "2008/954476.yml": HALF}
    write(tmp_path / "advisories", files)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        ("", 1, ERROR + WARNING, "3 records, 1 product table: 1 error, 1 warning\n"),
        ("advisories", 1, ERROR + WARNING, "3 records, 1 product table: 1 error, 1 warning\n"),
        ("./advisories/2008/", 1, ERROR + WARNING, "3 records, 0 product tables: 1 error, 1 warning\n"),
        ("advisories/products", 0, "", "0 records, 1 product table: no problems\n"),
        ("advisories/2008/954474.yml", 0, "", "1 record, 0 product tables: no problems\n"),
        ("--strict advisories/2008/954474.yml", 0, "", "1 record, 0 product tables: no problems\n"),
        ("advisories/2008/954476.yml", 0, WARNING, "1 record, 0 product tables: 0 errors, 1 warning\n"),
        ("--strict advisories/2008/954476.yml", 1, WARNING, "1 record, 0 product tables: 0 errors, 1 warning\n"),
        (
            "advisories/2008/954476.yml advisories/2008/954475.yml advisories/2008",
            1,
            ERROR + WARNING,
            "3 records, 0 product tables: 1 error, 1 warning\n",
        ),
        ("nowhere", 2, "", "kb: nowhere does not exist\n"),
        (
            "advisories/schema/x.json",
            2,
            "",
            "kb: advisories/schema/x.json is neither a record nor a product table\n",
        ),
    ],
)
def test_report(project, capsys, arguments, code, out, err):
    (project / "advisories/schema").mkdir()
    (project / "advisories/schema/x.json").touch()
    assert main(["check", *arguments.split()]) == code
    assert capsys.readouterr() == (out, err)


def test_a_file_outside_of_all_records(project, capsys, monkeypatch):
    def find_within(path):  # the machine may have a folder `products` above the temporary one
        root = find_root(path)
        return root if root and root.absolute().is_relative_to(project) else None

    monkeypatch.setattr("kb.commands.check.find_root", find_within)
    assert main(["check", "mkdocs.yml"]) == 2
    assert capsys.readouterr() == (
        "",
        "kb: mkdocs.yml lies in no folder of records, which is one with a folder `products`\n",
    )


def test_other_records_are_compared_though_not_reported(project, capsys):
    (project / "advisories/2008/954477.yml").write_text(RECORD)
    assert main(["check", "advisories/2008/954477.yml"]) == 1
    assert capsys.readouterr().out == (
        "advisories/2008/954477.yml:2:5: error[duplicate-id]: `954474` is also the id of advisories/2008/954474.yml\n"
        "    hint: keep one of the two records\n"
        "advisories/2008/954477.yml:2:5: error[id-file-name]: `954474` is not the name of the file\n"
        '    hint: write id: "954477", or rename the file\n'
    )


def test_from_a_folder_inside_and_outside(project, capsys, monkeypatch):
    monkeypatch.chdir(project / "advisories/2008")
    assert main(["check", "954475.yml"]) == 1
    assert capsys.readouterr().out == f"{project}/{ERROR}"
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith(f"{project}/{ERROR}")


def test_two_folders_of_records(project, capsys):
    write(project / "more", {"2008/954475.yml": FAULTY})
    assert main(["check", "more", "advisories/2008/954475.yml"]) == 1
    assert capsys.readouterr() == (
        ERROR.replace("advisories", "more") + ERROR,
        "2 records, 1 product table: 2 errors, 0 warnings\n",
    )


def test_annotations(project, capsys):
    assert main(["check", "--format", "github", "advisories/2008/954476.yml"]) == 0
    assert capsys.readouterr().out == (
        "::warning file=advisories/2008/954476.yml,line=8,col=1,title=missing-translation::"
        "`title` has no text in `de`%0Ahint: add `de:`\n"
    )


def test_json(project, capsys):
    assert main(["check", "--format", "json"]) == 1
    assert [each["rule"] for each in json.loads(capsys.readouterr().out)] == ["unknown-value", "missing-translation"]


def test_no_records(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "kb: advisories does not exist\n"


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "--format", "xml"]])
def test_wrong_usage(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_worker_is_ended_by_the_system(capfd, monkeypatch):
    def ended(_: object) -> int:
        raise BrokenProcessPool

    monkeypatch.setattr("kb.commands.check.run", ended)
    assert main(["check"]) == 1
    assert capfd.readouterr().err == "kb: a worker process was ended by the system; is there enough memory?\n"
