import pytest

from elearning.demo.quizzing import right_answer, wrong_answer
from elearning.demo.reasons import PANEL_REASONS
from elearning.demo.thoughts import HOW, TAKEAWAYS
from elearning.demo.weighing import ReasonsLeft
from elearning.modules.rules import Verdict
from elearning.quizzes import course, question_rules
from elearning.quizzes.balances import Balance, Side
from elearning.quizzes.forms import HOW_MAX, NOTE_MAX, REASON_MAX
from elearning.quizzes.question_bank import ChooseQuestion, SortQuestion

Question = ChooseQuestion | SortQuestion


@pytest.fixture(scope="module")
def shipped() -> course.Course:
    return course.read_course()


def judged(question: Question, given: list[int]) -> Verdict:
    if isinstance(question, ChooseQuestion):
        return question_rules.judge_choose(question, frozenset(given))
    return question_rules.judge_sort(question, given)


def test_every_table_of_reasons_belongs_to_a_scenario_and_speaks_for_every_side(
    shipped: course.Course,
) -> None:
    assert set(PANEL_REASONS) <= {scenario.slug for scenario in shipped.quizzes.scenarios}
    assert all(set(sides) == set(Side) and all(sides.values()) for sides in PANEL_REASONS.values())


def test_no_reason_repeats_another_or_an_argument_of_the_authors(shipped: course.Course) -> None:
    reasons = [text for sides in PANEL_REASONS.values() for texts in sides.values() for text in texts]
    voices = {voice.reason for scenario in shipped.quizzes.scenarios for voice in scenario.voices}
    assert len(set(reasons)) == len(reasons)
    assert not voices & set(reasons)


def test_what_is_written_fits_the_forms() -> None:
    reasons = [text for sides in PANEL_REASONS.values() for texts in sides.values() for text in texts]
    assert all(0 < len(text) <= REASON_MAX and "  " not in text for text in reasons)
    assert set(HOW) == set(Balance)
    assert all(0 < len(text) <= HOW_MAX for texts in HOW.values() for text in texts)
    assert all(0 < len(text) <= NOTE_MAX for text in TAKEAWAYS)


def test_a_reason_is_taken_once_and_then_there_are_none_left() -> None:
    left = ReasonsLeft()
    texts = PANEL_REASONS["salt-hvor-der-er-glat"][Side.FIRST]
    taken = [left.take("salt-hvor-der-er-glat", Side.FIRST) for _member in range(len(texts) + 1)]
    assert taken == [*texts, None]
    assert left.take("et-andet-scenarie", Side.FIRST) is None
    assert ReasonsLeft().take("salt-hvor-der-er-glat", Side.FIRST) == texts[0]


def test_right_answers_are_right_and_wrong_ones_wrong_for_every_question(shipped: course.Course) -> None:
    questions = [question for bank in shipped.quizzes.banks for question in bank.questions]
    assert {type(question) for question in questions} == {ChooseQuestion, SortQuestion}
    assert all(judged(question, right_answer(question)).right for question in questions)
    assert not any(judged(question, wrong_answer(question)).right for question in questions)
