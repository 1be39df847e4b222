"""What is missing or unsure."""

from datetime import date

import pytest

from kb.check.rule import RULES
from kb.problem import Problem
from kb.records.entry import Words
from kb.records.fields import LANGUAGES
from kb.records.glossary import Glossary
from kb.records.links import Link, LinkState, LinkTable
from kb.render.library import Library
from kb.render.lists import Lists
from kb.render.quality import NAMES
from tests.golden import assert_golden
from tests.samples import MINIMAL, RICH, environment, library

DAY = date(2027, 6, 1)
WARNINGS = {
    "missing-translation": [
        Problem(
            f"records/2027/{MINIMAL}.yml", 8, 1, "missing-translation", "`title` has no text in `en`", "add `en:`"
        )
    ],
    "schema-line": [Problem("records/products/example.yml", 1, 1, "schema-line", "no schema", "write it")],
    "wording": [Problem("records/links.yml", 2, 3, "wording", "a word", "another")],
}
LINKS = LinkTable(
    checked=DAY,
    links=[
        Link(url="https://example.com/guide", state=LinkState.DEAD, answer="404", since=DAY),
        Link(url="https://example.com/bulletins/2", state=LinkState.DEAD, answer="unknown-host", since=DAY),
        Link(url="https://example.org/blog", state=LinkState.MOVED, answer="http://example.org/new", since=DAY),
        Link(url="https://example.org/labs", state=LinkState.UNCLEAR, answer="timeout", since=DAY),
        Link(url="https://example.org/named/nowhere", state=LinkState.DEAD, answer="410", since=DAY),
    ],
)


def whole() -> Library:
    return Library(library().entries, library().products, {"example-sensor": "x/products/a.yml"}, WARNINGS, LINKS)


WHOLE = whole()


def rows(name: str) -> list[tuple]:
    return [(row.entry and row.entry.id, row.product, row.file, row.cells) for row in WHOLE.quality[name].rows]


def test_warnings_of_the_check():
    said = {"place": "8:1", "message": "`title` has no text in `en`", "hint": "add `en:`"}
    assert rows("missing-translation") == [(MINIMAL, None, f"2027/{MINIMAL}.yml", said)]
    assert [row[:3] for row in rows("schema-line")] == [(None, None, "products/example.yml")]
    assert [row[:3] for row in rows("wording")] == [(None, None, "links.yml")]


def test_links():
    def found(name: str) -> list[tuple]:
        return [(*row[:3], tuple(row[3].values())) for row in rows(name)]

    where = (RICH, None, f"2027/{RICH}.yml")
    assert found("dead-links") == [
        (*where, ("releases[0].url", "https://example.com/bulletins/2", "unknown-host", DAY)),
        (*where, ("references[2].url", "https://example.com/guide", "404", DAY)),
    ]
    assert found("moved-links") == [
        (*where, ("references[4].url", "https://example.org/blog", "http://example.org/new", DAY))
    ]
    assert found("unclear-links") == [
        (*where, ("acknowledgments[0].organizations[0].url", "https://example.org/labs", "timeout", DAY))
    ]


def test_deviations():
    [(entry, _, _, cells)] = rows("deviations")
    assert (entry, cells) == (
        RICH,
        {
            "field": "published",
            "printed": "2. März 2026",
            "taken": "2027-03-02",
            "reason": Words("Tippfehler.", "A typing error."),
        },
    )


def test_products_without_a_name_in_the_dictionary():
    assert ("example-sensor", "products/a.yml") in [row[1:3] for row in rows("no-cpe")]
    assert "example-gateway-1" not in [row[1] for row in rows("no-cpe")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_words(language: str):
    words = environment(language).globals["t"]["quality"]
    warn = {rule.id for rule in RULES.values() if rule.severity == "warning"}
    assert words["names"].keys() == {*NAMES, *warn}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["missing-translation", "dead-links", "moved-links"])
def test_pages(name: str, language: str):
    page = Lists(WHOLE, environment(language)).quality_of(name, lambda file: None)
    assert_golden(f"quality-{name}.{language}.html", page.body)


def test_the_day_of_the_last_look_at_all_addresses():
    assert "last requested on June 1, 2027." in Lists(WHOLE, environment("en")).quality().body
    assert "have not been requested yet" in Lists(library(), environment("en")).quality().body


def test_not_all_rows_are_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kb.render.quality.SHOWN", 1)
    body = Lists(whole(), environment("en")).quality_of("no-cpe", lambda file: None).body
    assert "The first 1 of 4 are listed" in body
    assert body.count("<tr>") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary(language: str):
    glossary = Glossary.model_validate(
        {
            "groups": [
                {
                    "title": {"de": "Angriffe", "en": "Attacks & more"},
                    "terms": [
                        {
                            "de": {"preferred": "Schadsoftware", "other": ["Schadcode"], "avoid": ["Malware"]},
                            "en": {"preferred": "malware", "other": ["a <b>"]},
                        },
                        {"de": {"preferred": "Wurm"}, "en": {"preferred": "worm"}},
                    ],
                }
            ],
            "names": {"Windows XP": ["XP", "WinXP"]},
        }
    )
    page = Lists(library(), environment(language)).glossary(glossary)
    assert_golden(f"glossary.{language}.html", page.body)
    assert page.sections[0] == ("attacks-more", {"de": "Angriffe", "en": "Attacks & more"}[language])
