"""The tables of affected and not affected software."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.imports.technet.blocks import Block, Inline
from kb.imports.technet.document import OUTER, Document

# What a column holds, by how its heading begins.
_COLUMNS = {
    "component": r"komponente|component",
    "replaces": r"ersetzte|(?:bulletins?|updates?) replaced",
    "severity": r"schweregrad|severity",
    "impact": r"auswirkung|(?:maximum security )?impact|maximale sicherheitsauswirkung",
    "rating": r".*\bCVE-\d{4}-\d{4,}|sicherheitsanfälligkeit",
    "package": r"paketname|package",
    "versions": r"paketversion|package version",
    "fixed": r"korrigierte|fixed|patched",
    "product": r"betriebssystem|operating system|(?:nicht )?betroffene|(?:non-)?affected|anti-?malware"
    r"|related software|bewertung des schweregrads",
}
_COLUMNS = {name: re.compile(form, re.I) for name, form in _COLUMNS.items()}
_NOT_AFFECTED = re.compile(
    r"nicht (?:betroffen|zutreffend)|non-affected|not affected|führt .*(?:nicht aus|keine anfällige)|does not run",
    re.I,
)
REFERENCES = re.compile(r"referenz|verweise?\b|informationsquellen|references\b", re.I)
_OTHER_TABLE = re.compile(
    rf"{REFERENCES.pattern}|zertifikat|certificate|klassenkennung|class id"
    r"|cve-verweise|microsoft knowledge base|betroffene websites|aufnahme in|bereitstellung"
    r"|titel der sicherheitsanfälligkeit|vulnerability title",
    re.I,
)
_ANNOUNCED = re.compile(r"betrifft die folgende|following software", re.I)
_CORE = re.compile(r"server core[- ]installation", re.I)
_HALF = re.compile(r"(?:nicht )?betroffene|(?:non-)?affected|führt ", re.I)
_UPDATE = re.compile(r"\(\s*(?:KB)?(\d{6,8})\s*\)", re.I)
_MARK = re.compile(r"\s*(?:\[(\d+)\]|\((\d)\)|(\*+))")
_REPLACED = re.compile(r"(?:KB)?(\d{6,8})(?:\s+(?:in|im)\s+(MS\d\d-\d{3}))?")
_NONE = re.compile(r"kein|none|nicht anwendbar|not applicable", re.I)

SEVERITIES = {
    "critical": r"kritisch|critical",
    "important": r"hoch|important",
    "moderate": r"mittel|moderate",
    "low": r"niedrig|low",
}
IMPACTS = {
    "remote-code-execution": r"remotecodeausführung|codeausführung von remotestandorten|remote code execution",
    "elevation-of-privilege": r"erhöhung von berechtigungen|rechteerweiterung|elevation of privilege",
    "information-disclosure": r"offenlegung von information|information disclosure",
    "denial-of-service": r"denial[- ]of[- ]service|\bdos\b",
    "spoofing": r"spoofing",
    "tampering": r"manipulation|tampering",
    "security-feature-bypass": r"umgehung (?:von|der) sicherheitsfunktion|security feature bypass",
}


@dataclass(slots=True)
class Row:
    """One row of a table of software, as printed; `replaces` is None where the table does not say.

    `name` may still join several products. For a package, `versions` and `fixed` have a line for each range.
    """

    line: int
    name: str
    affected: bool = True
    component: str = ""
    update: str | None = None
    url: str | None = None
    severity: str | None = None
    impact: str | None = None
    cve: str | None = None
    replaces: list[tuple[str, str | None]] | None = None
    group: str | None = None
    remark: str = ""
    marks: list[str] = field(default_factory=list)
    package: bool = False
    versions: str = ""
    fixed: str = ""


@dataclass(slots=True)
class Software:
    """The rows of all tables of software; the lines of these tables; (line, cell) of cells without a place."""

    rows: list[Row] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)
    rest: list[tuple[int, str]] = field(default_factory=list)


def software(document: Document) -> Software:
    """Returns what the tables of software of `document` say."""
    found = Software()
    label = before = ""
    for placed in document.placed:
        block = placed.block
        if placed.part == "products" and (block.kind == "heading" or (block.kind == "text" and block.inline.bold)):
            label = block.text
        elif block.kind == "table" and placed.part not in (*OUTER, "faq", "actions", "workarounds"):
            first = block.rows[0][0].text
            meant = placed.part == "products" or _COLUMNS["product"].match(first) or _ANNOUNCED.search(before)
            if meant and not _OTHER_TABLE.match(first):
                found.tables.add(block.line)
                found.rows += _rows(block, bool(_NOT_AFFECTED.match(label)), found.rest)
        before = block.text
    return found


def _rows(table: Block, spared: bool, rest: list[tuple[int, str]]) -> Iterator[Row]:
    columns = ["product"]
    group = cve = None
    for number, cells in enumerate(table.rows):
        first, alone = cells[0], not any(cell.text for cell in cells[1:])
        if number < 3 and (heading := _heading(cells)):
            columns = heading
            named = re.search(r"CVE-\d{4}-\d{4,}", " ".join(cell.text for cell in cells))
            cve = named[0] if named else cve
            spared = spared or bool(_NOT_AFFECTED.match(first.text))
        elif _HALF.match(first.text):  # from here on the table is about others
            spared = bool(_NOT_AFFECTED.match(first.text))
            group = None if "oftware" in first.text else first.text
        elif _CORE.match(first.text) or (alone and (first.bold or "component" in columns)):
            group = first.text
        elif not _NONE.match(first.text):
            yield from _row(cells, columns, Row(first.line, "", not spared, cve=cve, group=group), rest)


def _heading(cells: list[Inline]) -> list[str] | None:
    """Returns what the columns hold, if `cells` are headings."""
    names = [next((key for key, form in _COLUMNS.items() if form.match(cell.text)), "") for cell in cells]
    if names[0] not in ("product", "package"):
        return None
    return names if any(names[1:]) or not any(cell.text for cell in cells[1:]) else None


def _row(cells: list[Inline], columns: list[str], model: Row, rest: list[tuple[int, str]]) -> list[Row]:
    """Returns a row for each line of the first cell, with the values of `model` that hold for the table so far."""
    named = dict(zip(columns, cells, strict=False))
    values = {name: cell for name, cell in named.items() if name and cell.text}
    rest += [(cell.line, cell.text) for cell in cells if cell.text and cell not in values.values()]
    first = values.get("product") or values.get("package")
    component, marks = "", list(first.raised) if first else []
    updates = []
    if cell := values.get("component"):
        component, updates, more = _cleaned(cell.text)
        component = "" if _NONE.match(component) else component
        marks += [*cell.raised, *more]
    whole = _cleaned(first.text)[1] if first else []
    found: list[Row] = []
    for line in first.text.split("\n") if first else ():
        name, own, more = _cleaned(line)
        if name.startswith("(") and found:  # as "(Professional Edition only)" below the product
            found[-1].remark = name
        elif name:
            row = Row(model.line, name, model.affected, component, cve=model.cve, group=model.group)
            row.update = next(iter([*own, *updates, *whole]), None)
            row.marks = list(dict.fromkeys([*marks, *more]))
            _rate(row, values)
            found.append(row)
    return found


def _rate(row: Row, values: dict[str, Inline]) -> None:
    links = [address for name in ("product", "component") if name in values for _, address in values[name].links]
    row.url = next((each for each in links if "download" in each or "fwlink" in each), None)
    for name in ("severity", "impact", "rating"):
        if name in values:
            row.severity = word(values[name].text, SEVERITIES) or row.severity
            row.impact = word(values[name].text, IMPACTS) or row.impact
    if "replaces" in values:
        found = _REPLACED.findall(values["replaces"].text)
        none = _NONE.match(values["replaces"].text)
        row.replaces = [(f"KB{number}", bulletin or None) for number, bulletin in found] or ([] if none else None)
    row.package = "package" in values
    row.versions = values["versions"].text if "versions" in values else ""
    row.fixed = values["fixed"].text if "fixed" in values else ""


def _cleaned(text: str) -> tuple[str, list[str], list[str]]:
    """Returns a name without footnote marks and number of the update; updates; marks."""
    name = _UPDATE.sub("", text)
    marks = [mark for found in _MARK.findall(name) for mark in found if mark]
    return " ".join(_MARK.sub("", name).split()).strip(" :"), [f"KB{each}" for each in _UPDATE.findall(text)], marks


def word(text: str, words: dict[str, str]) -> str | None:
    """Returns the term of `words` whose pattern `text` holds; None if none does."""
    return next((term for term, form in words.items() if re.search(form, text, re.I)), None)
