"""Which row of a CSAF document's affected versions gets which version with the fix."""

import json
from pathlib import Path
from typing import Any

import pytest

from kb.imports import csaf
from kb.imports.draft import Context
from kb.imports.products import Products
from tests.imports.technet.samples import product


def rows(tmp_path: Path, affected: list[str], fixed: list[str]) -> list[dict[str, Any]]:
    """The rows of a document about one product, without its key."""
    kinds = [("product_version_range", affected), ("product_version", fixed)]
    leaves = [
        {"category": category, "name": name, "product": {"name": f"Tool {name}", "product_id": name}}
        for category, names in kinds
        for name in names
    ]
    document = {
        "document": {
            "csaf_version": "2.0",
            "lang": "en",
            "title": "T",
            "tracking": {"id": "X-1", "initial_release_date": "2026-01-13T00:00:00Z", "status": "final"},
        },
        "product_tree": {"branches": [{"category": "product_name", "name": "Tool", "branches": leaves}]},
        "vulnerabilities": [{"product_status": {"known_affected": affected, "fixed": fixed}}],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    context = Context(Products({"tool": product("Tool", "Tool")}), keep_text=True)
    found = csaf.FORMAT.draft(csaf.FORMAT.load(path), context).record["products"]
    assert {each.pop("product") for each in found} == {"tool"}
    return found


@pytest.mark.parametrize(
    ("affected", "fixed", "expected"),
    [
        (
            ["<3.1", "vers:generic/>=3.1|<3.1.5"],
            ["3.1", "3.1.5"],
            [{"fixed": "3.1"}, {"versions": ">=3.1, <3.1.5", "fixed": "3.1.5"}],
        ),
        (
            ["<=3.1", ">= 3.1.1, <= 3.1.5"],
            ["3.1.5", "3.1"],
            [{"versions": "<=3.1", "fixed": "3.1"}, {"versions": ">= 3.1.1, <= 3.1.5", "fixed": "3.1.5"}],
        ),
        (
            ["all prior to V3.1", "V3.2 prior to V3.2.5"],
            ["V3.2.5", "V3.1"],
            [
                {"versions": "all prior to V3.1", "fixed": "V3.1"},
                {"versions": "V3.2 prior to V3.2.5", "fixed": "V3.2.5"},
            ],
        ),
        (["<3.1", "<3.2"], ["4.0"], [{"versions": "<3.1", "fixed": "4.0"}, {"versions": "<3.2", "fixed": "4.0"}]),
    ],
)
def test_versions_with_the_fix(tmp_path: Path, affected: list[str], fixed: list[str], expected: list[dict]):
    assert rows(tmp_path, affected, fixed) == expected
