"""Values to look for or to block: class identifiers, registry paths, hosts, error codes; certificates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.imports.technet.blocks import Block, Inline
from kb.imports.technet.document import OUTER, Document, Placed

_CLSID = re.compile(r"(?<![=/\w-])\{?\b([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\b\}?")
_REGISTRY = re.compile(r"^\[?\s*-?((?:HKEY_[A-Z_]+|HKLM|HKCU|HKCR|HKU)\\[^\n\]]*?)\s*\]?$", re.M)
_HOST = re.compile(r"\*?\.?(?:[a-z0-9-]+\.)+(?:com|net|org|edu|gov|info|biz|de|at|ch|nl|ru|cz|uk|co)")
_FILE = re.compile(r"[\w~-]+\.(?:exe|dll|sys|ocx|cpl|wmf|cur|scr|pif|zip)", re.I)
_ERROR = re.compile(r"\b0x8[0-9A-F]{7}\b", re.I)
_EVENT = re.compile(r"(?:Ereigniskennung|Ereignis-ID|Event ID)\s*:?\s*(\d{2,5})\b", re.I)
_CIPHER = re.compile(r"\b(?:TLS|SSL)_[A-Z0-9_]+_WITH_[A-Z0-9_]+\b")
_PAIRS = re.compile(r"[0-9a-f]{2}(?:[\s:]?[0-9a-f]{2})*", re.I)

_CERTIFICATE = {
    "subject": r"zertifikat|certificate|gegenstand|subject",
    "issuer": r"(?:veröffentlicht|ausgestellt|herausgegeben) von|issued by|issuer",
    "thumbprint": r"fingerabdruck|thumbprint",
    "serial": r"seriennummer|serial number",
    "updates": r"update",
}


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator: type, the value as printed, the line, and the heading below which it stands."""

    type: str
    value: str
    line: int
    heading: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A row of a table of certificates; `rest` is what has no place."""

    line: int
    subject: str
    issuer: str
    thumbprint: str | None
    serial: str | None
    updates: list[str]
    rest: str


def indicators(document: Document, without: set[int]) -> list[Value]:
    """Returns the indicators of `document`, each once: letter case makes no difference.

    `without` are lines of blocks that are left out.
    """
    found: dict[tuple[str, str], Value] = {}
    for placed in document.placed:
        if placed.part not in OUTER and placed.block.line not in without:
            for each in _values(placed):
                found.setdefault((each.type, each.value.casefold()), each)
    return [*found.values()]


def holds_indicator(row: list[Inline]) -> bool:
    """Tells whether a row of a table holds an indicator."""
    block = Block("table", row[0].line, Inline("", row[0].line), rows=[row])
    return any(True for _ in _values(Placed("other", block)))


def _values(placed: Placed) -> Iterator[Value]:
    block = placed.block
    texts = [(block.inline, placed.heading)]
    for row in block.rows:  # beside a value may stand what it belongs to
        beside = " ".join(" ".join(cell.text.split()) for cell in row if not _CLSID.search(cell.text))
        texts += [(cell, ": ".join(filter(None, (placed.heading, beside[:100])))) for cell in row]
    for cell, heading in texts:
        for line, text in enumerate(cell.text.split("\n"), cell.line):
            text = text.strip()
            for match in _REGISTRY.finditer(text):
                yield Value("registry-key", match[1].strip(), line, heading)
            if block.kind != "code":
                for match in _CLSID.finditer(text):
                    yield Value("clsid", "{" + match[1] + "}", line, heading)
            if (block.item or block.kind == "table") and _HOST.fullmatch(text) and not _FILE.fullmatch(text):
                yield Value("host", text, line, heading)
            if block.item and _FILE.fullmatch(text):
                yield Value("file", text, line, heading)
            for kind, form in (("error-code", _ERROR), ("cipher-suite", _CIPHER)):
                for match in form.finditer(text):
                    yield Value(kind, match[0], line, heading)
            for match in _EVENT.finditer(text):
                yield Value("event-id", match[1], line, heading)


def certificates(document: Document) -> tuple[list[Certificate], set[int]]:
    """Returns the rows of the tables of certificates, and the lines of these tables."""
    found: list[Certificate] = []
    tables: set[int] = set()
    for placed in document.placed:
        if placed.block.kind == "table" and placed.part not in OUTER and (rows := _certificates(placed.block)):
            found += rows
            tables.add(placed.block.line)
    return found, tables


def _certificates(table: Block) -> list[Certificate]:
    names = [
        next((key for key, form in _CERTIFICATE.items() if re.match(form, cell.text, re.I)), "")
        for cell in table.rows[0]
    ]
    if names[0] != "subject" or not {"thumbprint", "serial"} & {*names}:
        return []
    return [_certificate(row[0].line, names, [" ".join(cell.text.split()) for cell in row]) for row in table.rows[1:]]


def _certificate(line: int, names: list[str], cells: list[str]) -> Certificate:
    values = dict(zip(names, cells, strict=False))
    digits = {name: joined(values.get(name, "")) for name in ("thumbprint", "serial")}
    rest = [cell for name, cell in zip(names, cells, strict=False) if not name and cell]
    rest += [f"{name}: {values[name]}" for name, read in digits.items() if values.get(name) and not read]
    return Certificate(
        line=line,
        subject=values.get("subject", "").strip("„“”"),
        issuer=values.get("issuer", ""),
        thumbprint=digits["thumbprint"],
        serial=digits["serial"],
        updates=[f"KB{number}" for number in re.findall(r"\d{6,8}", values.get("updates", ""))],
        rest=" | ".join(rest),
    )


def joined(printed: str) -> str | None:
    """Returns pairs of hexadecimal digits as one word in lower case; None if `printed` is something else."""
    if not _PAIRS.fullmatch(printed.strip()):
        return None
    return re.sub(r"[\s:]", "", printed).casefold()
