"""Asks whether a text has the form that a field of the format asks for."""

import re
from functools import cache
from typing import Any


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def fits(form: Any, text: str) -> bool:
    """Tells whether `text` fits `form`, one of the types that kb.records.fields makes with `pattern`."""
    return bool(_compiled(form.__metadata__[0].pattern).search(text)) and "\n" not in text
