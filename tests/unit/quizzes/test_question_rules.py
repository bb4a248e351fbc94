import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.modules.rules import AnswerError
from elearning.quizzes.question_bank import ChooseQuestion, QuestionBank, SortQuestion, parse_bank
from elearning.quizzes.question_rules import (
    draw_questions,
    judge_choose,
    judge_sort,
    next_question,
    passed,
    waiting,
)
from tests.unit.quizzes.test_question_bank import WHOLE

CHOOSE = next(each for each in parse_bank(WHOLE).questions if isinstance(each, ChooseQuestion))
SORT = next(each for each in parse_bank(WHOLE).questions if isinstance(each, SortQuestion))


def bank(size: int) -> QuestionBank:
    questions = tuple(CHOOSE.model_copy(update={"slug": f"q-{number}"}) for number in range(size))
    return QuestionBank(module="balancerne", questions=questions)


def test_questions_are_drawn_once_each_and_the_same_for_the_same_seed() -> None:
    drawn = draw_questions(bank(20), "7/1", 8)
    assert len(set(drawn)) == 8
    assert drawn == draw_questions(bank(20), "7/1", 8)
    assert len({draw_questions(bank(20), str(seed), 8) for seed in range(20)}) == 20


def test_a_small_bank_gives_all_it_has() -> None:
    assert sorted(draw_questions(bank(3), "a", 8)) == ["q-0", "q-1", "q-2"]


def test_chosen_options_are_judged_and_explained() -> None:
    right, wrong, both = (judge_choose(CHOOSE, frozenset(chosen)) for chosen in ({0}, {1}, {0, 1}))
    assert (right.right, wrong.right, both.right) == (True, False, False)
    assert (wrong.wrong, wrong.incomplete) == (frozenset({1}), True)
    assert wrong.explanations == ((1, "Samme muligheder er ikke den samme hjælp."),)
    assert len(right.explanations) == 2


@pytest.mark.parametrize("chosen", [set(), {2}, {-1, 0}])
def test_an_impossible_choice_is_refused(chosen: set[int]) -> None:
    with pytest.raises(AnswerError):
        judge_choose(CHOOSE, frozenset(chosen))


def test_sorted_items_are_judged_and_the_wrong_ones_explained() -> None:
    assert judge_sort(SORT, (1, 2)).right
    assert len(judge_sort(SORT, (1, 2)).explanations) == 2
    verdict = judge_sort(SORT, (1, 1))
    assert (verdict.right, verdict.wrong, verdict.incomplete) == (False, frozenset({1}), False)
    assert verdict.explanations == ((1, "Borgeren er ekspert i sit eget."),)


@pytest.mark.parametrize("placed", [(), (1,), (1, 2, 1), (0, 2), (1, 3)])
def test_items_outside_the_groups_are_refused(placed: tuple[int, ...]) -> None:
    with pytest.raises(AnswerError):
        judge_sort(SORT, placed)


def test_a_wrong_question_is_asked_again_at_the_end() -> None:
    assert waiting("abc", []) == ("a", "b", "c")
    assert waiting("abc", [("a", False)]) == ("b", "c", "a")
    assert waiting("abc", [("a", False), ("b", False), ("c", True)]) == ("a", "b")
    assert next_question("abc", [("a", False), ("b", True), ("c", True)]) == "a"
    assert next_question("abc", [("a", False), ("b", True), ("c", True), ("a", True)]) is None


def test_an_answer_to_a_question_that_is_not_waiting_changes_nothing() -> None:
    assert waiting("ab", [("a", True), ("a", False), ("x", True)]) == ("b",)


def test_nothing_is_passed_before_anything_is_drawn() -> None:
    assert not passed("", [])


@given(
    st.lists(st.sampled_from("abcdef"), unique=True, min_size=1),
    st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans())),
)
def test_a_quiz_is_passed_when_every_question_has_been_answered_rightly(
    drawn: list[str], answers: list[tuple[str, bool]]
) -> None:
    right = {slug for slug, is_right in answers if is_right}
    assert passed(drawn, answers) == (set(drawn) <= right)
    assert set(waiting(drawn, answers)) == set(drawn) - right
    steps = 0
    while (slug := next_question(drawn, answers)) is not None:
        answers = [*answers, (slug, True)]
        steps += 1
    assert steps <= len(drawn)
    assert passed(drawn, answers)
