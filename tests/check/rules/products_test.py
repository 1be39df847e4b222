"""Rows of products, their footnotes, and the product table."""

import pytest

from tests.check.cases import printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "unknown-product",
        """\
products:
  - product: windows-xp-sp3
    component: windows-vista
  - {product: netscape-4}
workarounds:
  - products: [windows-vist]
""",
        """\
2008/954474.yml:2:14: error[unknown-product]: `windows-xp-sp3` is not in the product table
    hint: did you mean `windows-xp-sp2`?
2008/954474.yml:4:15: error[unknown-product]: `netscape-4` is not in the product table
    hint: add it to a file of the folder `products`
2008/954474.yml:6:16: error[unknown-product]: `windows-vist` is not in the product table
    hint: did you mean `windows-vista`?
""",
    ),
    (
        "malformed",
        """\
products:
  - product: Windows XP Service Pack 2
  - product: windows xp sp2
    component: Windows Vistaa
  - product: Netscape 4
  - product: windows-xp-service-pack-2
""",
        """\
2008/954474.yml:2:14: error[malformed]: `Windows XP Service Pack 2` is not well-formed
    hint: write windows-xp-sp2
2008/954474.yml:3:14: error[malformed]: `windows xp sp2` is not well-formed
    hint: write windows-xp-sp2
2008/954474.yml:4:16: error[malformed]: `Windows Vistaa` is not well-formed
    hint: did you mean `windows-vista`?
2008/954474.yml:5:14: error[malformed]: `Netscape 4` is not well-formed
    hint: add it to a file of the folder `products`
""",
    ),
    (
        "unknown-product",
        """\
products:
  - product: windows-xp-service-pack-2
""",
        """\
2008/954474.yml:2:14: error[unknown-product]: `windows-xp-service-pack-2` is not in the product table
    hint: write windows-xp-sp2
""",
    ),
    (
        "unknown-product",
        {
            "2008/954474.yml": """\
products:
  - product: windows-xp-sp3
""",
            "products/broken.yml": """\
a: [
""",
        },
        "",
    ),
    (
        "unknown-footnote",
        """\
products:
  - footnotes: ["1", "2"]
footnotes:
  - mark: "1"
""",
        """\
2008/954474.yml:2:22: error[unknown-footnote]: there is no footnote `2`
    hint: add it to `footnotes`, or remove the mark
""",
    ),
    (
        "unused-footnote",
        """\
products:
  - footnotes: ["1"]
footnotes:
  - mark: "1"
  - mark: "2"
""",
        """\
2008/954474.yml:5:11: error[unused-footnote]: no row refers to the footnote `2`
    hint: add the mark to a row, or remove it
""",
    ),
    (
        "fixed-is-affected",
        """\
products:
  - versions: "4.0"
    fixed: "4.0"
  - last_affected: 4.0.1
    fixed: 4.0.1
  - versions: "< 4.0"
    last_affected: "3.9"
    fixed: "4.0"
packages:
  - ranges:
      - versions: ">= 1.0, <= 1.2"
        fixed: "1.2"
      - versions: "2.0, 2.1"
        fixed: "2.1"
      - versions: "3.0"
      - versions: "< 3.4.2"
        fixed: "3.0.0"
      - versions: ">= 2.0, <= 2.10.1"
        fixed: "2.9"
      - versions: ">= 2.0, < 3.4.0"
        fixed: "3.4"
      - versions: "< 2.0"
        fixed: "1.9-hotfix"
      - versions: ">= 2.0, < 3.0"
        fixed: "1.9"
""",
        """\
2008/954474.yml:3:12: error[fixed-is-affected]: `4.0` is among the affected versions, too
    hint: correct one
2008/954474.yml:5:12: error[fixed-is-affected]: `4.0.1` is among the affected versions, too
    hint: correct one
2008/954474.yml:12:16: error[fixed-is-affected]: `1.2` is among the affected versions, too
    hint: correct one
2008/954474.yml:14:16: error[fixed-is-affected]: `2.1` is among the affected versions, too
    hint: correct one
2008/954474.yml:17:16: error[fixed-is-affected]: `3.0.0` is among the affected versions, too
    hint: correct one
2008/954474.yml:19:16: error[fixed-is-affected]: `2.9` is among the affected versions, too
    hint: correct one
""",
    ),
    (
        "needless-remediation",
        """\
products:
  - product: windows-7
    remediation: none-available
  - update: KB954474
    remediation: vendor-fix
  - status: fixed
    remediation: workaround
  - status: under-investigation
    remediation: none-available
  - fixed: "1.9"
    remediation: no-fix-planned
  - fixed: "1.9"
    remediation: vendor-fix
""",
        """\
2008/954474.yml:5:5: error[needless-remediation]: the row names an update, too
    hint: remove one of the two
2008/954474.yml:7:5: error[needless-remediation]: a product that is `fixed` needs none
    hint: remove the line, or correct `status`
2008/954474.yml:11:5: error[needless-remediation]: the row names a version with the fix, too
    hint: remove one of the two
""",
    ),
    (
        "unclear-versions",
        """\
packages:
  - ranges:
      - versions: all versions up to 2
      - versions: all before the move
        fixed: "3.0"
      - versions: "*"
      - versions: "> 1.0"
      - versions: "< 1.5, >= 1.0"
      - versions: 1.0.0 – 1.0.3
      - versions: 1.0.0, 1.2.0
      - versions: all
products:
  - versions: SMB
""",
        """\
2008/954474.yml:3:19: error[unclear-versions]: `all versions up to 2` does not say from which version to which
    hint: write `>= 1.0, < 1.5`, `<= 1.4`, `1.0 - 1.4`, `1.0, 1.2`, or `*` for all versions
2008/954474.yml:7:19: error[unclear-versions]: `> 1.0` does not say from which version to which
    hint: write `>= 1.0, < 1.5`, `<= 1.4`, `1.0 - 1.4`, `1.0, 1.2`, or `*` for all versions
2008/954474.yml:11:19: error[unclear-versions]: `all` does not say from which version to which
    hint: write `>= 1.0, < 1.5`, `<= 1.4`, `1.0 - 1.4`, `1.0, 1.2`, or `*` for all versions
""",
    ),
    (
        "ecosystem-spelling",
        """\
packages:
  - ecosystem: NPM
  - ecosystem: debian:12
  - ecosystem: PyPI
  - ecosystem: Debian:12
  - ecosystem: Marketplace
""",
        """\
2008/954474.yml:2:16: warning[ecosystem-spelling]: OSV writes `npm`, not `NPM`
    hint: write npm
2008/954474.yml:3:16: warning[ecosystem-spelling]: OSV writes `Debian:12`, not `debian:12`
    hint: write Debian:12
""",
    ),
    (
        "contradicting-rows",
        """\
products:
  - product: windows-7
  - product: windows-7
    status: not-affected
  - product: windows-8
    cves: [CVE-2008-0001, CVE-2008-0002]
  - product: windows-8
    status: not-affected
    cves: [CVE-2008-0002]
  - product: windows-8
    status: not-affected
    cves: [CVE-2008-0003]
  - product: windows-7
    component: excel
    status: not-affected
  - product: windows-7
    versions: "> 2"
    status: not-affected
  - product: windows-7
    group: {en: Server Core}
    status: not-affected
""",
        """\
2008/954474.yml:4:13: error[contradicting-rows]: `windows-7` is affected by line 2
    hint: remove one of the two rows, or tell them apart
2008/954474.yml:8:13: error[contradicting-rows]: `windows-8` is affected by line 5
    hint: remove one of the two rows, or tell them apart
""",
    ),
    (
        "vulnerability-without-product",
        """\
products:
  - product: windows-7
    cves: [CVE-2008-0001, CVE-2008-0009]
  - product: windows-8
    cves: [CVE-2008-0003]
vulnerabilities:
  - cve: CVE-2008-0001
  - cve: CVE-2008-0002
  - title: {}
  - cve: CVE-2008-0003
""",
        """\
2008/954474.yml:8:10: error[vulnerability-without-product]: no row of products is about `CVE-2008-0002`
    hint: add it to `cves` of the rows that it concerns
""",
    ),
    *(
        ("vulnerability-without-product", f"{rows}\nvulnerabilities: [cve: CVE-2008-0001, cve: CVE-2008-0002]\n", "")
        for rows in (
            "",
            "products: [{cves: [CVE-2008-0001]}, {product: windows-7}]",
            "products: [{cves: [CVE-2008-0001]}, {cves: [CVE-2008-0009, []]}]",
            "products: [{cves: [CVE-2008-0001]}]\npackages: [{}]",
        )
    ),
    (
        "unknown-cve",
        """\
products:
  - cves: [CVE-2008-0001, CVE-2008-0012]
vulnerabilities:
  - cve: CVE-2008-0001
  - cve: CVE-2008-0021
""",
        """\
2008/954474.yml:2:27: error[unknown-cve]: `vulnerabilities` has no `CVE-2008-0012`
    hint: did you mean `CVE-2008-0021`?
""",
    ),
    (
        "unknown-cve",
        "products: [{cves: [CVE-2008-0001]}]\nvulnerabilities: [{cve: CVE-2008-0002}, {title: {}}]\n",
        "",
    ),
    ("unknown-cve", "products: [{cves: [CVE-2008-0001]}]\n", ""),
    (
        "duplicate-product-key",
        {
            "products/a.yml": """\
windows-7:
  de: Sieben
""",
            "products/b.yml": """\
windows-8:
  de: Acht
windows-7:
  de: Sieben A
""",
        },
        """\
products/b.yml:3:1: error[duplicate-product-key]: `windows-7` is also in products/a.yml, line 1
    hint: keep one of the two
""",
    ),
    (
        "duplicate-product-name",
        {
            "products/a.yml": """\
a:
  name:
    de: Eins
    en: One
  aliases: [Uno, Two]
b:
  name: {de: eins, en: Two}
  aliases: [uno]
""",
        },
        """\
products/a.yml:5:18: error[duplicate-product-name]: `Two` is also in products/a.yml, line 7
    hint: remove the alias
products/a.yml:7:14: error[duplicate-product-name]: `eins` is also in products/a.yml, line 3
    hint: keep it with one product
products/a.yml:8:13: error[duplicate-product-name]: `uno` is also in products/a.yml, line 5
    hint: keep it with one product
""",
    ),
    (
        "duplicate-product-name",
        {
            "products/a.yml": """\
a:
  name: {de: Eins, en: Eins}
""",
        },
        "",
    ),
    (
        "duplicate-family",
        {
            "products/a.yml": """\
a: {family: Notepad}
b: {family: Notepad++}
c: {family: notepad}
d: {family: Notepad}
e: {family: Visual C#}
f: {family: Visual C}
g: {family: Примечание}
h: {family: 記事本}
""",
        },
        """\
products/a.yml:3:13: error[duplicate-family]: `notepad` has the address of `Notepad`, products/a.yml, line 1
    hint: write Notepad if it is the same line, else a name that differs in a word
products/a.yml:8:13: error[duplicate-family]: `記事本` has the address of `Примечание`, products/a.yml, line 7
    hint: write Примечание if it is the same line, else a name that differs in a word
""",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
