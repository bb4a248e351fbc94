"""What HR's overview costs, and its tables as files."""

import time
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from benchmarks import municipality
from benchmarks.measuring import Cost, Stopwatch, measure
from benchmarks.pages import SIGN_IN_PAGE, Page, Visitor, sign_in
from elearning.accounts.models import Person, Unit
from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from elearning.progress.models import ProgressSummary

WARM_UP = 3
TIMES = 20
MEGABYTE = 1_000_000
OVERVIEW = "/hr/overview"
TABLES = ("units", "months", "roles", "overdue", "certificates")
LEAST_DAYS, MOST_DAYS = 5, 60  # to completion
MISSING = 4  # one person in four has not completed


def costs(app: Flask, password: str) -> list[Cost]:
    """Measure the page for HR, when many have completed and have certificates that end."""
    _complete_many(app)
    stopwatch = Stopwatch(app)
    visitor = _signed_in(stopwatch, app, password)
    with app.app_context():
        engine, unit = db.engine, db.session.scalar(sa.select(sa.func.min(Unit.id))) or 0
    pages = (
        Page("Overview: everybody", OVERVIEW),
        Page("one unit below", f"{OVERVIEW}?unit={unit + 1}"),
        Page("who starts in a quarter", f"{OVERVIEW}?from=2026-04-01&to=2026-06-30"),
        *(Page(f"{table} as CSV", f"{OVERVIEW}/{table}.csv") for table in TABLES),
    )
    return [
        measure(stopwatch, engine, [(visitor, page)] * WARM_UP, [(visitor, page)] * TIMES) for page in pages
    ]


def print_exports(app: Flask, password: str) -> None:
    """Print how long each table takes as a workbook."""
    client = _signed_in(app, app, password).client
    for table in TABLES:
        started = time.perf_counter()
        size = len(client.get(f"{OVERVIEW}/{table}.xlsx").data)
        print(f"{table}.xlsx {time.perf_counter() - started:.1f} s, {size / MEGABYTE:.1f} MB")


def _complete_many(app: Flask) -> None:
    """Let three in four have completed, after as many days as their id says, with a year's certificate."""
    row = ProgressSummary
    with app.app_context():
        day = today(settings().zone)
        people = db.session.execute(sa.select(row.person_id, row.starts_on)).all()
        changed = []
        for person_id, starts_on in people:
            done = starts_on + timedelta(days=LEAST_DAYS + person_id * 7 % (MOST_DAYS - LEAST_DAYS))
            if person_id % MISSING and done <= day:
                values = {"completed_on": done, "valid_until": done + timedelta(days=365)}
                changed.append({"person_id": person_id, **values})
        db.session.execute(sa.update(row), changed)
        db.session.commit()


def _signed_in(served: object, app: Flask, password: str) -> Visitor:
    with app.app_context():
        person = db.session.scalars(sa.select(Person).order_by(Person.id).limit(1)).one()
        person.is_hr = True
        email = municipality.email(person.id)
        db.session.commit()
    visitor = Visitor(served, email)  # type: ignore[arg-type]  # the app, or a stopwatch around it
    visitor.open(SIGN_IN_PAGE)
    visitor.open(sign_in(email, password))
    return visitor
