"""OSV documents: the sample record literally, and how ranges of versions become events."""

import json

import pytest

from kb.records.affected import Package, PackageRange
from kb.render.osv import Osv, is_osv
from kb.render.speech import load_speech
from tests.golden import assert_golden
from tests.samples import DOCS, MINIMAL, RICH, advisories

OSV = Osv(load_speech(DOCS)["en"])


def test_sample():
    document = OSV.document(advisories()[RICH])
    assert_golden(f"osv-{RICH}.json", json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def test_only_packages_of_listed_ecosystems():
    assert is_osv(advisories()[RICH])
    assert not is_osv(advisories()[MINIMAL])
    ranges = [PackageRange(versions="1.0")]
    for ecosystem, listed in (("Debian:12", True), ("npm", True), ("Windows", False), ("NPM", False)):
        packages = [Package(ecosystem=ecosystem, name="x", ranges=ranges)]
        assert is_osv(advisories()[MINIMAL].model_copy(update={"packages": packages})) is listed


@pytest.mark.parametrize(
    ("versions", "fixed", "events", "listed"),
    [
        (
            "1.0, 1.1, 1.5",
            "1.6",
            "introduced 1.0, last_affected 1.0, introduced 1.1, last_affected 1.1; introduced 1.5, fixed 1.6",
            ["1.0", "1.1", "1.5"],
        ),
        ("1.0.0", "1.0.1", "introduced 1.0.0, fixed 1.0.1", ["1.0.0"]),
        ("1.0.0", None, "introduced 1.0.0, last_affected 1.0.0", ["1.0.0"]),
        ("= 1.0.0", None, "introduced 1.0.0, last_affected 1.0.0", ["1.0.0"]),
        ("1.0.0 - 1.0.3", "1.0.4", "introduced 1.0.0, fixed 1.0.4", None),
        ("1.0.0 - 1.0.3", None, "introduced 1.0.0, last_affected 1.0.3", None),
        ("< 2.0", None, "introduced 0, fixed 2.0", None),
        ("<= 2.0", None, "introduced 0, last_affected 2.0", None),
        (">= 1.0, < 2.0", "2.0", "introduced 1.0, fixed 2.0", None),
        ("< 2.0, >= 1.0", None, "introduced 1.0, fixed 2.0", None),
        (">= 1.0", None, "introduced 1.0", None),
        ("*", None, "introduced 0", None),
        ("all before the move", "3.0", "introduced 0, fixed 3.0", None),
    ],
)
def test_ranges(versions: str, fixed: str | None, events: str, listed: list[str] | None):
    entry = Package(ecosystem="npm", name="x", ranges=[PackageRange(versions=versions, fixed=fixed)])
    document = OSV.document(advisories()[MINIMAL].model_copy(update={"packages": [entry]}))
    affected = document["affected"][0]
    found = [
        [f"{name} {value}" for event in each["events"] for name, value in event.items()]
        for each in affected["ranges"]
    ]
    assert "; ".join(", ".join(each) for each in found) == events
    assert affected.get("versions") == listed
    worded = affected.get("database_specific", {}).get("last_known_affected_version_range")
    assert worded == (None if listed else versions)
