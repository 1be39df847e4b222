"""How messages name things: values, and the word that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_SHOWN = 60


def quoted(value: object) -> str:
    """Returns `value` as messages show it: in backticks, cut where it is long."""
    text = str(value)
    return f"`{text if len(text) <= _SHOWN else text[: _SHOWN - 3] + '...'}`"


def nearest(word: str, words: Iterable[str]) -> str:
    """Returns "did you mean `x`?" for the word that is nearest to `word`, or nothing."""
    return _nearest(word.lower(), frozenset(words)) if len(word) <= _SHOWN else ""


@lru_cache(maxsize=1024)  # a misspelling comes seldom alone, and the vocabulary may be large
def _nearest(word: str, words: frozenset[str]) -> str:
    close = get_close_matches(word, sorted(words), n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else ""
