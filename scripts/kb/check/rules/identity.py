"""A record is where its id and date say, and nothing else claims what it claims."""

from collections.abc import Iterator

from kb.check.rule import Claim, Finding, RecordFile, rule


@rule("id-file-name")
def id_file_name(file: RecordFile) -> Iterator[Finding]:
    """The `id` is the file name without `.yml`.

    The address of the page, the links of other records and the history of the file all rest on it. Rename the file
    or correct the `id`.
    """
    for loc, value in file.source.values("id"):
        if isinstance(value, str) and value != file.stem:
            yield Finding(loc, f"`{value}` is not the name of the file", f'write id: "{file.stem}", or rename the file')


@rule("duplicate-id", scope="library")
def duplicate_id(claims: list[Claim]) -> Iterator[tuple[Claim, str, str]]:
    """No two records have the same `id`, not even in other letter case.

    Addresses do not tell upper from lower case on every server.
    """
    first: dict[str, Claim] = {}
    for claim in claims:
        if claim.kind == "id" and (other := first.setdefault(claim.value.lower(), claim)) is not claim:
            yield claim, f"`{claim.value}` is also the id of {other.path}", "keep one of the two records"
