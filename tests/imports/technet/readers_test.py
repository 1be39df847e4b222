"""The readers of single facts, on what the documents of each layout print."""

from pathlib import Path

import pytest

from kb.imports.technet.blocks import Block, blocks
from kb.imports.technet.document import Document, parse
from kb.imports.technet.history import revisions
from kb.imports.technet.indicators import indicators, joined
from kb.imports.technet.keep import prose
from kb.imports.technet.kind import kind
from kb.imports.technet.mentions import contradictions, identify, mentions
from kb.imports.technet.releases import releases
from kb.imports.technet.software import software
from kb.imports.technet.texts import code, questions, thanks


def document(body: str, headline: str = "Worum es geht") -> Document:
    return parse(Path("a.md"), f"# Empfehlung 9000001\n\n## {headline}\n\nVeröffentlicht: 10. Mai 2005\n\n{body}\n")


@pytest.mark.parametrize(
    ("entry", "version", "day", "text"),
    [
        ("- V1.0 (10. Mai 2005): Erste.", "1.0", "2005-05-10", "Erste."),
        ("- Version 1.10 (10. Mai 2005): Erste.", "1.10", "2005-05-10", "Erste."),
        ("- V1.1 10. Mai 2005: Zweite.", "1.1", "2005-05-10", "Zweite."),
        ("V1.0 ([10. Mai 2005](https://example.org/)): Erste.", "1.0", "2005-05-10", "Erste."),
        ("- (10. Mai 2005): Erste.", None, "2005-05-10", "Erste."),
        ("-   10. Mai 2005: Erste.", None, "2005-05-10", "Erste."),
        ("-   <p>10. Mai 2005 Erste.</P>", None, "2005-05-10", "Erste."),
        ("- 09 Mai 2005: **Erste**.", None, "2005-05-09", "**Erste**."),
        ("- V2.0 (March 8, 2011): First.", "2.0", "2011-03-08", "First."),
        ("- V2.0 (08.07.15): Erste.", "2.0", "2015-07-08", "Erste."),
    ],
)
def test_revisions(entry: str, version: str | None, day: str, text: str):
    found, rest = revisions(document(f"### Revisionen\n\n{entry}\n\n*Built at 2014-04-18*"))
    assert [(each.version, f"{each.day}", each.text) for each in found] == [(version, day, text)]
    assert rest == []


def test_what_is_no_revision_is_named():
    found, rest = revisions(document("**Revisionen:**\n\nDemnächst.\n\n- 10. Mai 2005: Erste.\n\n  Fortsetzung."))
    assert [each.text for each in found] == ["Erste. Fortsetzung."]
    assert [block.text for block in rest] == ["Demnächst."]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("KB900001 und KB 9000002", ["KB900001", "KB9000002"]),
        ("Microsoft Knowledge Base-Artikel 900001", ["KB900001"]),
        ("„Titel des Updates (900001)“", ["KB900001"]),
        ("Das Update 9000001, nicht update 9000002", ["KB9000001"]),
        ("Rollup (Updates 9000001 und 9000002)", ["KB9000001", "KB9000002"]),
        ("9000001 für alle unterstützten Editionen", ["KB9000001"]),
        ("https://support.microsoft.com/kb/900001/de", ["KB900001"]),
        ("https://support.microsoft.com/default.aspx?scid=kb;de;900001", ["KB900001"]),
        ("can-2005-0001 und CVE-2014-123456", ["CVE-2005-0001", "CVE-2014-123456"]),
        ("ms08-067, MS14-TBD, APSB15-01", ["MS08-067", "APSB15-01"]),
        ("VU#900001 https://www.kb.cert.org/vuls/id/900001", ["VU#900001"]),
        ("BID 30000, CME-24", ["BID 30000", "CME-24"]),
        ("Sicherheitsempfehlung (900001) und Security Advisory 900002", ["900001", "900002"]),
        ("https://technet.microsoft.com/security/advisory/900001", ["900001"]),
        ("Fehler 0x80070643 am 10.05.2005", []),
    ],
)
def test_identify(text: str, named: list[str]):
    assert [name for _, name in identify(text)] == named


def test_mentions_leave_out_what_all_documents_say():
    body = "[Update](https://update.microsoft.com/) [Seite](https://example.org/)\n\n## Feedback\n\n[Wir](https://example.net/)"
    assert [(each.type, each.url, each.line) for each in mentions(document(body))] == [
        ("web", "https://example.org/", 7)
    ]


def test_the_number_of_the_document_in_its_headline_is_no_article():
    found = mentions(document("Update (9000002)", "Worum es geht (9000001)"))
    assert [each.id for each in found] == ["KB9000002"]


def test_a_link_that_leads_elsewhere_than_it_says():
    body = "[MS05-025](https://example.org/ms06-025.mspx) und [MS06-025](https://example.org/ms06-025.mspx)"
    assert [*contradictions(document(body))] == [(7, "a link says MS05-025, but its address MS06-025")]


def test_software_of_a_cell_with_several_lines():
    cell = "Alpha<br/>(900001)<sup>[2]</sup><br/>(Nur B)<br/>Beta*"
    table = f"<table><tr><td>Betriebssystem</td></tr><tr><td>{cell}</td></tr></table>"
    found = software(document(f"## Betroffene Software\n\n{table}"))
    assert [(row.name, row.update, row.marks, row.remark) for row in found.rows] == [
        ("Alpha", "KB900001", ["2"], "(Nur B)"),
        ("Beta", "KB900001", ["2", "*"], ""),
    ]


def test_software_says_who_is_not_affected():
    table = (
        "| Betroffene Software |\n|---|\n| Alpha |\n| **Gruppe** |\n| Server Core-Installationsoption |\n| Beta |\n"
    )
    spared = "\n| Nicht betroffene Software |\n|---|\n| Gamma |\n| Keine. |\n"
    found = software(document(f"{table}{spared}\n| Name | Farbe |\n|---|---|\n| Delta | Blau |\n"))
    assert [(row.name, row.affected, row.group) for row in found.rows] == [
        ("Alpha", True, None),
        ("Beta", True, "Server Core-Installationsoption"),
        ("Gamma", False, None),
    ]


@pytest.mark.parametrize(
    ("headline", "proposed"),
    [
        ("Update-Rollup für ActiveX-Kill Bits", "kill-bits"),
        ("Betrügerische digitale Zertifikate können Spoofing ermöglichen", "trust-revocation"),
        ("Sicherheitsanfälligkeit im Viewer", "vulnerability"),
        ("Vulnerability in Viewer Could Allow Spoofing", "vulnerability"),
        ("Veröffentlichter Angreifercode beeinflusst Dienst", "exploit-notice"),
        ("Update für Sicherheitsanfälligkeiten in Adobe Flash Player", "third-party"),
        ("Nicht-sicherheitsbezogenes Update für Internet Explorer", "non-security-update"),
        ("Kennzeichnung von SHA-1 als veraltet", "deprecation"),
        ("Update zur Verbesserung der Authentifizierung", "hardening"),
        ("Erläuterung der Dateifreigabe", "guidance"),
    ],
)
def test_kind(headline: str, proposed: str):
    assert kind(document("a", headline)) == proposed


def test_questions_and_answers():
    body = (
        "## FAQ\n\n**Was?**  \nDas.\n\nUnd das.\n\n**Wie** **genau?**\n\nSo.\n\nOhne Marken?  \nJa.\n\n"
        "**Wie verwende ich diese Tabelle?**\n\n## Szenario\n\n**Wozu?**  \nDarum.\n\n**Nicht gefragt**"
    )
    found = [(each.title, [block.text for block in each.blocks]) for each in questions(document(body))]
    assert found == [
        ("Was?", ["Das.", "Und das."]),
        ("Wie genau?", ["So."]),
        ("Ohne Marken?", ["Ja.", "Wie verwende ich diese Tabelle?"]),
        ("Wozu?", ["Darum.", "Nicht gefragt"]),
    ]


@pytest.mark.parametrize(
    ("line", "names", "organizations"),
    [
        ("A B von [C](https://c.example.com/) für den Hinweis", ["A B"], [("C", "https://c.example.com/")]),
        ("A B und D E von C, dass sie halfen", ["A B", "D E"], [("C", None)]),
        ("C Labs für den Hinweis", [], [("C Labs", None)]),
        ("Einem anonymen Finder", [], []),
    ],
)
def test_thanks(line: str, names: list[str], organizations: list[tuple[str, str | None]]):
    (found,) = thanks(document(f"### Danksagungen\n\n- {line}"))
    assert (found.names, found.organizations, found.anonymous) == (names, organizations, "anonym" in line)


def test_indicators_are_found_once_and_not_in_addresses():
    body = (
        "{AAAAAAAA-1111-2222-3333-444444444444} oder aaaaaaaa-1111-2222-3333-444444444444 und "
        "https://example.org/?id=BBBBBBBB-1111-2222-3333-444444444444, Fehler 0x80070643, Ereigniskennung: 4112\n\n"
        "- mail.example.com\n- evil.exe\n\nHKEY\\_LOCAL\\_MACHINE\\\\A\\\\B"
    )
    assert [(each.type, each.value, each.line) for each in indicators(document(body), set())] == [
        ("clsid", "{AAAAAAAA-1111-2222-3333-444444444444}", 7),
        ("error-code", "0x80070643", 7),
        ("event-id", "4112", 7),
        ("host", "mail.example.com", 9),
        ("file", "evil.exe", 10),
        ("registry-key", "HKEY_LOCAL_MACHINE\\A\\B", 12),
    ]


@pytest.mark.parametrize(
    ("printed", "digits"),
    [("AB cd 01", "abcd01"), ("abcd01", "abcd01"), ("AB:CD", "abcd"), ("abc", None), ("unbekannt", None)],
)
def test_joined(printed: str, digits: str | None):
    assert joined(printed) == digits


def test_releases_with_a_day_each_or_a_day_above_them():
    body = (
        "- Am 08.07.15 hat Microsoft ein Update (9000001) veröffentlicht, siehe APSB15-01.\n\n"
        "  Weiteres in [9000001](https://support.microsoft.com/kb/9000001) und CVE-2015-0001.\n\n"
        "Am 13. September 2011 veröffentlichte Updates\n\n- Bulletin MS11-001 zum Artikel 900002\n- Nur Text\n\n"
        "Ein Absatz dazwischen.\n\n- Bulletin MS11-002"
    )
    assert [
        (each.id, f"{each.day}", each.url, each.articles, each.addresses) for each in releases(document(body))
    ] == [
        ("KB9000001", "2015-07-08", "https://support.microsoft.com/kb/9000001", [], ["APSB15-01", "CVE-2015-0001"]),
        ("MS11-001", "2011-09-13", None, ["KB900002"], []),
    ]
    assert releases(document("- Am 08.07.15 hat Microsoft ein Update (9000001) veröffentlicht.")) == []


def test_code_and_registry_files_printed_as_text():
    text = 'Windows Registry Editor Version 5.00\n\n\\[HKEY\\_A\\\\B\\]\n"C"=1\n\nText\n\n```\n  x\n    y\n```\n'
    assert [*code(blocks(text))] == [
        (1, "registry", 'Windows Registry Editor Version 5.00\n\n[HKEY_A\\B]\n"C"=1'),
        (8, "text", "x\n  y"),
    ]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("a<br>b", "a\\\nb"),
        ("a  \nb\nc", "a\\\nb\nc"),
        ("a [b](images/b.md) [c](https://example.org/(c)) ![](d.png)", "a b [c](https://example.org/(c))"),
        ("a<sup>[1]</sup> <font color='red'>b</font>", "a [1] b"),
        ("- a\n- b\n\n  c\n\n  1. d\n", "-   a\n-   b\n\n    c\n\n    1.  d"),
        ("| A |\n|---|\n| b\\|c |\n", "| A |\n| --- |\n| b\\|c |"),
        ("```\nx < y\n```\n", "```\nx < y\n```"),
        ("## Titel\n\na", "**Titel**\n\na"),
    ],
)
def test_prose(source: str, kept: str):
    found: list[Block] = blocks(source)
    assert prose(found) == kept
