"""The comparison of records with their sources finds each kind of fault."""

import pytest

from tests.corpus.comparing import Difference, differences, unnamed_products
from tests.corpus.library import document, names, parsed, source_of, text_of
from tests.corpus.recording import row_of

FAULTS = [
    # record, what is changed everywhere in it, to what, what the comparison says of it
    ("954474", "published: 2008-06-13", "published: 2008-06-14", "published: expected 2008-06-13, found 2008-06-14"),
    ("954474", "updated: 2008-06-17", "updated: 2008-07-17", "updated: expected 2008-06-17, found 2008-07-17"),
    ("953818", '\nversion: "2.0"', '\nversion: "2.00"', "version: expected 2.0, found 2.00"),
    ("953818", '\nversion: "2.0"', "", "version: expected 2.0, found nothing else"),
    ("956391", '"1.2"', '"1.1"', "revisions: expected 2008-11-12 1.2, found 2008-11-12 1.1"),
    ("954960", "  - date: 2008-07-10", "    date: 2008-07-10", "revisions: expected 2008-07-09, found nothing else"),
    ("953839", "headline: Update-Rollup", "headline: Rollup", "headline: expected Update-Rollup"),
    ("953839", "(v=Security.10)", "(v=Security.11)", "url: expected https://technet.microsoft.com/"),
    ("954462", "KB954476", "KB954467", "kb: expected KB954476, found KB954467"),
    ("960906", "CVE-2008-4841", "CVE-2008-4814", "cve: expected CVE-2008-4841, found CVE-2008-4814"),
    ("950627", "MS08-028", "MS08-082", "bulletin: expected MS08-028, found MS08-082"),
    ("955179", "VU#837785", "VU#837758", "cert: expected VU#837785, found VU#837758"),
    ("954960", '"954474"', '"954447"', "advisory: expected 954474, found nothing else"),
    ("953839", "-professional-x64-sp2", "-sp1", "affected: expected windows-xp-professional-x64-sp2, found"),
    ("953818", "component: internet-explorer-6", "note: {}", "affected: expected windows-xp-sp2 internet-explorer-6"),
    ("953635", "status: not-affected", "status: affected", "not affected: expected office-word-2000, "),
    ("953839", '- "{B60770C2-0390-41A8-A8DE-61889888D840}"', "", "clsid: expected {B60770C2-0390-41A8-"),
    ("953839", "-43af-", "-43AF-", "clsid: expected {60178279-6D62-43af-A336-77925651A4C6}, found {6"),
    ("956391", "Microsoft, MS02-044", "Microsoft, MS08-017", "bulletin of clsid: expected {0002E500-"),
    ("956391", "HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER", "registry: expected HKEY_LOCAL_MACHINE"),
    ("956391", "field: workarounds", "field: faq", "{ XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX }, found"),
    ("954474", "update 1293995. Returned", "update 1293955. Returned", "log: expected Error 0x80004005, Unexpected"),
    ("954474", "detection:", "unread:", "log: expected Performing legacy sync, STATMSG: ID=6709 SEV=I"),
    ("954474", "faq:", "unread:", "faq: expected 1 to 5 questions, found 0"),
    ("953818", "names: [Aviv Raff]", "names: []", "thanked: expected Aviv Raff, found nothing else"),
    ("899588", "updated: 2005-08-17", "updated: 2005-08-18", "updated: expected 2005-08-17, found 2005-08-18"),
    ("912920", "scifi.pages.at", "scify.pages.at", "hosts: expected scifi.pages.at"),
    ("921923", "printed: MS05-025", "printed: MS05-026", "bulletin: expected MS05-025, found nothing else"),
    ("943521", "name: Secunia", "name: Securia", "thanked: expected Secunia, found Securia"),
    ("967940", "-server-2008-x86-sp2", "-server-2008-x86-sp1", "affected: expected windows-server-2008-x86-sp2"),
    ("973811", "taken: nicht übernommen", "taken: ohne", "affected: expected ohne"),
    ("2524375", "009239d5348f40d1", "009239d5348f40d2", "certificates: expected 009239d5348f40d1695a745470e1f23f43"),
    (
        "2607712",
        "GTE CyberTrust Global Root",
        "GTE Root",
        "named certificates: expected DigiNotar Cyber CA / GTE CyberT",
    ),
    ("2749655", "taken: KB2723135", "taken: KB2723153", "kb: expected KB2723153, found KB2723135"),
    (
        "2749655",
        "xp-sp3\n    update: KB2749655",
        "xp-sp3\n    update: KB2756872",
        "details: expected windows-xp-sp3 | KB27",
    ),
    ("2755801", '\nversion: "53.0"', '\nversion: "5.30"', "version: expected 53.0, found 5.30"),
    ("2755801", '- version: "53.0"', "- version: 53", "revisions: expected 2016-01-05 53.0, found 2016-01-05 53"),
    ("2905247", "bulletin: MS11-100", "bulletin: MS12-025", "details: expected windows-server-2003-sp2 dotnet-fr"),
    ("2962824", "D626157E1D6A", "D626157E1D6B", "code: expected D626157E1D6A718BC124AB8DA27CBB65072CA03A7B6B2"),
    (
        "2974294",
        "    severity: important",
        "    severity: low",
        "details: expected forefront-client-security | importa",
    ),
    ("2755801", "    date: 2013-05-14", "    date: 2013-05-15", "days: expected nothing else, found 2013-05-15"),
    ("3033929", "bulletin: MS15-025", "bulletin: MS15-026", "details: expected windows-7-x86-sp1 | MS15-025"),
    ("4021279", 'fixed: "4.1.2"', 'fixed: "4.1.3"', "ranges: expected System.Net.Http 4.1.1, fixed 4.1.2, found Sys"),
    (
        "4021279",
        "System.Net.Security\n",
        "System.Net.Secure\n",
        "packages: expected System.Net.Security, found System",
    ),
]


@pytest.mark.parametrize(("name", "printed", "spoilt", "said"), FAULTS)
def test_a_fault_is_found(name: str, printed: str, spoilt: str, said: str):
    assert printed in text_of(name)
    record = parsed(text_of(name).replace(printed, spoilt))
    assert said in "\n".join(map(str, differences(source_of(name), record, names())))


def test_order_counts():
    record = parsed(text_of("947563"))
    record["revisions"].reverse()
    assert differences(source_of("947563"), record, names()) == [
        Difference(
            "revisions",
            ["the order", "2008-01-15", "2008-01-16", "2008-03-12"],
            ["the order", "2008-03-12", "2008-01-16", "2008-01-15"],
        )
    ]


def test_a_row_too_few_is_found():
    record = parsed(text_of("3074162"))
    record["products"].pop()
    assert Difference("affected", ["malicious-software-removal-tool"], []) in differences(
        source_of("3074162"), record, names()
    )


def test_updates_that_are_covered_are_named_by_their_advisories():
    record = parsed(text_of("960715"))
    record["releases"][0]["covers"].append("KB953839")
    assert Difference("kb", [], ["KB953839"]) in differences(source_of("960715"), record, names())


def test_an_invented_product_is_found():
    record = parsed(text_of("954474"))
    record["products"].append({"product": "office-mac-2004"})
    assert unnamed_products(document("954474"), source_of("954474"), record, names()) == [
        Difference("products", [], ["office-mac-2004"])
    ]


@pytest.mark.parametrize(
    ("row", "invented"),
    [
        ({"product": "windows", "component": "windows-shell"}, False),  # a part of Windows is on Windows
        ({"product": "windows", "component": "windows-kernel"}, True),
        ({"product": "windows-xp", "component": "windows-shell"}, True),
    ],
)
def test_a_part_of_windows_is_named_but_not_the_windows_that_it_is_on(row: dict, invented: bool):
    record = parsed(text_of("2286198")) | {"products": [row]}
    found = unnamed_products(document("2286198"), source_of("2286198"), record, names())
    assert found == ([Difference("products", [], [row_of(row)])] if invented else [])


def test_a_declared_deviation_excuses_its_field_only():
    record = parsed(text_of("954474"))
    record["published"] = "2009-06-13"
    record["source"]["deviations"] = [{"field": "published", "printed": "13. Juni 2008", "taken": "13. Juni 2009"}]
    assert differences(source_of("954474"), record, names()) == []
    record["updated"] = "2009-06-17"
    assert differences(source_of("954474"), record, names()) == [
        Difference("updated", ["2008-06-17"], ["2009-06-17"])
    ]
