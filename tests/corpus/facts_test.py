"""Each record of 2008 says what its source document says."""

from pathlib import Path

import pytest
import yaml

from tests.corpus.reading import read
from tests.corpus.recording import Names, differences, unnamed_products

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpus/de/2008"

if not CORPUS.is_dir():
    pytest.skip("the source documents are not here: ../shared/corpus/de", allow_module_level=True)

DOCUMENTS = {file.stem: file.read_text(encoding="utf-8-sig") for file in sorted(CORPUS.glob("*.md"))}

# What a record names although its own document does not: (record, identifier) -> the document that says it.
NAMED_ELSEWHERE = {
    ("955179", "KB955617"): "956391",
    ("955179", "MS08-041"): "956391",
}


def text_of(name: str) -> str:
    return (ROOT / f"advisories/2008/{name}.yml").read_text(encoding="utf-8")


def record_of(name: str) -> dict:
    return yaml.safe_load(text_of(name))


def source_of(name: str) -> dict[str, list[str]]:
    """The facts of the document, and those that another one is known to add."""
    facts = read(DOCUMENTS[name])
    for (record, identifier), document in NAMED_ELSEWHERE.items():
        if record == name:
            fact = "kb" if identifier.startswith("KB") else "bulletin"
            facts[fact] += [each for each in read(DOCUMENTS[document])[fact] if each == identifier]
    return facts


@pytest.fixture(scope="module")
def names() -> Names:
    files = sorted((ROOT / "advisories/products").glob("*.yml"))
    return Names({key: entry for file in files for key, entry in yaml.safe_load(file.read_text("utf-8")).items()})


def test_all_documents_are_there():
    assert len(DOCUMENTS) == 18


@pytest.mark.parametrize("name", DOCUMENTS)
def test_record_agrees_with_its_source(name: str, names: Names):
    assert differences(source_of(name), record_of(name), names) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_product_is_invented(name: str, names: Names):
    assert unnamed_products(DOCUMENTS[name], read(DOCUMENTS[name]), record_of(name), names) == []


# How many of each fact the eighteen documents hold, counted by hand: an expression that no longer matched would
# otherwise make every record agree.
COUNTED = {
    "id": 18,
    "title": 18,
    "url": 18,
    "headline": 18,
    "published": 18,
    "updated": 18,
    "version": 5,
    "revisions": 51,
    "kb": 25,
    "cve": 11,
    "bulletin": 17,
    "cert": 3,
    "advisory": 3,
    "rows": 59,
    "affected": 93,
    "not affected": 11,
    "packages": 0,
    "clsid": 111,
    "bulletin of clsid": 9,
    "certificates": 0,
    "registry": 8,
    "log": 27,
    "questions": 83,
    "thanked": 1,
}


def test_reader_finds_all_facts():
    read_facts = [read(document) for document in DOCUMENTS.values()]
    assert {fact: sum(len(facts[fact]) for facts in read_facts) for fact in read_facts[0]} == COUNTED


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
]


@pytest.mark.parametrize(("name", "printed", "spoilt", "said"), FAULTS)
def test_a_fault_is_found(name: str, printed: str, spoilt: str, said: str, names: Names):
    assert printed in text_of(name)
    record = yaml.safe_load(text_of(name).replace(printed, spoilt))
    assert said in "\n".join(differences(source_of(name), record, names))


def test_order_counts(names: Names):
    record = record_of("947563")
    record["revisions"].reverse()
    assert differences(source_of("947563"), record, names) == [
        "947563: revisions: expected the order ['2008-01-15', '2008-01-16', '2008-03-12'], "
        "found ['2008-03-12', '2008-01-16', '2008-01-15']"
    ]


def test_an_invented_product_is_found(names: Names):
    record = record_of("954474")
    record["products"].append({"product": "office-mac-2004"})
    assert unnamed_products(DOCUMENTS["954474"], source_of("954474"), record, names) == [
        "954474: products: expected a product that the document names, found office-mac-2004"
    ]


def test_a_declared_deviation_excuses_its_field_only(names: Names):
    record = record_of("954474")
    record["published"] = "2009-06-13"
    record["source"]["deviations"] = [{"field": "published", "printed": "13. Juni 2008", "taken": "13. Juni 2009"}]
    assert differences(source_of("954474"), record, names) == []
    record["updated"] = "2009-06-17"
    assert differences(source_of("954474"), record, names) == [
        "954474: updated: expected 2008-06-17, found 2009-06-17"
    ]
