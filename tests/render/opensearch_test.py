"""The description of the search for browsers, literally."""

from xml.etree import ElementTree

import pytest

from kb.records.fields import LANGUAGES
from kb.render.opensearch import opensearch
from kb.render.speech import load_speech
from tests.golden import assert_golden
from tests.samples import DOCS, ROOT_URL, speech

_SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_description(language: str):
    assert_golden(f"opensearch.{language}.xml", opensearch(ROOT_URL, speech(language)).decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_this_site_are_as_long_as_the_format_allows(language: str):
    root = ElementTree.fromstring(opensearch(ROOT_URL, load_speech(DOCS)[language]))
    for name, length in (("ShortName", 16), ("LongName", 48), ("Description", 1024)):
        assert 0 < len(root.findtext(f"{_SPACE}{name}")) <= length
