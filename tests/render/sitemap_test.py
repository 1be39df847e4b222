"""Sitemaps, literally."""

from datetime import date

from kb.render.sitemap import sitemap, sitemap_index

ROOT = "https://example.org/kb/"


def test_sitemap():
    assert sitemap(ROOT, ["", "advisories/1/", "products/a&b/"], {"advisories/1/": date(2027, 3, 2)}) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "".join(
            f"<url><loc>{ROOT}{code}/{address}</loc>{day}"
            f'<xhtml:link rel="alternate" hreflang="de" href="{ROOT}de/{address}"/>'
            f'<xhtml:link rel="alternate" hreflang="en" href="{ROOT}en/{address}"/></url>\n'
            for address, day in (
                ("", ""),
                ("advisories/1/", "<lastmod>2027-03-02</lastmod>"),
                ("products/a&amp;b/", ""),
            )
            for code in ("de", "en")
        )
        + "</urlset>\n"
    )


def test_index():
    assert sitemap_index(ROOT, ["sitemap-1.xml", "sitemap-2.xml"]) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<sitemap><loc>https://example.org/kb/sitemap-1.xml</loc></sitemap>\n"
        "<sitemap><loc>https://example.org/kb/sitemap-2.xml</loc></sitemap>\n"
        "</sitemapindex>\n"
    )
