"""Puts learners where a test of weighings needs them, through the same services that the pages use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask.sessions import SecureCookieSessionInterface

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.demo.quizzing import right_answer, wrong_answer
from elearning.modules.models import StepCompletion, StepRedone
from elearning.modules.queries import open_lesson
from elearning.progress.queries import course_of
from elearning.quizzes import models, queries, quiz_queries, quiz_service, rules, service
from elearning.quizzes.course import import_course, read_course
from elearning.quizzes.models import Round, ScenarioCompletion, Weighting
from elearning.quizzes.publishing import publish_scenario
from elearning.quizzes.question_rules import QUESTIONS_ASKED
from tests.e2e.learners import Learners
from tests.integration.quizzes.weighing import Given, crowd, weigh_to_the_end
from tests.integration.teams.kit.kits import join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from elearning.config import Settings
    from elearning.modules.content import Lesson
    from elearning.quizzes.balances import Positions
    from elearning.quizzes.content import Scenario
    from elearning.quizzes.question_bank import ChooseQuestion, SortQuestion
    from elearning.quizzes.quiz_queries import Attempt

EMPLOYEE, LEADER, _EXECUTIVE = FoundationRole
REASONS = (
    "Jeg har prøvet at love noget og måtte tage det i mig igen. Siden har jeg spurgt vagtplanen først.",
    "Hos os er det den korte vej til borgeren, der har reddet os flest gange.",
    "Vi skrev aftalen ned på én side. Så kunne vi godt afvige fra den bagefter.",
)


class Weighers(Learners):
    """New people for the browser to be, in front of the whole course: lessons, scenarios and quizzes."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.address = ""  # of the site, once it is served
        self._course = read_course()
        self._crowded: set[str] = set()
        self.in_app(lambda: import_course(self._course))

    def session(self, person: Person) -> tuple[str, str]:
        """Give the cookie, by name and value, of a browser in which `person` has signed in."""
        serializer = SecureCookieSessionInterface().get_signing_serializer(self._app)
        assert serializer is not None
        value = serializer.dumps({"_user_id": person.get_id(), "_fresh": True})
        return self._app.config["SESSION_COOKIE_NAME"], str(value)

    def mark_as_panel(self, person: Person) -> None:
        """Make somebody a member of the panel, as HR does."""

        def work() -> None:
            db.session.get_one(Person, person.id).is_panel = True

        self.in_app(work)

    def weigh(self, person: Person, slug: str, *positions: int, how: str = "") -> None:
        """Put the weight on every board of the situation."""

        def work() -> None:
            opened, seat = _seat(person, slug)
            boards = _by_balance(opened, positions)
            hows = {balance: how for balance, position in boards.items() if position == 0}
            service.weigh(seat, Round.FIRST, boards, how=hows)

        self.in_app(work)

    def pay(self, person: Person, slug: str, *, right: bool = True) -> str:
        """Name a price, a true or a false one, and give its text."""

        def work() -> str:
            opened, seat = _seat(person, slug)
            option = next(
                each
                for each in rules.draw_price(opened.text, opened.first)
                if rules.judge_price(opened.text, opened.first, each).right == right
            )
            service.pay_price(seat, opened.text, opened.first, option)
            return opened.text.price[option].text

        return self.in_app(work)

    def weigh_to_the_end(self, person: Person, slug: str, *positions: int, after: int | None = None) -> None:
        self.in_app(lambda: weigh_to_the_end(person, slug, positions, after))

    def weigh_beside(self, person: Person, count: int | None = None) -> None:
        """Weigh the first `count` of the dilemmas beside the journey to the end, or all of them."""

        def work() -> None:
            for each in course_of(person).others[:count]:
                weigh_to_the_end(person, each.progress.task.slug, (2,) * len(each.balances))

        self.in_app(work)

    def begin_beside(self, person: Person) -> None:
        """Put the weight on the boards of the last dilemma beside the journey, and do no more with it."""
        last = self.in_app(lambda: course_of(person).others[-1])
        self.weigh(person, last.progress.task.slug, *(2,) * len(last.balances))

    def ask_for_dilemma(self, person: Person, slug: str) -> None:
        """Ask one person to weigh a dilemma again, as HR asks everybody: its text is published once more."""

        def work() -> None:
            opened = queries.published_scenario(slug)
            assert opened is not None
            publish_scenario(db.session.get_one(models.Scenario, opened.id), opened.text)
            service.ask_person_again(person.id, [opened.id])

        self.in_app(work)

    def ask_for_step(self, person: Person, lesson: str, step: str) -> None:
        """Ask one person for a step again that they are done with."""

        def work() -> None:
            opened = open_lesson(person.id, lesson)
            assert opened is not None
            done = db.session.get_one(StepCompletion, (person.id, opened.id, step))
            kept = {"revision_id": done.revision_id, "completed_at": done.completed_at}
            key = {"person_id": person.id, "lesson_id": opened.id, "step": step}
            db.session.add(StepRedone(**key, **kept, asked_by_id=opened.revision_id))
            db.session.delete(done)

        self.in_app(work)

    def think_again(self, person: Person, slug: str, *positions: int) -> None:
        """Keep a second thought."""

        def work() -> None:
            opened, seat = _seat(person, slug)
            service.weigh(seat, Round.SECOND_THOUGHT, _by_balance(opened, positions))

        self.in_app(work)

    def take_away(self, person: Person, slug: str, text: str) -> None:
        """Save the note on a scenario, as from another device."""

        def work() -> None:
            opened, seat = _seat(person, slug)
            written = queries.takeaway(person.id, opened.id)
            service.save_takeaway(seat, text, version=written.version if written else 0)

        self.in_app(work)

    def gather(self, slug: str) -> None:
        """Let a panel and colleagues of two roles weigh a scenario; once, however often it is asked for."""
        if slug in self._crowded:
            return
        self._crowded.add(slug)
        boards = len(next(each for each in self._course.quizzes.scenarios if each.slug == slug).placements)
        colleagues = [*_spread(EMPLOYEE, 20, boards, 2), *_spread(LEADER, 10, boards, -1)]
        panel = [*_spread(EMPLOYEE, 10, boards, 1), *_spread(LEADER, 10, boards, 0)]

        def work() -> None:
            crowd(self._app, slug, colleagues)
            members = crowd(self._app, slug, panel, panel=True)
            for person_id, reason in zip(members, REASONS, strict=False):
                _, seat = _seat(db.session.get_one(Person, person_id), slug)
                service.give_panel_reason(seat, reason)

        self.in_app(work)

    def lead(self, leader: Person, slug: str, positions: Iterable[int]) -> None:
        """Let somebody lead people who have weighed a scenario, in this order."""
        self.in_app(lambda: join(self._app, leader, positions, slug=slug))

    def stored(self, person: Person) -> list[tuple[int, str, int]]:
        """Read all weightings that are kept of a person: round, balance, position."""

        def work() -> list[tuple[int, str, int]]:
            rows = db.session.execute(
                sa.select(Weighting.round, Weighting.balance, Weighting.position)
                .where(Weighting.person_id == person.id)
                .order_by(Weighting.scenario_id, Weighting.round, Weighting.balance)
            )
            return [(row.round, row.balance, row.position) for row in rows]

        return self.in_app(work)

    def completed(self, person: Person) -> int:
        """Count the scenarios that a person has been through."""
        count = sa.select(sa.func.count()).where(ScenarioCompletion.person_id == person.id)
        return self.in_app(lambda: db.session.scalar(count) or 0)

    def note_on(self, person: Person, slug: str) -> str:
        """Read the saved note on a scenario, past the browser."""

        def work() -> str:
            written = queries.takeaway(person.id, _seat(person, slug)[1].scenario_id)
            return written.text if written else ""

        return self.in_app(work)

    def quiz_until(
        self, person: Person, module: str, wanted: Callable[[ChooseQuestion | SortQuestion], bool]
    ) -> ChooseQuestion | SortQuestion:
        """Answer a quiz rightly, again and again, until a question that is wanted waits; give it."""

        def work() -> ChooseQuestion | SortQuestion:
            while True:
                attempt = _attempt(person, module)
                question = _waiting(attempt)
                if wanted(question):
                    return question
                number = len(attempt.answers)
                quiz_service.answer(person.id, attempt, question, right_answer(question), number=number)
                db.session.flush()

        return self.in_app(work)

    def answer_quiz(self, person: Person, module: str, *, right: bool = True) -> int:
        """Answer the question that waits, and give the answer's number."""

        def work() -> int:
            attempt = _attempt(person, module)
            question, number = _waiting(attempt), len(attempt.answers)
            given = right_answer(question) if right else wrong_answer(question)
            quiz_service.answer(person.id, attempt, question, given, number=number)
            return number

        return self.in_app(work)

    def pass_quiz(self, person: Person, module: str, *, but_the_last: bool = False) -> None:
        """Answer all questions rightly, or all but one."""
        for _ in range(QUESTIONS_ASKED - but_the_last):
            self.answer_quiz(person, module)

    def lesson_called(self, title: str) -> Lesson:
        """Find the lesson with a title that a page shows."""
        (found,) = [each for each in self.lessons if each.title == title]
        return found

    def scenario_called(self, title: str) -> Scenario:
        """Find the scenario with a title that a page shows."""
        (found,) = [each for each in self._course.quizzes.scenarios if each.title == title]
        return found

    def module_called(self, title: str) -> str:
        """Find the slug of the module with a title that a page shows."""
        (found,) = [each for each in self._course.lessons.modules if each.title == title]
        return found.slug

    def question(self, module: str, text: str) -> ChooseQuestion | SortQuestion:
        """Find the question that a page asks."""
        (bank,) = [each for each in self._course.quizzes.banks if each.module == module]
        (found,) = [each for each in bank.questions if each.question == text]
        return found


def _seat(person: Person, slug: str) -> tuple[queries.OpenScenario, service.Seat]:
    opened = queries.open_scenario(person, slug)
    assert opened is not None
    return opened, service.Seat(person, opened.id, opened.revision_id)


def _by_balance(opened: queries.OpenScenario, positions: Positions) -> dict[str, int]:
    return dict(zip(map(str, opened.text.balances), positions, strict=True))


def _attempt(person: Person, module: str) -> Attempt:
    """Give the time through the quiz that is under way, beginning one where there is none."""
    opened = quiz_queries.open_quiz(person.id, module)
    assert opened is not None
    if opened.attempt is None or not opened.attempt.waiting:
        quiz_service.begin(person.id, opened)
        db.session.flush()
        opened = quiz_queries.open_quiz(person.id, module)
    assert opened is not None
    assert opened.attempt is not None
    return opened.attempt


def _waiting(attempt: Attempt) -> ChooseQuestion | SortQuestion:
    question = attempt.bank.question(attempt.waiting[0])
    assert question is not None
    return question


def _spread(role: FoundationRole, count: int, boards: int, lean: int) -> list[Given]:
    """Let people of a role stand at all places, a few more where they lean."""
    places: Sequence[int] = (-3, -2, -1, 0, 1, 2, 3, lean, lean, -lean)
    return [Given(role, _places(places, number, boards)) for number in range(count)]


def _places(places: Sequence[int], number: int, boards: int) -> Positions:
    return tuple(places[(number + 3 * board) % len(places)] for board in range(boards))


ANSWERS: Mapping[bool, Callable[[ChooseQuestion | SortQuestion], list[int]]] = {
    True: right_answer,
    False: wrong_answer,
}
