"""Days as the documents print them."""

import re
from datetime import date

# fmt: off
_GERMAN = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august",
    "september", "oktober", "november", "dezember",
)
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)
# fmt: on
_MONTHS = {name: number for names in (_GERMAN, _ENGLISH) for number, name in enumerate(names, 1)}
_NAMES = "|".join(_MONTHS)

# "13. Mai 2014", also without the full stop; "May 13, 2014"; "13.05.14"
DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})\.?\s*(?P<month>{_NAMES}),?\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<month_en>{_NAMES})\s+(?P<day_en>\d{{1,2}}),\s*(?P<year_en>\d{{4}})\b"
    r"|\b(?P<day_short>\d{1,2})\.(?P<month_short>\d{1,2})\.(?P<year_short>\d{4}|\d{2})\b",
    re.I,
)


def days(text: str) -> list[date]:
    """Returns the days that `text` names, in order; those that no calendar has are left out."""
    return [found for found in map(_date, DAY.finditer(text)) if found]


def _date(found: re.Match[str]) -> date | None:
    if found["day_short"]:
        year, month, day = found["year_short"], int(found["month_short"]), found["day_short"]
        year = f"20{year}" if len(year) == 2 else year
    else:
        month = _MONTHS[(found["month"] or found["month_en"]).casefold()]
        year, day = found["year"] or found["year_en"], found["day"] or found["day_en"]
    try:
        return date(int(year), month, int(day))
    except ValueError:  # such as the 31st of June
        return None
