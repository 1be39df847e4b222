"""Makes the draft of a record from a document: facts as values, the document's own words as remarks only.

With `keep_text` the words become the record's texts instead.
"""

import re
from collections.abc import Iterator
from typing import Any

from kb.imports.draft import Context, Draft
from kb.imports.technet import indicators, kind, software, texts
from kb.imports.technet.blocks import Block, Inline
from kb.imports.technet.deployment import deployments
from kb.imports.technet.document import OUTER, Document
from kb.imports.technet.history import revisions
from kb.imports.technet.indicators import holds_indicator
from kb.imports.technet.keep import Words
from kb.imports.technet.links import add_references
from kb.imports.technet.mentions import identify, mentions
from kb.imports.technet.ratings import ratings
from kb.imports.technet.rows import add_products

_NOTHING = re.compile(r"kein|none|nicht verfügbar|ja$|yes$|$", re.I)
_LABELS = {
    "recommendation": re.compile(r"\*\*(?:Empfehlung|Recommendation)[.:]?\s*\*\*[.:]?\s*", re.I),
    "known_issues": re.compile(r"\*\*(?:Bekannte Probleme|Known Issues)[.:]?\s*\*\*[.:]?\s*", re.I),
}


def draft(document: Document, context: Context) -> Draft:
    """Returns the draft for `document`."""
    words = Words(context.keep_text, document.head.language)
    made = Draft({})
    found = software.software(document)
    revised, loose = revisions(document)
    _top(made, document, found, words, revised[-1].version if revised else None)
    add_products(made, document, found, context, words)
    rated = _vulnerabilities(made, document, words)
    _remedies(made, document, words)
    taken = found.tables | _indicators(made, document) | _deployments(made, document)
    _texts(made, document, words)
    add_references(made, document, context, words)
    _thanks(made, document, words)
    _revisions(made, document, revised, words)
    made.unplaced += [(block.line, f"not a revision: {_short(block.text)}") for block in loose]
    made.unplaced += [(line, f"a cell without a place: {_short(text)}") for line, text in found.rest]
    made.unplaced += _loose_rows(document, taken, rated, words)
    made.unplaced.sort()
    made.record = {name: made.record[name] for name in _FIELDS if name in made.record}
    return made


_FIELDS = (
    *("id", "kind", "state", "is_vulnerability", "published", "updated", "version", "title", "summary", "affected"),
    *("products", "footnotes", "packages", "vulnerabilities", "recommendation", "actions", "deployment"),
    *(
        "known_issues",
        "indicators",
        "certificates",
        "details",
        "mitigations",
        "workarounds",
        "faq",
        "references",
        "related",
    ),
    *("acknowledgments", "revisions", "source"),
)


def _short(text: str, length: int = 90) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _top(made: Draft, document: Document, found: software.Software, words: Words, last: str | None) -> None:
    head, record = document.head, made.record
    types = {each.type for each in mentions(document)}
    proposed = kind.kind(document)
    record |= {
        "id": head.id,
        "kind": proposed,
        "state": kind.state(document, "bulletin" in types, "kb" in types or any(row.update for row in found.rows)),
        "is_vulnerability": kind.is_vulnerability(proposed),
        "published": head.published,
        "updated": head.updated,
    }
    made.note((), f"Drafted from {document.path.name}; the lines named below are that document's.")
    made.note(("kind",), "proposed: kind, state, is_vulnerability")
    if head.version or last:
        record["version"] = head.version or last
    if last and not head.version:
        made.note(("version",), "of the last revision: the top of the document names none")
    elif last and last != head.version:
        made.note(("version",), f"line {head.version_line}; the last revision has {last}")
    record["title"] = words.title(head.headline or head.title)
    made.note(("title",), f"line {head.headline_line}: {head.headline or head.title}")
    record["source"] = {"publisher": "Microsoft", "title": head.title}
    record["source"] |= {name: value for name in ("headline", "url") if (value := getattr(head, name))}
    record["source"] |= {"language": head.language, "license": "CC-BY-4.0"}


def _vulnerabilities(made: Draft, document: Document, words: Words) -> set[int]:
    """Adds `vulnerabilities` and the versions that correct them; returns the lines of the rows that say so."""
    found = ratings(document)
    entries = []
    for each in mentions(document):
        if each.type == "cve":
            title = {} if words.keep else {"title": words.title("")}
            entries.append({"cve": each.id} | title | found.for_all | found.by_cve.get(each.id, {}))
    if entries:
        made.record["vulnerabilities"] = entries
    for row in made.record.get("products", []):
        if row.get("status") != "not-affected":
            row |= {"last_affected": found.last_affected} if found.last_affected else {}
            row |= {"fixed": found.fixed} if found.fixed else {}
    return found.lines


def _deployments(made: Draft, document: Document) -> set[int]:
    """Adds `deployment`; returns the lines of the tables that it took it from."""
    found = deployments(document)
    for number, each in enumerate(found):
        made.note(("deployment", number), f"line {each.line}: {each.heading}")
        entry: dict[str, Any] = {name: value for name in ("files", "logs") if (value := getattr(each, name))}
        if each.registry:
            entry["registry"] = [{"language": "registry", "code": f"{keys}\n"} for keys in each.registry]
        entry |= {"restart": each.restart} if each.restart else {}
        made.record.setdefault("deployment", []).append(entry)
        made.unplaced += [(line, f"on the installation: {_short(text)}") for line, text in each.rest]
    return {each.line for each in found}


def _indicators(made: Draft, document: Document) -> set[int]:
    """Adds `indicators` and `certificates`; returns the lines of the tables that it took them from."""
    groups: dict[tuple[str, str], list[indicators.Value]] = {}
    for each in indicators.indicators(document):
        groups.setdefault((each.type, each.heading), []).append(each)
    for (_, heading), values in groups.items():
        made.note(("indicators", len(made.record.setdefault("indicators", []))), f"line {values[0].line}: {heading}")
        made.record["indicators"].append({"type": values[0].type, "values": [each.value for each in values]})
    found, tables = indicators.certificates(document)
    for number, each in enumerate(found):
        entry = {key: value for key in ("subject", "issuer", "thumbprint", "serial") if (value := getattr(each, key))}
        entry |= {"updates": each.updates} if each.updates else {}
        if each.rest:
            made.note(("certificates", number), f"line {each.line}: {each.rest}")
            made.unplaced.append((each.line, f"part of a certificate without a place: {_short(each.rest)}"))
        made.record.setdefault("certificates", []).append(entry)
    return tables


def _remedies(made: Draft, document: Document, words: Words) -> None:
    for field, found in (
        ("mitigations", texts.items(document, "mitigations")),
        ("workarounds", texts.workarounds(document)),
    ):
        for number, each in enumerate(found):
            made.note((field, number), f"line {each.line}: {_short(each.title or each.blocks[0].text)}")
            entry = _mitigation(each, words) if field == "mitigations" else _workaround(each, words)
            made.record.setdefault(field, []).append(entry)


def _mitigation(each: texts.Entry, words: Words) -> dict[str, Any]:
    return {"text": words.prose(_without_mark(each.blocks))}


def _workaround(each: texts.Entry, words: Words) -> dict[str, Any]:
    if words.keep:
        rest = [block for block in _without_mark(each.blocks) if block.inline.text != each.blocks[0].inline.lead]
        text = words.prose(rest)
        return {"title": words.title(each.title)} | ({"text": text} if text else {})
    steps = [{"text": words.text(""), "code": [_code(*each)]} for each in texts.code(each.blocks)]
    return {"title": words.title("")} | ({"steps": steps} if steps else {})


def _code(line: int, notation: str, text: str) -> dict[str, str]:
    return ({"language": notation} if notation != "text" else {}) | {"code": text + "\n"}


def _without_mark(blocks: list[Block]) -> list[Block]:
    """Returns the blocks of an item of a list without the item's mark, one list further out."""
    found = []
    for number, block in enumerate(blocks):
        item = block.item and number > 0
        found.append(
            Block(block.kind, block.line, block.inline, max(block.depth - 1, 0), item, block.number, block.rows)
        )
    return found


def _texts(made: Draft, document: Document, words: Words) -> None:
    made.record["summary"] = words.text("")
    for line in _outline(document):
        made.note(("summary",), line)
    questions = texts.questions(document)
    for number, each in enumerate(questions):
        made.note(("faq", number), f"line {each.line}: {each.title}")
        entry = {"question": words.title(each.title), "answer": words.prose(each.blocks)}
        if not words.keep and (code := [_code(*found) for found in texts.code(each.blocks)]):
            entry["code"] = code
        made.record.setdefault("faq", []).append({key: value for key, value in entry.items() if value})
    if not words.keep:
        made.record["recommendation"] = words.text("")
        return
    taken = {each.line for each in questions}
    _kept(made, document, words, taken | {block.line for each in questions for block in each.blocks})


def _kept(made: Draft, document: Document, words: Words, taken: set[int]) -> None:
    """Adds the texts that have no entry of their own: labelled ones to their fields, the first as summary."""
    rest: list[Block] = []
    fields: dict[str, list[Block]] = {}
    for each in document.placed:
        block = each.block
        own = each.part in (*OUTER, "mitigations", "workarounds", "thanks", "references", "faq")
        if block.line <= document.head.version_line or block.line in taken or own or each.begins:
            continue
        label = next((name for name, form in _LABELS.items() if form.match(block.inline.source)), "")
        if label:
            source = _LABELS[label].sub("", block.inline.source, count=1)
            block = Block("text", block.line, Inline(block.text, block.line, source), block.depth)
        name = label or {"products": "affected", "actions": "actions"}.get(each.part, "")
        if each.part == "products" and block.kind in ("table", "heading"):
            continue
        (fields.setdefault(name, []) if name else rest).append(block)
    summary = next((block for block in rest if block.kind == "text" and not block.depth), None)
    if summary:
        rest.remove(summary)
    made.record["summary"] = words.prose([summary] if summary else []) or words.title(document.head.headline)
    steps = [{"text": text} for each in [fields.pop("actions", [])] if (text := words.prose(each))]
    made.record |= {"actions": steps} if steps else {}
    for name, blocks in (*fields.items(), ("details", rest)):
        if text := words.prose(blocks):
            made.record[name] = text


def _outline(document: Document) -> list[str]:
    """Returns "line N: heading" for the parts of the document that are its own."""
    found = []
    for each in document.placed:
        block = each.block
        label = block.inline.lead if block.kind == "text" and not block.inline.lead.endswith("?") else ""
        text = block.text if block.kind == "heading" else label
        if text and each.part not in OUTER and block.line > document.head.dates_line:
            found.append(f"line {block.line}: {_short(text)}")
    return found


def _thanks(made: Draft, document: Document, words: Words) -> None:
    for number, each in enumerate(texts.thanks(document)):
        made.note(("acknowledgments", number), f"line {each.line}: {each.text}")
        entry: dict[str, Any] = {"names": each.names} if each.names else {}
        if each.organizations:
            entry["organizations"] = [
                {"name": name} | ({"url": url} if url else {}) for name, url in each.organizations
            ]
        made.record.setdefault("acknowledgments", []).append(entry | {"text": words.title(each.text)})


def _revisions(made: Draft, document: Document, revised: list, words: Words) -> None:
    head = document.head
    entries = made.record["revisions"] = []
    for each in revised:
        made.note(("revisions", len(entries)), f"line {each.line}: {each.text}")
        numbered = {"version": each.version} if each.version else {}
        entries.append(numbered | {"date": each.day, "text": words.text(each.text)})
    if not entries:
        made.note(("revisions",), "the document lists none: made from its top")
        made.unplaced.append((head.dates_line, "no revisions: one was made from the day of publication"))
        numbered = {"version": head.version} if head.version else {}
        entries.append(numbered | {"date": head.published, "text": words.title(head.headline)})
    elif (revised[0].day, revised[-1].day) != (head.published, head.updated):
        made.note(
            ("published",),
            f"line {head.dates_line} has {head.published} and {head.updated}; the revisions run from "
            f"{revised[0].day} (line {revised[0].line}) to {revised[-1].day} (line {revised[-1].line})",
        )
        made.unplaced.append((head.dates_line, "the days at the top are not those of the revisions"))


def _loose_rows(document: Document, tables: set[int], lines: set[int], words: Words) -> Iterator[tuple[int, str]]:
    """Yields (line, remark) for the rows of tables of which nothing became a value; kept texts have theirs in them."""
    for each in document.placed:
        block = each.block
        if block.kind != "table" or each.part in OUTER or block.line in tables:
            continue
        if words.keep and each.part in ("faq", "workarounds", "overview", "other", "actions"):
            continue
        for number, row in enumerate(block.rows):
            named = any(cell.links or identify(cell.text) for cell in row) or re.match(r"\S*Knowledge", row[0].text)
            heading = number == 0 and len(block.rows) > 1
            placed = named or heading or row[0].line in lines or holds_indicator(row)
            if not placed and not _NOTHING.match(row[-1].text):
                yield row[0].line, f"a row without a place: {_short(' | '.join(cell.text for cell in row))}"
