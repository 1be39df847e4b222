"""Records of our own, one with every field of the format and one with the fewest, and what goes with them.

What owners of the project replace, such as the name of the site, is fixed here: their tests have the same output.
"""

from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment

from kb.check.library import check_library
from kb.records.advisory import Advisory
from kb.records.entry import entry_of
from kb.render.environment import make_environment
from kb.render.library import Library
from kb.render.speech import Labels, Speech, load_speech

RICH, MINIMAL, OLDER = "EXAMPLE-SA-2027-003", "EXAMPLE-SA-2027-004", "EXAMPLE-SA-2026-001"
# Plain records of an archive, for tests that need more of them: what the search finds, what applies to products.
SYNC, RELAY, VIEWER, BLOCKED, BLOCKED_FIRST, PAD, SERVER, ISOLATION, CERTIFICATES, INJECTION, WRITER, CALC = (
    "9990100",
    *(f"ARC-2021-{number:02}" for number in range(2, 13)),
)

DATA = Path(__file__).parent / "data"
RECORDS, ARCHIVE = DATA / "records", DATA / "archive"
DOCS = Path(__file__).parents[1] / "docs"
TODAY = date(2028, 1, 1)
ROOT_URL = "https://advisories.example.org/kb/"

# What docs/LANG.yml says of the site.
NAMES = {
    "de": {
        "site_name": "Advisory-Wissensdatenbank",
        "site_description": "Sicherheitsempfehlungen zum Nachschlagen.",
    },
    "en": {
        "site_name": "Advisory Knowledge Base",
        "site_description": "Security advisories to look things up in.",
    },
}


@cache
def advisories() -> dict[str, Advisory]:
    """The records of tests/data/records by id."""
    checked = check_library(RECORDS, TODAY, digest=lambda advisory: advisory)
    assert [each for each in checked.problems if each.severity == "error"] == []
    return {each.digest.id: each.digest for each in checked.examined}


@cache
def library() -> Library:
    """The library of these records."""
    products = check_library(RECORDS, TODAY).products.table
    return Library([entry_of(each) for each in advisories().values()], products, {})


@cache
def speech(language: str) -> Speech:
    """A language with the labels of this project and names of our own."""
    labels = load_speech(DOCS)[language].labels
    search = labels["search"] | {"engine": f"Advisories {language.upper()}"}
    return Speech(language, Labels(labels | NAMES[language] | {"search": search}))


@cache
def environment(language: str) -> Environment:
    """The templates of this project in a language."""
    return make_environment(DOCS / "theme" / "pages", speech(language), library().products)
