"""Lists of advisories, products, and the pages of KB articles and CVE numbers."""

from dataclasses import replace

import pytest

from kb.records.entry import ROLES, KbUse
from kb.records.fields import LANGUAGES
from kb.render.library import Library
from kb.render.lists import Lists
from kb.render.page import Page
from tests.golden import assert_golden
from tests.samples import MINIMAL, OLDER, environment, library


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "method", "args"),
    [
        ("list", "all_advisories", ()),
        ("year", "year", ("2027",)),
        ("kinds", "kinds", ()),
        ("kind", "kind", ("guidance",)),
        ("feed", "feed", ()),
        ("products", "products", ()),
        ("family", "family", ("gateway",)),
        ("product", "product", ("example-gateway-1",)),
        ("product-timeline", "product", ("example-sensor",)),
        ("product-spared", "product", ("example-web-console",)),
        ("product-unnamed", "product", ("unnamed-product",)),
        ("kb", "kb", ("9990001",)),
        ("kb-replaced", "kb", ("9990000",)),
        ("cve", "cve", ("CVE-2027-10002",)),
        ("statistics", "statistics", ()),
        ("quality", "quality", ()),
        ("quality-deviations", "quality_of", ("deviations", lambda file: (f"https://example.org/edit/{file}", ""))),
        ("quality-no-cpe", "quality_of", ("no-cpe", lambda file: None)),
    ],
)
def test_body(name: str, method: str, args: tuple[str, ...], language: str):
    page = getattr(Lists(library(), environment(language)), method)(*args)
    assert_golden(f"{name}.{language}.html", page.body)


@pytest.mark.parametrize(
    ("method", "args", "page"),
    [
        (
            "all_advisories",
            (),
            Page(
                address="advisories/",
                title="All advisories",
                heading="All advisories",
                description="All security advisories of this site, newest first.",
                body="",
                head='<link rel="stylesheet" href="../assets/stylesheets/list.css">',
            ),
        ),
        (
            "product",
            ("example-gateway-1",),
            Page(
                address="products/example-gateway-1/",
                title="Example Gateway 1 for Linux",
                heading="Example Gateway 1 for Linux",
                description="Security advisories for Example Gateway 1 for Linux.",
                body="",
                head='<link rel="alternate " type="application/atom+xml" '
                'title="Example Gateway 1 for Linux - Advisory Knowledge Base" href="feed.xml">'
                '<link rel="stylesheet" href="../../assets/stylesheets/products.css">',
                sections=[("affected", "Advisories that concern this product")],
            ),
        ),
        (
            "family",
            ("gateway",),
            Page(
                address="families/gateway/",
                title="Gateway",
                heading="Gateway",
                description="Security advisories for Gateway.",
                body="",
                head='<link rel="stylesheet" href="../../assets/stylesheets/products.css">',
                sections=[
                    ("versions", "Products and versions"),
                    ("affected", "Advisories that concern these products"),
                ],
            ),
        ),
        (
            "kb",
            ("9990001",),
            Page(
                address="kb/9990001/",
                title="KB9990001",
                heading="KB9990001",
                description="Microsoft Knowledge Base article 9990001: the advisories and products that name it.",
                body="",
                sections=[
                    ("advisories", "Advisories that name this article"),
                    ("products", "Products that this update is for"),
                ],
            ),
        ),
        (
            "cve",
            ("CVE-2027-10002",),
            Page(
                address="cve/CVE-2027-10002/",
                title="CVE-2027-10002",
                heading="CVE-2027-10002",
                description="CVE-2027-10002: the advisories that name it.",
                body="",
                sections=[
                    ("advisories", "Advisories that name this CVE"),
                    ("affected", "Affected products, according to these advisories"),
                ],
            ),
        ),
    ],
)
def test_what_stands_around_the_body(method: str, args: tuple[str, ...], page: Page):
    made = getattr(Lists(library(), environment("en")), method)(*args)
    made.body = ""
    assert made == page


def test_a_kind_with_very_many_advisories(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kb.render.lists.NEWEST", 2)
    many = [replace(library().by_id[MINIMAL], id=name) for name in "abc"]
    body = Lists(Library(many, {}, {}), environment("en")).kind("guidance").body
    assert "3 advisories, the newest 2 of which are listed here." in body
    assert 'href="../../advisories/?kind=guidance"' in body
    assert [name for name in "abc" if f'data-advisory="{name}"' in body] == ["b", "c"]


def test_a_product_with_very_many_advisories(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kb.render.lists.NEWEST", 2)
    many = [replace(library().by_id[OLDER], id=name) for name in "abc"]
    lists = Lists(Library(many, library().products, {}), environment("en"))
    body = lists.product("example-sensor").body
    assert "3 advisories, the newest 2 of which are listed here." in body
    assert 'href="../../advisories/?product=example-sensor"' in body
    assert [name for name in "abc" if f'data-advisory="{name}"' in body] == ["b", "c"]


def test_a_family_that_no_advisory_concerns():
    spared = replace(library().by_id[OLDER], affected=[], not_affected=["example-gateway-1", "example-gateway-2"])
    page = Lists(Library([spared], library().products, {}), environment("en")).family("gateway")
    assert [anchor for anchor, _ in page.sections] == ["versions"]
    assert "There is no advisory for these products." in page.body


def test_lists_without_advisories():
    lists = Lists(Library([], {}, {}), environment("en"))
    assert "<table" not in lists.kind("guidance").body
    assert "0 advisories" in lists.all_advisories().body
    assert "<h2" not in lists.products().body


def test_an_article_leads_to_the_advisory_whose_fix_it_is_first():
    weakest_first = zip(library().entries, reversed(ROLES), strict=True)
    entries = [replace(entry, kbs={"9990001": KbUse(role)}) for entry, role in weakest_first]
    body = Lists(Library(entries, library().products, {}), environment("en")).kb("9990001").body
    order = [entry.id for entry in reversed(entries)]
    assert sorted(order, key=lambda name: body.index(f'data-advisory="{name}"')) == order
