"""What a learner meets whom HR has asked to do something again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.quizzes.pages import FIELD, ON_THE_BOARD

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher

#: No state shows pictures of it, which begin anew when it is published once more.
AGAIN = "fire-svar-til-en-cafe"
HOW = "Jeg samler de fire svar på én side og ringer selv til caféen."


def again_journey(visitor: Weigher) -> None:
    _asked_for_a_step(visitor)
    visitor.learners.weigh_to_the_end(visitor.person, AGAIN, 2)
    visitor.learners.ask_for_dilemma(visitor.person, AGAIN)
    visitor.page.goto("/")
    visitor.unfold()


def again_step(visitor: Weigher) -> None:
    lesson, step, _other = _asked_for_a_step(visitor)
    visitor.open_step(lesson, step)


def again_other_step(visitor: Weigher) -> None:
    lesson, _step, other = _asked_for_a_step(visitor)
    visitor.open_step(lesson, other)


def again_situation(visitor: Weigher) -> None:
    _asked_for_a_dilemma(visitor)
    visitor.open_scenario(AGAIN)


def again_old_tab(visitor: Weigher) -> None:
    """The situation was open when the dilemma was asked for again."""
    visitor.faults.expect(409)
    visitor.sign_in()
    visitor.open_scenario(AGAIN)
    visitor.learners.weigh_to_the_end(visitor.person, AGAIN, 2)
    visitor.learners.ask_for_dilemma(visitor.person, AGAIN)
    visitor.board(FIELD).put(0)
    visitor.board(FIELD).how.fill(HOW)
    visitor.press(ON_THE_BOARD)


def again_balance(visitor: Weigher) -> None:
    _asked_for_a_dilemma(visitor)
    visitor.learners.weigh_to_the_end(visitor.person, AGAIN, -2, after=-3)
    visitor.page.goto("/balance")
    visitor.page.locator(".my-earlier summary").click()


def _asked_for_a_step(visitor: Weigher) -> tuple[str, str, str]:
    lesson = visitor.learners.lessons[0]
    first, second = (step.slug for step in lesson.steps[:2])
    visitor.learners.complete(visitor.person, lesson.slug, 2)
    visitor.learners.ask_for_step(visitor.person, lesson.slug, first)
    visitor.sign_in()
    return lesson.slug, first, second


def _asked_for_a_dilemma(visitor: Weigher) -> None:
    visitor.learners.weigh_to_the_end(visitor.person, AGAIN, 2)
    visitor.learners.ask_for_dilemma(visitor.person, AGAIN)
    visitor.sign_in()


ASKED_AGAIN = (
    again_journey,
    again_step,
    again_other_step,
    again_situation,
    again_old_tab,
    again_balance,
)
