"""Sitemaps (sitemaps.org protocol 0.9) with the other language of every page (xhtml:link)."""

from datetime import date
from html import escape

from kb.records.fields import LANGUAGES

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(root_url: str, addresses: list[str], changed: dict[str, date]) -> str:
    """Returns the sitemap of the pages at `addresses` in all languages.

    `root_url` ends with a slash; `changed` has the day of the last change by address, where it is known.
    """
    lines = [_HEAD, f'<urlset {_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n']
    for address in map(escape, addresses):
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{root_url}{code}/{address}"/>' for code in LANGUAGES
        )
        day = f"<lastmod>{changed[address]}</lastmod>" if address in changed else ""
        lines += [f"<url><loc>{root_url}{code}/{address}</loc>{day}{links}</url>\n" for code in LANGUAGES]
    return "".join([*lines, "</urlset>\n"])


def sitemap_index(root_url: str, names: list[str]) -> str:
    """Returns the index of the sitemaps with the given file names."""
    entries = "".join(f"<sitemap><loc>{root_url}{name}</loc></sitemap>\n" for name in names)
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{entries}</sitemapindex>\n"
