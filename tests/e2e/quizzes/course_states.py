"""The journey through the whole course, and the dilemmas beside it, in every state they can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.quizzes.pages import ONE

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher


def journey(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto("/")


def journey_unfolded(visitor: Weigher) -> None:
    """The longest list there is: every module's lessons, dilemmas and quiz, one of them begun."""
    visitor.learners.complete(visitor.person, visitor.learners.lessons[0].slug)
    visitor.learners.weigh(visitor.person, ONE, 2)
    journey(visitor)
    visitor.unfold()


def dilemmas(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto("/dilemmas")


def dilemmas_some_done(visitor: Weigher) -> None:
    visitor.learners.weigh_beside(visitor.person, 3)
    visitor.learners.begin_beside(visitor.person)
    dilemmas(visitor)


def dilemmas_all_done(visitor: Weigher) -> None:
    visitor.learners.weigh_beside(visitor.person)
    dilemmas(visitor)


COURSE = (
    journey,
    journey_unfolded,
    dilemmas,
    dilemmas_some_done,
    dilemmas_all_done,
)
