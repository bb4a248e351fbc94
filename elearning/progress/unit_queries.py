"""Reads of units that several features show: who is in one, and the tree of all."""

import sqlalchemy as sa

from elearning.accounts.models import Unit
from elearning.database import db
from elearning.progress.models import ProgressSummary
from elearning.progress.units import NO_UNIT, UnitPlace


def in_unit(unit_id: int) -> sa.ColumnElement[bool]:
    """Write that somebody is in a unit or one of its parts; of NO_UNIT, that they are in none."""
    if unit_id == NO_UNIT:
        return ProgressSummary.unit_id.is_(None)
    parts = sa.select(Unit.id).where(Unit.id == unit_id).cte("parts", recursive=True)
    # "union" rather than "union all" ends also where units are part of each other.
    parts = parts.union(sa.select(Unit.id).join(parts, Unit.parent_id == parts.c.id))
    return ProgressSummary.unit_id.in_(sa.select(parts.c.id))


def unit_places(wanted: sa.ColumnElement[bool] | None = None) -> list[UnitPlace]:
    """List the units, all or those `wanted`: one statement."""
    units = sa.select(Unit.id, Unit.name, Unit.parent_id)
    return list(map(UnitPlace._make, db.session.execute(units if wanted is None else units.where(wanted))))
