"""Whatever a file holds, the result is a report."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.check.report import as_github, as_json, as_text
from kb.check.run import Context, examine, load_products
from kb.check.vocabulary import Vocabulary
from kb.records.advisory import Advisory
from kb.records.files import discover
from kb.records.glossary import load_glossary
from tests.check.cases import TODAY, write
from tests.samples import ARCHIVE, DOCS, RECORDS

SAMPLES = [
    path.read_text(encoding="utf-8") for folder in (RECORDS, ARCHIVE) for path in sorted(folder.glob("2*/*.yml"))
]

many = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def check(tmp_path):
    products = load_products(discover(write(tmp_path, {}))).by_name
    vocabulary = Vocabulary(load_glossary(DOCS))
    context = Context(tmp_path, products, vocabulary, TODAY, Advisory.model_dump_json)
    path = tmp_path / "2008" / "954474.yml"
    path.parent.mkdir()

    def run(content: bytes):
        path.write_bytes(content)
        examined = examine(path, context)
        lines = content.decode("utf-8", "replace").count("\n") + 1
        for problem in examined.problems:
            assert 1 <= problem.line <= lines
            assert problem.column >= 1
            assert problem.message
        # A record without errors is one that can be built.
        assert any(each.severity == "error" for each in examined.problems) or examined.digest
        text = as_text(examined.problems)
        assert text.count("\n") == len(examined.problems) + sum(bool(each.hint) for each in examined.problems)
        assert as_github(examined.problems).count("\n") == len(examined.problems)
        as_json(examined.problems)

    return run


@many
@given(st.binary(max_size=300))
def test_bytes(check, content):
    check(content)


@many
@given(st.text(max_size=300))
def test_text(check, content):
    check(content.encode())


keys = st.sampled_from(
    [*Advisory.model_fields, "de", "en", "url", "type", "date", "product", "cve", "text", "by"]
) | st.text(max_size=5)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.sampled_from(
        ["954474", "2008-06-13", "CVE-2008-1447", "kb1", "https://a.b", "[x](javascript:y)", "<b>", "\u202e"]
    )
)
structures = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=6), max_leaves=25
)


@many
@given(st.dictionaries(keys, structures), st.booleans())
def test_structures(check, data, flow):
    check(yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False).encode())


@st.composite
def mutated(draw):
    """Returns the text of a record of the samples of which a few chunks were deleted, doubled, or replaced."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        put = draw(
            st.text(max_size=10)
            | st.sampled_from(["", text[start:end] * 2, ": ", "\n", "\t", '"', "- ", "{", "~", "\r"])
        )
        text = text[:start] + put + text[end:]
    return text


@many
@given(mutated())
def test_mutated_records(check, text):
    check(text.encode())
