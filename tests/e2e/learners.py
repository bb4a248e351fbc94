"""Puts learners where a test needs them, through the same services that the pages use."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from elearning import create_app, schema
from elearning.accounts import service as accounts
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.modules import publishing, queries, service
from elearning.modules.content import CheckStep
from elearning.modules.place import Place
from tests.people import People

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elearning.accounts.models import Person
    from elearning.config import Settings
    from elearning.modules.content import Lesson, Step

WELCOME = "velkommen"
BOARD = "balancebraettet"
BOARD_PICTURE = "laeg-vaegten"
BALANCE = "ensartethed-og-differentiering"
BALANCE_NOTE = "hvor-laegger-du-vaegten"
CIRCLES = "dine-relationer"
CIRCLES_STEP = "tegn-dine-relationer"

Result = TypeVar("Result")


class Learners:
    """New people for the browser to be, each with the progress that a test asks for.

    Playwright runs an event loop in the tests' thread, where the app's context does not end well;
    so everything here happens in a thread of its own.
    """

    def __init__(self, settings: Settings) -> None:
        """Make the tables of the database in `settings`, and publish the shipped lessons in it."""
        self.database_url = settings.engine_url
        self._aside = ThreadPoolExecutor(max_workers=1)
        self._app = self._aside.submit(create_app, settings).result()
        self._people = People(self._app)
        library = publishing.read_library(publishing.SHIPPED)
        modules = [module.slug for module in library.modules]
        ordered = sorted(library.lessons, key=lambda each: (modules.index(each.module), each.position))
        self._lessons = {lesson.slug: lesson for lesson in ordered}
        self.in_app(lambda: schema.upgrade(db.engine))
        self.in_app(lambda: publishing.import_library(library))

    def add(
        self,
        name: str = "Anna Holm",
        *,
        role: FoundationRole = FoundationRole.EMPLOYEE,
        second_role: FoundationRole | None = None,
    ) -> Person:
        return self._aside.submit(self._people.add, name, role=role, second_role=second_role).result()

    def close(self) -> None:
        """Let go of the database."""

        def work() -> None:
            db.engine.dispose()

        self.in_app(work)
        self._aside.shutdown()

    @property
    def lessons(self) -> Sequence[Lesson]:
        """Everybody's lessons, in the order of the course."""
        return tuple(self._lessons.values())

    def steps(self, lesson: str) -> Sequence[Step]:
        return self._lessons[lesson].steps

    def complete(self, person: Person, lesson: str, count: int | None = None) -> None:
        """Complete the first `count` steps of a lesson, or all of it."""
        slugs = [step.slug for step in self._lessons[lesson].steps]

        def work() -> None:
            for slug, following in zip(slugs[:count], [*slugs[1:], None], strict=False):
                service.complete_step(_place(person, lesson, slug), next_step=following)

        self.in_app(work)

    def complete_all_before(self, person: Person, lesson: str) -> None:
        """Complete every lesson that comes before one in the course."""
        for each in takewhile(lambda slug: slug != lesson, self._lessons):
            self.complete(person, each)

    def complete_everything(self, person: Person) -> None:
        for lesson in self._lessons:
            self.complete(person, lesson)

    def answer(self, person: Person, lesson: str, step: str, *, right: bool) -> None:
        """Answer a check: with every right option, or with the wrong ones."""
        check = next(each for each in self._lessons[lesson].steps if each.slug == step)
        assert isinstance(check, CheckStep)
        chosen = [number for number, option in enumerate(check.options) if option.correct == right]

        def work() -> None:
            place = _place(person, lesson, step)
            service.answer_check(place, check, frozenset(chosen if check.multiple else chosen[:1]))
            if right:
                service.complete_step(place, next_step=None)

        self.in_app(work)

    def write(self, person: Person, text: str, *, lesson: str = BALANCE, step: str = BALANCE_NOTE) -> None:
        """Save a note, as from another device."""

        def work() -> None:
            place = _place(person, lesson, step)
            written = queries.note(person.id, place.lesson_id, step)
            service.save_note(place, text, version=written.version if written else 0)

        self.in_app(work)

    def note(self, person: Person) -> str | None:
        """Read the saved note of the balance lesson, past the browser."""

        def work() -> str | None:
            place = _place(person, BALANCE, BALANCE_NOTE)
            written = queries.note(person.id, place.lesson_id, place.step)
            return written.text if written else None

        return self.in_app(work)

    def relate(self, person: Person, *relations: tuple[str, str, bool, bool]) -> None:
        """Place relations: name, circle, whether it works well, whether it comes first."""
        fields = ("name", "circle", "works_well", "comes_first")

        def work() -> None:
            place = _place(person, CIRCLES, CIRCLES_STEP)
            for relation in relations:
                service.save_relation(place, None, dict(zip(fields, relation, strict=True)))

        self.in_app(work)

    def reset_token(self, person: Person) -> str:
        """Give what stands in the link of the mail for a new password."""
        made = self.in_app(lambda: accounts.request_reset(person.email))
        assert made is not None
        return made[1]

    def in_app(self, work: Callable[[], Result]) -> Result:
        """Do what no method here does, in the app's context, and commit it."""

        def committed() -> Result:
            with self._app.app_context():
                result = work()
                db.session.commit()
                return result

        return self._aside.submit(committed).result()


def _place(person: Person, lesson: str, step: str) -> Place:
    opened = queries.open_lesson(person.id, lesson)
    assert opened is not None
    return Place(person.id, opened.id, opened.revision_id, step)
