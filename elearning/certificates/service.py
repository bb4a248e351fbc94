"""Issuing, renewing and revoking certificates. Nothing here commits."""

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from flask import has_request_context

from elearning import audit, choices
from elearning.accounts.models import Person
from elearning.accounts.service import take_turns
from elearning.background import HEAVY, after_response
from elearning.certificates import documents, queries, rules
from elearning.certificates.models import Certificate
from elearning.clock import day_of, now, today
from elearning.config import settings
from elearning.database import db, insert_or_ignore
from elearning.progress import counting, leaves, summaries
from elearning.progress import queries as progress
from elearning.progress import service as assignments
from elearning.progress.deadlines import default_due, renewal_opens
from elearning.progress.models import Assignment
from elearning.progress.rules import Journey, Kind, is_complete, minutes
from elearning.quizzes import service as dilemmas


class AlreadyRevokedError(Exception):
    """The certificate is revoked; its reason stands."""


def finish_if_done(person_id: int, *, is_active: bool = True) -> Certificate | None:
    """Complete somebody's journey and issue the certificate, if what was just kept was the last thing.

    Both happen in the transaction that keeps that last thing, or neither does. Not `is_active` is who did
    nothing themselves just now.
    """
    counted = counting.count(person_id, is_active=is_active)
    assignment, mine = counted.assignment, counted.journey
    if assignment is None or assignment.completed_at or not _lacks_nothing(assignment, mine):
        return None
    moment = now()  # one for both, also at midnight
    assignments.complete(assignment, moment)
    is_whole = assignment.number == assignments.FIRST
    covered = mine if is_whole else progress.course_of(counted.person).journey
    return _issue(counted.person, assignment, covered, moment)


def can_claim(assignment: Assignment | None, mine: Journey) -> bool:
    """Tell whether all of an open assignment is done, though no step of one's own completed it."""
    if assignment is None:
        return is_complete(mine)
    return not assignment.completed_at and _lacks_nothing(assignment, mine)


def open_renewal(certificate: Certificate) -> None:
    """Let somebody renew a certificate; once it is open this changes nothing."""
    person = db.session.get_one(Person, certificate.person_id)
    tasks = progress.renewal_tasks(person, certificate.issued_at)
    starts_on = today(settings().zone)
    is_new = assignments.assign_renewal(
        person.id,
        certificate.assignment + 1,
        starts_on=starts_on,
        due_on=_due(certificate, starts_on),
        tasks=tasks,
    )
    if is_new:
        dilemmas.ask_person_again(person.id, [each.id for each in tasks if each.kind is Kind.SCENARIO])
        opened = progress.newest_assignment(person.id)
        if opened is not None:
            leaves.take_over(opened)
    # Where nothing is new and nothing is left, there is nothing to ask.
    finish_if_done(person.id, is_active=False)


def due_for_renewal(day: date) -> list[Certificate]:
    """List the certificates that are near their end on `day` and whose renewal is not open yet."""
    newer = sa.select(Assignment).where(
        Assignment.person_id == Certificate.person_id, Assignment.number > Certificate.assignment
    )
    near = db.session.scalars(
        sa.select(Certificate)
        .join(Person, Person.id == Certificate.person_id)
        .where(
            Certificate.valid_until.is_not(None),
            Certificate.revoked_at.is_(None),
            Person.is_active,
            ~newer.exists(),
        )
    ).all()
    return [each for each in near if can_renew(each, day)]


def can_renew(certificate: Certificate, day: date) -> bool:
    """Tell whether a certificate is so near its end, or past it, that it can be renewed."""
    if certificate.valid_until is None or certificate.revoked_at:
        return False
    return day >= renewal_opens(certificate.valid_until, settings().renewal_days)


def revoke(certificate: Certificate, reason: str, *, by: Person | None, reissue: bool = False) -> None:
    """Revoke a certificate; who verifies it sees that, and the reason.

    To `reissue` it gives the same again at once in the person's name of today, which may have been corrected;
    not when a renewal has begun since, which gives one of its own. Raises AlreadyRevokedError.
    """
    revoked = db.session.scalar(
        sa.update(Certificate)
        .where(Certificate.id == certificate.id, Certificate.revoked_at.is_(None))
        .values(revoked_at=now(), revoked_reason=reason, revoked_by_id=by.id if by else None)
        .returning(Certificate.id)
    )
    if revoked is None:
        db.session.refresh(certificate)
        raise AlreadyRevokedError
    details = {"certificate": certificate.number, "reason": reason, "reissued": reissue}
    who = (by.id, by.name) if by else None
    audit.record("certificate.revoked", certificate.name, details, by=who, about_id=certificate.person_id)
    if reissue:
        _reissue(certificate)
    keep_validity(certificate.person_id)


def _reissue(old: Certificate) -> None:
    take_turns(old.person_id)
    newest = progress.newest_assignment(old.person_id)
    if newest is None or newest.number != old.assignment:
        return
    days = {"starts_on": newest.starts_on, "due_on": newest.due_on}
    completed_at = newest.completed_at or old.issued_at
    assignments.assign_renewal(old.person_id, old.assignment + 1, **days, tasks=())
    renewed = progress.newest_assignment(old.person_id)
    if renewed and renewed.number != old.assignment:
        assignments.complete(renewed, completed_at)
        facts = ("modules", "completed_on", "edition", "valid_until")
        person = db.session.get_one(Person, old.person_id)
        _keep(person, renewed, now(), {name: getattr(old, name) for name in facts})
        counting.count(person.id, is_active=False)


def keep_validity(person_id: int) -> None:
    """Write to somebody's summary how long the certificate is valid that they have, if they have one."""
    valid_until = queries.validity(person_id, person_id).get(person_id)
    summaries.keep(person_id, valid_until=valid_until)


def _due(certificate: Certificate, starts_on: date) -> date:
    """Give the last day of a renewal: the certificate's own, or as long as for a newcomer if that is past."""
    end = certificate.valid_until
    return end if end and end > starts_on else default_due(starts_on, choices.course().days_to_complete)


def _lacks_nothing(assignment: Assignment, mine: Journey) -> bool:
    # The whole course must have something in it; a renewal may ask for nothing.
    return is_complete(mine) if assignment.number == assignments.FIRST else not mine.next_task


def _issue(person: Person, assignment: Assignment, course: Journey, moment: datetime) -> Certificate | None:
    completed_on = day_of(moment, settings().zone)
    facts = {
        "modules": [{"title": each.module.title, "minutes": minutes(each.module)} for each in course.modules],
        "completed_on": completed_on,
        "edition": progress.edition() or completed_on,
        "valid_until": rules.valid_until(completed_on, choices.course().certificate_months),
    }
    return _keep(person, assignment, moment, facts)


def _keep(
    person: Person, assignment: Assignment, moment: datetime, facts: Mapping[str, object]
) -> Certificate | None:
    values = {
        "person_id": person.id,
        "assignment": assignment.number,
        "code": rules.new_code(),
        "name": person.name,
        **choices.on_certificate().model_dump(),
        "issued_at": moment,
        **facts,
    }
    issued = db.session.scalar(insert_or_ignore(Certificate, values).returning(Certificate.id))
    if issued is None:
        return None
    summaries.keep(person.id, valid_until=facts["valid_until"])
    if has_request_context():
        after_response(lambda: documents.make(issued), lane=HEAVY)
    return db.session.get_one(Certificate, issued)
