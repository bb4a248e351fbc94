"""Reads for leaders. All is from the summaries, which have nothing of what anybody answered."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person, StandIn, Unit
from elearning.accounts.rules import sort_key
from elearning.certificates.models import Certificate
from elearning.database import db
from elearning.progress.deadlines import Status
from elearning.progress.models import ProgressSummary
from elearning.progress.rules import percent
from elearning.progress.summaries import end_of, status_in_sql, status_of
from elearning.progress.unit_queries import in_unit, unit_places
from elearning.progress.units import Group, Sums, UnitTree, sums_of
from elearning.teams import rules
from elearning.teams.rules import Order, Scope, Sort

Ordering = Sequence[sa.SQLColumnExpression[Any]]

BATCH = 500  # rows at a time when all are read
_DANISH_LETTERS = {"Æ": "{", "æ": "{", "Ø": "|", "ø": "|", "Å": "}", "å": "}"}


@dataclass(frozen=True)
class Selection:
    """Which people of whose team are looked at, and in which order.

    `line` is the leader's. A `unit` has its parts with it; NO_UNIT are those who have none. `q` is a part of
    a name, as it was typed.
    """

    leader_id: int
    line: str
    scope: Scope = Scope.DIRECT
    unit: int | None = None
    status: Group | None = None
    q: str = ""
    sort: Sort = Sort.NAME
    order: Order = Order.ASC
    page: int = 1


@dataclass(frozen=True)
class Row:
    """What a leader sees of a person."""

    person_id: int
    name: str
    unit: str | None
    starts_on: date
    due_on: date | None
    completed_on: date | None
    status: Status
    steps_done: int
    steps_total: int
    scenarios_done: int
    scenarios_total: int
    last_active_on: date | None
    certificate_number: str | None
    certificate_code: str | None

    @property
    def percent(self) -> int:
        """How far they are, rounded down as they see it themselves: 100 means everything."""
        return percent(self.steps_done, self.steps_total)


@dataclass(frozen=True)
class Place:
    """A leader's line, and who stands in for them to and including which day, if anybody was given it."""

    line: str
    stand_in_id: int | None
    stand_in: str | None
    until: date | None


@dataclass(frozen=True)
class Overview:
    """How the people looked at stand, how many had completed when, and how many of them the list has."""

    sums: Sums
    months: list[rules.Month]
    found: int


def rows(selection: Selection, today: date, *, limit: int | None = None, offset: int = 0) -> Iterator[Row]:
    """Read the people of a selection in its order: all of them, or a part. Memory does not grow with them."""
    people = ids(selection, today).order_by(None)
    if limit is not None:
        # First which, then what of them: what is joined is joined to a page instead of to everybody.
        people = ids(selection, today).limit(limit).offset(offset)
    return _read(ProgressSummary.person_id.in_(people), today, order_of(selection, today))


def row_of(person_id: int, today: date) -> Row | None:
    """Read one person who is active. Whether they may be seen is for person_queries.line_down_to to say."""
    return next(_read(ProgressSummary.person_id == person_id, today, []), None)


def ids(selection: Selection, today: date) -> sa.Select[int]:
    """Select who is in the list, in its order: what is shown, printed and exported."""
    wanted = sa.select(ProgressSummary.person_id).where(*_scope(selection), *_filters(selection, today))
    if selection.sort is Sort.UNIT:  # only then: a join of everybody takes longer than the rest
        wanted = wanted.outerjoin(Unit, Unit.id == ProgressSummary.unit_id)
    return wanted.order_by(*order_of(selection, today))


def order_of(selection: Selection, today: date) -> Ordering:
    """Write the order of a selection.

    Who has nothing to sort by is last either way, and names decide ties.
    """
    first = _sorted_by(selection.sort, today)
    turned = first.desc() if selection.order is Order.DESC else first.asc()
    return [turned.nulls_last(), ProgressSummary.name_key, ProgressSummary.person_id]


def overview(selection: Selection, today: date) -> Overview:
    """Sum up the scope and unit of a selection, and count its list: one statement."""
    status = status_in_sql(today).label("status")
    counted = sa.case((sa.and_(sa.true(), *_filters(selection, today)), 1))
    found = db.session.execute(
        sa.select(status, ProgressSummary.first_completed_on, sa.func.count(), sa.func.count(counted))
        .where(*_scope(selection))
        .group_by("status", ProgressSummary.first_completed_on)
    )
    statuses: Counter[str] = Counter()
    days: Counter[date] = Counter()
    listed = 0
    for name, completed_on, people, matching in found:
        statuses[name] += people
        listed += matching
        if completed_on:
            days[completed_on] += people
    return Overview(sums_of(statuses), rules.months(days, today), listed)


def unit_tree(selection: Selection, today: date) -> UnitTree:
    """Read the units of a team with the sums of each, whatever else is selected: two statements."""
    whole = Selection(selection.leader_id, selection.line, selection.scope)
    status = status_in_sql(today).label("status")
    people = db.session.execute(
        sa.select(ProgressSummary.unit_id, status, sa.func.count())
        .where(*_scope(whole))
        .group_by(ProgressSummary.unit_id, "status")
    ).all()
    # Of a small team a few units are enough; where there are levels, those above them are needed too.
    has_levels = selection.scope is Scope.ALL or selection.unit is not None
    wanted = sa.true() if has_levels else Unit.id.in_({unit_id for unit_id, *_numbers in people})
    return UnitTree(unit_places(wanted), ((unit_id, name, number) for unit_id, name, number in people))


def unit_name(unit_id: int | None) -> str | None:
    """Give what a unit is called; None where there is no such unit."""
    return db.session.scalar(sa.select(Unit.name).where(Unit.id == unit_id)) if unit_id else None


def has_people(selection: Selection) -> bool:
    """Tell whether there is anybody in the unit of a selection."""
    anybody = sa.select(ProgressSummary.person_id).where(*_scope(selection))
    return db.session.scalar(sa.select(anybody.exists())) or False


def place_of(leader_id: int) -> Place | None:
    """Find where a leader stands; None for who is not active."""
    found = db.session.execute(
        sa.select(ProgressSummary.line, StandIn.person_id, Person.name, StandIn.until)
        .outerjoin(StandIn, StandIn.leader_id == ProgressSummary.person_id)
        .outerjoin(Person, Person.id == StandIn.person_id)
        .where(ProgressSummary.person_id == leader_id)
    ).one_or_none()
    return Place(*found) if found else None


def below(line: str) -> sa.ColumnElement[bool]:
    """Write that somebody is below the one whose line this is."""
    return sa.and_(ProgressSummary.line > line, ProgressSummary.line < end_of(line))


def is_newest(
    person_id: sa.ColumnElement[int] | sa.orm.InstrumentedAttribute[int],
) -> sa.ColumnElement[bool]:
    """Write that a certificate is somebody's newest that is not revoked."""
    other = sa.orm.aliased(Certificate)
    newest = (
        sa.select(sa.func.max(other.assignment))
        .where(other.person_id == Certificate.person_id, other.revoked_at.is_(None))
        .correlate(Certificate)
        .scalar_subquery()
    )
    return sa.and_(Certificate.person_id == person_id, Certificate.assignment == newest)


def _read(condition: sa.ColumnElement[bool], today: date, order: Ordering) -> Iterator[Row]:
    found = db.session.execute(
        sa.select(ProgressSummary, Unit.name, Certificate)
        .outerjoin(Unit, Unit.id == ProgressSummary.unit_id)
        .outerjoin(Certificate, is_newest(ProgressSummary.person_id))
        .options(sa.orm.load_only(Certificate.completed_on, Certificate.code))
        .where(condition)
        .order_by(*order)
        .execution_options(yield_per=BATCH)
    )
    with found:  # also when whoever reads stops in the middle
        for summary, unit, certificate in found:
            yield _row(summary, unit, certificate, today)


def _row(summary: ProgressSummary, unit: str | None, certificate: Certificate | None, today: date) -> Row:
    return Row(
        person_id=summary.person_id,
        name=summary.name,
        unit=unit,
        starts_on=summary.starts_on,
        due_on=summary.due_on,
        completed_on=summary.completed_on,
        status=status_of(summary, today),
        steps_done=summary.steps_done,
        steps_total=summary.steps_total,
        scenarios_done=summary.scenarios_done,
        scenarios_total=summary.scenarios_total,
        last_active_on=summary.last_active_on,
        certificate_number=certificate.number if certificate else None,
        certificate_code=certificate.code if certificate else None,
    )


def _scope(selection: Selection) -> list[sa.ColumnElement[bool]]:
    """Write who is looked at: the scope and the unit."""
    direct = ProgressSummary.leader_id == selection.leader_id
    people = direct if selection.scope is Scope.DIRECT else below(selection.line)
    return [people] if selection.unit is None else [people, in_unit(selection.unit)]


def _filters(selection: Selection, today: date) -> list[sa.ColumnElement[bool]]:
    """Write which of those looked at the list has."""
    filters: list[sa.ColumnElement[bool]] = []
    if selection.status:
        filters.append(status_in_sql(today).in_(selection.status.statuses))
    if wanted := sort_key(selection.q):
        # By the name itself, too: in its key the aa of Isaac is an å, and "isa" would not be found.
        as_typed = ProgressSummary.name.icontains(selection.q.strip(), autoescape=True)
        filters.append(ProgressSummary.name_key.contains(wanted, autoescape=True) | as_typed)
    return filters


def _sorted_by(sort: Sort, today: date) -> sa.ColumnElement[Any]:
    row = ProgressSummary
    urgency = {status.value: place for place, status in enumerate(rules.URGENCY)}
    by: dict[Sort, Any] = {
        Sort.NAME: lambda: row.name_key,
        Sort.UNIT: lambda: _in_danish_order(Unit.name),
        Sort.START: lambda: row.starts_on,
        Sort.DUE: lambda: row.due_on,
        Sort.STATUS: lambda: sa.case(urgency, value=status_in_sql(today)),
        Sort.PROGRESS: lambda: sa.func.coalesce(
            100 * row.steps_done // sa.func.nullif(row.steps_total, 0, type_=sa.Integer), 0
        ),
        Sort.ACTIVE: lambda: row.last_active_on,
    }
    found: sa.ColumnElement[Any] = by[sort]()
    return found


def _in_danish_order(name: sa.orm.InstrumentedAttribute[str]) -> sa.ColumnElement[str]:
    """Write a unit's name so that both databases sort it as Danes do, near enough for names of units."""
    key: sa.SQLColumnExpression[str] = name
    for letter, place in _DANISH_LETTERS.items():
        key = sa.func.replace(key, letter, place)
    key = sa.func.lower(key)
    return sa.collate(key, "C") if db.engine.dialect.name == "postgresql" else key
