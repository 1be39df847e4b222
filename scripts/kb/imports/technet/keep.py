"""The document's own texts as CommonMark for a record, for owners who hold the licence to them."""

import re
from collections.abc import Iterable

from kb.imports.draft import todo
from kb.imports.technet.blocks import Block, Inline

_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(((?:[^()\s]|\([^()]*\))*)(?:\s+\"[^\"]*\")?\)")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


def markdown(source: str) -> str:
    """Returns inline Markdown without images, HTML and links that lead into the document's own site."""
    text = _IMAGE.sub("", source)
    text = _LINK.sub(
        lambda found: found[0] if found[2].casefold().startswith(("https:", "mailto:")) else found[1], text
    )
    text = re.sub(r"<su[bp]>\s*(.*?)\s*</su[bp]>", r" \1", text, flags=re.I | re.S)
    text = re.sub(r"\s*<br ?/?>\s*| {2,}\n\s*", "\\\\\n", text, flags=re.I)  # a hard break that is seen
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text).replace("<!--", "&lt;!--")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line in lines if line.strip("\\")).rstrip("\\ ")


def short(text: str, length: int = 90) -> str:
    """Returns `text` on one line, cut to `length` characters."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def line(inline: Inline) -> str:
    """Returns a text on one line without markup."""
    return " ".join(inline.text.split())


def prose(blocks: Iterable[Block]) -> str:
    """Returns `blocks` as CommonMark, without raw HTML."""
    parts: list[str] = []
    previous: Block | None = None
    for block in blocks:
        text = _block(block)
        if not text.strip():
            continue
        # an item follows the one before it without a blank line
        tight = block.item and previous is not None and previous.item and previous.kind == block.kind == "text"
        parts.append(("\n" if tight else "\n\n") + text if parts else text)
        previous = block
    return "".join(parts)


def _block(block: Block) -> str:
    if block.kind == "heading":
        return f"**{line(block.inline)}**".replace("\\", "\\\\")
    if block.kind == "code":
        text = f"```\n{block.text.strip(chr(10)).replace('```', '')}\n```" if block.text.strip() else ""
    elif block.kind == "table":
        text = _table(block)
    else:
        text = markdown(block.inline.source)
    # only what stands in a list is indented, else it would be code
    margin = "    " * (block.depth - 1) if block.depth else ""
    mark = (f"{block.number}. ".ljust(4) if block.number else "-   ") if block.item else "    " if block.depth else ""
    first, *rest = text.split("\n")
    inner = margin + " " * len(mark)
    return "\n".join([margin + mark + first, *(f"{inner}{each}" if each else "" for each in rest)])


def _table(block: Block) -> str:
    rows = [
        [markdown(cell.source).replace("\\\n", " ").replace("\n", " ").replace("|", "\\|") for cell in row]
        for row in block.rows
    ]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


class Words:
    """Makes the texts of a record: from the document's own if these are kept, else empty ones to be written."""

    def __init__(self, keep: bool, language: str):
        self.keep, self._language = keep, language

    def title(self, text: str) -> dict[str, str]:
        """Returns the title for `text`, which is without markup."""
        return {self._language: " ".join(text.split())} if self.keep else todo()

    def text(self, source: str) -> dict[str, str]:
        """Returns the text for inline Markdown."""
        return {self._language: markdown(source)} if self.keep else todo()

    def prose(self, blocks: Iterable[Block]) -> dict[str, str]:
        """Returns the text for `blocks`; empty if they hold none that can be kept."""
        if not self.keep:
            return todo()
        text = prose(blocks)
        return {self._language: text} if text else {}
