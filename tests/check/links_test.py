"""The table of links: where it is wrong."""

import pytest

from tests.check.cases import RECORD, printed

GOOD = """\
# yaml-language-server: $schema=schema/links.json
checked: 2026-11-22
links:
  - {url: https://example.org/a, state: dead, answer: "404", since: 2026-11-22}
"""

CASES = [
    # what is wrong, what `kb check` prints
    (GOOD, ""),
    (
        GOOD.replace("schema/links", "../schema/products"),
        "links.yml:1:1: warning[schema-line]: the first line does not name the schema of this file\n"
        "    hint: write # yaml-language-server: $schema=schema/links.json\n",
    ),
    (
        GOOD.replace("2026-11-22\n", "yesterday\n"),
        "links.yml:2:10: error[malformed]: `yesterday` is not a day of the calendar\n"
        "    hint: a day is written YYYY-MM-DD, as in 2008-06-13\n",
    ),
    (
        GOOD.replace("dead", "deed"),
        "links.yml:4:41: error[unknown-value]: `deed` is not one of dead, moved, unclear\n"
        "    hint: did you mean `dead`?\n",
    ),
    (
        GOOD.replace('"404"', "404"),
        "links.yml:4:55: error[wrong-type]: `links[0].answer` must be text, but YAML reads a number here\n"
        '    hint: put it in quotes: "404"\n',
    ),
    (
        GOOD.replace('"404"', "gone"),
        "links.yml:4:55: error[malformed]: `gone` is not well-formed\n"
        "    hint: What came back: a status of HTTP in quotes, what failed instead, or the new address. "
        'Example: "404"\n',
    ),
    (
        GOOD.replace("https://example.org/a", "x"),
        "links.yml:4:11: error[malformed]: `x` is not well-formed\n"
        "    hint: Address, https only, one per field. Example: https://support.microsoft.com/kb/954474\n",
    ),
    (
        GOOD + "  - [\n",
        "links.yml:5:6: error[yaml-syntax]: while parsing a flow node did not find expected node content\n"
        "    hint: close the [, or put a value that begins with it in quotes\n",
    ),
]


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_links(content, expected, tmp_path):
    assert printed(tmp_path, {"links.yml": content, "2008/954474.yml": RECORD}) == expected


def test_it_may_be_larger_than_a_record(tmp_path):
    many = GOOD + "".join(
        f'  - {{url: https://example.org/{number:040}, state: dead, answer: "404", since: 2026-11-22}}\n'
        for number in range(12_000)
    )
    assert len(many) > 1_000_000
    assert printed(tmp_path, {"links.yml": many}) == ""
