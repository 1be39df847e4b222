"""Words as the search compares them; that the browser does the same is tested in tests/browser/search_test.py."""

import pytest

from kb.render.words import fold, runs, stem, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Word-97-Textkonverter", ["word", "97", "textkonverter"]),
        ("Windows Server 2003 Service Pack 2", ["windows", "server", "2003", "sp2"]),
        ("XP SP 3, Service Packs", ["xp", "sp3", "service", "packs"]),
        ("E-Mail", ["email"]),
        ("SHA-2, SHA-256 and TLS-1.2", ["sha2", "sha256", "and", "tls", "1", "2"]),
        ("SMS_WSUS_SYNC", ["sms", "wsus", "sync"]),
        ("…", []),
    ],
)
def test_words(text: str, expected: list[str]):
    assert words(text) == expected


@pytest.mark.parametrize("forms", [("lücke", "luecke", "lucke"), ("größe", "groesse", "grosse"), ("über", "uber")])
def test_ways_to_write_a_word(forms: tuple[str, ...]):
    assert len({fold(form) for form in forms}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        ("sicherheitslücke", "sicherheitslücken", "sicherheitsluecken"),
        ("zertifikat", "zertifikate", "zertifikaten", "zertifikats", "zertifikates"),
        ("anfälligkeit", "anfälligkeiten"),
        ("gefälscht", "gefälschte", "gefälschten", "gefälschtes"),
        ("konfiguration", "konfigurieren", "konfiguriert", "konfigurationen"),
        ("synchronisation", "synchronisierung", "synchronisieren"),
        ("ausführung", "ausführen", "ausführungen"),
        ("vulnerability", "vulnerabilities"),
        ("attack", "attacks", "attacked", "attacking"),
        ("server", "servers"),
        ("update", "updates"),
    ],
)
def test_forms_of_a_word(forms: tuple[str, ...]):
    assert len({stem(form) for form in forms}) == 1


def test_words_that_are_different():
    different = [
        "word",
        "wordpad",
        "windows",
        "wurm",
        "dos",
        "dns",
        "server",
        "service",
        "excel",
        "access",
        "2003",
        "sp2",
    ]
    assert len({stem(word) for word in different}) == len(different)


def test_runs():
    assert list(runs(["server", "2003", "sp2"])) == ["server 2003", "2003 sp2", "server 2003 sp2"]
