"""The glossary of the field."""

from pathlib import Path

import pytest

from kb.errors import KbError
from kb.records.glossary import load_glossary
from tests.samples import DATA


def test_words():
    glossary = load_glossary(DATA / "docs")
    words = {term.de.preferred: term for term in glossary.terms}
    assert "Anfälligkeit" in words["Sicherheitslücke"].de.avoid
    assert words["Problemumgehung"].en.preferred == "workaround"
    assert "SCCM" in glossary.names["Configuration Manager"]
    assert glossary.avoided("de")["Workaround"] == "Problemumgehung"
    assert glossary.avoided("en")["behaviour"] == "behavior"
    assert "behaviour" not in glossary.avoided("de")


def _group(terms: str) -> str:
    return f"groups: [{{title: {{de: Gruppe, en: Group}}, terms: [{terms}]}}]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_group("{de: {preferred: Wurm}}"), "groups.0.terms.0.en: Field required"),
        (_group("{de: {preferred: Wurm}, en: {prefered: worm}}"), "groups.0.terms.0.en.preferred: Field required"),
        (
            _group(
                "{de: {preferred: Wurm}, en: {preferred: worm}},"
                " {de: {preferred: W}, en: {preferred: w, avoid: [Worm]}}"
            ),
            "“Worm” is there twice in en",
        ),
        ("groups: []\nspelling: {fr: {}}", "spelling.fr.[key]: Input should be 'de' or 'en'"),
        ("groups: [", "while parsing a flow node"),
    ],
)
def test_faults(tmp_path: Path, text: str, said: str):
    (tmp_path / "glossary.yml").write_text(text, encoding="utf-8")
    with pytest.raises(KbError, match=r"glossary\.yml cannot be used: ") as error:
        load_glossary(tmp_path)
    assert said in str(error.value)
