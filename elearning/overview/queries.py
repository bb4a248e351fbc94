"""Reads for HR's overview. All is from the summaries and the days of journeys: who completed what when."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole
from elearning.certificates.models import Certificate
from elearning.certificates.rules import valid_until
from elearning.database import db
from elearning.overview import rules
from elearning.overview.rules import LENGTHS, Counted, Journeys, Outcome, OverdueByUnit
from elearning.progress.deadlines import Status
from elearning.progress.models import Assignment, ProgressSummary
from elearning.progress.service import FIRST
from elearning.progress.summaries import status_in_sql, status_of
from elearning.progress.unit_queries import in_unit
from elearning.progress.units import UnitPlace, UnitTree

Column = sa.SQLColumnExpression[Any]

BATCH = 500  # rows at a time when all are read


@dataclass(frozen=True)
class Selection:
    """Whom the overview is of: those in a unit with its parts, who start from one day to another.

    None sets no limit. `within` are the months ahead in which certificates are looked at.
    """

    unit: int | None = None
    first: date | None = None
    last: date | None = None
    within: int = 6


@dataclass(frozen=True)
class Standing:
    """How everybody stands today, by unit, and who is overdue in each."""

    tree: UnitTree
    overdue: OverdueByUnit


class Ending(NamedTuple):
    """Somebody whose certificate ends soon, and how they stand with the journey that they have now."""

    name: str
    unit: str | None
    valid_until: date
    status: Status
    due_on: date | None


def standing(selection: Selection, units: Sequence[UnitPlace], today: date) -> Standing:
    """Sum up everybody by unit, whichever unit is selected: one statement."""
    row = ProgressSummary
    status = status_in_sql(today).label("status")
    length = sa.case(
        *((row.due_on >= today - timedelta(days=most), place) for place, most in enumerate(LENGTHS)),
        else_=len(LENGTHS),
    )
    # Only of who is overdue: the others would make the groups many. To ask for the status again takes longer.
    is_valid = sa.func.coalesce(row.valid_until >= today, sa.false())  # who renews in good time is not late
    is_overdue = sa.and_(row.completed_on.is_(None), row.due_on < today, ~is_valid)
    overdue = sa.case((is_overdue, length)).label("overdue")
    found = db.session.execute(
        sa.select(row.unit_id, status, overdue, sa.func.count(), sa.func.min(row.due_on))
        .where(*_started(selection))
        .group_by(row.unit_id, "status", "overdue")
    ).all()
    people = ((unit_id, name, number) for unit_id, name, _length, number, _due_on in found)
    tree = UnitTree(units, people, kept=selection.unit)
    late = (
        (unit_id, place, number, (today - due_on).days)
        for unit_id, _name, place, number, due_on in found
        if place is not None
    )
    return Standing(tree, OverdueByUnit(tree, late))


def journeys(selection: Selection, today: date) -> Journeys:
    """Count first journeys by month of start, role, outcome and days: one statement."""
    each = _first_journeys(selection)
    month: sa.Label[str] = _month(each.c.starts_on).label("month")
    outcome: sa.Label[str] = _outcome(each, today).label("outcome")
    days: sa.Label[int] = _days(each).label("days")
    found = db.session.execute(
        sa.select(month, Person.role, outcome, days, sa.func.count())
        .select_from(each)
        .join(Person, Person.id == each.c.person_id)
        .group_by("month", Person.role, "outcome", "days")
    )
    return rules.journeys(_counted(*row) for row in found)


def ending_by_month(selection: Selection, today: date) -> dict[date, int]:
    """Count the certificates that end soon by month, with every month up to then: one statement."""
    month: sa.Label[str] = _month(ProgressSummary.valid_until).label("month")
    found = db.session.execute(
        sa.select(month, sa.func.count()).where(*_ending(selection, today)).group_by("month")
    )
    numbers = Counter({_first_day(name): number for name, number in found})
    return {each: numbers[each] for each in rules.months_between(today, last_day(selection, today))}


def ending_people(selection: Selection, today: date, *, limit: int | None = None) -> Iterator[Ending]:
    """Read whose certificates end soon, the soonest first. Memory does not grow with them."""
    row = ProgressSummary
    found = db.session.execute(
        sa.select(row, Unit.name)
        .outerjoin(Unit, Unit.id == row.unit_id)
        .where(*_ending(selection, today))
        .order_by(row.valid_until, row.name_key, row.person_id)
        .limit(limit)
        .execution_options(yield_per=BATCH)
    )
    with found:  # also when whoever reads stops in the middle
        for each, unit in found:
            yield Ending(each.name, unit, each.valid_until or today, status_of(each, today), each.due_on)


def last_day(selection: Selection, today: date) -> date:
    """Give the last day on which a certificate that is looked at may end."""
    return valid_until(today, selection.within) or today


def _started(selection: Selection) -> list[sa.ColumnElement[bool]]:
    row = ProgressSummary
    conditions = []
    if selection.first:
        conditions.append(row.starts_on >= selection.first)
    if selection.last:
        conditions.append(row.starts_on <= selection.last)
    return conditions or [sa.true()]


def _people(selection: Selection) -> list[sa.ColumnElement[bool]]:
    if selection.unit is None:
        return _started(selection)
    return [*_started(selection), in_unit(selection.unit)]


def _ending(selection: Selection, today: date) -> list[sa.ColumnElement[bool]]:
    ends = ProgressSummary.valid_until.between(today, last_day(selection, today))
    return [*_people(selection), ends]


def _first_journeys(selection: Selection) -> sa.Subquery:
    """Select everybody's first journey. Of those who renew, their summary has another one.

    Then its day of completion is on its certificate; also one that was revoked says when it was.
    """
    row, people = ProgressSummary, _people(selection)
    first = sa.and_(Assignment.person_id == row.person_id, Assignment.number == FIRST)
    its = sa.and_(Certificate.person_id == row.person_id, Certificate.assignment == FIRST)
    newcomers = sa.select(row.person_id, row.starts_on, row.due_on, row.completed_on).where(
        row.number <= FIRST, *people
    )
    renewing = (
        sa.select(row.person_id, row.starts_on, Assignment.due_on, Certificate.completed_on)
        .outerjoin(Assignment, first)
        .outerjoin(Certificate, its)
        .where(row.number > FIRST, *people)
    )
    return newcomers.union_all(renewing).subquery("journey")


def _outcome(journey: sa.Subquery, today: date) -> Column:
    due_on, completed_on = journey.c.due_on, journey.c.completed_on
    is_done = completed_on.is_not(None)
    return sa.case(
        (due_on.is_(None), Outcome.NOT_YET.value),
        (sa.and_(is_done, completed_on <= due_on), Outcome.IN_TIME.value),
        (is_done, Outcome.LATE.value),
        (due_on < today, Outcome.OVERDUE.value),
        else_=Outcome.NOT_YET.value,
    )


def _days(journey: sa.Subquery) -> Column:
    """Write how many days a journey took from the first day at work; NULL while it is not completed."""
    first, last = journey.c.starts_on, journey.c.completed_on
    if db.engine.dialect.name == "postgresql":
        return sa.type_coerce(last - first, sa.Integer)
    return sa.cast(sa.func.julianday(last) - sa.func.julianday(first), sa.Integer)


def _month(day: Column) -> Column:
    """Write a day's month as 2026-11."""
    if db.engine.dialect.name == "postgresql":
        return sa.func.to_char(day, "YYYY-MM", type_=sa.String)
    return sa.func.substr(day, 1, 7, type_=sa.String)


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _counted(month: str, role: FoundationRole, outcome: str, days: int | None, people: int) -> Counted:
    return Counted(_first_day(month), role, Outcome(outcome), days, people)
