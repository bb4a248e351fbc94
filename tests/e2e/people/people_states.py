"""HR's pages on people in every state they can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearning.accounts.models import Person
from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from tests.integration.people.files import csv_file
from tests.integration.teams.crowd import add_crowd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.e2e.pages import Visitor

LONG_NAME = "Åse-Marie Kjærgård Ømosegaard-Østergaard"
HEADINGS = ("Navn", "E-mail", "Startdato", "Rolle", "Enhed", "Leder")
GOOD = csv_file((LONG_NAME, "aase-marie.kjaergaard@example.dk", "23-11-2026", "", "Skoler / Ny Skole", ""))
WRONG = csv_file(
    ("", "a@example.dk", "23-11-2026", "", "", ""),
    ("Bo", "ikke en mail", "31-02-2026", "Kejser", "", "ingen@example.dk"),
)


def _hr(visitor: Visitor, *, count: int = 60) -> None:
    """Let the visitor be HR, with many people and units, and sign in."""

    def work() -> None:
        person = db.session.get_one(Person, visitor.person.id)
        person.is_hr = True
        add_crowd(person.id, count, today(settings().zone))

    visitor.learners.in_app(work)
    visitor.sign_in()


def _other(visitor: Visitor) -> int:
    _hr(visitor, count=6)
    return visitor.learners.add(LONG_NAME).id


def people_list(visitor: Visitor) -> None:
    _hr(visitor)
    visitor.page.goto("/hr/people")


def people_none_found(visitor: Visitor) -> None:
    _hr(visitor, count=3)
    visitor.page.goto("/hr/people?q=zzzz")


def person_new_refused(visitor: Visitor) -> None:
    _hr(visitor, count=6)
    visitor.page.goto("/hr/people/new")
    visitor.faults.expect(422)
    visitor.press("Opret")


def person_page(visitor: Visitor) -> None:
    visitor.page.goto(f"/hr/people/{_other(visitor)}")


def person_changed_meanwhile(visitor: Visitor) -> None:
    other = _other(visitor)
    visitor.page.goto(f"/hr/people/{other}")

    def work() -> None:
        person = db.session.get_one(Person, other)
        person.number, person.version = "17", person.version + 1

    visitor.learners.in_app(work)
    visitor.faults.expect(409)
    visitor.press("Gem")


def person_several_leaders(visitor: Visitor) -> None:
    person_page(visitor)
    visitor.learners.add(LONG_NAME)
    visitor.page.get_by_label("Leder", exact=True).fill("Åse-Marie")
    visitor.faults.expect(422)
    visitor.press("Gem")


def person_deactivate(visitor: Visitor) -> None:
    visitor.page.goto(f"/hr/people/{_other(visitor)}/deactivate")


def person_gone(visitor: Visitor) -> None:
    other = _other(visitor)
    visitor.page.goto(f"/hr/people/{other}/deactivate")
    visitor.press("Deaktiver")


def person_leave(visitor: Visitor) -> None:
    visitor.page.goto(f"/hr/people/{_other(visitor)}/leave")
    visitor.page.get_by_label("Første dag med orlov").fill("2026-11-25")
    visitor.page.get_by_label("Sidste dag med orlov").fill("2026-12-24")
    visitor.press("Tilføj orloven")


def units_tree(visitor: Visitor) -> None:
    _hr(visitor, count=12)
    visitor.page.goto("/hr/units")


def unit_page(visitor: Visitor) -> None:
    units_tree(visitor)
    visitor.page.get_by_role("link", name="Østre Skole", exact=True).first.click()  # other tests have theirs


def deadlines_asked(visitor: Visitor) -> None:
    _hr(visitor, count=12)
    visitor.page.goto("/hr/deadlines?role=employee&days=10")


def deadlines_refused(visitor: Visitor) -> None:
    _hr(visitor, count=3)
    visitor.faults.expect(422)
    visitor.page.goto("/hr/deadlines?days=10")


def _send(visitor: Visitor, content: bytes) -> None:
    _hr(visitor, count=12)
    visitor.page.goto("/hr/people/import")
    visitor.page.get_by_label("Fil", exact=True).set_input_files(
        {"name": "medarbejdere.csv", "mimeType": "text/csv", "buffer": content}
    )


def import_file(visitor: Visitor) -> None:
    _hr(visitor, count=3)
    visitor.page.goto("/hr/people/import")


def import_refused(visitor: Visitor) -> None:
    _send(visitor, b"\x89PNG\r\n\x1a\n" + bytes(100))
    visitor.faults.expect(422)
    visitor.press("Se på filen")


def import_columns(visitor: Visitor) -> None:
    _send(visitor, GOOD)
    visitor.press("Se på filen")


def import_new(visitor: Visitor) -> None:
    import_columns(visitor)
    visitor.page.get_by_label("Rolle", exact=True).select_option("")
    visitor.press("Se, hvad der ændres")


def import_mistakes(visitor: Visitor) -> None:
    _send(visitor, WRONG)
    visitor.press("Se på filen")
    visitor.press("Se, hvad der ændres")


def import_many_leave(visitor: Visitor) -> None:
    own = (visitor.person.name, visitor.person.email, "23-11-2026", "", "", "")
    _send(visitor, csv_file(own, (LONG_NAME, "aase@example.dk", "23-11-2026", "", "Ny", "")))
    visitor.press("Se på filen")
    visitor.page.get_by_label("Deaktiver dem, der ikke er i filen").check(force=True)
    visitor.press("Se, hvad der ændres")


def log_page(visitor: Visitor) -> None:
    person_gone(visitor)
    visitor.page.goto("/hr/log")


PEOPLE_STATES: Mapping[str, Callable[[Visitor], None]] = {
    each.__name__: each
    for each in (
        people_list, people_none_found, person_new_refused, person_page, person_changed_meanwhile,
        person_several_leaders,
        person_deactivate, person_gone, person_leave, units_tree, unit_page, deadlines_asked,
        deadlines_refused, import_file, import_refused, import_columns, import_new, import_mistakes,
        import_many_leave, log_page,
    )
}  # fmt: skip
