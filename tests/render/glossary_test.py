"""The glossary of the field."""

from pathlib import Path

import pytest

from kb.errors import KbError
from kb.render.glossary import load_glossary
from tests.samples import DOCS


def test_the_glossary_of_the_project():
    glossary = load_glossary(DOCS)
    words = {term.de.preferred: term for term in glossary.terms}
    assert "Anfälligkeit" in words["Sicherheitslücke"].de.other
    assert words["Problemumgehung"].en.preferred == "workaround"
    assert "SCCM" in glossary.names["Configuration Manager"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("terms: [{de: {preferred: Wurm}}]", "terms.0.en: Field required"),
        ("terms: [{de: {preferred: Wurm}, en: {prefered: worm}}]", "terms.0.en.preferred: Field required"),
        (
            "terms: [{de: {preferred: Wurm}, en: {preferred: worm}}, {de: {preferred: W}, en: {preferred: Worm}}]",
            "“Worm” is there twice in en",
        ),
        ("terms: [", "while parsing a flow node"),
    ],
)
def test_faults(tmp_path: Path, text: str, said: str):
    (tmp_path / "glossary.yml").write_text(text, encoding="utf-8")
    with pytest.raises(KbError, match=r"glossary\.yml cannot be used: ") as error:
        load_glossary(tmp_path)
    assert said in str(error.value)
