"""Pages in a browser: nothing breaks, all can use them, and they fit a phone. One page of every kind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import PAGES, address

_AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
_PHONE = {"width": 375, "height": 812}  # CSS pixels

each_page = pytest.mark.parametrize(("language", "kind"), PAGES, ids=[" ".join(page) for page in PAGES])


@pytest.fixture
def visit(browser: Browser, built_site: Path, served_site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page: visit(language, kind, options of the browser context).

    What the browser complains about and requests from elsewhere fails the test.
    """
    contexts, complaints = [], []

    def open_page(language: str, kind: str, **options) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on("request", lambda request: _is_own(request.url) or complaints.append(f"elsewhere: {request.url}"))
        page.goto(f"{served_site}/{address(built_site, language, kind)}", wait_until="load")
        if kind == "search results":
            page.locator("[data-search-state=done] .kb-result").first.wait_for()
        if kind.startswith("affected"):
            page.locator("[data-affected-state=done]").wait_for()
        return page

    def _is_own(url: str) -> bool:
        return url.startswith((f"{served_site}/", "data:", "blob:"))

    yield open_page
    found = list(complaints)  # closing breaks off what still loads
    for context in contexts:
        context.close()
    assert found == []


@each_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barriers(visit, language: str, kind: str, scheme: str):
    # axe-core comes from outside the page; what the policy forbids the page itself is seen in the other tests.
    page = visit(language, kind, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    assert page.locator("body").get_attribute("data-md-color-scheme") == {"light": "default", "dark": "slate"}[scheme]
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    faults = [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]
    assert faults == []


@each_page
def test_fits_a_phone(visit, language: str, kind: str):
    page = visit(language, kind, viewport=_PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE["width"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_advisory_needs_no_script(visit, built_site: Path, language: str):
    page = visit(language, "largest advisory", java_script_enabled=False)
    assert page.locator(".kb-lead").is_visible()
    for heading in page.locator(".md-content h2").all():
        assert heading.is_visible()
    for answer in page.locator(".kb-faq__answer").all():
        assert answer.is_visible()


def test_the_language_page_needs_no_script(browser: Browser, served_site: str):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served_site}/")
        links = page.get_by_role("link").all()
        assert [link.get_attribute("href") for link in links] == ["de/", "en/"]
        assert all(link.is_visible() for link in links)


@pytest.mark.parametrize(("locale", "language"), [("de-AT", "de"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_language_page_goes_on_in_the_readers_language(browser: Browser, served_site: str, locale, language):
    with browser.new_context(locale=locale) as context:
        page = context.new_page()
        page.goto(f"{served_site}/954474/#faq")
        page.wait_for_url(f"{served_site}/{language}/advisories/954474/#faq")
