"""A record is where its id and date say, and nothing else claims what it claims."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from kb.check.rule import Claim, Finding, RecordFile, rule
from kb.check.values import days, texts
from kb.check.wording import quoted
from kb.records.fields import AdvisoryId
from kb.records.patterns import fits


@rule("id-file-name")
def id_file_name(file: RecordFile) -> Iterator[Finding]:
    """The `id` is the file name without `.yml`.

    The address of the page, the links of other records and the history of the file all rest on it. Rename the file
    or correct the `id`.
    """
    for loc, value in texts(file.source, "id"):
        if value != file.stem:
            message = f"{quoted(value)} is not the name of the file"
            usable = f'write id: "{file.stem}", or ' if fits(AdvisoryId, file.stem) else ""
            yield Finding(loc, message, f"{usable}rename the file")


@rule("id-dots")
def id_dots(file: RecordFile) -> Iterator[Finding]:
    """Neither `id` nor file name contains `..`.

    The id becomes an address, in which `..` means the folder above.
    """
    for loc, value in texts(file.source, "id"):
        if ".." in value:
            yield Finding(loc, f"{quoted(value)} contains `..`", "write a single dot, or none")
    if ".." in file.stem:
        yield Finding((), f"the file name {quoted(file.stem + '.yml')} contains `..`", "rename the file")


# Addresses that the site itself uses, at its root or below LANG/advisories/ (a list for each year).
_RESERVED = re.compile(r"(?i)de|en|data|kb|cve|assets|\d{4}|[^.]*\.(html|xml|txt)")


@rule("reserved-id")
def reserved_id(file: RecordFile) -> Iterator[Finding]:
    """The `id` is none of the names that the site needs for its own pages.

    A record named `en` or `2008` would take the place of the English pages, or of the list of that year.
    """
    for loc, value in texts(file.source, "id"):
        if _RESERVED.fullmatch(value):
            message = f"{quoted(value)} is an address of the site itself"
            yield Finding(loc, message, "add a prefix, as in EXAMPLE-SA-2027-003")


@rule("year-folder")
def year_folder(file: RecordFile) -> Iterator[Finding]:
    """A record lies in the folder of the year in which it was published.

    Move the file, or correct `published`.
    """
    for loc, published in days(file.source, "published"):
        if str(published.year) != file.folder:
            message = f"published in {published.year}, but the file lies in the folder {quoted(file.folder)}"
            yield Finding(loc, message, f"move the file to the folder {published.year}")


@rule("duplicate-id", scope="library")
def duplicate_id(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """No two records have the same `id`, not even in other letter case.

    Addresses do not tell upper from lower case on every server.
    """
    for claim, other in _repeated(claims, "id", key=str.casefold):
        yield claim, f"{quoted(claim.value)} is also the id of {other.path}", "keep one of the two records"


@rule("duplicate-alias", scope="library")
def duplicate_alias(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """An alias belongs to one record and is the id of none.

    Whoever searches for a nickname wants one page. Keep it with the record that it names.
    """
    ids = {claim.value.casefold(): claim for claim in claims if claim.kind == "id"}
    for claim in claims:
        if claim.kind == "alias" and (other := ids.get(claim.value.casefold())):
            where = "this record" if other.path == claim.path else other.path
            yield claim, f"{quoted(claim.value)} is the id of {where}", "remove the alias"
    for claim, other in _repeated(claims, "alias", key=str.casefold):
        if other.path != claim.path:
            message = f"{quoted(claim.value)} is also an alias of {other.path}, line {other.line}"
            yield claim, message, "keep it with the record that it names"


@rule("duplicate-address", scope="library")
def duplicate_address(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """No two records come from the same source document.

    `source.url` of one of them was probably copied along with the file. Letter case, a `#fragment` and a slash at the
    end make no difference.
    """
    for claim, other in _repeated(claims, "address", key=_plain_address):
        message = f"{quoted(claim.value)} is also the source of {other.path}, line {other.line}"
        yield claim, message, "correct it in the record that was copied from the other"


def _plain_address(url: str) -> str:
    return url.partition("#")[0].rstrip("/").casefold()


def _repeated(claims: list[Claim], kind: str, key: Callable[[str], str]) -> Iterator[tuple[Claim, Claim]]:
    """Yields every claim of `kind` whose value another one has, with the first of the others: either may be wrong."""
    alike: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == kind:
            alike[key(claim.value)].append(claim)
    for first, *others in alike.values():
        for other in others:
            yield other, first
        if others:
            yield first, others[0]
