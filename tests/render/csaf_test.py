"""CSAF documents: the sample records literally, and all records against the schema and the tests of the standard."""

import json
from collections import Counter

import pytest
from csaf.csaf.v20 import validate

from kb.check.library import check_library
from kb.project import Publisher
from kb.records.advisory import Advisory
from kb.records.affected import ProductRow, Vulnerability
from kb.records.tracking import Acknowledgment
from kb.render.csaf.document import Csaf, file_name, languages
from kb.render.speech import load_speech
from tests.golden import assert_golden
from tests.samples import DOCS, MINIMAL, OLDER, RICH, ROOT_URL, TODAY, advisories, library

SPEECH = load_speech(DOCS)
PUBLISHER = Publisher(name="Example CERT", namespace="https://cert.example.com", category="coordinator")
# What the tests of the standard remark where records do not know more: products without a CPE name (6.2.16), affected
# products without a score (6.2.3) or with one of CVSS 2 (6.3.1) or 3.0 (6.3.2) alone, vulnerabilities without a CVE
# (6.3.3) or weakness (6.3.4), products of which all versions are meant (6.3.9, 6.3.10), and ranges and versions in
# the record's own words (6.2.18, 6.3.11).
KNOWN = {"6.2.3", "6.2.16", "6.2.18", *(f"6.3.{number}" for number in (1, 2, 3, 4, 9, 10, 11))}


def made(advisory: Advisory, language: str, products=None) -> str:
    """The document as it is written."""
    document = Csaf(products or library().products, SPEECH[language], PUBLISHER, ROOT_URL).document(advisory)
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def failed(text: str) -> set[str]:
    """The tests of the standard that a document does not pass, the schema among them."""
    results = validate(json.loads(text), preset="full").results
    return {each.id for each in results if not each.passed and not each.skipped}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", [RICH, MINIMAL, OLDER])
def test_samples(name: str, language: str):
    if language in languages(advisories()[name]):
        text = made(advisories()[name], language)
        assert_golden(f"csaf-{name}.{language}.json", text)
        assert failed(text) <= KNOWN


def test_all_records_are_valid():
    library = check_library(DOCS.parent / "advisories", TODAY, digest=_whole)
    found, count = Counter(), 0
    for advisory in (each.digest for each in library.examined):
        for language in languages(advisory):
            count += 1
            found.update(failed(made(advisory, language, library.products.table)) - KNOWN)
    assert found == {}
    assert count == sum(bool(title.de) + bool(title.en) for title in (each.digest.title for each in library.examined))


def _whole(advisory: Advisory) -> Advisory:
    return advisory


def changed(**fields) -> Advisory:
    return advisories()[RICH].model_copy(update=fields)


def test_a_workaround_for_products_of_another_vulnerability():
    rows = {"example-gateway-1": "CVE-2027-10001", "example-sensor": "CVE-2027-10002"}
    workaround = advisories()[RICH].workarounds[0].model_copy(update={"products": ["example-sensor"]})
    record = changed(
        products=[ProductRow(product=product, cves=[cve]) for product, cve in rows.items()],
        vulnerabilities=[Vulnerability(cve=cve) for cve in rows.values()],
        packages=[],
        workarounds=[workaround],
    )
    found = json.loads(made(record, "en"))["vulnerabilities"]
    assert [
        [each["product_ids"] for each in flaw["remediations"] if each["category"] == "workaround"] for flaw in found
    ] == [[], [["example-sensor"]]]


def test_several_rows_about_one_product():
    row = {"product": "example-sensor", "severity": "high", "impact": "spoofing"}
    rows = [row | {"group": {"en": "Standalone"}, "update": "KB9990001"}, row | {"update": "KB9990002"}]
    record = changed(products=[ProductRow.model_validate(each, strict=False) for each in rows], packages=[])
    text = made(record, "en")
    [flaw, *_] = json.loads(text)["vulnerabilities"]
    lists = [each["product_ids"] for each in flaw["remediations"] + flaw["threats"] if "product_ids" in each]
    assert lists == [["example-sensor"]] * 8
    assert failed(text) <= KNOWN


def test_thanks_in_the_other_language_only():
    german = advisories()[RICH].summary.model_copy(update={"en": None})
    record = changed(acknowledgments=[Acknowledgment(text=german)])
    assert "acknowledgments" not in json.loads(made(record, "en"))["document"]
    assert failed(made(record, "en")) <= KNOWN


_ABOUT_ONE = {"product": "example-sensor", "cves": ["CVE-2027-10001"]}


@pytest.mark.parametrize(
    ("rows", "cves", "category"),
    [
        ([{"product": "example-sensor"}], ["CVE-2027-10001"], "csaf_security_advisory"),
        ([{"product": "example-sensor"}], [], "csaf_security_advisory"),
        ([{"product": "example-sensor", "status": "not-affected"}], [], "csaf_security_advisory"),
        ([], ["CVE-2027-10001"], "csaf_base"),
        ([{"product": "example-sensor", "status": "under-investigation"}], [], "csaf_base"),
        ([{"product": "example-sensor", "status": "fixed", "fixed": "2.1"}], [], "csaf_base"),
        ([_ABOUT_ONE], ["CVE-2027-10001"], "csaf_security_advisory"),
        ([_ABOUT_ONE], ["CVE-2027-10001", "CVE-2027-10002"], "csaf_base"),
    ],
)
def test_category(rows: list[dict], cves: list[str], category: str):
    """A security advisory settles something about every vulnerability; other documents are general ones."""
    record = changed(
        products=[ProductRow.model_validate(row, strict=False) for row in rows],
        vulnerabilities=[Vulnerability(cve=cve) for cve in cves],
        packages=[],
    )
    text = made(record, "en")
    assert json.loads(text)["document"]["category"] == category
    assert failed(text) <= KNOWN


def test_file_names():
    assert file_name(changed(id="EX_1.2+b"), "de") == "2027/ex_1_2+b.json"
    assert file_name(changed(id="EX_1.2+b"), "en") == "2027/ex_1_2+b-en.json"
    english = advisories()[RICH].title.model_copy(update={"de": None})
    assert file_name(changed(title=english), "en") == "2027/example-sa-2027-003.json"


def test_a_record_in_one_language_is_an_original():
    english = advisories()[RICH].title.model_copy(update={"de": None})
    document = json.loads(made(changed(title=english), "en"))["document"]
    assert "source_lang" not in document
    assert document["tracking"]["id"] == RICH
