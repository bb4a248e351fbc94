"""A made-up municipality of any size, and what its people did: always the same for the same size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from elearning.accounts.models import Person, Unit
from elearning.accounts.rules import FoundationRole
from elearning.database import Base, UtcDateTime, db
from elearning.modules import content, queries
from elearning.modules.models import (
    CheckAnswer,
    LessonRevision,
    Note,
    ReadingPosition,
    Relation,
    StepCompletion,
)
from elearning.modules.revisions import RevisionState
from elearning.progress import counting
from elearning.progress.models import Assignment, ProgressSummary

TEAM = 15  # people in a unit, the first of whom leads it
BRANCHES = 12  # units under a unit
FEWEST_DONE, MOST_DONE = 22, 36  # steps; evenly spread, so 29 on average
RELATIONS = 8
WRITES_NOTES = 3  # one person in three
DRAWS_RELATIONS = 4  # one person in four
#: Ids that both divide belong to people who do everything there is to do.
DOES_EVERYTHING = WRITES_NOTES * DRAWS_RELATIONS
OPENED = datetime(2026, 1, 5, 7, tzinfo=UTC)
NOTE = (
    "I morgen spørger jeg min kollega, hvad der fylder mest hos hende, før jeg selv begynder at planlægge. "
    "Jeg vil øve mig i at sige højt, når to hensyn trækker i mig, så vi kan vælge sammen. "
    "På fredag ser vi på, om det gav mere ro, og om borgerne mærkede det."
)


Values = Mapping[str, sa.ColumnElement[Any]]


@dataclass(frozen=True)
class _Step:
    """A step of the course as an employee meets it."""

    number: int
    lesson_id: int
    revision_id: int
    is_first: bool
    step: content.Step

    @property
    def place(self) -> Values:
        return {
            "lesson_id": sa.literal(self.lesson_id),
            "step": sa.literal(self.step.slug),
            "revision_id": sa.literal(self.revision_id),
        }

    @property
    def moment(self) -> sa.ColumnElement[datetime]:
        return sa.literal(OPENED + timedelta(days=self.number), UtcDateTime())


def populate(people: int, *, password_hash: str | None = None) -> None:
    """Add `people` people in units under each other, and what they did in the lessons that are published.

    Rows lie in the order in which people would have written them: by step, not by person.
    """
    first = _add_people(people, password_hash)
    new = Person.id >= first
    reached = FEWEST_DONE + Person.id * 7 % (MOST_DONE - FEWEST_DONE + 1)
    for step in _course():
        for table, values, who in _traces(step, reached):
            _insert(table, values, sa.and_(new, who))
    _complete(first)
    for counted in counting.expected():
        rows = [{"person_id": person, **values} for person, values in counted.items() if person >= first]
        db.session.execute(sa.insert(ProgressSummary), rows)


def _add_people(count: int, password_hash: str | None) -> int:
    """Add units as a heap, each with a team, and give the first new person's id."""
    unit, person = _next_id(Unit), _next_id(Person)
    units = -(-count // TEAM)
    db.session.execute(
        sa.insert(Unit),
        [
            {"id": unit + n, "name": f"Enhed {unit + n}", "parent_id": unit + _above(n) if n else None}
            for n in range(units)
        ],
    )
    persons = [_person(n, first_unit=unit, first=person) for n in range(count)]
    db.session.execute(sa.insert(Person), [each | {"password_hash": password_hash} for each in persons])
    db.session.execute(sa.insert(Assignment), list(map(_assignment, persons)))
    for table in (Unit, Person):
        _let_ids_go_on(table)
    return person


def _complete(first: int) -> None:
    """Complete the journeys of those who did everything, so that every status occurs."""
    done = sa.update(Assignment).where(Assignment.person_id >= first)
    everything = Assignment.person_id % DOES_EVERYTHING == 0
    db.session.execute(done.where(everything).values(completed_at=OPENED + timedelta(days=MOST_DONE)))


def _assignment(person: Mapping[str, Any]) -> dict[str, object]:
    starts_on: date = person["starts_on"]
    due_on = starts_on + timedelta(days=30)
    return {"person_id": person["id"], "number": 1, "starts_on": starts_on, "due_on": due_on, "tasks": []}


def _person(n: int, *, first_unit: int, first: int) -> dict[str, object]:
    unit, place = divmod(n, TEAM)
    leader = None if n == 0 else (unit if place else _above(unit)) * TEAM
    number = first + n
    return {
        "id": number,
        "name": f"Person {number}",
        "email": email(number),
        "session_key": f"{number:032x}",
        "role": FoundationRole.EMPLOYEE if place else FoundationRole.LEADER,
        "second_role": None,
        "unit_id": first_unit + unit,
        "leader_id": None if leader is None else first + leader,
        "starts_on": date(2026, 1, 1) + timedelta(days=number % 300),
        "created_at": OPENED,
    }


def email(number: int) -> str:
    """Give the address of the person with this id."""
    return f"person-{number}@example.dk"


def _above(unit: int) -> int:
    return (unit - 1) // BRANCHES


def _course() -> list[_Step]:
    """List the steps that employees have, in the course's order."""
    lessons = [each for each in queries.published_lessons() if FoundationRole.EMPLOYEE in each.audience]
    published = sa.select(LessonRevision).where(LessonRevision.state == RevisionState.PUBLISHED)
    revisions = {revision.lesson_id: revision for revision in db.session.scalars(published)}
    found: list[_Step] = []
    for lesson in lessons:
        revision = revisions[lesson.id]
        steps = content.parse_lesson(revision.text).steps
        found += [
            _Step(len(found) + n, lesson.id, revision.id, n == 1, step)
            for n, step in enumerate(steps, start=1)
        ]
    return found


def _traces(
    step: _Step, reached: sa.ColumnElement[int]
) -> Iterator[tuple[type[Base], Values, sa.ColumnElement[bool]]]:
    """Give what a step leaves behind: the table, the values beside the person's id, and who wrote them."""
    done = reached >= step.number
    yield StepCompletion, {**step.place, "completed_at": step.moment}, done
    if step.is_first:
        place = {name: value for name, value in step.place.items() if name != "revision_id"}
        yield ReadingPosition, {**place, "updated_at": step.moment}, done
    match step.step:
        case content.CheckStep():
            chosen: Values = {"chosen": sa.literal([0], sa.JSON()), "answered_at": step.moment}
            yield CheckAnswer, {**step.place, **chosen}, done
        case content.ReflectStep():
            written: Values = {"text": sa.literal(NOTE), "version": sa.literal(1), "updated_at": step.moment}
            yield Note, {**step.place, **written}, Person.id % WRITES_NOTES == 0
        case content.RelationsStep(circles=circles):
            for n in range(RELATIONS):
                placed: Values = {
                    "circle": sa.literal(circles[n % len(circles)].slug),
                    "name": sa.literal(f"Kollega {n + 1}"),
                    "works_well": sa.literal(n % 2 == 0),
                    "comes_first": sa.literal(n == 0),
                    "changed_at": step.moment,
                }
                yield Relation, {**step.place, **placed}, Person.id % DRAWS_RELATIONS == 0


def _insert(table: type[Base], values: Values, who: sa.ColumnElement[bool]) -> None:
    rows = sa.select(Person.id, *values.values()).where(who).order_by(Person.id)
    names = ["person_id", *values]
    db.session.execute(sa.insert(table).from_select(names, rows, include_defaults=False))


def _next_id(table: type[Unit | Person]) -> int:
    return (db.session.scalar(sa.select(sa.func.max(table.id))) or 0) + 1


def _let_ids_go_on(table: type[Unit | Person]) -> None:
    """Have PostgreSQL number the next row after those that brought their own ids."""
    if db.engine.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.__tablename__, "id")
        db.session.execute(sa.select(sa.func.setval(sequence, _next_id(table) - 1)))
