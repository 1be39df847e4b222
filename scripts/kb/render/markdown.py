"""Turns the free text of records into HTML: CommonMark with tables, raw HTML off."""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup

# Most texts are one line of words in which at most `code` and **bold words** are marked up: these need no parser.
_WORDS = r"[^\n\\`*_\[\]<&]"
_CODE = r"(?<!`)`(?!\s)[^`\n]+(?<!\s)`(?!`)"
_BOLD = rf"(?<!\*)\*\*(?=[^\W_]){_WORDS}+(?<=[^\W_])\*\*(?!\*)"
_SIMPLE = re.compile(rf"(?![#>+=~-]|\d+[.)]|\s)(?=.){_WORDS}*(?:(?:{_CODE}|{_BOLD}){_WORDS}*)*")
_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")  # in such a text
# No images: they would be fetched from elsewhere, which the Content Security Policy forbids.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def _allowed(url: str) -> bool:
    return url.lower().startswith(("https:", "mailto:"))


_markdown.validateLink = _allowed


def _render_table(self, tokens, index, options, env):
    return '<div class="kb-table" tabindex="0"><table>\n'


def _render_fence(self, tokens, index, options, env):
    return str(code_block(tokens[index].content))


_markdown.add_render_rule("table_open", _render_table)
_markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
# Without the alignment of columns, which would be an inline style: the policy forbids these as well.
_markdown.add_render_rule("th_open", lambda *_: '<th scope="col">')
_markdown.add_render_rule("td_open", lambda *_: "<td>")
_markdown.add_render_rule("fence", _render_fence)
_markdown.add_render_rule("code_block", _render_fence)


def code_block(code: str) -> Markup:
    """Returns the HTML of verbatim text, in the shape to which Material adds its copy button."""
    return Markup('<div class="highlight"><pre tabindex="0"><code>{}</code></pre></div>\n').format(code)


@lru_cache(maxsize=256)
def _parse(text: str) -> list[Token]:
    """Returns the tokens of `text`, of which a page mostly needs both the HTML and the words."""
    return _markdown.parse(text)


@lru_cache(maxsize=4096)
def to_html(text: str) -> Markup:
    """Returns `text`, which is CommonMark, as HTML blocks. HTML in it is shown as text, unsafe links are not made."""
    if _SIMPLE.fullmatch(text):
        return Markup(f"<p>{_MARKED.sub(_tagged, escapeHtml(text.strip()))}</p>\n")
    return Markup(_markdown.renderer.render(_parse(text), _markdown.options, {}))


def _tagged(found: re.Match[str]) -> str:
    return f"<code>{found[1]}</code>" if found[1] else f"<strong>{found[2]}</strong>"


@lru_cache(maxsize=4096)
def to_plain(text: str) -> str:
    """Returns the words of `text` without markup, on one line."""
    if _SIMPLE.fullmatch(text):
        return " ".join(_MARKED.sub(r"\1\2", text).split())
    words = []
    for block in _parse(text):
        for token in block.children or [block]:
            if token.type in ("text", "code_inline", "fence", "code_block"):
                words.append(token.content)
            elif token.type in ("softbreak", "hardbreak", "inline", "paragraph_close", "td_close", "th_close"):
                words.append(" ")
        words.append(" " if block.type == "inline" else "")
    return " ".join("".join(words).split())


def shorten(text: str, length: int) -> str:
    """Returns `text` cut at a word to at most `length` characters, with an ellipsis if it was cut."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"
