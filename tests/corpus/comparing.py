"""Where the facts of a record differ from those of its source."""

import re
from collections import Counter
from typing import NamedTuple

from tests.corpus.reading import iso_days
from tests.corpus.recording import Facts, Names, facts, plain_name, row_of

# fact -> fields of the record in which a deviation from the source is declared
FIELDS = {
    "id": {"id"},
    "title": {"source.title"},
    "url": {"source.url"},
    "headline": {"source.headline"},
    "published": {"published"},
    "updated": {"updated"},
    "version": {"version"},
    "revisions": {"revisions"},
    "days": {"releases"},
    "affected": {"products"},
    "not affected": {"products"},
    "details": {"products"},
    "packages": {"packages"},
    "ranges": {"packages"},
    "clsid": {"indicators"},
    "bulletin of clsid": {"indicators"},
    "hosts": {"indicators"},
    "certificates": {"certificates"},
    "named certificates": {"certificates"},
    "registry": {"workarounds", "detection"},
    "code": {"workarounds", "detection", "actions"},
    "log": {"detection"},
    "thanked": {"acknowledgments"},
}
# Identifiers are gathered from the whole document: a deviation may stand at any field, but must print the number.
IDENTIFIERS = {
    "kb": ("KB", r"\d{6,8}"),
    "cve": ("CVE-", r"(?<=CVE-)\d{4}-\d{4,}"),
    "bulletin": ("MS", r"(?<=MS)\d\d-\d{3}"),
    "cert": ("VU#", r"(?<=VU#)\d+"),
    "advisory": ("", r"\d{6,7}"),
}
# Facts of which a record may hold more than its source: products that the source names outside of its tables, what
# the text says of them, registry keys and commands in explanations, advisories on the same matter.
OPEN = {"affected", "not affected", "details", "hosts", "registry", "advisory"}
ORDERED = {"revisions", "log"}
# What a deviation says to be taken for what the record leaves out.
LEFT_OUT = "nicht übernommen"


class Difference(NamedTuple):
    """What only the source says of a fact, and what only the record says."""

    fact: str
    missing: list[str]
    beyond: list[str]

    def __str__(self) -> str:
        return f"{self.fact}: expected {_some(self.missing)}, found {_some(self.beyond)}"


def _some(values: list[str]) -> str:
    return ", ".join(values) or "nothing else"


def differences(source: Facts, record: dict, names: Names) -> list[Difference]:
    """Returns where `record` differs from `source`, the facts read from its document."""
    recorded, found = facts(record), []
    for fact in (*FIELDS, *IDENTIFIERS):
        told = recorded[fact]
        expected = _expected(fact, source[fact], record, told, names)
        if fact == "code":
            missing, beyond = [line for line in expected if line not in told[0]], []
        elif fact == "days":  # a text has more of them than matter
            missing, beyond = [], [day for day in told if day not in expected]
        else:
            missing = [*(Counter(expected) - Counter(told)).elements()]
            beyond = [] if fact in OPEN else [*(Counter(told) - Counter(expected)).elements()]
            if fact == "kb":
                beyond = [kb for kb in beyond if kb not in _covered(record, source)]
        if missing or beyond:
            found.append(Difference(fact, missing, beyond))
        elif fact in ORDERED and expected != told:
            found.append(Difference(fact, ["the order", *expected], ["the order", *told]))
    asked, answered = len(source["questions"]), len(record.get("faq", []))
    if not bool(asked) <= answered <= asked:  # questions that tell nothing are left out, but not all
        found.append(Difference("faq", [f"{min(asked, 1)} to {asked} questions"], [f"{answered}"]))
    return found


def _covered(record: dict, source: Facts) -> set[str]:
    """Returns the updates that one of the record covers and that the source names by the number of their advisory."""
    covered = {update for release in record.get("releases", []) for update in release.get("covers", [])}
    return covered & {f"KB{number}" for number in source["advisory"]}


def _expected(fact: str, values: list[str], record: dict, told: list[str], names: Names) -> list[str]:
    """Returns the source's `values` of `fact` in the terms of the record, which tells `told`, less its deviations."""
    for each in record["source"].get("deviations", []):
        printed, taken = (_day_first(iso_days(str(each[key]))) for key in ("printed", "taken"))
        if fact in IDENTIFIERS:
            values = _renumbered(fact, values, printed, taken, told)
        elif each["field"] in FIELDS[fact] and taken == LEFT_OUT:
            values = [value for value in values if value != printed]
        elif each["field"] in FIELDS[fact]:
            for one, other in _pairs(printed, taken):
                values = [value.replace(one, other) for value in values]
    if fact.endswith("affected"):
        return [names.row(product) for product in values]
    if fact == "details":
        return [f"{names.row(product)} | {detail}" for product, detail in (each.split(" | ") for each in values)]
    return [value.strip("[]") for value in values] if fact == "registry" else values


def _pairs(printed: str, taken: str) -> list[tuple[str, str]]:
    """Returns what is printed and what is taken for it, one by one where both are lists of the same length."""
    several, others = printed.split("; "), taken.split("; ")
    return [*zip(several, others, strict=True)] if len(several) == len(others) else [(printed, taken)]


def _day_first(text: str) -> str:
    """Returns `text` with "V1.0 (2014-03-27)" as the facts have it."""
    return re.sub(r"V([\d.]+) \((\S+)\)", r"\2 \1", text)


def _renumbered(fact: str, values: list[str], printed: str, taken: str, told: list[str]) -> list[str]:
    """Returns `values` with the numbers in `taken` for those in `printed` that the record does not tell."""
    prefix, number = IDENTIFIERS[fact]
    wrong = {*values} & {prefix + each for each in re.findall(number, printed, re.I)} - {*told}
    right = {prefix + each for each in re.findall(rf"{prefix}({number})", taken, re.I)}
    return sorted({*values} - wrong | right) if wrong else values


def unnamed_products(document: str, source: Facts, record: dict, names: Names) -> list[Difference]:
    """Returns the rows of `record` whose product or component is neither in a table nor in the text of `document`."""
    tables = {
        row for fact in ("affected", "not affected") for row in _expected(fact, source[fact], record, [], names)
    }
    prose = plain_name(document.replace("\xa0", " "))
    unnamed = [
        row_of(row)
        for row in record.get("products", [])
        if row_of(row) not in tables
        and not all(any(plain_name(name) in prose for name in names.of(key)) for key in _claimed(row))
    ]
    return [Difference("products", [], unnamed)] if unnamed else []


def _claimed(row: dict) -> list[str]:
    """Returns the products that a row names, less what goes without saying: that a part of Windows is on Windows."""
    claimed = [row[field] for field in ("component", "product") if field in row]
    return claimed[:1] if row["product"] == "windows" else claimed
