"""Guesses how a malformed identifier, address or name was meant to be written."""

import re
from collections.abc import Iterator, Mapping

from kb.check.wording import nearest

_SHAPES = (
    # what people write, what the format asks for
    (re.compile(r"(?i)(?:kb|q)?[^a-z0-9]*([0-9]{5,8})"), r"KB\1"),
    (re.compile(r"(?i)ms[^a-z0-9]*([0-9]{2})[^a-z0-9]*([0-9]{3})"), r"MS\1-\2"),
    (re.compile(r"(?i)(?:cve|can)?[^a-z0-9]*([0-9]{4})[^a-z0-9]+([0-9]{4,})"), r"CVE-\1-\2"),
    (re.compile(r"(?i)(?:cwe)?[^a-z0-9]*0*([1-9][0-9]*)"), r"CWE-\1"),
    (re.compile(r"(?i)(?:cert )?(?:vu)?[^a-z0-9]*([0-9]{4,})"), r"VU#\1"),
    (re.compile(r"(?i)(?:bid|bugtraq)?[^a-z0-9]*([0-9]{1,6})"), r"BID \1"),
    (re.compile(r"(?i)(?:https?:)?//(.+)"), r"https://\1"),
    (re.compile(r"(?i)(www\..+)"), r"https://\1"),
    (re.compile(r"""[“”„"'‘’‚«»]+(.*[^“”„"'‘’‚«»])[“”„"'‘’‚«»]+"""), r"\1"),
    (re.compile(r"(?i)(?:(?:version|v\.?) +)?([0-9]\S*)(?: +(?:or|and) +(?:later|newer|higher|above))?"), r"\1"),
)
_NEW_PRODUCT = "add it to a file of the folder `products`"
_HEX = re.compile(r"[0-9a-f]+")
_BETWEEN_HEX = re.compile(r"[\s:.\u200b-\u200f-]")


def mended(value: str, regex: str) -> str:
    """Returns the first guess at what was meant by `value` that `regex` allows, or nothing."""
    guesses = _guesses(value.strip(), of_key=regex.startswith("^[a-z0-9]+(-"))
    return next((guess for guess in guesses if re.search(regex, guess)), "")


def as_key(name: str) -> str:
    """Returns what a name and a key made from it have in common: `windows-xp-sp2` for "Windows XP SP2"."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")


def product_hint(name: str, products: Mapping[str, str]) -> str:
    """Returns a hint at the key of the product that is meant by `name`; `products` has keys by names as keys."""
    key = products.get(as_key(name))
    return f"write {key}" if key else nearest(as_key(name), products.values()) or _NEW_PRODUCT


def _guesses(text: str, of_key: bool) -> Iterator[str]:
    yield text
    for shape, template in _SHAPES:
        if found := shape.fullmatch(text):
            yield found.expand(template)
    yield from (text.upper(), text.lower())
    if of_key:
        yield as_key(text)
    digits = _BETWEEN_HEX.sub("", text.lower())
    if _HEX.fullmatch(digits):
        yield digits
