"""What the site says is there in both languages."""

from pathlib import Path

import pytest
import yaml

from kb.project import ConfigLoader
from kb.records.fields import LANGUAGES

_DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", ["labels/{}.yml", "{}.yml"])
def test_both_languages_have_the_same_keys(name: str):
    keys = [set(_keys(yaml.load((_DOCS / name.format(code)).read_text("utf-8"), ConfigLoader))) for code in LANGUAGES]
    assert keys[0] ^ keys[1] == set()


def test_both_languages_have_the_same_hand_written_pages():
    pages = [{path.relative_to(_DOCS / code) for path in (_DOCS / code).rglob("*.md")} for code in LANGUAGES]
    assert pages[0] == pages[1] != set()


def _keys(node: object, path: str = ""):
    """Yields the path of every value below `node`."""
    if not isinstance(node, dict):
        yield path
        return
    for key, value in node.items():
        yield from _keys(value, f"{path}/{key}")
