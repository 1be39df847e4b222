"""An independent reader of the source documents: their facts, by expressions that share no code with the product.

Facts are lists of text by name, so that a record's facts can be laid beside them. Days are written YYYY-MM-DD.
"""

import html
import re

from tests.corpus.tables import BULLETIN, GUID, certificates, clsid_rows, products

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
    r"\bUpdates \d{7} und (\d{7})\b",
    r"^ *- +(\d{7}) für alle",
)

# The line that begins the list of revisions, and the first of those that say the same in all documents.
_REVISIONS = r"^ *(?:#+ *)?\**(?:Revisionen|Revisions):?\** *$"
_CONSTANT = r"^ *(?:#+ *)?\**(?:Ressourcen:|Feedback\b|Microsoft Active Protections|Melden von)"


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
    # the number of the document itself at the end of its headline is not that of an article
    everything = re.sub(r" \((\d{6,8})\)(?= *\n-{5,})", "", matter) + revisions
    title = _first(r"^Title: '?(.*?)'?$", text) or _first(r"^# (.*)", text)
    own = _first(r"^ms:assetid: (\d+)", text) or _first(r"(\d{6,8})", " ".join(title))
    header = _first(r"^(?:Veröffentlicht|Published): (\S+)", body)
    entries = _revisions(revisions)
    tables = products(_before(_CONSTANT, raw))
    certified = certificates(raw)
    return {
        "id": own,
        "title": title,
        "url": _first(r"^ms:mtpsurl: '(.*)'$", text),
        "headline": _first(r"^(\S.*)\n-{5,} *\n\n(?:Veröffentlicht|Published):", text)
        or _first(r"^##? (.*)\n\nVeröffentlicht:", text),
        "published": header,
        "updated": _first(r"^(?:Veröff|Publ).*\| (?:Aktualisiert:|Updated:|Update vom) (\S+)", body) or header,
        # twelve documents name it in their revisions only
        "version": _first(r"^\*\*Version:\*\* (\S+)", body) or _first(r" (\S+)$", "".join(entries[-1:])),
        "revisions": entries,
        "days": _all("{}", everything, r"\b(20\d\d-\d\d-\d\d)\b"),
        "kb": _all("KB{}", everything, *_KB),
        "cve": sorted({*_all("CVE-{}", everything, r"\b(?:CVE|CAN)-(\d{4}-\d{4,})")}),
        "bulletin": sorted({name.upper() for name in _all("{}", everything, rf"\b({BULLETIN})\b")}),
        "cert": _all("VU#{}", everything, r"VU\\?#(\d+)", r"kb\.cert\.org/vuls/id/(\d+)"),
        "advisory": [
            number
            for number in _all(
                "{}", _after(everything, r"\n====+ *\n"), r"(?:sicherheitsempfehlung|security advisory) \(?(\d{6,7})"
            )
            if number not in own
        ],
        **tables,
        "clsid": _class_ids(_without_fences(matter)),
        "bulletin of clsid": clsid_rows(matter),
        "certificates": sorted({each.split(" / ")[-1] for each in certified}),
        "named certificates": certified,
        "hosts": _all("{}", matter, r"^ *[-|] +(?:\\?(?=\*))?((?:\*\\?\.)?(?:[a-z\d-]+\.)+[a-z]{2,3}) *\|? *$"),
        "registry": _registry(matter),
        "code": _code(raw),
        "log": _log(text),
        "questions": _questions(matter),
        "thanked": _thanked(body),
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
    for value in re.findall(GUID, text):
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


def _registry(text: str) -> list[str]:
    """Returns the paths of registry keys that begin a line, without what follows them there."""
    text = text.replace("\\_", "_").replace("\\\\", "\\")
    found = re.findall(r"^\s*\\?\[?(HKEY_\w+)(\\.*?)(?:\\?\]|<br|</td| \"|\s*$)", text, re.M | re.I)
    return sorted({hive.upper() + path for hive, path in found})


def _code(text: str) -> list[str]:
    """Returns the lines of fenced code."""
    fenced = "\n".join(re.findall(r"^ *```\n(.*?)^ *```", text, re.S | re.M))
    return sorted({" ".join(_verbatim(line).split()) for line in fenced.splitlines() if line.strip()})


def _log(text: str) -> list[str]:
    """Returns the lines of logs: of the fenced ones and of the list that follow the name of a log."""
    fenced = "\n".join(re.findall(r"\.log\)\*\*\s*\n *```\n(.*?)^ *```", text, re.S | re.M))
    listed = "".join(re.findall(r"\.log .*:\n\n- +(.*?)^\*\*", text, re.S | re.M))
    # A single space at the end of a line says that the document's editor has broken the line of the log there.
    joined = re.sub(r"(?<=\S) \n\s*", " ", _verbatim(listed))
    return [line.strip() for line in (fenced + joined).splitlines() if line.strip()]


def _thanked(text: str) -> list[str]:
    """Returns the people and organizations that are thanked in a list of their own, or in a line."""
    lists = re.findall(
        r"^[#* ]*(?:Danksagung(?:en)?|Acknowledgments):?[* ]*\n(?:-+\n)?(.*?)(?=^[#*]|^-{5}|\Z)", text, re.S | re.M
    )
    entries = re.findall(r"^- +(.*)", "".join(lists), re.M) + re.findall(r"Danksagung: Microsoft \S+ (.*)", text)
    found: list[str] = []
    for entry in entries:
        entry = re.split(r",? (?:für (?:die|den)|for reporting|dass sie) ", entry)[0]
        entry = re.sub(r"Einer Person, die mit | zusammenarbeitet, aber anonym .*", "", entry)
        linked = r"\[([^\]]*)\]\([^)]*\)"
        found += re.findall(linked, entry)
        found += re.split(r", | und (?:dem )?| vo[nm] | of ", re.sub(linked, "", entry))
    return sorted({name.strip() for name in found if name.strip()})
