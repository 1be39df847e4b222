"""A language as the templates speak it: labels, dates, and texts with the other language to fall back on."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from babel.dates import format_date
from markupsafe import Markup, escape

from kb.errors import KbError
from kb.project import ConfigLoader
from kb.records.fields import LANGUAGES
from kb.records.text import Text, Title
from kb.render.markdown import to_html, to_plain

_LOCALES = {"de": "de_DE", "en": "en_US"}


@lru_cache(maxsize=8192)
def _format(day: date, style: str, language: str) -> str:
    return format_date(day, style, locale=_LOCALES[language])


class Speech:
    """One language: `language` is its code, `labels` the words of the site in it."""

    def __init__(self, language: str, labels: dict[str, Any]):
        self.language, self.labels = language, labels
        self.other = next(code for code in LANGUAGES if code != language)

    def day(self, day: date, style: str = "full") -> str:
        """Returns `day` with weekday ("full"), without it ("long"), or in figures ("medium")."""
        return _format(day, style, self.language)

    def pick(self, text: Title | Text | Any) -> tuple[str, str]:
        """Returns a text and its language: this one, or the other where this one is missing."""
        own = getattr(text, self.language)
        return (own, self.language) if own else (getattr(text, self.other), self.other)

    def line(self, title: Title | Any) -> Markup:
        """Returns a title as HTML, marked with `lang` where it is in the other language."""
        words, language = self.pick(title)
        if language == self.language:
            return escape(words)
        return Markup('<span lang="{}">{}</span>').format(language, words)

    def prose(self, text: Text) -> Markup:
        """Returns a text as HTML; one in the other language is marked with `lang` and a note."""
        words, language = self.pick(text)
        if language == self.language:
            return to_html(words)
        return Markup(
            '<div class="kb-foreign" lang="{}"><p class="kb-foreign__note" lang="{}">{}</p>{}</div>\n'
        ).format(language, self.language, self.labels["only_other_language"], to_html(words))

    def plain(self, text: Text | Title) -> str:
        """Returns the words of a text without markup, and a title as it is, for descriptions and structured data."""
        words, _ = self.pick(text)
        return to_plain(words) if isinstance(text, Text) else words


class Labels(dict):
    """The words of a language by name; one that is asked for and missing is an error of the label file.

    They are attributes, too, where templates look first.
    """

    def __init__(self, words: dict[str, Any], above: str = ""):
        self._above = above
        inner = {
            key: Labels(each, f"{above}{key}.") if isinstance(each, dict) else each for key, each in words.items()
        }
        super().__init__(inner)
        self.__dict__ |= inner

    def __missing__(self, key: str):
        raise KbError(f"docs/labels: both languages lack the label `{self._above}{key}`")


def load_speech(docs: Path) -> dict[str, Speech]:
    """Returns the languages of the site by code.

    The labels are those of `docs`/labels/LANG.yml with the site's name and description from `docs`/LANG.yml.
    Raises KbError where a file cannot be read, or the languages do not have the same labels.
    """
    speeches, outlines = {}, {}
    for code in LANGUAGES:
        try:
            labels = yaml.load((docs / "labels" / f"{code}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            outlines[code] = set(_outline(labels))
            config = yaml.load((docs / f"{code}.yml").read_text(encoding="utf-8"), Loader=ConfigLoader)
            names = {key: config[key] for key in ("site_name", "site_description")}
            speeches[code] = Speech(code, Labels(labels | names))
        except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            raise KbError(f"the labels of {code} cannot be used: {' '.join(str(error).split())}") from None
    alone = [
        f"only {code} has {label}"
        for code in LANGUAGES
        for label in sorted(outlines[code].difference(*(outlines[other] for other in LANGUAGES if other != code)))
    ]
    if alone:
        raise KbError(f"the labels in {docs / 'labels'} differ between the languages: {', '.join(alone)}")
    return speeches


def _outline(labels: dict[str, Any], above: str = "") -> Iterator[str]:
    """Yields the path of every label with the names that its words have to be given: `page.year {year}`.

    Raises ValueError for a label that is no text.
    """
    for key, words in labels.items():
        if isinstance(words, dict):
            yield from _outline(words, f"{above}{key}.")
        elif not isinstance(words, str):
            raise ValueError(f"{above}{key} is no text: put its words in quotes")
        else:
            names = {name for _, name, *_ in Formatter().parse(words) if name is not None}
            yield " ".join([f"{above}{key}", *(f"{{{name}}}" for name in sorted(names))])
