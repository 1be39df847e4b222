"""Atom feeds, literally, and with hostile texts."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from kb.records.advisory import Advisory
from kb.records.fields import LANGUAGES
from kb.records.text import Text
from kb.render.feed import Feeds
from kb.render.library import RECENT, Library
from tests.golden import assert_golden
from tests.samples import MINIMAL, ROOT_URL, advisories, environment, library

_ATOM = "{http://www.w3.org/2005/Atom}"


def feeds(language: str, whole: Library | None = None, record: Advisory | None = None) -> Feeds:
    """Returns the feeds of all samples, or of `whole`, where every entry is that of `record`."""
    records = {f"{each.published.year}/{each.id}.yml": each for each in advisories().values()}
    read = (lambda path: record) if record else records.__getitem__
    return Feeds(whole or library(), environment(language).globals["s"], ROOT_URL, read)


def entries(feed: str) -> list[str]:
    """Returns the ids of advisories in a feed."""
    found = ElementTree.fromstring(feed).iterfind(f"{_ATOM}entry/{_ATOM}id")
    return [node.text.rstrip("/").rpartition("/")[2] for node in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "method", "args"),
    [
        ("updated", "updated", ()),
        ("kind", "kind", ("guidance",)),
        ("product", "product", ("example-sensor",)),
        ("empty", "product", ("unnamed-product",)),
    ],
)
def test_feed(name: str, method: str, args: tuple[str, ...], language: str):
    assert_golden(f"feed-{name}.{language}.xml", getattr(feeds(language), method)(*args))


def test_size():
    minimal = library().by_id[MINIMAL]
    days = [date.fromordinal(minimal.published.toordinal() - back) for back in range(RECENT + 1)]
    many = [replace(minimal, id=f"{day}", published=day, updated=day) for day in days]
    made = feeds("en", Library(many, {}, {}), advisories()[MINIMAL])
    newest = [f"{day}" for day in days[:RECENT]]
    assert [entries(feed) for feed in (made.new(), made.updated(), made.kind("guidance"))] == [newest] * 3


@pytest.mark.parametrize(
    "words", ["</entry><script>", "]]> & &amp; \"'", "<!-- 🛡️ -->", "*bold* [x](https://a.example/?a&b)"]
)
def test_hostile_texts(words: str):
    record = advisories()[MINIMAL].model_copy(update={"summary": Text(de=words, en=words)})
    hostile = replace(library().by_id[MINIMAL], title=Text(de=words, en=words))
    made = feeds("de", Library([hostile], {}, {}), record)
    [entry] = ElementTree.fromstring(made.new()).iterfind(f"{_ATOM}entry")
    assert entry.findtext(f"{_ATOM}title") == f"{words} ({MINIMAL})"
    assert entry.findtext(f"{_ATOM}summary") == environment("de").globals["s"].prose(record.summary)
