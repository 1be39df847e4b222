"""An independent reader of the source documents: their facts, by expressions that share no code with the product.

Facts are lists of text by name, so that a record's facts can be laid beside them. Days are written YYYY-MM-DD.
"""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

# fmt: off
_GERMAN = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
    "September", "Oktober", "November", "Dezember",
)
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)
# fmt: on
_MONTHS = _GERMAN + _ENGLISH

_WEEKDAY = r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch), "
_NAMES = "|".join(dict.fromkeys(_MONTHS))
_DAYS = re.compile(
    rf"(?:{_WEEKDAY})?\b(?P<day>\d{{1,2}})\.? *(?P<month>{_NAMES}) (?P<year>\d{{4}})"
    rf"|\b(?P<month_en>{_NAMES}) (?P<day_en>\d{{1,2}}), (?P<year_en>\d{{4}})"
    r"|\b(?P<day_short>\d\d)\.(?P<month_short>\d\d)\.(?P<year_short>\d\d)\b"
)
_GUID = r"(?<![=/\w-])\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b\}?"  # others are parts of addresses
_BULLETIN = r"MS\d\d-\d{3}"
_DIGITS = r"\b[0-9a-f]{2}(?: ?[0-9a-f]{2}){7,31}\b"

# KB articles are linked, named as articles or updates, or stand in parentheses after the title of an update.
_KB = (
    r"support\.microsoft\.com/(?:[a-z-]{5}/)?(?:kb/|help/|(?:default\.aspx)?\?(?:kbid=|scid=kb;[a-z-]*;))(\d{5,8})",
    r"Artikeln? \[?\(?(\d{6,8})",
    r"\bArticles? \[?(\d{6,8})",
    r"\bKB ?(\d{6,8})",
    r"(?-i:\b(?:Update|Sicherheitsupdate)s?) \[?(\d{6,8})\b",
    r"Knowledge Base-Artikel\**(?:</strong>)? *(?:\||</td>\s*<td[^>]*>) *(?:<a [^>]*>)?\[?(\d{6,8})",
    r"(?<!empfehlung )(?<!advisory )\( *(\d{6,8}) *\)",
    r"\b(\d{7}) in \[?MS\d",  # an update that is replaced
)

# The line that begins the list of revisions, and the first of those that say the same in all documents.
_REVISIONS = r"^ *(?:#+ *)?\**(?:Revisionen|Revisions):?\** *$"
_CONSTANT = r"^ *(?:#+ *)?\**(?:Ressourcen:|Feedback\b|Microsoft Active Protections|Melden von)"

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

# Cells whose products cannot be split by rule.
_CELLS = {
    "ASP- und ASP.NET-Technologien von Microsoft": ["ASP", "ASP.NET"],
}


def iso_days(text: str) -> str:
    """Returns `text` with its days, in the forms that the documents use, written YYYY-MM-DD."""
    return _DAYS.sub(_iso, text)


def _iso(found: re.Match[str]) -> str:
    if found["day_short"]:
        return f"20{found['year_short']}-{found['month_short']}-{found['day_short']}"
    month = _MONTHS.index(found["month"] or found["month_en"]) % 12 + 1
    return f"{found['year'] or found['year_en']}-{month:02}-{int(found['day'] or found['day_en']):02}"


def read(text: str) -> dict[str, list[str]]:
    """Returns the facts of a document by name; where their order says nothing, sorted and without repetition."""
    raw = re.sub("[\u200b-\u200f\ufeff]", "", text.replace("\xa0", " ").replace("\r\n", "\n"))
    text = html.unescape(raw)
    dated = iso_days(text)
    body, revisions = _halves(dated)
    matter = _before(_CONSTANT, body)  # support, feedback and disclaimer follow
    everything = matter + revisions
    title = _first(r"^Title: '?(.*?)'?$", text) or _first(r"^# (.*)", text)
    header = _first(r"^(?:Veröffentlicht|Published): (\S+)", body)
    entries = _revisions(revisions)
    products = _products(_before(_CONSTANT, raw))
    return {
        "id": _first(r"^ms:assetid: (\d+)", text) or _first(r"(\d{6,8})", " ".join(title)),
        "title": title,
        "url": _first(r"^ms:mtpsurl: '(.*)'$", text),
        "headline": _first(r"^(\S.*)\n-{5,} *\n\n(?:Veröffentlicht|Published):", text)
        or _first(r"^##? (.*)\n\nVeröffentlicht:", text),
        "published": header,
        "updated": _first(r"^(?:Veröff|Publ).*\| (?:Aktualisiert:|Updated:|Update vom) (\S+)", body) or header,
        # twelve documents name it in their revisions only
        "version": _first(r"^\*\*Version:\*\* (\S+)", body) or _first(r" (\S+)$", "".join(entries[-1:])),
        "revisions": entries,
        "kb": _all("KB{}", everything, *_KB),
        "cve": sorted({*_all("CVE-{}", everything, r"\b(?:CVE|CAN)-(\d{4}-\d{4,})")}),
        "bulletin": sorted({name.upper() for name in _all("{}", everything, rf"\b({_BULLETIN})\b")}),
        "cert": _all("VU#{}", everything, r"VU\\?#(\d+)", r"kb\.cert\.org/vuls/id/(\d+)"),
        "advisory": _all("{}", _after(everything, r"\n====+ *\n"), r"sicherheitsempfehlung \(?(\d{6,7})"),
        "rows": products["rows"],
        "affected": products["affected"],
        "not affected": products["not affected"],
        "packages": products["packages"],
        "clsid": _class_ids(_without_fences(matter)),
        "bulletin of clsid": _clsid_rows(matter),
        "certificates": _certificates(raw),
        "registry": [_verbatim(path) for path in _all("{}", matter, r"^\s*\\?\[?(HKEY[^\n]*?)(?:\\\])?\s*$")],
        "log": _log(text),
        "questions": _questions(matter),
        "thanked": _all("{}", _after(matter, r"\*\*Danksagung(?:en)?:?\*\*"), r"^- +\[([^\]]+)\]"),
    }


def _halves(text: str) -> tuple[str, str]:
    """Returns what stands before the heading of the revisions, and what stands after it."""
    headings = [*re.finditer(_REVISIONS, text, re.M)]
    return (text[: headings[-1].start()], text[headings[-1].end() :]) if headings else (text, "")


def _before(expression: str, text: str) -> str:
    return re.split(expression, text, maxsplit=1, flags=re.M)[0]


def _first(expression: str, text: str) -> list[str]:
    return re.findall(expression, text, re.M)[:1]


def _all(form: str, text: str, *expressions: str) -> list[str]:
    found = {form.format(value) for expression in expressions for value in re.findall(expression, text, re.M | re.I)}
    return sorted(found)


def _after(text: str, expression: str) -> str:
    parts = re.split(expression, text, maxsplit=1)
    return parts[1] if len(parts) > 1 else ""


def _questions(text: str) -> list[str]:
    """Returns the lines that are bold and end with a question mark, but not those that explain a table.

    In one a letter is not bold, and two stand without marks among the questions of their documents.
    """
    lines = re.findall(r"^(?:\d\. +)?(\*\*[^\n]*\?(?:\*\*)?) *$", text, re.M)
    lines += re.findall(r"^(Wie kann ich feststellen, ob ich betroffen bin\?) *$", text, re.M)
    return [line for line in lines if not re.search("diese Tabelle|this table", line)]


def _class_ids(text: str) -> list[str]:
    """Returns the class identifiers with braces, each as it is printed first: some come in both letter cases."""
    found: dict[str, str] = {}
    for value in re.findall(_GUID, text):
        found.setdefault(value.strip("{}").casefold(), "{" + value.strip("{}") + "}")
    return sorted(found.values())


def _without_fences(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.S | re.M)


def _verbatim(text: str) -> str:
    """Undoes Markdown's escapes."""
    return re.sub(r"\\([\\_\[\]*#<>])", r"\1", text)


def _revisions(text: str) -> list[str]:
    """Returns "day version" for each entry, in the order of the document."""
    entries = re.findall(r"^ *(?:- +)?(?:<p>)?(?:V(?:ersion )?([\d.]+) )?[(\[]*(\d{4}-\d\d-\d\d)\b", text, re.M)
    return [f"{day} {version}".strip() for version, day in entries]


def _products(text: str) -> dict[str, list[str]]:
    """Returns products that are affected, that are not, and packages; components stand in front, as "C für P".

    `rows` are the lines of tables from which the affected ones and the packages come.
    """
    found: dict[str, list[str]] = {"rows": [], "affected": [], "not affected": [], "packages": []}
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
            elif not (re.match(_NO_PRODUCT, name, re.I) or _group(cells, headings)):
                parts = _parts(cells[1]) if "Komponente" in headings else [""]
                found["rows"] += [] if spared else _lines(cells[0])
                for product in (product for line in _lines(cells[0]) for product in _split(line)):
                    found["not affected" if spared else "affected"] += [
                        f"{part} für {product}" if part else product for part in parts
                    ]
    return found


def _group(cells: list[str], headings: str) -> bool:
    """Tells whether a row is a heading inside of its table: bold or, in a table of components, alone."""
    alone = not any(cells[1:])
    return alone and (cells[0].startswith("**") or "Komponente" in headings)


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
    for found in re.finditer(r"<table.*?</table>|^ *\|[^\n]*\n(?: *\|[^\n]*\n)*", text, re.S | re.M):
        before = text[: found.start()]
        headings = re.findall(r"^(?:#+ +(\S.*)|(\S.*)\n-{5,} *$)", re.sub(r"^ *\|.*", "", before, flags=re.M), re.M)
        heading = "".join(headings[-1]) if headings else ""
        lines = [line for line in before.splitlines() if not re.fullmatch(r"\s*(?:<[^>]*>\s*)*(?:-+ *)?", line)]
        labels = [heading.strip("*: "), lines[-1].strip("*: ") if lines else ""]
        rows = _html_rows(found[0]) if found[0].startswith("<") else _pipe_rows(found[0])
        if rows and not re.match(_QUESTIONS, labels[0], re.I):
            yield labels, rows


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


def _certificates(text: str) -> list[str]:
    """Returns thumbprints and serial numbers of the tables of certificates."""
    found: set[str] = set()
    for table in re.findall(r"<table.*?</table>|^ *\|[^\n]*\n(?: *\|[^\n]*\n)*", text, re.S | re.M):
        if re.search(r"Fingerabdruck|Thumbprint|Serial Number", table):
            found |= {*re.findall(_DIGITS, re.sub(r"<[^>]*>", "|", table), re.I)}
    return sorted(each.replace(" ", "").casefold() for each in found)


def _split(cell: str) -> list[str]:
    """Returns the products that a cell joins, each with its full name.

    >>> _split("Internet Explorer 6 für Windows XP Service Pack 2 und Service Pack 3")
    ['Internet Explorer 6 für Windows XP Service Pack 2', 'Internet Explorer 6 für Windows XP Service Pack 3']
    """
    if cell.startswith("Windows Defender "):  # for several systems, but one product
        return [cell]
    if cell in _CELLS:
        return _CELLS[cell]
    component = re.match(r"Internet Explorer .*?(?: für| unter| in) (?=(?:Microsoft )?Windows)", cell)
    prefix = component[0] if component else ""
    names: list[str] = []
    joints = r"(?: ?, and | ?, | und | sowie | oder | and )(?:unter )?(?=Windows|Microsoft|Service Pack|Zune)"
    for name in re.split(joints, cell.removeprefix(prefix)):
        if name.startswith("Service Pack"):
            name = re.sub(r"Service Pack \d$", name, names[-1])
        names.append(name)
    return [prefix + name for name in names]


class _Rows(HTMLParser):
    """Collects the cells of an HTML table's rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1] += data


def _clsid_rows(text: str) -> list[str]:
    """Returns "CLSID bulletin" for each row of an HTML table that joins the two."""
    reader = _Rows()
    for table in re.findall(r"<table.*?</table>", text, re.S):
        reader.feed(table)
    found = (re.search(rf"({_GUID}).*?({_BULLETIN})", row, re.S) for row in reader.rows)
    return sorted(f"{row[1]} {row[2]}" for row in found if row)


def _log(text: str) -> list[str]:
    """Returns the lines of log excerpts: of fenced ones, and of the list that follows the name of a log."""
    fenced = "\n".join(re.findall(r"^ *```\n(.*?)^ *```", text, re.S | re.M))
    listed = "".join(re.findall(r"\.log .*:\n\n- +(.*?)^\*\*", text, re.S | re.M))
    # A single space at the end of a line says that the document's editor has broken the line of the log there.
    joined = re.sub(r"(?<=\S) \n\s*", " ", _verbatim(listed))
    return [line.strip() for line in (fenced + joined).splitlines() if line.strip()]
