"""An independent reader of the source documents' tables: products, packages, certificates."""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

GUID = r"(?<![=/\w-])\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b\}?"  # others are parts of addresses
BULLETIN = r"MS\d\d-\d{3}"
_DIGITS = r"[0-9a-f]{2}(?: ?[0-9a-f]{2}){7,31}"
_TABLE = r"<table.*?</table>|^ *\|[^\n]*\n(?: *\|[^\n]*\n)*"

# Where products are said to be affected or not: the heading, label or first cell above them.
_SPARED = r"nicht (?:betroffen|zutreffend)|non-affected|führt "
_SOFTWARE = (
    r"(?:nicht )?(?:betroffene|zutreffende|anwendbare)\w* .*(?:software|gerät)|(?:non-)?affected (?:and|soft|dev)"
    r"|related software|betroffenes gerät|betriebssystem|anti-?malware|bewertung des|betroffenes paket"
)
_NO_PRODUCT = (
    r"betroffene|affected|related software|betriebssystem|anti-?malware(?: software)?$|bewertung des"
    r"|server core-install|paketname|keine|komponente"
)
_OTHER_TABLE = r"referen[zc]|verweise|informationsq|microsoft know|cve-verw|titel der|vulnerability t|betroffene web"
_QUESTIONS = r"häufig gestellte|frequently asked|empfohlene|suggested"

# Ratings in the tables of products, in the terms of the records.
_RATINGS = {
    "Hoch": "important",
    "Important": "important",
    "Remotecodeausführung": "remote-code-execution",
    "Erhöhung von Berechtigungen": "elevation-of-privilege",
    "Elevation of Privilege": "elevation-of-privilege",
    "DoS": "denial-of-service",
}

# Where a table of packages does not have the versions that mend them.
_FIXED = r"(?:auf die Paketversion|Versionsnummer in) (\d+(?:\.\d+)+)"

# Cells whose products cannot be split by rule.
_CELLS = {
    "ASP- und ASP.NET-Technologien von Microsoft": ["ASP", "ASP.NET"],
}


def products(text: str) -> dict[str, list[str]]:
    """Returns products that are affected, that are not, and packages; components stand in front, as "C für P".

    `rows` are the lines of tables from which the affected ones and the packages come, `details` what else they say:
    "product | identifier" and "product | rating". Of packages, `ranges` are "name versions, the fixed version".
    """
    found: dict[str, list[str]] = {
        name: [] for name in ("rows", "affected", "not affected", "details", "packages", "ranges")
    }
    for labels, rows in _tables(text):
        first = rows[0][0].strip("*: ")
        said = [label for label in labels if re.match(_SOFTWARE, label, re.I) or label.endswith("folgende Software.")]
        if re.match(_OTHER_TABLE, first, re.I) or not (said or re.match(_SOFTWARE, first, re.I)):
            continue
        spared = bool(said and re.match(_SPARED, said[-1], re.I))
        headings = " ".join(cell for row in rows[:2] for cell in row)
        for cells in rows:
            name = cells[0].strip("*: ")
            if re.match(_SPARED, name, re.I) or re.match(r"(?:betroffene|affected) (?:g|d|s)", name, re.I):
                spared = bool(re.match(_SPARED, name, re.I))
            elif "Paketname" in headings and not re.match(_NO_PRODUCT, name, re.I):
                found["packages"].append(name)
                found["rows"].append(name)
                fixed = cells[2] if len(cells) > 2 else re.findall(_FIXED, text)[0]
                ranges = zip(cells[1].split("\n"), fixed.split("\n"), strict=True)
                found["ranges"] += [f"{name} {versions}, fixed {first}" for versions, first in ranges]
            elif not (re.match(_NO_PRODUCT, name, re.I) or _group(cells, headings)):
                parts = _parts(cells[1]) if "Komponente" in headings else [""]
                found["rows"] += [] if spared else _lines(cells[0])
                for product in (product for line in _lines(cells[0]) for product in _split(line)):
                    names = [f"{part} für {product}" if part else product for part in parts]
                    found["not affected" if spared else "affected"] += names
                    found["details"] += [f"{name} | {detail}" for name in names for detail in _details(cells)]
    return found


def _group(cells: list[str], headings: str) -> bool:
    """Tells whether a row is a heading inside of its table: bold or, in a table of components, alone."""
    alone = not any(cells[1:])
    return alone and (cells[0].startswith("**") or "Komponente" in headings)


def _details(cells: list[str]) -> list[str]:
    """Returns the updates that a row names, those that they replace, and its ratings."""
    line = " ".join(cells)
    found = {f"KB{number}" for number in re.findall(r"\((?:KB)?(\d{6,8})\)", line)}
    found |= {f"KB{number}" for number in re.findall(r"\b(\d{7}) in \[?MS", line)}
    found |= {*re.findall(BULLETIN, " ".join(cells[1:]))}
    found |= {term for cell in cells[1:] for word, term in _RATINGS.items() if re.search(rf"\b{word}", cell)}
    return sorted(found)


def _lines(cell: str) -> list[str]:
    """Returns the names in a cell, one a line, without updates, links, marks of footnotes and remarks."""
    cell = re.sub(r"<sup>.*?</sup>|\((?:KB)?\d{6,8}\)|\(\d\)|\\?\[\d\\?\]|(?:\\?\*)+", "", cell)
    cell = re.sub(r"\[([^\[\]]*)\]\(\S*\)", r"\1", cell)
    cell = re.sub(r"\((?:Nur|Ausgenommen|am \d)[^()]*\)", "", cell)
    return [name for line in cell.split("\n") if (name := " ".join(line.split()).strip(" :").replace(" ,", ","))]


def _parts(cell: str) -> list[str]:
    """Returns the components in a cell: "4.5/4.5.1" are two, unless the cell says more of them."""
    name = " ".join(_lines(cell))
    joined = re.search(r"[\d.]+(?:/[\d.]+)+$", name)
    if not name or name == "Nicht anwendbar":
        return [""]
    return [name[: joined.start()] + version for version in joined[0].split("/")] if joined else [name]


def _tables(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yields the tables that do not belong to questions, with the heading and the last line before each."""
    for found in re.finditer(_TABLE, text, re.S | re.M):
        before = text[: found.start()]
        headings = re.findall(r"^(?:#+ +(\S.*)|(\S.*)\n-{5,} *$)", re.sub(r"^ *\|.*", "", before, flags=re.M), re.M)
        heading = "".join(headings[-1]) if headings else ""
        lines = [line for line in before.splitlines() if not re.fullmatch(r"\s*(?:<[^>]*>\s*)*(?:-+ *)?", line)]
        labels = [heading.strip("*: "), lines[-1].strip("*: ") if lines else ""]
        rows = _cells(found[0])
        if rows and not re.match(_QUESTIONS, labels[0], re.I):
            yield labels, rows


def _cells(table: str) -> list[list[str]]:
    return _html_rows(table) if table.startswith("<") else _pipe_rows(table)


def _pipe_rows(table: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines()]
    return [[html.unescape(cell) for cell in row] for row in rows if not re.fullmatch(r"[- :]*", "".join(row))]


def _html_rows(table: str) -> list[list[str]]:
    reader = _Grid()
    reader.feed(table)
    return [row for row in reader.rows if any(row)]


class _Grid(HTMLParser):
    """Reads an HTML table's cells, with bold and raised text marked; one over several rows is in each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.span = 1
        self.hanging: dict[tuple[int, int], str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self._hang()
        elif tag in ("td", "th"):
            self.cell, self.span = [], int(dict(attrs).get("rowspan") or 1)
        elif self.cell is not None:
            self.cell.append({"br": "\n", "strong": "**", "sup": "<sup>"}.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.cell is not None:
            lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
            text = "\n".join(line for line in lines if line)
            row, column = len(self.rows) - 1, len(self.rows[-1])
            self.rows[-1].append(text)
            self.hanging |= {(row + below, column): text for below in range(1, self.span)}
            self.cell = None
            self._hang()
        elif self.cell is not None:
            self.cell.append({"strong": "**", "sup": "</sup>"}.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            # a single line break is none, as in Markdown
            self.cell.append(re.sub(r"(?<! ) ?\n", " ", data) if data.strip() else "")

    def _hang(self) -> None:
        while (place := (len(self.rows) - 1, len(self.rows[-1]))) in self.hanging:
            self.rows[-1].append(self.hanging[place])


def _split(cell: str) -> list[str]:
    """Returns the products that a cell joins, each with its full name.

    >>> _split("Internet Explorer 6 für Windows XP Service Pack 2 und Service Pack 3")
    ['Internet Explorer 6 für Windows XP Service Pack 2', 'Internet Explorer 6 für Windows XP Service Pack 3']
    """
    if cell.startswith("Windows Defender "):  # for several systems, but one product
        return [cell]
    if cell in _CELLS:
        return _CELLS[cell]
    if core := re.search(r" \(Server Core[^()]*\)$", cell):  # holds for all
        return [name + core[0] for name in _split(cell[: core.start()])]
    component = re.match(r"Internet Explorer .*?(?: für| unter| in) (?=(?:Microsoft )?Windows)", cell)
    prefix = component[0] if component else ""
    names: list[str] = []
    joints = r"(?: ?, and | ?, | und | sowie | oder | and )(?:unter )?(?=Windows|Microsoft|Service Pack|Zune)"
    for name in re.split(joints, cell.removeprefix(prefix)):
        if name.startswith("Service Pack"):
            name = re.sub(r"Service Pack \d$", name, names[-1])
        names.append(name)
    return [prefix + name for name in names]


def certificates(text: str) -> list[str]:
    """Returns "name / issuer / digits" for each row of the tables of certificates, digits as one word."""
    found: set[str] = set()
    for table in re.findall(_TABLE, text, re.S | re.M):
        if re.search(r"Fingerabdruck|Thumbprint|Serial Number", table):
            for name, issuer, digits, *_ in _cells(table):
                if re.fullmatch(_DIGITS, digits, re.I):
                    found.add(f"{_plain(name)} / {_plain(issuer)} / {digits.replace(' ', '').casefold()}")
    return sorted(found)


def _plain(cell: str) -> str:
    return re.sub(r"[“”„]|\\(?=\*)", "", cell).strip()


def clsid_rows(text: str) -> list[str]:
    """Returns "CLSID bulletin" for each row of a table that joins the two, or that a sentence joins to a bulletin."""
    rows = (" ".join(row) for table in re.findall(r"<table.*?</table>", text, re.S) for row in _html_rows(table))
    found = (re.search(rf"({GUID}).*?({BULLETIN})", row, re.S) for row in rows)
    said = re.findall(rf"^Die folgenden Klassen[^\n]*({BULLETIN})[^\n]*\n\n((?: *\|[^\n]*\n)+)", text, re.M)
    pairs = [f"{name} {bulletin}" for bulletin, table in said for name in re.findall(GUID, table)]
    return sorted([*pairs, *(f"{row[1]} {row[2]}" for row in found if row)])
