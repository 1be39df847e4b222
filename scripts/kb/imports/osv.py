"""Drafts records from vulnerabilities in the format of OSV."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from kb.imports.draft import Context, Draft, Format, UnreadableDocument, record_id, todo
from kb.imports.json_document import Node, finish, load_json
from kb.imports.ratings import SEVERITIES
from kb.imports.references import add_reference, usable
from kb.imports.titles import field_of, is_plain, sections
from kb.imports.words import Words, line
from kb.records.affected import Vulnerability
from kb.records.fields import Cve, Cvss, Cwe
from kb.records.packages import bounds_of, package_of, purl_of
from kb.records.patterns import fits

_TEXTS = ("summary", "impact", "affected", "recommendation", "known_issues")
_TYPES: dict[str, dict[str, str]] = {
    # type in OSV: what the record says of the reference
    "ADVISORY": {"type": "advisory"},
    "REPORT": {"relation": "first-report"},
    "FIX": {"relation": "resolves"},
    "DETECTION": {"relation": "detects"},
    "EVIDENCE": {"relation": "describes"},
    **{name: {} for name in ("ARTICLE", "DISCUSSION", "INTRODUCED", "PACKAGE", "GIT", "WEB")},
}


@dataclass(frozen=True, slots=True)
class Document:
    """A vulnerability in the format of OSV: `id` is that of its record."""

    path: Path
    id: str
    published: date
    root: Node


def load(path: Path) -> Document:
    """Reads the vulnerability at `path`. Raises UnreadableDocument."""
    root = load_json(path)
    name, modified = record_id(root["id"].take()), root["modified"].day()
    if not name or not modified:
        raise UnreadableDocument(path, 1, "it is no OSV: it needs the texts $.id and $.modified, a point of time")
    return Document(path, name, root["published"].day() or modified, root)


def draft(document: Document, context: Context) -> Draft:
    """Returns the draft for `document`."""
    made, root = Draft({"id": document.id, "published": document.published}), document.root
    words = Words(made, "en", context.keep_text)
    made.note((), f"Drafted from {document.path.name}; the paths named below are that document's.")
    root["schema_version"].take()
    updated = root["modified"].day()
    if withdrawn := root["withdrawn"].day():
        made.record["withdrawn"] = {"date": withdrawn, "reason": todo()}
        updated = min(updated, withdrawn)
    updated = max(updated, document.published)
    made.record["updated"] = updated
    made.note(("revisions",), "the document lists none: made from its days")
    days = sorted({document.published, updated})
    made.record["revisions"] = [{"date": day, "text": todo()} for day in days]
    made.record["title"] = words.title(("title",), root["summary"])
    _details(made, root["details"], words)
    references: list[dict[str, Any]] = []
    vulnerability = _names(made, root, references, context)
    made.record["packages"] = _packages(root)
    _severity(made, root, vulnerability)
    _references(root, references, words)
    made.record["references"] = references
    made.record["acknowledgments"] = _credits(root)
    made.record["source"] = _source(made, document)
    made.note(("kind",), "proposed: kind, state, is_vulnerability")
    ordered = {name: vulnerability[name] for name in Vulnerability.model_fields if name in vulnerability}
    mended = any("fixed" in each for package in made.record["packages"] for each in package["ranges"])
    made.record |= {
        "kind": "vulnerability",
        "is_vulnerability": True,
        "state": "update-available" if mended else "investigating",
        "vulnerabilities": [ordered] if ordered else [],
    }
    return finish(made, root)


def _details(made: Draft, node: Node, words: Words) -> None:
    """Adds the texts; headings such as "Impact" lead to fields, all else becomes the summary or the details."""
    rest: list[str] = []
    top = made.record
    for heading, body in sections(node.take()):
        field, name = field_of(heading) or ("details", heading)
        if not heading:
            field = "summary" if len(body) <= _SUMMARY else "details"
        if field in _TEXTS and field not in top and body:
            top[field] = words.text((field,), node, body)
        elif field == "workarounds" and body:
            at = len(top.setdefault(field, []))
            entry = {"title": words.title((field, at, "title"), node, name) if name else todo()}
            top[field].append(entry | {"text": words.text((field, at, "text"), node, body)})
        elif body or heading:
            rest.append(body if is_plain(heading) else f"## {heading}\n\n{body}")
    if rest:
        top["details"] = words.text(("details",), node, "\n\n".join(rest))
    top.setdefault("summary", todo())


_SUMMARY = 1500  # characters: a longer text is no summary


def _names(made: Draft, root: Node, references: list[dict[str, Any]], context: Context) -> dict[str, Any]:
    """Adds other names and related advisories; returns the vulnerability with its CVE, of which there is one."""
    vulnerability: dict[str, Any] = {}
    names = [] if made.record["id"] == root["id"].text else [root["id"].text]
    if fits(Cve, root["id"].text):
        vulnerability["cve"] = root["id"].text
    for each in root["aliases"]:
        name = line(each.take())
        if fits(Cve, name) and "cve" not in vulnerability:
            vulnerability["cve"] = name
        elif name and name not in (*names, made.record["id"]):
            names.append(name)
    related = []
    for each in (*root["related"], *root["upstream"]):
        name = line(each.text)
        if name in context.known and name != made.record["id"]:
            related.append(each.take())
        elif fits(Cve, name):
            references.append({"type": "cve", "id": each.take(), "relation": "background"})
    made.record |= {"aliases": names, "related": sorted(set(related))}
    return vulnerability


def _packages(root: Node) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for each in root["affected"]:
        package = each["package"]
        ecosystem, name = line(package["ecosystem"].text), line(package["name"].text)
        if not ecosystem or not name:
            continue
        if ranges := _ranges(each):
            found.setdefault((ecosystem, name), []).extend(ranges)
            package["ecosystem"].take()
            package["name"].take()
            if _is_purl(package["purl"].text, ecosystem, name):
                package["purl"].take()
    return [{"ecosystem": key[0], "name": key[1], "ranges": ranges} for key, ranges in found.items()]


def _is_purl(purl: str, ecosystem: str, name: str) -> bool:
    """Tells whether `purl` says only ecosystem and name, in whatever spelling: many keep capital letters."""
    found = package_of(purl)
    return bool(found) and "?" not in purl and "#" not in purl and purl_of(*found) == purl_of(ecosystem, name)


def _ranges(affected: Node) -> list[dict[str, str]]:
    """Returns the ranges of a package: of the versions that are listed, or from the events of its ranges."""
    listed = [line(each.text) for each in affected["versions"]]
    worded = affected["database_specific"]["last_known_affected_version_range"]
    found: list[dict[str, str]] = []
    for each in affected["ranges"]:
        if each["type"].text not in ("SEMVER", "ECOSYSTEM"):
            continue
        made = _from_events([*each["events"]])
        if made:
            each["type"].take()
        found += made
    if len(found) == 1 and (versions := _in_words(line(worded.text), found[0]["versions"])):
        found[0]["versions"] = versions
        worded.take()
    elif listed and all(listed) and all(_is_single(each["versions"]) for each in found[:-1]):
        found = [
            {"versions": ", ".join(listed)} | {key: each[key] for each in found for key in each.keys() & {"fixed"}}
        ]
    if found and listed:  # the ranges say the same
        affected["versions"].drop()
    return found


def _in_words(words: str, versions: str) -> str:
    """Returns `words`, with the beginning of `versions` where they say only the end, as GitHub writes them.

    Returns nothing for words that may not say the beginning.
    """
    start, (first, last, end, listed) = bounds_of(versions).first, bounds_of(words)
    if start in (None, "0") or first or listed:
        return words
    return f">= {start}, {words}" if last or end else ""


def _is_single(versions: str) -> bool:
    first, last, *_ = bounds_of(versions)
    return bool(first) and first == last


def _from_events(events: list[Node]) -> list[dict[str, str]]:
    """Pairs each beginning with the first end that is left, before it or after it: the order of events is free."""
    begun = [event["introduced"].take() for event in events if event["introduced"]]
    ends = [event for event in events if event["fixed"] or event["last_affected"]]
    found: list[dict[str, str]] = []
    for start, end in zip_longest(begun, ends[: len(begun)]):
        fixed, last = (line(end[name].take()) for name in ("fixed", "last_affected")) if end else ("", "")
        bound = f"< {fixed}" if fixed else f"<= {last}" if last else ""
        versions = ", ".join(
            part for part in (f">= {line(start)}" if start != "0" or not bound else "", bound) if part
        )
        found.append({"versions": versions} | ({"fixed": fixed} if fixed else {}))
    return found


def _severity(made: Draft, root: Node, vulnerability: dict[str, Any]) -> None:
    scores: dict[str, str] = {}
    for each in (*root["severity"], *(score for part in root["affected"] for score in part["severity"])):
        vector = each["score"].text
        version = vector.partition("/")[0] if vector.startswith("CVSS:") else ""
        if fits(Cvss, vector) and scores.setdefault(version, vector) == vector:
            each.drop()
    extra = root["database_specific"]
    rated = extra["severity"]
    if found := SEVERITIES.get(line(rated.text).casefold()):
        made.record["severity"] = found
        rated.take()
    for each in extra["cwe_ids"]:
        if fits(Cwe, each.text) and "cwe" not in vulnerability:
            vulnerability["cwe"] = each.take()
    if scores:
        vulnerability["cvss"] = [*scores.values()]


def _references(root: Node, found: list[dict[str, Any]], words: Words) -> None:
    seen = set()
    for each in root["references"]:
        url, kind = each["url"], each["type"].text
        if kind not in _TYPES or not usable(url.text) or url.text in seen:
            continue
        seen.add(url.text)
        add_reference(found, url, each["title"], words)
        if found[-1]["type"] == "web":
            found[-1] |= _TYPES[kind]
        each["type"].take()


def _credits(root: Node) -> list[dict[str, Any]]:
    entries = []
    for each in root["credits"]:
        if not (name := line(each["name"].take())):
            continue
        entry: dict[str, Any] = {"names": [name]}
        for contact in each["contact"]:
            if usable(contact.text) and "url" not in entry:
                entry["url"] = contact.take()
        entries.append(entry)
    return entries


def _source(made: Draft, document: Document) -> dict[str, str]:
    root, extra = document.root, document.root["database_specific"]
    made.note(("source",), "the document does not say who publishes it")
    license_, url = line(extra["license"].take()), extra["source"].text
    source = {"publisher": "", "title": line(root["summary"].text) or root["id"].text}
    source |= {"url": extra["source"].take()} if usable(url) else {}
    return source | {"language": "en", "license": license_}


FORMAT = Format("vulnerabilities in the format of OSV", ".json", load, draft)
