"""One page of every kind, for tests that look at pages in a browser."""

from pathlib import Path

from kb.records.fields import LANGUAGES

# Addresses inside a language. With a star: of the pages that match, the one with the largest file.
ADDRESSES = {
    "home": "",
    "all advisories": "advisories/",
    "year": "advisories/2008/",
    "filtered list": "advisories/?kind=kill-bits&product=windows-xp-sp3&sort=updated-desc",
    "sample advisory": "advisories/954474/",
    "largest advisory": "advisories/?????*/",  # longer than a year, whose list may be larger
    "kinds": "kinds/",
    "kind": "kinds/vulnerability/",
    "feeds": "feed/",
    "products": "products/",
    "product": "products/*/",
    "product family": "families/*/",
    "KB article": "kb/*/",
    "CVE": "cve/*/",
    "affected": "affected/",
    "affected results": "affected/#p=windows-xp-sp3,windows-vista%2A,office-word-2003-sp3,asp&kb=953839,954474",
    "statistics": "statistics/",
    "search": "search/",
    "search results": "search/?q=Windows",
    "contribute": "contribute/",
    "fields": "contribute/fields/",
    "rules": "contribute/rules/",
    "quality": "quality/",
    "places to mend": "quality/deviations/",
    "glossary": "glossary/",
    "data": "data/",
    "own records": "own/",
    "architecture": "architecture/",
    "about": "about/",
    "not found": "404.html",
}
PAGES = [(language, kind) for language in LANGUAGES for kind in ADDRESSES]


def address(site: Path, language: str, kind: str) -> str:
    """Returns the address of the page inside the built `site`."""
    inside = ADDRESSES[kind]
    if "*" in inside:
        files = (site / language).glob(f"{inside}index.html")
        largest = max(files, key=lambda file: file.stat().st_size)
        inside = f"{largest.parent.relative_to(site / language).as_posix()}/"
    return f"{language}/{inside}"
