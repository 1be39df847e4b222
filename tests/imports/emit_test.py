"""YAML of drafts: what is written reads back as the same, in the style of the records."""

from datetime import date

import pytest
import yaml

from kb.imports.draft import Draft, todo
from kb.imports.emit import emit

HEAD = "# yaml-language-server: $schema=../schema/advisory.json\n"


def test_style():
    draft = Draft(
        {
            "id": "9000001",
            "published": date(2005, 5, 10),
            "is_vulnerability": False,
            "title": todo(),
            "products": [{"product": "windows", "footnotes": ["1"], "replaces": []}],
            "related": ["9000002"],
            "vulnerabilities": [{"exploitability": {"current": 0}}, {}],
        }
    )
    draft.note((), "Drafted.")
    draft.note(("products", 0), "line 7:\nunknown")
    draft.note(("products", 0, "footnotes"), "line 8")
    assert emit(draft) == (
        HEAD
        + """\
# Drafted.
id: "9000001"
published: 2005-05-10
is_vulnerability: false

title:
  de: ""
  en: ""

products:
  # line 7: unknown
  - product: windows
    # line 8
    footnotes:
      - "1"
    replaces: []

related:
  - "9000002"

vulnerabilities:
  - exploitability:
      current: 0
  - {}
"""
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "1.10",
            "53.0",
            "2005-05-10",
            "no",
            "null",
            "~",
            "a: b",
            "a #b",
            "#a",
            "- a",
            "* a",
            "@a",
            "%a",
            "!a",
        ),
        *(
            "[a]",
            "{a}",
            "{11111111-2222-3333-4444-555555555555}",
            '"a"',
            "'a'",
            "a'b",
            'a"b',
            r"HKEY\a",
            "&a",
            "|",
            ">",
        ),
        *(
            "a\nb",
            "a\nb\n",
            "a\n\nb",
            "\na",
            "a\n\n",
            " a\n  b",
            "a \nb",
            "a\n \nb",
            "a\tb",
            "a\u00a0b",
            "a\u2028b",
            "é “x”",
        ),
        *(
            "word " * 40 + "end",
            "word  " * 40 + "end",
            ("word " * 40 + "end\n") * 2,
            "x" * 300,
            "- " + "word " * 40 + "end",
        ),
        *("# " + "word " * 40 + "end", "word # " * 30 + "end", "word: " * 30 + "end", "\ufeffa", "a\x85b"),
    ],
)
def test_every_text_reads_back_as_it_was(text: str):
    record = {"a": text, "b": [text, {"c": text, "d": [{"e": text}]}]}
    assert yaml.safe_load(emit(Draft(record))) == record
