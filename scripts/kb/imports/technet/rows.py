"""The rows of products, the packages and the footnotes of a draft."""

import re
from itertools import product
from typing import Any

from kb.imports.draft import Context, Draft
from kb.imports.technet.blocks import Block
from kb.imports.technet.document import Document
from kb.imports.technet.keep import Words
from kb.imports.technet.software import Row, Software

_GROUPS = {
    "server core": ("Server Core-Installation", "Server Core installation"),
    "betroffene geräte": ("Betroffene Geräte", "Affected devices"),
    "affected devices": ("Betroffene Geräte", "Affected devices"),
    "nicht betroffene geräte": ("Nicht betroffene Geräte", "Devices that are not affected"),
    "non-affected devices": ("Nicht betroffene Geräte", "Devices that are not affected"),
}


def add_products(made: Draft, document: Document, found: Software, context: Context, words: Words) -> None:
    """Adds `products`, `footnotes` and `packages` to `made`."""
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for row in found.rows:
        if row.package:
            made.record.setdefault("packages", []).append(_package(row))
            continue
        components = context.products.split(row.component) or [""]
        for name, component in product(context.products.split(row.name), components):
            entry, remarks = _entry(row, name, component, context)
            key = repr((name, component, row.affected, row.group))
            if key in seen:
                made.unplaced.append((row.line, f"the same product a second time: {name}"))
                continue
            seen.add(key)
            for each in remarks:
                made.note(("products", len(rows)), f"line {row.line}: {each}")
                made.unplaced.append((row.line, each))
            rows.append(entry)
    packages = made.record.pop("packages", [])
    made.record |= {"products": rows} if rows else {}
    _footnotes(made, document, rows, words)
    made.record |= {"packages": packages} if packages else {}


def _entry(row: Row, name: str, component: str, context: Context) -> tuple[dict[str, Any], list[str]]:
    """Returns the entry for one of the products of `row`, and remarks on what has no place in it."""
    keys = context.products.find(name)
    brackets = [row.remark] if row.remark else []
    if not keys and (bracket := re.search(r"\s*(\([^()]*\))$", name)):  # as "(available on March 19)"
        keys = context.products.find(name[: bracket.start()])
        brackets += [bracket[1]] if keys else []
    part = context.products.find(component) if component else None
    remarks = [] if keys else [f"unknown product: {name}"]
    remarks += [f"without a field: {remark}" for remark in brackets]
    remarks += [f"unknown component: {component}"] if component and not part else []
    entry: dict[str, Any] = {"product": keys[0] if keys else ""}
    if component or (keys and keys[1]):
        entry["component"] = (part[0] if part else "") if component else keys[1]
    if not row.affected:
        entry["status"] = "not-affected"
    entry |= {key: value for key in ("update", "url", "severity", "impact") if (value := getattr(row, key))}
    if row.cve:
        entry["cves"] = [row.cve]
    if row.replaces is not None:
        entry["replaces"] = [
            {"update": update} | ({"bulletin": bulletin} if bulletin else {}) for update, bulletin in row.replaces
        ]
    # headings that only repeat the family of the products below them say nothing
    group = next((names for start, names in _GROUPS.items() if (row.group or "").casefold().startswith(start)), None)
    if group:
        entry["group"] = {"de": group[0], "en": group[1]}
    if row.marks:
        entry["footnotes"] = row.marks
    return entry, remarks


def _footnotes(made: Draft, document: Document, rows: list[dict[str, Any]], words: Words) -> None:
    marks = sorted({mark for row in rows for mark in row.get("footnotes", [])})
    entries = []
    for mark in marks:
        if block := footnote(document, mark):
            made.note(("footnotes", len(entries)), f"line {block.line}: {block.text}")
            text = _MARK.sub(lambda found: found[1] or "", block.inline.source)
            entries.append({"mark": mark, "text": words.text(text)})
        else:
            made.note(("footnotes", len(entries)), "the document does not say what it means")
            made.unplaced.append((document.head.dates_line, f"a footnote without a text: {mark}"))
            entries.append({"mark": mark, "text": words.text(mark)})
    if entries:
        made.record["footnotes"] = entries


_MARK = re.compile(r"^\s*(\*\*)?(?:<sup>)?\s*(?:\\?\[(\d+)\\?\]|\((\d)\)|((?:\\\*)+))\s*(?:</sup>)?")


def footnote(document: Document, mark: str) -> Block | None:
    """Returns the text of the footnote `mark`."""
    return next((each for each in document.of() if _mark(each) == mark), None)


def _mark(block: Block) -> str | None:
    found = _MARK.match(block.inline.source) if block.kind == "text" and not block.depth else None
    return (found[2] or found[3] or found[4].replace("\\", "")) if found else None


def _package(row: Row) -> dict[str, Any]:
    fixed = row.fixed.split("\n")
    ranges = []
    for number, versions in enumerate(row.versions.split("\n")):
        mended = fixed[number].strip() if number < len(fixed) else ""
        ranges.append({"versions": versions.strip()} | ({"fixed": mended} if mended else {}))
    return {"ecosystem": "NuGet", "name": row.name, "ranges": ranges}
