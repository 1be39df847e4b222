"""What the events of an OSV document become: ranges of versions."""

import json
from pathlib import Path

import pytest

from kb.imports import osv
from kb.imports.draft import Context
from kb.imports.products import Products


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
    document = {"id": "X-1", "modified": "2026-01-13T00:00:00Z", "summary": "S", "affected": [affected]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    draft = osv.FORMAT.draft(osv.FORMAT.load(path), Context(Products({}), keep_text=True))
    assert draft.record["packages"] == [{"ecosystem": "npm", "name": "a", "ranges": ranges}]
    assert [remark for _, remark in draft.unplaced] == unplaced


@pytest.mark.parametrize(
    ("start", "worded", "versions"),
    [
        ("1.0.0", "<= 1.4.2", ">= 1.0.0, <= 1.4.2"),
        ("1.0.0", "< 1.4.3", ">= 1.0.0, < 1.4.3"),
        ("0", "<= 1.4.2", "<= 1.4.2"),
        ("1.0.0", ">= 1.0.0, <= 1.4.2", ">= 1.0.0, <= 1.4.2"),
        ("1.0.0", "all of 1.x", "all of 1.x"),
    ],
)
def test_a_range_in_words_keeps_its_beginning(tmp_path: Path, start: str, worded: str, versions: str):
    events = [{"introduced": start}, {"fixed": "1.4.3"}]
    affected = {
        "package": {"ecosystem": "PyPI", "name": "My_Pkg", "purl": "pkg:pypi/my-pkg"},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
        "database_specific": {"last_known_affected_version_range": worded},
    }
    document = {"id": "X-1", "modified": "2026-01-13T00:00:00Z", "summary": "S", "affected": [affected]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    draft = osv.FORMAT.draft(osv.FORMAT.load(path), Context(Products({}), keep_text=True))
    assert draft.record["packages"][0]["ranges"] == [{"versions": versions, "fixed": "1.4.3"}]
    assert draft.unplaced == []
