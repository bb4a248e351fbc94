"""The demo municipality as a whole: whether it is needed, and making it."""

from datetime import timedelta

from elearning.accounts.queries import any_person
from elearning.accounts.service import hash_password
from elearning.config import settings
from elearning.database import db
from elearning.demo.accounts import ACCOUNTS, PASSWORD
from elearning.demo.course import course
from elearning.demo.people import hires, make_people
from elearning.demo.progress import learn
from elearning.demo.units import make_units
from elearning.demo.weighing import ReasonsLeft

__all__ = ["ACCOUNTS", "OPENED_BEFORE", "PASSWORD", "is_needed", "make"]

#: So long ago the course was published: before anybody began with it.
OPENED_BEFORE = timedelta(days=500)


def is_needed() -> bool:
    """Say whether there is nobody yet."""
    return not any_person()


def make() -> None:
    """Make units, people and what they have done in the course that is published. Does not commit."""
    units = make_units(settings().organisation)
    tasks, reasons = course(), ReasonsLeft()
    for hire, person in make_people(hires(), units, password_hash=hash_password(PASSWORD)):
        learn(person, tasks, share=hire.share, reasons=reasons, keen=hire.signs_in)
    db.session.flush()
