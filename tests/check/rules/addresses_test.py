"""Addresses of other sites."""

import pytest

from tests.check.cases import printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "two-addresses",
        """\
references:
  - url: https://example.org/a,https://example.org/b
  - url: https://example.org/ahttp://example.org/b
""",
        """\
2008/954474.yml:2:32: error[two-addresses]: a second address begins here: `https://example.org/b`
    hint: one address a field
2008/954474.yml:3:31: error[two-addresses]: a second address begins here: `http://example.org/b`
    hint: one address a field
""",
    ),
    (
        "two-addresses",
        """\
references:
  - url: https://web.archive.org/web/2008/http://example.org/
  - url: https://example.org/?to=https://example.org/b
""",
        "",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
