"""What the packages of an OSV document become: names, and ranges of versions from events and words."""

import json
from pathlib import Path
from typing import Any

import pytest

from kb.imports import osv
from kb.imports.draft import Context
from kb.imports.products import Products


def drafted(tmp_path: Path, affected: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """The packages of a document that is about one, and what could not be placed."""
    document = {"id": "X-1", "modified": "2026-01-13T00:00:00Z", "summary": "S", "affected": [affected]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    draft = osv.FORMAT.draft(osv.FORMAT.load(path), Context(Products({}), keep_text=True))
    return draft.record["packages"], [remark for _, remark in draft.unplaced]


@pytest.mark.parametrize(
    ("events", "ranges", "unplaced"),
    [
        ([{"introduced": "0"}, {"fixed": "1.4"}], [{"versions": "< 1.4", "fixed": "1.4"}], []),
        ([{"fixed": "1.4"}, {"introduced": "0"}], [{"versions": "< 1.4", "fixed": "1.4"}], []),
        (
            [{"introduced": "1"}, {"introduced": "2"}, {"fixed": "1.4"}, {"last_affected": "2.2"}],
            [{"versions": ">= 1, < 1.4", "fixed": "1.4"}, {"versions": ">= 2, <= 2.2"}],
            [],
        ),
        ([{"introduced": "0"}], [{"versions": ">= 0"}], []),
        (
            [{"introduced": "0"}, {"fixed": "1.4"}, {"fixed": "2.4"}],
            [{"versions": "< 1.4", "fixed": "1.4"}],
            ['$.affected[0].ranges[0].events[2]: {"fixed": "2.4"}'],
        ),
    ],
)
def test_events(tmp_path: Path, events: list[dict], ranges: list[dict], unplaced: list[str]):
    affected = {"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": events}]}
    packages, remarks = drafted(tmp_path, affected)
    assert packages == [{"ecosystem": "npm", "name": "a", "ranges": ranges}]
    assert remarks == unplaced


@pytest.mark.parametrize(
    ("introduced", "words", "versions", "unplaced"),
    [
        ("1.0.0", "<= 1.4.2", ">= 1.0.0, <= 1.4.2", []),
        ("1.0.0", "< 1.4.3", ">= 1.0.0, < 1.4.3", []),
        ("0", "<= 1.4.2", "<= 1.4.2", []),
        ("0", "all before the move", "all before the move", []),
        ("1.0.0", ">= 1.0.1, <= 1.4.2", ">= 1.0.1, <= 1.4.2", []),
        ("1.0.0", "1.0.0 - 1.4.2", "1.0.0 - 1.4.2", []),
        ("1.4.2", "= 1.4.2", "= 1.4.2", []),
        (
            "1.0.0",
            "> 1.0.0, <= 1.4.2",
            ">= 1.0.0, < 1.4.3",
            ['$.affected[0].database_specific: {"last_known_affected_version_range": "> 1.0.0, <= 1.4.2"}'],
        ),
    ],
)
def test_a_range_in_words(tmp_path: Path, introduced: str, words: str, versions: str, unplaced: list[str]):
    events = [{"introduced": introduced}, {"fixed": "1.4.3"}]
    affected = {
        "package": {"ecosystem": "npm", "name": "a"},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
        "database_specific": {"last_known_affected_version_range": words},
    }
    packages, remarks = drafted(tmp_path, affected)
    assert [each["ranges"] for each in packages] == [[{"versions": versions, "fixed": "1.4.3"}]]
    assert remarks == unplaced


@pytest.mark.parametrize(
    ("ecosystem", "name", "purl", "says_the_same"),
    [
        ("PyPI", "My_Pkg", "pkg:pypi/my-pkg", True),
        ("PyPI", "My_Pkg", "pkg:pypi/My_Pkg", True),
        ("Go", "github.com/Azure/go-ntlmssp", "pkg:golang/github.com/azure/go-ntlmssp", True),
        ("Go", "github.com/Azure/go-ntlmssp", "pkg:golang/github.com/Azure/go-ntlmssp", True),
        ("PyPI", "My_Pkg", "pkg:pypi/my-pkg@1.0", False),
        ("PyPI", "My_Pkg", "pkg:pypi/my-pkg?file_name=my.whl", False),
        ("npm", "Lib", "pkg:npm/lib", False),
        ("Debian", "lib", "pkg:deb/debian/lib", False),
    ],
)
def test_package_urls(tmp_path: Path, ecosystem: str, name: str, purl: str, says_the_same: bool):
    affected = {
        "package": {"ecosystem": ecosystem, "name": name, "purl": purl},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
    }
    packages, remarks = drafted(tmp_path, affected)
    assert [(each["ecosystem"], each["name"]) for each in packages] == [(ecosystem, name)]
    assert remarks == ([] if says_the_same else [f'$.affected[0].package.purl: "{purl}"'])
