"""“Mit team” in every state it can be met in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from tests.integration.teams.crowd import add_crowd

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher

CROWD = 90
LONG_NAME = "Åse-Marie Kjærgård Ømosegaard-Østergaard"


def _lead(visitor: Weigher, *, count: int = CROWD) -> None:
    """Let the visitor lead many people, and sign in."""

    def work() -> None:
        add_crowd(visitor.person.id, count, today(settings().zone))

    visitor.learners.in_app(work)
    visitor.sign_in()


def _newcomer(visitor: Weigher) -> int:
    """Let the visitor lead somebody with a long name who has a due date, and sign in."""
    person = visitor.learners.add(LONG_NAME)

    def work() -> None:
        led, leader = (db.session.get_one(Person, each.id) for each in (person, visitor.person))
        leading.set_leader(led, leader)

    visitor.learners.in_app(work)
    visitor.sign_in()
    return person.id


def _stand_in(visitor: Weigher, leader: Person, person: Person) -> None:
    def work() -> None:
        for_whom, who = (db.session.get_one(Person, each.id) for each in (leader, person))
        leading.set_stand_in(for_whom, who, today(settings().zone) + timedelta(days=7))

    visitor.learners.in_app(work)


def team(visitor: Weigher) -> None:
    _lead(visitor)
    visitor.page.goto("/team")


def team_of_one(visitor: Weigher) -> None:
    _newcomer(visitor)
    visitor.page.goto("/team")


def team_over_time_in_numbers(visitor: Weigher) -> None:
    team(visitor)
    visitor.page.locator(".team-over-time summary").click()


def team_everybody(visitor: Weigher) -> None:
    _lead(visitor)
    visitor.page.goto("/team?scope=all&sort=status&page=2")


def team_unit(visitor: Weigher) -> None:
    team_everybody(visitor)
    visitor.follow("Skoler")


def team_nobody_fits(visitor: Weigher) -> None:
    _lead(visitor)
    visitor.page.goto("/team?q=findes+ikke&status=overdue")


def team_of_another(visitor: Weigher) -> None:
    other = visitor.learners.add(LONG_NAME)

    def work() -> None:
        add_crowd(other.id, 9, today(settings().zone))

    visitor.learners.in_app(work)
    _stand_in(visitor, other, visitor.person)
    _lead(visitor, count=3)
    visitor.page.goto(f"/team?team={other.id}")


def team_on_paper(visitor: Weigher) -> None:
    _lead(visitor)
    visitor.page.goto("/team/print?scope=all&status=completed")


def team_person(visitor: Weigher) -> None:
    visitor.page.goto(f"/team/people/{_newcomer(visitor)}")


def team_person_reminded(visitor: Weigher) -> None:
    team_person(visitor)
    visitor.press("Send en venlig påmindelse")


def team_stand_in(visitor: Weigher) -> None:
    _newcomer(visitor)
    visitor.page.goto("/team/stand-in")


def team_stand_in_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    team_stand_in(visitor)
    visitor.page.get_by_label("Eller skriv en andens arbejdsmail").fill("findes@ikke.dk")
    visitor.press("Gem stedfortræder")


def team_stand_in_chosen(visitor: Weigher) -> None:
    _stand_in(visitor, visitor.person, visitor.learners.add("Vera Vikar"))
    team_stand_in(visitor)


def team_not_for_who_leads_nobody(visitor: Weigher) -> None:
    visitor.faults.expect(403)
    visitor.sign_in()
    visitor.page.goto("/team")


TEAM = (
    team,
    team_of_one,
    team_over_time_in_numbers,
    team_everybody,
    team_unit,
    team_nobody_fits,
    team_of_another,
    team_on_paper,
    team_person,
    team_person_reminded,
    team_stand_in,
    team_stand_in_refused,
    team_stand_in_chosen,
    team_not_for_who_leads_nobody,
)
