"""Makes the draft of a record from a document: facts as values, the document's own words as remarks only."""

from collections import Counter
from typing import Any

from kb.imports.draft import Draft, todo
from kb.imports.products import Products
from kb.imports.technet import indicators, kind, mentions, software, texts
from kb.imports.technet.document import Document
from kb.imports.technet.head import Head, head
from kb.imports.technet.history import revisions

_ORDER = ("kb", "bulletin", "cve", "cert", "bid", "cme", "advisory", "vendor", "web")
_GROUPS = {
    "Server Core-Installationsoption": "Server Core installation option",
    "Server Core-Installation": "Server Core installation",
    "Betroffene Geräte": "Affected devices",
    "Nicht betroffene Geräte": "Devices not affected",
}
_GROUPS |= {"Affected Devices": "Affected devices", "Affected devices": "Affected devices"}


def draft(document: Document, products: Products, known: set[str]) -> Draft:
    """Returns the draft for `document`; `known` are the ids of the advisories that records may relate to.

    Raises Unreadable.
    """
    top = head(document)
    entries, rest = revisions(document)
    rows, cells = software.rows(document)
    named = mentions.mentions(document)
    version = top.version or (entries[-1].version if entries else None)
    has = Counter(each.type for each in named)
    record: dict[str, Any] = {"id": top.id}
    made = Draft(record)
    made.note(
        (), f"Draft from {document.path.name}; lines named below are lines of that document. Facts are filled in,"
    )
    made.note(
        (), "texts are yours to write: every empty one is an error for `kb check`. Delete remarks when you are done."
    )
    record["kind"] = kind.kind(top.headline or top.title, document)
    made.note(("kind",), "proposed: kind, state and is_vulnerability")
    record["state"] = kind.state(document, bool(has["bulletin"]), any(row.update for row in rows) or bool(has["kb"]))
    record["is_vulnerability"] = record["kind"] in ("vulnerability", "exploit-notice", "third-party")
    record["published"], record["updated"] = top.published, top.updated
    if version:
        record["version"] = version
    if version and not top.version:
        made.note(("version",), "of the last revision; the top of the document names none")
    if entries and (entries[0].day != top.published or entries[-1].day != top.updated):
        made.note(
            ("published",),
            f"line {top.lines['published']} says {top.published} and {top.updated}, "
            f"the revisions {entries[0].day} (line {entries[0].line}) to {entries[-1].day} (line {entries[-1].line})",
        )
    if version and entries and entries[-1].version != version:
        made.note(("version",), f"line {top.lines['version']}; the last revision has {entries[-1].version}")
    record["title"], record["summary"] = todo(), todo()
    made.note(("title",), f"line {top.lines['headline']}: {top.headline}")
    for line in _outline(document):
        made.note(("summary",), line)
    _products(made, rows, products)
    cves = [each for each in named if each.type == "cve"]
    if cves:
        record["vulnerabilities"] = [{"cve": each.id, "title": todo()} for each in cves]
    record["recommendation"] = todo()
    _indicators(made, document)
    _lists(made, document)
    _faq(made, document)
    _references(made, top, named, known, record["state"])
    _thanks(made, document)
    record["revisions"] = []
    for entry in entries:
        made.note(("revisions", len(record["revisions"])), f"line {entry.line}: {entry.text}")
        numbered = {"version": entry.version} if entry.version else {}
        record["revisions"].append({**numbered, "date": entry.day, "text": todo()})
    if not entries:
        record["revisions"] = [{**({"version": version} if version else {}), "date": top.published, "text": todo()}]
        made.note(("revisions",), "the document lists none: made from its top")
    record["source"] = {"publisher": "Microsoft", "title": top.title, "headline": top.headline, "url": top.url}
    record["source"] |= {"language": top.language, "license": "CC-BY-4.0"}
    record["source"] = {key: value for key, value in record["source"].items() if value}
    made.unplaced += [(block.line, f"not a revision: {_short(block.text)}") for block in rest]
    made.unplaced += [(line, f"a cell without a place: {_short(text)}") for line, text in cells]
    return made


def _short(text: str, length: int = 90) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _outline(document: Document):
    """Yields "line N: heading" for all parts that are not the same in every document."""
    yield "Outline:"
    for each in document.placed:
        block = each.block
        if each.part in ("constant", "revisions"):
            continue
        bold = block.inline.lead if block.kind == "text" and not block.inline.lead.endswith("?") else ""
        if block.kind == "heading" or bold:
            yield f"line {block.line}: {_short(block.text if block.kind == 'heading' else bold)}"


def _products(made: Draft, rows: list[software.Row], products: Products) -> None:
    found: list[dict[str, Any]] = []
    packages: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for row in rows:
        if row.package:
            packages.append(_package(row))
            continue
        for name in products.split(row.name):
            keys, component = products.find(name), None
            entry: dict[str, Any] = {"product": keys[0] if keys else ""}
            remarks = []
            if not keys:
                remarks.append(f"line {row.line}: unknown product: {name}")
                made.unplaced.append((row.line, f"unknown product: {name}"))
            if keys and keys[1]:
                component = keys[1]
            if row.component:
                part = products.find(row.component)
                component = part[0] if part else ""
                if not part:
                    remarks.append(f"line {row.line}: unknown component: {row.component}")
                    made.unplaced.append((row.line, f"unknown component: {row.component}"))
            if component is not None:
                entry["component"] = component
            if not row.affected:
                entry["status"] = "not-affected"
            entry |= {key: value for key in ("update", "url", "severity", "impact") if (value := getattr(row, key))}
            if row.cve:
                entry["cves"] = [row.cve]
            if row.replaces is not None:
                entry["replaces"] = [
                    {"update": update, **({"bulletin": bulletin} if bulletin else {})}
                    for update, bulletin in row.replaces
                ]
            if row.group in _GROUPS:
                german = next((de for de, en in _GROUPS.items() if en == _GROUPS[row.group]), row.group)
                entry["group"] = {"de": german, "en": _GROUPS[row.group]}
            if row.marks:
                entry["footnotes"] = row.marks
                remarks.append(f"line {row.line}: footnotes {', '.join(row.marks)}")
            key = f"{name}|{row.component}|{row.affected}|{row.group}"
            if key in seen:
                made.unplaced.append((row.line, f"the same product a second time: {name}"))
                continue
            seen[key] = len(found)
            for remark in remarks:
                made.note(("products", len(found)), remark)
            found.append(entry)
    if found:
        made.record["products"] = found
    if marks := sorted({mark for entry in found for mark in entry.get("footnotes", [])}):
        made.record["footnotes"] = [{"mark": mark, "text": todo()} for mark in marks]
    if packages:
        made.record["packages"] = packages


def _package(row: software.Row) -> dict[str, Any]:
    versions, fixed = row.versions.split("\n"), row.fixed.split("\n")
    ranges = []
    for number, each in enumerate(versions):
        mended = fixed[number].strip() if number < len(fixed) else ""
        ranges.append({"versions": each.strip(), **({"fixed": mended} if mended else {})})
    return {"ecosystem": "NuGet", "name": row.name, "ranges": ranges}


def _indicators(made: Draft, document: Document) -> None:
    groups: dict[str, list[indicators.Value]] = {}
    for each in indicators.class_ids(document):
        groups.setdefault(each.heading, []).append(each)
    found = []
    for heading, values in groups.items():
        made.note(("indicators", len(found)), f"line {values[0].line}: {heading}")
        found.append({"type": "clsid", "values": [each.value for each in values]})
    if paths := indicators.registry(document):
        made.note(
            ("indicators", len(found)), "registry paths: keep those to look for; those of workarounds belong there"
        )
        for each in paths:
            made.note(("indicators", len(found)), f"line {each.line}: {each.heading}")
        found.append({"type": "registry-key", "values": [each.value for each in paths]})
    if found:
        made.record["indicators"] = found
    certificates = []
    for each in indicators.certificates(document):
        entry: dict[str, Any] = {"subject": each.subject}
        entry |= {key: value for key in ("issuer", "thumbprint", "serial") if (value := getattr(each, key))}
        if each.updates:
            entry["updates"] = [*each.updates]
        if each.rest:
            made.note(("certificates", len(certificates)), f"line {each.line}: {each.rest}")
            made.unplaced.append((each.line, f"part of a certificate: {_short(each.rest)}"))
        certificates.append(entry)
    if certificates:
        made.record["certificates"] = certificates


def _lists(made: Draft, document: Document) -> None:
    """Adds mitigating factors and workarounds as entries to be written, one for each that the document has."""
    factors = [b for b in document.of("mitigations") if b.kind == "text" and b.item and b.depth == 1]
    if factors:
        made.record["mitigations"] = [{"text": todo()} for _ in factors]
        for number, block in enumerate(factors):
            made.note(("mitigations", number), f"line {block.line}: {_short(block.text)}")
    titles = []
    for block in document.of("workarounds"):
        if block.kind == "text" and block.item and block.depth == 1 and block.inline.lead:
            titles.append((block.line, block.inline.lead))
    if titles:
        made.record["workarounds"] = [{"title": todo()} for _ in titles]
        for number, (line, title) in enumerate(titles):
            made.note(("workarounds", number), f"line {line}: {_short(title)}")


def _faq(made: Draft, document: Document) -> None:
    if found := texts.questions(document):
        made.record["faq"] = [{"question": todo(), "answer": todo()} for _ in found]
        for number, each in enumerate(found):
            made.note(("faq", number), f"line {each.line}: {each.text}")


def _references(made: Draft, top: Head, named: list[mentions.Mention], known: set[str], state: str) -> None:
    found: list[dict[str, Any]] = []
    related: list[str] = []
    replaced = {each["update"] for row in made.record.get("products", []) for each in row.get("replaces", [])}
    inside = {row.get("update") for row in made.record.get("products", [])} | replaced
    for each in sorted(named, key=lambda each: _ORDER.index(each.type)):
        if each.type == "advisory" and each.id == top.id:
            continue
        if each.type == "advisory" and each.id in known:
            related.append(each.id)
            continue
        if each.type == "kb" and each.id in inside and not each.url:
            continue
        entry: dict[str, Any] = {"type": each.type}
        if each.id:
            entry["id"] = each.id
        if each.type == "web":
            entry["title"] = todo()
        if url := _address(each):
            entry["url"] = url
        entry["relation"] = _relation(each, top, state)
        if not each.id or each.type in ("advisory", "bid", "cme", "cert"):
            made.note(("references", len(found)), f"line {each.line}: {_short(each.text)}")
        found.append({key: value for key, value in entry.items() if value != "background"})
    if found:
        made.record["references"] = found
    if related:
        made.record["related"] = sorted(dict.fromkeys(related), key=int)


def _address(each: mentions.Mention) -> str | None:
    if each.type == "cve":
        return f"https://www.cve.org/CVERecord?id={each.id}"
    if each.type == "kb" and not each.url:
        return f"https://support.microsoft.com/kb/{each.id.removeprefix('KB')}"
    return each.url


def _relation(each: mentions.Mention, top: Head, state: str) -> str:
    if each.type == "cve":
        return "describes"
    if each.type == "kb" and (each.id == f"KB{top.id}" or each.part == "references"):
        return "resolves"
    if each.type == "bulletin" and state == "resolved-by-bulletin":
        return "resolves"
    return "background"


def _thanks(made: Draft, document: Document) -> None:
    found = []
    for each in texts.thanks(document):
        made.note(("acknowledgments", len(found)), f"line {each.line}: {each.text}")
        entry: dict[str, Any] = {"names": [*each.names]}
        if each.organizations:
            entry["organizations"] = [
                {"name": name, **({"url": url} if url else {})} for name, url in each.organizations
            ]
        entry["text"] = todo()
        found.append(entry)
    if found:
        made.record["acknowledgments"] = found
