"""The page of an advisory."""

from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from kb.records.advisory import Advisory
from kb.records.fields import LANGUAGES
from kb.render.advisory import advisory_page
from kb.render.page import Page
from tests.golden import assert_golden
from tests.samples import MINIMAL, OLDER, RICH, ROOT_URL, advisories, environment, library

_EDIT = ("https://example.org/edit", "https://example.org/history")


def page(advisory_id: str, language: str, edit: tuple[str, str] | None = _EDIT) -> Page:
    return advisory_page(advisories()[advisory_id], library(), environment(language), ROOT_URL, edit)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("advisory_id", [RICH, MINIMAL, OLDER])
def test_body(advisory_id: str, language: str):
    assert_golden(f"{advisory_id}.{language}.html", page(advisory_id, language).body)


def test_the_rich_record_uses_every_field_of_the_format():
    used = set(_used(advisories()[RICH]))
    assert _fields(Advisory) - used == set()


def _used(part: object) -> Iterator[tuple[str, str]]:
    if isinstance(part, BaseModel):
        for name in part.model_fields_set:
            yield type(part).__name__, name
            yield from _used(getattr(part, name))
    elif isinstance(part, list):
        for each in part:
            yield from _used(each)


def _fields(annotation: object) -> set[tuple[str, str]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        own = {(annotation.__name__, name) for name in annotation.model_fields}
        return own.union(*(_fields(info.annotation) for info in annotation.model_fields.values()))
    return set().union(*map(_fields, get_args(annotation)))
