"""What the lessons must teach: the facts of the foundation, in short, with the pages they are from.

A step names the facts it teaches, so that it can be counted whether every fact is taught.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, TypeAdapter

from elearning.content_text import ContentProblem, Line, validate
from elearning.content_yaml import load_yaml
from elearning.modules.content import Content, Lesson, Pages

FILE: Final = Path(__file__).with_name("facts.yaml")


class Fact(Content):
    """One thing that the foundation says: its number such as F-12, a line that reminds of it, its pages."""

    fact: str
    pages: Annotated[Pages, Field(min_length=1)]
    title: Line


_FACTS: Final = TypeAdapter(tuple[Fact, ...])


@dataclass(frozen=True)
class Taught:
    """A step that teaches a fact."""

    lesson: str
    step: str
    pages: tuple[int, ...]


@cache
def facts() -> tuple[Fact, ...]:
    """Give all facts in the order of the foundation."""
    data, _lines = load_yaml(FILE.read_text(encoding="utf-8"), path=FILE.name)
    return validate(_FACTS, data)


def coverage(lessons: Iterable[Lesson]) -> Mapping[Fact, tuple[Taught, ...]]:
    """Give for every fact the steps that teach it, in the order of the lessons."""
    steps = [(lesson.slug, step) for lesson in lessons for step in lesson.steps]
    return {
        fact: tuple(
            Taught(lesson, step.slug, step.pages) for lesson, step in steps if fact.fact in step.facts
        )
        for fact in facts()
    }


def gaps(covered: Mapping[Fact, tuple[Taught, ...]]) -> Iterator[ContentProblem]:
    """Say which facts no step teaches, and which steps teach one without naming a page that it is from."""
    for fact, steps in covered.items():
        if not steps:
            yield _problem(f"no step teaches {fact.fact} ({fact.title}); write one, and name it in its facts")
        for step in steps:
            if not set(step.pages) & set(fact.pages):
                pages = " or ".join(map(str, fact.pages))
                yield _problem(
                    f"{step.lesson}/{step.step} teaches {fact.fact}, which is on page {pages}; add the page"
                )


def _problem(message: str) -> ContentProblem:
    return ContentProblem(path=None, line=None, field="", message=message)
