import json

import pytest

from elearning.accounts.rules import FoundationRole
from elearning.modules.content import (
    CheckStep,
    Circle,
    Lesson,
    Option,
    ReadStep,
    ReflectStep,
    RelationsStep,
    Step,
)
from elearning.modules.rules import (
    AnswerError,
    StepOutline,
    Verdict,
    advice,
    changed_steps,
    is_outdated,
    judge,
    minutes,
    next_step,
    outline,
    outline_from_data,
    outline_to_data,
    resume,
    seconds,
)


def check(*options: Option, multiple: bool = False) -> CheckStep:
    return CheckStep(slug="tjek", title="Tjek", question="Hvad?", multiple=multiple, options=options)


def wrong(explanation: str) -> Option:
    return Option(text="Nej", explanation=explanation)


def right(explanation: str | None = None) -> Option:
    return Option(text="Ja", correct=True, explanation=explanation)


def read(words: int, slug: str = "laes") -> ReadStep:
    return ReadStep(slug=slug, title="Læs", text="ord " * words)


def lesson(*steps: Step) -> Lesson:
    return Lesson(
        slug="a",
        module="b",
        position=1,
        title="A",
        summary="a",
        audience=(FoundationRole.EMPLOYEE,),
        steps=steps,
    )


REFLECT = ReflectStep(slug="taenk", title="Tænk", question="Hvornår?")
RELATIONS = RelationsStep(
    slug="tegn",
    title="Tegn",
    text="ord " * 220,
    circles=tuple(Circle(slug=slug, title=slug, hint=slug) for slug in "abc"),
)


@pytest.mark.parametrize(
    ("step", "expected"),
    [(read(220), 60), (read(1), 1), (check(wrong("a"), right()), 40), (REFLECT, 90), (RELATIONS, 240)],
)
def test_a_step_takes_its_words_and_what_its_kind_takes(step: Step, expected: int) -> None:
    assert seconds(step) == expected


@pytest.mark.parametrize(("words", "expected"), [(1, 1), (220, 1), (221, 2), (440, 2), (441, 3)])
def test_minutes_are_rounded_up_for_the_whole_lesson(words: int, expected: int) -> None:
    assert minutes(lesson(read(words))) == expected


SINGLE = check(wrong("Fordi a."), right("Ja, fordi b."), wrong("Fordi c."))
SEVERAL = check(wrong("Fordi a."), right("Ja, fordi b."), right(), wrong("Fordi d."), multiple=True)


@pytest.mark.parametrize(
    ("step", "chosen", "expected"),
    [
        (SINGLE, {0}, Verdict(False, frozenset({0}), True, ((0, "Fordi a."),))),  # noqa: FBT003 - the fields in order
        (SINGLE, set(), Verdict(False, frozenset(), True, ())),  # noqa: FBT003
        (
            SINGLE,
            {1},
            Verdict(True, frozenset(), False, ((0, "Fordi a."), (1, "Ja, fordi b."), (2, "Fordi c."))),  # noqa: FBT003
        ),
        (SEVERAL, {1}, Verdict(False, frozenset(), True, ((1, "Ja, fordi b."),))),  # noqa: FBT003
        (SEVERAL, {2}, Verdict(False, frozenset(), True, ())),  # noqa: FBT003
        (
            SEVERAL,
            {1, 2, 3},
            Verdict(False, frozenset({3}), False, ((1, "Ja, fordi b."), (3, "Fordi d."))),  # noqa: FBT003
        ),
        (
            SEVERAL,
            {1, 2},
            Verdict(True, frozenset(), False, ((0, "Fordi a."), (1, "Ja, fordi b."), (3, "Fordi d."))),  # noqa: FBT003
        ),
    ],
)
def test_only_what_was_chosen_is_explained_until_the_answer_is_right(
    step: CheckStep, chosen: set[int], expected: Verdict
) -> None:
    assert judge(step, frozenset(chosen)) == expected


@pytest.mark.parametrize(
    ("step", "chosen"), [(SINGLE, {3}), (SINGLE, {-1}), (SINGLE, {0, 1}), (SEVERAL, {0, 4})]
)
def test_an_answer_that_the_question_cannot_have_is_an_error(step: CheckStep, chosen: set[int]) -> None:
    with pytest.raises(AnswerError):
        judge(step, frozenset(chosen))


def test_an_outline_survives_json() -> None:
    steps = outline(lesson(read(220), REFLECT))
    assert steps == (StepOutline("laes", "Læs", "read", 60), StepOutline("taenk", "Tænk", "reflect", 90))
    assert outline_from_data(json.loads(json.dumps(outline_to_data(steps)))) == steps


STEPS = tuple(StepOutline(slug, slug, "read", 1) for slug in "abcd")


@pytest.mark.parametrize(
    ("done", "after", "expected"),
    [
        ("", None, "a"),
        ("", "a", "b"),
        ("abc", "a", "d"),
        ("bd", "c", "a"),
        ("acd", "b", "b"),
        ("ab", "væk", "c"),
        ("abcd", "a", None),
        ("abcd", None, None),
        ("x", "d", "a"),
    ],
)
def test_the_next_step_is_the_first_not_done_after_and_else_before(
    done: str, after: str | None, expected: str | None
) -> None:
    assert next_step(STEPS, frozenset(done), after) == expected


@pytest.mark.parametrize(
    ("done", "position", "expected"),
    [
        ("", None, "a"),
        ("", "c", "c"),
        ("c", "c", "d"),
        ("cd", "c", "a"),
        ("abcd", "c", "a"),
        ("a", "væk", "b"),
    ],
)
def test_a_lesson_is_resumed_where_the_reader_left_off(
    done: str, position: str | None, expected: str
) -> None:
    assert resume(STEPS, frozenset(done), position) == expected


def test_a_lesson_of_good_length_with_something_to_do_needs_no_advice() -> None:
    assert advice(lesson(read(360), read(180, "mere"), REFLECT)) == []


def test_advice_names_what_would_be_better() -> None:
    found = [problem.message for problem in advice(lesson(read(90)), "a.md")]
    assert found == [
        "the lesson has 1 steps; 3 to 7 are easier to follow",
        "the lesson takes 1 min; aim for 4 to 8",
        "every step is only read; let at least one ask the learner to do something",
    ]


class TestChangedSteps:
    BEFORE = lesson(read(3, "a"), read(4, "b"), REFLECT)

    def test_are_the_new_ones_and_those_that_say_something_else(self) -> None:
        after = lesson(read(3, "a"), read(5, "b"), REFLECT, read(1, "ny"))
        assert [step.slug for step in changed_steps(self.BEFORE, after)] == ["b", "ny"]

    def test_are_none_where_only_the_order_changed_or_one_was_taken_out(self) -> None:
        assert changed_steps(self.BEFORE, lesson(REFLECT, read(3, "a"))) == []

    def test_are_all_of_a_lesson_that_was_not_there(self) -> None:
        assert changed_steps(None, self.BEFORE) == list(self.BEFORE.steps)


@pytest.mark.parametrize("must_be_read", [True, False])
def test_an_answer_counts_only_for_the_options_it_was_chosen_among(*, must_be_read: bool) -> None:
    seen, now = check(wrong("a"), right()), check(right(), wrong("a"))
    assert is_outdated(seen, now, must_be_read=must_be_read)
    assert not is_outdated(seen, seen, must_be_read=must_be_read)


def test_what_was_sent_from_another_text_counts_unless_the_new_one_must_be_read() -> None:
    seen, now = read(9), read(10)
    assert not is_outdated(seen, now, must_be_read=False)
    assert is_outdated(seen, now, must_be_read=True)
    reworded = check(right(), wrong("a")).model_copy(update={"question": "Hvad så?"})
    assert not is_outdated(check(right(), wrong("a")), reworded, must_be_read=False)
    assert is_outdated(check(right(), wrong("a")), reworded, must_be_read=True)
