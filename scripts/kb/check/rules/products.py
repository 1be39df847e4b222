"""Rows of products and packages fit the product table and their footnotes; the table names everything once."""

import re
from collections.abc import Iterator

from kb.check.rule import Claim, Finding, RecordFile, rule
from kb.check.spelling import product_hint
from kb.check.values import texts, texts_of
from kb.check.wording import nearest, quoted
from kb.records.address import family_id
from kb.records.fields import LANGUAGES, ProductKey, ProductStatus, Remediation
from kb.records.packages import ALL, bounds_of, respelt
from kb.records.source import Loc, items

_DOTTED = re.compile(r"\d{1,9}(?:\.\d{1,9})*")
_ZEROS = re.compile(r"(?:\.0+)+$")  # 3.4.0 is 3.4


@rule("unknown-product")
def unknown_product(file: RecordFile) -> Iterator[Finding]:
    """A product is named by its key in the product table.

    One product in 34 spellings cannot be searched or filtered. The message names the nearest key; a product that is
    new is added to a file of `products` first.
    """
    if file.products is None:
        return
    for loc, key in texts_of(ProductKey, file.source):
        if file.products.get(key) != key:
            yield Finding(loc, f"{quoted(key)} is not in the product table", product_hint(key, file.products))


@rule("unknown-footnote")
def unknown_footnote(file: RecordFile) -> Iterator[Finding]:
    """A row of products refers to a footnote that exists.

    The mark in the row and that of the entry in `footnotes` are the same text, in quotes.
    """
    marks = {mark for _, mark in texts(file.source, "footnotes", "*", "mark")}
    for loc, mark in texts(file.source, "products", "*", "footnotes", "*"):
        if mark not in marks:
            yield Finding(loc, f"there is no footnote {quoted(mark)}", "add it to `footnotes`, or remove the mark")


@rule("unused-footnote")
def unused_footnote(file: RecordFile) -> Iterator[Finding]:
    """Every footnote is referred to by a row of products.

    Otherwise readers find a note that belongs to nothing.
    """
    used = {mark for _, mark in texts(file.source, "products", "*", "footnotes", "*")}
    for loc, mark in texts(file.source, "footnotes", "*", "mark"):
        if mark not in used:
            yield Finding(loc, f"no row refers to the footnote {quoted(mark)}", "add the mark to a row, or remove it")


@rule("fixed-is-affected")
def fixed_is_affected(file: RecordFile) -> Iterator[Finding]:
    """The version with the fix is not one of the affected versions beside it.

    `versions` and `last_affected` name versions without the fix, `fixed` the first one that has it. Otherwise readers
    find a version affected and mended at once.
    """
    for steps in (("products", "*"), ("packages", "*", "ranges", "*")):
        for loc, row in file.source.values(*steps):
            fixed = row.get("fixed") if isinstance(row, dict) else None
            if isinstance(fixed, str) and (fixed in _affected(row) or _lies_within(fixed, row.get("versions"))):
                yield Finding((*loc, "fixed"), f"{quoted(fixed)} is among the affected versions, too", "correct one")


@rule("unclear-versions")
def unclear_versions(file: RecordFile) -> Iterator[Finding]:
    """The affected versions of a package can be read by programs, or the version with the fix stands beside them.

    What is put in words tells scanners nothing: in OSV documents, all versions would be affected for ever.
    """
    for loc, each in file.source.values("packages", "*", "ranges", "*"):
        versions = each.get("versions") if isinstance(each, dict) and "fixed" not in each else None
        if isinstance(versions, str) and versions.strip() not in ("", ALL) and not any(bounds_of(versions)):
            message = f"{quoted(versions)} does not say from which version to which"
            hint = "write `>= 1.0, < 1.5`, `<= 1.4`, `1.0 - 1.4`, `1.0, 1.2`, or `*` for all versions"
            yield Finding((*loc, "versions"), message, hint)


def _lies_within(version: str, versions: object) -> bool:
    """Tells whether `version` lies within the range `versions`; only of versions that are numbers with dots."""
    if not isinstance(versions, str):
        return False
    first, last, end, _ = bounds_of(versions)
    number, least, most = (_numbers(each) for each in (version, first or "0", last or end or ""))
    return None not in (number, least, most) and least <= number < most


def _numbers(version: str) -> list[int] | None:
    if not _DOTTED.fullmatch(version):
        return None
    return [int(number) for number in _ZEROS.sub("", version).split(".")]


def _affected(row: dict) -> Iterator[str | None]:
    """Yields the versions that a row names as affected, one by one."""
    versions = row.get("versions")
    if isinstance(versions, str):
        bounds = bounds_of(versions)
        yield from (bounds.last, *bounds.listed)
    yield row.get("last_affected")


@rule("needless-remediation")
def needless_remediation(file: RecordFile) -> Iterator[Finding]:
    """A row says what there is instead of an update only where it is affected and names no update.

    Otherwise it says two things at once: the product needs an update, and it needs none. A version with the fix may
    stand beside `vendor-fix` and `workaround`.
    """
    for loc, row in file.source.values("products", "*"):
        if isinstance(row, dict) and "remediation" in row:
            if "update" in row:
                yield Finding((*loc, "remediation"), "the row names an update, too", "remove one of the two", True)
            elif "fixed" in row and row["remediation"] in (Remediation.NONE_AVAILABLE, Remediation.NO_FIX_PLANNED):
                message = "the row names a version with the fix, too"
                yield Finding((*loc, "remediation"), message, "remove one of the two", True)
            elif row.get("status") in (ProductStatus.NOT_AFFECTED, ProductStatus.FIXED):
                message = f"a product that is {quoted(row['status'])} needs none"
                yield Finding((*loc, "remediation"), message, "remove the line, or correct `status`", True)


@rule("contradicting-rows")
def contradicting_rows(file: RecordFile) -> Iterator[Finding]:
    """A product is not both affected and not affected.

    Rows that tell versions, groups, or CVEs of a product apart are about different things.
    """
    affected: dict[str, list[tuple[int, list]]] = {}
    for loc, row, about in _whole_rows(file, ProductStatus.AFFECTED):
        affected.setdefault(about, []).append((file.source.place(loc)[0], _cves(row)))
    for loc, row, about in _whole_rows(file, ProductStatus.NOT_AFFECTED):
        cves = _cves(row)
        for line, others in affected.get(about, ()):
            if not cves or not others or any(cve in others for cve in cves):
                message = f"{quoted(row['product'])} is affected by line {line}"
                yield Finding((*loc, "status"), message, "remove one of the two rows, or tell them apart")
                break


def _whole_rows(file: RecordFile, status: ProductStatus) -> Iterator[tuple[Loc, dict, str]]:
    """Yields the rows of `status` that are about all versions, each with what it is about."""
    for loc, row in file.source.values("products", "*"):
        if not isinstance(row, dict) or "product" not in row or row.keys() & {"versions", "last_affected", "fixed"}:
            continue
        if row.get("status", ProductStatus.AFFECTED) == status:
            yield loc, row, repr([row.get(name) for name in ("product", "component", "group")])


def _cves(row: dict) -> list:
    return [cve for _, cve in items(row.get("cves"))]


@rule("vulnerability-without-product")
def vulnerability_without_product(file: RecordFile) -> Iterator[Finding]:
    """Where rows of products tell CVEs apart, there is a row for each.

    Otherwise nobody is affected by the CVE that has none. A row without `cves` is about all vulnerabilities.
    """
    described = texts(file.source, "vulnerabilities", "*", "cve")
    known = {cve for _, cve in described}
    rows = []
    for _, row in file.source.values("products", "*"):
        named = _cves(row) if isinstance(row, dict) else ()
        rows.append(known.intersection(cve for cve in named if isinstance(cve, str)))
    if not rows or not all(rows) or file.source.values("packages", "*"):
        return
    for loc, cve in described:
        if not any(cve in row for row in rows):
            hint = "add it to `cves` of the rows that it concerns"
            yield Finding(loc, f"no row of products is about {quoted(cve)}", hint)


@rule("unknown-cve")
def unknown_cve(file: RecordFile) -> Iterator[Finding]:
    """A row of products names CVEs that `vulnerabilities` describes.

    Otherwise a slip of the pen becomes a vulnerability of its own, with a page. Where `vulnerabilities` has entries
    without a CVE, rows may name others.
    """
    known = [cve for _, cve in texts(file.source, "vulnerabilities", "*", "cve")]
    if not known or len(known) < len(file.source.values("vulnerabilities", "*")):
        return
    for loc, cve in texts(file.source, "products", "*", "cves", "*"):
        if cve not in known:
            hint = nearest(cve, known) or "add it to `vulnerabilities`"
            yield Finding(loc, f"`vulnerabilities` has no {quoted(cve)}", hint)


@rule("ecosystem-spelling", severity="warning")
def ecosystem_spelling(file: RecordFile) -> Iterator[Finding]:
    """An ecosystem that OSV lists is written as there.

    `NPM` is not `npm`: the package would be missing in OSV documents, and have no address (purl) in CSAF documents.
    """
    for loc, ecosystem in texts(file.source, "packages", "*", "ecosystem"):
        if (listed := respelt(ecosystem)) != ecosystem:
            yield Finding(loc, f"OSV writes {quoted(listed)}, not {quoted(ecosystem)}", f"write {listed}")


@rule("duplicate-product-key", scope="library")
def duplicate_product_key(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """A key stands in one file of the product table only.

    Otherwise it depends on the order of the files which entry holds.
    """
    first: dict[str, Claim] = {}
    for claim in claims:
        if claim.kind == "product" and (other := first.setdefault(claim.value, claim)) is not claim:
            yield claim, _also(claim, other), "keep one of the two"


@rule("duplicate-product-name", scope="library")
def duplicate_product_name(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """A name or alias belongs to one product.

    Two products of one name cannot be told apart, neither in a table nor in a list of filters. An alias that only
    repeats the product's own name adds nothing.
    """
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        if claim.kind.startswith("product-"):
            other = first.setdefault((claim.kind, claim.value.casefold()), claim)
            if other is not claim:
                yield claim, _also(claim, other), "keep it with one product"
    for claim in claims:
        if claim.kind == "product-alias":
            names = (first.get((f"product-name-{language}", claim.value.casefold())) for language in LANGUAGES)
            if other := next(filter(None, names), None):
                yield claim, _also(claim, other), "remove the alias"


@rule("duplicate-family", scope="library")
def duplicate_family(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """Product lines of different names have different addresses; only letters and digits count there.

    Otherwise the two share a page, and "Am I affected?" takes one for the other.
    """
    first: dict[str, Claim] = {}
    for claim in claims:
        if claim.kind == "family":
            other = first.setdefault(family_id(claim.value), claim)
            if other.value != claim.value:
                message = (
                    f"{quoted(claim.value)} has the address of {quoted(other.value)}, {other.path}, line {other.line}"
                )
                yield (
                    claim,
                    message,
                    f"write {other.value} if it is the same line, else a name that differs in a word",
                )


def _also(claim: Claim, other: Claim) -> str:
    return f"{quoted(claim.value)} is also in {other.path}, line {other.line}"
