"""A language: dates, texts that are missing in it, labels."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from kb.errors import KbError
from kb.records.text import Text, Title
from kb.render.speech import Speech, load_speech
from tests.samples import DOCS

NOTE = {"only_other_language": "Nur <dort>."}


@pytest.mark.parametrize(
    ("language", "style", "words"),
    [
        ("de", "full", "Freitag, 13. Juni 2008"),
        ("de", "long", "13. Juni 2008"),
        ("de", "medium", "13.06.2008"),
        ("en", "full", "Friday, June 13, 2008"),
        ("en", "long", "June 13, 2008"),
        ("en", "medium", "Jun 13, 2008"),
    ],
)
def test_day(language: str, style: str, words: str):
    assert Speech(language, {}).day(date(2008, 6, 13), style) == words


@pytest.mark.parametrize(
    ("title", "line", "plain"),
    [
        (Title(de="a <b> & *c*", en="x"), "a &lt;b&gt; &amp; *c*", "a <b> & *c*"),
        (Title(en="a <b>"), '<span lang="en">a &lt;b&gt;</span>', "a <b>"),
    ],
)
def test_title(title: Title, line: str, plain: str):
    assert Speech("de", NOTE).line(title) == line
    assert Speech("de", NOTE).plain(title) == plain


@pytest.mark.parametrize(
    ("text", "prose", "plain"),
    [
        (Text(de="a *b* <c>"), "<p>a <em>b</em> &lt;c&gt;</p>\n", "a b <c>"),
        (
            Text(en="a *b*"),
            '<div class="kb-foreign" lang="en"><p class="kb-foreign__note" lang="de">Nur &lt;dort&gt;.</p>'
            "<p>a <em>b</em></p>\n</div>\n",
            "a b",
        ),
    ],
)
def test_text(text: Text, prose: str, plain: str):
    assert Speech("de", NOTE).prose(text) == prose
    assert Speech("de", NOTE).plain(text) == plain


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A copy of labels and configurations that a test may break."""
    copytree(DOCS / "labels", tmp_path / "labels")
    for code in ("de", "en"):
        (tmp_path / f"{code}.yml").write_bytes((DOCS / f"{code}.yml").read_bytes())
    return tmp_path


def test_labels_and_the_names_of_the_site(docs: Path):
    (docs / "en.yml").write_text("site_name: Ours\nsite_description: All of ours\nextra: {}\n")
    speeches = load_speech(docs)
    assert speeches["de"].labels["language_name"] == "Deutsch"
    assert speeches["en"].labels["site_name"] == "Ours"
    assert speeches["en"].labels["site_description"] == "All of ours"
    assert (speeches["de"].other, speeches["en"].other) == ("en", "de")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("labels/de.yml", "language_name:", "name_of_language:", "only de has name_of_language, only en has lang"),
        (
            "labels/en.yml",
            "Withdrawn on {date}",
            "Withdrawn",
            "only de has withdrawn_on {date}, only en has withdrawn",
        ),
        (
            "labels/en.yml",
            "language_name: English",
            "language_name: [",
            "the labels of en cannot be used: while pars",
        ),
        ("de.yml", "site_description:", "description:", "the labels of de cannot be used: 'site_description'"),
        (
            "labels/en.yml",
            "superseded_by: Superseded by advisory",
            "superseded_by: No",
            "the labels of en cannot be used: superseded_by is no text: put its words in quotes",
        ),
    ],
)
def test_labels_that_cannot_be_used(docs: Path, file: str, old: str, new: str, message: str):
    text = (docs / file).read_text(encoding="utf-8")
    assert old in text
    (docs / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KbError) as raised:
        load_speech(docs)
    assert message in str(raised.value)


def test_missing_labels(docs: Path):
    (docs / "labels/de.yml").unlink()
    with pytest.raises(KbError, match=r"^the labels of de cannot be used: .*No such file"):
        load_speech(docs)
