"""`kb links`: what is asked, listed and noted."""

from collections.abc import Iterator
from datetime import date

import pytest

from kb.cli import main
from kb.commands import links
from kb.links.ask import Answer
from tests.check.cases import RECORD, write

TODAY = f"{date.today()}"
HEAD = """\
# yaml-language-server: $schema=schema/links.json
# Written by `kb links`: the addresses in the records that do not lead where they should.
"""
FIRST = RECORD + (
    "references:\n"
    "  - {type: web, url: https://example.org/missing}\n"
    "  - {type: web, url: https://example.org/ok}\n"
    "  - {type: web, url: https://example.org/missing#part}\n"
)
SECOND = RECORD.replace("954474", "954475") + (
    "references:\n"
    "  - {type: web, url: https://example.org/moved}\n"
    "  - {type: web, url: https://example.org/slow}\n"
    "  - {type: web, url: https://example.org/missing}\n"
)
ANSWERS = {
    "ok": Answer(200, None, "https://example.org/ok"),
    "missing": Answer(404, None, "https://example.org/missing"),
    "moved": Answer(200, None, "https://example.org/new", moved=True),
    "slow": Answer(None, "timeout", "https://example.org/slow"),
}


@pytest.fixture
def asked(tmp_path, monkeypatch) -> list[str]:
    """A project of two records; what is asked for."""
    write(tmp_path / "advisories", {"2008/954474.yml": FIRST, "2008/954475.yml": SECOND, "2008/x.yml": "a: [\n"})
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    monkeypatch.chdir(tmp_path)
    found = []

    def survey(urls) -> Iterator[tuple[str, Answer]]:
        for url in urls:
            found.append(url.removeprefix("https://example.org/"))
            yield url, ANSWERS[found[-1]]

    monkeypatch.setattr(links, "survey", survey)
    return found


def test_everything(asked, tmp_path, capsys):
    assert main(["links"]) == 0
    assert asked == ["missing", "ok", "moved", "slow"]
    out, err = capsys.readouterr()
    assert out == (
        "advisories/2008/x.yml:1:5: error[yaml-syntax]: "
        "while parsing a flow node did not find expected node content\n"
        "    hint: close the [, or put a value that begins with it in quotes\n"
        "advisories/2008/954474.yml:22:22: dead: https://example.org/missing (HTTP 404)\n"
        "advisories/2008/954474.yml:24:22: dead: https://example.org/missing#part (HTTP 404)\n"
        "advisories/2008/954475.yml:22:22: moved: https://example.org/moved (https://example.org/new)\n"
        "advisories/2008/954475.yml:23:22: unclear: https://example.org/slow (timeout)\n"
        "advisories/2008/954475.yml:24:22: dead: https://example.org/missing (HTTP 404)\n"
    )
    assert err.endswith("advisories/links.yml: 4 noted; of the addresses requested 2 dead, 1 moved, 1 unclear\n")
    assert (tmp_path / "advisories/links.yml").read_text() == HEAD + (
        f"checked: {TODAY}\n"
        "links:\n"
        "  - url: 'https://example.org/missing'\n"
        "    state: dead\n"
        "    answer: '404'\n"
        f"    since: {TODAY}\n"
        "  - url: 'https://example.org/missing#part'\n"
        "    state: dead\n"
        "    answer: '404'\n"
        f"    since: {TODAY}\n"
        "  - url: 'https://example.org/moved'\n"
        "    state: moved\n"
        "    answer: 'https://example.org/new'\n"
        f"    since: {TODAY}\n"
        "  - url: 'https://example.org/slow'\n"
        "    state: unclear\n"
        "    answer: 'timeout'\n"
        f"    since: {TODAY}\n"
    )
    (tmp_path / "advisories/2008/x.yml").unlink()
    assert main(["check", "--strict", "advisories/links.yml"]) == 0


def test_one_record_leaves_the_others_alone(asked, tmp_path, capsys):
    main(["links"])
    noted = (tmp_path / "advisories/links.yml").read_text()
    asked.clear()
    (tmp_path / "advisories/links.yml").write_text(noted.replace(TODAY, "2026-01-01"))
    assert main(["links", "advisories/2008/954475.yml"]) == 0
    assert asked == ["moved", "slow", "missing"]
    assert (tmp_path / "advisories/links.yml").read_text() == noted.replace(TODAY, "2026-01-01")


def test_interrupted_it_notes_what_it_knows(asked, tmp_path, monkeypatch, capsys):
    def survey(urls) -> Iterator[tuple[str, Answer]]:
        yield "https://example.org/missing", ANSWERS["missing"]
        raise KeyboardInterrupt

    monkeypatch.setattr(links, "survey", survey)
    assert main(["links"]) == 130
    text = (tmp_path / "advisories/links.yml").read_text()
    assert text.startswith(f"{HEAD}links:\n")
    assert text.count("- url:") == 2


def test_without_a_network_nothing_is_noted(asked, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(links, "survey", lambda urls: ((url, Answer(None, "no-connection", url)) for url in urls))
    assert main(["links"]) == 1
    assert capsys.readouterr().err.endswith("kb: not one address answered; is there a network? Nothing was noted\n")
    assert not (tmp_path / "advisories/links.yml").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("nowhere", 2, "kb: nowhere does not exist\n"),
        (
            "mkdocs.yml",
            2,
            "kb: name records, or folders of them, of one folder of records: it has a folder `products`\n",
        ),
        ("advisories", 1, "kb: advisories/links.yml has errors: mend them, or remove the file\n"),
    ],
)
def test_refused(asked, tmp_path, capsys, arguments, code, message):
    (tmp_path / "advisories/links.yml").write_text("checked: yesterday\n")
    assert main(["links", arguments]) == code
    assert capsys.readouterr().err == message
    assert asked == []
