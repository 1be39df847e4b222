"""Each record of 2008 says what its source document says."""

from collections.abc import Callable
from copy import deepcopy
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


def record_of(name: str) -> dict:
    return yaml.safe_load((ROOT / f"advisories/2008/{name}.yml").read_text(encoding="utf-8"))


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


def test_reader_finds_something():
    """An expression that no longer matched would make every comparison with nothing agree."""
    found = {fact: sum(len(source_of(name)[fact]) for name in DOCUMENTS) for fact in source_of("954474")}
    assert found == {
        "id": 18,
        "title": 18,
        "url": 18,
        "headline": 18,
        "published": 18,
        "updated": 18,
        "version": 5,
        "revisions": 49,
        "kb": 0,
        "cve": 0,
        "bulletin": 0,
        "cert": 3,
        "advisory": 3,
        "affected": 0,
        "not affected": 11,
        "clsid": 0,
        "bulletin of clsid": 9,
        "registry": 8,
        "log": 27,
        "questions": 0,
        "thanked": 1,
    }


def without(field: str, number: int) -> Callable[[dict], object]:
    return lambda record: record[field].pop(number)


def with_value(value: object, *path: str | int) -> Callable[[dict], object]:
    def change(record: dict) -> None:
        *way, last = path
        for step in way:
            record = record[step]
        record[last] = value

    return change


FAULTS = [
    # record, what is done to it, what the comparison must say
    ("954474", with_value("2008-06-14", "published"), "published: expected 2008-06-13, found 2008-06-14"),
    ("954474", with_value("2008-07-17", "updated"), "updated: expected 2008-06-17, found 2008-07-17"),
    ("953818", with_value("2.00", "version"), "version: expected 2.0, found 2.00"),
    ("953818", lambda record: record.pop("version"), "version: expected 2.0, found nothing else"),
    ("954960", without("revisions", 2), "revisions: expected 2008-07-10, found nothing else"),
    ("956391", with_value("1.1", "revisions", 2, "version"), "revisions: expected 2008-11-12 1.2, found 2008-11-12 1.1"),
    ("947563", lambda record: record["revisions"].reverse(), "revisions: expected the order ['2008-01-15', "),
    ("953839", lambda record: record["source"].pop("headline"), "headline: expected Update-Rollup"),
    ("953839", with_value("https://example.org/", "source", "url"), "url: expected https://technet.microsoft.com/"),
    ("954462", without("actions", 2), "kb: expected KB954476, found nothing else"),
    ("960906", with_value([], "vulnerabilities"), "cve: expected CVE-2008-4841, found nothing else"),
    ("950627", with_value("MS08-062", "references", 0, "id"), "bulletin: expected MS08-028, found MS08-062"),
    ("955179", with_value("VU#837758", "references", 0, "id"), "cert: expected VU#837785, found VU#837758"),
    ("954960", with_value([], "related"), "advisory: expected 954474, found nothing else"),
    ("953839", without("products", 4), "affected: expected windows-xp-professional-x64-sp2, found nothing else"),
    ("953818", without("products", 19), "affected: expected windows-vista-x64-sp1 internet-explorer-7, found"),
    ("953635", with_value("affected", "products", 3, "status"), "not affected: expected office-word-2003-sp3, found"),
    ("953839", without("indicators", 0), "clsid: expected {B60770C2-0390-41A8-A8DE-61889888D840}, "),
    (
        "953839",
        lambda record: record["indicators"][1]["values"].__setitem__(1, "{60178279-6D62-43AF-A336-77925651A4C6}"),
        "expected {60178279-6D62-43af-A336-77925651A4C6}, found {60178279-6D62-43AF-A336-77925651A4C6}",
    ),
    (
        "956391",
        lambda record: record["indicators"][3]["values"].append(record["indicators"][4]["values"].pop()),
        "{0002E530-0000-0000-C000-000000000046} MS08-017, found {0002E530-0000-0000-C000-000000000046} MS02-044",
    ),
    (
        "956391",
        lambda record: record["source"].pop("deviations"),
        r"registry: expected HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Internet Explorer\ActiveX Compatibility\{ XXXX",
    ),
    ("954474", with_value([], "detection"), "log: expected Performing legacy sync, STATMSG: ID=6709 SEV=I"),
    ("954960", lambda record: record["detection"].reverse(), "log: expected the order ['2008-06-13 19:59:53"),
    ("954474", with_value([], "faq"), "faq: expected 1 to 5 questions, found 0"),
    ("953818", lambda record: record.pop("acknowledgments"), "thanked: expected Aviv Raff, found nothing else"),
]


@pytest.mark.parametrize(("name", "spoil", "said"), FAULTS)
def test_a_fault_is_found(name: str, spoil: Callable[[dict], object], said: str, names: Names):
    record = deepcopy(record_of(name))
    spoil(record)
    assert said in "\n".join(differences(source_of(name), record, names))


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
