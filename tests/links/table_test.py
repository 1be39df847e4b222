"""The table of links."""

from datetime import date

import pytest

from kb.check.structure import validate
from kb.links.ask import Answer
from kb.links.table import bring_up_to_date, judge
from kb.records.links import Link, LinkState, LinkTable, emit_links
from kb.records.source import parse

URL = "https://example.org/a"
BEFORE, TODAY = date(2026, 11, 1), date(2026, 11, 22)


def link(url: str, state: LinkState = LinkState.DEAD, answer: str = "404", since: date = TODAY) -> Link:
    return Link(url=url, state=state, answer=answer, since=since)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(200, None, URL), None),
        (Answer(204, None, URL), None),
        (Answer(200, None, "https://example.org/b"), None),
        (Answer(200, None, "https://example.org/b", moved=True), ("moved", "https://example.org/b")),
        (Answer(200, None, f"{URL}#part", moved=True), None),
        (Answer(404, None, URL), ("dead", "404")),
        (Answer(410, None, "https://example.org/b", moved=True), ("dead", "410")),
        (Answer(None, "unknown-host", URL), ("dead", "unknown-host")),
        (Answer(None, "timeout", URL), ("unclear", "timeout")),
        (Answer(301, None, URL), ("unclear", "301")),
        (Answer(403, None, URL), ("unclear", "403")),
        (Answer(503, None, URL), ("unclear", "503")),
    ],
)
def test_judge(answer: Answer, expected: tuple[str, str] | None):
    found = judge(URL, answer, TODAY)
    assert (found and (found.state, found.answer)) == expected
    assert found is None or (found.url, found.since) == (URL, TODAY)


OLD = LinkTable(checked=BEFORE, links=[link("https://a.org/", since=BEFORE), link("https://b.org/", since=BEFORE)])


def test_what_is_wrong_in_the_same_way_keeps_its_day():
    found = [link("https://b.org/", LinkState.UNCLEAR, "500"), link("https://a.org/", answer="410")]
    assert bring_up_to_date(OLD, ["https://b.org/", "https://a.org/"], found, TODAY) == LinkTable(
        checked=TODAY,
        links=[link("https://a.org/", answer="410", since=BEFORE), link("https://b.org/", LinkState.UNCLEAR, "500")],
    )


def test_what_is_well_again_or_named_no_more_is_forgotten():
    assert bring_up_to_date(OLD, ["https://a.org/"], [], TODAY) == LinkTable(checked=TODAY)


def test_a_part_leaves_the_rest_as_it_was():
    made = bring_up_to_date(OLD, ["https://a.org/", "https://c.org/"], [link("https://c.org/")], None)
    assert made == LinkTable(checked=BEFORE, links=[link("https://b.org/", since=BEFORE), link("https://c.org/")])


def test_the_file_is_read_as_it_was_written():
    odd = "https://example.org/it's,[x]:&*#:"
    table = LinkTable(checked=TODAY, links=[link(odd), link(URL, LinkState.MOVED, "http://example.org/'%C3%A4'")])
    source = parse("links.yml", emit_links(table))
    assert validate(LinkTable, source) == (table, [])
    assert emit_links(LinkTable()).count("\n") == 2
