"""Ids, file names, folders of years, and what only one record may claim."""

import pytest

from tests.check.cases import printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "id-file-name",
        """\
id: "954475"
""",
        """\
2008/954474.yml:1:5: error[id-file-name]: `954475` is not the name of the file
    hint: write id: "954474", or rename the file
""",
    ),
    (
        "id-file-name",
        """\
id: "954474"
""",
        "",
    ),
    (
        "id-file-name",
        {
            "2008/954474 (1).yml": """\
id: "954474"
""",
        },
        """\
2008/954474 (1).yml:1:5: error[id-file-name]: `954474` is not the name of the file
    hint: rename the file
""",
    ),
    (
        "id-dots",
        {
            "2008/95..74.yml": """\
id: "95..74"
""",
        },
        """\
2008/95..74.yml:1:1: error[id-dots]: the file name `95..74.yml` contains `..`
    hint: rename the file
2008/95..74.yml:1:5: error[id-dots]: `95..74` contains `..`
    hint: write a single dot, or none
""",
    ),
    (
        "reserved-id",
        {
            "2008/2008.yml": """\
id: "2008"
""",
            "2008/EN.yml": """\
id: EN
""",
            "2008/index.html.yml": """\
id: index.html
""",
            "2008/data-2.yml": """\
id: data-2
""",
        },
        """\
2008/2008.yml:1:5: error[reserved-id]: `2008` is an address of the site itself
    hint: add a prefix, as in EXAMPLE-SA-2027-003
2008/EN.yml:1:5: error[reserved-id]: `EN` is an address of the site itself
    hint: add a prefix, as in EXAMPLE-SA-2027-003
2008/index.html.yml:1:5: error[reserved-id]: `index.html` is an address of the site itself
    hint: add a prefix, as in EXAMPLE-SA-2027-003
""",
    ),
    (
        "year-folder",
        """\
id: "954474"
published: 2009-06-13
""",
        """\
2008/954474.yml:2:12: error[year-folder]: published in 2009, but the file lies in the folder `2008`
    hint: move the file to the folder 2009
""",
    ),
    (
        "year-folder",
        """\
published: 2008-12-31
""",
        "",
    ),
    (
        "duplicate-id",
        {
            "2008/A-1.yml": """\
id: A-1
""",
            "2009/a-1.yml": """\
kind: guidance
id: a-1
""",
        },
        """\
2008/A-1.yml:1:5: error[duplicate-id]: `A-1` is also the id of 2009/a-1.yml
    hint: keep one of the two records
2009/a-1.yml:2:5: error[duplicate-id]: `a-1` is also the id of 2008/A-1.yml
    hint: keep one of the two records
""",
    ),
    (
        "duplicate-alias",
        {
            "2008/1.yml": """\
id: "1"
aliases: [POODLE, "2"]
""",
            "2008/2.yml": """\
id: "2"
aliases:
  - Poodle
""",
            "2008/3.yml": """\
id: "3"
aliases: ["3"]
""",
        },
        """\
2008/1.yml:2:11: error[duplicate-alias]: `POODLE` is also an alias of 2008/2.yml, line 3
    hint: keep it with the record that it names
2008/1.yml:2:19: error[duplicate-alias]: `2` is the id of 2008/2.yml
    hint: remove the alias
2008/2.yml:3:5: error[duplicate-alias]: `Poodle` is also an alias of 2008/1.yml, line 2
    hint: keep it with the record that it names
2008/3.yml:2:11: error[duplicate-alias]: `3` is the id of this record
    hint: remove the alias
""",
    ),
    (
        "duplicate-address",
        {
            "2008/1.yml": """\
source:
  url: https://example.org/a
""",
            "2008/2.yml": """\
source:
  url: https://example.org/A/#b
""",
            "2008/3.yml": """\
source:
  url: https://example.org/c
""",
        },
        """\
2008/1.yml:2:8: error[duplicate-address]: `https://example.org/a` is also the source of 2008/2.yml, line 2
    hint: correct it in the record that was copied from the other
2008/2.yml:2:8: error[duplicate-address]: `https://example.org/A/#b` is also the source of 2008/1.yml, line 2
    hint: correct it in the record that was copied from the other
""",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
