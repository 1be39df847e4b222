"""Free text becomes HTML, and nothing in it becomes more than CommonMark allows."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kb.render.markdown import _SIMPLE, code_block, shorten, to_html, to_plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One line.", "<p>One line.</p>\n"),
        ("  *One* line.", "<p><em>One</em> line.</p>\n"),
        ("Folded\nline.", "<p>Folded\nline.</p>\n"),
        ("a `b <c>` d", "<p>a <code>b &lt;c&gt;</code> d</p>\n"),
        ("[x](https://example.org/?a=1&b=2)", '<p><a href="https://example.org/?a=1&amp;b=2">x</a></p>\n'),
        ("<mailto:a@example.org>", '<p><a href="mailto:a@example.org">mailto:a@example.org</a></p>\n'),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        (
            "| a | b |\n|--:|---|\n| 1 | 2 |",
            '<div class="kb-table" tabindex="0"><table>\n<thead>\n<tr>\n<th scope="col">a</th>\n'
            '<th scope="col">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n'
            "</table></div>\n",
        ),
        (
            "```reg\n[A] & <B>\n```",
            '<div class="highlight"><pre tabindex="0"><code>[A] &amp; &lt;B&gt;\n</code></pre></div>\n',
        ),
        ("    a\n", '<div class="highlight"><pre tabindex="0"><code>a\n</code></pre></div>\n'),
        # Nothing of this is interpreted: HTML, other addresses, images (which would be fetched from elsewhere).
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ('"><b onclick="x">', "<p>&quot;&gt;&lt;b onclick=&quot;x&quot;&gt;</p>\n"),
        ("<!-- x -->", "<p>&lt;!-- x --&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](JaVaScript:alert)", "<p>[x](JaVaScript:alert)</p>\n"),
        ("[x](&#106;avascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>\n"),
        ("[x](http://example.org)", "<p>[x](http://example.org)</p>\n"),
        ("[x](//example.org)", "<p>[x](//example.org)</p>\n"),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>\n"),
        ("![x](https://example.org/x.png)", '<p>!<a href="https://example.org/x.png">x</a></p>\n'),
        (
            '[x](https://example.org/"onclick="x "y\\"z")',
            '<p><a href="https://example.org/%22onclick=%22x" title="y&quot;z">x</a></p>\n',
        ),
        ("{{ a }} xqbodyqx 🛡", "<p>{{ a }} xqbodyqx 🛡</p>\n"),
    ],
)
def test_html(text: str, html: str):
    assert to_html(text) == html


_reference = MarkdownIt("commonmark", {"html": False}).enable("table")


# Characters that mean something somewhere in CommonMark, and what is marked up.
_PARTS = [*"ab 1.)#>-+=~:|!(){}/'\";\t\u00a0ä", "`a b`", "`**a**`", "**a b**", "**ä**", "**a.**", "``", "**"]


@given(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=12).map("".join).filter(_SIMPLE.fullmatch))
def test_simple_lines_that_are_not_parsed_come_out_as_if_they_were(text: str):
    parsed = _reference.render(text)
    assert to_html(text) == parsed
    assert to_plain(text) == " ".join(unescape(re.sub("</?(?:p|code|strong)>", "", parsed)).split())


@pytest.mark.parametrize("text", ["a `b` **c d**.", "**a**", "`**a**`", "a**b**c", "**a**`b`", "'a' & `b`"])
def test_simple_lines(text: str):
    assert bool(_SIMPLE.fullmatch(text)) == ("&" not in text)
    assert to_html(text) == _reference.render(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  One   line. ", "One line."),
        ("**a**\n\n- b `c`\n- d  \ne", "a b c d e"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("[words](https://example.org)", "words"),
        ("a\n\n```\nx < y\n```\n", "a x < y"),
        ("a<b>c &amp; &lt;", "a<b>c & <"),
    ],
)
def test_plain(text: str, plain: str):
    assert to_plain(text) == plain


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("abc def", 7, "abc def"),
        ("abc def", 6, "abc…"),
        ("abc, def", 7, "abc…"),
        ("abcdefgh", 5, "abcd…"),  # no word to cut at
    ],
)
def test_shorten(text: str, length: int, short: str):
    assert shorten(text, length) == short


def test_code_block_is_verbatim():
    assert code_block("{x} </code>\n") == (
        '<div class="highlight"><pre tabindex="0"><code>{x} &lt;/code&gt;\n</code></pre></div>\n'
    )
