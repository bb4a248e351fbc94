"""Reads of how far a person is."""

from itertools import groupby

from elearning.accounts.models import Person
from elearning.modules.queries import PublishedLesson, done_steps, published_lessons
from elearning.progress import rules


def journey(person: Person) -> rules.Journey:
    """Give a person's journey: two statements, whatever the number of people and lessons."""
    mine = [lesson for lesson in published_lessons() if lesson.audience & person.roles]
    modules = [
        _module(list(lessons)) for _slug, lessons in groupby(mine, key=lambda lesson: lesson.module_slug)
    ]
    return rules.journey(modules, done_steps(person.id))


def _module(lessons: list[PublishedLesson]) -> rules.Module:
    first = lessons[0]
    return rules.Module(
        first.module_slug,
        first.module_title,
        first.module_summary,
        tuple(
            rules.Lesson(
                lesson.id,
                lesson.slug,
                lesson.title,
                lesson.summary,
                tuple(rules.Step(step.slug, step.seconds) for step in lesson.steps),
            )
            for lesson in lessons
        ),
    )
