"""The texts of documents that are written in plain text or CommonMark, as texts of a record."""

import re

from markdown_it import MarkdownIt

from kb.imports.draft import Draft, Loc, todo
from kb.imports.json_document import Node
from kb.records.fields import LANGUAGES

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_markdown = MarkdownIt("commonmark", {"html": True})


class Words:
    """Makes the texts of a draft in one language.

    With `keep` they are the document's own; otherwise, and where records do not have the language, they are to be
    written, and the document's own stand above them as remarks.
    """

    def __init__(self, made: Draft, language: str, keep: bool):
        self._made, self.language = made, language
        self._keep = keep and language in LANGUAGES

    def title(self, loc: Loc, node: Node, text: str | None = None) -> dict[str, str]:
        """Returns the title at `loc` of the record, from the node or from `text`, which is part of it."""
        return self._either(loc, node, line(node.take() if text is None else text))

    def text(self, loc: Loc, node: Node, text: str | None = None) -> dict[str, str]:
        """Returns the text at `loc` of the record, from the node or from `text`, which is part of it."""
        return self._either(loc, node, prose(node.take() if text is None else text))

    def _either(self, loc: Loc, node: Node, text: str) -> dict[str, str]:
        if text and not self._keep:
            self._made.note(loc, f"{node.path}: {text}")
        return {self.language: text} if text and self._keep else todo()


def line(text: str) -> str:
    """Returns `text` on one line."""
    return " ".join(_HIDDEN.sub("", text).split())


def prose(text: str) -> str:
    """Returns `text` as CommonMark without raw HTML: what a reader would take for a tag is escaped."""
    text = _HIDDEN.sub("", text.replace("\r\n", "\n")).replace("\xa0", " ").strip()
    if "<" in text:
        tokens = [token for block in _markdown.parse(text) for token in (block, *(block.children or ()))]
        tags = {each.content.strip() for each in tokens if each.type in ("html_inline", "html_block")}
        if tags:
            any_tag = "|".join(map(re.escape, sorted(tags, key=lambda tag: (-len(tag), tag))))
            text = re.sub(any_tag, lambda found: found[0].replace("<", "\\<"), text)
    return text
