"""Comparing the summaries with what they count, and mending those that differ. Nothing here commits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.certificates.queries import validity
from elearning.database import db, insert_or_ignore
from elearning.progress import counting
from elearning.progress.models import ProgressSummary

Values = Mapping[str, Any]
LAST_ACTIVE = "last_active_on"


@dataclass(frozen=True)
class Difference:
    """A row that is not what it should be: what it says and should say, None where there is no row."""

    person_id: int
    is_now: Values | None
    should_be: Values | None

    def __str__(self) -> str:
        if self.is_now is None:
            return f"person {self.person_id}: has no row"
        if self.should_be is None:
            return f"person {self.person_id}: has a row, and is not active"
        wrong = [
            f"{name} is {self.is_now[name]}, not {value}"
            for name, value in self.should_be.items()
            if self.is_now[name] != value
        ]
        return f"person {self.person_id}: {', '.join(wrong)}"


def differences() -> Iterator[list[Difference]]:
    """Count everybody anew, in batches, and list the rows of each that say something else.

    End the transaction after each batch, mended or not: its people wait for it (counting.expected).
    """
    for batch in counting.expected():
        ends = validity(min(batch), max(batch))
        rows = _rows(min(batch), max(batch))
        compared = (
            _compared(person_id, rows.get(person_id), {**counted, "valid_until": ends.get(person_id)})
            for person_id, counted in batch.items()
        )
        yield [each for each in compared if each]
    left = sa.select(ProgressSummary.person_id).join(Person, Person.id == ProgressSummary.person_id)
    yield [Difference(each, {}, None) for each in db.session.scalars(left.where(~Person.is_active))]


def mend(difference: Difference) -> None:
    """Make a row say what it should."""
    mine = ProgressSummary.person_id == difference.person_id
    if difference.should_be is None:
        db.session.execute(sa.delete(ProgressSummary).where(mine))
    elif difference.is_now is None:
        values = {"person_id": difference.person_id, **difference.should_be}
        db.session.execute(insert_or_ignore(ProgressSummary, values))
    else:
        db.session.execute(sa.update(ProgressSummary).where(mine).values(**difference.should_be))


def is_lacking() -> bool:
    """Tell whether somebody active has no row: after a migration from before there were any."""
    has_row = sa.exists().where(ProgressSummary.person_id == Person.id)
    return db.session.scalar(sa.select(sa.exists().where(Person.is_active, ~has_row))) or False


def _compared(person_id: int, row: Values | None, counted: dict[str, Any]) -> Difference | None:
    should_be = _agreeing(counted, row)
    if row is not None and all(row[name] == value for name, value in should_be.items()):
        return None
    return Difference(person_id, row, should_be)


def _agreeing(counted: dict[str, Any], row: Values | None) -> Values:
    """Let a later day of activity stand: who reads a lesson again is active, and leaves nothing to count."""
    active: date | None = row[LAST_ACTIVE] if row else None
    if active and (counted[LAST_ACTIVE] is None or counted[LAST_ACTIVE] < active):
        return {**counted, LAST_ACTIVE: active}
    return counted


def _rows(first: int, last: int) -> dict[int, Values]:
    table = ProgressSummary.__table__
    found = db.session.execute(sa.select(table).where(ProgressSummary.person_id.between(first, last)))
    return {row["person_id"]: dict(row) for row in found.mappings()}
