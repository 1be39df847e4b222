"""One page of every kind, for tests that look at pages in a browser."""

import json
from pathlib import Path
from urllib.parse import quote

from kb.records.fields import LANGUAGES
from tests.samples import RICH

# Addresses inside a language. Of several pages that match, the one with the largest file is meant.
ADDRESSES = {
    "home": "",
    "all advisories": "advisories/",
    "year": "advisories/[12][0-9][0-9][0-9]/",
    "filtered list": "advisories/",
    "sample advisory": f"advisories/{RICH}/",  # of the samples; it has every field
    "largest advisory": "advisories/?????*/",  # longer than a year, whose list may be larger
    "kinds": "kinds/",
    "kind": "kinds/vulnerability/",
    "feeds": "feed/",
    "products": "products/",
    "product": "products/*/",
    "product family": "families/*/",
    "KB article": "kb/*/",
    "replaced KB article": "kb/9990300/",  # of the samples
    "CVE": "cve/*/",
    "affected": "affected/",
    "affected results": "affected/",
    "statistics": "statistics/",
    "search": "search/",
    "search results": "search/",
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
# What is asked of some: about the products, families and KB articles with the largest pages, and a product by name.
ASKED = {
    "filtered list": "?kind=vulnerability&product={products[0]}&sort=updated-desc",
    "affected results": "#p={products[0]},{products[1]},{families[0]}%2A&kb={kb[0]},{kb[1]}",
    "search results": "?q={name}",
}
PAGES = [(language, kind) for language in LANGUAGES for kind in ADDRESSES]


def address(site: Path, language: str, kind: str) -> str | None:
    """Returns the address of the page inside the built `site`, or nothing if there is no such page."""
    try:
        return f"{language}/{_largest(site / language, ADDRESSES[kind])[0]}{_asked(site, language, kind)}"
    except LookupError:
        return None


def _asked(site: Path, language: str, kind: str) -> str:
    if kind not in ASKED:
        return ""
    found = {
        name: [address.split("/")[1] for address in _largest(site / language, f"{name}/*/")]
        for name in ("products", "families", "kb")
    }
    advisory = _largest(site / language, ADDRESSES["largest advisory"])[0].rstrip("/")
    product = json.loads((site / f"data/{advisory}.json").read_bytes())["products"][0]["product"]
    name = json.loads((site / "data/products.json").read_bytes())[product]["name"][language]
    return ASKED[kind].format(**found, name=quote(name))


def _largest(home: Path, pattern: str) -> list[str]:
    """Returns the addresses below `home` that match, that of the largest file first."""
    pages = home.glob(pattern if pattern.endswith(".html") else f"{pattern}index.html")
    files = sorted(pages, key=lambda file: (-file.stat().st_size, file))
    return [file.relative_to(home).as_posix().removesuffix("index.html") for file in files]
