"""What holds for every file, record or product table: no hidden characters, and a line for the editor."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from kb.check.rule import Finding, rule
from kb.check.wording import quoted
from kb.records.advice import BACKSLASH
from kb.records.links import LINKS
from kb.records.source import Source
from kb.records.tree import Node, place_of

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = dict(zip("0abvfreNLP", "\0\a\b\v\f\r\x1b\x85\u2028\u2029", strict=True))
# A line break or a tab may be meant, but not in a path: C:\new, %Windir%\notepad.exe, \\server\tools
_IN_PATH = re.compile(r"(?:\b[A-Za-z]:|%\w+%|\\{4}[\w.-]+)\\([nt])")
_MEANINGS = {"n": "a line break", "t": "a tab"}
# A look at every text is dear, and most files with a backslash hold paths of Windows.
_PERHAPS = re.compile(rf'"[^"]*\\[xuU{"".join(_LETTERS)}]')

# What an encoding of several bytes becomes where each is read as a character of Windows-1252: Ã¶ for ö, â€œ for “.
_LATER = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")
_DAMAGED = re.compile(rf"(?:[ÂÃ]|â€)[{_LATER}]|\ufffd+")
_TRACES = ("Â", "Ã", "â€", "\ufffd")

_COPIED = "delete it; copied text often brings it along"


@rule("control-character", scope="file")
def control_character(source: Source) -> Iterator[Finding]:
    """No file holds invisible control characters, or characters that a wrong encoding damaged.

    Bidirectional controls make a text read other than it is; zero-width ones and soft hyphens keep a search from
    finding a word. They come along when text is copied from web pages or certificates. Written as an escape in double
    quotes they are the same, and so are the line break and the tab that `"C:\\new\\tools"` turns into. The no-break
    space (U+00A0) is allowed. `Ã¶` is an ö that was read in another encoding than it was saved in; U+FFFD stands
    where a character was lost.
    """
    if any(each in source.text for each in _TRACES):
        for found in _DAMAGED.finditer(source.text):
            yield _damaged(found[0], *place_of(source.text, found.start()))
    if not source.text.replace("\n", "").isprintable():  # or there is a tab or a no-break space, which may be
        for number, line in enumerate(source.text.split("\n"), 1):
            for found in _INVISIBLE.finditer(line):
                yield _invisible(found[0], number, found.start() + 1)
    path = any(each in source.text for each in (r"\n", r"\t")) and _IN_PATH.search(source.text)
    if path or _PERHAPS.search(source.text):
        for node in _nodes(source.root):
            if source.text.startswith('"', node.start):
                for found in _IN_PATH.finditer(source.text, node.start, node.end):
                    message = f"`\\{found[1]}` in double quotes is {_MEANINGS[found[1]]}"
                    yield Finding((), message, BACKSLASH, place=place_of(source.text, found.end() - 2))
                for found in _ESCAPE.finditer(source.text, node.start, node.end):
                    digits, letter = found[1] or found[2] or found[3], found[4]
                    character = chr(int(digits, 16)) if digits else _LETTERS.get(letter, " ")
                    if _INVISIBLE.match(character):
                        hint = _COPIED if digits else BACKSLASH
                        yield _invisible(character, *place_of(source.text, found.start()), hint)


def _invisible(character: str, line: int, column: int, hint: str = _COPIED) -> Finding:
    return Finding((), f"an invisible character, U+{ord(character):04X}", hint, place=(line, column))


def _damaged(read: str, line: int, column: int) -> Finding:
    if read[0] == "\ufffd":
        hint = "write the character that was meant"
        return Finding((), "U+FFFD stands where a character was lost", hint, place=(line, column))
    saved = read.encode("cp1252").decode()
    hint = f"write {saved}" if saved.isprintable() else _COPIED
    return Finding((), f"{quoted(read)} is what a wrong encoding makes of a character", hint, place=(line, column))


def _nodes(node: Node) -> Iterator[Node]:
    """Yields all nodes below `node` that hold text."""
    if isinstance(node.children, dict | list):
        for child in node.children.values() if isinstance(node.children, dict) else node.children:
            yield from _nodes(child)
    elif isinstance(node.data, str):
        yield node


@rule("schema-line", scope="file", severity="warning")
def schema_line(source: Source) -> Iterator[Finding]:
    """The first line names the JSON Schema of the file, for the editor.

    With it, editors with YAML support complete keys and mark faults while one types.
    """
    path = PurePath(source.path)
    name = "products" if path.parent.name == "products" else "advisory"
    wanted = f"# yaml-language-server: $schema={f'../schema/{name}' if path.name != LINKS else 'schema/links'}.json"
    if source.text.partition("\n")[0].rstrip() != wanted:
        message = "the first line does not name the schema of this file"
        yield Finding((), message, f"write {wanted}", place=(1, 1))
