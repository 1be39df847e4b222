"""The notes of a CSAF document as texts of a record: the summary, questions and answers, what else titles tell."""

from typing import Any

from kb.imports.csaf.remedies import Remedies
from kb.imports.draft import Draft
from kb.imports.json_document import Node
from kb.imports.titles import field_of, is_plain
from kb.imports.words import Words, line

_CATEGORIES = ("description", "details", "faq", "general", "summary")
_LISTS = ("workarounds", "mitigations", "actions", "detection")


def field_for(note: Node, has_summary: bool) -> tuple[str, str] | None:
    """Returns the field for `note` and what its title adds; None for one that records have no place for."""
    category, title = note["category"].text, line(note["title"].text)
    if category not in _CATEGORIES or not note["text"].text:
        return None
    if category == "faq":
        return "faq", title
    if category == "summary":
        return "summary", ""
    if found := field_of(title):
        return found
    if category == "description" and not has_summary:
        return "summary", ""
    return (
        ("details", "" if is_plain(title) else title) if category in ("description", "details", "general") else None
    )


class Notes:
    """Reads the notes of a document into the draft `made`."""

    def __init__(self, made: Draft, notes: Node, words: Words):
        self._made, self._words = made, words
        has_summary = any(each["category"].text == "summary" for each in notes)
        self._found = [(each, field) for each in notes if (field := field_for(each, has_summary))]

    @property
    def general(self) -> str:
        """What is recommended, or else the summary, as printed: `kb export` says it of products without a remedy."""
        texts = {name: each["text"].text for each, (name, _) in reversed(self._found)}
        return texts.get("recommendation") or texts.get("summary", "")

    def add(self, remedies: Remedies) -> None:
        """Adds all notes that have a field; the others are left."""
        for note, (name, title) in self._found:
            note["category"].take()
            note["title"].take()
            if name == "faq":
                self._question(note, title)
            elif name in _LISTS:
                remedies.add_text(name, note["text"], title)
            else:
                self._text(name, note["text"], title)

    def _question(self, note: Node, title: str) -> None:
        entries = self._made.record.setdefault("faq", [])
        loc = ("faq", len(entries))
        question = self._words.title((*loc, "question"), note["title"])
        entries.append({"question": question, "answer": self._words.text((*loc, "answer"), note["text"])})

    def _text(self, name: str, node: Node, title: str) -> None:
        """Adds a text to a field; a second one follows the first, below its title."""
        text = f"**{title}**\n\n{node.take()}" if title else node.take()
        made: dict[str, Any] = self._words.text((name,), node, text)
        before = self._made.record.get(name, {})
        self._made.record[name] = {key: "\n\n".join(filter(None, (before.get(key), made[key]))) for key in made}
