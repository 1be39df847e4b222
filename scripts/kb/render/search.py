"""What the search engine gets to read of an advisory: a small page with the texts and identifiers that matter."""

import re

from jinja2 import Environment

from kb.records.advisory import Advisory
from kb.render.library import Library

_WORDS = re.compile(r"[A-Za-z][\w.\\:-]*[_.\\:][\w.\\:-]+|0x[0-9A-Fa-f]{4,}")


def search_page(advisory: Advisory, library: Library, environment: Environment) -> str:
    """Returns the HTML of one advisory for the search index of the environment's language."""
    entry = library.by_id[advisory.id]
    keys = list(dict.fromkeys([*entry.affected, *entry.not_affected]))
    return environment.get_template("index.html").render(
        a=advisory,
        entry=entry,
        products=[library.products[key] for key in keys],
        identifiers=" ".join(identifiers(advisory, library)),
    )


def identifiers(advisory: Advisory, library: Library) -> list[str]:
    """Returns every form in which an identifier of `advisory` may be typed, in the order of the record."""
    entry = library.by_id[advisory.id]
    found: dict[str, None] = {advisory.id: None}
    names = [*advisory.aliases, *entry.cves, *(f"KB{number}" for number in entry.kbs)]
    names += [reference.id for reference in advisory.references if reference.id]
    for name in names:
        found |= dict.fromkeys(_forms(name))
    for block in [code for item in advisory.detection for code in item.code]:
        for word in _WORDS.findall(block.code):
            found |= dict.fromkeys(_forms(word))
        if block.path:
            found |= dict.fromkeys(_forms(block.path))
    for indicator in advisory.indicators:
        for value in indicator.values:
            found |= dict.fromkeys(_forms(value))
    return list(found)


def _forms(name: str) -> list[str]:
    """Returns a name as it is, with blanks for its marks, and with neither; a number also bare."""
    forms = [name, re.sub(r"[^A-Za-z0-9]+", " ", name).strip(), re.sub(r"[^A-Za-z0-9]+", "", name)]
    bare = re.fullmatch(r"(?:KB|CVE-|VU#|BID |0x)(.+)", name, re.I)
    if bare:
        forms.append(bare[1])
    if name.upper().startswith("KB"):
        forms.append(f"KB {name[2:]}")
    return [form for form in forms if form]
