"""YAML as content files use it: strict, with the line of every value, and written in one canonical form.

Only the node tree of PyYAML is used, so nothing in a file can make an object. YAML 1.1's types are left out:
a Danish text such as nej, on or 12:30 is text.
"""

import re
import sys
from collections.abc import Mapping
from typing import Any, Final

import yaml
from pydantic import JsonValue
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from elearning.content_text import MESSAGES as TEXT_MESSAGES
from elearning.content_text import UNSEEN, ContentError, ContentProblem, Loc, dotted, read_text

MAX_DEPTH: Final = 12

MESSAGES: Final[Mapping[str, str]] = {
    "unseen": TEXT_MESSAGES["unseen"],
    "syntax": "this is not valid YAML ({problem}); check the indentation, and put text that has ': ', ' #' or"
    " begins with a sign in quotes",
    "duplicate": "the key '{key}' stands here twice; keep one of them",
    "key": "a key must be plain text such as 'title'; put it in quotes if it is meant",
    "alias": "anchors (&) and aliases (*) are not used here; write the value out, or put the text in quotes",
    "tag": "tags (!) are not used here; leave the tag out, or put the text in quotes",
    "too_deep": f"the lists and keys are nested more than {MAX_DEPTH} levels deep; write it flatter",
}


class _Resolver(BaseResolver):
    """Give types to true, false, null and whole numbers only; YAML 1.1 would also take nej, on and 12:30."""


_Resolver.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_Resolver.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:null|~|)$"), ["n", "~", ""])
_Resolver.add_implicit_resolver(
    # Eighteen digits at most: Python refuses to convert thousands of them.
    "tag:yaml.org,2002:int",
    re.compile("^-?(?:0|[1-9][0-9]{0,17})$"),
    list("-0123456789"),
)


class _Refused(yaml.MarkedYAMLError):
    """A part of YAML that content does not use; `problem` is the kind of message."""


class _Loader(Reader, Scanner, Parser, Composer, _Resolver):
    """Reads the node tree only, without PyYAML's constructors: nothing in a file can make an object."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        _Resolver.__init__(self)
        self.depth = 0

    def read(self) -> yaml.Node | None:
        """Read the one document there is; whatever cannot be read is a YAMLError with its place."""
        try:
            return self.get_single_node()
        # PyYAML hands "\U00110000" to chr, and the 5,000 digits of a directive to int, as they are.
        except (ValueError, OverflowError) as error:
            problem = "found a number or an escaped character that is too large"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=self.get_mark()) from error

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave this one untyped
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Refused(problem="alias", problem_mark=event.start_mark)
        if event.tag is not None:
            raise _Refused(problem="tag", problem_mark=event.start_mark)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Refused(problem="too_deep", problem_mark=event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Reading:
    """Turns a node tree into plain values, collecting lines and problems on the way."""

    def __init__(self, path: str | None, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[Loc, int] = {}
        self.problems: list[ContentProblem] = []

    def report(self, kind: str, line: int, loc: Loc, **values: str) -> None:
        message = MESSAGES[kind].format(**values)
        self.problems.append(ContentProblem(self.path, line + self.first_line, dotted(loc), message))

    def value(self, node: yaml.Node | None, loc: Loc) -> JsonValue:
        if node is None:
            return None
        self.lines.setdefault(loc, node.start_mark.line + self.first_line)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*loc, number)) for number, item in enumerate(node.value)]
        return self.scalar(node, loc)

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, JsonValue]:
        result: dict[str, JsonValue] = {}
        for key, value in node.value:
            line = key.start_mark.line
            if key.tag != "tag:yaml.org,2002:str":
                self.report("key", line, loc)
            elif key.value in result:
                self.report("duplicate", line, loc, key=key.value)
            else:
                self.lines[(*loc, key.value)] = line + self.first_line
                result[self.text(key, loc)] = self.value(value, (*loc, key.value))
        return result

    def text(self, node: yaml.Node, loc: Loc) -> str:
        text: str = node.value
        if found := UNSEEN.search(text):
            self.report("unseen", node.start_mark.line, loc, character=f"U+{ord(found[0]):04X}")
        return text

    def scalar(self, node: yaml.Node, loc: Loc) -> JsonValue:
        text = self.text(node, loc)
        match node.tag.rpartition(":")[2]:
            case "bool":
                return text == "true"
            case "int":
                return int(text)
            case "null":
                return None
        return text


def load_yaml(text: str, *, path: str | None = None, first_line: int = 1) -> tuple[JsonValue, dict[Loc, int]]:
    """Read one YAML document: its value and the line of every value in it, counted from `first_line`.

    Only true, false, null and whole numbers have types; the rest is text as it stands.
    Raises ContentError for invalid YAML, duplicate or non-text keys, anchors, aliases, tags, and too much.
    """
    reading = _Reading(path, first_line)
    try:
        node = _Loader(read_text(text, path)).read()
    except _Refused as error:
        reading.report(str(error.problem), _line_of(error), ())
    except yaml.MarkedYAMLError as error:
        reading.report("syntax", _line_of(error), (), problem=error.problem or "unreadable")
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        reading.report("unseen", line, (), character=f"U+{error.character:04X}")
    else:
        value = reading.value(node, ())
        if not reading.problems:
            return value, reading.lines
    raise ContentError(reading.problems)


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line if mark else 0


class _Dumper(yaml.SafeDumper):
    """Keeps YAML 1.1's resolvers, so that what other readers would misread is quoted."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        # An indented or blank first line would need an indentation indicator, which readers disagree about.
        style = '"' if text[0].isspace() else "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def dump_yaml(value: dict[str, JsonValue] | list[JsonValue]) -> str:
    """Write `value` (no floats, integers under 10**18) canonically; `load_yaml` gives it back."""
    dumped: str = yaml.dump(
        value,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=sys.maxsize,
    )
    return dumped
