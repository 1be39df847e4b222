"""Hidden characters, and the line for the editor."""

import pytest

from tests.check.cases import printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "control-character",
        """\
title: {de: Grü\u202eße, en: A\xa0b}
summary:
  en: |
    zero\u200b\u200bwidth
# \ufeffcomment
""",
        """\
2008/954474.yml:1:16: error[control-character]: an invisible character, U+202E
    hint: delete it; copied text often brings it along
2008/954474.yml:4:9: error[control-character]: an invisible character, U+200B
    hint: delete it; copied text often brings it along
2008/954474.yml:4:10: error[control-character]: an invisible character, U+200B
    hint: delete it; copied text often brings it along
2008/954474.yml:5:3: error[control-character]: an invisible character, U+FEFF
    hint: delete it; copied text often brings it along
""",
    ),
    (
        "control-character",
        """\
title:
  de: "ü \\u202E\\x07 \\\\u202e"
  en: '\\u202e'
summary: "a\\
  b\\e"
""",
        """\
2008/954474.yml:2:10: error[control-character]: an invisible character, U+202E
    hint: delete it; copied text often brings it along
2008/954474.yml:2:16: error[control-character]: an invisible character, U+0007
    hint: delete it; copied text often brings it along
2008/954474.yml:5:4: error[control-character]: an invisible character, U+001B
    hint: a backslash stands for itself only in 'single quotes' or in a block after |
""",
    ),
    (
        "control-character",
        """\
title:
  de: "Siehe C:\\temp\\new.log"
  en: "See %TEMP%\\notes or \\\\\\\\server-1\\tools:\\nA\\tB 5%\\nC"
  xx: 'C:\\temp'
""",
        """\
2008/954474.yml:2:16: error[control-character]: `\\t` in double quotes is a tab
    hint: a backslash stands for itself only in 'single quotes' or in a block after |
2008/954474.yml:3:18: error[control-character]: `\\n` in double quotes is a line break
    hint: a backslash stands for itself only in 'single quotes' or in a block after |
2008/954474.yml:3:40: error[control-character]: `\\t` in double quotes is a tab
    hint: a backslash stands for itself only in 'single quotes' or in a block after |
""",
    ),
    (
        "control-character",
        """\
title: {de: KennwÃ¶rter Ã\xa0 GrÃŸe, en: â€œaâ€” 5Â§ â€‹}
summary:
  de: Gr\ufffd\ufffde
  en: SÃO Âge â€ fÃ
""",
        """\
2008/954474.yml:1:18: error[control-character]: `Ã¶` is what a wrong encoding makes of a character
    hint: write ö
2008/954474.yml:1:25: error[control-character]: `Ã\\xa0` is what a wrong encoding makes of a character
    hint: write à
2008/954474.yml:1:30: error[control-character]: `ÃŸ` is what a wrong encoding makes of a character
    hint: write ß
2008/954474.yml:1:39: error[control-character]: `â€œ` is what a wrong encoding makes of a character
    hint: write “
2008/954474.yml:1:43: error[control-character]: `â€”` is what a wrong encoding makes of a character
    hint: write —
2008/954474.yml:1:48: error[control-character]: `Â§` is what a wrong encoding makes of a character
    hint: write §
2008/954474.yml:1:51: error[control-character]: `â€‹` is what a wrong encoding makes of a character
    hint: delete it; copied text often brings it along
2008/954474.yml:3:9: error[control-character]: U+FFFD stands where a character was lost
    hint: write the character that was meant
""",
    ),
    (
        "control-character",
        """\
title: a\u2028b
""",
        """\
2008/954474.yml:1:9: error[control-character]: U+2028, an unusual line break
    hint: end lines with LF or CR LF
""",
    ),
    (
        "control-character",
        {
            "products/windows.yml": """\
a: x\u200by
""",
        },
        """\
products/windows.yml:1:5: error[control-character]: an invisible character, U+200B
    hint: delete it; copied text often brings it along
""",
    ),
    (
        "schema-line",
        """\
id: x
""",
        """\
2008/954474.yml:1:1: warning[schema-line]: the first line does not name the schema of this file
    hint: write # yaml-language-server: $schema=../schema/advisory.json
""",
    ),
    (
        "schema-line",
        """\
# yaml-language-server: $schema=../schema/products.json
id: x
""",
        """\
2008/954474.yml:1:1: warning[schema-line]: the first line does not name the schema of this file
    hint: write # yaml-language-server: $schema=../schema/advisory.json
""",
    ),
    (
        "schema-line",
        """\
# yaml-language-server: $schema=../schema/advisory.json\r
id: x\r
""",
        "",
    ),
    (
        "schema-line",
        {
            "products/windows.yml": """\
# yaml-language-server: $schema=schema/products.json
""",
        },
        """\
products/windows.yml:1:1: warning[schema-line]: the first line does not name the schema of this file
    hint: write # yaml-language-server: $schema=../schema/products.json
""",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
