"""Texts: both languages, the words of the field, safe links, no HTML."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kb.check.rule import Finding, RecordFile, rule
from kb.check.values import values_of
from kb.check.wording import quoted
from kb.records.fields import LANGUAGES
from kb.records.source import Loc, Source
from kb.records.text import Text, Title


@rule("missing-translation", severity="warning")
def missing_translation(file: RecordFile) -> Iterator[Finding]:
    """A text is there in German and in English.

    Readers of the other language get the text that there is, marked as such.
    """
    for kind in (Title, Text):
        for loc, text in _bilingual(kind, file.source):
            if len(text) == 1 and (missing := _OTHER.get(*text)):
                message = f"{quoted(loc[-1])} has no text in `{missing}`"
                yield Finding(loc, message, f"add `{missing}:`", key=True)


_OTHER = dict(zip(LANGUAGES, reversed(LANGUAGES), strict=True))


@lru_cache(maxsize=2)  # both kinds of one record: several rules look at the same texts
def _bilingual(kind: type[Title | Text], source: Source) -> list[tuple[Loc, dict[str, Any]]]:
    return [(loc, text) for loc, text in values_of(kind, source) if isinstance(text, dict)]


@rule("wording", severity="warning")
def wording(file: RecordFile) -> Iterator[Finding]:
    """A text says the same thing with the same word everywhere.

    The glossary, `docs/glossary.yml`, names the words to use and those to avoid, in both languages. Readers otherwise
    wonder whether two words mean two things. What is quoted is left alone: quotation marks, `code`, bold words of a
    program, titles of references, and the proper names that the glossary lists.
    """
    if not file.vocabulary:
        return
    texts = [*_bilingual(Text, file.source), *_bilingual(Title, file.source)]
    for language in LANGUAGES:
        own = [(loc, words) for loc, text in texts if isinstance(words := text.get(language), str)]
        if suspects := file.vocabulary.suspects(language, [words for _, words in own]):
            for loc, words in own:
                if loc[::2] != ("references", "title") and any(each in words.lower() for each in suspects):
                    yield from _avoided(file, (*loc, language), words)


def _avoided(file: RecordFile, loc: Loc, words: str) -> Iterator[Finding]:
    for word, before, right in file.vocabulary.find(str(loc[-1]), words):
        place = file.source.find(loc, word, before)
        yield Finding(
            loc, f"{quoted(word)} is a word that the glossary avoids", f"write {quoted(right)}", place=place
        )


@rule("unsafe-link")
def unsafe_link(file: RecordFile) -> Iterator[Finding]:
    """A link in a text begins with `https:` or `mailto:`.

    Others are shown as text. `http:` can be read and changed on its way, `javascript:` is an attack, and a relative
    address holds on one page only: for another advisory use `related`.
    """
    for loc, tokens in _marked_up(file.source):
        for token in tokens:
            url = token.attrGet("href") or token.attrGet("src")
            if url is not None and not str(url).lower().startswith(("https:", "mailto:")):
                place = file.source.find(loc, str(url))
                yield Finding(loc, f"a link to {quoted(url)}", "write an https: address", place=place)


@rule("raw-html")
def raw_html(file: RecordFile) -> Iterator[Finding]:
    """A text holds no HTML.

    It is not interpreted but shown as it stands, with its angle brackets. Use CommonMark, and for a name in angle
    brackets `code`.
    """
    for loc, tokens in _marked_up(file.source):
        for token in tokens:
            if token.type in ("html_inline", "html_block"):
                html = token.content.strip().partition("\n")[0]
                place = file.source.find(loc, html)
                hint = "use CommonMark, or put it in `backticks`"
                yield Finding(loc, f"HTML is shown as text: {quoted(html)}", hint, place=place)


_markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
_markdown.validateLink = lambda url: True  # unsafe ones are to be found, not left out
_markdown.normalizeLink = lambda url: url


@lru_cache(maxsize=1)  # two rules look at the same texts
def _marked_up(source: Source) -> list[tuple[Loc, list[Token]]]:
    """Returns (loc, tokens) of all texts that might hold a link or HTML: parsing is dear, and most hold neither."""
    return [
        ((*loc, language), [token for block in _markdown.parse(words) for token in (block, *(block.children or ()))])
        for loc, text in _bilingual(Text, source)
        for language, words in text.items()
        if isinstance(words, str) and ("<" in words or "]" in words)
    ]
