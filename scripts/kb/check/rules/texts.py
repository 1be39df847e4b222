"""Texts: both languages, the words of the field, lines that belong apart, safe links, no HTML."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kb.check.rule import Finding, RecordFile, rule
from kb.check.values import values_of
from kb.check.wording import quoted
from kb.records.fields import LANGUAGES, Verbatim
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


@rule("folded-lines")
def folded_lines(file: RecordFile) -> Iterator[Finding]:
    """A text with paragraphs, a list, a table, or code is a block with `|`, which keeps its lines.

    In a block with `>`, and in a text without either, YAML makes one line of all: the items of a list end up one
    after the other in a sentence, and a blank line begins no paragraph. Code always needs `|`.
    """
    for loc, text in _bilingual(Text, file.source):
        for language, words in text.items():
            if isinstance(words, str) and any(trace in words for trace in _TRACES):
                yield from _folded(file.source, (*loc, language), _part)
    for loc, words in values_of(Verbatim, file.source):
        if isinstance(words, str):
            yield from _folded(file.source, loc, _second)


# A look before the dear one at the source, at what lines that were joined leave in a text.
_TRACES = ("\n", " - ", " * ", " + ", "|", "```", "~~~", " 1. ", " 1) ", " 2. ", " 2) ")
_ITEM = re.compile(r"[-*+] |(?P<number>\d{1,3})[.)] ")


def _folded(source: Source, loc: Loc, apart: Callable[[list[str]], tuple[int, str] | None]) -> Iterator[Finding]:
    """Yields the first part of the text at `loc` that YAML joins; `apart` finds index and name of it in its lines."""
    node = source.node(loc)
    head, *rest = source.text[node.start : node.end].rstrip().split("\n")
    if head[0] in "|\"'" or not rest:
        return
    folds = head.startswith(">")
    indent = len(rest[0]) - len(rest[0].lstrip())
    lines = [each[indent:].rstrip() if folds else each.strip() for each in rest]
    if found := apart(lines if folds else [head, *lines]):
        index, name = found
        index -= not folds
        line, start = node.line + index + 1, len(rest[index]) - len(rest[index].lstrip())
        message = f"{name} in one line with what is before it: {quoted('|')} is missing, which keeps lines"
        yield Finding(
            loc, message, f"write {quoted('|')} after the key and the text below it", place=(line, start + 1)
        )


def _second(lines: list[str]) -> tuple[int, str] | None:
    return (1, "a line of code") if len(lines) > 1 else None


def _part(lines: list[str]) -> tuple[int, str] | None:
    for index, (before, line) in enumerate(zip(["", *lines], lines, strict=False)):
        item = _is_item(line, before, lines)
        if line.startswith(("```", "~~~")):
            return index, "code"
        if before.startswith("|") and line.startswith("|"):
            return index, "a table"
        if before and item:
            return index, "a list"
        if index and not before and lines[index - 2] and line and not item:
            return index, "a paragraph"
    return None


def _is_item(line: str, before: str, lines: list[str]) -> bool:
    """Tells whether `line` begins an item of a list, and not with a dash of a sentence, or with a day: "3. Juli"."""
    found = _ITEM.match(line)
    if not found:
        return False
    if not found["number"]:
        return not before or before.endswith(":") or sum(each.startswith(found[0]) for each in lines) > 1
    number, end = int(found["number"]), line[found.end("number")]
    return any(each.startswith((f"{number + 1}{end} ", f"{number - 1}{end} ")) for each in lines)


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
