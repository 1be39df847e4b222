"""The description of the search for browsers, literally."""

from xml.etree import ElementTree

import pytest

from kb.records.fields import LANGUAGES
from kb.render.opensearch import opensearch
from tests.golden import assert_golden
from tests.samples import ROOT_URL, environment

_SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_description(language: str):
    made = opensearch(ROOT_URL, environment(language).globals["s"])
    assert_golden(f"opensearch.{language}.xml", made.decode())
    # As long as OpenSearch 1.1 allows.
    root = ElementTree.fromstring(made)
    for name, length in (("ShortName", 16), ("LongName", 48), ("Description", 1024)):
        assert 0 < len(root.findtext(f"{_SPACE}{name}")) <= length
