"""Words as the search compares them. docs/theme/assets/javascripts/search/words.js does the same with what readers
type; a test compares the two.

One stemmer serves both languages: texts and queries mix them, as in „Kill Bits für das Update“. It need not find the
true stem, only the same one for all forms of a word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Each begins with what is seldom, and looks at what stands before it afterwards: it takes less than half of the time.
_SERVICE_PACK = re.compile(r"service(?<!\wservice)[ -]packs?[ -](?=\d)")
_SP = re.compile(r"sp (?<!\wsp )(?=\d\b)")
_EMAIL = re.compile(r"e-mail(?<!\we-mail)")
_NUMBERED = re.compile(r"-(?:(?<=\b[a-z]{2}-)|(?<=\b[a-z]{3}-))(?=\d{1,3}\b(?![.]\d))")
_WORD = re.compile(r"[^\W_]+")
_UMLAUT = re.compile(r"([aou])e")
_MARKS = re.compile(r"[̀-ͯ]")
_DERIVED = re.compile(r"(?<=.{5})(?:ier(?:ung(?:en)?|en|t(?:e[nrs]?)?)|ations?(?:en)?)$")
_ENGLISH = re.compile(r"(?<=.{4})(?:ings?|ed)$")
_ENDING = re.compile(r"(?<=.{4})(?:ungen|ung|ern|em|er|en|es|s|e|n)$")


def words(text: str) -> list[str]:
    """Returns the words of `text` in small letters; "Service Pack 2", "SHA-2" and "E-Mail" are one word each."""
    text = _SP.sub("sp", _SERVICE_PACK.sub("sp", text.lower()))
    return _WORD.findall(_NUMBERED.sub("", _EMAIL.sub("email", text)))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Returns a word of small letters without accents; ä and ae, ö and oe, ü and ue, ß and ss are the same."""
    if not word.isascii():
        word = _MARKS.sub("", unicodedata.normalize("NFD", word)).replace("ß", "ss")
    return _UMLAUT.sub(r"\1", word) if len(word) > 4 else word


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Returns what the forms of a word of small letters have in common."""
    folded = fold(word)
    if not folded.isalpha():
        return folded
    if folded.endswith("ies") and len(folded) > 5:
        return f"{folded[:-3]}y"
    for ending in (_DERIVED, _ENGLISH):
        if (cut := ending.sub("", folded)) != folded:
            return cut
    return _ENDING.sub("", _ENDING.sub("", folded))


def runs(stems: list[str]) -> Iterator[str]:
    """Yields each two and three neighbors of some stems as one term."""
    for length in (2, 3):
        yield from map(" ".join, zip(*(stems[at:] for at in range(length)), strict=False))
