"""The head of a document, its parts, and documents that cannot be read."""

from pathlib import Path

import pytest

from kb.imports.draft import UnreadableDocument
from kb.imports.technet.document import load, parse

PATH = Path("a.md")
DATES = "Veröffentlicht: 10. Mai 2005"


def parts(body: str) -> list[tuple[str, str]]:
    """Part and first words of each block after the dates."""
    placed = parse(PATH, f"# Empfehlung 9000001\n\n{DATES}\n\n{body}").placed
    return [(each.part, each.block.text.split("\n")[0]) for each in placed[2:]]


def test_parts_follow_headings():
    assert parts("## Übersicht\n\na\n\n## Szenario\n\nb\n\n### FAQ\n\nc\n\n#### Mehr\n\nd\n\n## Revisionen\n\ne") == [
        ("overview", "Übersicht"),
        ("overview", "a"),
        ("other", "Szenario"),
        ("other", "b"),
        ("faq", "FAQ"),
        ("faq", "c"),
        ("faq", "Mehr"),
        ("faq", "d"),
        ("revisions", "Revisionen"),
        ("revisions", "e"),
    ]


def test_mitigations_below_a_bold_line_end_with_their_list():
    assert parts(
        "**Schadensbegrenzende Faktoren:**\n\n- a\n\n  b\n\nc\n\n**Problemumgehungen**\n\nd\n\n- e\n\nf"
    ) == [
        ("mitigations", "Schadensbegrenzende Faktoren:"),
        ("mitigations", "a"),
        ("mitigations", "b"),
        ("overview", "c"),
        ("workarounds", "Problemumgehungen"),
        ("workarounds", "d"),
        ("workarounds", "e"),
        ("workarounds", "f"),
    ]


@pytest.mark.parametrize(
    ("line", "published", "updated", "language"),
    [
        ("Veröffentlicht: Dienstag, 10. Mai 2005", "2005-05-10", "2005-05-10", "de"),
        ("Veröffentlicht: 10. Mai 2005 | Aktualisiert: 21.09.12", "2005-05-10", "2012-09-21", "de"),
        ("Veröffentlicht: 8. Mai 2018 | Update vom 29. Juni 2018", "2018-05-08", "2018-06-29", "de"),
        ("Published: March 08, 2011 | Updated: April 1, 2011", "2011-03-08", "2011-04-01", "en"),
    ],
)
def test_days(line: str, published: str, updated: str, language: str):
    head = parse(PATH, f"# Empfehlung 9000001\n\n{line}\n").head
    assert (f"{head.published}", f"{head.updated}", head.language) == (published, updated, language)


def test_head_without_metadata():
    head = parse(PATH, f"# Empfehlung 9000001\n\n## Worum es geht\n\n{DATES}\n\n**Version:** 1.10\n").head
    assert (head.id, head.title, head.headline, head.url) == ("9000001", "Empfehlung 9000001", "Worum es geht", None)
    assert (head.version, head.headline_line, head.dates_line, head.version_line) == ("1.10", 3, 5, 7)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# Empfehlung 9000001\n\nText\n", "1: it names no day of publication"),
        ("# Empfehlung 9000001\n\nVeröffentlicht: 31. Juni 2005\n".encode(), "3: it names no day of publication"),
        (f"# Empfehlung\n\n{DATES}\n".encode(), "1: it names no number of an advisory"),
        (f"---\nTitle: [\n---\n\n{DATES}\n".encode(), "3: its head is not YAML"),
        (f"---\n- a\n---\n\n{DATES}\n".encode(), "1: its head names no values"),
        (b"Text\n\nM\xe4rz\n", "3: byte 0xe4 is not UTF-8"),
        (b"", "1: it names no day of publication"),
    ],
)
def test_unreadable(tmp_path: Path, content: bytes, message: str):
    file = tmp_path / "a.md"
    file.write_bytes(content)
    with pytest.raises(UnreadableDocument) as caught:
        load(file)
    assert f"{caught.value}" == f"{file}:{message}"


def test_unreadable_files(tmp_path: Path):
    with pytest.raises(UnreadableDocument, match=r"a\.md:1: No such file or directory$"):
        load(tmp_path / "a.md")
    with pytest.raises(UnreadableDocument, match=r":1: Is a directory$"):
        load(tmp_path)
