"""The tree of units: adding, renaming, moving and removing. Nothing here commits."""

from dataclasses import dataclass

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person, Unit
from elearning.database import db, one_at_a_time
from elearning.people import queries
from elearning.people.trail import By
from elearning.progress.models import ProgressSummary


class NameTakenError(Exception):
    """There is a unit of that name in the same place."""


class UnitCycleError(Exception):
    """A unit would be part of itself."""


class NotEmptyError(Exception):
    """There are people or units in it."""


@dataclass(frozen=True)
class Place:
    """What a unit is called, and what it is part of: None at the top."""

    name: str
    parent_id: int | None


def add(place: Place, *, by: By) -> Unit:
    """Add a unit. Raises NameTakenError."""
    one_at_a_time("units")
    unit = Unit()
    _put(unit, place)
    audit.record("unit.added", queries.units().path(unit.id), by=by)
    return unit


def change(unit: Unit, place: Place, *, by: By) -> None:
    """Rename a unit or move it, with all that is in it. Raises NameTakenError and UnitCycleError."""
    one_at_a_time("units")
    db.session.refresh(unit)
    units = queries.units()
    if place.parent_id is not None and units.is_within(place.parent_id, unit.id):
        raise UnitCycleError
    if (unit.name, unit.parent_id) == (place.name, place.parent_id):
        return
    was, action = units.path(unit.id), "unit.renamed" if unit.name != place.name else "unit.moved"
    _put(unit, place)
    details = {"before": {"unit": was}, "after": {"unit": queries.units().path(unit.id)}}
    audit.record(action, was, details, by=by)


def remove(unit: Unit, *, by: By) -> None:
    """Remove a unit. Raises NotEmptyError, also for people who have left."""
    one_at_a_time("units")
    inside = sa.or_(
        sa.exists().where(Person.unit_id == unit.id),
        sa.exists().where(ProgressSummary.unit_id == unit.id),
        sa.exists().where(Unit.parent_id == unit.id),
    )
    if db.session.scalar(sa.select(inside)):
        raise NotEmptyError
    told = queries.units().path(unit.id)
    db.session.execute(sa.delete(Unit).where(Unit.id == unit.id))
    audit.record("unit.removed", told, by=by)


def _put(unit: Unit, place: Place) -> None:
    beside = sa.select(Unit.name).where(
        Unit.parent_id == place.parent_id if place.parent_id else Unit.parent_id.is_(None),
        Unit.id != (unit.id or 0),
    )
    if place.name.casefold() in {name.casefold() for name in db.session.scalars(beside)}:
        raise NameTakenError
    unit.name, unit.parent_id = place.name, place.parent_id
    db.session.add(unit)
    db.session.flush()
