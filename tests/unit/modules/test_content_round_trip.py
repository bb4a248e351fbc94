from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearning.accounts.rules import FoundationRole
from elearning.content_text import ContentError
from elearning.markdown import faults, is_plain_heading
from elearning.modules.content import (
    CheckStep,
    Circle,
    Lesson,
    Module,
    Option,
    Picture,
    ReadStep,
    ReflectStep,
    RelationsStep,
    Step,
    lesson_from_data,
    parse_lesson,
    parse_modules,
    write_lesson,
    write_modules,
)
from tests.unit.modules.test_content import WHOLE

# Pieces of text that could be taken for something else in YAML, in Markdown, or in the lesson's own format.
PIECES = st.sampled_from(
    [
        *(
            "no",
            "nej",
            "on",
            "true",
            "null",
            "12:30",
            "012",
            "~",
            "a: b",
            "# a",
            "- x",
            "* x",
            "? x",
            "&a *a",
            "!a",
        ),
        *(
            "---",
            "```",
            "```yaml\nstep: a\nkind: read\n```",
            "~~~~\n## a\n~~~~",
            "    ## kode",
            "`kode`",
            "1. et\n   to",
        ),
        *(
            "'",
            '"',
            "slut:",
            "æøåÆØÅ",
            "🙂👩‍🚒",
            "\xa0",
            "\u200b",
            "\\",
            "{a}",
            "[a]",
            "[a]: b",
            "> a",
            "| a |\n|---|\n| b |",
        ),
        *(
            "to  \nlinjer",
            "\tindryk",
            "### under",
            "- a\n\n  b",
            "",
            " ",
            "***",
            "___",
            "a\n\n---\n\nb",
            "%",
            "@a",
            "F-01",
        ),
    ]
)
READABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"),
    max_size=12,
)


def _joined(separator: str, size: int) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(PIECES, READABLE), min_size=1, max_size=size).map(separator.join)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\t", " ").split("\n")).strip()[:100].strip()


LINE = _joined(" ", 3).map(_one_line).filter(bool)
PROSE = st.one_of(LINE, _joined("\n", 4).map(str.strip).filter(bool))
TITLE = LINE.filter(is_plain_heading)
MARKDOWN = st.one_of(_joined("\n", 5), _joined("\n\n", 5)).filter(lambda text: not faults(text))
WRITTEN = MARKDOWN.filter(lambda text: bool(text.strip(" \t\n")))
SLUG = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)


def _some(
    items: st.SearchStrategy[Any], least: int = 0, most: int = 3, by: Callable[[Any], Any] | None = None
) -> Any:  # noqa: ANN401 - Hypothesis's builds takes it
    return st.lists(items, min_size=least, max_size=most, unique_by=by or (lambda item: item)).map(tuple)


COMMON: dict[str, Any] = {
    "slug": SLUG,
    "title": TITLE,
    "facts": _some(st.integers(1, 62).map("F-{:02}".format)),
    "pages": _some(st.integers(3, 16)),
}
WRONG = st.builds(Option, text=LINE, explanation=PROSE)
RIGHT = st.builds(Option, text=LINE, correct=st.just(value=True), explanation=st.none() | PROSE)
STEP: st.SearchStrategy[Step] = st.one_of(
    st.builds(ReadStep, text=WRITTEN, **COMMON),
    st.builds(
        CheckStep,
        text=MARKDOWN,
        question=PROSE,
        multiple=st.booleans(),
        options=st.tuples(WRONG, RIGHT).flatmap(st.permutations).map(tuple),
        **COMMON,
    ),
    st.builds(ReflectStep, text=MARKDOWN, question=PROSE, hint=st.none() | PROSE, **COMMON),
    st.builds(
        RelationsStep,
        text=WRITTEN,
        circles=_some(
            st.builds(Circle, slug=SLUG, title=LINE, hint=PROSE), 3, 4, by=lambda circle: circle.slug
        ),
        **COMMON,
    ),
)
LESSON = st.builds(
    Lesson,
    slug=SLUG,
    module=SLUG,
    position=st.integers(1, 99),
    title=LINE,
    summary=LINE,
    audience=_some(st.sampled_from(FoundationRole), 1),
    steps=_some(STEP, 1, 4, by=lambda step: step.slug),
)


PICTURE = st.builds(Picture, file=st.sampled_from(["a.svg", "et-braet-2.svg"]), alt=LINE)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(LESSON)
def test_a_lesson_is_written_and_read_back_the_same(lesson: Lesson) -> None:
    text = write_lesson(lesson)
    again = parse_lesson(text)
    assert again == lesson
    assert write_lesson(again) == text
    assert lesson_from_data(lesson.model_dump(mode="json")) == lesson


@settings(max_examples=50, deadline=None)
@given(
    _some(
        st.builds(Module, slug=SLUG, title=LINE, summary=LINE, picture=st.none() | PICTURE),
        by=lambda module: module.slug,
    )
)
def test_modules_are_written_and_read_back_the_same(modules: tuple[Module, ...]) -> None:
    assert parse_modules(write_modules(modules)) == modules


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 60), st.one_of(PIECES, st.text(max_size=5)))
def test_a_damaged_file_is_read_or_refused_and_never_crashes(start: int, length: int, put: str) -> None:
    damaged = WHOLE[:start] + put + WHOLE[start + length :]
    try:
        lesson = parse_lesson(damaged)
    except ContentError:
        return
    assert parse_lesson(write_lesson(lesson)) == lesson
