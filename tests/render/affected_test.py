"""The data of the page "Am I affected?"."""

import json
from dataclasses import replace

import pytest

from kb.records.coverage import Coverage, pack
from kb.records.fields import LANGUAGES, Kind, Severity
from kb.render.affected import affected_json, choice, titles_json
from kb.render.library import Library
from tests.golden import assert_golden
from tests.samples import MINIMAL, OLDER, RICH, environment, library


def data(entries: list) -> str:
    return affected_json(Library(entries, library().products, {}))


def test_literally():
    entries = [replace(entry, withdrawn=None) for entry in library().entries]
    assert_golden("affected.json", data(entries))


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_literally(language: str):
    assert_golden(f"titles.{language}.json", titles_json(library(), environment(language).globals["s"]))


def test_withdrawn_advisories_are_left_out():
    made = json.loads(data(library().entries))
    assert [each[0] for each in made["advisories"]] + made["unmatched"] == [OLDER, MINIMAL]
    assert made["replaces"] == made["articles"] == []


def test_the_weightiest_first():
    plain = replace(
        library().by_id[OLDER], is_vulnerability=False, kind=Kind.GUIDANCE, withdrawn=None, superseded_by=None
    )

    def entry(name: str, *, exploited=False, severity=None, rest: dict | None = None):
        groups = [(["KB9990001"], None, False, None, None, [("example-sensor", None)])]
        cover = Coverage(exploited, groups, [], [[], [], []], [], {})
        return replace(plain, id=name, severity=severity, coverage=pack(cover), **(rest or {}))

    made = json.loads(
        data(
            [
                entry("superseded", exploited=True, rest={"superseded_by": RICH}),
                entry("none", severity=Severity.NONE),
                entry("low", severity=Severity.LOW),
                entry("old"),
                entry("new", rest={"published": plain.published.replace(year=2028)}),
                entry("kind", rest={"kind": Kind.HARDENING}),
                entry("vulnerability", rest={"is_vulnerability": True}),
                entry("medium", severity=Severity.MEDIUM),
                entry("critical", severity=Severity.CRITICAL),
                entry("exploited", exploited=True),
            ]
        )
    )
    assert [each[0] for each in made["advisories"]] == [
        "exploited",
        "critical",
        "medium",
        "vulnerability",
        "kind",
        "new",
        "old",
        "low",
        "none",
        "superseded",
    ]


def test_what_supersedes_an_advisory_replaces_its_updates():
    plain = replace(library().by_id[OLDER], withdrawn=None, superseded_by=None)

    def entry(name: str, update: str, *rows: str, by: str | None = None):
        groups = [([update], None, False, None, None, [(row, None) for row in rows])]
        cover = Coverage(False, groups, [], [[], [], []], [], {})
        return replace(plain, id=name, coverage=pack(cover), superseded_by=by)

    entries = [
        entry("new", "KB9990001", "example-sensor", "example-gateway-2"),
        entry("old", "KB9990002", "example-sensor", by="new"),
        entry("elsewhere", "KB9990003", "example-gateway-1", by="new"),
        entry("unknown", "KB9990004", "example-sensor", by="gone"),
    ]
    made = json.loads(data(entries))
    assert made["replaces"] == [[9990001, 9990002]]


def test_what_is_superseded_asks_for_the_newer_updates():
    plain = replace(library().by_id[OLDER], withdrawn=None, superseded_by=None)

    def entry(name: str, *groups: tuple, by: str | None = None):
        made = [
            (needs, None, False, remediation, None, [(row, None) for row in rows])
            for needs, remediation, rows in groups
        ]
        cover = Coverage(False, made, [], [[], [], []], [], {})
        return replace(plain, id=name, coverage=pack(cover), superseded_by=by)

    sensor, gateway, console = "example-sensor", "example-gateway-2", "example-web-console"
    entries = [
        entry(
            "new", (["KB9990001"], None, [sensor, gateway]), (["KB9990002"], None, [sensor]), ([], None, [console])
        ),
        entry("old", (["KB9990003"], None, [sensor, console]), ([], "none-available", [gateway]), by="new"),
    ]
    made = {each[0]: each[7] for each in json.loads(data(entries))["advisories"]}
    places = list(library().products)
    assert made["old"] == [
        [[9990001, 9990002], [places.index(sensor)]],
        [[9990003], [places.index(console)]],
        [[9990001], [places.index(gateway)]],
    ]


def test_what_is_superseded_asks_for_the_version_with_the_newer_fix():
    plain = replace(library().by_id[OLDER], withdrawn=None, superseded_by=None)

    def entry(name: str, fixed: str, by: str | None = None):
        groups = [([], None, False, None, fixed, [("example-sensor", None)])]
        return replace(plain, id=name, coverage=pack(Coverage(False, groups, [], [], [], {})), superseded_by=by)

    made = json.loads(data([entry("new", "3.4.2"), entry("old", "3.4.1", by="new")]))
    place = list(library().products).index("example-sensor")
    assert [each[7] for each in made["advisories"]] == [[[[], [place], 0, 0, 0, "3.4.2"]]] * 2


def test_the_newest_of_a_chain_holds_and_what_resolves_it_as_a_whole():
    plain = replace(library().by_id[OLDER], withdrawn=None, superseded_by=None)

    def entry(name: str, needs: list[str], resolving: list[list[str]], by: str | None = None):
        groups = [(needs, None, False, None, None, [("example-sensor", None)])]
        cover = Coverage(False, groups, [], resolving, [], {})
        return replace(plain, id=name, coverage=pack(cover), superseded_by=by)

    none = [[], [], []]
    entries = [
        entry("newest", [], [["KB9990003"], ["MS26-001"], []]),
        entry("newer", ["KB9990002"], none, by="newest"),
        entry("old", ["KB9990001"], none, by="newer"),
    ]
    made = json.loads(data(entries))
    place = list(library().products).index("example-sensor")
    whole = [[[[], [place]]], [], [9990003], ["MS26-001"], []]
    assert {each[0]: each[7:] for each in made["advisories"]} == {"newest": whole, "newer": whole, "old": whole}
    assert made["replaces"] == [
        [9990002, 9990001],
        [9990003, 9990001],
        ["MS26-001", 9990001],
        [9990003, 9990002],
        ["MS26-001", 9990002],
    ]


def test_every_kind_has_a_rank():
    made = json.loads(data([]))
    assert sorted(made["kinds"]) == sorted(Kind)
    assert made["advisories"] == []


def test_choice():
    products = library().products
    assert choice("example-gateway-1", products["example-gateway-1"]) == "example-gateway-1"
    assert choice("example-web-console", products["example-web-console"]) == "web-console*"
