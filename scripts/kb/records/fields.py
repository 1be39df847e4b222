"""Scalar fields and vocabularies that records are made of.

Every constraint is a regular expression, so that the JSON Schema made from the models tells an editor
the same as `kb check` tells in the terminal: they keep to what Rust, Python and JavaScript read alike.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

LANGUAGES = ("de", "en")


FORMS: dict[str, tuple[str, str]] = {}
"""Description and an example, or "", of every form, by its regular expression, for messages."""


def pattern(regex: str, description: str, *examples: str):
    """Returns a `str` type that must match `regex`; description and examples go into schema and messages."""
    FORMS[regex] = (description, examples[0] if examples else "")
    shown = [*examples] or None
    return Annotated[str, StringConstraints(pattern=regex), Field(description=description, examples=shown)]


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso_day(value: object) -> object:
    """Refuses text that pydantic would take for seconds since 1970."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError("date_form", "not YYYY-MM-DD")
    return value


Day = Annotated[
    date,
    BeforeValidator(_iso_day),
    Field(strict=False, description="Calendar day, written YYYY-MM-DD.", examples=["2008-06-13"]),
]

AdvisoryId = pattern(
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
    "Identifier of an advisory in its publisher's own scheme, of letters, digits, dots, hyphens, and underscores. "
    "Also the file name and the address.",
    "954474",
    "EXAMPLE-SA-2027-003",
)
ProductKey = pattern(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Key of an entry in the product table.", "windows-xp-sp3-x86")
Slug = pattern(r"^[a-z0-9]+(-[a-z0-9]+){0,15}$", "Short name used in an address.", "is-this-a-vulnerability")
Cve = pattern(r"^CVE-[0-9]{4}-[0-9]{4,}$", "CVE identifier.", "CVE-2008-1447")
Cwe = pattern(r"^CWE-[1-9][0-9]*$", "CWE identifier.", "CWE-79")
Kb = pattern(r"^KB[0-9]{5,8}$", "Microsoft Knowledge Base article: KB and its number.", "KB954474")
Update = pattern(
    r"^(KB[0-9]{5,8}|MS[0-9]{2}-[0-9]{3}|[A-Za-z0-9][A-Za-z0-9 ._-]{0,63})$",
    "What delivers a fix: a KB article, a bulletin, or the vendor's own name for it, of letters, digits, spaces, "
    "dots, hyphens, and underscores.",
    "KB954474",
    "MS08-014",
)
Url = pattern(
    r"^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?(/[^\s<>\"{}|\\^`]*)?(\?[^\s<>\"{}|\\^`]*)?(#[^\s<>\"{}|\\^`]*)?$",
    "Address, https only, one per field.",
    "https://support.microsoft.com/kb/954474",
)
Line = pattern(r"^\S([^\n]*\S)?$", "One line of text without space at its ends.")
Prose = pattern(r"\S", "CommonMark text.", "Install the update `KB954474`.")
Verbatim = pattern(r"[^\s]", "Text that is shown exactly as written.", "Error 0x80004005")
Version = pattern(
    r"^[^\s\"“”„]{1,40}$",
    "Version as its publisher writes it: one, without spaces, without words around it. Always in quotes.",
    "1.10",
    "53.0",
)
Thumbprint = pattern(
    r"^[0-9a-f]{40}([0-9a-f]{24})?$",
    "Thumbprint of a certificate: 40 or 64 lower-case hexadecimal digits without spaces, in quotes.",
    "2b84bfbb34ee2ef949fe1cbe30aa026416eb2216",
)
Serial = pattern(
    r"^([0-9a-f]{2}){1,32}$",
    "Serial number of a certificate: an even number of lower-case hexadecimal digits without spaces, in quotes.",
    "0727100000",
)
Notation = pattern(r"^[a-z0-9]+$", "Notation of a block of code.", "text", "registry", "bat", "powershell", "sql")
Language = pattern(r"^[a-z]{2}$", "Language, as an ISO 639-1 code.", "de", "en")
Cpe = pattern(
    r"^cpe:2[.]3:[aho](:[^\s:]+){10}$",
    "CPE 2.3 name.",
    "cpe:2.3:o:microsoft:windows_xp:*:sp3:*:*:*:*:x86:*",
)
Cvss = pattern(
    r"^(CVSS:(3\.[01]|4\.0)/)?[A-Za-z]{1,3}:[A-Za-z]{1,2}(/[A-Za-z]{1,3}:[A-Za-z]{1,6})+$",
    "CVSS vector: version 2 without a prefix, later ones with theirs.",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
)


class Kind(StrEnum):
    """What sort of advisory a record is: one word each."""

    VULNERABILITY = "vulnerability"
    HARDENING = "hardening"
    TRUST_REVOCATION = "trust-revocation"
    GUIDANCE = "guidance"
    KILL_BITS = "kill-bits"
    THIRD_PARTY = "third-party"
    EXPLOIT_NOTICE = "exploit-notice"
    NON_SECURITY_UPDATE = "non-security-update"
    DEPRECATION = "deprecation"


class State(StrEnum):
    """Where the publisher's work on the matter stands."""

    INVESTIGATING = "investigating"
    UPDATE_PLANNED = "update-planned"
    UPDATE_AVAILABLE = "update-available"
    RESOLVED_BY_BULLETIN = "resolved-by-bulletin"
    NO_FIX_PLANNED = "no-fix-planned"
    INFORMATIONAL = "informational"


class Severity(StrEnum):
    """Rating by the publisher: MSRC's four words, CVSS's two more, and two that say that there is none."""

    CRITICAL = "critical"
    IMPORTANT = "important"
    HIGH = "high"
    MODERATE = "moderate"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"
    NOT_RATED = "not-rated"


class Impact(StrEnum):
    """Security impact, in MSRC's vocabulary."""

    REMOTE_CODE_EXECUTION = "remote-code-execution"
    ELEVATION_OF_PRIVILEGE = "elevation-of-privilege"
    INFORMATION_DISCLOSURE = "information-disclosure"
    DENIAL_OF_SERVICE = "denial-of-service"
    SPOOFING = "spoofing"
    TAMPERING = "tampering"
    SECURITY_FEATURE_BYPASS = "security-feature-bypass"
    DEFENSE_IN_DEPTH = "defense-in-depth"


class ProductStatus(StrEnum):
    """How a product stands to the advisory (CSAF 2.0, product_status)."""

    AFFECTED = "affected"
    NOT_AFFECTED = "not-affected"
    FIXED = "fixed"
    UNDER_INVESTIGATION = "under-investigation"


class Remediation(StrEnum):
    """What an affected product has instead of an update to install (CSAF 2.0, remediations[].category)."""

    VENDOR_FIX = "vendor-fix"
    WORKAROUND = "workaround"
    NONE_AVAILABLE = "none-available"
    NO_FIX_PLANNED = "no-fix-planned"


class ReferenceType(StrEnum):
    """What a reference is."""

    KB = "kb"
    CVE = "cve"
    BULLETIN = "bulletin"
    ADVISORY = "advisory"
    CERT = "cert"
    BID = "bid"
    CME = "cme"
    VENDOR = "vendor"
    TOOL = "tool"
    STANDARD = "standard"
    DOWNLOAD = "download"
    WEB = "web"


class Relation(StrEnum):
    """How a reference relates to the advisory."""

    RESOLVES = "resolves"
    MITIGATES = "mitigates"
    DESCRIBES = "describes"
    FIRST_REPORT = "first-report"
    DETECTS = "detects"
    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded-by"
    KNOWN_ISSUES = "known-issues"
    BACKGROUND = "background"


class IndicatorType(StrEnum):
    """What an indicator's values are."""

    CLSID = "clsid"
    REGISTRY_KEY = "registry-key"
    FILE = "file"
    FILE_HASH = "file-hash"
    HOST = "host"
    URL = "url"
    ERROR_CODE = "error-code"
    EVENT_ID = "event-id"
    PORT = "port"
    CIPHER_SUITE = "cipher-suite"
    FILE_VERSION = "file-version"
    MALWARE_NAME = "malware-name"
