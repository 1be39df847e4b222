"""Identifiers of updates, documents and vulnerabilities have one spelling each."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from cvss.exceptions import CVSSError

from kb.check.rule import Finding, RecordFile, rule
from kb.check.spelling import mended
from kb.check.values import texts, texts_of, values_of
from kb.check.wording import quoted
from kb.records.fields import Cvss, Update
from kb.records.rating import score_of
from kb.records.source import Loc

_KB = r"^KB[0-9]{5,8}$"
_BULLETIN = r"^MS[0-9]{2}-[0-9]{3}$"
_CVE = r"^CVE-[0-9]{4}-[0-9]{4,}$"
_NUMBERED = re.compile(r"KB.*|CVE-.*|(?i:(kb|ms|cve)[\W_]*[0-9].*)|[0-9]+")


@rule("update-spelling")
def update_spelling(file: RecordFile) -> Iterator[Finding]:
    """A KB article is written `KB954474`, a Microsoft bulletin `MS08-014`, a CVE `CVE-2008-1447`.

    Fields for updates also take other vendors' names, so this rule looks at values that can only be one of the three:
    those that begin with KB or CVE- as these do, with KB, MS or CVE and a number in any form, or are a bare number.
    """
    forms = f"{_KB}|{_BULLETIN}|{_CVE}"
    numbers = _numbers(values_of(Update, file.source))
    named = texts(file.source, "releases", "*", "addresses", "*")
    for loc, value in chain(texts_of(Update, file.source), numbers, named):
        if _NUMBERED.fullmatch(value) and not re.search(forms, value):
            guess = mended(value, forms)
            message = f"{quoted(value)} is not the number of a KB article, bulletin or CVE"
            hint = f"write {guess}" if guess else "write KB954474, MS08-014 or CVE-2008-1447"
            yield Finding(loc, message, hint)


_FORMS = {
    # type of the reference: form of its id, the form in words
    "kb": (_KB, "KB954474"),
    "cve": (_CVE, "CVE-2008-1447"),
    "cert": (r"^VU#[0-9]+$", "VU#837785"),
    "bid": (r"^BID [0-9]+$", "BID 30000"),
    "cme": (r"^CME-[0-9]+$", "CME-24"),
    # other vendors' bulletins have many forms, but all a number at their end and no space
    "bulletin": (
        rf"{_BULLETIN}|^APSB[0-9]{{2}}-[0-9]{{2,3}}$|^(?!(?i:ms|apsb))[A-Za-z][A-Za-z0-9:._-]*[0-9]$",
        "MS08-014",
    ),
}


@rule("reference-id")
def reference_id(file: RecordFile) -> Iterator[Finding]:
    """The `id` of a reference has the form that its `type` asks for.

    `kb`: KB954474, `cve`: CVE-2008-1447, `bulletin`: MS08-014, APSB15-18 or another vendor's number, `cert`:
    VU#837785, `bid`: BID 30000, `cme`: CME-24. Placeholders such as MS14-TBD lead nowhere: find out the number or
    leave out the `id`.
    """
    numbers = _numbers(file.source.values("references", "*", "id"))
    for loc, value in chain(texts(file.source, "references", "*", "id"), numbers):
        kind = file.source.node((*loc[:-1], "type")).data
        regex, example = _FORMS.get(kind, ("", "")) if isinstance(kind, str) else ("", "")
        if not re.search(regex, value):
            guess = mended(value, regex)
            message = f"{quoted(value)} is not the id of a reference of type `{kind}`"
            yield Finding(loc, message, f"write {guess}" if guess else f"it is written like {example}")


def _numbers(values: Iterable[tuple[Loc, Any]]) -> Iterator[tuple[Loc, str]]:
    """Yields numbers as text: who left out the quotes as well is told both at once."""
    return ((loc, str(value)) for loc, value in values if type(value) is int)


@rule("cvss-vector")
def cvss_vector(file: RecordFile) -> Iterator[Finding]:
    """A CVSS vector is complete and holds only metrics and values of its CVSS version.

    Copy the whole vector from the source or from the NVD. There is one vector for each CVSS version.
    """
    first: dict[tuple, Loc] = {}
    for loc, vector in texts_of(Cvss, file.source):
        version = vector.partition("/")[0] if vector.startswith("CVSS:") else ""
        try:
            score_of(vector)
        except CVSSError as error:
            message = f"{quoted(vector)} is no CVSS vector: {error}"
            newer = not version and "/PR:" in vector
            hint = "write `CVSS:3.1/` or the like in front" if newer else "copy the whole vector from its source"
            yield Finding(loc, message, hint)
        if (other := first.setdefault((loc[:-1], version), loc)) != loc:
            line = file.source.place(other)[0]
            message = f"a second vector of the same CVSS version; the first is in line {line}"
            yield Finding(loc, message, "keep one of the two")
