"""What the home page shows of the records."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kb.records.fields import LANGUAGES
from kb.render.home import NEWS, home_parts, overview, shown_on_home
from kb.render.library import Library
from tests.golden import assert_golden
from tests.samples import MINIMAL, OLDER, RICH, environment, library


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["search", "overview"])
def test_parts(part: str, language: str):
    assert_golden(f"home-{part}.{language}.html", home_parts(library(), environment(language))[part])


def test_overview():
    shown = overview(library())
    assert [entry.id for entry in shown.newest] == [MINIMAL, RICH, OLDER]
    assert [entry.id for entry in shown.revised] == [RICH]
    assert [(family.name, len(family.entries)) for family in shown.families] == [
        ("Sensor", 2),
        ("Gateway", 1),
        ("Web Console", 1),
    ]
    assert shown.kinds == {"guidance": 1, "vulnerability": 1, "hardening": 1}
    assert shown.years == {"2026": 1, "2027": 2}
    assert shown.last_change == max(entry.changed for entry in library().entries)


def test_of_many_advisories_the_last_are_shown():
    first = library().by_id[MINIMAL]
    many = [
        replace(first, id=f"{at:02}", published=date(2020, 1, 1) + timedelta(at), updated=date(2021, 1, 1))
        for at in range(NEWS + 2)
    ]
    shown = overview(Library(many, {}, {}))
    assert [entry.id for entry in shown.newest] == ["06", "05", "04", "03", "02"]
    assert [entry.id for entry in shown.revised] == ["06", "05", "04", "03", "02"]


def test_what_is_shown_tells_everything_but_the_advisories_named():
    entries, rest = shown_on_home(library())
    assert [entry.id for entry in entries] == [MINIMAL, RICH, OLDER, RICH]
    fewer = [replace(entry, affected=[]) for entry in library().entries]
    assert shown_on_home(Library(fewer, library().products, {}))[1] != rest
    other = [replace(entry, state="investigating", severity="low") for entry in library().entries]
    assert shown_on_home(Library(other, library().products, {}))[1] == rest


def test_no_advisories():
    parts = home_parts(Library([], {}, {}), environment("en"))
    assert "affected/" in parts["overview"]
    assert "<h2" not in parts["overview"]
