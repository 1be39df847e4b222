"""The glossary of the field, docs/glossary.yml: which words mean the same, in both languages."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kb.errors import KbError


class Words(BaseModel):
    """What one language says for a thing: the word that this site uses, and others."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    preferred: str
    other: list[str] = []


class Term(BaseModel):
    """A thing of the field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    de: Words
    en: Words


class Glossary(BaseModel):
    """`terms` of the field; `names` are short names of products and the like by what they stand for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: list[Term]
    names: dict[str, list[str]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _distinct(self) -> "Glossary":
        seen: set[tuple[str, str]] = set()
        for term in self.terms:
            for language, words in (("de", term.de), ("en", term.en)):
                for word in (words.preferred, *words.other):
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
