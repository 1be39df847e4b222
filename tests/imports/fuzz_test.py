"""Whatever a JSON document holds, an import ends with a draft that YAML reads back, or with the reason why not."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.imports.draft import Context, UnreadableDocument
from kb.imports.emit import emit, emit_products
from kb.imports.products import Products
from kb.records.advisory import Advisory
from tests.imports.formats_test import DOCUMENTS, FORMATS
from tests.imports.technet.samples import product

REAL = [(form, path.read_text(encoding="utf-8")) for form, path in DOCUMENTS]
TABLE = {"viewer-2": product("Beispielviewer 2", "Example Viewer 2")}

many = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def read(tmp_path: Path):
    path = tmp_path / "a.json"

    def run(form: str, content: bytes, keep_text: bool) -> None:
        path.write_bytes(content)
        try:
            document = FORMATS[form].load(path)
        except UnreadableDocument as error:
            assert str(error).startswith(f"{path}:")
            return
        draft = FORMATS[form].draft(document, Context(Products(TABLE), frozenset(), keep_text))
        lines = content.count(b"\n") + 1
        assert all(1 <= line <= lines and remark for line, remark in draft.unplaced)
        assert {"id", "published", "kind", "state", "title", "summary", "revisions"} <= draft.record.keys()
        assert draft.record.keys() <= Advisory.model_fields.keys()
        assert Path(draft.record["id"]).name == draft.record["id"] == document.id
        assert yaml.safe_load(emit(draft)) == draft.record
        assert not draft.products or yaml.safe_load(emit_products(draft.products)) == draft.products
        json.dumps(draft.unplaced).encode()

    return run


@many
@given(st.sampled_from(REAL), st.data(), st.booleans())
def test_mutated_text(read, real: tuple[str, str], data, keep_text: bool):
    form, text = real
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 60)))
        put = data.draw(
            st.sampled_from(["", text[start:end] * 2, '"', "{", "]", ",", ":", "\\", "\r", "\x00", "null"])
        )
        text = text[:start] + put + text[end:]
    read(form, text.encode(), keep_text)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(
        ["CVE-2026-1", "CVE-2026-10001", "1", "2026-01-13", "9" * 30, "https://a.example/", "<b>", "- x\n"]
    )
    | st.sampled_from(
        ["\u2028", "\x85", "\ud83d\ude00", "a: b #c", " ", "\n\n", "**x**", "pkg:npm/x@1", "vers:npm/", "KB123456"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, path: tuple = ()) -> list[tuple]:
    """All places in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


@many
@given(st.sampled_from(REAL), st.data(), st.booleans())
def test_any_value_at_any_place(read, real: tuple[str, str], data, keep_text: bool):
    form, text = real
    document = deepcopy(json.loads(text))
    for _ in range(data.draw(st.integers(1, 4))):
        *above, key = data.draw(st.sampled_from(places(document)[1:] or [("nothing is left",)]))
        inside = document
        for step in above:
            inside = inside[step]
        if data.draw(st.booleans()):
            inside[key] = data.draw(values)
        elif isinstance(inside, dict):
            inside.pop(key, None)
        else:
            inside.append(deepcopy(inside[key]))
    read(form, json.dumps(document, indent=1).encode(), keep_text)
