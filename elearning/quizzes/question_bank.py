"""The bank of questions with right answers that a module's quiz is drawn from: its models, read and written.

The bank is YAML. `write_bank` writes the canonical form, and `parse_bank` reads it back.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import Field, JsonValue, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from elearning.content_text import Line, Loc, Prose, Slug, Source, counted, custom_error, unique, validate
from elearning.content_yaml import dump_yaml, load_yaml
from elearning.modules.content import Content, Option, Title
from elearning.quizzes.content import SourcePages, refuse

MESSAGES: Final[Mapping[str, str]] = {
    "question": "two questions have the slug '{value}'; give each its own",
    "text": "'{value}' stands here more than once; keep one of them",
    "none_right": "no option is right; mark at least one with 'correct: true'",
    "none_wrong": "every option is right; let at least one be wrong",
    "group": "there is no group {value}; the groups are numbered 1 to {groups}",
}


class _Question(Content):
    """What questions of every kind have. `slug` stays the same over revisions: answers hang on it."""

    slug: Slug


class ChooseQuestion(_Question):
    """A question with one or more right options among others."""

    kind: Literal["choose"] = "choose"
    question: Prose
    options: Annotated[
        tuple[Option, ...], counted(2, 8), unique("text", MESSAGES, lambda option: option.text)
    ]
    pages: SourcePages

    @property
    def multiple(self) -> bool:
        """Tell whether more than one option is right."""
        return sum(option.correct for option in self.options) > 1

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        right = {option.correct for option in self.options}
        if len(right) == 1:
            raise custom_error("none_wrong" if True in right else "none_right", MESSAGES)
        return self


class SortItem(Content):
    """Something to put in the group with the number `group`, from 1."""

    text: Line
    group: Annotated[int, Field(ge=1)]
    explanation: Prose


class SortQuestion(_Question):
    """Items to put in the right groups; matching is sorting with one item for each group."""

    kind: Literal["sort"] = "sort"
    question: Prose
    groups: Annotated[tuple[Title, ...], counted(2, 6), unique("text", MESSAGES, str)]
    items: Annotated[tuple[SortItem, ...], counted(2, 12), unique("text", MESSAGES, lambda item: item.text)]
    pages: SourcePages

    @model_validator(mode="after")
    def _groups_exist(self) -> Self:
        refuse("SortQuestion", self._unknown_groups())
        return self

    def _unknown_groups(self) -> Iterator[tuple[Loc, PydanticCustomError]]:
        groups = len(self.groups)
        for number, item in enumerate(self.items):
            if item.group > groups:
                error = custom_error("group", MESSAGES, value=str(item.group), groups=str(groups))
                yield ("items", number, "group"), error


Question = Annotated[ChooseQuestion | SortQuestion, Field(discriminator="kind")]


class QuestionBank(Content):
    """All questions of a module's quiz; each person is asked some of them."""

    module: Slug
    questions: Annotated[
        tuple[Question, ...],
        counted(1, 200),
        unique("question", MESSAGES, lambda question: question.slug),
    ]

    def question(self, slug: str) -> ChooseQuestion | SortQuestion | None:
        """Return the question with `slug`, or None if the bank has none."""
        return next((question for question in self.questions if question.slug == slug), None)


_BANK: Final = TypeAdapter(QuestionBank)


def bank_from_data(data: JsonValue) -> QuestionBank:
    """Validate a bank from a form or the database, as `bank.model_dump(mode="json")` gives it.

    Raises ContentError with every problem; their fields are like `questions.2.items.1.group`, from 1.
    """
    return validate(_BANK, data)


def parse_bank(text: str, path: str | None = None) -> QuestionBank:
    """Read a module's quiz.yaml; `path` is its name in problems. Raises ContentError with every problem."""
    data, lines = load_yaml(text, path=path)
    return validate(_BANK, data, Source(path, lines))


def write_bank(bank: QuestionBank) -> str:
    """Write a bank's file in its canonical form: LF line ends, one at the end, defaults left out."""
    return dump_yaml({"module": bank.module, "questions": [*map(_question_data, bank.questions)]})


def _question_data(question: Question) -> dict[str, JsonValue]:
    rest = question.model_dump(mode="json", exclude_defaults=True, exclude={"slug", "kind"})
    return {"slug": question.slug, "kind": question.kind, **rest}
