"""Takes a lesson's file apart: front matter, steps, their data and texts, with the line of each value.

It knows the file's shape only; what the values must be is `content.py`'s matter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markdown_it.token import Token
from pydantic import JsonValue

from elearning import markdown
from elearning.content_text import ContentError, ContentProblem, Loc, Source, dotted
from elearning.content_yaml import load_yaml

MESSAGES: Final[Mapping[str, str]] = {
    "front_start": "the file must begin with a line of --- and then the lesson's data",
    "front_end": "the lesson's data at the top never end; put a line of --- after them",
    "front_type": "the lesson's data must be keys and values, such as 'title: Velkommen'",
    "front_key": "'steps' does not belong in the lesson's data; a step is a heading (## ...) below them",
    "before_first": "this stands before the first step; begin each step with a heading: ## The step's title",
    "no_block": "the step's data are missing right under its heading; write ```yaml, the data such as"
    " 'step: to-hensyn' and 'kind: read', and ```",
    "block_open": "the step's data never end; put a line of ``` after them",
    "block_type": "the step's data must be keys and values, such as 'kind: read'",
    "block_key": "'{key}' does not belong in a step's data: the slug is written as 'step', the title is the"
    " heading, and the text stands under the data",
}

_FRONT_MARK: Final = "---"


@dataclass(frozen=True)
class _Section:
    """A step in the file: its title, and the lines under it, the first being number `first` (0-based)."""

    title: str
    first: int
    lines: list[str]


class LessonFile:
    """A lesson's file as plain `data`, where they came from (`source`), and what is wrong with its shape.

    Raises ContentError if there is no front matter; every other problem waits in `problems`.
    """

    def __init__(self, text: str, path: str | None) -> None:
        self._lines: dict[Loc, int] = {}
        self._broken: set[Loc] = set()
        self.source = Source(path, self._lines)
        self.problems: list[ContentProblem] = []
        lines = text.split("\n")
        end = self._front_end(lines)
        front = self._data("\n".join(lines[1:end]), 1, (), "front")
        if "steps" in front:
            self._report("front_key", self._lines["steps",] - 1, ("steps",))
        sections = list(self._sections(lines, end + 1))
        # A broken step keeps its place, so that the others keep their numbers.
        steps: list[JsonValue] = [self._step(part, ("steps", number)) for number, part in enumerate(sections)]
        self.data: dict[str, JsonValue] = {**front, "steps": steps}

    def is_news(self, problem: ContentProblem) -> bool:
        """Tell whether a problem with a value is more than the consequence of one with the file's shape."""
        return not any(
            f"{problem.field}.".startswith(f"{dotted(place)}.")
            if place
            else not problem.field.startswith("steps")
            for place in self._broken
        )

    def _report(self, kind: str, line: int, loc: Loc, **values: str) -> None:
        """Note a problem at `line`, counted from 0."""
        message = MESSAGES[kind].format(**values)
        self.problems.append(ContentProblem(self.source.path, line + 1, dotted(loc), message))

    def _front_end(self, lines: list[str]) -> int:
        if lines[0].rstrip() != _FRONT_MARK:
            self._report("front_start", 0, ())
            raise ContentError(self.problems)
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() == _FRONT_MARK:
                return number
        self._report("front_end", len(lines) - 1, ())
        raise ContentError(self.problems)

    def _data(self, text: str, first: int, loc: Loc, part: str) -> dict[str, JsonValue]:
        """Read a block of YAML as the data at `loc`; its first line is number `first` (0-based)."""
        self._lines[loc] = first + 1
        try:
            data, lines = load_yaml(text, path=self.source.path, first_line=first + 1)
        except ContentError as error:
            self.problems += (
                ContentProblem(
                    known.path, known.line, ".".join(filter(None, (dotted(loc), known.field))), known.message
                )
                for known in error.problems
            )
            self._broken.add(loc)
            return {}
        self._lines.update({(*loc, *place): line for place, line in lines.items() if place})
        if isinstance(data, dict):
            return data
        self._report(f"{part}_type", first, loc)
        self._broken.add(loc)
        return {}

    def _sections(self, lines: list[str], first: int) -> Iterator[_Section]:
        """Split the lines from number `first` on at the second-level headings."""
        tokens = markdown.tokens("\n".join(lines[first:]))
        heads = [
            (title.content, first + heading.map[0], first + heading.map[1])
            for heading, title in pairwise(tokens)
            if heading.map and _begins_step(heading)
        ]
        ends = [start for _, start, _ in heads] + [len(lines)]
        if (stray := _first_written(lines[first : ends[0]])) is not None:
            self._report("before_first", first + stray, ())
        for (title, _, after), end in zip(heads, ends[1:], strict=True):
            yield _Section(title, after, lines[after:end])

    def _step(self, section: _Section, loc: Loc) -> JsonValue:
        """Return the step's data, or None if they cannot be read."""
        first, lines = section.first, section.lines
        fence = next(iter(markdown.tokens("\n".join(lines))), None)
        span = fence.map if fence and fence.type == "fence" and fence.info.strip() == "yaml" else None
        if not (fence and span and span[0] == _first_written(lines)):
            self._give_up("no_block", first - 1, loc)
            return None
        start, end = span
        if markdown.swallows_what_follows("\n".join(lines[start:end])):
            self._give_up("block_open", first + start, loc)
            return None
        data = self._data(fence.content, first + start + 1, loc, "block")
        for key in data.keys() & {"slug", "title", "text"}:
            self._report("block_key", self._lines[*loc, key] - 1, (*loc, key), key=key)
            self._broken.add((*loc, key))
            del data[key]
        if "step" in data:
            data["slug"] = data.pop("step")
            self._lines[*loc, "slug"] = self._lines[*loc, "step"]
        self._lines[*loc, "title"] = first
        self._lines[*loc, "text"] = first + end + (_first_written(lines[end:]) or 0) + 1
        return {**data, "title": section.title, "text": "\n".join(lines[end:])}

    def _give_up(self, kind: str, line: int, loc: Loc) -> None:
        self._report(kind, line, loc)
        self._broken.add(loc)


def _begins_step(token: Token) -> bool:
    return token.type == "heading_open" and token.level == 0 and token.markup == "##"


def _first_written(lines: list[str]) -> int | None:
    """Return the number of the first line that is not blank."""
    return next((number for number, line in enumerate(lines) if line.strip(" \t")), None)
