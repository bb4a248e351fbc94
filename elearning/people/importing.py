"""Files with people on their way in: kept, looked at, and applied as a whole. Nothing here commits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from typing import IO, Final

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.leading import wait_for_turn
from elearning.accounts.models import Person, Unit
from elearning.clock import now, today
from elearning.config import settings
from elearning.database import db
from elearning.people import applying, columns, reading
from elearning.people.entries import RowReader
from elearning.people.models import PeopleImport, PeopleImportPart
from elearning.people.planning import Known, Plan, Planner
from elearning.people.trail import By
from elearning.people.units import Units

KEPT_FOR: Final = timedelta(days=1)
_PART: Final = 500  # rows
_READ: Final = 1000  # people at a time


class ChangedMeanwhileError(Exception):
    """What the file would do is no longer what was shown."""


class MistakesError(Exception):
    """There are mistakes in the file, so nothing of it is applied."""


class TooManyLeaveError(Exception):
    """So many would be deactivated that somebody has to say that it is meant."""


def keep(file: IO[bytes], file_name: str, by_id: int | None) -> PeopleImport:
    """Keep a file's rows. Raises reading.UnreadableError.

    Of one person only the newest file is kept, and of nobody one from before yesterday.
    """
    forget(by_id)
    rows = reading.rows(file)
    headings = next(rows)
    kept = PeopleImport(
        by_id=by_id,
        file_name=file_name[:200],
        headings=headings,
        columns={field.value: place for field, place in columns.guess(headings).items()},
        row_count=0,
    )
    db.session.add(kept)
    db.session.flush()
    number = 0
    while part := list(islice(rows, _PART)):
        values = {"import_id": kept.id, "number": number, "rows": part}
        db.session.execute(sa.insert(PeopleImportPart), [values])
        kept.row_count += sum(1 for row in part if row)
        number += 1
    if not kept.row_count:
        raise reading.UnreadableError(reading.Problem.ONLY_HEADINGS)
    db.session.flush()
    return kept


def first_row(kept: PeopleImport) -> list[str]:
    """Give the first row below the headings, to show what stands in each column; as wide as the headings."""
    row: list[str] = next((cells for cells in _rows(kept.id) if cells), [])
    return _cells(row, range(len(kept.headings)))


def keep_columns(kept: PeopleImport, chosen: Mapping[columns.Field, int]) -> None:
    """Say what the columns of a file mean. What stands in the others is deleted: it is not our business."""
    places = sorted(set(chosen.values()))
    if len(places) < len(kept.headings):
        for number in _parts(kept.id):
            part = db.session.get_one(PeopleImportPart, (kept.id, number))
            part.rows = [_cells(row, places) if row else row for row in part.rows]
            db.session.flush()
            db.session.expunge(part)
        kept.headings = _cells(kept.headings, places)
    kept.columns = {field.value: places.index(place) for field, place in chosen.items()}


def _cells(row: Sequence[str], places: Sequence[int]) -> list[str]:
    return [row[place] if place < len(row) else "" for place in places]


def forget(by_id: int | None) -> None:
    """Delete what is older than a day, and what somebody sent before."""
    old = sa.or_(PeopleImport.at < now() - KEPT_FOR, PeopleImport.by_id == by_id)
    ids = db.session.scalars(sa.select(PeopleImport.id).where(old)).all()
    for kind, column in ((PeopleImportPart, PeopleImportPart.import_id), (PeopleImport, PeopleImport.id)):
        db.session.execute(
            sa.delete(kind).where(column.in_(ids)).execution_options(synchronize_session=False)
        )


def latest(by_id: int) -> PeopleImport | None:
    """Give the file that somebody has sent and not applied."""
    return db.session.scalar(
        sa.select(PeopleImport)
        .where(PeopleImport.by_id == by_id, PeopleImport.at >= now() - KEPT_FOR)
        .order_by(PeopleImport.id.desc())
        .limit(1)
    )


def plan(kept: PeopleImport) -> tuple[Plan, Units]:
    """Say what a file would do to people as they are now, and the units there are and would be."""
    units = Units(db.session.execute(sa.select(Unit.id, Unit.name, Unit.parent_id).order_by(Unit.id)))
    planner = Planner(_people(), units)
    reader = RowReader(columns.known(kept.columns), planner.emails, today(settings().zone))
    for number, cells in enumerate(_rows(kept.id), 2):  # the headings are row 1
        if cells:
            planner.add(*reader.read(number, cells))
    made = planner.finish(deactivates_missing=kept.deactivates_missing, by_id=kept.by_id)
    return made, units


def apply(kept: PeopleImport, by: By | None, *, shown: str | None, allows_many: bool) -> Plan:
    """Apply a file as a whole, and forget it.

    `shown` is the digest of the plan that somebody agreed to; None where nobody was asked. Raises
    ChangedMeanwhileError, MistakesError and TooManyLeaveError, and has then written nothing.
    """
    wait_for_turn()
    made, _units = plan(kept)
    if shown is not None and shown != made.digest:
        raise ChangedMeanwhileError
    if made.mistake_count:
        raise MistakesError
    if made.is_many and not allows_many:
        raise TooManyLeaveError
    try:
        with db.session.begin_nested():
            applying.apply(made, by)
    except sa.exc.IntegrityError as error:
        if plan(kept)[0].digest == made.digest:
            raise  # nobody was added in the moment between: it is a fault of ours
        raise ChangedMeanwhileError from error
    counts = {
        "file": kept.file_name,
        "created": len(made.new),
        "changed": len(made.changes),
        "returned": len(made.returning),
        "deactivated": len(made.leaving),
    }
    audit.record("people.imported", kept.file_name, counts, by=by)
    remove(kept)
    return made


def remove(kept: PeopleImport) -> None:
    """Forget a file."""
    db.session.execute(sa.delete(PeopleImportPart).where(PeopleImportPart.import_id == kept.id))
    db.session.execute(sa.delete(PeopleImport).where(PeopleImport.id == kept.id))


def _rows(import_id: int) -> Iterator[list[str]]:
    for number in _parts(import_id):
        part = sa.select(PeopleImportPart.rows).filter_by(import_id=import_id, number=number)
        yield from db.session.scalars(part).one()


def _parts(import_id: int) -> Sequence[int]:
    return db.session.scalars(
        sa.select(PeopleImportPart.number)
        .where(PeopleImportPart.import_id == import_id)
        .order_by(PeopleImportPart.number)
    ).all()


def _people() -> Iterator[Known]:
    """Read everybody, in pages: the driver would else hold all rows twice."""
    last = 0
    query = sa.select(*(getattr(Person, name) for name in Known._fields)).order_by(Person.id).limit(_READ)
    while found := db.session.execute(query.where(Person.id > last)).all():
        last = found[-1].id
        yield from (Known(*row) for row in found)
