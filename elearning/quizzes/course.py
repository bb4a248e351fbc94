"""The whole course as files: lessons, scenarios and question banks together. Nothing here commits."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from elearning.content_text import ContentError, ContentProblem
from elearning.modules import publishing as lessons
from elearning.modules import rules as lesson_rules
from elearning.quizzes import linter
from elearning.quizzes import publishing as quizzes


@dataclass(frozen=True)
class Course:
    """All content there is in files."""

    lessons: lessons.Library
    quizzes: quizzes.QuizLibrary


def read_course(folder: Path | None = None) -> Course:
    """Read and check a content folder; without one, what is shipped.

    Raises ContentError with every problem of every file.
    """
    problems: list[ContentProblem] = []
    library = lessons.Library((), ())
    quiz_library = quizzes.QuizLibrary((), ())
    try:
        library = lessons.read_library(folder or lessons.SHIPPED)
    except ContentError as error:
        problems += error.problems
    try:
        modules = [module.slug for module in library.modules]
        quiz_library = quizzes.read_quiz_library(folder or quizzes.SHIPPED, modules)
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(problems)
    return Course(library, quiz_library)


def import_course(course: Course, **about: object) -> lessons.ImportReport:
    """Make the database say what `course` says; a text that is the same gets no new revision.

    `about` is what is said of each new one: its note, who published it, and whether it is substantial.
    When that is committed, everybody's summary must be counted anew (progress.counting.recount_everybody).
    """
    one = lessons.import_library(course.lessons, **about)
    other = quizzes.import_quiz_library(course.quizzes, **about)
    return lessons.ImportReport(
        one.added + other.added, one.revised + other.revised, one.unchanged + other.unchanged
    )


def export_course() -> dict[str, str]:
    """Write what is published as files: path in the folder → text. Importing them changes nothing."""
    return {**lessons.export_library(), **quizzes.export_quiz_library()}


def files_of(course: Course) -> dict[str, str]:
    """Write a course as files, as exporting it would once it is imported: path in the folder → text."""
    return {**lessons.files_of(course.lessons), **quizzes.files_of(course.quizzes)}


def advice(course: Course) -> Iterator[ContentProblem]:
    """Say what would make well-formed content better."""
    for lesson in course.lessons.lessons:
        yield from lesson_rules.advice(lesson, lessons.lesson_path(lesson))
    for scenario in course.quizzes.scenarios:
        yield from linter.advice(scenario, quizzes.scenario_path(scenario))
    yield from linter.library_advice(course.quizzes.scenarios)
