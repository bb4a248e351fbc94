"""Deleting what somebody wrote, and erasing somebody who has left. Nothing here commits."""

import sqlalchemy as sa

from elearning import audit
from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.clock import day_of
from elearning.config import settings
from elearning.database import db
from elearning.modules import service as modules
from elearning.privacy import rules
from elearning.progress.models import AnonymousCompletion, Assignment
from elearning.progress.service import FIRST
from elearning.quizzes import quiz_service as quizzes
from elearning.quizzes import service as scenarios

ERASED = "person.erased"


class StillHereError(Exception):
    """Only somebody who has left can be erased."""


def forget_notes(person: Person) -> None:
    """Delete all of somebody's notes and relations."""
    modules.forget_notes(person.id)
    scenarios.forget_takeaways(person)


def forget_answers(person: Person) -> None:
    """Delete all that somebody weighed and answered, and their notes on dilemmas; all they did stays done."""
    modules.forget_checks(person.id)
    quizzes.forget_quizzes(person.id)
    scenarios.forget_weightings(person)


def erase(person: Person, reason: str, *, by: tuple[int, str] | None) -> None:
    """Delete somebody who has left, with all that is theirs. It cannot be undone.

    What they completed may stay as a number that is nobody's (ADR 14). Raises StillHereError.
    """
    leading.wait_for_turn()
    db.session.refresh(person, ["is_active", "leader_id"])
    if person.is_active:
        raise StillHereError
    if settings().keep_completions_without_person:
        _keep_completion_of(person)
    scenarios.forget_leader(person)
    # Nobody has had them as leader since they left; should a database say otherwise, it is mended here.
    person_id = person.id
    led = sa.update(Person).where(Person.leader_id == person_id)
    db.session.execute(led.values(leader_id=person.leader_id))
    db.session.execute(sa.delete(Person).where(Person.id == person_id))
    audit.record(ERASED, f"#{person_id}", {"reason": reason}, by=by)


def _keep_completion_of(person: Person) -> None:
    first = db.session.get(Assignment, (person.id, FIRST))
    if first is None or first.completed_at is None:
        return
    completed_on = day_of(first.completed_at, settings().zone)
    db.session.add(
        AnonymousCompletion(
            started_month=rules.first_of_month(person.starts_on),
            completed_month=rules.first_of_month(completed_on),
            role=person.role,
            days=max((completed_on - person.starts_on).days, 0),
        )
    )
