"""Imports files of one format: finds and reads them, and writes a draft for each that has no record yet."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from kb.errors import UsageError
from kb.imports.draft import Context, Document, Draft, Format, UnreadableDocument
from kb.imports.emit import emit, emit_products
from kb.imports.products import load
from kb.progress import Stage
from kb.records.files import PROPOSED, discover


@dataclass(frozen=True, slots=True)
class Imported:
    """A document that was read, its draft, and the file it was written to; None where there was a record already.

    `proposed` is the file with products that the product table lacks.
    """

    document: Path
    draft: Draft
    written: Path | None
    proposed: Path | None = None


@dataclass(slots=True)
class Import:
    """What came of an import: documents in the order they were read, and why others could not be."""

    imported: list[Imported] = field(default_factory=list)
    unreadable: list[UnreadableDocument] = field(default_factory=list)


def import_files(paths: list[Path], form: Format, into: Path, keep_text: bool, bar: Stage) -> Import:
    """Drafts a record in the folder of records `into` for each document of `paths`, which may be folders.

    A record that exists is never touched. Raises UsageError for a path that does not exist.
    """
    found = [file for path in paths for file in _files(path, form.suffix)]
    bar.start(len(found))
    result = Import()
    documents: list[Document] = []
    for path in found:
        try:
            documents.append(form.load(path))
        except UnreadableDocument as error:
            result.unreadable.append(error)
            bar.advance()
    records = {path.stem: path for path in discover(into).advisories} if into.is_dir() else {}
    known = frozenset([*records, *(document.id for document in documents)])
    context = Context(load(into), known, keep_text)
    for document in documents:
        draft = form.draft(document, context)
        target = into / f"{draft.record['published'].year}" / f"{document.id}.yml"
        written = None if document.id in records else _write(target, emit(draft))
        proposed = None
        if written and draft.products:
            proposed = _write(target.with_name(document.id + PROPOSED), emit_products(draft.products))
        records[document.id] = target
        result.imported.append(Imported(document.path, draft, written, proposed))
        bar.advance()
    return result


def _files(path: Path, suffix: str) -> list[Path]:
    if not os.path.lexists(path):
        raise UsageError(f"{path} does not exist")
    if not path.is_dir():
        return [path]
    found = (each for each in path.rglob(f"*{suffix}") if each.is_file())
    return sorted(found, key=lambda each: each.with_suffix(""))  # ID.json before its translation ID-en.json


def _write(target: Path, text: str) -> Path | None:
    """Writes `text`, unless something of that name is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(target, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return None
    return target
