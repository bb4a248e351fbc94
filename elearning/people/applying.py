"""Doing what a plan says, for tens of thousands of people in one transaction. Nothing here commits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from elearning.accounts.models import Person, StandIn, Unit, new_session_key
from elearning.accounts.rules import sort_key
from elearning.accounts.service import take_back_links
from elearning.audit import AuditEntry
from elearning.certificates.queries import validity
from elearning.clock import now
from elearning.database import db
from elearning.people import queries
from elearning.people.planning import Plan
from elearning.people.trail import NO_MORE_HR, By, about, storable
from elearning.progress import many, summaries
from elearning.progress.many import table_of

Row = TypeVar("Row")

BATCH: Final = 1000
_WHO: Final = "the_person"
#: Columns of which no two people have the same: first all are freed, then all are set.
_UNIQUE: Final = ("email", "number")
#: What changes how much somebody has to do, or by when.
_COUNTED: Final = {"role", "second_role", "starts_on"}


def apply(plan: Plan, by: By) -> None:
    """Do all of it, or raise and leave the transaction to be rolled back."""
    units = _make_units(plan.new_units)
    _change(plan, units)
    ids = _create(plan, units)
    _set_leaders(plan, ids)
    _let_go(plan)
    db.session.expire_all()
    returned = sorted(each.id for each in plan.returning)
    counted = {each.person.id for each in plan.changes if _COUNTED & each.after.keys()}
    many.follow({*counted, *returned})
    _keep_validity(returned)
    _log(plan, ids, units, by)


def _make_units(new: Mapping[int, tuple[str, int | None]]) -> dict[int, int]:
    ids: dict[int, int] = {}
    for key, (name, above) in new.items():
        unit = Unit(name=name, parent_id=ids.get(above, above) if above else None)
        db.session.add(unit)
        db.session.flush()
        ids[key] = unit.id
    return ids


def _change(plan: Plan, units: Mapping[int, int]) -> None:
    """Write all that changes but who leads whom."""
    table = table_of(Person)
    for column in _UNIQUE:
        freed = [{_WHO: each.person.id} for each in plan.changes if column in each.after]
        free = sa.literal("import-").concat(sa.cast(table.c.id, sa.String)) if column == "email" else None
        _many(sa.update(table).where(table.c.id == sa.bindparam(_WHO)).values({column: free}), freed)
    active = {each.id for each in plan.returning}
    values: dict[int, dict[str, Any]] = {each: {"is_active": True} for each in sorted(active)}
    for change in plan.changes:
        after = {name: value for name, value in change.after.items() if name != "leader_id"}
        if "unit_id" in after:
            after["unit_id"] = units.get(after["unit_id"], after["unit_id"])
        if "name" in after:
            after["name_key"] = sort_key(after["name"])
        values.setdefault(change.person.id, {}).update(after)
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for person_id in sorted(values):
        row = values[person_id]
        by_columns.setdefault(tuple(sorted(row)), []).append({_WHO: person_id, **row})
    for columns, rows in by_columns.items():
        setting: dict[str, Any] = {name: sa.bindparam(name) for name in columns} | {
            "version": table.c.version + 1
        }
        _many(sa.update(table).where(table.c.id == sa.bindparam(_WHO)).values(setting), rows)
    for moved in _batches(each.person.id for each in plan.changes if "email" in each.after):
        take_back_links(moved)


def _create(plan: Plan, units: Mapping[int, int]) -> dict[int, int]:
    """Write the new people, leaders before those they lead, and give their ids by their keys."""
    moment, table = now(), table_of(Person)
    ids: dict[int, int] = {}
    for batch in (batch for level in _leaders_first(plan.new) for batch in _batches(level)):
        rows = [
            {
                **values,
                "leader_id": ids.get(values["leader_id"], values["leader_id"]),
                "unit_id": units.get(values["unit_id"], values["unit_id"]),
                "name_key": sort_key(values["name"]),
                "session_key": new_session_key(),
                "created_at": moment,
            }
            for _key, values in batch
        ]
        # Not RETURNING their ids: then SQLAlchemy makes one long statement of the rows, which costs more.
        db.session.execute(sa.insert(table), rows)
        keys = {values["email"]: key for key, values in batch}
        found = db.session.execute(sa.select(Person.id, Person.email).where(Person.email.in_(keys)))
        ids.update({keys[row.email]: row.id for row in found})
    return ids


def _leaders_first(new: Mapping[int, dict[str, Any]]) -> Iterator[list[tuple[int, dict[str, Any]]]]:
    """Divide new people so that whoever leads one of them is in an earlier part, or there already."""
    led: dict[int | None, list[tuple[int, dict[str, Any]]]] = {}
    for key, values in new.items():
        leader = values["leader_id"]
        led.setdefault(leader if leader in new else None, []).append((key, values))
    level = led.get(None, [])
    while level:
        yield level
        level = [each for key, _values in level for each in led.get(key, ())]


def _set_leaders(plan: Plan, ids: Mapping[int, int]) -> None:
    table = table_of(Person)
    leaders: dict[int, int | None] = dict(plan.handed_over)
    leaders.update({c.person.id: c.after["leader_id"] for c in plan.changes if "leader_id" in c.after})
    rows = [
        {_WHO: person_id, "leader_id": ids.get(leader, leader) if leader else None}
        for person_id, leader in sorted(leaders.items())
    ]
    _many(sa.update(table).where(table.c.id == sa.bindparam(_WHO)), rows)


def _let_go(plan: Plan) -> None:
    """Do what leading.leave does, for all who leave: nobody is led by them any more already."""
    table = table_of(Person)
    rows = [
        {_WHO: each.id, "session_key": new_session_key(), "is_active": False, "is_hr": False}
        for each in plan.leaving
    ]
    change = sa.update(table).where(table.c.id == sa.bindparam(_WHO)).values(version=table.c.version + 1)
    said: dict[str, Any] = {name: sa.bindparam(name) for name in ("session_key", "is_active", "is_hr")}
    _many(change.values(said), rows)
    gone = sa.select(Person.id).where(~Person.is_active)
    db.session.execute(
        sa.delete(StandIn)
        .where(sa.or_(StandIn.leader_id.in_(gone), StandIn.person_id.in_(gone)))
        .execution_options(synchronize_session=False)
    )


def _keep_validity(returned: Sequence[int]) -> None:
    """Write to new summaries how long certificates from before are valid."""
    for first, last, wanted in many.batches(returned):
        for person_id, valid_until in validity(first, last).items():
            if person_id in wanted:
                summaries.keep(person_id, valid_until=valid_until)


def _log(plan: Plan, ids: Mapping[int, int], units: Mapping[int, int], by: By) -> None:
    moment, table = now(), table_of(AuditEntry)
    who, name = by or (None, "")
    for batch in _batches(_lines(plan, ids, units)):
        rows = [
            {
                "at": moment,
                "by_id": who,
                "by_name": name,
                "about_id": about_id,
                "action": action,
                "about": told,
                "details": details,
            }
            for action, about_id, told, details in batch
        ]
        db.session.execute(sa.insert(table), rows)


def _lines(
    plan: Plan, ids: Mapping[int, int], units: Mapping[int, int]
) -> Iterator[tuple[str, int | None, str, dict[str, Any]]]:
    """Give a line for each, as if each had been changed by hand: action, id, who it is about, details."""
    tree = queries.units()

    def named(values: Mapping[str, Any]) -> dict[str, Any]:
        told = storable(values)
        if "leader_id" in told:
            told["leader"] = plan.leader_names.get(told.pop("leader_id"), "")
        if "unit_id" in told:
            unit_id = told.pop("unit_id")
            told["unit"] = tree.name(units.get(unit_id, unit_id)) if unit_id else ""
        return told

    for unit_id in units.values():
        yield "unit.added", None, tree.path(unit_id)[:200], {}
    for key, new in plan.new.items():
        yield "person.added", ids[key], f"{new['name']} <{new['email']}>"[:200], {"after": named(new)}
    for change in plan.changes:
        details = {"before": named(change.before), "after": named(change.after)}
        person = change.person._replace(**{k: v for k, v in change.after.items() if k in {"name", "email"}})
        yield "person.changed", person.id, about(person)[:200], details
    for person in plan.returning:
        yield "person.returned", person.id, about(person)[:200], {}
    for person in plan.leaving:
        count, leader = plan.handed_over_by.get(person.id, (0, person.leader_id))
        left = named({"handed_over": count, "leader_id": leader}) if count else {}
        yield "person.left", person.id, about(person)[:200], {**left, **(NO_MORE_HR if person.is_hr else {})}
    for person in plan.handed_on:
        led = {"before": person.leader_id, "after": plan.handed_over[person.id]}
        details = {when: named({"leader_id": leader}) for when, leader in led.items()}
        yield "person.changed", person.id, about(person)[:200], details


def _many(statement: sa.Update, rows: Sequence[dict[str, Any]]) -> None:
    for batch in _batches(rows):
        db.session.execute(statement, batch)


def _batches(everything: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(everything)
    while batch := list(islice(rest, BATCH)):
        yield batch
