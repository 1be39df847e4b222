"""Files that are no records, and YAML that records do not use."""

import pytest

from tests.check.cases import printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "file-name",
        {
            "README.md": "",
            "2008/954474.yaml": "",
            "2008/notes.txt": "",
            "208/1.yml": "",
            "2008/x.yml/1.yml": "",
            "products/a.json": "",
        },
        """\
2008/954474.yaml:1:1: error[file-name]: this is neither a record nor a product table
    hint: rename it to 954474.yml
2008/notes.txt:1:1: error[file-name]: this is neither a record nor a product table
    hint: use YEAR/ID.yml or products/NAME.yml
2008/x.yml:1:1: error[file-name]: this is neither a record nor a product table
    hint: use YEAR/ID.yml or products/NAME.yml
208:1:1: error[file-name]: this is neither a record nor a product table
    hint: use YEAR/ID.yml or products/NAME.yml
README.md:1:1: error[file-name]: this is neither a record nor a product table
    hint: use YEAR/ID.yml or products/NAME.yml
products/a.json:1:1: error[file-name]: this is neither a record nor a product table
    hint: use YEAR/ID.yml or products/NAME.yml
""",
    ),
    (
        "file-encoding",
        b"title: Gr\xc3\xbc\xc3\x9fe\nid: \xc3\x9f\xff\n",
        """\
2008/954474.yml:2:6: error[file-encoding]: byte 0xff is not UTF-8
    hint: save the file as UTF-8
""",
    ),
    (
        "yaml-syntax",
        """\
title: a: b
""",
        """\
2008/954474.yml:1:9: error[yaml-syntax]: mapping values are not allowed in this context
    hint: put text that contains ": " in quotes
""",
    ),
    (
        "yaml-syntax",
        """\
id: x
\ttitle: y
""",
        """\
2008/954474.yml:2:1: error[yaml-syntax]: while scanning a plain scalar found a tab character that violates indentation
    hint: indent with spaces, not with tabs
""",
    ),
    (
        "yaml-syntax",
        """\
title: "C:\\Windows"
""",
        """\
2008/954474.yml:1:11: error[yaml-syntax]: while parsing a quoted scalar found unknown escape character
    hint: a backslash stands for itself only in 'single quotes' or in a block after |
""",
    ),
    (
        "yaml-syntax",
        """\
id: x
kind:vulnerability

# what is wrong is above
state: informational
""",
        """\
2008/954474.yml:2:1: error[yaml-syntax]: while scanning a simple key could not find expected ':'
    hint: put a space after the colon
""",
    ),
    (
        "yaml-syntax",
        """\
title:
  de: >-
  Indented too little.
summary:
""",
        """\
2008/954474.yml:3:3: error[yaml-syntax]: while scanning a simple key could not find expected ':'
    hint: check indentation, quotes and colons here and in the line above
""",
    ),
    (
        "yaml-syntax",
        """\
id: x
<<<<<<< HEAD
kind: guidance
""",
        """\
2008/954474.yml:2:1: error[yaml-syntax]: while scanning a simple key could not find expected ':'
    hint: Git wrote this line: choose one of the two versions, and remove the marks around them
""",
    ),
    (
        "yaml-syntax",
        """\
title: %Windir%
""",
        """\
2008/954474.yml:1:8: error[yaml-syntax]: while scanning for the next token found character that cannot start any token
    hint: put a value that begins with % in quotes
""",
    ),
    (
        "yaml-syntax",
        """\
title: ü
id: \x00
""",
        """\
2008/954474.yml:2:5: error[yaml-syntax]: a character that YAML does not allow
    hint: remove it
""",
    ),
    (
        "yaml-syntax",
        """\
id: x
---
id: y
""",
        """\
2008/954474.yml:2:1: error[yaml-syntax]: a second document begins
    hint: one record a file
""",
    ),
    (
        "yaml-syntax",
        """\
id: x
title: "a
  b

""",
        """\
2008/954474.yml:2:8: error[yaml-syntax]: while scanning a quoted scalar found unexpected end of stream
    hint: check indentation, quotes and colons here and in the line above
""",
    ),
    (
        "yaml-syntax",
        """\
id: ü
aliases: [a,
""",
        """\
2008/954474.yml:2:13: error[yaml-syntax]: while parsing a flow node did not find expected node content
    hint: close the [, or put a value that begins with it in quotes
""",
    ),
    (
        "yaml-syntax",
        "{",
        """\
2008/954474.yml:1:2: error[yaml-syntax]: while parsing a flow node did not find expected node content
    hint: close the {, or put a value that begins with it in quotes
""",
    ),
    (
        "yaml-syntax",
        """\
? [a]
: b
""",
        """\
2008/954474.yml:1:3: error[yaml-syntax]: a list or mapping stands as a key
    hint: quote the key
""",
    ),
    (
        "yaml-anchor",
        """\
a: &a [x, x]
b: *a
""",
        """\
2008/954474.yml:1:4: error[yaml-anchor]: an anchor (&a)
    hint: write the value out
""",
    ),
    (
        "yaml-anchor",
        """\
b: *a
""",
        """\
2008/954474.yml:1:4: error[yaml-anchor]: an alias (*a)
    hint: write the value out
""",
    ),
    (
        "yaml-tag",
        """\
a: !!python/object:os.system x
""",
        """\
2008/954474.yml:1:4: error[yaml-tag]: a tag (tag:yaml.org,2002:python/object:os.system)
    hint: remove it
""",
    ),
    (
        "yaml-depth",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        """\
2008/954474.yml:1:33: error[yaml-depth]: more than 32 levels
    hint: a record needs fewer
""",
    ),
    (
        "duplicate-key",
        """\
title: a
id: b
title: c
summary: {de: a, de: b}
""",
        """\
2008/954474.yml:3:1: error[duplicate-key]: the key `title` is here a second time; the first is in line 1
    hint: keep one of the two
2008/954474.yml:4:18: error[duplicate-key]: the key `de` is here a second time; the first is in line 4
    hint: keep one of the two
""",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
