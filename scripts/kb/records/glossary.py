"""The glossary of the field, docs/glossary.yml: which words mean the same, in both languages, and which to use."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kb.errors import KbError
from kb.records.fields import LANGUAGES


class Part(BaseModel):
    """Base of all parts of the glossary."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Part):
    """What one language says for a thing: the word that this site uses, others, and those that records avoid."""

    preferred: str
    other: list[str] = []
    avoid: list[str] = []


class Term(Part):
    """A thing of the field."""

    de: Words
    en: Words


class Heading(Part):
    """The title of a group of terms."""

    de: str
    en: str


class Group(Part):
    """Terms that belong together."""

    title: Heading
    terms: list[Term]


class Glossary(Part):
    """The terms of the field, and what else the check and the search know of words.

    `names` are short names of products and the like by what they stand for; `spelling` has for each language the
    spellings that texts avoid by the one that they use, `proper_names` are names in which an avoided word may stand.
    """

    groups: list[Group]
    names: dict[str, list[str]] = Field(default_factory=dict)
    spelling: dict[Literal[LANGUAGES], dict[str, list[str]]] = Field(default_factory=dict)
    proper_names: list[str] = []

    @property
    def terms(self) -> list[Term]:
        """The terms of all groups."""
        return [term for group in self.groups for term in group.terms]

    def avoided(self, language: str) -> dict[str, str]:
        """Returns the words that texts in `language` avoid, each with the one that they use instead."""
        terms = [getattr(term, language) for term in self.terms]
        found = {word: words.preferred for words in terms for word in words.avoid}
        return found | {word: right for right, wrong in self.spelling.get(language, {}).items() for word in wrong}

    @model_validator(mode="after")
    def _distinct(self) -> "Glossary":
        seen: set[tuple[str, str]] = set()
        for term in self.terms:
            for language, words in (("de", term.de), ("en", term.en)):
                for word in (words.preferred, *words.other, *words.avoid):
                    if (language, word.casefold()) in seen:
                        raise ValueError(f"“{word}” is there twice in {language}")
                    seen.add((language, word.casefold()))
        return self


def load_glossary(docs: Path) -> Glossary:
    """Returns the glossary in the folder `docs`. Raises KbError where it cannot be used."""
    file = docs / "glossary.yml"
    try:
        return Glossary.model_validate(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, ValueError, yaml.YAMLError) as error:
        problems = error.errors() if isinstance(error, ValidationError) else []
        said = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in problems) or str(error)
        raise KbError(f"{file} cannot be used: {' '.join(said.split())}") from None
