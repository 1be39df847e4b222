"""What a document refers to: articles, CVEs, bulletins, other advisories, web pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.imports.technet.blocks import Inline
from kb.imports.technet.document import Document

_KB = (
    re.compile(r"\bKB\s?(\d{6,8})\b", re.I),
    re.compile(r"\b(?:Artikeln?|Articles?)\s+\(?(\d{6,8})\b", re.I),
    re.compile(r"\b(?:Sicherheitsupdate|Update)s?\s+(\d{6,8})\b"),
    re.compile(r"(?<=\bUpdates \d{7} und )(\d{7})\b"),
    re.compile(r"^(\d{7}) für alle"),  # in a list of updates
    # after the title of an update or article
    re.compile(r"(?<!empfehlung )(?<!advisory )\(\s*(\d{6,8})\s*\)", re.I),
    re.compile(
        r"support\.microsoft\.com/(?:[a-z]{2}-[a-z]{2}/)?"
        r"(?:help/|kb/|(?:default\.aspx)?\?(?:scid=kb;[a-z-]+;|kbid=))(\d{5,8})",
        re.I,
    ),
)
_CVE = re.compile(r"\b(?:CVE|CAN)-(\d{4}-\d{4,})", re.I)
_BULLETIN = re.compile(r"\b(MS\d\d-\d{3}|APSB\d\d-\d{2,3})\b", re.I)
_CERT = re.compile(r"VU#\s?(\d{4,7})|kb\.cert\.org/vuls/id/(\d{4,7})", re.I)
_BID = re.compile(r"\bBID[ :#]*(\d{3,6})\b|securityfocus\.com/bid/(\d{3,6})", re.I)
_CME = re.compile(r"\bCME-(\d+)", re.I)
_ADVISORY = (
    re.compile(r"(?:Sicherheitsempfehlung(?:en)?|Security Advisor(?:y|ies))\s+\(?(\d{6,7})\b", re.I),
    re.compile(r"/(?:advisory|empfehlungen|library/security)/(\d{6,7})\b", re.I),
)

# Addresses that say in every document the same: where updates are found, how to protect oneself.
_CONSTANT = re.compile(
    r"https://(?:"
    r"(?:www\.)?(?:windowsupdate|update)\.microsoft\.com\b|[^ ]*\blinkid=40747\b"
    r"|support\.microsoft\.com/(?:$|security|common|contactus)"
    r"|go\.microsoft\.com/fwlink/\?linkid=(?:40747|21130|21131|21132|21155|21312|21742|96155)\b"
    r"|www\.microsoft\.com/(?:germany/|de-de/)?(?:(?:athome/|consumer/)?(?:"
    r"(?:security|sicherheit)/?(?:default\.(?:mspx|aspx))?$|(?:(?:security|sicherheit)/)?protect"
    r")|download/default|technet/(?:security|sicherheit)/bulletins/policy|security/portal/?$)"
    r")",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that the document names: a reference's type, id and address, the text of its link, line and part."""

    type: str
    id: str | None
    url: str | None
    text: str
    line: int
    part: str


def mentions(document: Document) -> list[Mention]:
    """Returns what `document` refers to, each thing once, in the order of first mention."""
    found: dict[tuple[str, str], Mention] = {}
    for each in _all(document):
        key = (each.type, (each.id or each.url or "").casefold())
        known = found.get(key)
        if known is None:
            found[key] = each
        elif known.url is None and each.url:
            found[key] = Mention(known.type, known.id, each.url, known.text or each.text, known.line, known.part)
    return [*found.values()]


def _all(document: Document) -> Iterator[Mention]:
    for each in document.placed:
        if each.part == "constant" or each.block.kind == "code":
            continue
        for cell in each.block.inlines():
            if each.part != "revisions":
                yield from _linked(cell, each.part)
            yield from _named(cell, each.part, document)
        if each.block.kind == "table" and each.part != "revisions":
            yield from _listed(each.block.rows, each.part)


def _linked(cell: Inline, part: str) -> Iterator[Mention]:
    for text, address in cell.links:
        identified = [*identify(text), *identify(address)]
        if identified:
            kind, name = identified[0]
            yield Mention(kind, name, address if _leads(kind, name, text, address) else None, text, cell.line, part)
            for kind, name in identified[1:]:
                yield Mention(kind, name, None, text, cell.line, part)
        elif part != "thanks" and address.startswith("https://") and not _CONSTANT.match(address):
            yield Mention("web", None, address, text, cell.line, part)


def _leads(kind: str, name: str, text: str, address: str) -> bool:
    """Tells whether `address` belongs to what the text names: texts and addresses were mixed up now and then."""
    other = [each for each in identify(address) if each[0] == kind]
    return not other or (kind, name) in other


def contradictions(document: Document) -> Iterator[tuple[int, str]]:
    """Yields (line, remark) for each link whose text names another number than its address."""
    for each in document.placed:
        for cell in each.block.inlines() if each.part != "constant" else ():
            for text, address in cell.links:
                said, led = dict(identify(text)), dict(identify(address))
                for kind in said.keys() & led.keys():
                    if (kind, led[kind]) not in identify(text):
                        yield cell.line, f"a link says {said[kind]}, but its address {led[kind]}"


def _named(cell: Inline, part: str, document: Document) -> Iterator[Mention]:
    # the headline may end with the number of the document itself, which is not that of an article
    text = cell.text.removesuffix(f"({document.id})") if cell.line == document.head.headline_line else cell.text
    for kind, name in identify(text):
        yield Mention(kind, name, None, "", cell.line, part)


def _listed(rows: list[list[Inline]], part: str) -> Iterator[Mention]:
    """Yields the bare numbers of the table of references."""
    for row in rows:
        if len(row) > 1 and re.match(r"(?:Microsoft )?Knowledge[ -]Base", row[0].text, re.I):
            for number in re.findall(r"\b\d{6,8}\b", row[1].text):
                yield Mention("kb", f"KB{number}", None, "", row[1].line, "references")


def identify(text: str) -> list[tuple[str, str]]:
    """Returns (type, identifier) of all that `text`, or an address, names by number."""
    found = [("kb", f"KB{number}") for form in _KB for number in form.findall(text)]
    found += [("cve", f"CVE-{number}") for number in _CVE.findall(text)]
    found += [("bulletin", name.upper()) for name in _BULLETIN.findall(text)]
    found += [("cert", f"VU#{one or other}") for one, other in _CERT.findall(text)]
    found += [("bid", f"BID {one or other}") for one, other in _BID.findall(text)]
    found += [("cme", f"CME-{number}") for number in _CME.findall(text)]
    found += [("advisory", number) for form in _ADVISORY for number in form.findall(text)]
    return list(dict.fromkeys(found))
