"""The search in a browser: what it finds, says, loads, and survives."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.render.search import canonical
from kb.render.words import fold, stem, words
from kb.site import search_index
from scripts.served import served
from tests.samples import (
    BLOCKED,
    CERTIFICATES,
    INJECTION,
    ISOLATION,
    PAD,
    SERVER,
    SYNC,
    VIEWER,
)
from tests.small import make_small

Visit = Callable[[str], Page]

# Language, query, and the advisory that comes first.
QUERIES = [
    ("de", "KB9990100", SYNC),
    ("de", "kb 9990100", SYNC),
    ("en", "9990100", SYNC),
    ("de", "CVE-2021-20463", VIEWER),
    ("en", "cve 2021 20463", VIEWER),
    ("de", "2021-20463", VIEWER),
    ("en", "MS21-067", SERVER),
    ("de", "ms21 067", SERVER),
    ("de", "0x80004005", SYNC),
    ("en", "Error 80004005", SYNC),
    ("de", "ID=6709", SYNC),
    ("en", "EX_SYNC_MANAGER", SYNC),
    ("de", "Exsync.log", SYNC),
    ("en", r"C:\Program Files\Example Inventory\Source\exscan2.cab", SYNC),
    ("de", "{F0E42D50-368C-11D0-AD81-00A0C90DC8D9}", VIEWER),
    ("de", "SCCM 7", SYNC),
    ("en", "Writepad", PAD),
    ("de", "Ist Configuration Manager 7 betroffen?", SYNC),
    ("de", "targeted attacks Snapshot", VIEWER),
    ("en", "gezielte Angriffe Snapshot Viewer", VIEWER),
    ("de", "Zertifikat MD5", CERTIFICATES),
    ("en", "SQL injection", INJECTION),
    ("de", "snapsh", VIEWER),
    ("de", "Sicherheitsluecke Rechteausweitung", ISOLATION),
    ("de", "MS21/067", SERVER),
    ("en", "https://support.example.org/kb/9990100", SYNC),
    ("en", "buffer overflow writepad", PAD),  # a stack overflow is one
    ("de", "Serviceisolierung", ISOLATION),  # which calls it Dienstisolierung
    ("de", "USB-WritePad", PAD),  # words with a hyphen that no text has together
]


def results(page: Page) -> list[str]:
    """Returns the advisories that the page shows, in their order, once they are all there."""
    page.locator("[data-search-state=done]").wait_for(state="attached")
    return [each.get_attribute("data-advisory") for each in page.locator(".kb-result").all()]


@pytest.mark.parametrize(("language", "query", "first"), QUERIES)
def test_finds(visit: Visit, language: str, query: str, first: str):
    assert results(visit(f"{language}/search/?q={quote(query)}"))[0] == first


@pytest.mark.parametrize(
    ("language", "query", "said", "some"),
    [
        ("de", "CVE-2031-9999", "In keiner Empfehlung dieser Site genannt: CVE-2031-9999", False),
        (
            "en",
            "KB999999999 0x8badf00d",
            "Not mentioned in any advisory of this site: KB999999999, 0x8badf00d",
            False,
        ),
        ("en", "CVE-2031-9999 Calc", "Not mentioned in any advisory of this site: CVE-2031-9999", True),
        ("de", "qwertzuiop", "Nichts gefunden für „qwertzuiop“.", False),
        ("de", "Sasser", "Nichts gefunden für „Sasser“.", False),
        ("en", "sony", "Nothing found for “sony”.", False),
        ("de", "Snapshot Sony", "Ohne Treffer und darum nicht berücksichtigt: sony", True),
        ("en", "Writepad blaster", "Not found and therefore left out: blaster", True),
        ("en", "writepadd", "Showing results for “writepad” instead of “writepadd”.", True),
        ("de", "Snapshot qwertzuiop", "Ohne Treffer und darum nicht berücksichtigt: qwertzuiop", True),
        ("en", "Calc synchronization", "No advisory has all of the words; these have some of them.", True),
        ("de", "</p><b>$& Snapshot", "Ohne Treffer und darum nicht berücksichtigt: p", True),
        ("en", "<img src=x onerror=alert(1)>", "", None),
    ],
)
def test_says_what_it_did(visit: Visit, language: str, query: str, said: str, some: bool | None):
    page = visit(f"{language}/search/?q={quote(query)}")
    found = results(page)
    expect(page.locator("[role=status]")).to_contain_text(said)
    assert some is None or bool(found) == some
    assert page.locator(".md-content input[name=q]").input_value() == query
    assert page.locator(".md-content img, .md-content b").count() == 0


def test_a_result(visit: Visit):
    page = visit("de/search/?q=Snapshot+Viewer")
    assert results(page) == [VIEWER, BLOCKED]
    result = page.locator(".kb-result").first
    expect(result.locator("a")).to_have_text("Gezielte Angriffe über das Steuerelement des Snapshot Viewers")
    expect(result.locator(".kb-result__meta")).to_have_text(
        re.compile(rf"{VIEWER} · Sicherheitslücke · 7\. Juli 2021 · .*Snapshot Viewer.* · und 2 weitere")
    )
    expect(result.locator("mark").first).to_have_text(re.compile("Snapshot|Viewer"))
    result.locator("a").click()
    page.wait_for_url(f"**/de/advisories/{VIEWER}/")


def test_the_box_of_any_page_leads_to_results_and_back(visit: Visit):
    page = visit(f"en/advisories/{SYNC}/")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.reload()
    assert not [url for url in requests if "search" in url]
    page.keyboard.press("/")
    page.keyboard.type("writepad")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=writepad")
    assert results(page) == [PAD]
    box = page.locator(".md-content input[name=q]")
    box.fill("snapshot viewer")
    page.wait_for_url("**/en/search/?q=snapshot%20viewer")
    expect(page.locator(".kb-result").first).to_have_attribute("data-advisory", VIEWER)
    page.locator(".kb-result a").first.click()
    page.wait_for_url(f"**/advisories/{VIEWER}/")
    page.go_back()
    assert results(page)[0] == VIEWER
    page.go_back()
    page.wait_for_url("**/en/search/?q=writepad")
    expect(page.locator(".kb-result")).to_have_attribute("data-advisory", PAD)
    assert box.input_value() == "writepad"
    page.go_back()
    page.wait_for_url(f"**/advisories/{SYNC}/")


def test_without_a_query_there_is_only_the_box(visit: Visit):
    page = visit("de/search/")
    expect(page.locator(".md-content input[name=q]")).to_be_focused()
    assert page.locator("[data-search-state=idle]").count() == 1
    page.keyboard.type("9990100")
    expect(page.locator(".kb-result").first).to_have_attribute("data-advisory", SYNC)
    page.locator(".md-content input[name=q]").fill("")
    page.locator("[data-search-state=idle]").wait_for(state="attached")
    expect(page.locator("[role=status]")).to_have_text("")


def test_says_that_it_cannot_be_loaded_and_tries_again(browser: Browser, served_samples: str):
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/index.json", lambda route: route.abort())
        page.goto(f"{served_samples}/de/search/?q=9990100")
        page.locator("[data-search-state=failed]").wait_for(state="attached")
        expect(page.locator("[role=status]")).to_have_text("Die Suche konnte nicht geladen werden.")
        page.unroute("**/index.json")
        page.locator(".md-content input[name=q]").fill("KB9990100")
        assert results(page)[0] == SYNC


def test_identifiers_have_the_same_form_in_the_index_and_in_queries(visit: Visit):
    names = ["KB954474", "KB", "CVE-2008-1447", "0x80004005", "0xzz", "ID=6709", "Prüf_summe.log", "İ-1", "VU#1", "…"]
    names += ["{F0E42D50-368C-11D0-AD81-00A0C90DC8D9}", r"HKEY_LOCAL_MACHINE\SOFTWARE", "kb12a", "0XABCD"]
    names += ["CAN-2004-1043", "can_2004"]
    page = visit("de/search/")
    forms = page.evaluate(
        "async names => names.map((await import('../assets/javascripts/search/query.js')).canonical)", names
    )
    assert forms == [canonical(name) for name in names]


def test_words_are_the_same_in_the_index_and_in_queries(visit: Visit):
    texts = [
        "Sicherheitslücken, Sicherheitsluecke",
        "Windows Server 2003 Service Pack 2",
        "XP SP 3",
        "E-Mails an SMS_X, SHA-2, TLS-1.2",
    ]
    texts += [
        "Größe Groesse GRÖSSE ÉTÉ İ",
        "vulnerabilities attacked signing",
        "Konfigurationen konfiguriert",
        "0x80",
        "…",
    ]
    texts += [
        "Synchronisierung",
        "Ausführungen",
        "gefälschtes",
        "neue Quelle",
        "iPhone's",
        "Ausweitung",
        "IE6 W2K3SP2",
    ]
    page = visit("de/search/")
    script = """async texts => {
      const { words, fold, stem } = await import("../assets/javascripts/search/words.js")
      return texts.map(text => words(text).map(word => [word, fold(word), stem(word)]))
    }"""
    assert page.evaluate(script, texts) == [
        [[word, fold(word), stem(word)] for word in words(text)] for text in texts
    ]


@pytest.mark.parametrize(
    ("query", "numbers", "names", "words"),
    [
        ("KB: 954474 Update", ["954474"], [], []),
        ("CVE–2008–1447 dns", ["cve20081447"], [], ["dns"]),
        ("2008 1447", [], ["cve20081447"], []),
        ("ms08067 und MS08 067", ["ms08067"], [], []),
        ("MS08/067 CVE_2008_1447", ["cve20081447", "ms08067"], [], []),
        ("CAN-2004-1043", ["cve20041043"], [], []),
        ("KB954474_x86.log", ["954474"], ["x86log"], []),
        ("clients can't sync, it doesn’t work", [], [], ["clients", "sync", "work"]),
        ("https://support.example.org/de-de/kb/954474?x=1 dns", ["954474"], [], ["dns"]),
        ("http://wsus.example.org/a", [], ["wsusexampleorg"], ["http"]),
        ("TLS 1.0", [], [], ["tls", "1", "0"]),
        ("Fehler -2147467259", ["80004005"], [], []),
        ("2147500037", ["80004005"], [], []),
        ("2b 84 BF:bb 34", ["2b84bfbb34"], [], []),
        ("2b84bfbb34ee2ef949fe1cbe30aa02641 6", ["2b84bfbb34ee2ef949fe1cbe30aa02641"], [], ["6"]),
        (r"C:\WINDOWS\Wsyncmgr.log", [], ["wsyncmgrlog"], ["c", "windows"]),
        (r"[HKEY_LOCAL_MACHINE\SOFTWARE\X_LOCK]", [], ["xlock"], ["software"]),
        (r"HKLM\System\DNSClient", [], [], ["system", "dnsclient"]),
        ("Server 2003 Service Pack 2", [], [], ["server", "2003", "sp2"]),
        ("die und", [], [], ["die", "und"]),
    ],
)
def test_a_query_is_taken_apart(visit: Visit, query: str, numbers: list[str], names: list[str], words: list[str]):
    page = visit("de/search/")
    script = "async query => (await import('../assets/javascripts/search/query.js')).parse(query)"
    parsed = page.evaluate(script, query)
    assert [each["token"] for each in parsed["numbers"]] == numbers
    assert [each["token"] for each in parsed["names"]] == names
    assert parsed["words"] == words


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("Sicherheitslüke Calc", [{"typed": "sicherheitslüke", "used": "sicherheitslücke"}]),
        ("Writepd", [{"typed": "writepd", "used": "writepad"}]),
        ("Snapshotviewer", [{"typed": "snapshotviewer", "used": "snapshot viewer"}]),
        ("Snapshotviewerupdate", [{"typed": "snapshotviewerupdate", "used": "snapshot viewer update"}]),
        ("Serviceisolierung", [{"typed": "serviceisolierung", "used": "dienstisolierung"}]),
        ("MS21-067 Writepd", []),
        ("Writepad", []),
        ("Writepadkatze", []),  # its first part alone is another thing
        ("Sasser", []),
    ],
)
def test_says_what_it_took_for_what(visit: Visit, query: str, said: list[dict[str, str]]):
    page = visit("de/search/")
    script = """async query => {
      const { openEngine } = await import("../assets/javascripts/search/engine.js")
      return (await (await openEngine(new URL("../search-index/", location.href), "de"))(query)).corrected
    }"""
    assert page.evaluate(script, query) == said


# What was typed, and the words of the texts that it may be; each stands beside others that are near.
MISTYPED = {
    "wrod": ["word"],
    "exel": ["excel"],
    "excell": ["excel"],
    "xecel": ["excel"],
    "outlok": ["outlook"],
    "exchnge": ["exchange"],
    "kerbros": ["kerberos"],
    "sharpoint": ["sharepoint"],
    "remot": ["remote"],
    "wdigest": ["digest"],
    "icrosoft": ["microsoft"],
    "exlporer": ["explorer"],
    "explroer": ["explorer"],
    "exploder": ["explorer"],
    "diginotor": ["diginotar"],
    "injektion": ["injection"],
    "gadgtes": ["gadgets"],
    "zerifikat": ["zertifikat", "zertifikate"],
    "zertifkat": ["zertifikat", "zertifikate"],
    "verschlüselung": ["verschlüsselung"],
    "sicherheitslüke": ["sicherheitslücke", "sicherheitslücken"],
    "sicherheitslueke": ["sicherheitslücke", "sicherheitslücken"],
    "sicherheitslcüke": ["sicherheitslücke", "sicherheitslücken"],
    "sicherheislücken": ["sicherheitslücken", "sicherheitslücke"],
    "sichereitslüken": ["sicherheitslücken"],
    "sasser": [],
    "sony": [],
    "blaster": [],
    "conficker": [],
    "handy": [],
    "linus": [],
    "mysql": [],
    "nginx": [],
    "ubuntu": [],
    "facebook": [],
    "wordpress": [],
    "vergessen": [],
    "translation": [],
    "getroffen": [],
    "besonders": [],
    "sql": [],
    "wlche": [],  # a word that tells nothing is never meant
}
WORDS = """
    beast betroffen beyond confines configure dass digest diginotar excel exchange explorer face gadget gadgets hand
    injection kerberos linux microsoft mssql outlook press remote says sharepoint sicherheitslücke sicherheitslücken
    sondern transfer verbessern verschlüsselt verschlüsselung welche word worden zertifikat zertifikate
"""


def test_only_what_a_reader_recognizes_is_a_mistake(visit: Visit):
    page = visit("de/search/")
    script = """async ([words, typed]) => {
      const { openSpelling } = await import("../assets/javascripts/search/spelling.js")
      return Object.fromEntries(typed.map(each => [each, openSpelling(words).similar(each)]))
    }"""
    assert page.evaluate(script, [WORDS.split(), list(MISTYPED)]) == MISTYPED


def test_a_compound_is_taken_apart_into_as_few_words_as_possible_or_not_at_all(visit: Visit):
    words = ["video", "teuer", "element", "steuerelement", "sicherheit", "windows", "dienst", "über", "lassen"]
    compounds = {
        "videosteuerelement": ["video", "steuerelement"],
        "sicherheitsdienst": ["sicherheit", "dienst"],
        "windowsdienst": ["windows", "dienst"],
        "windowsdienstvideo": ["windows", "dienst", "video"],
        "windowskatze": [],
        "katzendienst": [],
        "überlassen": [],
        "windows": [],
    }
    page = visit("de/search/")
    script = """async ([words, typed]) => {
      const { openSpelling } = await import("../assets/javascripts/search/spelling.js")
      return Object.fromEntries(typed.map(each => [each, openSpelling(words).parts(each)]))
    }"""
    assert page.evaluate(script, [words, list(compounds)]) == compounds


def test_an_index_of_parts_shows_the_newest(
    browser: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    for name, number in {"ROOM": 4, "SHARD": 5_000}.items():
        monkeypatch.setattr(search_index, name, number)
    small = make_small(tmp_path / "project", tmp_path_factory, archive=True)
    small.build(search=True)
    small.replace(f"advisories/2021/{VIEWER}.yml", "Snapshot Viewer", "Schnappschussgucker")
    small.build(search=True)
    with served(small.project.site) as address, browser.new_context() as context:
        page = context.new_page()
        for query, expected in {
            "Schnappschussgucker": VIEWER,
            "CVE-2021-20463": VIEWER,
            "SCCM 7": SYNC,
            "Writepad": PAD,
        }.items():
            page.goto(f"{address}/de/search/?q={quote(query)}")
            assert results(page).count(expected) == 1, query
            assert results(page)[0] == expected, query
