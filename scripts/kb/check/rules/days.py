"""Days: none in the future, and in the order in which things happen."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kb.check.rule import Finding, RecordFile, rule
from kb.check.values import all_days, days, texts
from kb.check.wording import quoted
from kb.records.source import Loc, Source


def _excused(source: Source) -> bool:
    """Tells whether the record names a deviation of its dates: then the source is at odds with itself."""
    fields = texts(source, "source", "deviations", "*", "field")
    return any(field.startswith(("published", "revisions")) for _, field in fields)


def _hidden(source: Source) -> bool:
    """Tells whether revisions may be missing because of a doubled key, whose second value is not read."""
    begin = source.node(("revisions",)).line
    return any(each.rule == "duplicate-key" and each.line > begin for each in source.problems)


@rule("future-date")
def future_date(file: RecordFile) -> Iterator[Finding]:
    """No date lies in the future.

    Only the validity of certificates may: everything else in a record has happened.
    """
    for loc, found in all_days(file.source):
        if found > file.today and loc[0] != "certificates":
            yield Finding(loc, f"`{found}` lies in the future", f"today is {file.today}")


@rule("date-order")
def date_order(file: RecordFile) -> Iterator[Finding]:
    """Days follow each other: `published`, the revisions in ascending order, `updated`.

    The first revision is of the day of publication and the last of the day of `updated`. Where the source itself is
    at odds, say so in `source.deviations`, with `published` or `revisions` as the `field`: then the order of these is
    not checked. A withdrawal does not precede the publication, nor the end of a certificate its beginning.
    """
    source = file.source
    published, updated = dict(days(source, "published")), dict(days(source, "updated"))
    start, end = published.get(("published",)), updated.get(("updated",))
    if not _excused(source):
        yield from _order(start, end, [] if _hidden(source) else days(source, "revisions", "*", "date"))
    for loc, withdrawn in days(source, "withdrawn", "date"):
        if start and withdrawn < start:
            yield Finding(loc, f"`{withdrawn}` is before `published`, {start}", "correct one of them")
    since = {loc[1]: day for loc, day in days(source, "certificates", "*", "valid_from")}
    for loc, until in days(source, "certificates", "*", "valid_until"):
        if until < since.get(loc[1], until):
            yield Finding(loc, f"`{until}` is before `valid_from`, {since[loc[1]]}", "correct one of them")


def _order(start: date | None, end: date | None, revisions: list[tuple[Loc, date]]) -> Iterator[Finding]:
    turned = [(before, loc, after) for (_, before), (loc, after) in pairwise(revisions) if after < before]
    for before, loc, after in turned:
        yield Finding(loc, f"`{after}` is before the revision above, {before}", "put the oldest revision first")
    if turned:
        revisions = []  # which one is the first, and which the last, is not known
    if start and end and end < start:
        yield Finding(("updated",), f"`{end}` is before `published`, {start}", "correct one of them")
    if start and revisions and revisions[0][1] != start:
        message = f"the first revision is of {revisions[0][1]}, but `published` is {start}"
        yield Finding(revisions[0][0], message, "correct one of them, or name the deviation in `source.deviations`")
    if end and revisions and revisions[-1][1] != end:
        message = f"the last revision is of {revisions[-1][1]}, but `updated` is {end}"
        yield Finding(revisions[-1][0], message, f"add the missing revision, or write updated: {revisions[-1][1]}")


@rule("last-version")
def last_version(file: RecordFile) -> Iterator[Finding]:
    """The `version` of the record is that of its last revision.

    Readers compare it with the version that they know.
    """
    count = len(list(file.source.values("revisions", "*")))
    if not count or _hidden(file.source):
        return
    loc = ("revisions", count - 1, "version")
    last = next((version for at, version in texts(file.source, "revisions", "*", "version") if at == loc), None)
    whole = next((version for _, version in texts(file.source, "version")), None)
    if whole and not last:
        message = f"the last revision has no `version`, the record is of version {quoted(whole)}"
        yield Finding(loc[:-1], message, f'write version: "{whole}" here, or remove it at the top')
    elif last and last != whole:
        message = f"the last revision is of version {quoted(last)}, the record " + (
            f"of {quoted(whole)}" if whole else "has none"
        )
        yield Finding(loc, message, f'write version: "{last}" at the top')
