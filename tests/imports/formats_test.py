"""The drafts of small CSAF and OSV documents, compared literally with golden files."""

from pathlib import Path

import pytest

from kb.imports import csaf, osv
from kb.imports.draft import Context, Draft, Format
from kb.imports.emit import emit, emit_products
from kb.imports.products import Products
from tests.golden import assert_golden
from tests.imports.technet.samples import product

DATA = Path(__file__).parents[1] / "data"
DOCUMENTS = [(form, path) for form in ("csaf", "osv") for path in sorted((DATA / form).glob("*.json"))]
FORMATS: dict[str, Format] = {"csaf": csaf.FORMAT, "osv": osv.FORMAT}


def draft_of(form: str, path: Path, keep_text: bool) -> Draft:
    """The draft of one of the documents, with a product table that has some of the products."""
    table = {
        "viewer": product("Beispielviewer", "Example Viewer"),
        "viewer-2": product("Beispielviewer 2", "Example Viewer 2"),
        "linux-9": product("Example Linux 9", "Example Linux 9"),
    }
    context = Context(Products(table), frozenset({"9000001"}), keep_text)
    return FORMATS[form].draft(FORMATS[form].load(path), context)


def shown(draft: Draft) -> str:
    """All that an import gives: the record, the products it proposes, and what it could not place."""
    lines = "".join(f"{line}: {remark}\n" for line, remark in draft.unplaced)
    return "\n".join([emit(draft), *([emit_products(draft.products)] if draft.products else []), lines])


@pytest.mark.parametrize(("form", "path"), DOCUMENTS, ids=lambda value: getattr(value, "stem", value))
@pytest.mark.parametrize("keep_text", [False, True], ids=["", "text"])
def test_draft(form: str, path: Path, keep_text: bool):
    name = f"{form}-{path.stem}{'-text' if keep_text else ''}.yml"
    assert_golden(name, shown(draft_of(form, path, keep_text)))
