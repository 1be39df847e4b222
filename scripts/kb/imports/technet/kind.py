"""Proposals for what only a reader can decide: what kind an advisory is, and where the work on it stands.

The first rule that fits decides. The rules look at the headline: texts name everything else, too.
"""

import re

from kb.imports.technet.document import Document

_KINDS = (
    # Killbits without a space were printed as well.
    ("kill-bits", r"kill ?-?bits?\b"),
    # Not every document about certificates revokes one: these say what is wrong with them.
    (
        "trust-revocation",
        r"(?:betrügerisch|fälschlich|nicht autorisiert|versehentlich|unzulässig|fraudulent|unauthorized|improperly)"
        r".*(?:zertifikat|certificate)",
    ),
    (
        "non-security-update",
        r"nicht.?sicherheits|non-security|update-rollup \d|wird blockiert|kompatibilitätsproblem",
    ),
    ("non-security-update", r"verschiedene probleme|aktualisierung für|update für windows$|tar pit"),
    ("exploit-notice", r"angreifercode|beispielcode|erhöhte bedrohung|win32/|exploit code|wurm"),
    ("third-party", r"adobe|macromedia|flash player|safari|juniper|macrovision"),
    ("deprecation", r"als veraltet|deprecat|einstellung (?:des|der)"),
    (
        "vulnerability",
        r"nfälligkeit|sicherheitslücke|sicherheitsrisiko|vulnerabilit|remotecodeausführung|denial.of.service"
        r"|rechteerweiterung|erhöhung von berechtigungen|umgehung|offenlegung|unerwartet",
    ),
    ("hardening", r"update|erweiterter schutz|verbesser|verfügbarkeit|erhöhung der sicherheit|veröffentlichung der"),
)
_CLOSED = re.compile(
    r"um dies(?:es|e) (?:problem|sicherheitsanfälligkeit) zu (?:beheben|beseitigen)|to address this issue"
    r"|untersuchung.{0,120}abgeschlossen|completed the investigation",
    re.I,
)
_INVESTIGATES = re.compile(r"microsoft (?:untersucht|prüft)\b|is investigating", re.I)
_UNSAFE = ("vulnerability", "exploit-notice", "third-party", "kill-bits")


def kind(document: Document) -> str:
    """Returns the kind to propose; `guidance` where nothing tells."""
    headline = document.head.headline or document.head.title
    return next((name for name, form in _KINDS if re.search(form, headline, re.I)), "guidance")


def is_vulnerability(proposed: str) -> bool:
    """Tells whether advisories of the kind `proposed` are about a vulnerability as a rule."""
    return proposed in _UNSAFE


def state(document: Document, bulletins: bool, updates: bool) -> str:
    """Returns the state to propose; the arguments say whether the document names bulletins and updates."""
    text = " ".join(block.text for block in document.of("overview", "other", "mitigations"))
    if bulletins and _CLOSED.search(text) and not any(True for _ in document.of("faq")):
        return "resolved-by-bulletin"
    if _INVESTIGATES.search(text) and not updates:
        return "investigating"
    return "update-available" if updates else "informational"
