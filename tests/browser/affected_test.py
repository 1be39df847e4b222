""" "Am I affected?" in a browser: what is understood of what is pasted, what applies, and that nothing leaves."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.samples import BLOCKED, BLOCKED_FIRST, ISOLATION, RELAY, SERVER, SYNC, VIEWER, WRITER

Visit = Callable[..., Page]

UPDATES = Path(__file__).parents[1] / "data/updates"

# Text, the updates in it, and how many packages it lists as not installed.
PASTED = {
    "wmic-qfe-xp.txt": ([888111, 147222, 953297, 954154, 958215, 950749, 953839], 0),
    "wmic-qfe-brief.csv": ([976902, 2479943, 2534111], 0),
    "wmic-qfe.txt": ([2849697, 954474, 4486153], 0),
    "get-hotfix.txt": ([4486153, 4487038], 0),
    "systeminfo-de.txt": ([147222, 953839, 956391], 0),
    "systeminfo-en.txt": ([956391], 0),
    "dism.txt": ([2479943, 2491683, 976902], 1),
    "dism-table.txt": ([2479943], 1),
    "history.txt": ([954474, 956391], 3),
    "list.txt": ([954474, 953839, 4012212, 956391, 950749, "MS08-067", "Gateway Update 2.0.1", 943411], 0),
}

# A name as people and systems write it, and the products that are meant.
NAMES = [
    ("Windows XP SP3", ["windows-xp-sp3"]),
    ("windows-xp-sp3", ["windows-xp-sp3"]),
    ("Microsoft Windows XP Professional Service Pack 3 x86", ["windows-xp-sp3"]),
    ("WinXP Home Edition ServicePack 2", ["windows-xp-sp2"]),
    ("Microsoft® Windows® XP Professional x64 Edition SP 2", ["windows-xp-professional-x64-sp2"]),
    ("Windows XP", ["windows-xp*"]),
    ("Microsoft Windows XP Professional", ["windows-xp*"]),
    ("Windows Server 2003 SP2", ["windows-server-2003-sp2"]),
    ("W2K3 SP2", ["windows-server-2003-sp2"]),
    ("W2K8R2 SP1 x64", ["windows-server-2008-r2-x64-sp1"]),
    ("Windows Server 2012R2", ["windows-server-2012-r2*"]),
    ("WS2012", ["windows-server-2012*"]),
    ("Windows 2003 R2 Enterprise SP2", ["windows-server-2003-r2-sp2"]),
    ("Windows Server 2003 R2 SP1", ["windows-server-2003-sp1"]),
    ("Microsoft Windows 7 Professional  Service Pack 1 x64", ["windows-7-x64-sp1"]),
    ("Windows 8.1", ["windows-8-1*"]),
    ("Microsoft Windows 10 Pro 1607 x64", ["windows-10-1607-x64"]),
    ("Microsoft Windows Server 2012 R2 Standard x64", ["windows-server-2012-r2*"]),
    ("Windows Server 2003 mit SP2 für Itanium-basierte Systeme", ["windows-server-2003-itanium-sp2"]),
    ("Microsoft(R) Windows(R) Server 2003, Standard x64 Edition Service Pack 2", ["windows-server-2003-x64-sp2"]),
    ("Windows Server 2008 für 32-Bit-Systeme", ["windows-server-2008-x86"]),
    ("Windows Server 2008 for x64-based Systems", ["windows-server-2008-x64"]),
    ("Windows Server (R) 2008 Datacenter 64-bit", ["windows-server-2008-x64"]),
    ("Windows Vista", ["windows-vista*"]),
    ("Microsoft® Windows Vista™ Business Service Pack 1", ["windows-vista-sp1"]),
    ("Windows 2000 Advanced Server SP4", ["windows-2000-sp4"]),
    ("SCCM 2007", ["configmgr-2007"]),
    ("IE6", ["internet-explorer-6*"]),
    ("MSIE 7", ["internet-explorer-7*"]),
    ("Microsoft Internet Explorer 6.0 SP1", ["internet-explorer-6-sp1"]),
    ("Snapshot Viewer für Access", ["snapshot-viewer-for-microsoft-access*"]),
    ("snapshot viewer for microsoft access", ["snapshot-viewer-for-microsoft-access*"]),
    ("Word 2003 Service Pack 3", ["office-word-2003-sp3"]),
    ("Word2003 SP3", ["office-word-2003-sp3"]),
    ("IE 6 auf Windows XP SP3", ["internet-explorer-6*", "windows-xp-sp3"]),
    ("Internet Explorer 7 on Windows Vista SP1", ["internet-explorer-7*", "windows-vista-sp1"]),
    ("SRV-01;Windows Server 2003 SP2;Berlin", ["windows-server-2003-sp2"]),
    ("WSUS 3.0 SP1", ["wsus-3-0-sp1"]),
    ("Microsoft Office Professional Plus 2010", ["office-2010"]),
    ("Microsoft Office Home and Student 2010", ["office-2010"]),
    ("Microsoft Office Professional Plus 2016 - de-de", ["office-2016"]),
    ("Microsoft Visual Studio 2005 Professional Edition - ENU", ["visual-studio-2005"]),
    ("Microsoft SQL Server 2005 (64-bit)", ["sql-server-2005"]),
    ("Microsoft SQL Server 2005 Express Edition", ["sql-server-2005"]),
    (".NET Framework 4 Client Profile", ["dotnet-framework-4"]),
    ("Microsoft .NET Framework 4 Extended", ["dotnet-framework-4"]),
    ("DNS Server", ["windows-dns-server*"]),
    ("DNS-Server", ["windows-dns-server*"]),
    ("Windows Server 2016 Standard x64", ["windows-server-2016*"]),
    ("Microsoft Windows 10 Enterprise 2016 LTSB 1607 x64", ["windows-10-1607-x64"]),
    ("Windows XP SP3 x64", []),
    ("Windows Vista Service Pack 9", []),
    ("Ubuntu 8.04", []),
    ("…", []),
]

# A name that is not in the product table, and what may be meant: products of one family, or nothing.
SIMILAR = {
    "SQL Server 2008 R2 (64-bit)": ["sql-server-2005", "sql-server*"],
    "Microsoft SQL Server 2012 (64-bit)": ["sql-server*", "sql-server-2005"],
    "Microsoft SQL Server 2008 R2 Native Client": [],
    "Windows Storage Server 2003 R2": [
        "windows-server-2003-r2-sp2",
        "windows-server-2003*",
        "windows-server-2003-sp2",
    ],
    "Windows XP SP4": ["windows-xp-sp1", "windows-xp-sp2", "windows-xp-sp3"],
    "Widnows Server 2012 R2": ["windows-server-2012-r2*", "windows-server-2012-r2-server-core"],
    "Visio 2007": ["office-visio-2010", "office-visio*"],
    "Windows Server 2019": ["windows*"],
    "DHCP Server": [],
    "Web Server (IIS)": [],
    "System Type: x64-based PC": [],
}

# A small library: families Windows > Windows XP, Browser; replaced updates, a bulletin of two articles.
LIBRARY = {
    "kinds": ["vulnerability", "guidance"],
    "states": ["update-available"],
    "families": [["M", "Windows", "windows"], ["M", "Windows XP", "windows-xp"], ["M", "Browser", "browser"]],
    "products": [
        ["windows", "Windows", "Windows", 0, "", ""],
        ["xp-sp2", "XP SP2", "XP SP2", 1, "SP2", ""],
        ["xp-sp3", "XP SP3", "XP SP3", 1, "SP3", ""],
        ["browser-6", "Browser 6", "Browser 6", 2, "6", ""],
        ["browser-7", "Browser 7", "Browser 7", 2, "7", ""],
    ],
    "pairs": [[2, 3], [1, 4]],
    "replaces": [[300001, 200001], [200001, 100001], [100001, 300001]],
    "articles": [["MS08-001", 500001, 500002]],
    "unmatched": [],
    "advisories": [
        ["own", "2008-01-01", 0, 0, 0, "critical", 1, [[[100001], [1, 2]]], []],
        ["general", "2008-01-01", 0, 0, 0, 0, 0, [[["MS08-001"], [0]]], [1]],
        ["component", "2008-01-01", 0, 0, 0, 0, 0, [[[400001], [5]], [[400002], [6]]], []],
        ["whole", "2008-01-01", 0, 0, 0, 0, 0, [[[], [2, 5], "< 7", 1]], [], [600001], ["MS08-002"], ["V-1"]],
        [
            "own-way",
            "2008-01-01",
            0,
            0,
            0,
            0,
            0,
            [[[], [3], 0, 0, "vendor-fix"], [[], [4]]],
            [],
            [700001],
            [],
            [],
        ],
        ["guidance", "2008-01-01", 0, 1, 0, 0, 2, [[[], [4]]], [1], [], [], []],
    ],
}

# Chosen, installed, and what applies: status, updates with what covers them, rows.
APPLIES = [
    (["xp-sp3"], [], {
        "own": "todo KB100001: exact 2",
        "general": "todo MS08-001: general 0",
        "component": "todo KB400001: if 2/3",
        "whole": "todo KB600001 MS08-002 V-1: exact 2 < 7 ?",
    }),
    (["xp-sp2"], [], {
        "own": "todo KB100001: exact 1",
        "component": "todo KB400002: if 1/4",
        "(spared)": "general guidance",
    }),
    (["windows-xp*"], [100001], {
        "own": "done KB100001=KB100001: exact 1, exact 2",
        "general": "todo MS08-001: general 0",
        "component": "todo KB400001: if 2/3; todo KB400002: if 1/4",
        "whole": "todo KB600001 MS08-002 V-1: exact 2 < 7 ?",
        "(spared)": "guidance",
    }),
    (["xp-sp3", "browser-6"], [300001, 500001, 400001, "MS08-002"], {
        "own": "done KB100001=KB300001: exact 2",
        "general": "partial MS08-001+: general 0",
        "component": "done KB400001=KB400001: exact 2/3",
        "whole": "done KB600001 MS08-002=MS08-002 V-1: exact 2, exact 2/3 < 7 ?",
        "own-way": "read : exact 3 vendor-fix",
    }),
    (["windows*"], [500001, 500002, 400002], {
        "own": "todo KB100001: exact 1, exact 2",
        "general": "done MS08-001=KB500001: exact 0",
        "component": "todo KB400001: if 2/3; done KB400002=KB400002: if 1/4",
        "whole": "todo KB600001 MS08-002 V-1: exact 2 < 7 ?",
        "(spared)": "guidance",
    }),
    (["browser-7", "xp-sp3"], [], {
        "own": "todo KB100001: exact 2",
        "general": "todo MS08-001: general 0",
        "component": "todo KB400001: if 2/3",
        "whole": "todo KB600001 MS08-002 V-1: exact 2 < 7 ?",
        "own-way": "todo KB700001: exact 4",
        "guidance": "read : exact 4",
    }),
    (["browser*"], [], {
        "component": "todo KB400001: on 2/3; todo KB400002: on 1/4",
        "whole": "todo KB600001 MS08-002 V-1: on 2/3 < 7 ?",
        "own-way": "read : exact 3 vendor-fix; todo KB700001: exact 4",
        "guidance": "read : exact 4",
    }),
    ([], [100001], {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def modules(browser: Browser, served_samples: str) -> Iterator[Page]:
    """A page in which parse, match, fragment, systeminfo and csv are the modules of these names, and data that of the
    samples.
    """
    yield from _page_with_modules(browser, served_samples)


@pytest.fixture(scope="module")
def own(browser: Browser, served_site: str) -> Iterator[Page]:
    """The same with the data of the project's own site."""
    yield from _page_with_modules(browser, served_site)


def _page_with_modules(browser: Browser, site: str) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}/en/affected/")
        page.evaluate("""async () => {
            for (const name of ["parse", "match", "fragment", "systeminfo"])
                window[name] = await import(`../assets/javascripts/affected/${name}.js`)
            window.csv = await import("../assets/javascripts/csv.js")
            const raw = await (await fetch("../../data/affected.json")).json()
            window.data = match.openData(raw)
            window.recognize = parse.makeRecognizer([...match.namesOf(data)])
        }""")
        yield page


def test_updates_in_the_output_of_commands(modules: Page):
    texts = {name: (UPDATES / name).read_text("utf-8") for name in PASTED}
    found = modules.evaluate(
        """texts => Object.fromEntries(Object.entries(texts).map(([name, text]) =>
            [name, parse.parseUpdates(text, ["Gateway Update 2.0.1"])]))""",
        texts,
    )
    assert {name: (each["updates"], each["skipped"]) for name, each in found.items()} == PASTED


def test_the_systems_in_the_output_of_systeminfo(modules: Page):
    german, english, none = (
        (UPDATES / f"{name}.txt").read_text("utf-8") for name in ("systeminfo-de", "systeminfo-en", "list")
    )
    build = "OS Name: Microsoft Windows 10 Pro\r\nOS Version: 10.0.14393 N/A Build 14393\r\nSystem Type: x64-based PC"
    xp = "Microsoft Windows XP Professional Service Pack 3 X86"
    server = "Microsoft(R) Windows(R) Server 2003, Standard x64 Edition Service Pack 2 x64"
    assert modules.evaluate(
        "texts => texts.map(text => systeminfo.readSystems(text).systems)",
        [german, english, none, build, german + english],
    ) == [[xp], [server], [], ["Microsoft Windows 10 Pro 1607 x64"], [xp, server]]


def test_what_else_stands_beside_the_output_of_systeminfo(modules: Page):
    printed = "Host Name:  A\nOS Name:  Windows 7\n\nHotfix(s):  1\n            [01]: KB956391\n[02]: KB953839"
    pasted = f"Word 2003\n  IE 6\nC:\\>systeminfo\n{printed}\nPS C:\\Users>\nExcel 2003\n  IE 7"
    assert modules.evaluate("text => systeminfo.readSystems(text)", pasted) == {
        "systems": ["Windows 7"],
        "printed": f"C:\\>systeminfo\n{printed}\nPS C:\\Users>",
        "other": "Word 2003\n  IE 6\nExcel 2003\n  IE 7",
    }
    without = "Host Name: A\nWord 2003"
    assert modules.evaluate("text => systeminfo.readSystems(text)", without) == {
        "systems": [],
        "printed": "",
        "other": without,
    }


def test_every_name_of_the_product_table(own: Page):
    """It means its product, or the family where the product or the name is that of all versions."""
    missed = own.evaluate("""() => data.products.flatMap(product =>
        [match.idOf(product), product.name.de, product.name.en, ...product.aliases]
            .map(name => [name, recognize(name).ids])
            .filter(([, [id, ...more]]) => more.length || ![product.key, `${product.family.id}*`].includes(id)))""")
    assert missed == []


def test_products_are_recognized_without_their_vendor(modules: Page):
    product = ["ng-200", "Nordwerk NG-200", "Nordwerk NG-200", 0, "200", ""]
    rest = {key: [] for key in ("pairs", "replaces", "articles", "kinds", "states", "advisories", "unmatched")}
    table = rest | {"families": [["Nordwerk GmbH", "Gateway", "gateway"]], "products": [product]}
    found = modules.evaluate(
        """([table, names]) => {
            const recognize = parse.makeRecognizer([...match.namesOf(match.openData(table))])
            return names.map(name => recognize(name).ids)
        }""",
        [table, ["Nordwerk NG-200", "NG-200", "ng 200", "NG200", "Nordwerk GmbH Nordwerk NG-200", "NG-300"]],
    )
    assert found == [["ng-200"]] * 5 + [[]]


@pytest.mark.supplied
def test_names_of_products(own: Page):
    found = own.evaluate("names => names.map(name => recognize(name).ids)", [name for name, _ in NAMES])
    assert dict(zip((name for name, _ in NAMES), found, strict=True)) == dict(NAMES)


@pytest.mark.supplied
def test_products_that_may_be_meant(own: Page):
    found = own.evaluate("names => names.map(recognize)", [*SIMILAR])
    assert found == [{"ids": [], "suggestions": ids} for ids in SIMILAR.values()]


@pytest.mark.supplied
@pytest.mark.parametrize(
    ("product", "meant"),
    [
        ("windows-xp-sp2", []),  # the x64 Edition is a product of its own
        ("windows-xp-professional-x64", ["windows-xp-professional-x64-sp2"]),
        ("windows-server-2003-sp2", ["windows-server-2003-r2-sp2"]),
        ("windows-server-2003-x64-sp2", ["windows-server-2003-r2-x64-sp2"]),
        ("windows-7-sp1", ["windows-7-x86-sp1", "windows-7-x64-sp1"]),
        (
            "windows-server-2012",
            ["windows-server-2012-server-core"],  # and not Windows Server 2012 R2
        ),
        ("configmgr-2007", ["configmgr-2007-sp1"]),
        ("apple-safari-windows", ["apple-safari-3-1-2-windows"]),
        ("windows-xp-sp3", []),
    ],
)
def test_products_that_are_meant_where_a_more_general_one_is(own: Page, product: str, meant: list[str]):
    found = own.evaluate("key => data.byKey.get(key).narrower.map(each => each.key)", product)
    assert found == meant


@pytest.mark.supplied
def test_families_that_are_meant_where_a_more_general_one_is(own: Page):
    found = own.evaluate("""() => Object.fromEntries(["windows", "internet-explorer", "windows-server-2008"].map(
        id => [id, [...new Set(match.familyProducts(data, id).map(each => each.family.name))]]))""")
    assert {"Windows", "Windows XP", "Windows Server 2008 R2", "Windows Media Player"} <= set(found["windows"])
    assert {"Internet Explorer", "Internet Explorer 6"} <= set(found["internet-explorer"])
    assert found["windows-server-2008"] == ["Windows Server 2008"]


def test_suggestions(modules: Page):
    text = '- Exmaple OS Cedar SP3\n\n  Maple Service Pack 9\r\nUbuntu 8.04\n* "Cedar SP3",\nExample OS Cedar SP3'
    assert modules.evaluate("text => parse.parseProducts(text, recognize)", text) == {
        "ids": ["example-os-cedar-sp3"],
        "unknown": [
            {
                "line": "Exmaple OS Cedar SP3",
                "suggestions": ["example-os-cedar-sp3", "example-os-cedar-sp2", "example-os-cedar*"],
            },
            {
                "line": "Maple Service Pack 9",
                "suggestions": ["example-os-maple-sp1", "example-os-maple*"],
            },
            {"line": "Ubuntu 8.04", "suggestions": []},
        ],
    }


def test_what_applies(modules: Page):
    made = modules.evaluate(
        """([library, cases]) => {
            const small = match.openData(library)
            const name = update => typeof update === "number" ? `KB${update}` : update
            const said = ({ update, by, partly }) => name(update) + (by ? `=${name(by)}` : partly ? "+" : "")
            const row = ({ product, component, how }) => `${how} ${product}${component ? `/${component}` : ""}`
            const notes = each => (each.limit ? ` ${each.limit}` : "") + (each.investigated ? " ?" : "")
                + (each.remediation ? ` ${each.remediation}` : "")
            const line = each => `${each.status} ${each.updates.map(said).join(" ")}: `
                + each.rows.map(row).join(", ") + notes(each)
            return cases.map(([ids, updates]) => {
                const { results, spared } = match.match(small, ids, updates)
                const lines = results.map(each => [each.id, each.lines.map(line).join("; ")])
                if (spared.length) lines.push(["(spared)", spared.map(each => each.id).join(" ")])
                return Object.fromEntries(lines)
            })
        }""",
        [LIBRARY, [case[:2] for case in APPLIES]],
    )
    assert made == [case[2] for case in APPLIES]


def test_the_facts_of_a_result(modules: Page):
    results = modules.evaluate(
        "([library, ids]) => match.match(match.openData(library), ids, [400001]).results",
        [LIBRARY, ["windows-xp*", "browser-6", "browser-7"]],
    )
    assert {each["id"]: each["status"] for each in results} == {
        "own": "todo",
        "general": "todo",
        "component": "partial",
        "whole": "todo",
        "own-way": "todo",
        "guidance": "read",
    }
    facts = ("kind", "state", "severity", "exploited", "superseded", "published")
    assert [[each[fact] for fact in facts] for each in (results[0], results[-1])] == [
        ["vulnerability", "update-available", "critical", True, False, "2008-01-01"],
        ["guidance", "update-available", "", False, True, "2008-01-01"],
    ]


@pytest.mark.parametrize(
    ("chosen", "applies", "spared"),
    [
        ("xp-sp3", ["all", "of-xp", "on-xp"], []),
        ("media-9", ["on-xp"], []),  # on Windows, but no version of it
        ("media*", ["on-xp"], []),
        ("windows*", ["all", "of-xp", "on-xp"], []),
        ("xp-x64", ["all"], ["of-xp"]),
        ("xp-x64-beta", ["all"], []),  # what is nearer to it is named as not affected
        ("xp-sp4", ["all"], []),  # released after the other advisories
        ("8-x64", ["all"], []),
    ],
)
def test_what_is_said_of_products_in_general(modules: Page, chosen: str, applies: list[str], spared: list[str]):
    library = LIBRARY | {
        "families": [
            ["M", "Windows", "windows"],
            ["M", "Windows XP", "xp"],
            ["M", "Windows Media", "media"],
            ["M", "Windows 8", "8"],
        ],
        "products": [
            ["windows", "", "", 0, "", ""],
            ["xp", "", "", 1, "", "2001-08-24"],
            ["xp-sp3", "", "", 1, "SP3", ""],
            ["xp-x64", "", "", 1, "x64", ""],
            ["xp-x64-beta", "", "", 1, "x64 Beta", ""],
            ["media-9", "", "", 2, "9", ""],
            ["media", "", "", 2, "", ""],
            ["xp-sp4", "", "", 1, "SP4", "2008-02-03"],
            ["8", "", "", 3, "", "2008-02-03"],
            ["8-x64", "", "", 3, "x64", ""],
        ],
        "pairs": [[2, 6], [9, 6]],
        "advisories": [
            ["all", "2008-01-01", "2008-02-03", 0, 0, 0, 0, [[[100001], [0]]], []],
            ["of-xp", "2008-01-01", 0, 0, 0, 0, 0, [[[100002], [1]]], [3]],
            ["on-xp", "2008-01-01", 0, 0, 0, 0, 0, [[[100003], [10]]], []],
        ],
    }
    found = modules.evaluate(
        "([library, chosen]) => match.match(match.openData(library), [chosen], [])", [library, chosen]
    )
    assert [[each["id"] for each in found[kind]] for kind in ("results", "spared")] == [applies, spared]


@pytest.mark.parametrize(
    ("groups", "status"),
    [
        ([[[100001], [1]], [[], [2], 0, 0, "vendor-fix"]], "done"),
        ([[[100001], [1]], [[], [2], 0, 0, "workaround"]], "read"),
        ([[[100001], [1]], [[], [2]]], "read"),
        ([[[100001], [1]], [[], [2], "< 7.1", 0, 0, "7.1"]], "partial"),
        ([[[100001], [1]], [[100002], [2]]], "partial"),
        ([[[100002], [1]], [[], [2], 0, 0, "none-available"]], "todo"),
        ([[[], [1], 0, 0, "vendor-fix", "7.1"]], "read"),
        ([[[], [1], 0, 0, 0, "7.1"]], "todo"),
    ],
)
def test_the_status_of_several_lines(modules: Page, groups: list, status: str):
    library = LIBRARY | {"advisories": [["one", "2008-01-01", 0, 0, 0, 0, 0, groups, []]]}
    [result] = modules.evaluate(
        "library => match.match(match.openData(library), ['windows-xp*'], [100001]).results", library
    )
    assert result["status"] == status


def test_updates_with_names_of_their_own(modules: Page):
    assert modules.evaluate("library => match.vendorUpdates(match.openData(library))", LIBRARY) == ["V-1"]


def test_the_selection_in_an_address(modules: Page):
    ids, updates = ["configmgr-2007", "windows-xp*"], [954474, "MS08-067", "Gateway Update 2.0.1"]
    written = modules.evaluate("([ids, updates]) => fragment.writeFragment(ids, updates)", [ids, updates])
    assert written == "#p=configmgr-2007,windows-xp*&kb=954474,MS08-067,Gateway%20Update%202.0.1"
    read = "each => fragment.readFragment(each)"
    assert modules.evaluate(read, written) == {"ids": ids, "updates": updates}
    assert modules.evaluate(read, "#p=a,,a, b&kb=") == {"ids": ["a", "b"], "updates": []}
    assert modules.evaluate(read, "") == {"ids": [], "updates": []}
    assert modules.evaluate("fragment.writeFragment([], [])") == ""


def test_csv_is_no_program(modules: Page):
    rows = [["a", 1, None], ['say "x", y', "two\nlines", "=1+1"], ["+1", "-1", "@x"], ["\ta", "\rb", "a=b;c"]]
    assert modules.evaluate("rows => csv.toCsv(rows)", rows) == (
        'a,1,\r\n"say ""x"", y","two\nlines",\'=1+1\r\n\'+1,\'-1,\'@x\r\n\'\ta,"\'\rb",a=b;c\r\n'
    )


def statuses(page: Page) -> list[tuple[str, str]]:
    """Returns the advisories that the page shows, and the status of each."""
    page.locator("[data-affected-state=done]").wait_for()
    shown = page.locator(".kb-affected__groups .kb-result").all()
    return [(each.get_attribute("data-advisory"), each.get_attribute("data-status")) for each in shown]


def test_with_the_keyboard_alone(visit: Visit):
    page = visit("de/affected/")
    expect(page.locator(".kb-affected__summary")).to_have_text("Wählen Sie zuerst ein Produkt.")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.locator("#kb-affected-names").focus()
    page.keyboard.type("ECM 7\nCedar SP4")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".kb-affected__named")).to_contain_text("1 Produkt erkannt: Example Configuration Manager 7")
    expect(page.locator(".kb-affected__unknown")).to_contain_text("Nicht erkannt: Cedar SP4. Meinten Sie")
    assert page.locator("#kb-affected-names").input_value() == "Cedar SP4"
    page.get_by_role("button", name="Example OS Cedar Service Pack 2", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kb-affected-names")).to_be_focused()
    assert page.locator("#kb-affected-names").input_value() == ""
    page.locator(".kb-affected__picker summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("writer 4 SP3")
    expect(page.locator(".kb-affected__picker [role=status]")).to_have_text("1 Produkt")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("#kb-affected-updates").focus()
    page.keyboard.type("KB9990300, MS21-067; KB9990100")
    expect(page.locator(".kb-affected__recognized")).to_have_text("2 KB-Artikel erkannt, 1 Bulletin")
    expect(page.locator(".kb-affected__summary")).to_have_text(
        "8 Empfehlungen gelten für Sie: 4 zu erledigen, 1 ohne Update, 3 erledigt."
    )
    assert page.url.endswith(
        "#p=example-manager-7,example-os-cedar-sp2,example-writer-4-sp3&kb=9990300,9990100,MS21-067"
    )
    page.locator(".kb-chip button").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kb-chip")).to_have_count(2)
    expect(page.locator(".kb-chip button").nth(1)).to_be_focused()
    assert statuses(page) == [(RELAY, "todo"), (WRITER, "read"), (SYNC, "done")]
    # Chromium looks for the icon again when the address changes; a fragment is part of no request.
    assert [url for url in requests if not url.endswith("/favicon.svg")] == []


def test_a_link_to_a_selection(visit: Visit):
    address = "en/affected/#p=example-manager-7,example-os-cedar*,gone&kb=9990100,9990300,MS21-067"
    page = visit(address)
    shown = statuses(page)
    assert shown == [
        (VIEWER, "todo"),
        (ISOLATION, "todo"),
        (BLOCKED, "todo"),
        (RELAY, "todo"),
        (SERVER, "done"),
        (BLOCKED_FIRST, "done"),
        (SYNC, "done"),
    ]
    expect(page.locator(".kb-affected__named")).to_have_text("This site does not know (any longer): gone")
    assert page.locator("#kb-affected-updates").input_value() == "KB9990100\nKB9990300\nMS21-067"
    assert page.locator(".kb-chip span").all_text_contents() == [
        "Example Configuration Manager 7",
        "Example OS Cedar (all versions)",
    ]
    assert page.url.endswith("#p=example-manager-7,example-os-cedar*&kb=9990100,9990300,MS21-067")
    page.reload()
    assert statuses(page) == shown
    page.locator(".kb-languages a[hreflang=de]").click()
    page.wait_for_url("**/de/affected/#p=*")
    assert statuses(page) == shown
    expect(page.locator(".kb-chip span").nth(1)).to_have_text("Example OS Cedar (alle Versionen)")
    page.get_by_role("button", name="Neu beginnen").click()
    assert page.url.endswith("/de/affected/")
    assert statuses(page) == []


def test_from_a_product(visit: Visit):
    page = visit("de/products/example-os-maple/")
    page.get_by_role("link", name="Mit Ihren installierten Updates vergleichen").click()
    expect(page.locator(".kb-chip span")).to_have_text("Example OS Maple (alle Versionen)")


def test_systeminfo_names_the_product_too(visit: Visit):
    page = visit("de/affected/")
    printed = (UPDATES / "systeminfo-de.txt").read_text("utf-8")
    page.locator("#kb-affected-updates").fill(printed.replace("Windows XP", "Example OS Cedar"))
    expect(page.locator(".kb-affected__recognized")).to_contain_text(
        "Produkt aus der Ausgabe von systeminfo hinzugefügt: Example OS Cedar Service Pack 3"
    )
    assert (BLOCKED, "todo") in statuses(page)


def test_systeminfo_in_the_box_of_products(visit: Visit):
    page = visit("en/affected/#kb=956391")
    printed = (UPDATES / "systeminfo-de.txt").read_text("utf-8").replace("Windows XP", "Example OS Cedar")
    names, updates = page.locator("#kb-affected-names"), page.locator("#kb-affected-updates")
    expect(updates).to_have_value("KB956391")
    names.fill(f"ECM 7\n{printed}")
    names.blur()
    expect(page.locator(".kb-affected__named")).to_have_text(
        "2 products recognized: Example Configuration Manager 7, Example OS Cedar Service Pack 3"
    )
    expect(names).to_have_value("")
    expect(updates).to_have_value("KB956391\nKB147222\nKB953839")
    expect(page.locator(".kb-affected__recognized")).to_have_text("3 KB articles recognized")
    assert page.url.endswith("#p=example-manager-7,example-os-cedar-sp3&kb=956391,147222,953839")


def test_a_system_that_is_not_in_the_product_table(visit: Visit):
    page = visit("en/affected/")
    printed = "OS Name: Example OS Cedar\nOS Version: 9.0 Service Pack 9 Build 9\nSystem Type: x64-based PC"
    names, unknown = page.locator("#kb-affected-names"), page.locator(".kb-affected__unknown")
    for box in (names, page.locator("#kb-affected-updates")):
        box.fill(printed)
        box.blur()
        expect(unknown).to_contain_text("Not recognized: Example OS Cedar Service Pack 9 x64. Did you mean")
        expect(names).to_have_value("Example OS Cedar Service Pack 9 x64")
        page.get_by_role("button", name="Example OS Cedar Service Pack 2", exact=True).first.click()
        expect(names).to_have_value("")
    expect(page.locator(".kb-chip span")).to_have_text("Example OS Cedar Service Pack 2")


def test_the_list_of_all_products_is_in_the_order_of_names(browser: Browser, served_samples: str):
    lines = [("Zed", "Tool"), ("apple", "iOS"), ("apple", "Xcode"), ("Maker", "OS 10"), ("Maker", "os 9")]
    library = LIBRARY | {
        "families": [[*line, str(place)] for place, line in enumerate(lines)],
        "products": [[str(place), line[1], line[1], place, "", ""] for place, line in enumerate(lines)],
        "pairs": [],
        "advisories": [],
    }
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/data/affected.json", lambda route: route.fulfill(json=library))
        page.goto(f"{served_samples}/en/affected/")
        page.locator(".kb-affected__picker summary").click()
        tree = page.locator(".kb-affected__tree")
        expect(tree.locator("legend")).to_have_text(["apple", "Maker", "Zed"])
        expect(tree.locator("label")).to_have_text(["iOS", "Xcode", "os 9", "OS 10", "Tool"])


def saved(page: Page) -> list[list[str]]:
    """Returns the rows of the CSV file that the page saves."""
    statuses(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Save as CSV").click()
    assert downloading.value.suggested_filename == "affected.csv"
    text = Path(downloading.value.path()).read_text("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_what_there_is_instead_of_an_update(visit: Visit):
    page = visit("en/affected/#p=example-relay-3")
    name = "Example Relay 3"
    needs = [f"{name} · Workaround only", f"KB9990200: {name} Service Pack 1"]
    expect(page.locator(f"[data-advisory='{RELAY}'] .kb-need")).to_have_text(needs)
    assert [(row[0], *row[7:10]) for row in saved(page) if row[1] == RELAY] == [
        ("No update to install: read what to do", "Workaround only", "", name),
        ("To do", "KB9990200", "", f"{name} Service Pack 1"),
    ]


def test_as_csv(visit: Visit):
    page = visit("en/affected/#p=example-manager-7,example-writer-4-sp3&kb=9990100")
    site = page.url.partition("/en/")[0]
    assert saved(page) == [
        [
            "Status",
            "Advisory",
            "Title",
            "Kind",
            "Severity",
            "Known attacks",
            "Published",
            "Update",
            "Installed updates",
            "Product",
            "Address",
        ],
        [
            "To do",
            RELAY,
            "Example Relay 3 stops distributing updates",
            "Non-security update",
            "",
            "",
            "2021-06-30",
            "KB9990200",
            "",
            "Example Configuration Manager 7",
            f"{site}/en/advisories/{RELAY}/",
        ],
        [
            "No update to install: read what to do",
            WRITER,
            "Vulnerability in Writer 4 SP3 is being attacked",
            "Vulnerability",
            "",
            "yes",
            "2021-07-08",
            "",
            "",
            "Example Writer 4 Service Pack 3",
            f"{site}/en/advisories/{WRITER}/",
        ],
        [
            "Done",
            SYNC,
            "Configuration Manager 7 stops delivering updates to clients of the previous version",
            "Non-security update",
            "",
            "",
            "2021-06-13",
            "KB9990100",
            "KB9990100",
            "Example Configuration Manager 7; Example Configuration Manager 7 Service Pack 1",
            f"{site}/en/advisories/{SYNC}/",
        ],
    ]


def test_a_bulletin_whose_articles_nobody_names_may_be_installed(browser: Browser, served_samples: str):
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/data/affected.json", lambda route: route.fulfill(json=LIBRARY))
        hint = page.locator("[data-group=todo] .kb-hint")
        for fragment, hints in (
            ("p=xp-sp3", ["Lists of installed updates name KB articles only."]),
            ("p=xp-sp3&kb=MS08-002", []),  # MS08-001 is still missing, but its articles are known
        ):
            page.goto("about:blank")
            page.goto(f"{served_samples}/en/affected/#{fragment}")
            statuses(page)
            expect(hint).to_contain_text(hints)


def test_on_paper_there_is_the_result_only(visit: Visit):
    page = visit("en/affected/#p=example-manager-7&kb=9990100")
    statuses(page)
    page.emulate_media(media="print")
    for hidden in ("#kb-affected-names", "#kb-affected-updates", ".kb-affected__actions", ".kb-chip button"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in (".kb-chip span", ".kb-affected__summary", ".kb-affected__basis", ".kb-result"):
        expect(page.locator(shown).first).to_be_visible()
    basis = page.locator(".kb-affected__basis")
    expect(basis).to_have_text(re.compile(r"^As of [A-Z][a-z]+ \d\d?, \d{4}\. Installed updates: KB9990100\.$"))
    page.emulate_media(media="screen")
    expect(basis).to_be_hidden()


def test_a_long_list_is_shown_in_part_but_printed_as_a_whole(browser: Browser, served_samples: str):
    many = [[f"{number}", *LIBRARY["advisories"][0][1:]] for number in range(101)]
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/data/affected.json", lambda route: route.fulfill(json=LIBRARY | {"advisories": many}))
        page.goto(f"{served_samples}/en/affected/#p=xp-sp3")
        assert len(statuses(page)) == 100
        expect(page.get_by_role("button", name="Show all 101")).to_be_visible()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert len(statuses(page)) == 101
        expect(page.get_by_role("button", name="Show all 101")).to_have_count(0)


def test_without_script(browser: Browser, served_samples: str):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served_samples}/de/affected/")
        expect(page.locator(".kb-affected")).to_be_hidden()
        links = page.locator("noscript a").all()
        assert [link.get_attribute("href") for link in links] == ["../products/", "../advisories/"]
        assert all(link.is_visible() for link in links)


def test_says_that_it_cannot_be_loaded(browser: Browser, served_samples: str):
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/data/affected.json", lambda route: route.abort())
        page.goto(f"{served_samples}/de/affected/")
        page.locator("[data-affected-state=failed]").wait_for()
        expect(page.locator(".kb-affected__summary")).to_contain_text("konnten nicht geladen werden")
