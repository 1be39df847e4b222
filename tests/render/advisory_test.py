"""The page of an advisory."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest
from pydantic import BaseModel

from kb.records.advisory import Advisory
from kb.records.affected import Vulnerability
from kb.records.fields import LANGUAGES, ReferenceType
from kb.records.links import Link, LinkState
from kb.render.advisory import advisory_page
from kb.render.environment import make_environment
from kb.render.page import Page
from tests.golden import assert_golden
from tests.samples import DOCS, MINIMAL, OLDER, RICH, ROOT_URL, advisories, environment, library

_EDIT = ("https://example.org/edit", "https://example.org/history")


def page(advisory_id: str, language: str, edit: tuple[str, str] | None = _EDIT) -> Page:
    return advisory_page(advisories()[advisory_id], library(), environment(language), ROOT_URL, edit)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("advisory_id", [RICH, MINIMAL, OLDER])
def test_body(advisory_id: str, language: str):
    assert_golden(f"{advisory_id}.{language}.html", page(advisory_id, language).body)


def test_the_rich_record_uses_every_field_of_the_format():
    used = set(_used(advisories()[RICH]))
    assert _fields(Advisory) - used == set()


def _used(part: object) -> Iterator[tuple[str, str]]:
    if isinstance(part, BaseModel):
        for name in part.model_fields_set:
            yield type(part).__name__, name
            yield from _used(getattr(part, name))
    elif isinstance(part, list):
        for each in part:
            yield from _used(each)


def _fields(annotation: object) -> set[tuple[str, str]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        own = {(annotation.__name__, name) for name in annotation.model_fields}
        return own.union(*(_fields(info.annotation) for info in annotation.model_fields.values()))
    return set().union(*map(_fields, get_args(annotation)))


def test_what_stands_around_the_body():
    made = page(RICH, "en")
    assert (made.address, made.depth) == (f"advisories/{RICH}/", 2)
    assert made.title == 'Gateway: sign-in can be bypassed with an "empty" token & <null> (EXAMPLE-SA-2027-003)'
    assert made.heading == "Gateway: sign-in can be bypassed with an &#34;empty&#34; token &amp; &lt;null&gt;"
    assert made.description == (
        "Whoever sends an empty token counts as signed in. gatewayd is affected. Install version 2.0.1."
    )
    assert made.sections == [
        ("affected", "Am I affected?"),
        ("action", "What should I do?"),
        ("detection", "How do I recognize it?"),
        ("workarounds", "Workarounds"),
        ("mitigations", "Mitigating factors"),
        ("vulnerabilities", "Vulnerabilities"),
        ("details", "Background"),
        ("releases", "Published updates"),
        ("deployment", "Installing the update"),
        ("faq", "Questions and answers"),
        ("references", "References"),
        ("revisions", "Revisions"),
        ("related", "Related advisories"),
        ("acknowledgments", "Acknowledgments"),
        ("source", "Source"),
    ]


def test_a_title_in_the_other_language_is_marked():
    assert page(MINIMAL, "de").heading == "Nur auf Deutsch"
    assert page(MINIMAL, "en").heading == '<span lang="de">Nur auf Deutsch</span>'


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("advisory_id", [RICH, MINIMAL])
def test_structured_data(advisory_id: str, language: str):
    assert_golden(f"{advisory_id}.{language}.head.html", page(advisory_id, language).head)


def test_a_dead_link_says_so_and_leads_to_a_copy():
    links = {
        url: Link(url=url, state=LinkState.DEAD, answer="404", since=date(2027, 6, 1))
        for url in ("https://example.com/guide", "https://example.com/advisories/3")
    }
    speech = environment("en").globals["s"]
    templates = make_environment(DOCS / "theme" / "pages", speech, library().products, dead=links)
    body = advisory_page(advisories()[RICH], library(), templates, ROOT_URL, None).body
    for url in links:
        assert (
            '</a> <span class="kb-dead">(dead link, noticed on Jun 1, 2027, '
            f'<a href="https://web.archive.org/web/2027/{url}" rel="external">archived copy</a>)</span>'
        ) in body
    assert body.count("kb-dead") == 2
    assert "kb-dead" not in page(RICH, "en").body


def test_what_tells_little_takes_little_room():
    rich = advisories()[RICH]
    release = rich.releases[0].model_copy(update={"products": rich.releases[0].products[:1] * 4})
    bulletin = rich.references[1].model_copy(
        update={"type": ReferenceType.BULLETIN, "id": "MS27-001", "title": None, "url": "https://example.com/1"}
    )
    spare = rich.model_copy(
        update={
            "vulnerabilities": [Vulnerability(cve="CVE-2027-10009")],
            "releases": [release],
            "references": [bulletin],
        }
    )
    body = advisory_page(spare, library(), environment("en"), ROOT_URL, None).body
    number = '<li id="cve-2027-10009"><a href="../../cve/CVE-2027-10009/">CVE-2027-10009</a></li>'
    assert f'<ul class="kb-numbers">{number}</ul>' in body
    assert "<summary>4 products</summary>" in body
    link = '<a href="https://example.com/1" rel="external">MS27-001</a>'
    assert f'<ul class="kb-resolving">  <li>{link}</li></ul>' in body
    assert f'{link} <span class="kb-refs__relation">(resolves the problem)</span>' in body


def test_what_an_advisory_replaces_is_among_its_facts():
    assert f'<dt>Replaces</dt><dd><a href="../../advisories/{RICH}/">{RICH}</a></dd>' in page(MINIMAL, "en").body


def test_without_addresses_for_editing():
    body = page(MINIMAL, "en", edit=None).body
    assert "Edit" not in body
    assert "JSON" in body
