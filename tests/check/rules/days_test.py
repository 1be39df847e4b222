"""Days in the future and out of order, and versions."""

import pytest

from tests.check.cases import printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "future-date",
        """\
published: 2026-11-22
updated: 2026-11-23
revisions:
  - {date: 2106-06-13}
certificates:
  - valid_until: 2038-01-19
""",
        """\
2008/954474.yml:2:10: error[future-date]: `2026-11-23` lies in the future
    hint: today is 2026-11-22
2008/954474.yml:4:12: error[future-date]: `2106-06-13` lies in the future
    hint: today is 2026-11-22
""",
    ),
    (
        "date-order",
        """\
published: 2008-06-13
updated: 2008-06-12
""",
        """\
2008/954474.yml:2:10: error[date-order]: `2008-06-12` is before `published`, 2008-06-13
    hint: correct one of them
""",
    ),
    (
        "date-order",
        """\
published: 2008-06-13
updated: 2008-06-25
revisions:
  - date: 2008-06-14
  - date: 2008-06-24
""",
        """\
2008/954474.yml:4:11: error[date-order]: the first revision is of 2008-06-14, but `published` is 2008-06-13
    hint: correct one of them, or name the deviation in `source.deviations`
2008/954474.yml:5:11: error[date-order]: the last revision is of 2008-06-24, but `updated` is 2008-06-25
    hint: add the missing revision, or write updated: 2008-06-24
""",
    ),
    (
        "date-order",
        """\
published: 2008-06-13
updated: 2008-06-24
revisions:
  - date: 2008-06-24
  - date: 2008-06-13
  - date: 2008-06-13
""",
        """\
2008/954474.yml:5:11: error[date-order]: `2008-06-13` is before the revision above, 2008-06-24
    hint: put the oldest revision first
""",
    ),
    (
        "date-order",
        """\
published: 2006-06-13
updated: 2008-06-25
revisions:
  - date: 2005-06-13
source:
  deviations:
    - field: published
""",
        "",
    ),
    (
        "date-order",
        """\
published: 2006-06-13
revisions:
  - date: 2005-06-13
source:
  deviations:
    - field: summary
""",
        """\
2008/954474.yml:3:11: error[date-order]: the first revision is of 2005-06-13, but `published` is 2006-06-13
    hint: correct one of them, or name the deviation in `source.deviations`
""",
    ),
    (
        "date-order",
        """\
published: 2008-06-13
withdrawn:
  date: 2008-06-12
""",
        """\
2008/954474.yml:3:9: error[date-order]: `2008-06-12` is before `published`, 2008-06-13
    hint: correct one of them
""",
    ),
    (
        "date-order",
        """\
certificates:
  - valid_until: 2011-01-01
  - valid_from: 2012-01-01
    valid_until: 2011-01-01
""",
        """\
2008/954474.yml:4:18: error[date-order]: `2011-01-01` is before `valid_from`, 2012-01-01
    hint: correct one of them
""",
    ),
    (
        "last-version",
        """\
version: "1.1"
revisions:
  - version: "1.0"
  - version: "1.2"
""",
        """\
2008/954474.yml:4:14: error[last-version]: the last revision is of version `1.2`, the record of `1.1`
    hint: write version: "1.2" at the top
""",
    ),
    (
        "last-version",
        """\
version: "1.1"
revisions:
  - version: "1.0"
  - date: 2008-06-13
""",
        """\
2008/954474.yml:4:5: error[last-version]: the last revision has no `version`, the record is of version `1.1`
    hint: write version: "1.1" here, or remove it at the top
""",
    ),
    (
        "last-version",
        """\
revisions:
  - version: "1.0"
""",
        """\
2008/954474.yml:2:14: error[last-version]: the last revision is of version `1.0`, the record has none
    hint: write version: "1.0" at the top
""",
    ),
    (
        "last-version",
        """\
version: "1.0"
revisions:
  - version: "1.0"
""",
        "",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
