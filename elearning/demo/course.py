"""What there is to do: steps of lessons, scenarios and quizzes, in the order of the course."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.modules import content, queries
from elearning.modules.models import Module
from elearning.modules.place import Place
from elearning.modules.revisions import RevisionState
from elearning.quizzes import content as scenarios
from elearning.quizzes import models, quiz_queries
from elearning.quizzes.question_rules import QUESTIONS_ASKED
from elearning.quizzes.service import Seat

_NOBODY = 0  # no person has this id: what is published, before anything is done


@dataclass(frozen=True)
class LessonStep:
    """One step of a lesson, for those whose roles are in `audience`."""

    audience: frozenset[FoundationRole]
    lesson_id: int
    revision_id: int
    step: content.Step
    following: str | None

    @property
    def moments(self) -> int:
        """How many moments it takes: each a minute or a few."""
        return 1

    def place(self, person: Person) -> Place:
        return Place(person.id, self.lesson_id, self.revision_id, self.step.slug)


@dataclass(frozen=True)
class Weighing:
    """A scenario, for those whose roles are in its audience."""

    scenario_id: int
    revision_id: int
    text: scenarios.Scenario

    @property
    def audience(self) -> frozenset[FoundationRole]:
        return frozenset(self.text.audience)

    @property
    def moments(self) -> int:
        """One for each page."""
        return 4

    def seat(self, person: Person) -> Seat:
        return Seat(person, self.scenario_id, self.revision_id)


@dataclass(frozen=True)
class Quiz:
    """The quiz at a module's end, which is for everybody."""

    opened: quiz_queries.OpenQuiz

    @property
    def audience(self) -> frozenset[FoundationRole]:
        return frozenset(FoundationRole)

    @property
    def moments(self) -> int:
        """One to begin, one for each question, and one for another try."""
        return 2 + min(QUESTIONS_ASKED, len(self.opened.published.questions))


Task = LessonStep | Weighing | Quiz


def course() -> list[Task]:
    """List everything that is published: of each module its lessons, its scenarios, its quiz."""
    lessons, weighings = _lesson_steps(), _weighings()
    tasks: list[Task] = []
    for module in db.session.scalars(sa.select(Module.slug).order_by(Module.position, Module.id)):
        tasks += [*lessons[module], *weighings[module]]
        if quiz := quiz_queries.open_quiz(_NOBODY, module):
            tasks.append(Quiz(quiz))
    return tasks


def _lesson_steps() -> dict[str, list[LessonStep]]:
    steps: dict[str, list[LessonStep]] = defaultdict(list)
    for lesson in queries.published_lessons():
        if opened := queries.open_lesson(_NOBODY, lesson.slug):
            steps[lesson.module_slug] += _steps_of(opened, lesson.audience)
    return steps


def _steps_of(opened: queries.OpenLesson, audience: frozenset[FoundationRole]) -> Iterator[LessonStep]:
    steps = opened.text.steps
    following = [*(step.slug for step in steps[1:]), None]
    for step, after in zip(steps, following, strict=True):
        yield LessonStep(audience, opened.id, opened.revision_id, step, after)


def _weighings() -> dict[str, list[Weighing]]:
    published = db.session.execute(
        sa.select(
            models.Scenario.id, models.ScenarioRevision.id.label("revision_id"), models.ScenarioRevision.text
        )
        .join(models.ScenarioRevision, models.ScenarioRevision.scenario_id == models.Scenario.id)
        .where(models.ScenarioRevision.state == RevisionState.PUBLISHED)
        .order_by(models.Scenario.position, models.Scenario.id)
    )
    weighings: dict[str, list[Weighing]] = defaultdict(list)
    for row in published:
        text = scenarios.parse_scenario(row.text)
        weighings[text.module].append(Weighing(row.id, row.revision_id, text))
    return weighings
