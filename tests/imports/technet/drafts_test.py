"""The drafts of small documents of each layout, compared literally with golden files."""

from pathlib import Path

import pytest

from kb.imports.emit import emit
from tests.golden import assert_golden
from tests.imports.technet.samples import DOCUMENTS, draft_of


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_draft(path: Path):
    assert_golden(f"technet-{path.stem}.yml", emit(draft_of(path)))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_draft_with_the_texts_of_the_document(path: Path):
    assert_golden(f"technet-{path.stem}-text.yml", emit(draft_of(path, keep_text=True)))
