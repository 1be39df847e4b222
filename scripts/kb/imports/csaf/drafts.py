"""Makes the draft of a record from a CSAF document."""

import re
from typing import Any

from kb.imports.csaf.document import Document
from kb.imports.csaf.notes import Notes
from kb.imports.csaf.remedies import Remedies
from kb.imports.csaf.status import Statuses
from kb.imports.csaf.tree import ProductTree
from kb.imports.csaf.vulnerabilities import Vulnerabilities
from kb.imports.draft import Context, Draft, todo
from kb.imports.json_document import Node, finish
from kb.imports.ratings import SEVERITIES
from kb.imports.references import add_reference, identified, usable
from kb.imports.thanks import add_thanks
from kb.imports.words import Words, line
from kb.records.fields import Version
from kb.records.patterns import fits

_LICENSE = re.compile(r"\b(CC0-1\.0|CC-BY(?:-SA|-NC|-ND)*-\d\.\d|[A-Za-z]+-\d\.\d)\b")


def draft(document: Document, context: Context) -> Draft:
    """Returns the draft for `document`."""
    made, root = Draft({"id": document.id}), document.root
    words = Words(made, document.language, context.keep_text)
    top = root["document"]
    made.note((), f"Drafted from {document.path.name}; the paths named below are that document's.")
    if top["category"].text.startswith("csaf_"):
        top["category"].take()
    _tracking(made, document, words)
    made.record["title"] = words.title(("title",), top["title"])
    references: list[dict[str, Any]] = []
    _references(made, top, words, context, references)
    tree = ProductTree(root["product_tree"], made, context.products)
    statuses = Statuses(tree)
    notes = Notes(made, top["notes"], words)
    remedies = Remedies(made, statuses, words, notes.general or top["title"].text)
    found = Vulnerabilities(made, statuses, remedies, words, line(top["title"].text))
    for each in root["vulnerabilities"]:
        found.add(each, references)
    if not found.cves:
        statuses.add_all()
    remedies.add_products()
    notes.add(remedies)
    made.record.setdefault("summary", words.text(("summary",), top["summary"]))
    packages, rest = statuses.packages()
    made.unplaced += rest
    _aliases(made, top["tracking"], references)
    thanks = [(each, None) for each in top["acknowledgments"]]
    for cve, node in zip(found.cves, root["vulnerabilities"], strict=True):
        thanks += [(each, cve) for each in node["acknowledgments"]]
    made.record |= {
        "vulnerabilities": found.entries,
        "products": statuses.products(found.cves, "vendor_fix" in remedies.states, words),
        "packages": packages,
        "references": references,
        "acknowledgments": add_thanks(thanks, words),
        "source": _source(made, top, document),
    }
    _kind(made, bool(found.cves), remedies.states)
    severity = top["aggregate_severity"]["text"]
    if rated := SEVERITIES.get(line(severity.text).casefold()):
        made.record["severity"] = rated
        top["aggregate_severity"].drop()
    return finish(made, root)


def _tracking(made: Draft, document: Document, words: Words) -> None:
    """Adds days, version and revisions."""
    tracking = document.root["document"]["tracking"]
    revisions = [each for each in tracking["revision_history"]]
    legacy = any(each["legacy_version"].text for each in revisions)
    entries: list[dict[str, Any]] = []
    for each in sorted(revisions, key=lambda each: _numbers(each["number"].text)):
        day = each["date"].day()
        if not day:
            continue
        version = each["legacy_version" if legacy else "number"].take()
        each["number"].take()
        entry: dict[str, Any] = {"version": version} if fits(Version, version) else {}
        text = words.text(("revisions", len(entries)), each["summary"])
        entries.append(entry | {"date": day, "text": text})
    updated = tracking["current_release_date"].day() or document.published
    if not entries:
        made.note(("revisions",), "the document lists none: made from its days")
        entries = [{"date": day, "text": todo()} for day in sorted({document.published, updated})]
    made.record |= {"published": document.published, "updated": updated, "revisions": entries}
    if version := entries[-1].get("version"):
        made.record["version"] = version
    tracking["version"].take()
    tracking["generator"].drop()
    if tracking["status"].text == "final":
        tracking["status"].take()


def _numbers(version: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d{1,18}", version)]


def _references(made: Draft, top: Node, words: Words, context: Context, found: list[dict[str, Any]]) -> None:
    """Adds the references; those to advisories that there are become `related`."""
    related = []
    for each in top["references"]:
        if each["category"].text == "self":
            continue
        name = line(each["summary"].text)
        if name in context.known:
            related += [name] if name not in (*related, made.record["id"]) else []
            each.drop()
            continue
        add_reference(found, each["url"], each["summary"], words)
        each["category"].take()
    made.record["related"] = sorted(related)


def _aliases(made: Draft, tracking: Node, references: list[dict[str, Any]]) -> None:
    """Adds other names; those of articles and bulletins are references."""
    names = []
    for each in (tracking["id"], *tracking["aliases"]):
        name = line(each.take())
        numbered = identified(name)
        if numbered and not numbered[2] and numbered[0] in ("kb", "bulletin"):
            if numbered[1] not in (entry.get("id") for entry in references):
                references.append({"type": numbered[0], "id": numbered[1], "relation": "resolves"})
        elif name and name not in names and not _is_own(name, made.record["id"], tracking):
            names.append(name)
    for entry in references:
        if entry["type"] in ("kb", "bulletin") and any(each.text == entry["id"] for each in tracking["aliases"]):
            entry["relation"] = "resolves"
    made.record["aliases"] = names


def _is_own(name: str, own: str, tracking: Node) -> bool:
    """Tells whether `name` is the record's id, or that with the language of a translation."""
    translated = name == line(tracking["id"].text) and re.fullmatch(re.escape(own) + r"-[A-Za-z-]{2,8}", name)
    return name == own or bool(translated)


def _source(made: Draft, top: Node, document: Document) -> dict[str, str]:
    publisher, distribution = top["publisher"], top["distribution"]
    for name in ("category", "namespace"):
        publisher[name].take()
    if distribution["tlp"]["label"].text in ("WHITE", "CLEAR"):
        distribution["tlp"].drop()
    licensed = _LICENSE.search(distribution["text"].text)
    if licensed:
        distribution["text"].take()
    else:
        made.note(("source",), "no licence is named: write it, or leave `source` out if you are the publisher")
    addresses = [each for each in top["references"] if each["category"].text == "self"]
    for each in addresses:
        each.drop()
    urls = sorted(filter(usable, (each["url"].text for each in addresses)), key=lambda url: url.endswith(".json"))
    source = {"publisher": line(publisher["name"].take()), "title": line(top["title"].text)}
    source |= {"url": urls[0]} if urls else {}
    language = document.language if re.fullmatch("[a-z]{2}", document.language) else "en"
    return source | {"language": language, "license": licensed[1] if licensed else ""}


def _kind(made: Draft, vulnerable: bool, states: set[str]) -> None:
    """Adds kind, state and severity; only a reader can decide the first two."""
    top = made.record
    made.note(("kind",), "proposed: kind, state, is_vulnerability")
    top |= {"kind": "vulnerability" if vulnerable else "guidance", "is_vulnerability": vulnerable}
    order = {"vendor_fix": "update-available", "no_fix_planned": "no-fix-planned", "none_available": "investigating"}
    mended = any("fixed" in row for row in (*top["products"], *(r for p in top["packages"] for r in p["ranges"])))
    proposed = (state for remedy, state in order.items() if remedy in states)
    top["state"] = "update-available" if mended else next(proposed, "informational")
