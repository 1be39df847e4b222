"""What CSAF and OSV share with the record survives the way there and back, in both languages.

It does for all supplied records and those of the archive; others may hold what the formats have no place for.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kb.check.library import check_library
from kb.imports import csaf, osv
from kb.imports.csaf.instead import stated
from kb.imports.draft import Context, Draft
from kb.imports.json_document import Node
from kb.imports.products import Products, load
from kb.imports.titles import field_of, is_plain
from kb.project import find_project
from kb.records.advisory import Advisory
from kb.records.affected import Package, PackageRange, ProductRow
from kb.records.product import Product
from kb.render.csaf.document import Csaf
from kb.render.csaf.prose import Prose
from kb.render.osv import Osv, is_osv
from kb.render.speech import load_speech
from tests import samples
from tests.samples import RICH, TODAY, advisories

ROOT = Path(__file__).parents[2]
PROJECT = find_project(ROOT / "advisories", start=ROOT)
SPEECH = load_speech(ROOT / "docs")
TEXTS = ("title", "summary", "impact", "affected", "recommendation", "details", "known_issues")
TYPED = ("kb", "cve", "bulletin", "cert", "bid", "cme")
ROW = ("versions", "last_affected", "fixed", "update", "url", "remediation", "severity", "impact")
VULNERABILITY = ("cve", "cwe", "severity", "cvss", "impact", "exploited", "publicly_disclosed", "exploit_public")


class Records(NamedTuple):
    """All records of a folder, the products by key, and by name for the import."""

    advisories: list[Advisory]
    table: dict[str, Product]
    products: Products


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(PROJECT.records, marks=pytest.mark.supplied, id="own"),
        pytest.param(samples.ARCHIVE, id="archive"),
    ],
)
def library(request: pytest.FixtureRequest) -> Records:
    checked = check_library(request.param, TODAY, digest=_whole)
    return Records([each.digest for each in checked.examined], checked.products.table, load(request.param))


def _whole(advisory: Advisory) -> Advisory:
    return advisory


class Shared:
    """What both sides have in one language, as plain values; `vulnerable` tells that the document has a status."""

    def __init__(self, language: str, vulnerable: bool = True):
        self.prose, self.language, self.vulnerable = Prose(SPEECH[language]), language, vulnerable

    def say(self, text: dict[str, str] | None) -> str:
        return ((text or {}).get(self.language) or "").strip()

    def top(self, record: dict[str, Any]) -> dict[str, Any]:
        rated = record.get("severity")
        found = {name: self.say(record.get(name)) for name in TEXTS}
        found |= {name: record.get(name, []) for name in ("aliases", "packages")}
        found |= {name: record[name] for name in ("id", "published", "updated")}
        return found | {
            "severity": None if rated == "not-rated" else rated,
            "license": record.get("source", {}).get("license") or None,
        }

    def revisions(self, record: dict[str, Any], numbered: bool) -> list[tuple[str | None, date, str]]:
        found = record["revisions"]
        return [(each.get("version") if numbered else None, each["date"], self.say(each["text"])) for each in found]

    def rows(self, record: dict[str, Any]) -> list[str]:
        cves = [each.get("cve") for each in record.get("vulnerabilities", [])]
        found = set()
        for each in record.get("products", []):
            status = each.get("status", "affected")
            row = [each["product"], each.get("component")]
            if self.vulnerable:
                row += [status, *(each.get(name) for name in ROW)]
                row.append(self.say(each.get("note")) if "remediation" in each else "")
                row.append(named if (named := each.get("cves", [])) != cves else [])
            if self.vulnerable or status == "affected":
                found.add(str(row))
        return sorted(found)

    def workarounds(self, record: dict[str, Any]) -> list[list[str]]:
        """The products of each that are not all of the affected ones."""
        rows = [each for each in record.get("products", []) if each.get("status", "affected") == "affected"]
        affected = {*(each["product"] for each in rows), *("" for _ in record.get("packages", []))}
        found = [affected.intersection(each.get("products", [])) for each in record.get("workarounds", [])]
        return [sorted(each) if self.vulnerable and each < affected else [] for each in found]

    def vulnerabilities(self, record: dict[str, Any]) -> list[dict[str, Any]]:
        found = []
        for each in record.get("vulnerabilities", []):
            index = {name: value for name, value in each.get("exploitability", {}).items() if name != "note"}
            texts = {name: self.say(each.get(name)) for name in ("title", "description")}
            found.append({name: each.get(name) for name in VULNERABILITY} | texts | {"index": index})
        return found

    def references(self, record: dict[str, Any]) -> list[tuple[str, str]]:
        found = [each for each in record.get("references", []) if each.get("url")]
        named = (": ".join(filter(None, (each.get("id"), self.say(each.get("title"))))) for each in found)
        return sorted(zip((each["url"] for each in found), named, strict=True))

    def types(self, record: dict[str, Any]) -> list[tuple[str, str]]:
        found = record.get("references", [])
        return sorted((each["type"], each["id"]) for each in found if each["type"] in TYPED and each.get("url"))

    def thanks(self, record: dict[str, Any]) -> list[str]:
        """One entry for each organization; addresses are compared without whose they are."""
        found = []
        for each in record.get("acknowledgments", []):
            who = each.get("names", []), bool(each.get("anonymous")), self.say(each.get("text")), each.get("url")
            for one in each.get("organizations") or [{}]:
                *words, url = who
                urls = sorted({one.get("url"), url} - {None})
                found.append(str((one.get("name"), urls, *words, each.get("cves", []))))
                who = [], False, "", None
        return sorted(found)


def _back(form, path: Path, document: dict[str, Any], library: Records) -> Draft:
    path.write_text(json.dumps(document), encoding="utf-8")
    known = frozenset(each.id for each in library.advisories)
    return form.draft(form.load(path), Context(library.products, known, keep_text=True))


@pytest.mark.parametrize("language", ["de", "en"])
def test_csaf(library: Records, tmp_path: Path, language: str):
    export = Csaf(library.table, SPEECH[language], PROJECT.publisher, PROJECT.site_url)
    for advisory in library.advisories:
        draft = _back(csaf.FORMAT, tmp_path / "a.json", export.document(advisory), library)
        there, back = advisory.model_dump(exclude_unset=True), draft.record
        vulnerable = bool(advisory.vulnerabilities) or advisory.is_vulnerability
        shared = Shared(language, vulnerable)
        prose, say = shared.prose, shared.say
        numbered = any(each.version for each in advisory.revisions)
        assert draft.products == {}
        assert shared.top(there) == shared.top(back)
        assert there.get("version", back.get("version")) == back.get("version")
        assert sorted(there.get("related", [])) == back.get("related", [])
        assert shared.revisions(there, numbered) == shared.revisions(back, numbered)
        assert shared.rows(there) == shared.rows(back)
        assert shared.vulnerabilities(there) == shared.vulnerabilities(back)
        assert set(shared.references(there)) <= set(shared.references(back))
        assert set(shared.types(there)) <= set(shared.types(back))
        assert shared.thanks(there) == shared.thanks(back)
        assert [(say(each["question"]), say(each["answer"])) for each in back.get("faq", [])] == [
            (getattr(each.question, language), prose.faq(each)) for each in advisory.faq
        ]
        assert [(say(each.get("title")), say(each["text"])) for each in back.get("mitigations", [])] == [
            (prose.say(each.title), prose.say(each.text)) for each in advisory.mitigations or []
        ]
        assert [(say(each["title"]), say(each.get("text"))) for each in back.get("workarounds", [])] == [
            (prose.say(each.title), prose.workaround(each)) for each in advisory.workarounds or []
        ]
        assert shared.workarounds(there) == shared.workarounds(back)
        lost = [remark for _, remark in draft.unplaced if not remark.startswith("$.document.notes[")]
        assert lost == []


ROWS = [
    {"product": "example-gateway-1", "remediation": "vendor-fix"},
    {"product": "example-gateway-2", "remediation": "workaround", "url": "https://example.com/2"},
    {"product": "example-sensor", "remediation": "none-available", "url": "https://example.com/3"},
    {"product": "example-web-console", "remediation": "no-fix-planned", "note": {"de": "Zu alt.", "en": "Too old."}},
    {"product": "example-sensor", "component": "example-web-console"},
]


@pytest.mark.parametrize("state", ["update-available", "no-fix-planned", "informational", "investigating"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_csaf_of_products_without_an_update(tmp_path: Path, language: str, state: str):
    """What they have instead is their row's; no text of the record is made of it."""
    advisory = advisories()[RICH].model_copy(
        update={
            "products": [ProductRow.model_validate(each, strict=False) for each in ROWS],
            "packages": [],
            "state": state,
            "mitigations": None,
        }
    )
    export = Csaf(samples.library().products, SPEECH[language], PROJECT.publisher, PROJECT.site_url)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(export.document(advisory)), encoding="utf-8")
    back = csaf.FORMAT.draft(csaf.FORMAT.load(path), Context(load(samples.RECORDS), keep_text=True))
    record, shared = back.record, Shared(language)
    assert shared.rows({"products": ROWS}) == shared.rows(record)
    assert [(shared.say(each["title"]), each.get("products")) for each in record["workarounds"]] == [
        (getattr(each.title, language), each.products or None) for each in advisory.workarounds
    ]
    assert "mitigations" not in record
    assert [remark for _, remark in back.unplaced if "remediations" in remark] == []


def test_labels_in_exported_documents_are_known():
    for speech in SPEECH.values():
        for name, label in speech.labels["remediation"].items():
            for text, note in ((label, ""), (f"{label}\n\nX", "X")):
                node = Node({"category": name.replace("-", "_"), "details": text}, "$", set(), lambda _: 1)
                assert stated(node).note == note


def test_osv(library: Records, tmp_path: Path):
    export, shared = Osv(SPEECH["en"]), Shared("en")
    found = [each for each in library.advisories if is_osv(each)]
    assert found
    for advisory in found:
        draft = _back(osv.FORMAT, tmp_path / "a.json", export.document(advisory), library)
        there, back = advisory.model_dump(exclude_unset=True), draft.record
        assert shared.top(there) == shared.top(back)
        assert sorted(there.get("related", [])) == back.get("related", [])
        assert {url for url, _ in shared.references(there)} == {url for url, _ in shared.references(back)}
        assert draft.unplaced == []


def test_osv_with_a_vulnerability(library: Records, tmp_path: Path):
    """No record has one with a number; that of the samples has all that the format can hold."""
    sample = advisories()[RICH]
    advisory = sample.model_copy(update={"vulnerabilities": sample.vulnerabilities[:1]})
    draft = _back(osv.FORMAT, tmp_path / "a.json", Osv(SPEECH["en"]).document(advisory), library)
    there, back = sample.vulnerabilities[0], draft.record["vulnerabilities"][0]
    assert back == {"cve": there.cve, "cwe": there.cwe, "cvss": there.cvss}
    assert draft.record["withdrawn"]["date"] == sample.withdrawn.date
    assert draft.record["packages"] == [each.model_dump(exclude_unset=True) for each in sample.packages]
    assert draft.record["aliases"] == sample.aliases


def test_csaf_of_a_package_whose_package_url_has_no_capital_letters(tmp_path: Path):
    package = Package(ecosystem="Go", name="github.com/Azure/x", ranges=[PackageRange(versions="< 2", fixed="2")])
    advisory = advisories()[RICH].model_copy(update={"products": [], "packages": [package]})
    document = Csaf({}, SPEECH["en"], PROJECT.publisher, PROJECT.site_url).document(advisory)
    assert "pkg:golang/github.com/azure/x@2" in json.dumps(document)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    back = csaf.FORMAT.draft(csaf.FORMAT.load(path), Context(Products({}), keep_text=True)).record
    assert back["packages"] == [package.model_dump()]


def test_titles_in_exported_documents_lead_back_to_their_fields():
    for speech in SPEECH.values():
        words, section = speech.labels["export"], speech.labels["section"]
        titles = {name: words[name] for name in ("summary", "impact", "recommendation")}
        titles |= {"affected": section["affected"], "actions": section["action"], "detection": section["detection"]}
        titles |= {"known_issues": section["known-issues"], "mitigations": section["mitigations"]}
        for name, title in titles.items():
            assert field_of(title) == (name, "")
        assert field_of(f"{section['workarounds']}: X") == ("workarounds", "X")
        assert is_plain(section["details"])
