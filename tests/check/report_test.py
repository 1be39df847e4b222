"""The three ways in which problems are written."""

import json

from kb.check.report import as_github, as_json, as_text, count
from kb.problem import Problem

PROBLEMS = [
    Problem("advisories/2008/954474.yml", 3, 7, "unknown-value", "`vuln` is not one of a, b", "did you mean `a`?"),
    Problem("advisories/2008/a,b:c.yml", 1, 1, "schema-line", "100% of\nit\r, \x1b[31m\u202e", severity="warning"),
]


def test_text():
    assert as_text(PROBLEMS) == (
        "advisories/2008/954474.yml:3:7: error[unknown-value]: `vuln` is not one of a, b\n"
        "    hint: did you mean `a`?\n"
        "advisories/2008/a,b:c.yml:1:1: warning[schema-line]: 100% of\\nit\\r, \\x1b[31m\\u202e\n"
    )


def test_color():
    assert as_text(PROBLEMS[:1], color=True) == (
        "\x1b[1madvisories/2008/954474.yml:3:7:\x1b[0m \x1b[31merror\x1b[0m[unknown-value]: `vuln` is not one of a, b\n"
        "    hint: did you mean `a`?\n"
    )


def test_github():
    assert as_github(PROBLEMS) == (
        "::error file=advisories/2008/954474.yml,line=3,col=7,title=unknown-value::"
        "`vuln` is not one of a, b%0Ahint: did you mean `a`?\n"
        "::warning file=advisories/2008/a%2Cb%3Ac.yml,line=1,col=1,title=schema-line::"
        "100%25 of\\nit\\r, \\x1b[31m\\u202e\n"
    )


def test_json():
    assert (
        as_json(PROBLEMS[:1])
        == """\
[
  {
    "path": "advisories/2008/954474.yml",
    "line": 3,
    "column": 7,
    "rule": "unknown-value",
    "message": "`vuln` is not one of a, b",
    "hint": "did you mean `a`?",
    "severity": "error"
  }
]
"""
    )
    assert json.loads(as_json(PROBLEMS))[1]["message"] == PROBLEMS[1].message
    assert as_json([]) == "[]\n"


def test_count():
    assert [count(0, "error"), count(1, "record"), count(10_000, "record")] == [
        "0 errors",
        "1 record",
        "10,000 records",
    ]
