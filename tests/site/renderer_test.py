"""Hostile texts: whatever a record says, its pages keep their shape, and say it."""

import json
from html.parser import HTMLParser

import pytest

from kb.records.advisory import Advisory
from kb.records.entry import entry_of
from kb.records.fields import LANGUAGES
from kb.render.advisory import advisory_page
from kb.render.library import Library
from kb.render.lists import Lists
from kb.site.frame import Frame, load_frames
from tests.samples import RICH, ROOT_URL, advisories, environment, library
from tests.small import make_small

HARMLESS = "harmless"
HOSTILE = [
    '"><script>alert(1)</script>',
    "</script><script>alert(1)</script>",
    "</title></head><body onload='alert(1)'>",
    "' onmouseover='alert(1)",
    "<!-- -->]]><![CDATA[",
    "& &lt &amp &#39 &copy",
    "{{ 7 * 7 }} {% raw %} {# x #} {0} {n} %s",
    "xqbodyqx xqtitleqx xqcspqx",
    "🛡️ Ünïcödé \u00a0 – end",
    "w" * 5000,
]


class Shape(HTMLParser):
    """The elements of a page with the names of their attributes, and its texts."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []
        self.data: list[object] = []
        self._json = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self._json = ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}", ()))

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", ()))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("declaration", ()))

    def unknown_decl(self, data: str) -> None:
        self.elements.append(("declaration", ()))

    def handle_data(self, data: str) -> None:
        if self._json:
            self.data.append(json.loads(data))
            self._json = False
        else:
            self.texts.append(data)


def saying(words: str) -> Advisory:
    """Returns the rich record with `words` in all texts, in both languages."""

    def change(value: object) -> object:
        if isinstance(value, dict) and value.keys() <= {"de", "en"}:
            return dict.fromkeys(LANGUAGES, words)
        if isinstance(value, dict):
            return {
                key: words if key in ("code", "path", "printed") and isinstance(each, str) else change(each)
                for key, each in value.items()
            }
        return [change(each) for each in value] if isinstance(value, list) else value

    data = advisories()[RICH].model_dump(mode="json", exclude_unset=True)
    return Advisory.model_validate_json(json.dumps(change(data)))


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, Frame]]:
    """The frames of this project."""
    small = make_small(tmp_path_factory.mktemp("frames") / "project", tmp_path_factory)
    return {language: load_frames(small.project.work / "mkdocs" / language) for language in LANGUAGES}


def pages(words: str, language: str, frames: dict[str, dict[int, Frame]]) -> list[str]:
    """Returns the pages that show the record that says `words`."""
    advisory = saying(words)
    whole = Library([entry_of(advisory)], library().products, {})
    lists = Lists(whole, environment(language))
    made = [
        advisory_page(advisory, whole, environment(language), ROOT_URL, None),
        lists.all_advisories(),
        lists.product("example-gateway-1"),
        lists.family("gateway"),
        lists.kb("9990001"),
        lists.cve("CVE-2027-10001"),
        lists.quality_of("deviations", lambda file: None),
    ]
    return [frames[language][page.depth].fill(page) for page in made]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:12])
def test_texts(words: str, language: str, frames: dict[str, dict[int, Frame]]):
    for hostile, harmless in zip(pages(words, language, frames), pages(HARMLESS, language, frames), strict=True):
        shape, expected = Shape(hostile), Shape(harmless)
        assert shape.elements == expected.elements
        plain = " ".join(words.split())
        said = [" ".join(text.split()).replace(plain, HARMLESS) for text in shape.texts]
        assert said == [" ".join(text.split()) for text in expected.texts]
        assert [_count(data, plain) for data in shape.data] == [_count(data, HARMLESS) for data in expected.data]


def _count(data: object, words: str) -> int:
    """Returns how many values in structured data are `words`."""
    if isinstance(data, dict | list):
        return sum(_count(each, words) for each in (data.values() if isinstance(data, dict) else data))
    return " ".join(str(data).split()) == words
