"""Two records of our own, one with every field of the format and one with the fewest, and what goes with them."""

from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment

from kb.check.library import check_library
from kb.records.advisory import Advisory
from kb.records.entry import entry_of
from kb.render.environment import make_environment
from kb.render.library import Library
from kb.render.speech import load_speech

RICH, MINIMAL, OLDER = "EXAMPLE-SA-2027-003", "EXAMPLE-SA-2027-004", "EXAMPLE-SA-2026-001"

RECORDS = Path(__file__).parent / "data" / "records"
DOCS = Path(__file__).parents[1] / "docs"
TODAY = date(2028, 1, 1)
ROOT_URL = "https://advisories.example.org/kb/"


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
def environment(language: str) -> Environment:
    """The templates of this project in a language."""
    return make_environment(DOCS / "theme" / "pages", load_speech(DOCS)[language], library().products)
