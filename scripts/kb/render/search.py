"""What the search gets of an advisory: the words and identifiers by which it is found, and what a result shows.

Identifiers are indexed in one form only, see `canonical`; docs/theme/assets/javascripts/search/query.js brings what
readers type into the same form.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from jinja2 import Environment

from kb.records.advisory import Advisory
from kb.records.entry import RESOLVES, Entry
from kb.records.places import values_in
from kb.records.product import Product
from kb.records.text import Code, Text, Title
from kb.render.environment import product_name
from kb.render.facets import lifecycle
from kb.render.library import Library
from kb.render.speech import Speech
from kb.render.words import runs, stem, words

# Where a word stands, weightiest last: a term has the level of its best place. Three levels each, for how often.
TEXT, SUMMARY, PRODUCT, HEADLINE, TITLE = range(0, 15, 3)
# What an identifier is to the advisory.
MENTIONED, RECOGNIZED, ITS_OWN, ENTITLED, ITSELF = range(5)

# Every branch begins with letters, not with \b, so that the search skips to these: it takes a third of the time.
_NUMBER = re.compile(
    r"(?:KB(?<!\wKB) ?\d{5,8}|CVE(?<!\wCVE)-\d{4}-\d{4,}|MS(?<!\wMS)\d\d-\d{3}"
    r"|VU(?<!\wVU)#\d+|BID(?<!\wBID) \d+|0x(?<!\w0x)[\dA-Fa-f]{4,8})\b"
)
_NAME = re.compile(r"\w+(?:[._=:-]+\w+)+")
_SETTING = re.compile(r"\b(?=\w*[a-z])\w{2,}[A-Z]\w{4,}")  # such as DontUpdateLinks
_QUOTED = re.compile(r"`([^`]{3,120})`")
_LINKED = re.compile(r"(?<=\])\([^)\s]*\)|<https?:[^>\s]*>")  # addresses of links in CommonMark
_PUNCTUATION = re.compile(r"[\W_]+")
_PREFIX = re.compile(r"^(?:kb(?=\d+$)|0x(?=[\da-f]{4,}$))")
_CANDIDATE = re.compile(r"^can(?=\d{8,}$)")


class Found(NamedTuple):
    """An advisory in one language: `terms` have their level, `forms` are its words.

    Terms are stems, two or three neighboring stems of title and products, and identifiers, which begin with "#".
    """

    terms: dict[str, int]
    forms: set[str]


def result(advisory: Advisory, library: Library, environment: Environment) -> dict[str, str]:
    """Returns what a result of the search shows of one advisory in the language of `environment`."""
    entry = library.by_id[advisory.id]
    speech: Speech = environment.globals["s"]
    shown = {
        "id": advisory.id,
        "title": speech.plain(advisory.title),
        "kind": speech.labels["kind"][advisory.kind],
        "published": speech.day(advisory.published, "long"),
        "products": "; ".join(product_name(product, speech) for product in _products(entry, library)),
        "content": _content(advisory, speech),
    }
    if (life := lifecycle(entry)) != "current":
        shown |= {"lifecycle": life, "badge": speech.labels["lifecycle"][life]}
    return shown


def search_terms(advisory: Advisory, library: Library, environments: dict[str, Environment]) -> dict[str, Found]:
    """Returns the terms by which one advisory is found in each language."""
    products = _products(library.by_id[advisory.id], library)
    named = {f"#{name}": level for name, level in identifiers(advisory, library).items()}
    shared = list(_shared_places(advisory, products))
    texts = {id(text): text for text in (*_quoted(advisory), *(text for _, text in values_in(advisory, Text)))}
    found = {}
    for language, environment in environments.items():
        terms, forms = _terms([*shared, *_places(advisory, texts.values(), environment.globals["s"])])
        found[language] = Found(terms | named, forms)
    return found


def _products(entry: Entry, library: Library) -> list[Product]:
    return [library.products[key] for key in dict.fromkeys([*entry.affected, *entry.not_affected])]


def canonical(name: str) -> str:
    """Returns the one form of an identifier in the index: small letters and digits, without "KB" and "0x".

    A CVE number that is called a candidate, as they were before 2005 ("CAN-2004-1043"), is the same number.
    """
    return _CANDIDATE.sub("cve", _PREFIX.sub("", _PUNCTUATION.sub("", name.lower())))


def identifiers(advisory: Advisory, library: Library) -> dict[str, int]:
    """Returns all identifiers in `advisory` in canonical form, with what they are to it."""
    entry = library.by_id[advisory.id]
    resolving = [number for number, use in entry.kbs.items() if use.role == RESOLVES]
    resolving += [reference.id for reference in advisory.references if reference.relation == "resolves"]
    resolving += [row.update for row in advisory.products]
    names = [*advisory.related, *(reference.id for reference in advisory.references)]
    # JSON writes a line break as a backslash and an n, which would seem to belong to the number behind it.
    everything = advisory.model_dump_json(exclude_unset=True).replace("\\n", " ").replace("\\\\", "\\")
    names += _NUMBER.findall(everything)
    for quoted in _QUOTED.findall(everything):
        names += _NAME.findall(quoted)
    names += [value for indicator in advisory.indicators for value in indicator.values]
    names += [value for each in advisory.deployment for value in (*each.files, *each.logs)]
    for certificate in advisory.certificates:
        names += [certificate.thumbprint, certificate.serial]
    names += _in_code([block for _, block in values_in(advisory, Code)])
    signs = [name for item in advisory.detection for name in _in_code(item.code)]
    signs += [name for item in advisory.detection for name in _NUMBER.findall(item.model_dump_json())]
    levels = dict.fromkeys(_canonical(names), MENTIONED)
    levels |= dict.fromkeys(_canonical(signs), RECOGNIZED)
    levels |= dict.fromkeys(_canonical([*advisory.aliases, *entry.cves, *resolving]), ITS_OWN)
    levels |= dict.fromkeys(_canonical(_NUMBER.findall(advisory.title.model_dump_json())), ENTITLED)
    levels |= dict.fromkeys(_canonical([advisory.id]), ITSELF)
    return levels


def _in_code(blocks: list[Code]) -> Iterator[str | None]:
    for block in blocks:
        yield from (*_NAME.findall(block.code), *_NUMBER.findall(block.code), block.path)


def _canonical(names: Iterable[str | None]) -> list[str]:
    return [form for form in map(canonical, filter(None, dict.fromkeys(names))) if len(form) > 1]


class _Analyzed(NamedTuple):
    """A text as the search compares it: `terms` are its stems and, where asked for, runs of neighboring ones."""

    words: list[str]
    stems: list[str]
    terms: list[str]


def _analyze(text: str, neighbors: bool) -> _Analyzed:
    found = words(_NUMBER.sub(" ", text))
    stems = list(map(stem, found))
    return _Analyzed(found, stems, [*stems, *runs(stems)] if neighbors else stems)


@lru_cache(maxsize=8192)
def _analyze_names(names: tuple[str, ...]) -> _Analyzed:
    """Does it with all names of a product at once, and keeps the result: most advisories share their products."""
    analyzed = [_analyze(name, True) for name in names]
    return _Analyzed(*(list(chain.from_iterable(parts)) for parts in zip(*analyzed, strict=True)))


def _terms(places: Iterable[tuple[int, str | tuple[str, ...]]]) -> tuple[dict[str, int], set[str]]:
    """Returns the terms of texts with the level of their best place, and the words that they come from."""
    levels: dict[str, int] = {}
    counts: Counter[str] = Counter()
    forms: set[str] = set()
    for place, text in sorted(_joined(places), key=itemgetter(0)):  # the best place last: it stays
        found = _analyze_names(text) if place == PRODUCT else _analyze(text, place >= PRODUCT)
        levels.update(dict.fromkeys(found.terms, place))
        counts.update(found.stems)
        forms.update(found.words)
    for term, count in counts.items():
        if count > 1:
            levels[term] += 2 if count > 3 else 1
    return levels, forms


def _joined(places: Iterable[tuple[int, str | tuple[str, ...]]]) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    """Yields texts of which neighbors do not matter as one for each place: many small ones take longer."""
    together: dict[int, list[str]] = {}
    for place, text in places:
        if place < PRODUCT:
            together.setdefault(place, []).append(text)
        else:
            yield place, text
    yield from ((place, "\n".join(texts)) for place, texts in together.items())


def _shared_places(advisory: Advisory, products: list[Product]) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    """Yields the texts by which an advisory is found in all languages, each with its place.

    Of a product these are all its names together.
    """
    yield TEXT, "\n".join(_quoted_code(advisory))
    yield TEXT, " ".join(name for _, block in values_in(advisory, Code) for name in _SETTING.findall(block.code))
    yield from ((SUMMARY, package.name) for package in advisory.packages)
    yield from ((SUMMARY, name) for each in advisory.certificates for name in (each.subject, each.issuer) if name)
    titles = " ".join(filter(None, (advisory.title.de, advisory.title.en))).lower()
    for product in products:
        names = (product.name.de, product.name.en, *product.aliases, product.family, product.vendor)
        yield PRODUCT, tuple(dict.fromkeys(names))
        # An advisory whose title has a product by its full name is as much about its short name.
        if any(_named_in(titles, name.lower()) for name in (product.name.de, product.name.en, *product.aliases)):
            yield from ((HEADLINE, name) for name in product.aliases if name.isalnum())
    yield from ((HEADLINE, alias) for alias in (advisory.id, *advisory.aliases))
    if advisory.source and advisory.source.headline:
        yield HEADLINE, advisory.source.headline


def _places(advisory: Advisory, texts: Iterable[Text | Title], speech: Speech) -> Iterator[tuple[int, str]]:
    """Yields the texts by which an advisory is found in one language, each with its place.

    `texts` are all of it. Title and summary in the other language count, too. Markup stays in: there are no words in
    it but addresses.
    """
    yield from ((TEXT, _LINKED.sub(" ", speech.pick(text)[0])) for text in texts)
    yield SUMMARY, speech.pick(advisory.summary)[0]
    yield from ((SUMMARY, speech.plain(each.title)) for each in advisory.vulnerabilities if each.title)
    if title := getattr(advisory.title, speech.other):
        yield HEADLINE, title
    if summary := getattr(advisory.summary, speech.other):
        yield TEXT, summary
    yield from ((SUMMARY, words) for words in _named(advisory, speech))
    yield TITLE, speech.plain(advisory.title)


def _named_in(titles: str, name: str) -> bool:
    """Tells whether `titles` has a product's name as whole words; both are in small letters."""
    return name in titles and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", titles))


def _named(advisory: Advisory, speech: Speech) -> Iterator[str]:
    """Yields what the page says of an advisory without being a text of it."""
    labels = speech.labels
    yield labels["kind"][advisory.kind]
    yield from (labels["impact"][each.impact] for each in advisory.vulnerabilities if each.impact)
    if advisory.workarounds:
        yield labels["section"]["workarounds"]
    if advisory.certificates:
        yield labels["certificates"]


def _content(advisory: Advisory, speech: Speech) -> str:
    """Returns the texts that results quote, the weightiest first."""
    return "\n".join([*map(speech.plain, _quoted(advisory)), *_quoted_code(advisory)])


def _quoted_code(advisory: Advisory) -> list[str]:
    return [block.code for item in (*advisory.detection, *advisory.faq) for block in item.code]


def _quoted(advisory: Advisory) -> list[Text | Title]:
    found = [advisory.summary, advisory.impact, advisory.affected, advisory.recommendation, advisory.known_issues]
    for vulnerability in advisory.vulnerabilities:
        found += [vulnerability.title, vulnerability.description]
    for item in advisory.faq:
        found += [item.question, item.answer]
    found += [item.text for item in advisory.detection]
    found += [
        item.title for item in (*advisory.actions, *(advisory.mitigations or ()), *(advisory.workarounds or ()))
    ]
    found.append(advisory.details)
    found += [reference.title for reference in advisory.references]
    found += [revision.text for revision in advisory.revisions]
    return [text for text in found if text]
