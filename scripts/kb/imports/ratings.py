"""The words in which others rate severity, impact and exploitability, in lower case."""

from kb.records.fields import Impact, Severity

SEVERITIES: dict[str, str] = {each.value: each.value for each in Severity if each is not Severity.NOT_RATED} | {
    "kritisch": "critical",
    "wichtig": "important",
    "hoch": "high",
    "moderat": "moderate",
    "mittel": "medium",
    "niedrig": "low",
    "gering": "low",
}
IMPACTS: dict[str, str] = {each.value.replace("-", " "): each.value for each in Impact}
# Microsoft's index in words, and how long a failure lasts.
EXPLOITABILITY: dict[str, int | str] = {
    "exploitation detected": 0,
    "exploitation more likely": 1,
    "exploitation less likely": 2,
    "exploitation unlikely": 3,
    "temporary": "temporary",
    "permanent": "permanent",
}
