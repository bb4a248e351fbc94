"""What HR does to people: adds them, changes them, lets them go and has them back. Nothing here commits.

Each writes its line in the log, in the same transaction.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from elearning import audit
from elearning.accounts import leading
from elearning.accounts import service as accounts
from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole, normalise_email
from elearning.database import db, one_at_a_time
from elearning.people.trail import NO_MORE_HR, By, about, storable
from elearning.signals import person_changed


class ChangedMeanwhileError(Exception):
    """Somebody else has changed that person since the page was opened."""


class NumberTakenError(Exception):
    """Somebody already has that employee number."""


class HasLeftError(Exception):
    """Somebody who has left cannot be given what HR does."""


class LastHrError(Exception):
    """That would take HR from oneself, or from the last who has it."""


@dataclass(frozen=True)
class Facts:
    """What HR says of a person; `leader` is the leader's id, as the database has it."""

    name: str
    email: str
    number: str | None
    role: FoundationRole
    second_role: FoundationRole | None
    unit_id: int | None
    leader_id: int | None
    starts_on: date
    is_hr: bool = False
    is_panel: bool = False


FACTS = tuple(each.name for each in fields(Facts))


def facts_of(person: Person) -> Facts:
    return Facts(**{name: getattr(person, name) for name in FACTS})


def add(facts: Facts, by: By) -> Person:
    """Add a person.

    Raises accounts.EmailTakenError, NumberTakenError and leading.InactiveLeaderError.
    """
    _refuse_taken_number(facts.number, None)
    leader = db.session.get_one(Person, facts.leader_id) if facts.leader_id else None
    new = accounts.NewPerson(
        name=facts.name,
        email=facts.email,
        role=facts.role,
        second_role=facts.second_role,
        starts_on=facts.starts_on,
        unit=db.session.get_one(Unit, facts.unit_id) if facts.unit_id else None,
        leader=leader,
        is_hr=facts.is_hr,
    )
    person = accounts.add_person(new)
    person.number, person.is_panel = facts.number, facts.is_panel
    db.session.flush()
    after = {"after": _named(storable(_as_dict(facts)))}
    audit.record("person.added", about(person), after, by=by, about_id=person.id)
    return person


def change(person: Person, facts: Facts, *, version: int, by: By) -> bool:
    """Change a person; says whether anything did.

    `version` is the one that whoever changes them has seen. Raises ChangedMeanwhileError, HasLeftError,
    LastHrError, accounts.EmailTakenError, NumberTakenError, leading.LeaderCycleError and
    leading.InactiveLeaderError.
    """
    leading.wait_for_turn()
    _take(person, version)
    before, after = _difference(facts_of(person), facts)
    if not after:
        return False
    if facts.is_hr and "is_hr" in after and not person.is_active:
        raise HasLeftError
    if person.is_hr and not facts.is_hr:
        _refuse_last_hr(person, by)
    if "number" in after:
        _refuse_taken_number(facts.number, person.id)
    if "leader_id" in after:
        leading.set_leader(person, db.session.get_one(Person, facts.leader_id) if facts.leader_id else None)
    _write(person, {name: value for name, value in after.items() if name != "leader_id"})
    person_changed.send(person)
    details = {"before": _named(storable(before)), "after": _named(storable(after))}
    audit.record("person.changed", about(person), details, by=by, about_id=person.id)
    return True


def let_go(person: Person, *, version: int, by: By) -> int:
    """Let somebody go, and give how many of those they led have another leader now.

    Raises ChangedMeanwhileError and LastHrError.
    """
    leading.wait_for_turn()
    _take(person, version)
    if person.is_hr or _is(person, by):
        _refuse_last_hr(person, by)
    if not person.is_active:
        return 0
    was_hr = person.is_hr
    led = db.session.scalars(
        sa.select(Person).where(Person.leader_id == person.id, Person.is_active).order_by(Person.id)
    ).all()
    handed_over = leading.leave(person)
    person.version += 1
    details = _named({"handed_over": handed_over, "leader_id": person.leader_id})
    if was_hr:
        details |= NO_MORE_HR
    audit.record("person.left", about(person), details, by=by, about_id=person.id)
    other = {"before": {"leader": person.name}, "after": _named({"leader_id": person.leader_id})}
    for each in led:
        audit.record("person.changed", about(each), other, by=by, about_id=each.id)
    return handed_over


def have_back(person: Person, *, by: By) -> None:
    """Let somebody who left be here again."""
    leading.wait_for_turn()
    db.session.refresh(person)
    if person.is_active:
        return
    leading.come_back(person)
    person.version += 1
    audit.record("person.returned", about(person), by=by, about_id=person.id)


def hands_over(person: Person) -> tuple[int, Person | None]:
    """Say how many active people somebody leads, and who would lead them if they left."""
    led = sa.select(sa.func.count()).where(Person.leader_id == person.id, Person.is_active)
    leader = db.session.get(Person, person.leader_id) if person.leader_id else None
    return db.session.scalar(led) or 0, leader


def _take(person: Person, version: int) -> None:
    """Take the person as they are now, and hold off whoever else would change them."""
    accounts.take_turns(person.id)
    db.session.refresh(person)
    if person.version != version:
        raise ChangedMeanwhileError


def _refuse_last_hr(person: Person, by: By) -> None:
    one_at_a_time("who is HR")
    others = sa.select(sa.func.count()).where(Person.is_hr, Person.is_active, Person.id != person.id)
    if _is(person, by) or not db.session.scalar(others):
        raise LastHrError(person.name)


def _is(person: Person, by: By) -> bool:
    return by is not None and person.id == by[0]


def _refuse_taken_number(number: str | None, person_id: int | None) -> None:
    if number is None:
        return
    owner = db.session.scalar(sa.select(Person.id).where(Person.number == number))
    if owner is not None and owner != person_id:
        raise NumberTakenError(number)


def _difference(was: Facts, wanted: Facts) -> tuple[dict[str, Any], dict[str, Any]]:
    wanted_values = _as_dict(wanted) | {"email": normalise_email(wanted.email)}
    after = {name: value for name, value in wanted_values.items() if getattr(was, name) != value}
    return {name: getattr(was, name) for name in after}, after


def _write(person: Person, values: dict[str, Any]) -> None:
    try:
        with db.session.begin_nested():
            for name, value in values.items():
                setattr(person, name, value)
            person.version += 1
            db.session.flush()
    except sa.exc.IntegrityError as error:
        raise accounts.EmailTakenError(values.get("email", "")) from error
    if "email" in values:
        accounts.take_back_links([person.id])  # whoever has the old address could else use one


def _as_dict(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in FACTS}


def _named(details: dict[str, Any]) -> dict[str, Any]:
    """Write names for the ids in a line of the log: it is read when these are long gone."""
    kinds: tuple[tuple[str, type[Person | Unit], str], ...] = (
        ("leader_id", Person, "leader"),
        ("unit_id", Unit, "unit"),
    )
    for column, kind, name in kinds:
        if column in details:
            key = details.pop(column)
            found: Any = db.session.get(kind, key) if key else None
            details[name] = found.name if found else ""
    return details
