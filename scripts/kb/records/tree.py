"""Builds plain data from YAML text and keeps the place of every part.

Records use the plain core of YAML 1.1: one document, mappings with text keys, lists and scalars. Anchors,
aliases and tags are refused, so a "billion laughs" file costs nothing. Dates stay text; booleans, numbers and
null become what PyYAML would make of them, so that the check sees what other tools would see.
"""

from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from kb.problem import Problem

MAX_DEPTH = 32
MAX_NODES = 50_000  # the longest record of 2008 has 770

_resolver = Resolver()
_constructor = SafeConstructor()


class Unreadable(Exception):
    """A file that cannot be read as a record at all; `problem` says where and why."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


class Node:
    """A YAML value with its place: `data` is plain Python, `line` and `column` count from 1.

    `children` holds the nodes of a mapping by key or of a list by index, `keys` the places of a mapping's keys.
    `raw` is what a scalar holds before its type is guessed, `plain` whether it stands there without quotes; `start`
    and `end` are the indexes in the file's text between which it stands.
    """

    __slots__ = ("children", "column", "data", "end", "keys", "line", "plain", "raw", "start")

    def __init__(self, data: Any, line: int, column: int):
        self.data, self.line, self.column = data, line, column
        self.children: Any = None
        self.keys: dict[str, tuple[int, int]] = {}
        self.raw, self.plain = "", False
        self.start = self.end = 0


def place_of(text: str, at: int) -> tuple[int, int]:
    """Returns line and column, counted from 1, of index `at` in `text`."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def compose(shown: str, text: str) -> tuple[Node, list[Problem]]:
    """Returns the node tree of YAML `text` and the problems that did not stop the reading.

    `shown` is the path for messages. Raises Unreadable where the text is no YAML or uses what records do not.
    """
    problems: list[Problem] = []
    try:
        return _compose(shown, text, problems), problems
    except yaml.reader.ReaderError as error:
        before = text.encode()[: int(error.position)].decode(errors="ignore")  # libyaml counts bytes here
        line, column = place_of(before, len(before))
        raise Unreadable(
            Problem(shown, line, column, "yaml-syntax", "a character that YAML does not allow", "remove it")
        ) from None
    except yaml.MarkedYAMLError as error:
        line, column = _place(error, text)
        message = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise Unreadable(Problem(shown, line, column, "yaml-syntax", message, _syntax_hint(text, line))) from None


def _place(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int]:
    """Returns where `error` is; what is left open until the end of the file is shown where it begins."""
    content = text.rstrip()
    for mark in (error.problem_mark, error.context_mark):
        if mark and mark.index < len(content):
            return mark.line + 1, mark.column + 1
    return place_of(content, len(content))


def _syntax_hint(text: str, line: int) -> str:
    lines = text.split("\n")
    content = lines[line - 1] if line <= len(lines) else ""
    if "\t" in content:
        return "indent with spaces, not with tabs"
    if ": " in content.partition(": ")[2]:
        return 'put text that contains ": " in quotes'
    if '"' in content and "\\" in content:
        return "a backslash stands for itself only in 'single quotes' or in a block after |"
    value = content.partition(": ")[2].lstrip() or content.lstrip(" -")
    if value[:1] in ("[", "{"):
        return f"close the {value[0]}, or put a value that begins with it in quotes"
    if value[:1] in ("%", "*", "@", "&", "`", "!", "|", ">"):
        return f"put a value that begins with {value[:1]} in quotes"
    return "check indentation, quotes and colons here and in the line above"


def _refuse(shown: str, event: yaml.Event, rule: str, message: str, hint: str) -> Unreadable:
    return Unreadable(Problem(shown, *_at(event), rule, message, hint))


def _at(event: yaml.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


_NO_KEY = object()
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def _compose(shown: str, text: str, problems: list[Problem]) -> Node:
    """Builds the node tree from YAML events with a stack of open containers, so depth costs no recursion."""
    top = Node(None, 1, 1)
    stack: list[list] = []  # [open container, key that waits for its value]
    documents = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, _ENDS):
            stack.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise _refuse(shown, event, "yaml-syntax", "a second document begins", "one record a file")
            continue
        _refuse_extras(shown, event)
        nodes += 1
        if nodes > MAX_NODES:
            message = f"more than {MAX_NODES:,} values"
            raise _refuse(shown, event, "file-size", message, "a record is text for people: shorten it or split it")
        scalar = isinstance(event, yaml.ScalarEvent)
        parent, key = stack[-1] if stack else (None, _NO_KEY)
        if parent is not None and isinstance(parent.data, dict) and key is _NO_KEY:
            if not scalar:
                raise _refuse(shown, event, "yaml-syntax", "a list or mapping stands as a key", "quote the key")
            stack[-1][1] = _key(shown, parent, _scalar(event), problems)
            continue
        node = _scalar(event) if scalar else _container(event)
        if parent is None:
            top = node
        elif isinstance(parent.data, list):
            parent.data.append(node.data)
            parent.children.append(node)
        else:
            if key is not None:
                parent.data[key] = node.data
                parent.children[key] = node
            stack[-1][1] = _NO_KEY
        if not scalar:
            if len(stack) >= MAX_DEPTH:
                raise _refuse(shown, event, "yaml-depth", f"more than {MAX_DEPTH} levels", "a record needs fewer")
            stack.append([node, _NO_KEY])
    return top


def _refuse_extras(shown: str, event: yaml.NodeEvent) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _refuse(shown, event, "yaml-anchor", f"an alias (*{event.anchor})", "write the value out")
    if event.anchor is not None:
        raise _refuse(shown, event, "yaml-anchor", f"an anchor (&{event.anchor})", "write the value out")
    if event.tag is not None:
        raise _refuse(shown, event, "yaml-tag", f"a tag ({event.tag})", "remove it")


def _container(event: yaml.CollectionStartEvent) -> Node:
    node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], *_at(event))
    node.children = type(node.data)()
    return node


def _key(shown: str, parent: Node, node: Node, problems: list[Problem]) -> str | None:
    """Notes the key and returns it; None for a doubled one, whose value is read and dropped."""
    place = (node.line, node.column)
    if node.raw in parent.keys:
        first = parent.keys[node.raw][0]
        message = f"the key `{node.raw}` is here a second time; the first is in line {first}"
        problems.append(Problem(shown, *place, "duplicate-key", message, "keep one of the two"))
        return None
    if not isinstance(node.data, str):
        message = f"the key {node.raw} is read as {kind_of(node.data)}"
        problems.append(Problem(shown, *place, "wrong-type", message, f'write "{node.raw}"'))
    parent.keys[node.raw] = place
    return node.raw


def _scalar(event: yaml.ScalarEvent) -> Node:
    node = Node(event.value, *_at(event))
    node.raw, node.start, node.end = event.value, event.start_mark.index, event.end_mark.index
    if not event.style:  # plain: None or "" from libyaml
        node.plain = True
        tag = _resolver.resolve(yaml.ScalarNode, event.value, (True, False))
        if tag not in _TEXT_TAGS:
            node.data = _typed(tag, event.value)
    return node


_TEXT_TAGS = {"tag:yaml.org,2002:" + name for name in ("str", "timestamp", "merge", "value")}


def _typed(tag: str, value: str) -> Any:
    convert = {
        "null": lambda _: None,
        "bool": _constructor.construct_yaml_bool,
        "int": _constructor.construct_yaml_int,
        "float": _constructor.construct_yaml_float,
    }
    try:
        return convert[tag.rpartition(":")[2]](yaml.ScalarNode(tag, value))
    except ValueError:  # such as 0x or an int too long to convert: text, as far as a record is concerned
        return value


def kind_of(data: Any) -> str:
    """Returns what a value is, in words for messages."""
    if data is None:
        return "nothing"
    if isinstance(data, bool):
        return "true or false"
    if isinstance(data, int | float):
        return "a number"
    return {str: "text", list: "a list", dict: "a mapping"}[type(data)]
