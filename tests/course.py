"""A small made-up course for tests: short, and with a step of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import Base, db
from elearning.modules import publishing
from elearning.modules.content import (
    CheckStep,
    Circle,
    Lesson,
    Module,
    Option,
    ReadStep,
    ReflectStep,
    RelationsStep,
    Step,
)
from tests.pages import PageClient

Table = TypeVar("Table", bound=Base)

EVERYBODY = tuple(FoundationRole)
BEGIN = Module(slug="begynd", title="Begyndelsen", summary="Her begynder det.")
GO_ON = Module(slug="videre", title="Videre frem", summary="Her går det videre.")
MODULES = (BEGIN, GO_ON)


def read(slug: str, words: int = 9) -> ReadStep:
    return ReadStep(slug=slug, title=f"Læs {slug}", text="ord " * words)


SINGLE = CheckStep(
    slug="en",
    title="Én er rigtig",
    question="Hvad siger vi først?",
    options=(
        Option(text="Farvel", explanation="Det er til sidst."),
        Option(text="Goddag", correct=True, explanation="Netop, sådan hilser vi."),
        Option(text="Undskyld", explanation="Der er ikke sket noget."),
    ),
)
RIGHT, WRONG = 1, 0
MULTIPLE = CheckStep(
    slug="flere",
    title="Flere er rigtige",
    question="Hvad kan man hilse med?",
    multiple=True,
    options=(
        Option(text="Et nik", correct=True, explanation="Ja, et nik kan ses."),
        Option(text="En regning", explanation="Den kommer bagefter."),
        Option(text="En hånd", correct=True, explanation="Ja, en hånd kan mærkes."),
        Option(text="En afskedssang", explanation="Den er til sidst."),
    ),
)
REFLECT = ReflectStep(slug="taenk", title="Tænk selv", question="Hvem hilste du på i går?")
CIRCLE_TITLES = {"naere": "De nære", "kolleger": "Kolleger", "ledere": "Ledere", "fjerne": "De fjerne"}
CIRCLES = RelationsStep(
    slug="cirkler",
    title="Dine cirkler",
    text="Sæt dem ind, du kender.",
    circles=tuple(
        Circle(slug=slug, title=title, hint="Dem, du kender.") for slug, title in CIRCLE_TITLES.items()
    ),
)
STEPS: tuple[Step, ...] = (read("foerste"), SINGLE, MULTIPLE, REFLECT, CIRCLES)


def lesson(
    slug: str = "hilsen",
    *steps: Step,
    module: Module = BEGIN,
    position: int = 1,
    audience: tuple[FoundationRole, ...] = EVERYBODY,
) -> Lesson:
    """Make a lesson; without steps it has one of every kind."""
    return Lesson(
        slug=slug,
        module=module.slug,
        position=position,
        title=f"Lektion {slug}",
        summary=f"Om {slug}.",
        audience=audience,
        steps=steps or STEPS,
    )


GREETING = lesson()
NEXT = lesson("naeste", read("et"), read("to"), module=GO_ON)


def publish(app: Flask, *lessons: Lesson, modules: Sequence[Module] = MODULES) -> publishing.ImportReport:
    """Publish lessons as `elearning content import` does."""
    with app.app_context():
        report = publishing.import_library(publishing.Library(tuple(modules), lessons))
        db.session.commit()
    return report


def open_session(client: PageClient, person: Person) -> PageClient:
    """Sign somebody in without the page and its slow password, for tests that are about something else."""
    with client.raw.session_transaction() as session:
        session.update(_user_id=person.get_id(), _fresh=True)
    return client


def rows(app: Flask, table: type[Table], **where: object) -> list[Table]:
    """Give what is stored, by primary key, in no session."""
    with app.app_context():
        query = sa.select(table).filter_by(**where).order_by(*sa.inspect(table).primary_key)
        found = list(db.session.scalars(query))
        db.session.expunge_all()
    return found
