"""Markdown as a flat list of blocks, each with the line at which it stands: what the readers of facts look at.

Tables come as Markdown or as HTML, with Markdown inside of HTML cells and the other way round. Both become the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table")
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.S | re.I)
_EMPTY = re.compile(r"^[ \t]*<p>[ \t]*</p>[ \t]*$", re.M | re.I)
_PLACE = re.compile(r"^\s*<!--table (\d+)-->\s*$")


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text: `text` without markup (lines kept), `links` as (text, address), `strong` all bold parts.

    `lead` is the first line if all of it is bold, `bold` says that the whole text is, `raised` holds what stands in
    superscript, `source` is the Markdown.
    """

    text: str
    line: int
    source: str = ""
    links: tuple[tuple[str, str], ...] = ()
    strong: tuple[str, ...] = ()
    lead: str = ""
    bold: bool = False
    raised: tuple[str, ...] = ()


@dataclass(slots=True)
class Block:
    """A piece of the document: `kind` is heading, text, table or code.

    `depth` is the level of a heading, and for the rest how many lists it stands in. `item` says that it begins an
    item of a list, `number` which number that has, if any. Tables have `rows` of cells.
    """

    kind: str
    line: int
    inline: Inline
    depth: int = 0
    item: bool = False
    number: str = ""
    rows: list[list[Inline]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of a heading, paragraph or code."""
        return self.inline.text

    def inlines(self) -> Iterator[Inline]:
        """Yields the block's text and the cells of its table."""
        yield self.inline
        for row in self.rows:
            yield from row


def blocks(text: str, first_line: int = 1) -> list[Block]:
    """Returns the blocks of Markdown `text`, whose first line has the number `first_line` in its file."""
    tables: list[Block] = []

    def take_out(found: re.Match[str]) -> str:
        line = first_line + text.count("\n", 0, found.start())
        tables.append(Block("table", line, Inline("", line), rows=_html_rows(found[0], line)))
        # blank lines around it: a paragraph that runs on to the table is one of its own
        return f"<!--table {len(tables) - 1}-->" + "\n" * found[0].count("\n")

    text = _EMPTY.sub("", text)  # to Markdown, what follows on the next line would be HTML as well
    return [*_walk(_PARSER.parse(_TABLE.sub(take_out, text)), tables, first_line)]


def _walk(tokens: list[Token], tables: list[Block], first: int) -> Iterator[Block]:
    depth = 0
    begins, number = False, ""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        line = first + token.map[0] if token.map else first
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            begins, number = True, token.info
        elif token.type == "heading_open":
            inline = _inline(tokens[position + 1], line)
            yield Block("heading", line, inline, int(token.tag[1]))
        elif token.type == "paragraph_open":
            yield Block("text", line, _inline(tokens[position + 1], line), depth, begins, number)
            begins, number = False, ""
        elif token.type in ("fence", "code_block"):
            yield Block("code", line, Inline(token.content, line), depth, begins, number)
            begins, number = False, ""
        elif token.type == "html_block":
            for each in _html_blocks(token.content, tables, line):
                each.depth, each.item, each.number = depth, begins, number
                begins, number = False, ""
                yield each
        elif token.type == "table_open":
            end = next(at for at in range(position, len(tokens)) if tokens[at].type == "table_close")
            table = _pipe_table(tokens[position:end], first, depth)
            if table.rows:
                yield table
            position = end
        position += 1


def _html_blocks(content: str, tables: list[Block], line: int) -> Iterator[Block]:
    for offset, part in enumerate(content.split("\n")):
        if (found := _PLACE.match(part)) and int(found[1]) < len(tables):
            if tables[int(found[1])].rows:
                yield tables[int(found[1])]
        elif re.sub(r"<[^>]*>", "", part).strip():
            yield Block("text", line + offset, inline(part, line + offset))


def _pipe_table(tokens: list[Token], first: int, depth: int) -> Block:
    rows: list[list[Inline]] = []
    line = first + tokens[0].map[0]
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
            line = first + token.map[0] if token.map else line
        elif token.type == "inline":
            rows[-1].append(_inline(token, line))
    rows = [row for row in rows if any(cell.text for cell in row)]
    start = first + tokens[0].map[0]
    return Block("table", start, Inline("", start), depth, rows=rows)


def inline(source: str, line: int) -> Inline:
    """Returns the inline Markdown `source` read."""
    tokens = _PARSER.parseInline(source.strip())
    return _inline(tokens[0], line) if tokens else Inline("", line)


def _inline(token: Token, line: int) -> Inline:
    parts: list[str] = []
    links: list[tuple[str, str]] = []
    strong: list[str] = []
    raised: list[str] = []
    opened: list[tuple[str, int, str]] = []
    plain: list[int] = []  # lines with text that is not bold
    number = 0
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
            if child.content.strip(" :.") and not any(kind == "strong" for kind, *_ in opened):
                plain.append(number)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
            number += 1
        elif child.type in ("link_open", "strong_open"):
            opened.append((child.type.removesuffix("_open"), len(parts), child.attrGet("href") or ""))
        elif child.type in ("link_close", "strong_close"):
            kind, start, address = opened.pop()
            inner = " ".join("".join(parts[start:]).split())
            (links.append((inner, address)) if kind == "link" else strong.append(inner))
        elif child.type == "html_inline":
            tag = child.content.casefold()
            if tag.startswith("<br"):
                parts.append("\n")
                number += 1
            elif tag.startswith("<sup"):
                opened.append(("sup", len(parts), ""))
            elif tag.startswith("</sup") and opened and opened[-1][0] == "sup":
                start = opened.pop()[1]
                raised += re.findall(r"\w+|\*+", "".join(parts[start:]))
                del parts[start:]
        elif child.type == "image":
            continue
    text = "\n".join(" ".join(part.split()) for part in "".join(parts).split("\n")).strip()
    lead = text.partition("\n")[0] if strong and 0 not in plain else ""
    bold = bool(strong) and not plain
    return Inline(text, line, token.content, tuple(links), tuple(strong), lead, bold, tuple(raised))


class _Cells(HTMLParser):
    """Collects the cells of a table as Markdown; a cell over several rows or columns counts for each of them."""

    def __init__(self, first_line: int):
        super().__init__(convert_charrefs=True)
        self.first, self.rows, self.cell = first_line, [], None
        self.spans: dict[tuple[int, int], tuple[str, int]] = {}
        self.span = (1, 1)
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "tr":
            self._end()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end()
            self.cell = []
            self.line = self.first + self.getpos()[0] - 1
            self.span = tuple(_span(values.get(name)) for name in ("rowspan", "colspan"))
        elif self.cell is not None:
            if tag == "a":
                self.href = values.get("href") or ""
                self.cell.append("[")
            else:
                self.cell.append(
                    {"br": "<br>", "strong": "**", "b": "**", "sup": "<sup>", "p": "<br>", "li": "<br>"}.get(tag, "")
                )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end()
        elif self.cell is not None:
            self.cell.append({"a": f"]({self.href})", "strong": "**", "b": "**", "sup": "</sup>"}.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            # what is no tag in HTML shall be none in Markdown
            self.cell.append(re.sub(r" {2,}\n", "<br>", data.replace("<", "&lt;")))

    def _end(self) -> None:
        if self.cell is None or not self.rows:
            return
        source = "".join(self.cell)
        source = re.sub(r"\*\*(\s*(?:<br>\s*)*)\*\*", r"\1", source)  # bold that ends where it begins anew
        source = re.sub(r"\*\*(.*?)\*\*", lambda m: f"**{m[1].strip()}** ", source, flags=re.S)
        source = re.sub(r"(?:\s*<br>)+\s*$|^\s*(?:<br>\s*)+", "", source.strip()).strip()
        row = self._filled(len(self.rows) - 1)
        for column in range(self.span[1]):
            row.append((source if column == 0 else "", self.line))
            for below in range(1, self.span[0]):
                self.spans[len(self.rows) - 1 + below, len(row) - 1] = row[-1]
        self.cell = None

    def _filled(self, number: int) -> list[tuple[str, int]]:
        row = self.rows[number]
        while cell := self.spans.get((number, len(row))):
            row.append(cell)
        return row

    def finished(self) -> list[list[Inline]]:
        for number in range(len(self.rows)):
            self._filled(number)
        rows = [[inline(re.sub(r"\s*\n\s*", " ", source), line) for source, line in row] for row in self.rows]
        return [row for row in rows if any(cell.text for cell in row)]


def _span(value: str | None) -> int:
    """Returns how many rows or columns a cell takes; HTML allows a thousand."""
    return min(int(value), 1000) if value and value.isascii() and value.isdigit() else 1


def _html_rows(table: str, line: int) -> list[list[Inline]]:
    reader = _Cells(line)
    reader.feed(table)
    reader.close()
    return reader.finished()
