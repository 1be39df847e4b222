"""The tables of affected and not affected software."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.imports.technet.blocks import Block, Inline
from kb.imports.technet.document import Document

# What a column holds, by how its heading begins.
_COLUMNS = {
    "component": r"komponente|component|anwendung\b",
    "replaces": r"ersetzte|bulletins? replaced|updates? replaced",
    "severity": r"schweregrad|severity",
    "impact": r"auswirkung|impact|maximale sicherheitsauswirkung",
    "rating": r".*\bCVE-\d{4}-\d{4,}|sicherheitsanfälligkeit|.*vulnerability\b",
    "package": r"paketname|package",
    "versions": r"paketversion|package version",
    "fixed": r"korrigierte|fixed|patched",
    "product": r"betriebssystem|operating system|(?:nicht )?betroffene|(?:non-)?affected|anti-?malware|related software|bewertung des schweregrads",
}
_COLUMNS = {name: re.compile(form, re.I) for name, form in _COLUMNS.items()}
_NOT_AFFECTED = re.compile(
    r"nicht (?:betroffen|zutreffend)|non-affected|not affected|führt .*(?:nicht aus|keine anfällige)|does not run",
    re.I,
)
_OTHER_TABLE = re.compile(
    r"referenz|verweise?\b|informationsquellen|references|zertifikat|certificate|klassenkennung|class id|cve-verweise"
    r"|microsoft knowledge base|betroffene websites|aufnahme in|bereitstellung|titel der|vulnerability title",
    re.I,
)
_GROUP = re.compile(r"server core[- ]installation(?:soption)?\b|server core installation option", re.I)
_DEVICES = re.compile(
    r"(?:nicht )?betroffene (?:geräte|software)|(?:non-)?affected (?:devices|software)|führt .*aus$", re.I
)
_UPDATE = re.compile(r"\(\s*(?:KB)?(\d{6,8})\s*\)", re.I)
_MARK = re.compile(r"\s*(?:\[(\d+)\]|\((\d)\)|(\*+))")

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
    "denial-of-service": r"denial of service|\bdos\b|dienstverweigerung",
    "spoofing": r"spoofing",
    "tampering": r"manipulation|tampering",
    "security-feature-bypass": r"umgehung (?:von|der) sicherheitsfunktion|security feature bypass",
}


@dataclass(slots=True)
class Row:
    """One row of a table of software, as printed; `replaces` is None where the table does not say."""

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
    marks: list[str] = field(default_factory=list)
    versions: str = ""
    fixed: str = ""
    package: bool = False


def rows(document: Document) -> tuple[list[Row], list[tuple[int, str]]]:
    """Returns the rows of all tables of software, and (line, cell) for each cell that has no place in a row."""
    found: list[Row] = []
    rest: list[tuple[int, str]] = []
    label = ""
    for placed in document.placed:
        block = placed.block
        if placed.part == "products" and (block.kind == "heading" or (block.kind == "text" and block.inline.bold)):
            label = block.text
        elif block.kind != "table" or placed.part in ("constant", "revisions", "faq", "actions", "workarounds"):
            continue
        elif placed.part == "products" or _starts(block) or _announced(document, block):
            if not _OTHER_TABLE.match(block.rows[0][0].text):
                found += _rows(block, bool(_NOT_AFFECTED.match(label)), rest)
    return found, rest


def _starts(table: Block) -> bool:
    return bool(_COLUMNS["product"].match(table.rows[0][0].text))


def _announced(document: Document, table: Block) -> bool:
    """Tells whether the line before a table without a heading says that it lists software."""
    before = [each.block.text for each in document.placed if each.block.line < table.line]
    return bool(before and re.search(r"betrifft die folgende|following software", before[-1], re.I))


def _rows(table: Block, spared: bool, rest: list[tuple[int, str]]) -> Iterator[Row]:
    columns = ["product"] + [""] * (max(map(len, table.rows)) - 1)
    group: str | None = None
    cve: str | None = None
    for number, cells in enumerate(table.rows):
        first = cells[0]
        others = [cell for cell in cells[1:] if cell.text]
        if heading := _heading(cells) if number < 3 else None:
            columns = heading
            found = re.search(r"CVE-\d{4}-\d{4,}", " ".join(cell.text for cell in cells))
            cve = found[0] if found else cve
            spared = spared or bool(_NOT_AFFECTED.match(first.text))
        elif _DEVICES.match(first.text) or _NOT_AFFECTED.match(first.text):
            spared = bool(_NOT_AFFECTED.match(first.text))
            group = first.text if "oftware" not in first.text else None
        elif (
            (_GROUP.match(first.text) and len(first.text) < 60 and not first.text.startswith("Windows"))
            or (first.bold and not others)
            or (len(cells) > 1 and not others and "component" in columns)
        ):
            group = first.text
        elif first.text.strip(" .").casefold() in ("keine", "none"):
            continue
        else:
            yield from _row(cells, columns, spared, group, cve, rest)


def _heading(cells: list[Inline]) -> list[str] | None:
    """Returns what the columns hold, if `cells` are headings."""
    names = [next((key for key, form in _COLUMNS.items() if form.match(cell.text)), "") for cell in cells]
    if names[0] not in ("product", "package") or (
        len(cells) > 1 and not any(names[1:]) and any(c.text for c in cells[1:])
    ):
        return None
    return names


def _row(cells, columns, spared, group, cve, rest) -> Iterator[Row]:
    values: dict[str, Inline] = {}
    for name, cell in zip(columns, cells, strict=False):
        if name and cell.text:
            values[name] = cell
        elif cell.text:
            rest.append((cell.line, cell.text))
    first = values.get("product") or values.get("package")
    if first is None:
        return
    for line in first.text.split("\n"):
        name, update, marks = _cleaned(line)
        if not name:
            continue
        row = Row(cells[0].line, name, not spared, group=group, update=update, cve=cve)
        row.marks = list(dict.fromkeys([*first.raised, *marks]))
        row.package = "package" in values
        _fill(row, values, first)
        yield row


def _fill(row: Row, values: dict[str, Inline], first: Inline) -> None:
    if component := values.get("component"):
        name, update, marks = _cleaned(component.text.replace("\n", " "))
        row.component = "" if re.match(r"nicht anwendbar|not applicable|keine$|none$", name, re.I) else name
        row.update = row.update or update
        row.marks = list(dict.fromkeys([*row.marks, *component.raised, *marks]))
    links = [*first.links, *(component.links if component else ())]
    row.url = next((address for _, address in links if "download" in address or "fwlink" in address), None)
    if row.update is None:  # the number stands on a line of its own
        found = _UPDATE.search(first.text)
        row.update = f"KB{found[1]}" if found else None
    for name in ("severity", "impact", "rating"):
        if name in values:
            text = values[name].text
            row.severity = word(text, SEVERITIES) or row.severity
            row.impact = word(text, IMPACTS) or row.impact
    if "replaces" in values:
        text = values["replaces"].text
        found = re.findall(r"(?:KB)?(\d{6,8})(?:\s+(?:in|im)\s+(MS\d\d-\d{3}))?", text)
        none = re.match(r"kein|none", text, re.I)
        row.replaces = [(f"KB{number}", bulletin or None) for number, bulletin in found] or ([] if none else None)
    row.versions = values["versions"].text if "versions" in values else ""
    row.fixed = values["fixed"].text if "fixed" in values else ""


def _cleaned(text: str) -> tuple[str, str | None, list[str]]:
    """Returns a name without footnote marks and number of the update, the update, and the marks."""
    update = _UPDATE.search(text)
    name = _UPDATE.sub("", text)
    marks = [mark for found in _MARK.findall(name) for mark in found if mark]
    return " ".join(_MARK.sub("", name).split()).strip(" :"), f"KB{update[1]}" if update else None, marks


def word(text: str, words: dict[str, str]) -> str | None:
    """Returns the term of `words` whose pattern `text` holds; None if none does."""
    return next((term for term, form in words.items() if re.search(form, text, re.I)), None)
