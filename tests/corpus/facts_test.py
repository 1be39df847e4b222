"""Each record says what its source document says."""

from pathlib import Path

import pytest
import yaml

from tests.corpus.comparing import Difference, differences, unnamed_products
from tests.corpus.library import DOCUMENTS, document, names, parsed, source_of, text_of
from tests.corpus.recording import facts

EXCEPTIONS = yaml.safe_load(Path(__file__).with_name("exceptions.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_record_agrees_with_its_source(name: str):
    source, record = source_of(name), parsed(text_of(name))
    found = differences(source, record, names()) + unnamed_products(document(name), source, record, names())
    assert sorted(found) == sorted(
        Difference(each["fact"], each.get("missing", []), each.get("beyond", []))
        for each in EXCEPTIONS
        if each["record"] == name
    )


@pytest.mark.parametrize("exception", EXCEPTIONS, ids=lambda each: f"{each['record']}-{each['fact']}")
def test_an_exception_has_its_grounds(exception: dict):
    assert exception["why"]
    assert exception.get("printed", "") in document(exception["record"]).replace("\xa0", " ")
    if "document" in exception:
        assert {*exception["beyond"]} <= {*source_of(exception["document"])[exception["fact"]]}


# How many of each fact the documents hold: an expression that no longer matched would otherwise make every record
# agree. The description of the corpus names the same 1,224 rows, 523 revisions and 892 questions; a CVE, bulletin or
# article counts here once for each document that names it.
COUNTED = {
    "id": 187,
    "title": 187,
    "url": 185,
    "headline": 186,
    "published": 187,
    "updated": 187,
    "version": 131,
    "revisions": 523,
    "days": 546,
    "kb": 360,
    "cve": 123,
    "bulletin": 202,
    "cert": 7,
    "advisory": 106,
    "rows": 1224,
    "affected": 1424,
    "not affected": 191,
    "details": 462,
    "packages": 21,
    "ranges": 40,
    "clsid": 150,
    "bulletin of clsid": 17,
    "certificates": 66,
    "named certificates": 66,
    "hosts": 106,
    "registry": 70,
    "code": 211,
    "log": 27,
    "questions": 892,
    "thanked": 56,
}


def test_the_documents_hold_so_many_facts():
    found = [source_of(name) for name in DOCUMENTS]
    assert len(found) == 187
    assert {fact: sum(len(each[fact]) for each in found) for fact in found[0]} == COUNTED


# What the records hold in all, each once; the description of the corpus names 121 CVEs and 147 bulletins.
RECORDED = {"kb": 299, "cve": 121, "bulletin": 147, "cert": 7, "clsid": 148, "certificates": 66, "ranges": 40}


def test_the_records_hold_so_many_facts():
    found = [facts(parsed(text_of(name))) for name in DOCUMENTS]
    assert {fact: len({value for each in found for value in each[fact]}) for fact in RECORDED} == RECORDED
