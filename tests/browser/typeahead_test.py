"""Results below the box of every page: by keyboard, on a phone, read out, and without what nobody asked for."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages_test import AXE, PHONE
from tests.samples import PAD, SYNC, VIEWER

LANGUAGES = ["de", "en"]


def ask(page: Page, query: str) -> Locator:
    """Types `query` into the box, and returns the options once they are there."""
    page.keyboard.press("/")
    page.keyboard.type(query)
    answered(page, query)
    return page.get_by_role("option")


def answered(page: Page, query: str) -> None:
    page.locator(f'[data-search-state=done][data-search-query="{query}"]').wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_box_to_an_advisory_by_keyboard(visit, language: str):
    page = visit(f"{language}/about/")
    box = page.get_by_role("banner").locator("[name=q]")
    options = ask(page, "writepad")
    expect(box).to_be_focused()
    expect(page.get_by_role("combobox", expanded=True)).to_have_attribute("aria-controls", "kb-search-input-results")
    expect(options).to_have_count(1)
    expect(options).to_have_attribute("data-advisory", PAD)
    expect(options.locator("mark").first).to_have_text(re.compile("WritePad", re.IGNORECASE))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_attribute("data-advisory", PAD)
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("ArrowDown")  # behind the last there is the box
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/advisories/{PAD}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_box_to_the_results_page_by_keyboard(visit, language: str):
    page = visit(f"{language}/advisories/{SYNC}/")
    page.keyboard.press("Control+k")
    page.keyboard.type("cedar update")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/search/?q=cedar%20update")
    page.locator("[data-search-state=done]").wait_for()
    page.keyboard.press("/")
    titles = page.locator(".kb-result__title")
    for at, key in ((0, "ArrowDown"), (1, "ArrowDown"), (0, "ArrowUp")):
        page.keyboard.press(key)
        expect(titles.nth(at)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=q]:visible")).to_be_focused()
    page.keyboard.press("ArrowDown")
    first = titles.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(first)


def test_the_last_option_leads_to_all_results(visit):
    page = visit("de/about/")
    options = ask(page, "sicherheit")
    expect(options).to_have_count(7)
    expect(options.last).to_have_text(re.compile(r"Alle \d+ Ergebnisse"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/de/search/?q=sicherheit")


def test_escape_closes_empties_and_goes_back(visit):
    page = visit(f"en/advisories/{SYNC}/")
    link = page.get_by_role("navigation").get_by_role("link").first
    link.focus()
    ask(page, "writepad")
    box = page.get_by_role("combobox")
    page.keyboard.press("Escape")
    expect(page.locator(".kb-suggest")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("writepad")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_tab_leaves_and_an_arrow_opens_again(visit):
    page = visit("en/")
    ask(page, "writepad")
    page.keyboard.press("Tab")
    expect(page.locator(".kb-suggest")).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    answered(page, "writepad")
    expect(page.get_by_role("option")).to_be_visible()


def test_says_how_many_there_are(visit):
    page = visit("en/about/")
    ask(page, "writepad")
    expect(page.get_by_role("banner").get_by_role("status")).to_have_text(
        "1 advisory found. Use the arrow keys to choose."
    )


@pytest.mark.parametrize(
    ("language", "query", "said"),
    [
        ("de", "qwertzuiop", "Nichts gefunden für „qwertzuiop“. Prüfen Sie die Schreibweise."),
        ("en", "qwertzuiop", "Nothing found for “qwertzuiop”. Check the spelling."),
        ("de", "CVE-2031-9999", "In keiner Empfehlung dieser Site genannt: CVE-2031-9999 Prüfen Sie die Nummer."),
        ("en", "KB999999", "Not mentioned in any advisory of this site: KB999999 Check the number."),
    ],
)
def test_no_result(visit, language: str, query: str, said: str):
    page = visit(f"{language}/about/")
    expect(ask(page, query)).to_have_count(0)
    message = page.locator(".kb-suggest__message")
    words = " ".join(message.locator("p, li:first-child").all_text_contents())
    assert words == said
    links = [link.get_attribute("href").partition(f"/{language}/")[2] for link in message.get_by_role("link").all()]
    assert links == ["products/", "advisories/"]
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone(visit, language: str):
    page = visit(f"{language}/advisories/{SYNC}/", viewport=PHONE, has_touch=True)
    opener = page.locator(".kb-search-link")
    assert min(opener.bounding_box()[side] for side in ("width", "height")) >= 44
    opener.tap()
    box = page.get_by_role("banner").locator("[name=q]")
    expect(box).to_be_focused()
    page.keyboard.type("calc")
    answered(page, "calc")
    panel = page.locator(".kb-suggest").bounding_box()
    assert (panel["x"], panel["width"]) == (0, PHONE["width"])
    for target in (*page.get_by_role("option").all(), page.locator(".kb-search__close")):
        assert target.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".kb-search__close").tap()
    expect(box).to_be_hidden()
    opener.tap()
    page.keyboard.press("ArrowDown")
    answered(page, "calc")
    page.get_by_role("option").first.tap()
    page.wait_for_url(re.compile(rf"/{language}/advisories/(?!{SYNC})"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["cedar", "qwertzuiop"])
def test_no_barriers(visit, language: str, scheme: str, query: str):
    page = visit(f"{language}/about/", color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    ask(page, query)
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]] == []


def test_an_older_answer_never_replaces_a_newer_one(visit):
    page = visit("en/about/")
    held = []
    page.route(f"**/advisories/{VIEWER}.json", lambda route: held.append(route))
    page.keyboard.press("/")
    with page.expect_request(f"**/advisories/{VIEWER}.json"):
        page.keyboard.type("snapshot")
    box = page.get_by_role("combobox")
    box.fill("writepad")
    answered(page, "writepad")
    with page.expect_response(f"**/advisories/{VIEWER}.json"):
        for route in held:
            route.continue_()
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    expect(page.get_by_role("option")).to_have_attribute("data-advisory", PAD)
    box.fill("")
    expect(page.locator(".kb-suggest")).to_be_hidden()


def test_says_that_it_cannot_be_loaded_and_tries_again(browser, served_samples: str):
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/search-index/index.json", lambda route: route.abort())
        page.goto(f"{served_samples}/en/about/")
        page.keyboard.press("/")
        page.keyboard.type("write")
        expect(page.locator(".kb-suggest__message")).to_have_text("The search could not be loaded.")
        page.unroute("**/search-index/index.json")
        page.keyboard.type("pad")
        answered(page, "writepad")
