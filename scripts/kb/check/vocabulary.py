"""Finds words that texts avoid, unless they are quoted: what the rule `wording` looks for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.records.fields import LANGUAGES
from kb.records.glossary import Glossary

# Code, words of a program in bold, and quotations; the German closing mark is the English opening one.
_VERBATIM = {
    "de": r"`+[^`]*`+|\*\*.+?\*\*|„[^“]*“|‚[^‘]*‘|\"[^\"]*\"",
    "en": r"`+[^`]*`+|\*\*.+?\*\*|“[^”]*”|\"[^\"]*\"",
}
_ENDINGS = {"de": "(?:e[nrsm]?|n|s)?", "en": "(?:e?[sd]?|ing|ations?)"}


@dataclass(frozen=True, slots=True)
class _Avoided:
    """The avoided words of one language, how they are found, and what to write instead."""

    pattern: re.Pattern
    instead: dict[str, str]  # by what has no ending


class Vocabulary:
    """The words that records avoid, by language, made from a glossary."""

    def __init__(self, glossary: Glossary):
        self._avoided = {
            language: _avoided(language, words, glossary.proper_names)
            for language in LANGUAGES
            if (words := glossary.avoided(language))
        }

    def suspects(self, language: str, texts: Iterable[str]) -> list[str]:
        """Returns what may be avoided words in `texts`: a quick look, after which nearly all texts are done with."""
        if language not in self._avoided:
            return []
        together = "\n".join(texts).lower()
        return [each for each in self._avoided[language].instead if each in together]

    def find(self, language: str, text: str) -> Iterator[tuple[str, int, str]]:
        """Yields each avoided word as it stands in `text`, how often it stood there before, and the right word."""
        avoided = self._avoided[language]
        for found in avoided.pattern.finditer(text):
            if right := avoided.instead.get((found["base"] or "").lower()):
                yield found[0], text.count(found[0], 0, found.start()), right


def _avoided(language: str, words: dict[str, str], proper_names: list[str]) -> _Avoided:
    instead = {word.lower().removesuffix("e"): right for word, right in words.items()}
    names = "|".join(map(re.escape, proper_names))
    bases = "|".join(map(re.escape, sorted(instead, key=len, reverse=True)))
    pattern = rf"{_VERBATIM[language]}|{f'(?:{names})|' if names else ''}"
    pattern += rf"(?<!\w)(?P<base>{bases}){_ENDINGS[language]}(?!\w)"
    return _Avoided(re.compile(pattern, re.IGNORECASE | re.DOTALL), instead)
