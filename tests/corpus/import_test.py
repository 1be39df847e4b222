"""`kb import technet` finds in each source document what an independent reading finds."""

from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest

from kb.check.library import check_library
from kb.imports.draft import Context, UnreadableDocument
from kb.imports.emit import emit
from kb.imports.products import load
from kb.imports.technet import FORMAT
from tests.corpus.library import CORPUS, DOCUMENTS, RECORDS, names, parsed, source_of
from tests.corpus.recording import facts
from tests.samples import TODAY

CONTEXT = Context(load(RECORDS), frozenset(DOCUMENTS))
COMPARED = (
    *(
        "id",
        "title",
        "url",
        "headline",
        "published",
        "updated",
        "version",
        "revisions",
        "kb",
        "cve",
        "bulletin",
        "cert",
    ),
    *("affected", "not affected", "packages", "ranges", "clsid", "certificates", "named certificates", "questions"),
)
# (document, fact) -> what only the reading finds, what only the draft holds, and why
KNOWN = {
    # printed without a list of revisions, which a record must have
    ("4033453", "revisions"): ([], ["2017-06-27 1.0"]),
    # only the text has the version with the fix
    ("3214296", "ranges"): (
        ["Microsoft.IdentityModel.Tokens 5.1.0, fixed 5.1.1"],
        ["Microsoft.IdentityModel.Tokens 5.1.0, fixed None"],
    ),
    ("4010983", "ranges"): (
        ["Microsoft.AspNetCore.Mvc.Core 1.1.0, fixed 1.1.1"],
        ["Microsoft.AspNetCore.Mvc.Core 1.1.0, fixed None"],
    ),
    # "ASP- und ASP.NET-Technologien von Microsoft" is left to the author
    ("954462", "affected"): (["asp", "asp-net"], [""]),
    # no such product: there is no third service pack for these systems
    ("973811", "affected"): (["Windows XP für x64-basierte Systeme Service Pack 3"], [""]),
}


def test_all_documents_are_there():
    assert len(DOCUMENTS) == 187


@pytest.mark.parametrize("name", DOCUMENTS)
def test_draft_agrees_with_the_reading(name: str):
    source, draft = _read(name), _drafted(name)
    for fact in COMPARED:
        missing = sorted((Counter(source[fact]) - Counter(draft[fact])).elements())
        beyond = sorted((Counter(draft[fact]) - Counter(source[fact])).elements())
        assert (missing, beyond) == KNOWN.get((name, fact), ([], [])), fact


def _read(name: str) -> dict[str, list[str]]:
    found = source_of(name)
    products = {fact: sorted({names().row(each) for each in found[fact]}) for fact in ("affected", "not affected")}
    return found | products | {"questions": ["?"] * len(found["questions"])}


def _drafted(name: str) -> dict[str, list[str]]:
    record = parsed(emit(FORMAT.draft(FORMAT.load(DOCUMENTS[name]), CONTEXT)))
    found = facts(record)
    products = {fact: sorted({*found[fact]}) for fact in ("affected", "not affected")}
    return found | products | {"questions": ["?"] * len(record.get("faq", []))}


# What the documents hold in all, as counted for the description of the corpus: an expression that no longer matched
# in either of the two readers would otherwise not be noticed.
COUNTED = {
    "documents with a version": 131,  # twelve of them in their revisions only
    "revisions": 523,
    "revisions with a version": 383,
    "rows of affected software": 1224,
    "documents with affected software": 104,
    "documents with software that is not affected": 22,
    "CVEs": 122,  # one of them misprinted
    "documents with CVEs": 97,
    "bulletins": 149,  # two of them misprinted
    "documents with bulletins": 104,
    "questions": 892,
    "documents with questions": 107,
}


def test_the_reading_finds_everything():
    found = [source_of(name) for name in DOCUMENTS]
    assert {
        "documents with a version": sum(bool(each["version"]) for each in found),
        "revisions": sum(len(each["revisions"]) for each in found),
        "revisions with a version": sum(" " in entry for each in found for entry in each["revisions"]),
        "rows of affected software": sum(len(each["rows"]) for each in found),
        "documents with affected software": sum(bool(each["rows"]) for each in found),
        "documents with software that is not affected": sum(bool(each["not affected"]) for each in found),
        "CVEs": len({name for each in found for name in each["cve"]}),
        "documents with CVEs": sum(bool(each["cve"]) for each in found),
        "bulletins": len({name for each in found for name in each["bulletin"]}),
        "documents with bulletins": sum(bool(each["bulletin"]) for each in found),
        "questions": sum(len(each["questions"]) for each in found),
        "documents with questions": sum(bool(each["questions"]) for each in found),
    } == COUNTED


def test_other_documents_are_unreadable():
    with pytest.raises(UnreadableDocument, match=r"securityadvisories2018\.md:1: it names no day of publication"):
        FORMAT.load(CORPUS / "2018/securityadvisories2018.md")


# Where the source contradicts itself or names a product that there is not; the author decides.
FAULTS = {
    ("2005/899480.yml", "date-order"),
    ("2005/919637.yml", "date-order"),
    ("2007/932553.yml", "date-order"),
    ("2008/954462.yml", "empty-value"),
    ("2009/973811.yml", "empty-value"),
    ("2016/3137909.yml", "date-order"),
}


def test_drafts_with_the_texts_of_the_documents_pass_the_check(tmp_path: Path):
    copytree(RECORDS / "products", tmp_path / "products")
    context = Context(CONTEXT.products, CONTEXT.known, keep_text=True)
    for path in DOCUMENTS.values():
        draft = FORMAT.draft(FORMAT.load(path), context)
        file = tmp_path / f"{draft.record['published'].year}" / f"{draft.record['id']}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(emit(draft), encoding="utf-8")
    problems = check_library(tmp_path, TODAY).problems
    errors = {
        (Path(each.path).relative_to(tmp_path).as_posix(), each.rule) for each in problems if each.severity == "error"
    }
    assert errors == FAULTS
