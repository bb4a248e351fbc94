"""“Overblik” in every state it can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearning.accounts.models import Person
from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from tests.integration.teams.crowd import add_crowd

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher

CROWD = 90


def _as_hr(visitor: Weigher, *, count: int = CROWD) -> None:
    """Let the visitor be HR of many people, and sign in."""

    def work() -> None:
        db.session.get_one(Person, visitor.person.id).is_hr = True
        add_crowd(visitor.person.id, count, today(settings().zone))

    visitor.learners.in_app(work)
    visitor.sign_in()


def overview(visitor: Weigher) -> None:
    _as_hr(visitor)
    visitor.page.goto("/hr/overview")


def overview_unit(visitor: Weigher) -> None:
    overview(visitor)
    visitor.page.locator("section[aria-labelledby=units] tbody a").first.click()


def overview_month(visitor: Weigher) -> None:
    overview(visitor)
    visitor.page.locator("section[aria-labelledby=months] tbody a").first.click()


def overview_three_months(visitor: Weigher) -> None:
    _as_hr(visitor)
    visitor.page.goto("/hr/overview?within=3")


def overview_of_nobody(visitor: Weigher) -> None:
    _as_hr(visitor, count=1)
    visitor.page.goto("/hr/overview?from=1950-01-01&to=1950-12-31")


OVERVIEW = (overview, overview_unit, overview_month, overview_three_months, overview_of_nobody)
