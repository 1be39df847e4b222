"""What the search engine gets to read of an advisory: a small page with the texts and identifiers that matter.

Identifiers are indexed in one form only, see `canonical`; docs/theme/assets/javascripts/search/query.js brings what
readers type into the same form.
"""

import re
from collections.abc import Iterable, Iterator

from jinja2 import Environment

from kb.records.advisory import Advisory
from kb.records.entry import RESOLVES
from kb.records.product import Product
from kb.records.text import Code
from kb.render.environment import product_name
from kb.render.library import Library
from kb.render.markdown import to_plain
from kb.render.speech import Speech

# Every branch begins with letters, not with \b, so that the search skips to these: it takes a third of the time.
_NUMBER = re.compile(
    r"(?:KB(?<!\wKB) ?\d{5,7}|CVE(?<!\wCVE)-\d{4}-\d{4,}|MS(?<!\wMS)\d\d-\d{3}"
    r"|VU(?<!\wVU)#\d+|BID(?<!\wBID) \d+|0x(?<!\w0x)[\dA-Fa-f]{8})\b"
)
_NAME = re.compile(r"\w+(?:[._=:-]+\w+)+")
_PUNCTUATION = re.compile(r"[\W_]+")
_PREFIX = re.compile(r"^(?:kb(?=\d+$)|0x(?=[\da-f]{4,}$))")


def search_pages(advisory: Advisory, library: Library, environments: dict[str, Environment]) -> dict[str, str]:
    """Returns the HTML of one advisory for the search index of each language."""
    entry = library.by_id[advisory.id]
    products = [library.products[key] for key in dict.fromkeys([*entry.affected, *entry.not_affected])]
    own, named = identifiers(advisory, library)
    pages = {}
    for language, environment in environments.items():
        speech: Speech = environment.globals["s"]
        pages[language] = environment.get_template("index.html").render(
            a=advisory,
            own=" ".join(own),
            named=" ".join(named),
            products="; ".join(product_name(product, speech) for product in products),
            terms=" ".join(dict.fromkeys(" ".join(_terms(advisory, products, speech)).split())),
            texts=_texts(advisory, speech),
        )
    return pages


def canonical(name: str) -> str:
    """Returns the one form of an identifier in the index: small letters and digits, without "KB" and "0x"."""
    return _PREFIX.sub("", _PUNCTUATION.sub("", name.lower()))


def identifiers(advisory: Advisory, library: Library) -> tuple[list[str], list[str]]:
    """Returns the identifiers that `advisory` is about, and all others that occur in it; each in canonical form."""
    entry = library.by_id[advisory.id]
    resolving = [number for number, use in entry.kbs.items() if use.role == RESOLVES]
    own = _distinct([advisory.id, *advisory.aliases, *entry.cves, *resolving])
    names = [reference.id for reference in advisory.references if reference.id]
    # JSON writes a line break as a backslash and an n, which would seem to belong to the number behind it.
    names += _NUMBER.findall(advisory.model_dump_json(exclude_unset=True).replace("\\n", " "))
    names += [value for indicator in advisory.indicators for value in indicator.values]
    names += [value for each in advisory.deployment for value in (*each.files, *each.logs)]
    for certificate in advisory.certificates:
        names += [value for value in (certificate.thumbprint, certificate.serial) if value]
    for block in _code(advisory):
        names += [*_NAME.findall(block.code), *([block.path] if block.path else ())]
    return own, [name for name in _distinct(names) if name not in own]


def _distinct(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(map(canonical, dict.fromkeys(names))) if name]


def _terms(advisory: Advisory, products: list[Product], speech: Speech) -> Iterator[str]:
    """Yields what somebody may look for who knows the matter by another name or from the other language."""
    yield from advisory.aliases
    for product in products:
        yield from (product.vendor, product.family, getattr(product.name, speech.other), *product.aliases)
    for text in (advisory.title, advisory.summary):
        if words := getattr(text, speech.other):
            yield to_plain(words)


def _texts(advisory: Advisory, speech: Speech) -> Iterator[str]:
    """Yields the texts that are searched and quoted, the weightiest first."""
    found = [advisory.summary, advisory.impact, advisory.affected, advisory.recommendation, advisory.known_issues]
    for vulnerability in advisory.vulnerabilities:
        found += [vulnerability.title, vulnerability.description]
    for item in advisory.faq:
        found += [item.question, item.answer]
    found += [item.text for item in advisory.detection]
    found += [item.title for item in advisory.workarounds or ()]
    found.append(advisory.details)
    yield from (speech.plain(text) for text in found if text)
    yield from (block.code for block in _code(advisory))


def _code(advisory: Advisory) -> Iterator[Code]:
    for item in (*advisory.detection, *advisory.faq):
        yield from item.code
