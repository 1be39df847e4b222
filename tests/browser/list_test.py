"""Lists of advisories in a browser: filters, counts, order, address, CSV, and the table without a script.

The records are those of tests/data: 2027-004 (guidance), 2027-003 (vulnerability, withdrawn), 2026-001 (hardening).
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scripts.served import served
from tests.small import make_small

GUIDANCE, VULNERABILITY, HARDENING = "EXAMPLE-SA-2027-004", "EXAMPLE-SA-2027-003", "EXAMPLE-SA-2026-001"
FORMULA = '=1+1, "two"'  # a title that a spreadsheet would calculate and that must be quoted

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served small project."""
    small = make_small(tmp_path_factory.mktemp("lists") / "project", tmp_path_factory)
    small.replace(f"advisories/2026/{HARDENING}.yml", "en: Sensor without a password", f"en: '{FORMULA}'")
    small.build()
    with served(small.project.site) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, small_site: str) -> Iterator[Visit]:
    """Opens an address of the site; what the browser complains about fails the test."""
    contexts, complaints = [], []

    def open_page(address: str, edit: tuple[str, str] | None = None, **options) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
        if edit:
            page.route("**/list.js", partial(_edited, *edit))
        page.goto(f"{small_site}/{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _edited(old: str, new: str, route: Route) -> None:
    answer = route.fetch()
    assert old in answer.text()
    route.fulfill(response=answer, body=answer.text().replace(old, new))


def shown(page: Page) -> list[str]:
    """Returns the advisories in the table, in their order."""
    return [row.get_attribute("data-advisory") for row in page.locator(".kb-list tbody tr").all()]


def box(page: Page, name: str, value: str):
    """Returns a box of the filters."""
    return page.locator(f".kb-filters input[name={name}][value='{value}']")


def counts(page: Page, facet: str) -> dict[str, str]:
    """Returns what stands beside the values of a facet."""
    labels = page.locator(f"[data-facet={facet}] label").all()
    return {each.locator("input").input_value(): each.locator(".kb-count").text_content() for each in labels}


def chips(page: Page) -> list[str]:
    """Returns the filters that the page names as active."""
    return page.locator(".kb-chips li").all_text_contents()


@pytest.mark.parametrize(
    ("query", "rows", "named"),
    [
        ("", [GUIDANCE, VULNERABILITY, HARDENING], []),
        ("?kind=hardening", [HARDENING], ["Kind: Hardening"]),
        ("?kind=hardening&kind=guidance", [GUIDANCE, HARDENING], ["Kind: Hardening", "Kind: Guidance"]),
        ("?state=update-available", [VULNERABILITY], ["State: Update available"]),
        ("?severity=not-stated", [GUIDANCE], ["Severity: Not stated"]),
        ("?severity=high&year=2027", [VULNERABILITY], ["Severity: High", "Year: 2027"]),
        ("?vulnerability=no", [GUIDANCE], ["Vulnerability: No"]),
        ("?workaround=yes", [VULNERABILITY], ["Workaround: Described"]),
        ("?lifecycle=current", [GUIDANCE, HARDENING], ["Validity: Current"]),
        ("?product=example-sensor", [VULNERABILITY, HARDENING], ["Product: Example Sensor"]),
        ("?family=gateway", [VULNERABILITY], ["Product: Gateway"]),
        ("?vendor=example-gmbh&year=2026", [HARDENING], ["Product: Example GmbH", "Year: 2026"]),
        ("?q=2026+TWO", [HARDENING], ["Text: 2026 TWO"]),
        ("?q=KB+2026+kb2026", [HARDENING], ["Text: KB 2026 kb2026"]),
        ("?kind=hardening&year=2027", [], ["Kind: Hardening", "Year: 2027"]),
        ("?kind=no-such-kind", [], ["Kind: no-such-kind"]),
        ("?colour=red&sort=nonsense", [GUIDANCE, VULNERABILITY, HARDENING], []),
    ],
)
def test_the_address_filters(visit: Visit, query: str, rows: list[str], named: list[str]):
    page = visit(f"en/advisories/{query}")
    expect(page.locator(".kb-browse--ready")).to_be_visible()
    assert (shown(page), chips(page)) == (rows, named)
    said = {0: "No advisory matches all of these filters.", 3: "3 advisories"}
    assert page.get_by_role("status").text_content() == said.get(len(rows), f"{len(rows)} of 3 advisories")


def test_counts_reflect_the_other_facets(visit: Visit):
    page = visit("en/advisories/")
    assert counts(page, "kind") == {"vulnerability": "1", "hardening": "1", "guidance": "1"}
    box(page, "kind", "hardening").check()
    assert counts(page, "kind") == {"vulnerability": "1", "hardening": "1", "guidance": "1"}
    assert counts(page, "year") == {"2027": "0", "2026": "1"}
    assert counts(page, "product") == {
        "example-gmbh": "1",
        "gateway": "0",
        "example-gateway-1": "0",
        "example-gateway-2": "0",
        "sensor": "1",
        "example-sensor": "1",
        "web-console": "0",
        "example-web-console": "0",
    }
    box(page, "year", "2027").check()
    assert counts(page, "kind") == {"vulnerability": "1", "hardening": "0", "guidance": "1"}
    assert counts(page, "year") == {"2027": "0", "2026": "1"}


def test_the_tree_of_products(visit: Visit):
    page = visit("en/advisories/?product=example-gateway-2")
    family, vendor = box(page, "family", "gateway"), box(page, "vendor", "example-gmbh")
    expect(box(page, "product", "example-gateway-2")).to_be_visible()  # what is chosen is unfolded
    assert box(page, "product", "example-gateway-2").is_checked()
    assert [each.evaluate("input => input.indeterminate") for each in (family, vendor)] == [True, True]
    family.check()
    assert chips(page) == ["Product: Gateway"]
    assert box(page, "product", "example-gateway-1").is_checked()
    assert page.url.endswith("?family=gateway")
    vendor.check()
    assert page.url.endswith("?vendor=example-gmbh")
    box(page, "product", "example-gateway-1").uncheck()  # all else below the vendor stays
    assert chips(page) == ["Product: Example Gateway 2", "Product: Sensor", "Product: Web Console"]
    box(page, "product", "example-gateway-1").check()
    assert family.is_checked()
    assert vendor.is_checked()
    vendor.uncheck()
    assert (chips(page), shown(page)) == ([], [GUIDANCE, VULNERABILITY, HARDENING])


def test_order(visit: Visit):
    page = visit("en/advisories/?sort=title-asc")
    heads = page.locator(".kb-list thead th")

    def order() -> tuple[list[str], list[str | None]]:
        return shown(page), [head.get_attribute("aria-sort") for head in heads.all()]

    assert order() == ([HARDENING, VULNERABILITY, GUIDANCE], [None, "ascending", None, None, None])
    page.get_by_role("button", name="Last updated").click()
    assert order() == ([GUIDANCE, VULNERABILITY, HARDENING], [None, None, None, None, "descending"])
    page.get_by_role("button", name="Last updated").click()
    assert order() == ([HARDENING, VULNERABILITY, GUIDANCE], [None, None, None, None, "ascending"])
    assert page.url.endswith("?sort=updated-asc")
    page.get_by_label("Sort by").select_option("id-desc")
    assert order() == ([GUIDANCE, VULNERABILITY, HARDENING], ["descending", None, None, None, None])
    page.get_by_role("button", name="Published").click()
    assert page.url.endswith("/en/advisories/")


def test_history_reset_and_the_link_to_copy(visit: Visit):
    page = visit("en/advisories/", permissions=["clipboard-read", "clipboard-write"])
    box(page, "kind", "hardening").check()
    page.get_by_label("Number or words in the title").fill("2026")
    page.wait_for_url("**/?q=2026&kind=hardening")
    page.get_by_label("Number or words in the title").fill("2026-001")
    page.wait_for_url("**/?q=2026-001&kind=hardening")
    page.go_back()  # what is typed in one go is one step
    assert (chips(page), shown(page)) == (["Kind: Hardening"], [HARDENING])
    assert page.get_by_label("Number or words in the title").input_value() == ""
    page.go_back()
    assert (chips(page), len(shown(page))) == ([], 3)
    page.go_forward()
    assert chips(page) == ["Kind: Hardening"]
    page.locator(".kb-chips").get_by_role("button", name="Copy link").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("link", name="Deutsch").click()
    page.wait_for_url("**/de/advisories/?kind=hardening")
    assert chips(page) == ["Art: Härtung"]
    box(page, "year", "2026").check()
    page.get_by_role("button", name="Filter entfernen: Art: Härtung").click()
    expect(page.get_by_role("button", name="Filter entfernen: Jahr: 2026")).to_be_focused()
    page.get_by_role("button", name="Alle Filter entfernen").click()
    assert page.url.endswith("/de/advisories/")
    assert page.locator(".kb-chips").is_hidden()


def test_csv(visit: Visit, small_site: str):
    page = visit("en/advisories/?vulnerability=yes&sort=published-asc")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "advisories.csv"
    lines = [
        "Advisory,Title,Published,Last updated,Severity,Kind,State,Vulnerability,Workaround,Validity,Product,Address",
        f'{HARDENING},"\'=1+1, ""two""",2026-11-09,2026-11-09,Not rated,Hardening,No fix planned,Yes,None described,'
        f"Current,Example Sensor,{small_site}/en/advisories/{HARDENING}/",
        f'{VULNERABILITY},"Gateway: sign-in can be bypassed with an ""empty"" token & <null>",2027-03-02,2027-04-13,'
        "High,Vulnerability,Update available,Yes,Described,Withdrawn,"
        "Example Gateway 1 for Linux; Example Gateway 2; Example Sensor; Web console,"
        f"{small_site}/en/advisories/{VULNERABILITY}/",
    ]
    text = "".join(f"{line}\r\n" for line in lines)
    assert Path(download.value.path()).read_bytes() == b"\xef\xbb\xbf" + text.encode()


def test_long_lists_show_the_rest_on_demand_and_on_paper(visit: Visit):
    page = visit("en/advisories/2027/", edit=("AT_ONCE = 200", "AT_ONCE = 1"))
    more = page.get_by_role("button", name="Show all 2")
    expect(more).to_be_visible()
    assert shown(page) == [GUIDANCE]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown(page) == [GUIDANCE, VULNERABILITY]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    more.click()
    assert shown(page) == [GUIDANCE, VULNERABILITY]
    expect(page.get_by_role("link", name=VULNERABILITY)).to_be_focused()
    expect(more).to_be_hidden()


def test_a_phone_has_the_filters_folded(visit: Visit):
    page = visit("de/advisories/?product=example-sensor", viewport={"width": 375, "height": 812})
    expect(page.locator(".kb-browse--ready")).to_be_visible()
    panel = page.locator(".kb-filters__panel > summary")
    assert panel.inner_text().split() == ["Filter", "(1)"]
    assert box(page, "kind", "hardening").is_hidden()
    panel.press("Enter")
    box(page, "kind", "hardening").press("Space")
    assert shown(page) == [HARDENING]
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_without_a_script_there_is_the_whole_table(visit: Visit):
    page = visit("en/advisories/?kind=hardening", java_script_enabled=False)
    assert shown(page) == [GUIDANCE, VULNERABILITY, HARDENING]
    assert all(row.is_visible() for row in page.locator(".kb-list tbody tr").all())
    assert page.get_by_role("status").text_content() == "3 advisories"
    for part in (".kb-filters", ".kb-browse__sort", ".kb-browse__csv", ".kb-chips", ".kb-browse__all"):
        assert page.locator(part).is_hidden(), part
