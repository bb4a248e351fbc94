"""The pages about privacy in every state they can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.database import db
from elearning.privacy import retention

if TYPE_CHECKING:
    from tests.e2e.quizzes.pages import Weigher

LONG_NAME = "Åse-Marie Kjærgård Ømosegaard-Østergaard"


def _in_hr(visitor: Weigher) -> None:
    """Let the visitor work in HR, and sign in."""

    def work() -> None:
        db.session.get_one(Person, visitor.person.id).is_hr = True

    visitor.learners.in_app(work)
    visitor.sign_in()


def _somebody(visitor: Weigher, *, has_left: bool) -> int:
    person_id = visitor.learners.add(LONG_NAME).id

    def work() -> None:
        leading.leave(db.session.get_one(Person, person_id))

    if has_left:
        visitor.learners.in_app(work)
    return person_id


def privacy(visitor: Weigher) -> None:
    visitor.page.goto("/privacy")


def accessibility_statement(visitor: Weigher) -> None:
    visitor.page.goto("/was")


def my_data(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto("/my-data")


def my_data_delete(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.page.goto("/my-data/delete")


def my_data_delete_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    my_data_delete(visitor)
    visitor.press("Slet det for altid")


def my_data_deleted(visitor: Weigher) -> None:
    my_data_delete(visitor)
    visitor.page.get_by_label("Mine noter og relationer").check(force=True)
    visitor.press("Slet det for altid")


def erase_who_is_here(visitor: Weigher) -> None:
    person_id = _somebody(visitor, has_left=False)
    _in_hr(visitor)
    visitor.page.goto(f"/hr/people/{person_id}/erase")


def erase(visitor: Weigher) -> None:
    person_id = _somebody(visitor, has_left=True)
    _in_hr(visitor)
    visitor.page.goto(f"/hr/people/{person_id}/erase")


def erase_refused(visitor: Weigher) -> None:
    visitor.faults.expect(422)
    erase(visitor)
    visitor.press("Slet for altid")


def retention_not_run(visitor: Weigher) -> None:
    _in_hr(visitor)
    visitor.page.goto("/hr/retention")


def retention_run(visitor: Weigher) -> None:
    visitor.learners.in_app(retention.clean)
    retention_not_run(visitor)


PRIVACY = (
    privacy,
    accessibility_statement,
    my_data,
    my_data_delete,
    my_data_delete_refused,
    my_data_deleted,
    erase_who_is_here,
    erase,
    erase_refused,
    retention_not_run,
    retention_run,
)
