"""What affected products have instead of an update, as the remediations of CSAF tell it."""

import re
from typing import NamedTuple

from kb.imports.json_document import Node
from kb.imports.references import usable

# The words of `kb export` for it in all languages: docs/labels, `remediation`.
_LABELS = {
    "vendor_fix": "Automatic|Automatisch",
    "workaround": "Workaround only|Nur Problemumgehung",
    "none_available": "No update available|Kein Update verfügbar",
    "no_fix_planned": "No update planned|Kein Update geplant",
}
INVESTIGATED = ("Under investigation", "Wird untersucht")  # what it says of products whose status is not known yet
_FORMS = {name: re.compile(rf"(?:{labels})(?:\n\n(?P<note>[\s\S]+))?") for name, labels in _LABELS.items()}


class Instead(NamedTuple):
    """What one remediation says of a row: its `category`, and the `note` on the row alone.

    `stated` tells that our own words say it, which name what a row has; from those of others it is concluded. Without
    `node` there is an answer that says nothing of the row itself, such as "Install the update.".
    """

    category: str
    node: Node | None = None
    stated: bool = False
    note: str = ""

    @property
    def url(self) -> str:
        """The address that is named for it, if a record can hold it."""
        url = self.node["url"].text if self.node else ""
        return url if usable(url) else ""

    def take(self) -> None:
        """Says that this is placed."""
        if self.url:
            self.node["url"].take()
        if self.stated:
            self.node["details"].take()


def stated(node: Node) -> Instead | None:
    """Returns what the remediation `node` says in our own words; None for one in others."""
    category = node["category"].text
    form = _FORMS.get(category)
    found = form.fullmatch(node["details"].text) if form else None
    return Instead(category, node, True, found["note"] or "") if found else None


def chosen(said: list[Instead], mended: bool) -> Instead | None:
    """Returns what a row has instead of an update, after all that is said of it; None where nothing is known.

    `mended` tells that the row needs no conclusion: its fix is named. A workaround stands beside the fix in most
    documents: it is all there is only where nothing else is said of the row. That a fix comes by itself is concluded
    from nobody's words: "Update to the latest version" names no update, either.
    """
    if found := next((each for each in said if each.stated), None):
        return found
    if mended:
        return None
    if none := [each for each in said if each.node and each.category in ("none_available", "no_fix_planned")]:
        return none[-1]
    return said[0] if said and all(each.node and each.category == "workaround" for each in said) else None
