"""The source documents and the records beside them. Modules that import it are skipped where the sources are not."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.corpus.reading import read
from tests.corpus.recording import Facts, Names

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared/corpus/de"
RECORDS = ROOT / "advisories"

DOCUMENTS = {path.stem: path for path in sorted(CORPUS.glob("*/*.md")) if path.stem.isdigit()}
_FILES = {path.stem: path for path in RECORDS.glob("[0-9]*/*.yml")}

if not DOCUMENTS.keys() & _FILES.keys():
    pytest.skip(
        "the source documents, ../shared/corpus/de, or the records of them are not here", allow_module_level=True
    )


def document(name: str) -> str:
    """Returns the text of a source document."""
    return DOCUMENTS[name].read_text(encoding="utf-8-sig")


@cache
def source_of(name: str) -> Facts:
    """Returns the facts of a source document; not to be changed."""
    return read(document(name))


def text_of(name: str) -> str:
    """Returns the record of a document as it stands in its file."""
    return _FILES[name].read_text(encoding="utf-8")


def parsed(text: str) -> dict:
    """Returns what YAML says, read by the library that is several times as fast."""
    return yaml.load(text, yaml.CSafeLoader)


@cache
def names() -> Names:
    """Returns the names of the product table."""
    files = sorted((RECORDS / "products").glob("*.yml"))
    return Names({key: entry for file in files for key, entry in parsed(file.read_text("utf-8")).items()})
