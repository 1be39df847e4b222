"""What `kb links` found out about addresses in the records: the file advisories/links.yml, which it writes."""

from enum import StrEnum
from functools import cached_property

from pydantic import Field

from kb.records.fields import Day, Url, pattern
from kb.records.text import Record

LINKS = "links.yml"  # the file, below the folder of records

_HEAD = """\
# yaml-language-server: $schema=schema/links.json
# Written by `kb links`: the addresses in the records that do not lead where they should.
"""


class LinkState(StrEnum):
    """What is wrong with an address."""

    DEAD = "dead"
    MOVED = "moved"
    UNCLEAR = "unclear"


Answer = pattern(
    r"^([1-9][0-9]{2}|unknown-host|no-connection|timeout|certificate|bad-answer|https?://\S+)$",
    "What came back: a status of HTTP in quotes, what failed instead, or the new address.",
    "404",
    "unknown-host",
    "https://www.example.com/new",
)


class Link(Record):
    """An address that does not lead where it should."""

    url: Url = Field(description="The address.")
    state: LinkState = Field(description="What is wrong with it: it is gone, has moved for good, or did not answer.")
    answer: Answer = Field(description="What came back.")
    since: Day = Field(description="Day on which it was found so first.")


class LinkTable(Record):
    """The file `advisories/links.yml`."""

    checked: Day | None = Field(None, description="Day on which all addresses were requested.")
    links: list[Link] = Field(
        default_factory=list, description="Addresses with something wrong, in alphabetic order."
    )

    @cached_property
    def by_url(self) -> dict[str, Link]:
        """The links by address."""
        return {link.url: link for link in self.links}

    @cached_property
    def dead(self) -> dict[str, Link]:
        """Those of them that are dead."""
        return {link.url: link for link in self.links if link.state == LinkState.DEAD}


def emit_links(table: LinkTable) -> str:
    """Returns `table` as YAML."""
    lines = [_HEAD]
    if table.checked:
        lines.append(f"checked: {table.checked}\n")
    if table.links:
        lines.append("links:\n")
    for link in table.links:
        url, answer = (f"'{value.replace(chr(39), chr(39) * 2)}'" for value in (link.url, link.answer))
        lines.append(f"  - url: {url}\n    state: {link.state}\n    answer: {answer}\n    since: {link.since}\n")
    return "".join(lines)
