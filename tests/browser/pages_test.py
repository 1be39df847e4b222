"""Pages in a browser: nothing breaks, all can use them, and they fit a phone. One page of every kind.

Looked at is the project's own site; where its records have no such page, that of the samples.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import PAGES, address
from tests.samples import RICH

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
PHONE = {"width": 375, "height": 812}  # CSS pixels
NARROWEST = {"width": 320, "height": 812}  # WCAG 2.2, 1.4.10

# How far each element was pushed aside while the page came up, as a share of the window: Layout Instability API
SHIFTS = """new Promise(done => new PerformanceObserver(list => done(list.getEntries().flatMap(shift =>
    shift.sources.map(source => ({by: shift.value, element: source.node?.className ?? ""})))
)).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done([]), 100))"""

# What axe-core finds, the size of targets included, but for links in cells: they are as high as their line, which the
# standard allows for words in a text (WCAG 2.2, 2.5.8). The dark scheme differs in nothing but colours.
OPTIONS = {
    "light": {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
FAULTS = """options => axe.run(options).then(({violations}) =>
    violations.flatMap(({id, nodes}) => nodes
        .filter(({target}) => id !== "target-size" || !document.querySelector(target[0]).closest("td, th"))
        .map(({html}) => `${id}: ${html}`)))"""

each_page = pytest.mark.parametrize(("language", "kind"), PAGES, ids=[" ".join(page) for page in PAGES])


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Gives the page for options of the browser context: a new one would cost more than most visits."""
    kept: dict[tuple, Page] = {}

    def page_for(**options) -> Page:
        key = tuple((name, str(value)) for name, value in options.items())
        if key not in kept:
            kept[key] = browser.new_context(**options).new_page()
        return kept[key]

    yield page_for
    for page in kept.values():
        page.context.close()


@pytest.fixture
def visit(
    pages: Callable[..., Page], built_site: Path, served_site: str, sample_site: Path, served_samples: str
) -> Iterator[Callable[..., Page]]:
    """Opens a page: visit(language, kind, options of the browser context).

    What the browser complains about and requests from elsewhere fails the test.
    """
    opened, complaints = [], []
    watchers = {
        "console": lambda message: complaints.append(f"{message.type}: {message.text}"),
        "pageerror": lambda error: complaints.append(f"exception: {error}"),
        "requestfailed": lambda request: complaints.append(f"failed: {request.url}"),
        "request": lambda request: _is_own(request.url) or complaints.append(f"elsewhere: {request.url}"),
    }

    def find(language: str, kind: str) -> str:
        for site, served in ((built_site, served_site), (sample_site, served_samples)):
            if inside := address(site, language, kind):
                return f"{served}/{inside}"
        pytest.skip("there is no such page any more")  # written by hand, and removed

    def open_page(language: str, kind: str, **options) -> Page:
        opened.append(page := pages(**options))
        for event, watcher in watchers.items():
            page.on(event, watcher)
        page.goto(find(language, kind), wait_until="load")
        if kind == "search results":
            page.locator("[data-search-state=done] .kb-result").first.wait_for()
        if kind.startswith("affected"):
            page.locator("[data-affected-state=done]").wait_for()
        return page

    def _is_own(url: str) -> bool:
        return url.startswith((f"{served_site}/", f"{served_samples}/", "data:", "blob:"))

    yield open_page
    for page in opened:
        for event, watcher in watchers.items():
            page.remove_listener(event, watcher)
        page.goto("about:blank")  # breaks off what still loads, which is nobody's fault
    assert complaints == []


@each_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barriers(visit, language: str, kind: str, scheme: str):
    # axe-core comes from outside the page; what the policy forbids the page itself is seen in the other tests.
    page = visit(language, kind, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    assert page.locator("body").get_attribute("data-md-color-scheme") == {"light": "default", "dark": "slate"}[scheme]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS, OPTIONS[scheme]) == []


@each_page
def test_fits_a_phone(visit, language: str, kind: str):
    page = visit(language, kind, viewport=PHONE)
    for enlarged in (1, 2):  # as readers set it in their browser
        page.evaluate(
            """enlarged => {
                const { style } = document.documentElement
                style.fontSize = `${parseFloat(getComputedStyle(document.documentElement).fontSize) * enlarged}px`
            }""",
            enlarged,
        )
        for size in (PHONE, NARROWEST):
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], enlarged


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_advisory_needs_no_script(visit, built_site: Path, language: str):
    page = visit(language, "largest advisory", java_script_enabled=False)
    assert page.locator(".kb-lead").is_visible()
    for heading in page.locator(".md-content h2").all():
        assert heading.is_visible()
    for answer in page.locator(".kb-faq__answer").all():
        assert answer.is_visible()


@each_page
def test_what_a_script_adds_pushes_nothing_aside(visit, language: str, kind: str):
    page = visit(language, kind, viewport=PHONE)
    pushed = page.evaluate(SHIFTS)
    limit = 0.2 if kind == "filtered list" else 0.1  # there the address alone tells what is chosen; 0.1: Web Vitals
    assert [each for each in pushed if each["by"] > limit] == []


def test_the_language_page_needs_no_script(browser: Browser, served_site: str):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served_site}/")
        links = page.get_by_role("link").all()
        assert [link.get_attribute("href") for link in links] == ["de/", "en/"]
        assert all(link.is_visible() for link in links)


@pytest.mark.parametrize(
    ("locale", "short", "address"),
    [
        ("de-AT", f"{RICH}/#faq", f"de/advisories/{RICH}/#faq"),
        ("en-GB", f"{RICH}/#faq", f"en/advisories/{RICH}/#faq"),
        ("fr-FR", "kb/9990001/", "en/kb/9990001/"),
        ("de", "cve/CVE-2026-20001/?x=1", "de/cve/CVE-2026-20001/?x=1"),
    ],
)
def test_short_addresses_go_on_in_the_readers_language(browser: Browser, served_samples: str, locale, short, address):
    with browser.new_context(locale=locale) as context:
        page = context.new_page()
        page.goto(f"{served_samples}/{short}")
        page.wait_for_url(f"{served_samples}/{address}")


@pytest.mark.parametrize(
    ("locale", "missing", "language", "query"),
    [
        ("en", "KB954474", "en", "KB954474"),
        ("de", "cve/cve-2008-2463/", "de", "cve-2008-2463"),
        ("en", "de/security/advisory/954474.mspx", "de", "954474"),
        ("en", "a/%22%3E%3Cb%3E&x=%C3%BC", "en", '"><b>&x=ü'),
        ("en", "%FF", "en", "%FF"),
    ],
)
def test_an_unknown_address_leads_to_the_search(
    browser: Browser, built_site: Path, served_site: str, locale, missing, language, query
):
    heading, words = {
        "de": ("Diese Seite gibt es nicht", "„{}“ suchen"),
        "en": ("There is no such page", "Search for “{}”"),
    }[language]
    with browser.new_context(locale=locale) as context:
        page = context.new_page()
        not_found = (built_site / "404.html").read_text(encoding="utf-8")
        page.route(f"{served_site}/{missing}", lambda route: route.fulfill(status=404, body=not_found))
        page.goto(f"{served_site}/{missing}")
        expect(page.locator("h1")).to_have_text(heading)
        page.get_by_role("link", name=words.format(query), exact=True).click()
        page.wait_for_url(f"{served_site}/{language}/search/?q=*")
        assert page.locator("#kb-search-query").input_value() == query


@pytest.mark.parametrize("address", ["feed/new.xml", "kinds/hardening/feed.xml"])
def test_the_link_to_a_feed_is_copied_whole(browser: Browser, served_samples: str, address: str):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{served_samples}/en/feed/")
        page.locator(f".kb-copy-link[data-url$='{address}']").click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{served_samples}/en/{address}"
