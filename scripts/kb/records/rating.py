"""What CVSS vectors say: their scores, and the severity that a score stands for (FIRST, CVSS specifications)."""

from cvss import CVSS2, CVSS3, CVSS4
from cvss.exceptions import CVSSError

from kb.records.fields import Severity

Score = CVSS2 | CVSS3 | CVSS4

_VERSIONS = {"CVSS:3.0": CVSS3, "CVSS:3.1": CVSS3, "CVSS:4.0": CVSS4}
_LEAST = ((9.0, Severity.CRITICAL), (7.0, Severity.HIGH), (4.0, Severity.MEDIUM), (0.1, Severity.LOW))


def score_of(vector: str) -> Score:
    """Returns the score of a vector of CVSS 2.0, 3.0, 3.1, or 4.0. Raises CVSSError where it is none."""
    return _VERSIONS.get(vector.partition("/")[0], CVSS2)(vector)


def severity_of(vectors: list[str]) -> Severity | None:
    """Returns the severity of the newest version of CVSS among `vectors`; None where there is none, or it is faulty.

    CVSS 2.0 has no ratings of its own: those of version 3 hold for it, too.

    >>> severity_of(["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"])
    <Severity.CRITICAL: 'critical'>
    """
    try:
        score = float(score_of(max(vectors)).base_score)
    except (CVSSError, ValueError):
        return None
    return next((severity for least, severity in _LEAST if score >= least), Severity.NONE)
