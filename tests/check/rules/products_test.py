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
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
