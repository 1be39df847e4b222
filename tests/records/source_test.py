"""Places of keys, values and words inside texts."""

import pytest

from kb.records.source import parse
from kb.records.tree import Unreadable

TEXT = """\
id: "1"
title: {de: Grüße, en: "ß & x"}
summary:
  en: >-
    A link to
    [a page](https://example.org/ß) and
    a long   name.
faq:
  - question: {en: a}
  - answer: {en: b}
"""


@pytest.mark.parametrize(
    ("loc", "key", "place"),
    [
        ((), False, (1, 1)),
        (("id",), False, (1, 5)),
        (("id",), True, (1, 1)),
        (("title", "en"), False, (2, 24)),
        (("title", "en"), True, (2, 20)),
        (("faq", 1), False, (10, 5)),
        (("faq", 1, "answer"), True, (10, 5)),
        # Where nothing stands, the nearest part above it is shown.
        (("faq", 7, "answer"), False, (9, 3)),
        (("faq", 0, "answer"), True, (9, 5)),
        (("id", "x"), False, (1, 5)),
    ],
)
def test_place(loc, key, place):
    assert parse("x", TEXT).place(loc, key) == place


@pytest.mark.parametrize(
    ("needle", "place"),
    [
        ("https://example.org/ß", (6, 14)),
        ("[a page]", (6, 5)),
        ("link to [a page]", (5, 7)),  # over the fold
        ("a long name", (7, 5)),
        ("not there", (4, 7)),
        ("question", (4, 7)),  # stands further down only
    ],
)
def test_find(needle, place):
    assert parse("x", TEXT).find(("summary", "en"), needle) == place


def test_values():
    source = parse("x", TEXT)
    assert list(source.values("title", "*")) == [(("title", "de"), "Grüße"), (("title", "en"), "ß & x")]
    assert list(source.values("faq", "*", "answer", "en")) == [(("faq", 1, "answer", "en"), "b")]
    assert list(source.values("id", "*")) == []


@pytest.mark.parametrize(
    ("yaml", "data"),
    [
        ("2008-06-13", "2008-06-13"),
        ("1.10", 1.1),
        ("NO", False),
        ("~", None),
        ("'1.10'", "1.10"),
        ("0x1F", 31),
        ("0x", "0x"),
        ("12:30", 750),
        ("9" * 5000, "9" * 5000),
        ("<<", "<<"),
        ("|\n  a\n  b\n", "a\nb\n"),
    ],
)
def test_types_are_those_of_yaml(yaml, data):
    assert parse("x", f"a: {yaml}").root.data == {"a": data}


@pytest.mark.parametrize("text", ["a: x\rb: y", "a: x\x85b: y", "# \u2029"])
def test_odd_line_breaks_are_refused(text):
    with pytest.raises(Unreadable) as refused:
        parse("x", text)
    assert refused.value.problem.rule == "control-character"
    assert refused.value.problem.line == 1
