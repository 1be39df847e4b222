"""A CSAF document that was read: what it is called, and the tree of its values."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.imports.draft import UnreadableDocument, record_id
from kb.imports.json_document import Node, load_json


@dataclass(frozen=True, slots=True)
class Document:
    """A CSAF document: `id` is that of its record, `language` that of its texts."""

    path: Path
    id: str
    language: str
    published: date
    root: Node


def load(path: Path) -> Document:
    """Reads the CSAF 2.0 document at `path`. Raises UnreadableDocument."""
    root = load_json(path)
    document = root["document"]
    version = document["csaf_version"].take()
    if version != "2.0":
        other = f"it is CSAF {version[:20]}; CSAF 2.0 is read"
        raise UnreadableDocument(path, 1, other if version else "it is no CSAF: no $.document.csaf_version")
    tracking = document["tracking"]
    language = document["lang"].take()[:2].lower() or "en"
    name = _original_id(tracking["id"].take(), document)
    published = tracking["initial_release_date"].day()
    if not record_id(name):
        raise UnreadableDocument(path, tracking.line, "it names no identifier: $.document.tracking.id")
    if not published:
        reason = "it names no day of publication: $.document.tracking.initial_release_date"
        raise UnreadableDocument(path, tracking.line, reason)
    return Document(path, record_id(name), language, published, root)


def _original_id(name: str, document: Node) -> str:
    """Returns the identifier without the language that a publisher adds to it for a translation."""
    language = document["lang"].text
    return name.removesuffix(f"-{language}") if document["source_lang"].take() and language else name
