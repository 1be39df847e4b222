"""Builds plain data from YAML text and keeps the place of every part.

Records use the plain core of YAML 1.1: one document, mappings with text keys, lists and scalars. Anchors,
aliases and tags are refused, so a "billion laughs" file costs nothing. Dates stay text; booleans, numbers and
null become what PyYAML would make of them, so that the check sees what other tools would see.
"""

from functools import lru_cache
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from kb.problem import Problem
from kb.records.advice import character_hint, doubled_hint, syntax_hint

MAX_DEPTH = 32
MAX_NUMBER = 1000  # characters
MAX_NODES = 50_000  # the longest record of 2008 has 770

_resolver = Resolver()
_constructor = SafeConstructor()
_GUESSED = frozenset(_resolver.yaml_implicit_resolvers)


class Unreadable(Exception):
    """A file that cannot be read as a record at all; `problem` says where and why."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


class Node:
    """A YAML value with its place: `data` is plain Python, `line` and `column` count from 1.

    `children` holds the nodes of a mapping by key or of a list by index, `keys` the places of a mapping's keys.
    `raw` is what a scalar holds before its type is guessed, `plain` whether it stands there without quotes; `start`
    and `end` are the indexes in the file's text between which it stands. `again` are the keys of a mapping that were
    repeated since a repeated one was last reported.
    """

    __slots__ = ("again", "children", "column", "data", "end", "keys", "line", "plain", "raw", "start")

    def __init__(self, data: Any, line: int, column: int, children: Any = None):
        self.data, self.line, self.column, self.children = data, line, column, children
        self.keys: dict[str, tuple[int, int]] = {}
        self.again: set[str] | None = None
        self.raw, self.plain, self.start, self.end = "", False, 0, 0


def place_of(text: str, at: int) -> tuple[int, int]:
    """Returns line and column, counted from 1, of index `at` in `text`."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def compose(shown: str, text: str, times: int = 1) -> tuple[Node, list[Problem]]:
    """Returns the node tree of YAML `text` and the problems that did not stop the reading.

    `shown` is the path for messages; it may hold so many `times` the values of a record. Raises Unreadable where the
    text is no YAML or uses what records do not.
    """
    problems: list[Problem] = []
    try:
        return _compose(shown, text, problems, MAX_NODES * times), problems
    except yaml.reader.ReaderError as error:
        before = text.encode()[: int(error.position)].decode(errors="ignore")  # libyaml counts bytes here
        line, column = place_of(before, len(before))
        message, hint = "a character that YAML does not allow", character_hint(before)
        raise Unreadable(Problem(shown, line, column, "yaml-syntax", message, hint)) from None
    except yaml.MarkedYAMLError as error:
        line, column = _place(error, text)
        message = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise Unreadable(Problem(shown, line, column, "yaml-syntax", message, syntax_hint(text, line))) from None


def _place(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int]:
    """Returns where `error` is; what is left open until the end of the file is shown where it begins.

    That a line is no key, the parser notices only at the next one.
    """
    content = text.rstrip()
    marks = (error.problem_mark, error.context_mark)
    for mark in reversed(marks) if error.context == "while scanning a simple key" else marks:
        if mark and mark.index < len(content):
            return mark.line + 1, mark.column + 1
    return place_of(content, len(content))


def _refuse(shown: str, event: yaml.Event, rule: str, message: str, hint: str) -> Unreadable:
    return Unreadable(Problem(shown, *_at(event), rule, message, hint))


def _at(event: yaml.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


_NO_KEY = object()
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def _compose(shown: str, text: str, problems: list[Problem], most: int) -> Node:
    """Builds the node tree from YAML events with a stack of open containers, so depth costs no recursion."""
    top = parent = None
    key: object = _NO_KEY  # of a mapping: the key that waits for its value
    stack: list[tuple] = []  # the containers around `parent`, each with its key
    documents = nodes = 0
    following = yaml.CSafeLoader(text).get_event  # yaml.parse asks before each whether there is one
    while (kind := type(event := following())) is not yaml.StreamEndEvent:
        if kind in _ENDS:
            parent, key = stack.pop()
            continue
        if kind is not yaml.ScalarEvent and kind not in _STARTS and kind is not yaml.AliasEvent:
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                raise _refuse(shown, event, "yaml-syntax", "a second document begins", "one record a file")
            continue
        if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            raise _extra(shown, event)
        nodes += 1
        if nodes > most:
            message = f"more than {most:,} values"
            raise _refuse(shown, event, "file-size", message, "a record is text for people: shorten it or split it")
        keyed = parent is not None and type(parent.data) is dict
        if keyed and key is _NO_KEY:
            if kind is not yaml.ScalarEvent:
                raise _refuse(shown, event, "yaml-syntax", "a list or mapping stands as a key", "quote the key")
            key = _key(shown, parent, stack[-1][0], event, problems)
            continue
        node = _scalar(event) if kind is yaml.ScalarEvent else _container(event, kind)
        if keyed:
            if key is not None:
                parent.data[key] = node.data
                parent.children[key] = node
            key = _NO_KEY
        elif parent is not None:
            parent.data.append(node.data)
            parent.children.append(node)
        else:
            top = node
        if kind is not yaml.ScalarEvent:
            if len(stack) >= MAX_DEPTH:
                raise _refuse(shown, event, "yaml-depth", f"more than {MAX_DEPTH} levels", "a record needs fewer")
            stack.append((parent, key))
            parent, key = node, _NO_KEY
    return top or Node(None, 1, 1)


def _extra(shown: str, event: yaml.NodeEvent) -> Unreadable:
    """Returns the refusal of what records do not use."""
    if isinstance(event, yaml.AliasEvent):
        return _refuse(shown, event, "yaml-anchor", f"an alias (*{event.anchor})", "write the value out")
    if event.anchor is not None:
        return _refuse(shown, event, "yaml-anchor", f"an anchor (&{event.anchor})", "write the value out")
    return _refuse(shown, event, "yaml-tag", f"a tag ({event.tag})", "remove it")


def _container(event: yaml.CollectionStartEvent, kind: type) -> Node:
    if kind is yaml.MappingStartEvent:
        return Node({}, *_at(event), {})
    return Node([], *_at(event), [])


def _key(
    shown: str, parent: Node, around: Node | None, event: yaml.ScalarEvent, problems: list[Problem]
) -> str | None:
    """Notes the key of `parent`, which stands in `around`, and returns it.

    Returns None for a doubled one, whose value is read and dropped.
    """
    name, place = event.value, _at(event)
    if name in parent.keys:
        first = parent.keys[name][0]
        entry = around is not None and type(around.data) is list and place[0] != first
        if entry and parent.again and name not in parent.again:
            parent.again.add(name)  # the `- ` that is missing was reported already
            return None
        parent.again = {name}
        message = f"the key `{name}` is here a second time; the first is in line {first}"
        hint = doubled_hint(name, entry, block=parent.children[name].children is not None)
        problems.append(Problem(shown, *place, "duplicate-key", message, hint))
        return None
    if not event.style and not is_text(name):
        message = f"the key {name} is read as {kind_of(_guess(name))}"
        problems.append(Problem(shown, *place, "wrong-type", message, f'write "{name}"'))
    parent.keys[name] = place
    return name


def _scalar(event: yaml.ScalarEvent) -> Node:
    start = event.start_mark
    node = Node(event.value, start.line + 1, start.column + 1)
    node.raw, node.start, node.end = event.value, start.index, event.end_mark.index
    if not event.style:  # plain: None or "" from libyaml
        node.plain = True
        node.data = _guess(event.value)
    return node


@lru_cache(maxsize=1000)  # nearly all keys are those of the models
def is_text(value: str) -> bool:
    """Tells whether YAML reads `value` as text where it stands without quotes."""
    return isinstance(_guess(value), str)


_TEXT_TAGS = {"tag:yaml.org,2002:" + name for name in ("str", "timestamp", "merge", "value")}


def _guess(value: str) -> Any:
    """Returns what YAML makes of a value without quotes."""
    # Resolvers go by the first character: nearly all words end here. Numbers of that length would stop Python.
    if value[:1] not in _GUESSED or len(value) > MAX_NUMBER:
        return value
    tag = _resolver.resolve(yaml.ScalarNode, value, (True, False))
    return value if tag in _TEXT_TAGS else _typed(tag, value)


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
