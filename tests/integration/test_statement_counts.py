"""A page costs so many statements, however big the municipality, and none reads through a big table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import course, municipality, pages
from elearning.accounts import service as accounts
from elearning.database import db
from elearning.modules import publishing
from tests.people import PASSWORD
from tests.statements import Statement, full_scans, statements

if TYPE_CHECKING:
    from flask import Flask

#: The most that each page may cost; where somebody is signed in, one is for who they are.
MOST = {
    "Sign-in page": 0,
    "Sign in": 3,
    # Two are for who has completed the course and has something new; one, where nothing is; else none.
    "My journey": 6,
    "Lesson: to where I left off": 4,
    "Step to read": 6,
    "Step with a check": 6,
    "Step with a note": 6,
    "Step with relations": 6,
    # The last step of a lesson, which looks whether it was the last of the journey; others cost four less.
    "Go on from a step": 12,
    "Answer a check": 13,
    "Save a note": 14,
    "Place a relation": 6,
    "A lesson is finished": 3,
    "My notes": 3,
}
#: Tables that grow with people, and what their indexes begin with.
BIG_TABLES = {
    "person": {"id", "email", "unit_id", "leader_id"},
    "step_completion": {"person_id"},
    "check_answer": {"person_id"},
    "note": {"person_id"},
    "relation": {"person_id", "id"},
    "reading_position": {"person_id"},
}
SMALL = {"people": 24, "lessons": 8}
BIG = {"people": 2_000, "lessons": 16}

Sent = dict[str, list[Statement]]


def test_a_page_costs_the_same_number_of_statements_in_a_big_municipality(app: Flask) -> None:
    in_small = _counts(_open_every_page(app, **SMALL))
    in_big = _counts(_open_every_page(app, **BIG))
    assert in_big == in_small


def test_no_page_costs_more_than_it_may(app: Flask) -> None:
    costs = _counts(_open_every_page(app, **SMALL))
    assert costs.keys() == MOST.keys()
    assert {name: cost for name, cost in costs.items() if cost > MOST[name]} == {}


def test_no_page_reads_through_a_big_table(app: Flask) -> None:
    sent = _open_every_page(app, **SMALL)
    assert _scans(app, sent) == {}


def test_a_read_through_a_big_table_would_be_seen(app: Flask) -> None:
    harmful = {
        "no condition": [Statement("SELECT count(*) FROM person", ())],
        "no index": [Statement("SELECT person_id FROM step_completion WHERE revision_id = 1", ())],
        "an index's second column": [Statement("SELECT person_id FROM note WHERE lesson_id = 1", ())],
    }
    assert _scans(app, harmful).keys() == harmful.keys()


def _open_every_page(app: Flask, *, people: int, lessons: int) -> Sent:
    """Add people who learn, and give what each page sends for one of them who has done everything."""
    library = course.made_up(lessons)
    with app.app_context():
        publishing.import_library(library)
        municipality.populate(people, password_hash=accounts.hash_password(PASSWORD))
        db.session.commit()
        engine = db.engine
    busy = people // municipality.DOES_EVERYTHING * municipality.DOES_EVERYTHING
    visitor = pages.Visitor(app, municipality.email(busy))
    sent: Sent = {}
    for page in [pages.SIGN_IN_PAGE, pages.sign_in(visitor.email, PASSWORD), *pages.pages(library)]:
        with statements(engine) as sent[page.name]:
            visitor.open(page)
    return sent


def _counts(sent: Sent) -> dict[str, int]:
    return {name: len(of_page) for name, of_page in sent.items()}


def _scans(app: Flask, sent: Sent) -> dict[str, list[str]]:
    """Give the reads through big tables by the page that needs them."""
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        found = {
            name: [scan for statement in of_page for scan in full_scans(connection, statement, BIG_TABLES)]
            for name, of_page in sent.items()
        }
    return {name: scans for name, scans in found.items() if scans}
