"""What a leader's pages cost the executive with everybody below, and counting everybody anew."""

import time
import tracemalloc
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import Client

from benchmarks import municipality
from benchmarks.measuring import Cost, Stopwatch, measure
from benchmarks.pages import SIGN_IN_PAGE, Page, Visitor, sign_in
from elearning.accounts.models import Person, Unit
from elearning.database import db
from elearning.teams import recount

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WARM_UP = 3
TIMES = 20
MEGABYTE = 1_000_000
PAGES = (
    Page("My team: direct reports", "/team"),
    Page("everybody, tree and list", "/team?scope=all"),
    Page("one unit below", "/team?scope=all&unit={unit}"),
    Page("filter: overdue", "/team?scope=all&status=overdue"),
    Page("search: a part of a name", "/team?scope=all&q=4711"),
    Page("sorted by status", "/team?scope=all&sort=status"),
    Page("sorted by unit", "/team?scope=all&sort=unit"),
    Page("sorted by progress, last page", "/team?scope=all&sort=progress&page=1800"),
    Page("for paper", "/team/print?scope=all"),
    Page("dialogue kit", "/team/kit"),
)
EXPORTS = {"CSV": "/team/export.csv?scope=all", "Excel": "/team/export.xlsx?scope=all"}


def costs(app: Flask, password: str) -> list[Cost]:
    """Measure each page for the one who leads everybody."""
    stopwatch = Stopwatch(app)
    visitor = _signed_in(stopwatch, _top(app), password)
    with app.app_context():
        engine, unit = db.engine, db.session.scalar(sa.select(sa.func.min(Unit.id))) or 0
    pages = [Page(each.name, each.address.format(unit=unit + 1)) for each in PAGES]
    return [
        measure(stopwatch, engine, [(visitor, page)] * WARM_UP, [(visitor, page)] * TIMES) for page in pages
    ]


def print_exports(app: Flask, password: str) -> None:
    """Print how long each export of everybody takes, its size, and the most memory it needs."""
    client = _signed_in(app, _top(app), password).client
    for name, address in EXPORTS.items():
        started = time.perf_counter()
        size = _read(client, address)
        seconds = time.perf_counter() - started
        tracemalloc.start()
        _read(client, address)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(
            f"{name:6} {seconds:5.1f} s, {size / MEGABYTE:.1f} MB, {peak / MEGABYTE:.1f} MB of memory at most"
        )


def print_recount(app: Flask) -> None:
    """Print how long it takes to count everybody anew and compare; nothing may differ."""
    with app.app_context():
        started = time.perf_counter()
        wrong = 0
        for batch in recount.differences():
            wrong += len(batch)
            db.session.commit()
        print(f"recount {time.perf_counter() - started:.1f} s, {wrong} rows differ")


def _signed_in(app: "WSGIApplication", email: str, password: str) -> Visitor:
    visitor = Visitor(app, email)
    visitor.open(SIGN_IN_PAGE)
    visitor.open(sign_in(email, password))
    return visitor


def _read(client: Client, address: str) -> int:
    """Read an answer to its end, piece by piece as a server would, and give its size in bytes."""
    response = client.get(address, buffered=False)
    assert response.status_code == 200, response.status  # noqa: PLR2004 - HTTP's OK
    size = sum(map(len, response.response))
    response.close()
    return size


def _top(app: Flask) -> str:
    """Give the address of the person who has no leader."""
    with app.app_context():
        top = db.session.scalar(sa.select(sa.func.min(Person.id)).where(Person.leader_id.is_(None)))
    return municipality.email(top or 0)
