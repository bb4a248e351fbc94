"""Puts people before, at and after the end of their journey, with the certificates that a test asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.certificates import queries, rules, service
from elearning.certificates.models import Certificate
from elearning.clock import now
from elearning.database import db
from elearning.progress import queries as progress
from elearning.progress import service as assignments
from elearning.progress.models import Assignment
from elearning.progress.rules import Asked, Kind, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elearning.progress.queries import OtherDilemma
    from elearning.progress.rules import Task, TaskProgress
    from tests.e2e.quizzes.learners import Weighers

DAY = timedelta(days=1)
# The pages of the served site ask what day it is, so what is to be past or near is counted from it.
TODAY = datetime.now(UTC).date()
MODULES = (
    {"title": "Velkommen til grundlaget", "minutes": 12},
    {"title": "Fundamentet, som vi står på sammen", "minutes": 31},
    {"title": "Balancerne", "minutes": 88},
)
ORGANISATION = "Billund Kommune"
REASON = "Kursusbeviset blev udstedt i et forkert navn. Der er udstedt et nyt."


@dataclass(frozen=True)
class Certifier:
    """Brings one person to where a test wants them, through the services or, for the past, past them."""

    learners: Weighers
    person: Person

    @property
    def left(self) -> Sequence[TaskProgress]:
        """What is not done yet of the whole course."""
        tasks = self.learners.in_app(lambda: progress.course_of(self.person).journey.tasks)
        return [each for each in tasks if each.amount.state is not State.DONE]

    @property
    def certificates(self) -> Sequence[Certificate]:
        """Every certificate of the person, the newest first."""
        return self.learners.in_app(lambda: _read(self.person))

    @property
    def newest(self) -> Certificate:
        return self.certificates[0]

    def finish(self, *, but_the_last: int = 0) -> None:
        """Do everything in the journey, or leave so many of its last tasks undone."""
        tasks = self.left
        for each in tasks[: len(tasks) - but_the_last]:
            self._do(each.task)

    def take_back(self) -> None:
        """Be as somebody who lacked one thing until it was taken out of the course: nothing is issued yet."""

        def work() -> None:
            db.session.execute(sa.delete(Certificate).filter_by(person_id=self.person.id))
            db.session.execute(
                sa.update(Assignment).filter_by(person_id=self.person.id).values(completed_at=None)
            )

        self.learners.in_app(work)

    def hand_out(
        self, *, days_ago: int = 0, number: int = assignments.FIRST, **values: object
    ) -> Certificate:
        """Give a certificate for an assignment that was completed so many days ago."""

        def work() -> None:
            moment = now() - days_ago * DAY
            _complete(self.person.id, number, moment)
            db.session.flush()
            db.session.add(Certificate(**_values(self.person, number, moment.date()) | values))

        self.learners.in_app(work)
        return self.newest

    def revoke(self, reason: str = REASON) -> None:
        """Have the newest certificate revoked, as HR does."""

        def work() -> None:
            newest = queries.certificates_of(self.person.id)[0]
            service.revoke(newest, reason, by=None)

        self.learners.in_app(work)

    def ask_to_renew(self, *tasks: tuple[Kind, str]) -> None:
        """Open a renewal that asks for these tasks, by their slugs."""

        def work() -> None:
            mine = progress.course_of(self.person)
            known = [*mine.journey.tasks, *(each.progress for each in mine.others)]
            ids = {(each.task.kind, each.task.slug): each.task.id for each in known}
            newest = queries.certificates_of(self.person.id)[0]
            assignments.assign_renewal(
                self.person.id,
                newest.assignment + 1,
                starts_on=TODAY,
                due_on=TODAY + 30 * DAY,
                tasks=[Asked(kind, ids[kind, slug], whole=kind is not Kind.LESSON) for kind, slug in tasks],
            )

        self.learners.in_app(work)

    def beside(self, count: int) -> Sequence[OtherDilemma]:
        """Give the first dilemmas beside the journey."""
        return self.learners.in_app(lambda: progress.course_of(self.person).others[:count])

    def set_days(self, *, starts_on: date, due_on: date) -> None:
        """Let the journey begin and be due on other days."""

        def work() -> None:
            db.session.execute(
                sa.update(Assignment)
                .filter_by(person_id=self.person.id)
                .values(starts_on=starts_on, due_on=due_on)
            )

        self.learners.in_app(work)

    def join_hr(self) -> None:
        """Make the person one of HR."""

        def work() -> None:
            db.session.get_one(Person, self.person.id).is_hr = True

        self.learners.in_app(work)

    def _do(self, task: Task) -> None:
        learners = self.learners
        if task.kind is Kind.LESSON:
            learners.complete(self.person, task.slug)
        elif task.kind is Kind.SCENARIO:
            boards = learners.scenario_called(task.title).balances
            learners.weigh_to_the_end(self.person, task.slug, *(2,) * len(boards))
        else:
            learners.pass_quiz(self.person, task.slug)


def _read(person: Person) -> Sequence[Certificate]:
    found = queries.certificates_of(person.id)
    db.session.expunge_all()  # to be read when this session is over
    return found


def _complete(person_id: int, number: int, moment: datetime) -> None:
    """Let an assignment be completed at a moment; what is not there yet began a month before."""
    assignment = db.session.get(Assignment, (person_id, number))
    if assignment is None:
        day = moment.date()
        assignment = Assignment(person_id=person_id, number=number, starts_on=day - 30 * DAY, due_on=day)
        db.session.add(assignment)
    assignment.completed_at = moment


def _values(person: Person, number: int, day: date) -> dict[str, Any]:
    return {
        "person_id": person.id,
        "assignment": number,
        "code": rules.new_code(),
        "name": person.name,
        "organisation": ORGANISATION,
        "modules": list(MODULES),
        "completed_on": day,
        "edition": day,
        "issued_at": datetime.combine(day, time(12), UTC),
    }
