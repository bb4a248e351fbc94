"""The dialogue kit in every state it can be met in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from tests.e2e.quizzes.pages import CROWDED, QUIET, THREE, TWO

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher

SPREAD = (-3, 1, 1, 2, 0, 3, 3, -1, 2, 1)
# What a dilemma with one board is shown as, where the team's picture is among it.
SLIDES = ("situation", "board", "price", "new-fact", "poles", "signs", "spread", "closing")


def lead(visitor: Weigher, slug: str = QUIET, positions: tuple[int, ...] = (2,)) -> None:
    """Let the visitor lead people who have weighed a dilemma, and sign in."""
    visitor.learners.lead(visitor.person, slug, positions)
    visitor.sign_in()


def prepare(visitor: Weigher, slug: str) -> None:
    visitor.page.goto(f"/team/kit/{slug}")


def show(visitor: Weigher, slug: str, page: int) -> None:
    visitor.page.goto(f"/team/kit/{slug}/show?page={page}")


def kit_list(visitor: Weigher) -> None:
    lead(visitor, CROWDED, SPREAD)
    visitor.page.goto("/team/kit")


def kit_list_of_a_role(visitor: Weigher) -> None:
    lead(visitor)
    visitor.page.goto("/team/kit?role=leader")


def kit_list_of_a_stand_in(visitor: Weigher) -> None:
    other = visitor.learners.add("Åse-Marie Kjærgård Ømosegaard-Østergaard", role=FoundationRole.LEADER)
    visitor.learners.lead(other, CROWDED, SPREAD)

    def work() -> None:
        leader, person = (db.session.get_one(Person, each.id) for each in (other, visitor.person))
        leading.set_stand_in(leader, person, today(settings().zone) + timedelta(days=7))

    visitor.learners.in_app(work)
    kit_list(visitor)


def kit_prepared(visitor: Weigher) -> None:
    lead(visitor)
    prepare(visitor, QUIET)


def kit_prepared_with_three_boards(visitor: Weigher) -> None:
    lead(visitor)
    prepare(visitor, THREE)


def kit_prepared_with_the_spread(visitor: Weigher) -> None:
    visitor.learners.gather(TWO)
    lead(visitor, TWO, SPREAD)
    prepare(visitor, TWO)
    for each in visitor.page.locator(".spread-numbers > summary").all():
        each.click()


def _slide(visitor: Weigher, kind: str) -> None:
    visitor.learners.gather(CROWDED)
    lead(visitor, CROWDED, SPREAD)
    show(visitor, CROWDED, SLIDES.index(kind) + 1)


def kit_slide_situation(visitor: Weigher) -> None:
    _slide(visitor, "situation")


def kit_slide_board(visitor: Weigher) -> None:
    _slide(visitor, "board")


def kit_slide_price(visitor: Weigher) -> None:
    _slide(visitor, "price")


def kit_slide_new_fact(visitor: Weigher) -> None:
    _slide(visitor, "new-fact")


def kit_slide_poles(visitor: Weigher) -> None:
    _slide(visitor, "poles")


def kit_slide_signs(visitor: Weigher) -> None:
    _slide(visitor, "signs")


def kit_slide_spread(visitor: Weigher) -> None:
    _slide(visitor, "spread")


def kit_slide_closing(visitor: Weigher) -> None:
    _slide(visitor, "closing")


def kit_not_for_who_leads_nobody(visitor: Weigher) -> None:
    visitor.faults.expect(403)
    visitor.sign_in()
    visitor.page.goto("/team/kit")


KIT = (
    kit_list,
    kit_list_of_a_role,
    kit_list_of_a_stand_in,
    kit_prepared,
    kit_prepared_with_three_boards,
    kit_prepared_with_the_spread,
    kit_slide_situation,
    kit_slide_board,
    kit_slide_price,
    kit_slide_new_fact,
    kit_slide_poles,
    kit_slide_signs,
    kit_slide_spread,
    kit_slide_closing,
    kit_not_for_who_leads_nobody,
)
