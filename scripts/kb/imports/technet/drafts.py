"""Makes the draft of a record from a document: facts as values, the document's own words as remarks only.

With `keep_text` the words become the record's texts instead.
"""

import re
from collections.abc import Iterator
from typing import Any

from kb.imports.draft import Context, Draft
from kb.imports.technet import indicators, kind
from kb.imports.technet.deployment import deployments
from kb.imports.technet.document import OUTER, Document
from kb.imports.technet.history import Revision, revisions
from kb.imports.technet.keep import Words, short
from kb.imports.technet.links import add_references
from kb.imports.technet.mentions import contradictions, identify, mentions
from kb.imports.technet.prose import add_texts
from kb.imports.technet.ratings import ratings
from kb.imports.technet.releases import releases
from kb.imports.technet.rows import add_products
from kb.imports.technet.software import REFERENCES, software
from kb.records.advisory import Advisory

_NOTHING = re.compile(r"kein|none|nicht verfügbar|ja$|yes$|$", re.I)


def draft(document: Document, context: Context) -> Draft:
    """Returns the draft for `document`."""
    words = Words(context.keep_text, document.head.language)
    made = Draft({})
    found = software(document)
    revised, loose = revisions(document)
    _top(made, document, words, revised[-1].version if revised else None)
    add_products(made, document, found, context, words)
    rated = _vulnerabilities(made, document, words)
    installing = _deployments(made, document)
    tables = found.tables | installing
    certified = _indicators(made, document, installing)
    _releases(made, document)
    add_texts(made, document, words, tables)
    _state(made, document)
    add_references(made, document, context, words)
    _revisions(made, document, revised, words)
    made.unplaced += [(block.line, f"not a revision: {short(block.text)}") for block in loose]
    made.unplaced += [(line, f"a cell without a place: {short(text)}") for line, text in found.rest]
    made.unplaced += [*contradictions(document), *_loose_rows(document, tables | certified, rated, words)]
    made.unplaced = sorted({*made.unplaced})
    made.record = {name: made.record[name] for name in Advisory.model_fields if name in made.record}
    return made


def _top(made: Draft, document: Document, words: Words, last: str | None) -> None:
    """Adds identity, days, version, title and source; `last` is the version of the last revision."""
    head, proposed = document.head, kind.kind(document)
    made.note((), f"Drafted from {document.path.name}; the lines named below are that document's.")
    made.note(("kind",), "proposed: kind, state, is_vulnerability")
    made.record |= {"id": head.id, "kind": proposed, "is_vulnerability": kind.is_vulnerability(proposed)}
    made.record |= {"published": head.published, "updated": head.updated}
    if head.version or last:
        made.record["version"] = head.version or last
    if last and not head.version:
        made.note(("version",), "of the last revision: the top of the document names none")
    elif last and last != head.version:
        made.note(("version",), f"line {head.version_line}; the last revision has {last}")
    made.record["title"] = words.title(head.headline or head.title)
    made.note(("title",), f"line {head.headline_line}: {head.headline or head.title}")
    source = {"publisher": "Microsoft", "title": head.title, "headline": head.headline, "url": head.url}
    source |= {"language": head.language, "license": "CC-BY-4.0"}
    made.record["source"] = {name: value for name, value in source.items() if value}


def _state(made: Draft, document: Document) -> None:
    types = {each.type for each in mentions(document)}
    updates = "kb" in types or any("update" in row for row in made.record.get("products", []))
    made.record["state"] = kind.state(document, "bulletin" in types, updates)


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


def _releases(made: Draft, document: Document) -> None:
    for number, each in enumerate(releases(document)):
        made.note(("releases", number), f"line {each.line}: {short(each.text)}")
        entry = {
            "id": each.id,
            "date": each.day,
            "url": each.url,
            "articles": each.articles,
            "addresses": each.addresses,
        }
        made.record.setdefault("releases", []).append({name: value for name, value in entry.items() if value})


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
        made.unplaced += [(line, f"on the installation: {short(text)}") for line, text in each.rest]
    return {each.line for each in found}


def _indicators(made: Draft, document: Document, without: set[int]) -> set[int]:
    """Adds `indicators`, those of the tables at the lines `without` left out, and `certificates`.

    Returns the lines of the tables of certificates.
    """
    groups: dict[tuple[str, str], list[indicators.Value]] = {}
    for each in indicators.indicators(document, without):
        groups.setdefault((each.type, each.heading), []).append(each)
    for number, ((kind_, heading), values) in enumerate(groups.items()):
        made.note(("indicators", number), f"line {values[0].line}: {heading}")
        entry = {"type": kind_, "values": [each.value for each in values]}
        made.record.setdefault("indicators", []).append(entry)
    found, tables = indicators.certificates(document)
    for number, each in enumerate(found):
        entry = {key: value for key in ("subject", "issuer", "thumbprint", "serial") if (value := getattr(each, key))}
        entry |= {"updates": each.updates} if each.updates else {}
        made.record.setdefault("certificates", []).append(entry)
        if each.rest:
            made.note(("certificates", number), f"line {each.line}: {each.rest}")
            made.unplaced.append((each.line, f"part of a certificate: {short(each.rest)}"))
    return tables


def _revisions(made: Draft, document: Document, revised: list[Revision], words: Words) -> None:
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
        entries.append(numbered | {"date": head.published, "text": words.title(head.headline or head.title)})
    elif (revised[0].day, revised[-1].day) != (head.published, head.updated):
        made.note(
            ("published",),
            f"line {head.dates_line} has {head.published} and {head.updated}; the revisions run from "
            f"{revised[0].day} (line {revised[0].line}) to {revised[-1].day} (line {revised[-1].line})",
        )
        made.unplaced.append((head.dates_line, "the days at the top are not those of the revisions"))


def _loose_rows(document: Document, tables: set[int], lines: set[int], words: Words) -> Iterator[tuple[int, str]]:
    """Yields (line, remark) for rows of tables of which nothing became a value; kept texts hold theirs."""
    for each in document.placed:
        block = each.block
        if block.kind != "table" or each.part in OUTER or block.line in tables:
            continue
        listed = REFERENCES.match(block.rows[0][0].text)
        if words.keep and not listed and each.part in ("faq", "workarounds", "overview", "other", "actions"):
            continue
        for number, row in enumerate(block.rows):
            named = any(cell.links or identify(cell.text) for cell in row) or re.match(r"\S*Knowledge", row[0].text)
            heading = number == 0 and len(block.rows) > 1
            placed = named or heading or row[0].line in lines or indicators.holds_indicator(row)
            if not placed and not _NOTHING.match(row[-1].text):
                yield row[0].line, f"a row without a place: {short(' | '.join(cell.text for cell in row))}"
