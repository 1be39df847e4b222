"""Names as parts of addresses."""

import re

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "+": " plus ", "#": " sharp "})


def slug(text: str, words: int = 8) -> str:
    """Returns the first words of `text` as an anchor: lower case, letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().translate(_SPELLED))[:words]) or "x"


def family_id(name: str) -> str:
    """Returns how a product line is called in addresses, whoever makes it.

    >>> family_id("Visual C++"), family_id("Visual C#")
    ('visual-c-plus-plus', 'visual-c-sharp')
    """
    return slug(name, 99)
