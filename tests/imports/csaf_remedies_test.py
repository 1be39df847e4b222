"""What the remediations of other publishers' CSAF documents become: fields of rows, and texts."""

import json
from pathlib import Path
from typing import Any

import pytest

from kb.imports import csaf
from kb.imports.draft import Context
from kb.imports.products import Products
from tests.imports.technet.samples import product

TABLE = {"a": product("A", "A"), "b": product("B", "B")}
URL = "https://example.com/fix"
FIX = {"category": "vendor_fix", "details": "Update to the latest version.", "product_ids": ["A"]}
NAMED = FIX | {"details": "Update to V2.1 or later version"}
LINKED = FIX | {"url": URL}
KB1, KB2 = FIX | {"details": "KB1000001"}, FIX | {"details": "KB1000002"}
BOTH = {"category": "workaround", "details": "Close port 1.", "product_ids": ["A", "B"]}
ONLY_A, ONLY_B, NONE = BOTH | {"product_ids": ["A"]}, BOTH | {"product_ids": ["B"]}, BOTH | {"product_ids": []}
MISSING = {"category": "none_available", "details": "Currently no fix is available", "product_ids": ["B"]}
NEVER = MISSING | {"category": "no_fix_planned", "details": "End of life"}
WAITING = MISSING | {"details": "Under investigation"}
GENERAL = MISSING | {"details": "Install the update."}
OURS = {"category": "vendor_fix", "details": "Automatic\n\nBy night.", "product_ids": ["B"]}
A, B = {"product": "a"}, {"product": "b"}
A1, A2 = A | {"update": "KB1000001"}, A | {"update": "KB1000002"}
FIRST, SECOND = {"cves": ["CVE-2026-1000"]}, {"cves": ["CVE-2026-1001"]}
PACK = "Example Server 2026 Service Pack 3"
AUTOMATIC = {"remediation": "vendor-fix", "note": {"en": "By night."}}


def drafted(tmp_path: Path, *vulnerabilities: list[dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """The draft of a document whose vulnerabilities have these remediations, and what it could not place."""
    notes = [{"category": "general", "title": "Recommendation", "text": "Install the update."}]
    tracking = {"id": "X-1", "initial_release_date": "2026-01-13T00:00:00Z", "status": "final"}
    document = {
        "document": {"csaf_version": "2.0", "lang": "en", "title": "T", "notes": notes, "tracking": tracking},
        "product_tree": {"full_product_names": [{"name": name, "product_id": name} for name in "AB"]},
        "vulnerabilities": [
            {"cve": f"CVE-2026-100{i}", "product_status": {"known_affected": ["A", "B"]}, "remediations": each}
            for i, each in enumerate(vulnerabilities)
        ],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    draft = csaf.FORMAT.draft(csaf.FORMAT.load(path), Context(Products(TABLE), keep_text=True))
    return draft.record, [remark for _, remark in draft.unplaced]


@pytest.mark.parametrize(
    ("vulnerabilities", "rows"),
    [
        # a workaround beside a fix for all that it names, and alone
        ([[FIX, FIX | {"product_ids": ["B"]}, BOTH]], [A, B]),
        ([[FIX, BOTH]], [A, B | {"remediation": "workaround"}]),
        ([[BOTH], [FIX]], [A, B | {"remediation": "workaround"}]),
        ([[BOTH, LINKED]], [A | {"url": URL}, B | {"remediation": "workaround"}]),
        ([[BOTH]], [A, B]),
        # several updates for one product: of the same vulnerabilities, each of its own, the second of one more
        ([[KB1, KB2], [KB2, KB1]], [A1, A2, B]),
        ([[KB1], [KB2]], [A1 | FIRST, A2 | SECOND, B]),
        ([[KB1 | {"url": URL}], [KB1, KB2]], [A1 | {"url": URL}, A2 | SECOND, B]),
        (
            [[KB1], [KB2], []],
            [A1 | {"cves": ["CVE-2026-1000", "CVE-2026-1002"]}, A2 | {"cves": ["CVE-2026-1001", "CVE-2026-1002"]}, B],
        ),
        ([[FIX | {"details": PACK}]], [A | {"update": PACK}, B]),
        # no fix beside a workaround, and beside nothing
        ([[NAMED, BOTH, MISSING]], [A | {"fixed": "V2.1"}, B | {"remediation": "none-available"}]),
        ([[LINKED, NEVER | {"url": URL}]], [A | {"url": URL}, B | {"url": URL, "remediation": "no-fix-planned"}]),
        ([[FIX, GENERAL, BOTH]], [A, B]),
        ([[FIX, WAITING, BOTH]], [A, B]),
        ([[MISSING]], [A, B]),
        # that a fix comes by itself, say only documents of `kb export`
        ([[FIX | {"product_ids": ["A", "B"]}]], [A, B]),
        ([[OURS, BOTH], [OURS]], [A | {"remediation": "workaround"}, B | AUTOMATIC]),
    ],
)
def test_rows(tmp_path: Path, vulnerabilities: list[list[dict[str, Any]]], rows: list[dict[str, Any]]):
    record, unplaced = drafted(tmp_path, *vulnerabilities)
    assert record["products"] == rows
    assert unplaced == []


@pytest.mark.parametrize(
    ("vulnerabilities", "products"),
    [
        ([[ONLY_A]], ["a"]),
        ([[ONLY_A], [ONLY_A]], ["a"]),
        ([[ONLY_A], [ONLY_B]], None),
        ([[ONLY_A], [NONE]], None),
        ([[BOTH]], None),
        ([[NONE]], None),
    ],
)
def test_products_of_a_workaround(tmp_path: Path, vulnerabilities: list[list[dict]], products: list[str] | None):
    record, _ = drafted(tmp_path, *vulnerabilities)
    assert [each.get("products") for each in record["workarounds"]] == [products]
    assert record["workarounds"][0]["title"] == {"en": "Close port 1."}


def test_texts(tmp_path: Path):
    record, _ = drafted(tmp_path, [FIX, OURS, GENERAL, BOTH | {"details": "Workaround only"}])
    assert record["actions"] == [{"text": {"en": "Update to the latest version."}}]
    assert "workarounds" not in record


def test_an_unknown_category_is_left(tmp_path: Path):
    _, unplaced = drafted(tmp_path, [{"category": "optional_patch", "details": "X", "product_ids": ["A"]}])
    assert [each.partition(":")[0] for each in unplaced] == ["$.vulnerabilities[0].remediations"]


def test_versions_with_the_fix_belong_to_the_range_that_ends_with_them(tmp_path: Path):
    ranges = {"<3.1": "R1", ">=3.1|<3.1.5": "R2", "<2.10": "R3"}
    fixes = {"3.1": "F1", "3.1.5": "F2", "2.10": "F3"}
    leaves = [
        {
            "category": kind,
            "name": f"vers:generic/{name}" if kind.endswith("range") else name,
            "product": {"name": f"A {name}", "product_id": key},
        }
        for kind, names in (("product_version_range", ranges), ("product_version", fixes))
        for name, key in names.items()
    ]
    vendor = {
        "category": "vendor",
        "name": "V",
        "branches": [{"category": "product_name", "name": "A", "branches": leaves}],
    }
    status = {"known_affected": [*ranges.values()], "fixed": [*fixes.values()]}
    document = {
        "document": {
            "csaf_version": "2.0",
            "lang": "en",
            "title": "T",
            "tracking": {"id": "X-1", "initial_release_date": "2026-01-13T00:00:00Z"},
        },
        "product_tree": {"branches": [vendor]},
        "vulnerabilities": [{"cve": "CVE-2026-1000", "product_status": status}],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    draft = csaf.FORMAT.draft(csaf.FORMAT.load(path), Context(Products(TABLE), keep_text=True))
    assert [(row.get("versions"), row.get("fixed")) for row in draft.record["products"]] == [
        (None, "3.1"),
        (">=3.1, <3.1.5", "3.1.5"),
        (None, "2.10"),
    ]
