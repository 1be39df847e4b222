"""Proposals for what only a reader can decide: kind, state, and whether the matter is a vulnerability.

The first rule that fits decides; each is what the documents of that kind have in common. They look at the headline
first, because texts name everything else, too.
"""

import re

from kb.imports.technet.document import Document

_KINDS = (
    ("kill-bits", r"kill ?-?bits?\b"),
    (
        "trust-revocation",
        r"(?:betrügerisch|fälschlich|unberechtigt|nicht autorisiert|unbefugt|offengelegt|unzulässig|fraudulent|versehentlich|nicht genehmigt).*zertifikat|fraudulent.*certificate|zertifikat.*spoofing",
    ),
    ("non-security-update", r"nicht sicherheitsrelevant|non-security|update-rollup 1"),
    ("exploit-notice", r"angreifercode|angriffe\b|wurm|proof of concept|exploit code|schädliche[rn]? software"),
    ("third-party", r"adobe|macromedia|safari|juniper|sony|first 4|drittanbieter|third-party"),
    ("deprecation", r"einstellung|eingestellt|sha-?1|md5|rc4|veraltet|deprecat"),
    (
        "vulnerability",
        r"sicherheitsanfälligkeit|sicherheitslücke|sicherheitsrisiko|remotecodeausführung|rechteerweiterung|erhöhung von berechtigungen|denial of service|umgehung|offenlegung|vulnerabilit",
    ),
    (
        "hardening",
        r"update|erweiterter schutz|verbesser|schutz|deaktivier|einschränk|überprüfung|mindestlänge|härtung|protection",
    ),
)
_RESOLVED = re.compile(
    r"um dieses problem zu beheben|to address this issue|untersuchungen? (?:zu|dieser|einer|der|einer)?.*abgeschlossen|completed the investigation",
    re.I,
)
_INVESTIGATES = re.compile(r"microsoft (?:untersucht|prüft)\b|is investigating", re.I)
_NO_UPDATE = re.compile(r"kein(?:e)? sicherheitsupdate|keine sicherheitsanfälligkeit", re.I)


def kind(headline: str, document: Document) -> str:
    """Returns the kind to propose."""
    proposed = next((name for name, form in _KINDS if re.search(form, headline, re.I)), "guidance")
    if proposed == "deprecation" and re.search(r"update|sicherheitsanfälligkeit", headline, re.I):
        proposed = "hardening" if "nfälligkeit" not in headline else "vulnerability"
    return proposed


def state(document: Document, bulletins: bool, updates: bool) -> str:
    """Returns the state to propose; the arguments say whether the document names bulletins and updates of its own."""
    text = " ".join(block.text for block in document.of("overview", "other"))
    short = not any(True for _ in document.of("faq"))
    if bulletins and short and _RESOLVED.search(text):
        return "resolved-by-bulletin"
    if updates:
        return "update-available"
    return "investigating" if _INVESTIGATES.search(text) else "informational"
