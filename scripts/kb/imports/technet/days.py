"""Days as the documents print them."""

import re
from datetime import date

_GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
_ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS = {name.casefold(): number for names in (_GERMAN, _ENGLISH) for number, name in enumerate(names, 1)}
_NAMES = "|".join(_MONTHS)

DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})\.?\s*(?P<month>{_NAMES}),?\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<month_en>{_NAMES})\s+(?P<day_en>\d{{1,2}}),\s*(?P<year_en>\d{{4}})\b"
    r"|\b(?P<day_short>\d{1,2})\.(?P<month_short>\d{1,2})\.(?P<year_short>\d{4}|\d{2})\b",
    re.I,
)


def day(text: str) -> date | None:
    """Returns the first day that `text` names; None if it names none."""
    found = next((each for each in map(_date, DAY.finditer(text)) if each), None)
    return found


def _date(found: re.Match[str]) -> date | None:
    try:
        if found["day_short"]:
            year = int(found["year_short"])
            return date(year + 2000 if year < 100 else year, int(found["month_short"]), int(found["day_short"]))
        month = _MONTHS[(found["month"] or found["month_en"]).casefold()]
        return date(int(found["year"] or found["year_en"]), month, int(found["day"] or found["day_en"]))
    except ValueError:  # such as the 31st of June
        return None
