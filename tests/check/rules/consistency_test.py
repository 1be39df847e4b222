"""Contradictions and repetitions in a record, and links between records."""

import pytest

from tests.check.cases import printed

CASES = [
    (
        "empty-reference",
        """\
references:
  - type: cve
    relation: background
  - {type: kb, id: KB954474}
  - {url: https://a.example/}
  - title: {de: x}
  - {}
  - x
""",
        """\
2008/954474.yml:2:5: error[empty-reference]: the reference names no document
    hint: add `id:`, `url:` or `title:`
""",
    ),
    # rule, files, what `kb check` prints
    (
        "kind-contradiction",
        """\
kind: vulnerability
is_vulnerability: false
""",
        """\
2008/954474.yml:2:19: error[kind-contradiction]: `false` contradicts `kind: vulnerability`
    hint: choose another kind, or write true
""",
    ),
    (
        "kind-contradiction",
        """\
kind: guidance
is_vulnerability: false
""",
        "",
    ),
    (
        "unknown-advisory",
        {
            "2008/954474.yml": """\
id: "954474"
related: ["954475", "961040", "953635"]
""",
            "2008/954457.yml": """\
id: "954457"
superseded:
  by: "954447"
""",
            "2008/953635.yml": "{",
        },
        """\
2008/954457.yml:3:7: error[unknown-advisory]: there is no advisory `954447`
    hint: did you mean `954474`?
2008/954474.yml:2:11: error[unknown-advisory]: there is no advisory `954475`
    hint: did you mean `954457`?
2008/954474.yml:2:21: error[unknown-advisory]: there is no advisory `961040`
    hint: give it in `references`, or add its record
""",
    ),
    (
        "superseded-in-circle",
        {
            "2008/1.yml": 'id: "1"\nsuperseded: {by: "2"}\n',
            "2008/2.yml": 'id: "2"\nsuperseded: {by: "3"}\n',
            "2008/3.yml": 'id: "3"\nsuperseded: {by: "1"}\n',
            "2008/4.yml": 'id: "4"\nsuperseded: {by: "3"}\n',
            "2008/5.yml": 'id: "5"\nsuperseded: {by: "5"}\n',
            "2008/6.yml": 'id: "6"\nsuperseded: {by: "7"}\n',
            "2008/7.yml": 'id: "7"\n',
            "2008/8.yml": 'superseded: {by: "1"}\n',
        },
        """\
2008/1.yml:2:18: error[superseded-in-circle]: `2` is superseded by `1` in turn
    hint: only the newer of the two supersedes the other
2008/2.yml:2:18: error[superseded-in-circle]: `3` is superseded by `2` in turn
    hint: only the newer of the two supersedes the other
2008/3.yml:2:18: error[superseded-in-circle]: `1` is superseded by `3` in turn
    hint: only the newer of the two supersedes the other
""",
    ),
    (
        "self-reference",
        """\
id: "954474"
related:
  - "961040"
  - "954474"
superseded:
  by: "954474"
""",
        """\
2008/954474.yml:4:5: error[self-reference]: the advisory is related to itself
    hint: name the other advisory, or remove it
2008/954474.yml:6:7: error[self-reference]: the advisory is superseded by itself
    hint: name the other advisory, or remove it
""",
    ),
    (
        "self-reference",
        """\
products:
  - update: KB954475
    replaces: [{update: KB954474}, {update: KB954475}]
  - replaces: [{update: KB954475}]
releases:
  - id: KB954476
    replaces: [{update: KB954476}]
    covers: [KB954475, KB954476, []]
""",
        """\
2008/954474.yml:3:45: error[self-reference]: the update replaces itself, `KB954475`
    hint: name the older update, or remove it
2008/954474.yml:7:25: error[self-reference]: the update replaces itself, `KB954476`
    hint: name the older update, or remove it
2008/954474.yml:8:24: error[self-reference]: the update replaces itself, `KB954476`
    hint: name the older update, or remove it
""",
    ),
    (
        "replaced-in-circle",
        """\
releases:
  - {id: U1, replaces: [{update: U2}, {update: U9}, {update: U1}]}
  - {id: U2, replaces: [{update: U3}]}
  - {id: U3, replaces: [{update: U1}]}
  - {id: U4, replaces: [{update: U1}, {}, []]}
""",
        """\
2008/954474.yml:2:34: error[replaced-in-circle]: `U2` replaces `U1` in turn
    hint: only the newer of the two replaces the other
2008/954474.yml:3:34: error[replaced-in-circle]: `U3` replaces `U2` in turn
    hint: only the newer of the two replaces the other
2008/954474.yml:4:34: error[replaced-in-circle]: `U1` replaces `U3` in turn
    hint: only the newer of the two replaces the other
""",
    ),
    (
        "duplicate-entry",
        """\
aliases: [a, b, a]
related:
  - "1"
  - "1"
""",
        """\
2008/954474.yml:1:17: error[duplicate-entry]: the same alias a second time; the first is in line 1
    hint: keep one of the two
2008/954474.yml:4:5: error[duplicate-entry]: the same related advisory a second time; the first is in line 3
    hint: keep one of the two
""",
    ),
    (
        "duplicate-entry",
        """\
products:
  - product: windows-vista
    update: KB954474
  - product: windows-vista
    status: not-affected
  - {product: windows-vista, status: affected, update: KB954475}
  - {product: windows-vista, group: {en: Server Core}}
  - {product: windows-vista, cves: [CVE-2008-1447, CVE-2008-1447], footnotes: ["1", "1"]}
""",
        """\
2008/954474.yml:6:5: error[duplicate-entry]: the same row a second time; the first is in line 2
    hint: keep one of the two
2008/954474.yml:8:52: error[duplicate-entry]: the same CVE a second time; the first is in line 8
    hint: keep one of the two
2008/954474.yml:8:85: error[duplicate-entry]: the same mark a second time; the first is in line 8
    hint: keep one of the two
""",
    ),
    (
        "duplicate-entry",
        """\
vulnerabilities:
  - cve: CVE-2008-1447
  - cve: CVE-2008-1447
  - title: {en: Other}
  - title: {en: Other}
""",
        """\
2008/954474.yml:3:5: error[duplicate-entry]: the same CVE a second time; the first is in line 2
    hint: keep one of the two
""",
    ),
    (
        "duplicate-entry",
        """\
certificates:
  - thumbprint: 2b 84
  - thumbprint: 2b 84
indicators:
  - values: [x.dll, y.dll, x.dll]
""",
        """\
2008/954474.yml:3:5: error[duplicate-entry]: the same thumbprint a second time; the first is in line 2
    hint: keep one of the two
2008/954474.yml:5:28: error[duplicate-entry]: the same value a second time; the first is in line 5
    hint: keep one of the two
""",
    ),
    (
        "duplicate-entry",
        """\
footnotes:
  - mark: "1"
  - mark: "1"
faq:
  - anchor: why
  - anchor: why
""",
        """\
2008/954474.yml:3:5: error[duplicate-entry]: the same mark a second time; the first is in line 2
    hint: keep one of the two
2008/954474.yml:6:5: error[duplicate-entry]: the same anchor a second time; the first is in line 5
    hint: keep one of the two
""",
    ),
    (
        "duplicate-entry",
        """\
references:
  - {type: kb, id: KB954474}
  - {type: kb, id: KB954474}
  - {type: kb, id: KB954474, url: https://example.org/1}
  - {type: web, url: https://example.org/1}
  - {type: web}
  - {type: web}
""",
        """\
2008/954474.yml:3:5: error[duplicate-entry]: the same reference a second time; the first is in line 2
    hint: keep one of the two
2008/954474.yml:5:5: error[duplicate-entry]: the same reference a second time; the first is in line 4
    hint: keep one of the two
""",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
