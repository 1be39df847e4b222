"""Parts of a record do not contradict or repeat each other."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from kb.check.rule import Claim, Finding, RecordFile, rule
from kb.check.values import texts
from kb.check.wording import quoted
from kb.records.source import Loc, items


@rule("kind-contradiction")
def kind_contradiction(file: RecordFile) -> Iterator[Finding]:
    """A record of `kind: vulnerability` has `is_vulnerability: true`.

    Choose another kind, or correct the flag.
    """
    kinds = [kind for _, kind in texts(file.source, "kind")]
    for loc, flag in file.source.values("is_vulnerability"):
        if flag is False and kinds == ["vulnerability"]:
            yield Finding(loc, "`false` contradicts `kind: vulnerability`", "choose another kind, or write true")


@rule("unknown-advisory", scope="library")
def unknown_advisory(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """`related` and `superseded.by` name advisories that exist.

    An advisory of another site is given in `references`.
    """
    # The name of a file counts as well: a record that cannot be read would otherwise be reported by all others.
    known = {claim.value for claim in claims if claim.kind in ("id", "file")}
    letters = sorted({letter for value in known for letter in value})
    for claim in claims:
        if claim.kind == "refers" and claim.value not in known:
            meant = next((word for word in _misspelt(claim.value, letters) if word in known), None)
            hint = f"did you mean `{meant}`?" if meant else "give it in `references`, or add its record"
            yield claim, f"there is no advisory {quoted(claim.value)}", hint


def _misspelt(word: str, letters: list[str]) -> Iterator[str]:
    """Yields all words of which `word` is one slip away: quicker than a look at each of many thousand ids."""
    for at in range(len(word) + 1 if len(word) <= 64 else 0):
        head, tail = word[:at], word[at:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        yield head + tail[1:]
        for letter in letters:
            yield head + letter + tail[1:]
            yield head + letter + tail


@rule("self-reference")
def self_reference(file: RecordFile) -> Iterator[Finding]:
    """An advisory is neither related to itself nor superseded by itself, and no update replaces or covers itself.

    Name the other one. Of updates that replace each other, "Am I affected?" would ask for none.
    """
    ids = {value for _, value in texts(file.source, "id")}
    for steps, what in ((("related", "*"), "related to"), (("superseded", "by"), "superseded by")):
        for loc, value in texts(file.source, *steps):
            if value in ids:
                yield Finding(loc, f"the advisory is {what} itself", "name the other advisory, or remove it")
    for steps, own in ((("products", "*"), "update"), (("releases", "*"), "id")):
        for loc, entry in file.source.values(*steps):
            if isinstance(entry, dict) and isinstance(update := entry.get(own), str):
                for at, old in (*_replaced(loc, entry), *_covered(loc, entry)):
                    if old == update:
                        hint = "name the older update, or remove it"
                        yield Finding(at, f"the update replaces itself, {quoted(old)}", hint)


def _replaced(loc: Loc, entry: dict[str, Any]) -> Iterator[tuple[Loc, Any]]:
    for at, old in items(entry.get("replaces")):
        if isinstance(old, dict):
            yield (*loc, "replaces", at, "update"), old.get("update")


def _covered(loc: Loc, entry: dict[str, Any]) -> Iterator[tuple[Loc, Any]]:
    return (((*loc, "covers", at), old) for at, old in items(entry.get("covers")))


@rule("replaced-in-circle")
def replaced_in_circle(file: RecordFile) -> Iterator[Finding]:
    """Of the updates in `releases` there is one that no other replaces.

    Otherwise readers are told of each that a newer one took its place, and "Am I affected?" asks for none.
    """
    replaced: dict[str, list[tuple[Loc, str]]] = {}
    for loc, entry in file.source.values("releases", "*"):
        if isinstance(entry, dict) and isinstance(update := entry.get("id"), str):
            older = [(at, old) for at, old in _replaced(loc, entry) if isinstance(old, str)]
            replaced.setdefault(update, []).extend(older)
    next_ones = {update: [old for _, old in older] for update, older in replaced.items()}
    for update, older in replaced.items():
        for loc, old in older:
            if old != update and update in _reached(old, next_ones):
                message = f"{quoted(old)} replaces {quoted(update)} in turn"
                yield Finding(loc, message, "only the newer of the two replaces the other")


@rule("superseded-in-circle", scope="library")
def superseded_in_circle(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """Of advisories that supersede each other there is one that none supersedes.

    Otherwise each sends readers to the next one, and none tells what holds.
    """
    ids = {claim.path: claim.value for claim in claims if claim.kind == "id"}
    newer = {ids[claim.path]: claim for claim in claims if claim.kind == "superseded" and claim.path in ids}
    next_ones = {name: [claim.value] for name, claim in newer.items()}
    for own, claim in newer.items():
        if own != claim.value and own in _reached(claim.value, next_ones):
            message = f"{quoted(claim.value)} is superseded by {quoted(own)} in turn"
            yield claim, message, "only the newer of the two supersedes the other"


def _reached(name: str, next_ones: dict[str, list[str]]) -> set[str]:
    """Returns all that is reached from `name` by way of the next ones of each."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for other in next_ones.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


@rule("empty-reference")
def empty_reference(file: RecordFile) -> Iterator[Finding]:
    """A reference names a document: it has an `id`, a `url` or a `title`.

    Of a type alone readers learn nothing.
    """
    for loc, reference in file.source.values("references", "*"):
        if isinstance(reference, dict) and reference and not reference.keys() & {"id", "url", "title"}:
            yield Finding(loc, "the reference names no document", "add `id:`, `url:` or `title:`")


def _value(entry: Any) -> Any:
    return entry if isinstance(entry, str) else None


def _field(name: str) -> Callable[[Any], Any]:
    return lambda entry: _value(entry.get(name)) if isinstance(entry, dict) else None


def _reference(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return None
    return entry.get("url") or (entry.get("id") and f"{entry.get('type')} {entry['id']}")


def _row(entry: Any) -> Any:
    if not isinstance(entry, dict) or "product" not in entry:
        return None
    status = entry.get("status", "affected")
    rest = [entry.get(name) for name in ("product", "component", "cves", "versions", "group")]
    return _encode([status, *rest])


_encode = json.JSONEncoder(sort_keys=True).encode


_LISTS: tuple[tuple[tuple[str, ...], str, Callable[[Any], Any]], ...] = (
    # list, what its entries must not share, and how it is read from an entry
    (("aliases",), "alias", _value),
    (("related",), "related advisory", _value),
    (("products",), "row", _row),
    (("products", "*", "cves"), "CVE", _value),
    (("products", "*", "footnotes"), "mark", _value),
    (("footnotes",), "mark", _field("mark")),
    (("vulnerabilities",), "CVE", _field("cve")),
    (("certificates",), "thumbprint", _field("thumbprint")),
    (("indicators", "*", "values"), "value", _value),
    (("faq",), "anchor", _field("anchor")),
    (("references",), "reference", _reference),
)


@rule("duplicate-entry")
def duplicate_entry(file: RecordFile) -> Iterator[Finding]:
    """No list names the same thing twice.

    That holds for aliases, related advisories, CVEs, certificates by their thumbprint, values of indicators,
    footnotes by their mark, questions by their anchor, references by their address or, without one, by type and id,
    and rows of products by product, component, status, CVEs, versions and group.
    """
    for steps, what, key in _LISTS:
        for loc, entries in file.source.values(*steps):
            first: dict[str, Loc] = {}
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                same, at = key(entry), (*loc, index)
                if isinstance(same, str) and first.setdefault(same, at) != at:
                    line = file.source.place(first[same])[0]
                    message = f"the same {what} a second time; the first is in line {line}"
                    yield Finding(at, message, "keep one of the two")
