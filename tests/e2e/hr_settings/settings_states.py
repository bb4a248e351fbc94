"""HR's settings in every state they can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from elearning import choices
from elearning.accounts.models import Person
from elearning.choices import Setting
from elearning.database import db
from tests.integration.hr_settings.pictures import SVG, picture

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.e2e.pages import Visitor

LONG_NAME = "Åse-Marie Kjærgård Ømosegaard-Østergaard"
OWN = {"subject": "Velkommen, {name}", "body": "Din frist er {due_date}.\n\n" + "Rhabarberbarbara" * 5}


def _hr(visitor: Visitor, **parts: Mapping[str, object]) -> None:
    """Let the visitor be HR, with these parts chosen and no others, and sign in."""

    def work() -> None:
        db.session.execute(sa.delete(Setting))
        person = db.session.get_one(Person, visitor.person.id)
        person.is_hr = True
        for name, value in parts.items():
            choices.keep(name.replace("__", "."), value, version=0, by_id=person.id)

    visitor.learners.in_app(work)
    visitor.sign_in()


def _open(visitor: Visitor, page: str = "") -> None:
    _hr(visitor)
    visitor.page.goto(f"/hr/settings{page}")


def _send(visitor: Visitor, content: bytes) -> None:
    _open(visitor, "/certificate")
    visitor.page.get_by_label("Hvem der skriver under").fill(LONG_NAME)
    visitor.page.get_by_label("Nyt logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": content}
    )


def settings_overview(visitor: Visitor) -> None:
    certificate = {"organisation": "Billund Kommune", "signatory": LONG_NAME, "signatory_title": "Direktør"}
    _hr(visitor, certificate=certificate, course={"certificate_months": 24}, mail__welcome=OWN)
    visitor.page.goto("/hr/settings")


def settings_course(visitor: Visitor) -> None:
    _open(visitor, "/course")


def settings_course_refused(visitor: Visitor) -> None:
    _open(visitor, "/course")
    visitor.page.get_by_label("Dage til at gennemføre forløbet").fill("0")
    visitor.faults.expect(422)
    visitor.press("Gem")


def settings_changed_meanwhile(visitor: Visitor) -> None:
    _open(visitor, "/course")
    visitor.page.get_by_label("Måneder, et kursusbevis gælder").fill("24")

    def work() -> None:
        version = choices.stored(choices.COURSE).version
        choices.keep(choices.COURSE, {"days_to_complete": 45}, version=version, by_id=visitor.person.id)

    visitor.learners.in_app(work)
    visitor.faults.expect(409)
    visitor.press("Gem")


def settings_certificate(visitor: Visitor) -> None:
    _open(visitor, "/certificate")


def settings_certificate_refused(visitor: Visitor) -> None:
    _send(visitor, SVG)
    visitor.faults.expect(422)
    visitor.press("Gem")


def settings_certificate_with_a_logo(visitor: Visitor) -> None:
    _send(visitor, picture(size=(1000, 120)))
    visitor.press("Gem")


def settings_contacts(visitor: Visitor) -> None:
    _open(visitor, "/contacts")


def settings_contacts_refused(visitor: Visitor) -> None:
    _open(visitor, "/contacts")
    visitor.page.get_by_label("Erklæringens adresse").fill("was.digst.dk/vores")
    visitor.faults.expect(422)
    visitor.press("Gem")


def settings_mails(visitor: Visitor) -> None:
    _hr(visitor, mail__welcome=OWN)
    visitor.page.goto("/hr/settings/mails")


def settings_mail(visitor: Visitor) -> None:
    _open(visitor, "/mails/team-week")


def settings_mail_refused(visitor: Visitor) -> None:
    _open(visitor, "/mails/stand-in")
    visitor.page.get_by_label("Tekst", exact=True).fill("Du hjælper {chef}.")
    visitor.faults.expect(422)
    visitor.press("Gem")


def settings_mail_seen(visitor: Visitor) -> None:
    _open(visitor, "/mails/due-week")
    visitor.page.get_by_label("Tekst", exact=True).fill("Rhabarberbarbara" * 20 + " {frist}")
    visitor.press("Vis, hvordan den bliver")


def settings_mail_as_before(visitor: Visitor) -> None:
    _hr(visitor, mail__welcome=OWN)
    visitor.page.goto("/hr/settings/mails/welcome")
    visitor.press("Brug standardteksten igen")


SETTINGS: Mapping[str, Callable[[Visitor], None]] = {
    each.__name__: each
    for each in (
        settings_overview, settings_course, settings_course_refused, settings_changed_meanwhile,
        settings_certificate, settings_certificate_refused, settings_certificate_with_a_logo,
        settings_contacts, settings_contacts_refused, settings_mails, settings_mail, settings_mail_refused,
        settings_mail_seen, settings_mail_as_before,
    )
}  # fmt: skip
