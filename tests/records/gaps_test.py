"""What a record leaves open."""

import json
from typing import Any

import pytest

from kb.records.advisory import Advisory
from kb.records.gaps import GAPS, gaps_of
from tests.samples import MINIMAL, advisories

OWN = {"no-products": [{"kind": "guidance"}]}  # of the smallest record
FLAW = {"is_vulnerability": True, "vulnerabilities": [{"cve": "CVE-2027-10002"}]}
PRODUCT = {"products": [{"product": "example-sensor"}]}
WITH_UPDATE = {"state": "update-available"}


def gaps(changes: dict[str, Any]) -> dict[str, list[dict]]:
    data = json.loads(advisories()[MINIMAL].model_dump_json(exclude_unset=True)) | changes
    found = gaps_of(Advisory.model_validate_json(json.dumps(data)))
    assert found.keys() <= set(GAPS)
    return {name: [json.loads(each) for each in rows] for name, rows in found.items()}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, OWN),
        (PRODUCT, {}),
        ({"packages": [{"ecosystem": "npm", "name": "a", "ranges": [{"versions": "1"}]}]}, {}),
        (
            PRODUCT | {"state": "investigating"},
            {"open": [{"state": "investigating", "updated": "2027-05-04"}]},
        ),
        (
            PRODUCT
            | {
                "state": "update-planned",
                "withdrawn": {"date": "2027-05-05", "reason": {"de": "Nein.", "en": "No."}},
            },
            {},
        ),
        (
            PRODUCT | {"is_vulnerability": True},
            {
                "no-severity": [{"kind": "guidance"}],
                "no-cve": [{"field": "vulnerabilities", "title": None}],
            },
        ),
        (PRODUCT | FLAW | {"severity": "not-rated"}, {}),
        (FLAW | {"products": [{"product": "example-sensor", "severity": "low"}]}, {}),
        (PRODUCT | FLAW, {"no-severity": [{"kind": "guidance"}]}),
        (
            PRODUCT
            | FLAW
            | {
                "vulnerabilities": [
                    {"cve": "CVE-2027-10002", "cvss": ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"]}
                ]
            },
            {},
        ),
        (
            PRODUCT
            | {"vulnerabilities": [{"cve": "CVE-2027-10002"}, {"title": {"de": "Lücke"}}, {"severity": "low"}]},
            {
                "no-cve": [
                    {"field": "vulnerabilities[1]", "title": {"de": "Lücke", "en": None}},
                    {"field": "vulnerabilities[2]", "title": None},
                ]
            },
        ),
        (PRODUCT | WITH_UPDATE, {"no-update": [{"state": "update-available"}]}),
        (PRODUCT | {"state": "resolved-by-bulletin"}, {"no-update": [{"state": "resolved-by-bulletin"}]}),
        (WITH_UPDATE | {"products": [{"product": "example-sensor", "update": "KB9990001"}]}, {}),
        (WITH_UPDATE | {"products": [{"product": "example-sensor", "fixed": "2.0"}]}, {}),
        (PRODUCT | WITH_UPDATE | {"releases": [{"id": "KB9990001"}]}, {}),
        (PRODUCT | WITH_UPDATE | {"deployment": [{"update": "KB9990001"}]}, {}),
        (PRODUCT | WITH_UPDATE | {"references": [{"type": "kb", "id": "KB9990001", "relation": "resolves"}]}, {}),
        (
            PRODUCT
            | {
                "references": [
                    {"type": "kb", "id": "KB9990001"},
                    {"type": "standard", "id": "RFC 2104"},
                    {"type": "web", "title": {"de": "Buch", "en": "Book"}},
                    {"type": "web", "url": "https://example.org/"},
                ]
            },
            {
                "no-reference-address": [
                    {"field": "references[1]", "reference": "standard", "title": "RFC 2104"},
                    {"field": "references[2]", "reference": "web", "title": {"de": "Buch", "en": "Book"}},
                ]
            },
        ),
        (
            PRODUCT
            | {
                "source": {
                    "publisher": "A",
                    "title": "B",
                    "language": "en",
                    "license": "MIT",
                    "deviations": [{"field": "title", "printed": "B", "taken": "C", "reason": {"de": "D"}}],
                }
            },
            {
                "no-source-address": [{"source": "B"}],
                "deviations": [{"field": "title", "printed": "B", "taken": "C", "reason": {"de": "D", "en": None}}],
            },
        ),
    ],
)
def test_gaps(changes: dict[str, Any], expected: dict[str, list[dict]]):
    assert gaps(changes) == expected
