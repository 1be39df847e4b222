"""Documents that cannot be read are named with the reason; what nobody takes is listed."""

import os
from pathlib import Path

import pytest

from kb.imports import csaf, osv
from kb.imports.draft import UnreadableDocument
from kb.imports.json_document import load_json

CSAF = '{"document": {"csaf_version": "2.0", "tracking": %s}}'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "1: not JSON: Expecting value in column 1"),
        (b'{\n "a" 1}', "2: not JSON: Expecting ':' delimiter in column 6"),
        (b"# Titel\n", "1: not JSON: Expecting value in column 1"),
        (b'{"a":\n "\xe4"}', "2: byte 0xe4 is not UTF-8"),
        (b"\xff\xfe{\x00}\x00", "1: byte 0xff is not UTF-8"),
        (b"[]", "1: it holds no mapping"),
        (b'{"a": NaN}', "1: NaN is not JSON"),
        (b'{"a": "\\ud800"}', "1: a text holds half of a surrogate pair (\\ud800 to \\udfff)"),
        (b'{"a": 1,\n"b": {"c": 1, "c": 2}}', "2: the key 'c' is there twice in one mapping"),
        (b"[\n" * 100, "65: more than 64 levels"),
        (b'{"a": ' + b"1" * 5000 + b"}", "1: a number has too many digits"),
    ],
)
def test_what_is_no_json(tmp_path: Path, content: bytes, message: str):
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as caught:
        load_json(path)
    assert str(caught.value) == f"{path}:{message}"


def test_what_is_too_large_or_no_file(tmp_path: Path):
    large, pipe = tmp_path / "large.json", tmp_path / "pipe.json"
    with open(large, "wb") as file:
        file.truncate(15_000_001)
    os.mkfifo(pipe)
    for path, message in (
        (large, "it has 15,000,001 bytes; 15,000,000 are read"),
        (pipe, "it is not a regular file"),
        (tmp_path / "none.json", "No such file or directory"),
    ):
        with pytest.raises(UnreadableDocument) as caught:
            load_json(path)
        assert str(caught.value) == f"{path}:1: {message}"


@pytest.mark.parametrize(
    ("form", "text", "message"),
    [
        (csaf.FORMAT, "{}", "1: it is no CSAF: no $.document.csaf_version"),
        (csaf.FORMAT, '{"document": []}', "1: it is no CSAF: no $.document.csaf_version"),
        (csaf.FORMAT, '{"document": {"csaf_version": 2.0}}', "1: it is no CSAF: no $.document.csaf_version"),
        (csaf.FORMAT, '{"document": {"csaf_version": "2.1"}}', "1: it is CSAF 2.1; CSAF 2.0 is read"),
        (csaf.FORMAT, CSAF % "{}", "1: it names no identifier: $.document.tracking.id"),
        (csaf.FORMAT, CSAF % '\n{"id": "../.."}', "2: it names no identifier: $.document.tracking.id"),
        (
            csaf.FORMAT,
            CSAF % '{"id": "A", "initial_release_date": "0001-01-01T00:00:00Z"}',
            "1: it names no day of publication: $.document.tracking.initial_release_date",
        ),
        (osv.FORMAT, "{}", "1: it is no OSV: it needs the texts $.id and $.modified, a point of time"),
        (
            osv.FORMAT,
            '{"id": "A", "modified": "soon"}',
            "1: it is no OSV: it needs the texts $.id and $.modified, a point of time",
        ),
    ],
)
def test_what_is_another_format(tmp_path: Path, form, text: str, message: str):
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(UnreadableDocument) as caught:
        form.load(path)
    assert str(caught.value) == f"{path}:{message}"


def test_rest(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text('\ufeff{"a": "x", "b": [\n{"c": 1},\n{"c": " y ", "d": [0]}], "e": {"f": {}}, "g": {"h": "z"}}')
    root = load_json(path)
    assert root["a"].take() == "x"
    assert [each["c"].take() for each in root["b"]] == ["", "y"]
    assert root["none"]["none"].take() == ""
    assert [*root["a"]] == []
    root["g"].drop()
    assert [*root.rest()] == [
        (2, '$.b[0]: {"c": 1}'),
        (3, "$.b[1].d: [0]"),
        (3, '$.e: {"f": {}}'),
    ]
