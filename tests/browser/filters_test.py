"""Filters and order of the results page: in its address, in its history, and with counts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.samples import VIEWER


def shown(page: Page) -> list[str]:
    """Returns the advisories that the page shows, in their order."""
    page.locator("[data-search-state=done]").wait_for(state="attached")
    return [each.get_attribute("data-advisory") for each in page.locator(".kb-result").all()]


def published(page: Page) -> list[str]:
    """Returns the days on which what the page shows was first published."""
    facts = page.evaluate(
        "async () => Object.fromEntries(await (await import('../assets/javascripts/search/facets.js')).openFacets())"
    )
    return [facts[name]["published"] for name in shown(page)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_by_link(visit, language: str):
    every = shown(visit(f"{language}/search/?q=cedar"))
    page = visit(f"{language}/search/?q=cedar&kind=kill-bits&sort=published-desc")
    some = shown(page)
    assert set(some) < set(every)
    assert len(some) > 1
    kind = page.locator("select[name=kind]")
    expect(kind).to_have_value("kill-bits")
    expect(kind.locator("option:checked")).to_have_text(
        f"Kill {'Bits' if language == 'de' else 'bits'} ({len(some)})"
    )
    expect(page.locator("select[name=sort]")).to_have_value("published-desc")
    assert published(page) == sorted(published(page), reverse=True)


def test_counts_are_those_of_what_a_choice_would_leave(visit):
    page = visit("en/search/?q=cedar&kind=kill-bits")
    state = page.locator("select[name=state]")
    expect(state.locator("option").nth(1)).to_have_text(re.compile(r"\(\d+\)"))
    for option in state.locator("option").all()[1:]:
        label, number = re.fullmatch(r"(.*) \((\d+)\)", option.text_content()).groups()
        page_of_it = visit(f"en/search/?q=cedar&kind=kill-bits&state={option.get_attribute('value')}")
        assert len(shown(page_of_it)) == int(number), label


def test_back_and_forward(visit):
    page = visit("en/search/?q=cedar")
    every = shown(page)
    kind, sort = page.locator("select[name=kind]"), page.locator("select[name=sort]")
    expect(kind.locator("option[value=kill-bits]")).to_have_text(re.compile(r"\(\d+\)"))
    kind.select_option("kill-bits")
    page.wait_for_url("**/?q=cedar&kind=kill-bits")
    some = shown(page)
    sort.select_option("updated-desc")
    page.wait_for_url("**/?q=cedar&kind=kill-bits&sort=updated-desc")
    page.go_back()
    expect(sort).to_have_value("")
    assert shown(page) == some
    page.go_back()
    expect(kind).to_have_value("")
    assert shown(page) == every
    page.go_forward()
    expect(kind).to_have_value("kill-bits")
    assert shown(page) == some
    page.get_by_role("button", name="Remove all filters").click()
    page.wait_for_url("**/?q=cedar")
    assert shown(page) == every


def test_says_when_the_filters_leave_nothing(visit):
    page = visit("de/search/?q=snapshot+viewer&year=1999")
    assert shown(page) == []
    expect(page.get_by_role("status")).to_have_text("Keine Empfehlung passt zu allen diesen Filtern.")
    page.get_by_role("button", name="Alle Filter entfernen").click()
    expect(page.locator(".kb-result").first).to_have_attribute("data-advisory", VIEWER)
