"""Measures every page of a learner's day in a municipality of 45,000 people, on SQLite and on PostgreSQL."""

import argparse
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from benchmarks import certificates, course, databases, imports, municipality, pages, reminders, teams
from benchmarks.measuring import Cost, Stopwatch, measure
from elearning import create_app, schema
from elearning.accounts import service as accounts
from elearning.accounts.models import Person
from elearning.config import load_settings
from elearning.database import db
from elearning.modules import content, publishing
from elearning.modules.models import StepCompletion

PASSWORD = "ti gule cykler i modvind"  # noqa: S105 - of made-up people
WARM_UP = 20
WORKING = "measured"
PREFIX = "people_"
STORES: dict[str, Callable[[], AbstractContextManager[databases.Store]]] = {
    "sqlite": databases.sqlite,
    "postgresql": databases.postgresql,
}


def main() -> None:
    options = _options()
    databases.KEPT.mkdir(parents=True, exist_ok=True)
    library = course.shipped_and_made_up(municipality.MOST_DONE)
    for name in options.database or STORES:
        with STORES[name]() as store:
            _report(store, library, options.people, options.requests)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, default=45_000, help="people in the municipality (45000)")
    parser.add_argument("--requests", type=int, default=200, help="requests for each page (200)")
    parser.add_argument("--database", choices=STORES, action="append", help="one of the two only")
    options = parser.parse_args()
    if options.people < municipality.DOES_EVERYTHING * (options.requests + WARM_UP):
        parser.error("too few people: only one in twelve does everything there is to do")
    return options


def _report(store: databases.Store, library: publishing.Library, people: int, requests: int) -> None:
    started = time.perf_counter()
    kept = _name(library, people)
    was_kept = kept in store.names()
    if was_kept:
        store.copy(kept, WORKING)
    else:
        _make(store, kept, library, people)
    ready = time.perf_counter()
    with _app(store) as app:
        print(f"\n{_size(app, store.title)}")
        print(f"{'Copied' if was_kept else 'Made'} in {ready - started:.0f} s.\n")
        _print_table(teams.costs(app, PASSWORD))
        print()
        teams.print_exports(app, PASSWORD)
        teams.print_recount(app)
        print()
        _print_table(_costs(app, library, people, requests))
        print()
        certificates.print_costs(app)
        print()
        reminders.print_costs(app)  # after all that reads: it moves everybody's due date
        print()
        imports.print_costs(app, people)  # last: it doubles the municipality
    store.drop(WORKING)
    print(f"\nMeasured in {time.perf_counter() - ready:.0f} s.")


def _make(store: databases.Store, kept: str, library: publishing.Library, people: int) -> None:
    """Make the working database, and keep a copy of it in place of those that are out of date."""
    store.create(WORKING)
    with _app(store) as app:
        _fill(app, library, people)
    for name in store.names():
        if name.startswith(f"{PREFIX}{people}_"):
            store.drop(name)
    store.copy(WORKING, kept)


def _name(library: publishing.Library, people: int) -> str:
    """Name a database after everything that it is made from."""
    made_by = Path(municipality.__file__).read_text(encoding="utf-8")
    texts = [schema.newest_revision(), made_by, *map(content.write_lesson, library.lessons)]
    return f"{PREFIX}{people}_{hashlib.sha256(''.join(texts).encode()).hexdigest()[:12]}"


@contextmanager
def _app(store: databases.Store) -> Iterator[Flask]:
    app = create_app(
        load_settings(
            env_file=None,
            secret_key="only-for-measuring-" * 2,
            database_url=store.address(WORKING),
            instance_dir=databases.KEPT,
            log_level="ERROR",
        )
    )
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def _fill(app: Flask, library: publishing.Library, people: int) -> None:
    with app.app_context():
        schema.upgrade(db.engine)
        publishing.import_library(library)
        municipality.populate(people, password_hash=accounts.hash_password(PASSWORD))
        db.session.commit()
        if db.engine.dialect.name == "postgresql":  # what its autovacuum does in the first minutes
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")


def _size(app: Flask, title: str) -> str:
    with app.app_context():
        people, rows = db.session.execute(
            sa.select(
                sa.select(sa.func.count()).select_from(Person).scalar_subquery(),
                sa.select(sa.func.count()).select_from(StepCompletion).scalar_subquery(),
            )
        ).one()
    return f"{title}: {people:,} people, {rows:,} completed steps"


def _costs(app: Flask, library: publishing.Library, people: int, requests: int) -> Iterator[Cost]:
    stopwatch = Stopwatch(app)
    with app.app_context():
        engine = db.engine
    count = requests + WARM_UP
    each = people // count // municipality.DOES_EVERYTHING * municipality.DOES_EVERYTHING
    visitors = [pages.Visitor(stopwatch, municipality.email(each * n)) for n in range(1, count + 1)]

    def cost(visit: Callable[[pages.Visitor], pages.Page]) -> Cost:
        visits = [(visitor, visit(visitor)) for visitor in visitors]
        return measure(stopwatch, engine, visits[:WARM_UP], visits[WARM_UP:])

    yield cost(lambda _visitor: pages.SIGN_IN_PAGE)
    yield cost(lambda visitor: pages.sign_in(visitor.email, PASSWORD))
    for page in pages.pages(library):
        yield cost(lambda _visitor, page=page: page)  # type: ignore[misc]  # bound now, not when it is called


def _print_table(costs: Iterable[Cost]) -> None:
    form = "{:<30} {:<5} {:>10} {:>10} {:>10} {:>10} {:>10}"
    print(form.format("page", "", "statements", "median ms", "p95 ms", "CPU ms", "bytes"))
    for cost in costs:
        method = "GET" if cost.page.form is None else "POST"
        times: Sequence[str] = [f"{each:.1f}" for each in (cost.median, cost.p95, cost.cpu)]
        print(form.format(cost.page.name, method, cost.statements, *times, f"{cost.size:,}"), flush=True)


if __name__ == "__main__":
    main()
