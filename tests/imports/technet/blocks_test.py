"""Markdown becomes blocks with lines; tables in HTML and Markdown are the same."""

import pytest

from kb.imports.technet.blocks import Block, blocks


def shape(text: str) -> list[tuple]:
    """Line, kind, depth and text of each block; of tables the cells."""
    return [
        (block.line, block.kind, block.depth, [[cell.text for cell in row] for row in block.rows] or block.text)
        for block in blocks(text)
    ]


def test_headings_lists_and_code():
    text = "Titel\n=====\n\n- a\n\n  b\n\n  1. c\n     d\n\n```\nx\n```\n\n    y\n"
    assert shape(text) == [
        (1, "heading", 1, "Titel"),
        (4, "text", 1, "a"),
        (6, "text", 1, "b"),
        (8, "text", 2, "c\nd"),
        (11, "code", 0, "x\n"),
        (15, "code", 0, "y\n"),
    ]


def test_items_and_their_numbers():
    found = [(block.text, block.item, block.number) for block in blocks("- 10. Mai\n- a\n\n  b\n")]
    assert found == [("Mai", True, "10"), ("a", True, ""), ("b", False, "")]


@pytest.mark.parametrize(
    "table",
    [
        "| A | B |\n|---|---|\n| c\\* | [d](https://example.org/) |\n",
        "<table>\n<tr><th>A</th>\n<th>B</th></tr>\n<tr><td>c*</td><td><a href='https://example.org/'>d</a></td></tr></table>",
        "<table>\n<tr>\n<td>\nA\n</td>\n<td>\nB\n</td>\n</tr>\n\n<tr><td>\nc\\*\n</td><td>[d](https://example.org/)</td></tr></table>",
    ],
)
def test_tables_of_all_kinds(table: str):
    (block,) = blocks(f"\n<p> </p>\n{table}")
    assert [[cell.text for cell in row] for row in block.rows] == [["A", "B"], ["c*", "d"]]
    assert block.rows[1][1].links == (("d", "https://example.org/"),)
    assert block.line == 3


def test_cells_over_several_rows_and_columns():
    table = "<table><tr><td colspan=2>A</td></tr><tr><td rowspan=2>b</td><td>c</td></tr><tr><td>d</td></tr></table>"
    (block,) = blocks(table)
    assert [[cell.text for cell in row] for row in block.rows] == [["A", ""], ["b", "c"], ["b", "d"]]


@pytest.mark.parametrize(
    ("source", "text", "lead", "bold", "raised"),
    [
        ("**a**", "a", "a", True, ()),
        ("**a** **b?**  \nc", "a b?\nc", "a b?", False, ()),
        ("**a** b", "a b", "", False, ()),
        ("**a**:", "a:", "a:", True, ()),
        ("a<br />b<sup>[1]</sup>", "a\nb", "", False, ("1",)),
        ("![](x.png) a\\_b", "a_b", "", False, ()),
    ],
)
def test_inline(source: str, text: str, lead: str, bold: bool, raised: tuple[str, ...]):
    (block,) = blocks(source)
    inline = block.inline
    assert (inline.text, inline.lead, inline.bold, inline.raised) == (text, lead, bold, raised)


def test_html_around_a_text_is_no_part_of_it():
    found: list[Block] = blocks("-   <p>10. Mai 2005: a</P>\n-   b\n")
    assert [(block.text, block.item, block.depth) for block in found] == [
        ("10. Mai 2005: a", True, 1),
        ("b", True, 1),
    ]


def test_a_table_in_an_item_belongs_to_it():
    (item, table) = blocks("- a\n\n  <table><tr><td>b</td></tr></table>\n")
    assert (item.depth, table.depth, table.item) == (1, 1, False)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<table></table>", []),
        ("<table><tr></tr></table>", []),
        ("|  |\n|--|\n", []),
        ("<!--table 7-->", []),
        ('<table><td>a</td><tr><td rowspan="x">b</td></tr></table>', [["a", "b"]]),
        ('<table><tr><td rowspan="99999999">a</td><tr><td>b</td></table>', [["a"], ["a", "b"]]),
        ("<table><tr><td>&lt;Version&gt; **a**</td></tr></table>", [["<Version> a"]]),
    ],
)
def test_broken_tables(table: str, rows: list[list[str]]):
    found = [[cell.text for cell in row] for block in blocks(table) for row in block.rows]
    assert found == rows
