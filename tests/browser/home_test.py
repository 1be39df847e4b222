"""The home page and the tree of products, used."""

import pytest
from playwright.sync_api import Browser, expect

from tests.samples import PAD, SYNC


@pytest.mark.parametrize(("language", "query", "first"), [("de", "KB9990100", SYNC), ("en", "writepad", PAD)])
def test_the_search_box_answers_while_typing(visit, language: str, query: str, first: str):
    page = visit(f"{language}/")
    page.locator("#kb-home-search").fill(query)
    expect(page.get_by_role("option").first).to_have_attribute("data-advisory", first)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/search/?q={query}")
    expect(page.locator("#kb-search-query")).to_have_value(query)


def test_the_search_box_is_a_form_without_script(browser: Browser, served_samples: str):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served_samples}/de/")
        page.locator("#kb-home-search").fill("snapshot viewer")
        page.keyboard.press("Enter")
        page.wait_for_url("**/de/search/?q=snapshot+viewer")
        expect(page.locator(".kb-notice").get_by_role("link", name="Produkte")).to_be_visible()


def test_ways_from_the_home_page(visit):
    page = visit("en/")
    page.get_by_role("link", name="Example OS Cedar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Example OS Cedar¶")
    page.go_back()
    page.locator(".kb-columns").get_by_role("link", name="2021").click()
    expect(page.locator(".kb-list tbody tr").first).to_be_visible()


def test_products_are_filtered(visit):
    page = visit("en/products/")
    shown = page.locator(".kb-vendors [data-words]").locator("visible=true")
    folded, field = shown.count(), page.get_by_label("Show only products with these words")
    field.fill("example, CEDAR (sp3")
    expect(page.get_by_role("status").filter(has_text="product")).to_have_text("1 product")
    expect(shown.get_by_role("link")).to_have_text("Example OS Cedar Service Pack 3")
    expect(page.get_by_role("heading", level=2).locator("visible=true")).to_have_text(["Example GmbH"])
    field.fill("")
    expect(shown).to_have_count(folded)


def test_products_need_no_script(browser: Browser, served_samples: str):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served_samples}/de/products/")
        expect(page.locator(".kb-product-filter")).to_be_hidden()
        family = page.locator("summary", has_text="Example OS Cedar")
        family.click()
        expect(page.get_by_role("link", name="Example OS Cedar (alle Versionen)")).to_be_visible()
