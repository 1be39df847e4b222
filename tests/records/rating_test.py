"""Scores of CVSS vectors, and the severity that they stand for."""

import pytest

from kb.records.rating import score_of, severity_of

V2, V3, V4 = (
    "AV:N/AC:M/Au:N/C:P/I:P/A:P",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
)


def test_scores():
    grave = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
    assert [float(score_of(vector).base_score) for vector in (V2, V3, grave)] == [6.8, 9.8, 9.3]


@pytest.mark.parametrize(
    ("vectors", "severity"),
    [
        ([V2], "medium"),
        ([V3], "critical"),
        ([V4], "low"),
        ([V2, V3], "critical"),
        ([V3, V4, V2], "low"),
        (["CVSS:3.0/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N"], "none"),
        (["CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"], "high"),
        (["CVSS:3.1/AV:N"], None),
        ([], None),
    ],
)
def test_severity_is_that_of_the_newest_version(vectors: list[str], severity: str | None):
    assert severity_of(vectors) == severity
