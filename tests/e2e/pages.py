"""The pages of the site as a visitor meets them: what there is to press, write and read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from playwright.sync_api import Locator, Page, expect

from elearning.modules.content import CheckStep, ReflectStep, RelationsStep
from tests.e2e.learners import BALANCE, BALANCE_NOTE, CIRCLES, CIRCLES_STEP
from tests.people import PASSWORD

if TYPE_CHECKING:
    from elearning.accounts.models import Person
    from elearning.modules.content import Step
    from tests.e2e.faults import Faults
    from tests.e2e.learners import Learners


@dataclass(frozen=True)
class Visitor:
    """A person in front of a browser."""

    page: Page
    person: Person
    learners: Learners
    faults: Faults

    def on(self, page: Page) -> Self:
        """The same person at another device."""
        return replace(self, page=page)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def unfold(self) -> None:
        """Open every module of the journey that is not open yet."""
        for folded in self.page.locator("details.module-tasks:not([open]) > summary").all()[::-1]:
            folded.click()

    def sign_in(self) -> None:
        self.page.goto("/login")
        self.page.get_by_label("E-mail").fill(self.person.email)
        self.page.get_by_label("Adgangskode").fill(PASSWORD)
        self.press("Log ind")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Mit forløb")

    def work_through(self, step: Step, *, is_last: bool = False) -> None:
        """Do what a step asks for, with the mouse, and go on to the next."""
        expect(self.page.locator("h1")).to_have_text(step.title)
        if isinstance(step, CheckStep):
            self.answer(*(option.text for option in step.options if option.correct))
            expect(self.page.get_by_text("Det er rigtigt", exact=True)).to_be_visible()
        elif isinstance(step, ReflectStep):
            self.note().write(f"Om {step.title}")
        elif isinstance(step, RelationsStep):
            self.circles().place("Min leder", "Ledere", "Det går godt i dag")
            expect(self.circles().rows).to_have_count(1)
        onwards = "Afslut lektionen" if is_last else "Næste"
        self.page.locator(".lesson-moves").get_by_text(onwards, exact=True).click()

    def answer(self, *options: str) -> None:
        for option in options:
            self.page.locator("label", has_text=option).click()
        self.press("Svar")

    def open_step(self, lesson: str, step: str) -> None:
        self.page.goto(f"/lessons/{lesson}/{step}")

    def note(self) -> Note:
        return Note(self)

    def circles(self) -> Circles:
        return Circles(self)


@dataclass(frozen=True)
class Note:
    """A reflection step with its private note."""

    visitor: Visitor

    @property
    def field(self) -> Locator:
        return self.visitor.page.get_by_label("Din note")

    @property
    def state(self) -> Locator:
        return self.visitor.page.locator(".note-state")

    def open(self) -> Note:
        self.visitor.open_step(BALANCE, BALANCE_NOTE)
        return self

    def write(self, text: str) -> None:
        self.field.fill(text)


@dataclass(frozen=True)
class Circles:
    """The relations step."""

    visitor: Visitor

    @property
    def rows(self) -> Locator:
        return self.visitor.page.locator(".relation-list > li")

    def open(self) -> Circles:
        self.visitor.open_step(CIRCLES, CIRCLES_STEP)
        return self

    def place(self, name: str, circle: str, *marks: str) -> None:
        page = self.visitor.page
        page.get_by_label("Hvem er det?").fill(name)
        for label in (circle, *marks):
            page.locator("label").get_by_text(label, exact=True).click()
        self.visitor.press("Placér")
