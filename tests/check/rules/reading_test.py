"""Files that are no records, and YAML that records do not use."""

import pytest

from tests.check.cases import RECORD, printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "file-name",
        {
            "README.md": "",
            "2008/954474.yaml": "",
            "2008/notes.txt": "",
            "2008/.yml": "",
            "2008/.954475.yml": "",
            "2008/.954474.yml.swp": "",
            "2008/._954474.yml": "",
            "2008/.#954474.yml": "",
            "2008/.gitkeep": "",
            "208/1.yml": "",
            "2008/x.yml/1.yml": "",
            "products/a.json": "",
        },
        """\
2008/.954475.yml:1:1: error[file-name]: this is neither a record nor a product table
    hint: rename it to 954475.yml
2008/.yml:1:1: error[file-name]: this is neither a record nor a product table
    hint: use YEAR/ID.yml or products/NAME.yml
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
        None,
        {"2008/954474.yml": RECORD, "products/954475.yml": RECORD.replace("954474", "954475")},
        """\
products/954475.yml:1:1: error[file-name]: this is a record, not a product table
    hint: move it to 2008/954475.yml
""",
    ),
    (
        None,
        {"products/x.yml": "id: EX 1\nkind: guidance\n"},
        """\
products/x.yml:1:1: error[file-name]: this is a record, not a product table
    hint: move it to YEAR/ID.yml
""",
    ),
    (
        None,
        {"2008/x.yml": "windows-7: {name: {}, vendor: Microsoft}\nwindows-8: {}\n"},
        """\
2008/x.yml:1:1: error[file-name]: this is a product table, not a record
    hint: move it to the folder `products`
""",
    ),
    (
        "file-name",
        {"2008/x.yml": "title: {name: x, vendor: y}\nid: x\n", "products/x.yml": "id: {}\nkind: {}\nstate: x\n"},
        "",
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
title: {de: GrÃ\x9fe}
""",
        """\
2008/954474.yml:1:16: error[yaml-syntax]: a character that YAML does not allow
    hint: a wrong encoding damaged the text here: write the character that was meant
""",
    ),
    *(
        (
            "yaml-syntax",
            text,
            f"""\
2008/954474.yml:{message}
    hint: write an ordinary space for the no-break space (U+00A0) in line 2
""",
        )
        for text, message in (
            (
                "id: x\nkind:\xa0guidance\nstate: x\n",
                "2:1: error[yaml-syntax]: while scanning a simple key could not find expected ':'",
            ),
            (
                "title:\n\xa0 de: Titel\n  en: Title\n",
                "3:5: error[yaml-syntax]: mapping values are not allowed in this context",
            ),
            (
                "revisions:\n  -\xa0date: 2008-06-13\n    text: x\n",
                "3:9: error[yaml-syntax]: mapping values are not allowed in this context",
            ),
        )
    ),
    (
        "yaml-syntax",
        """\
title:
  de: A\xa0b:\xa0c
summary
""",
        """\
2008/954474.yml:3:1: error[yaml-syntax]: while scanning a simple key could not find expected ':'
    hint: check indentation, quotes and colons here and in the line above
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
        None,
        RECORD.replace("updated: 2008-06-13", "updated: 2008-08-01\nversion: '3'")
        + """\
    date: 2008-07-01
    version: "2"
    text:
      de: Zweite Fassung.
      en: Second version.
    date: 2008-08-01
    version: "3"
    text:
      de: Dritte Fassung.
      en: Third version.
""",
        """\
2008/954474.yml:22:5: error[duplicate-key]: the key `date` is here a second time; the first is in line 18
    hint: begin a new entry with `- `, or keep one of the two
2008/954474.yml:27:5: error[duplicate-key]: the key `date` is here a second time; the first is in line 18
    hint: begin a new entry with `- `, or keep one of the two
""",
    ),
    (
        "duplicate-key",
        """\
summary: {de: a}
products:
  - product: windows-7
products:
  - {product: windows-vista, product: windows-7}
summary: {en: b}
""",
        """\
2008/954474.yml:4:1: error[duplicate-key]: the key `products` is here a second time; the first is in line 2
    hint: put both under one `products:`, or keep one of the two
2008/954474.yml:5:30: error[duplicate-key]: the key `product` is here a second time; the first is in line 5
    hint: keep one of the two
2008/954474.yml:6:1: error[duplicate-key]: the key `summary` is here a second time; the first is in line 1
    hint: put both under one `summary:`, or keep one of the two
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
