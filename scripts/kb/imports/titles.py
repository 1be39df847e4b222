"""Which field of a record a text belongs to, by the title that other people give to it, in German and English."""

import re

_FIELDS = {
    "summary": r"(?:executive )?summary|zusammenfassung|kurzfassung|topic|overview|überblick",
    "impact": r"impact|auswirkung(?:en)?|angriff|attack|consequences|folgen",
    "affected": r"(?:who is|am i) affected\??|conditions|bedingungen|voraussetzungen|(?:bin ich )?betroffen\??",
    "recommendation": r"(?:general |security )*(?:recommendations?|solution|patch(?:es)?|remediation|fix)"
    r"|(?:allgemeine )?(?:sicherheits)?empfehlung(?:en)?|lösung|abhilfe",
    "actions": r"(?:suggested )?actions|what (?:should i|to) do\??|maßnahmen|was ist zu tun\??",
    "known_issues": r"known issues.*|bekannte probleme.*",
    "detection": r"detection|how do i recognize it\??|erkennung|woran erkenne ich es\??",
    "mitigations": r"mitigations?|mitigating factors?|schadensbegrenzende faktoren|schadensbegrenzung",
    "workarounds": r"workarounds?|problemumgehung(?:en)?",
}
_FORMS = {name: re.compile(rf"(?:{form})(?::\s*(.*))?", re.I | re.S) for name, form in _FIELDS.items()}


def field_of(title: str) -> tuple[str, str] | None:
    """Returns the field for a text with `title`, and the part of the title that tells texts of one field apart.

    >>> field_of("Workaround: Disable the service")
    ('workarounds', 'Disable the service')
    """
    for name, form in _FORMS.items():
        if found := form.fullmatch(title.strip(" :")):
            return name, found[1] or ""
    return None


# Titles that only say that there is more to read.
_PLAIN = re.compile(r"(?:vulnerability )?(?:details?|description|background|beschreibung|hintergrund|notes?|)", re.I)


def is_plain(title: str) -> bool:
    """Tells whether `title` says nothing of the text below it, as "Details"."""
    return bool(_PLAIN.fullmatch(title))


_HEADING = re.compile(r"(?m)^(?:#{1,6})[ \t]+(.+?)[ \t#]*$|^(```|~~~)[\s\S]*?^\2")


def sections(text: str) -> list[tuple[str, str]]:
    """Returns (heading, text below it) of CommonMark; the part before the first heading has "" as its heading."""
    found, heading, start = [], "", 0
    for each in _HEADING.finditer(text):
        if each[1]:
            found.append((heading, text[start : each.start()].strip()))
            heading, start = each[1], each.end()
    found.append((heading, text[start:].strip()))
    return [(heading, body) for heading, body in found if heading or body]
