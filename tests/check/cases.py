"""Runs the check over small files, for tables of cases: files, and what `kb check` prints about them."""

from datetime import date
from pathlib import Path

from kb.check.library import check_library
from kb.check.report import as_text
from kb.check.vocabulary import Vocabulary
from kb.records.glossary import Glossary

TODAY = date(2026, 11, 22)

PRODUCTS = """\
# yaml-language-server: $schema=../schema/products.json
windows-xp-sp2:
  name: {de: Windows XP SP2, en: Windows XP SP2}
  vendor: Microsoft
  family: Windows XP
  aliases: [Windows XP Service Pack 2]
windows-vista: {name: {de: Windows Vista, en: Windows Vista}, vendor: Microsoft, family: Windows Vista}
"""

# A record in which the check finds nothing.
RECORD = """\
# yaml-language-server: $schema=../schema/advisory.json
id: "954474"
kind: guidance
state: informational
is_vulnerability: false
published: 2008-06-13
updated: 2008-06-13
title:
  de: Titel
  en: Title
summary:
  de: Zusammenfassung
  en: Summary
products:
  - product: windows-vista
revisions:
  - date: 2008-06-13
    text:
      de: Erste Fassung.
      en: First version.
"""

# A glossary of few words.
VOCABULARY = Vocabulary(
    Glossary.model_validate(
        {
            "groups": [
                {
                    "title": {"de": "Worte", "en": "Words"},
                    "terms": [
                        {
                            "de": {"preferred": "Sicherheitslücke", "avoid": ["Schwachstelle", "Buffer Bug"]},
                            "en": {"preferred": "vulnerability", "avoid": ["security hole"]},
                        }
                    ],
                }
            ],
            "spelling": {"en": {"organize": ["organise"], "center": ["centre"]}},
            "proper_names": ["Security Centre"],
        }
    )
)

Files = str | bytes | dict[str, str | bytes]


def write(folder: Path, files: Files) -> Path:
    """Writes `files` (the text of 2008/954474.yml, or all by name) and a product table; returns `folder`."""
    named = files if isinstance(files, dict) else {"2008/954474.yml": files}
    for name, content in ({"products/windows.yml": PRODUCTS} | named).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def printed(folder: Path, files: Files, rule: str | None = None) -> str:
    """Returns what `kb check` prints about `files`, written to `folder`; only the problems of `rule`, if given."""
    found = check_library(write(folder, files), TODAY, vocabulary=VOCABULARY).problems
    lines = as_text(each for each in found if rule in (None, each.rule))
    return lines.replace(f"{folder}/", "")
