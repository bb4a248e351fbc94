"""The text of lessons and modules: one set of models for files, HR's forms and the database.

A lesson is Markdown with front matter; each second-level heading begins a step, whose data stand in a fenced
`yaml` block right under it. `write_lesson` writes the canonical form, and `parse_lesson` reads it back.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from elearning import markdown
from elearning.accounts.rules import FoundationRole
from elearning.content_text import (
    ContentError,
    ContentProblem,
    Line,
    Prose,
    Slug,
    Source,
    counted,
    custom_error,
    read_text,
    seen,
    unique,
    unix_lines,
    validate,
)
from elearning.content_yaml import dump_yaml, load_yaml
from elearning.modules.lesson_file import LessonFile

MAX_STEPS: Final = 12

MESSAGES: Final[Mapping[str, str]] = {
    "heading": "a step's title is plain text on one line; leave out Markdown's marks and a # at the end",
    "fact": "'{value}' is not a fact; write F-01 to F-62",
    "picture": "'{value}' is not the name of a picture; write one such as 'fundament.svg'",
    "unique": "'{value}' stands here more than once; keep one of them",
    "step_slug": "two steps have the slug '{value}'; give each its own",
    "circle_slug": "two circles have the slug '{value}'; give each its own",
    "module_slug": "two modules have the slug '{value}'; give each its own",
    "no_text": "a step of this kind needs a text; write it",
    "no_explanation": "a wrong option needs an explanation; say why it is not right",
    "one_right": "a question with one answer needs exactly one option with 'correct: true', and here are"
    " {right}; mark one, or set 'multiple: true'",
    "none_right": "no option is right; mark at least one with 'correct: true'",
    "none_wrong": "every option is right; let at least one be wrong",
}


def _error(kind: str, **values: str) -> PydanticCustomError:
    return custom_error(kind, MESSAGES, **values)


def _heading(title: str) -> str:
    if not markdown.is_plain_heading(title):
        raise _error("heading")
    return title


def _fact(text: str) -> str:
    if not re.fullmatch("F-(?:0[1-9]|[1-5][0-9]|6[0-2])", text):
        raise _error("fact", value=text)
    return text


def _picture(name: str) -> str:
    if not markdown.is_picture(f"{markdown.PICTURES}{name}"):
        raise _error("picture", value=name)
    return name


def _trimmed(value: object) -> object:
    """Take away blank lines around a text, and nothing within it: spaces mean something in Markdown."""
    if not isinstance(value, str):
        return value
    return re.sub(r"\A(?:[ \t]*\n)+", "", unix_lines(value)).rstrip(" \t\n")


def _markdown(text: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("illustrations")
    if found := [(fault.line, fault.message) for fault in markdown.faults(seen(text), known)]:
        message = "; ".join(said for _, said in found)
        raise PydanticCustomError("content", "{said}", {"said": message, "findings": found})
    return text


#: A text in Markdown without first- and second-level headings and raw HTML; "" is allowed.
MarkdownText = Annotated[str, BeforeValidator(_trimmed), Field(max_length=10_000), AfterValidator(_markdown)]
Title = Annotated[Line, Field(max_length=120)]
Facts = Annotated[tuple[Annotated[str, AfterValidator(_fact)], ...], unique("unique", MESSAGES)]
Pages = Annotated[tuple[Annotated[int, Field(ge=3, le=16)], ...], unique("unique", MESSAGES)]
#: Roles, always in their own order.
Roles = Annotated[
    tuple[FoundationRole, ...],
    unique("unique", MESSAGES),
    AfterValidator(lambda roles: tuple(role for role in FoundationRole if role in roles)),
]
#: The roles that a text is for.
Audience = Annotated[Roles, counted(1, len(FoundationRole))]


class Content(BaseModel):
    """What all content models share: unknown keys and loose types are errors, nothing changes later."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Step(Content):
    """What steps of every kind have. `slug` stays the same over revisions: progress and notes hang on it."""

    slug: Slug
    title: Annotated[Title, AfterValidator(_heading)]
    facts: Facts = ()
    pages: Pages = ()
    text: MarkdownText = ""


class _TextStep(_Step):
    text: Annotated[MarkdownText, Field(validate_default=True)] = ""

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        if not self.text:
            raise _error("no_text")
        return self


class ReadStep(_TextStep):
    """A text to read."""

    kind: Literal["read"] = "read"


class Option(Content):
    """One answer to a check; a wrong one explains why it is not right."""

    text: Line
    correct: bool = False
    explanation: Prose | None = None

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if not self.correct and self.explanation is None:
            raise _error("no_explanation")
        return self


class CheckStep(_Step):
    """A question with right answers; a wrong answer is explained and may be tried again."""

    kind: Literal["check"] = "check"
    question: Prose
    multiple: bool = False
    options: Annotated[tuple[Option, ...], counted(2, 6)]

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        right = sum(option.correct for option in self.options)
        if not self.multiple and right != 1:
            raise _error("one_right", right=str(right))
        if not right:
            raise _error("none_right")
        if right == len(self.options):
            raise _error("none_wrong")
        return self


class ReflectStep(_Step):
    """A question for a private note."""

    kind: Literal["reflect"] = "reflect"
    question: Prose
    hint: Prose | None = None


class Circle(Content):
    """One circle of the relations model."""

    slug: Slug
    title: Title
    hint: Prose


class RelationsStep(_TextStep):
    """The circle model: the learner in the middle, `circles` from the inside out."""

    kind: Literal["relations"] = "relations"
    circles: Annotated[
        tuple[Circle, ...],
        counted(3, 8),
        unique("circle_slug", MESSAGES, lambda circle: circle.slug),
    ]


Step = Annotated[ReadStep | CheckStep | ReflectStep | RelationsStep, Field(discriminator="kind")]


class Lesson(Content):
    """A lesson's whole text. `module` is its module's slug, `position` its place there, from 1."""

    slug: Slug
    module: Slug
    position: Annotated[int, Field(ge=1, le=99)]
    title: Title
    summary: Line
    audience: Audience
    steps: Annotated[
        tuple[Step, ...],
        counted(1, MAX_STEPS),
        unique("step_slug", MESSAGES, lambda step: step.slug),
    ]

    def step(self, slug: str) -> Step | None:
        """Find a step by its slug."""
        return next((each for each in self.steps if each.slug == slug), None)


class Picture(Content):
    """One of the pictures in `assets/pictures/`, and what it shows in words."""

    file: Annotated[str, Field(max_length=64), AfterValidator(_picture)]
    alt: Annotated[Line, Field(max_length=300)]


class Module(Content):
    """A module's name, summary and picture; its place is its place in the list of modules."""

    slug: Slug
    title: Title
    summary: Line
    picture: Picture | None = None


_LESSON: Final = TypeAdapter(Lesson)
_MODULES: Final[TypeAdapter[tuple[Module, ...]]] = TypeAdapter(
    Annotated[tuple[Module, ...], unique("module_slug", MESSAGES, lambda module: module.slug)]
)


def lesson_from_data(data: JsonValue, illustrations: Collection[str] | None = None) -> Lesson:
    """Validate a lesson from a form or the database, as `lesson.model_dump(mode="json")` gives it.

    `illustrations` as in `validate`. Raises ContentError with every problem; their fields are like
    `steps.2.options.1.text`, counted from 1.
    """
    return validate(_LESSON, data, illustrations=illustrations)


def parse_modules(text: str, path: str | None = None) -> tuple[Module, ...]:
    """Read modules.yaml. Raises ContentError with every problem in it."""
    data, lines = load_yaml(text, path=path)
    return validate(_MODULES, data, Source(path, lines))


def write_modules(modules: Iterable[Module]) -> str:
    """Write modules.yaml in its canonical form."""
    return dump_yaml([module.model_dump(mode="json", exclude_none=True) for module in modules])


def write_lesson(lesson: Lesson) -> str:
    """Write a lesson's file in its canonical form: LF line ends, one at the end, defaults left out."""
    front = dump_yaml(lesson.model_dump(mode="json", exclude={"steps"}))
    return "\n".join([f"---\n{front}---\n", *map(_write_step, lesson.steps)])


def _write_step(step: Step) -> str:
    rest = step.model_dump(mode="json", exclude_defaults=True, exclude={"slug", "title", "kind", "text"})
    block = dump_yaml({"step": step.slug, "kind": step.kind, **rest})
    # A fence longer than any in the data, so that a question may quote one.
    fence = max(["``", *re.findall("`+", block)], key=len) + "`"
    text = f"\n{step.text}\n" if step.text else ""
    return f"## {step.title}\n\n{fence}yaml\n{block}{fence}\n{text}"


def parse_lesson(text: str, path: str | None = None, illustrations: Collection[str] | None = None) -> Lesson:
    """Read a lesson's file; `path` is its name in problems. Raises ContentError with every problem."""
    file = LessonFile(read_text(text, path), path)
    try:
        lesson = validate(_LESSON, file.data, file.source, illustrations=illustrations)
    except ContentError as error:
        news = filter(file.is_news, map(_as_in_file, error.problems))
        raise ContentError([*file.problems, *news]) from error
    if file.problems:
        raise ContentError(file.problems)
    return lesson


def _as_in_file(problem: ContentProblem) -> ContentProblem:
    """Name a step's slug as its file does."""
    return replace(problem, field=re.sub(r"^(steps\.\d+)\.slug$", r"\1.step", problem.field))
