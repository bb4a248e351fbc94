"""What all content shares: problems an author can act on, types of text, and validation that says where.

Content is written by people, so nothing here guesses: a surprise becomes a problem that names the file,
the line, the field and what would be right. All problems of a file are reported, not only the first.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

MAX_BYTES: Final = 200_000

#: Where a value stands: keys and zero-based list positions, as Pydantic gives them.
Loc = tuple[str | int, ...]

Model = TypeVar("Model")

MESSAGES: Final[Mapping[str, str]] = {
    # The file as text
    "too_big": f"the file is larger than {MAX_BYTES // 1000} kB; split it into smaller ones",
    "unseen": "the character {character} cannot be seen or printed; remove it",
    # Text types
    "slug": "'{value}' is not a slug; use small letters a-z, digits and single hyphens, such as"
    " 'to-rigtige-hensyn'",
    "one_line": "this must be on one line; leave the line break out",
    "few": "the list has {number}; at least {least} are needed",
    "many": "the list has {number}; at most {most} are allowed",
    # Pydantic's own kinds of error, by its names
    "missing": "this is missing; add it",
    "extra_forbidden": "this key is not known here; check its spelling or remove it",
    "string_type": "this must be text; put it in quotes if it looks like a number, true, false or null",
    "string_too_short": "this is empty; write something",
    "string_too_long": "this is too long; use at most {max_length} characters",
    "int_type": "this must be a whole number without quotes, such as 2",
    "bool_type": "this must be true or false, without quotes",
    "enum": "this must be {expected}",
    "literal_error": "this must be {expected}",
    "greater_than_equal": "this must be {ge} or more",
    "less_than_equal": "this must be {le} or less",
    "tuple_type": "this must be a list: one line for each item, beginning with '- '",
    "dict_type": "this must be a block of keys and values, such as 'title: Velkommen'",
    "model_type": "this must be a block of keys and values, such as 'title: Velkommen'",
    "model_attributes_type": "this must be a block of keys and values, such as 'title: Velkommen'",
    "union_tag_not_found": "the key 'kind' is missing; add it",
    "union_tag_invalid": "the kind '{tag}' is not known; use one of {expected_tags}",
}


@dataclass(frozen=True)
class ContentProblem:
    """One thing that is wrong in a file or form, said so that its author can put it right.

    `line` counts from 1 in the file. `field` is dotted and counts from 1 as people do:
    `steps.2.options.1.text` is the text of the first option of the second step; "" is the whole.
    """

    path: str | None
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else None
        where = ", ".join(part for part in (self.path, line, self.field) if part)
        return f"{where}: {self.message}" if where else self.message


class ContentError(Exception):
    """A content file or form that cannot be used; `problems` are all that is wrong, in the file's order."""

    def __init__(self, problems: Iterable[ContentProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Source:
    """Where data came from: the file's name as shown to its author, and the line of each value in it."""

    path: str | None = None
    lines: Mapping[Loc, int] = field(default_factory=dict)

    def problem(self, loc: Loc, message: str, *, below: int = 0) -> ContentProblem:
        """Place `message` `below` lines under `loc`, or at the nearest enclosing value with a line."""
        known = (self.lines[loc[:end]] for end in range(len(loc), -1, -1) if loc[:end] in self.lines)
        line = next(known, None)
        return ContentProblem(self.path, None if line is None else line + below, dotted(loc), message)


def dotted(loc: Loc) -> str:
    """Write a place as authors read it, counting from 1: ("options", 0, "text") is `options.1.text`."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


_LINE_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_text(text: str, path: str | None = None) -> str:
    r"""Return a file's text without byte order mark, with `\n` line ends. Too large is a ContentError."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise ContentError([ContentProblem(path, None, "", MESSAGES["too_big"])])
    return unix_lines(text.removeprefix("\ufeff"))


def unix_lines(text: str) -> str:
    r"""Turn every kind of line break, also those that browsers send and Word pastes, into `\n`."""
    return _LINE_BREAKS.sub("\n", text)


def custom_error(kind: str, messages: Mapping[str, str] = MESSAGES, **values: str) -> PydanticCustomError:
    """Return the error a validator raises for `kind`, with its message from the table of messages."""
    # The message is filled in here: Pydantic's own templates would trip over braces in an author's text.
    return PydanticCustomError("content", "{said}", {"said": messages[kind].format(**values)})


def seen(text: str) -> str:
    """Validate that `text` has only characters that can be read and written back."""
    if found := UNSEEN.search(text):
        raise custom_error("unseen", character=f"U+{ord(found[0]):04X}")
    return text


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise custom_error("slug", value=text)
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise custom_error("one_line")
    return seen(text)


def counted(least: int, most: int) -> AfterValidator:
    """Validate how many items a list has.

    Unlike Pydantic's own length, which counts only the items that are right, it waits until all are.
    """

    def check(items: tuple[Model, ...]) -> tuple[Model, ...]:
        if not least <= len(items) <= most:
            kind = "few" if len(items) < least else "many"
            raise custom_error(kind, number=str(len(items)), least=str(least), most=str(most))
        return items

    return AfterValidator(check)


def unique(
    kind: str, messages: Mapping[str, str], key: Callable[[Model], object] = lambda item: item
) -> AfterValidator:
    """Validate that no two items of a list have the same key; upper and lower case do not matter.

    The error is the message `kind` of `messages`, about the key that stands there again.
    """

    def check(items: tuple[Model, ...]) -> tuple[Model, ...]:
        before: set[str] = set()
        for value in (str(key(item)) for item in items):
            if value.casefold() in before:
                raise custom_error(kind, messages, value=value)
            before.add(value.casefold())
        return items

    return AfterValidator(check)


def _if_text(change: Callable[[str], str]) -> BeforeValidator:
    """Apply `change` to strings and leave everything else to the type's own check."""
    return BeforeValidator(lambda value: change(value) if isinstance(value, str) else value)


Slug = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_slug)]
#: Plain text on one line (no Markdown), without surrounding space.
Line = Annotated[
    str,
    _if_text(lambda text: unix_lines(text).replace("\t", " ").strip()),
    Field(min_length=1, max_length=300),
    AfterValidator(_one_line),
]
#: Plain text (no Markdown) that may have line breaks.
Prose = Annotated[
    str,
    _if_text(lambda text: unix_lines(text).strip()),
    Field(min_length=1, max_length=2000),
    AfterValidator(seen),
]


def validate(
    adapter: TypeAdapter[Model],
    data: JsonValue,
    source: Source | None = None,
    *,
    illustrations: Collection[str] | None = None,
) -> Model:
    """Validate plain data from a file, a form or the database. Raises ContentError with every problem.

    `illustrations` are the addresses of the pictures there are beside the text; without them none is missed.
    """
    try:
        # JSON mode: strict about types, yet a list may become a tuple and a text an enum.
        return adapter.validate_json(json.dumps(data), context={"illustrations": illustrations})
    except ValidationError as error:
        raise ContentError(problems_of(error, data, source or Source())) from error


def problems_of(error: ValidationError, data: JsonValue, source: Source) -> list[ContentProblem]:
    """Turn Pydantic's errors about `data` into problems at the lines of `source`."""
    problems = []
    for details in error.errors(include_url=False):
        loc = _place(details["loc"], data)
        # A validator of longer text may have found several things, each some lines below the text's first.
        findings = details.get("ctx", {}).get("findings") or [(0, _said(details))]
        problems += [source.problem(loc, message, below=below) for below, message in findings]
    return problems


def _said(details: ErrorDetails) -> str:
    # A text with a validator before its length has Pydantic's general kinds.
    kind = details["type"]
    if kind in {"too_short", "too_long"}:
        kind = f"string_{kind}"
    template = MESSAGES.get(kind)
    return template.format(**details.get("ctx", {})) if template else details["msg"]


def _place(loc: Loc, data: JsonValue) -> Loc:
    """Leave out the names of union members, which Pydantic puts into a place after the list position."""
    place: list[str | int] = []
    here: Any = data
    told_apart = False
    for part in loc:
        if isinstance(here, dict) and not told_apart and part == here.get("kind"):
            told_apart = True
            continue
        told_apart = False
        place.append(part)
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
    return tuple(place)
