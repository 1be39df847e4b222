"""Values to look for or to block: class identifiers, certificates, registry paths."""

import re
from dataclasses import dataclass

from kb.imports.technet.blocks import Block, Inline
from kb.imports.technet.document import Document

_CLSID = re.compile(r"\{?\b([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\b\}?")
_REGISTRY = re.compile(r"^\[?\s*-?((?:HKEY_[A-Z_]+|HKLM|HKCU|HKCR|HKU)\\[^\n\]]*?)\s*\]?$", re.M)
_PAIRS = re.compile(r"^[0-9a-f]{2}(?:[\s:]?[0-9a-f]{2})+$", re.I)


@dataclass(frozen=True, slots=True)
class Value:
    """An identifier, the heading below which it stands, and the line."""

    value: str
    heading: str
    line: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """One row of a table of certificates."""

    line: int
    subject: str
    issuer: str
    thumbprint: str | None
    serial: str | None
    updates: tuple[str, ...]
    rest: str


def class_ids(document: Document) -> list[Value]:
    """Returns the class identifiers outside of code and registry paths, each once, with braces, as printed."""
    found: dict[str, Value] = {}
    for each in document.placed:
        if each.part in ("constant", "revisions") or each.block.kind == "code":
            continue
        heading = each.headings[-1] if each.headings else ""
        for cell in _inlines(each.block):
            for match in _CLSID.finditer(cell.text):
                value = "{" + match[1] + "}"
                found.setdefault(value.casefold(), Value(value, heading, cell.line))
    return [*found.values()]


def registry(document: Document) -> list[Value]:
    """Returns the registry paths that stand on a line of their own, each once."""
    found: dict[str, Value] = {}
    for each in document.placed:
        if each.part in ("constant", "revisions"):
            continue
        heading = each.headings[-1] if each.headings else ""
        for cell in _inlines(each.block):
            text = cell.text
            if each.block.kind == "code":
                text = "\n".join(line.strip() for line in text.splitlines())
            for match in _REGISTRY.finditer(text):
                line = cell.line + text.count("\n", 0, match.start())
                found.setdefault(match[1].casefold(), Value(match[1].strip(), heading, line))
    return [*found.values()]


def _inlines(block: Block) -> list[Inline]:
    return [block.inline, *(cell for row in block.rows for cell in row)]


_CERTIFICATE = {
    "subject": r"zertifikat|certificate|name\b|gegenstand|subject",
    "issuer": r"(?:veröffentlicht|ausgestellt|herausgegeben) von|issued by|issuer",
    "thumbprint": r"fingerabdruck|thumbprint",
    "serial": r"seriennummer|serial number",
    "updates": r"update",
}


def certificates(document: Document) -> list[Certificate]:
    """Returns the rows of the tables of certificates."""
    return [
        row
        for each in document.placed
        if each.block.kind == "table" and each.part not in ("constant", "revisions")
        for row in _certificates(each.block)
    ]


def _certificates(table: Block) -> list[Certificate]:
    names = [
        next((key for key, form in _CERTIFICATE.items() if re.match(form, cell.text, re.I)), "")
        for cell in table.rows[0]
    ]
    if names[0] != "subject" or not {"thumbprint", "serial"} & {*names}:
        return []
    found = []
    for row in table.rows[1:]:
        values = {name: cell.text for name, cell in zip(names, row, strict=False) if name}
        rest = " | ".join(cell.text for name, cell in zip(names, row, strict=False) if not name)
        thumbprint, serial = pairs(values.get("thumbprint", "")), pairs(values.get("serial", ""))
        updates = tuple(f"KB{number}" for number in re.findall(r"\d{6,8}", values.get("updates", "")))
        odd = [
            f"{name}: {values[name]}"
            for name in ("thumbprint", "serial")
            if name in values and not pairs(values[name])
        ]
        subject = " ".join(values.get("subject", "").split())
        issuer = " ".join(values.get("issuer", "").split())
        found.append(
            Certificate(
                row[0].line, subject, issuer, thumbprint, serial, updates, " | ".join(filter(None, [rest, *odd]))
            )
        )
    return found


def pairs(printed: str) -> str | None:
    """Returns hexadecimal digits as pairs in lower case; None if `printed` is something else."""
    if not _PAIRS.match(printed.strip()):
        return None
    digits = re.sub(r"[\s:]", "", printed).casefold()
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
