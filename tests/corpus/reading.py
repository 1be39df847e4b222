"""An independent reader of the source documents: their facts, by expressions that share no code with the product.

Facts are lists of text by name, so that a record's facts can be laid beside them. Days are written YYYY-MM-DD.
"""

import html
import re
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
    rf"(?:{_WEEKDAY})?\b(?P<day>\d{{1,2}})\. (?P<month>{_NAMES}) (?P<year>\d{{4}})"
    rf"|\b(?P<month_en>{_NAMES}) (?P<day_en>\d{{1,2}}), (?P<year_en>\d{{4}})"
    r"|\b(?P<day_short>\d\d)\.(?P<month_short>\d\d)\.(?P<year_short>\d\d)\b"
)
_GUID = r"\{\s*[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\s*\}"
_BULLETIN = r"MS\d\d-\d{3}"

# KB articles are linked, named as articles, or stand in parentheses after the title of an update.
_KB = (
    r"support\.microsoft\.com/kb/(\d{5,8})",
    r"Artikel \[?(\d{6,8})",
    r"^\| \*\*Microsoft Knowledge Base-Artikel\*\* +\| \[(\d+)\]",
    r"(?<!empfehlung )\((\d{6,8})\)",
)

# Cells whose products cannot be split by rule.
_CELLS = {
    "ASP- und ASP.NET-Technologien von Microsoft": ["ASP", "ASP.NET"],
    "Keine.": [],
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
    text = html.unescape(text.replace("\xa0", " "))
    dated = iso_days(text)
    body, _, revisions = dated.partition("**Revisionen:**")
    matter = re.sub(r"\*\*Ressourcen:\*\*.*", "", body, flags=re.S)  # support, feedback and disclaimer follow
    everything = matter + revisions
    header = _first(r"^Veröffentlicht: (\S+)", body)
    products = _products(matter)
    return {
        "id": _first(r"^ms:assetid: (\d+)", text),
        "title": _first(r"^Title: '(.*)'$", text),
        "url": _first(r"^ms:mtpsurl: '(.*)'$", text),
        "headline": _first(r"^(\S.*)\n-{5,}\n\nVeröffentlicht:", body),
        "published": header,
        "updated": _first(r"^Veröffentlicht: .*\| (?:Aktualisiert|Update vom): (\S+)", body) or header,
        "version": _first(r"^\*\*Version:\*\* (\S+)", body),
        "revisions": _revisions(revisions),
        "kb": _all("KB{}", everything, *_KB),
        "cve": sorted({name.upper() for name in _all("{}", everything, r"(CVE-\d{4}-\d{4,})")}),
        "bulletin": sorted({name.upper() for name in _all("{}", everything, rf"({_BULLETIN})")}),
        "cert": _all("VU#{}", everything, r"VU\\?#(\d+)", r"kb\.cert\.org/vuls/id/(\d+)"),
        "advisory": _all("{}", _after(everything, r"\n====+\n"), r"sicherheitsempfehlung \(?(\d{6,7})"),
        "affected": products["Betroffene Software"],
        "not affected": products["Nicht betroffene Software"],
        "clsid": _all("{}", _without_fences(matter), rf"({_GUID})"),
        "bulletin of clsid": _clsid_rows(matter),
        "registry": [_verbatim(path) for path in _all("{}", matter, r"^\s*\\?\[?(HKEY[^\n]*?)(?:\\\])?\s*$")],
        "log": _log(text),
        "questions": re.findall(r"^\*\*(.+\?)\*\*\s*$", _section(matter, "Häufig gestellte Fragen"), re.M),
        "thanked": _all("{}", _after(matter, r"\*\*Danksagung(?:en)?:?\*\*"), r"^- +\[([^\]]+)\]"),
    }


def _first(expression: str, text: str) -> list[str]:
    return re.findall(expression, text, re.M)[:1]


def _all(form: str, text: str, *expressions: str) -> list[str]:
    found = {form.format(value) for expression in expressions for value in re.findall(expression, text, re.M | re.I)}
    return sorted(found)


def _after(text: str, expression: str) -> str:
    parts = re.split(expression, text, maxsplit=1)
    return parts[1] if len(parts) > 1 else ""


def _section(text: str, heading: str) -> str:
    """Returns what stands between the underlined `heading` and the next one."""
    return re.split(r"^.+\n-{5,}$", _after(text, rf"{heading}[^\n]*\n-{{5,}}\n"), maxsplit=1, flags=re.M)[0]


def _without_fences(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.S | re.M)


def _verbatim(text: str) -> str:
    """Undoes Markdown's escapes."""
    return re.sub(r"\\([\\_\[\]*#<>])", r"\1", text)


def _revisions(text: str) -> list[str]:
    """Returns "day version" for each entry, in the order of the document."""
    entries = re.findall(r"^- +(?:<p>)?(?:V(\S+) \((\d{4}-\d\d-\d\d)\)|(\d{4}-\d\d-\d\d)):", text, re.M)
    return [f"{dated or day} {version}".strip() for version, dated, day in entries]


def _products(text: str) -> dict[str, list[str]]:
    """Returns the products of the tables of software by the table's heading."""
    tables = {"Betroffene Software": [], "Nicht betroffene Software": []}
    for table in re.findall(r"(?:^\|.*\n)+", text, re.M):
        rows = [row.strip("| ") for row in table.splitlines() if not re.fullmatch(r"[|\- ]*", row)]
        if rows[0] in tables:
            tables[rows[0]] += [product for cell in rows[1:] for product in _split(cell)]
    return tables


def _split(cell: str) -> list[str]:
    """Returns the products that a cell joins, each with its full name.

    >>> _split("Internet Explorer 6 für Windows XP Service Pack 2 und Service Pack 3")
    ['Internet Explorer 6 für Windows XP Service Pack 2', 'Internet Explorer 6 für Windows XP Service Pack 3']
    """
    if cell in _CELLS:
        return _CELLS[cell]
    component = re.match(r"Internet Explorer \S+ für ", cell)
    prefix = component[0] if component else ""
    names: list[str] = []
    for name in re.split(r"(?:, | und )(?=Windows|Microsoft|Service Pack)", cell.removeprefix(prefix)):
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
