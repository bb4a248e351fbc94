"""The whole course as files: lessons, scenarios and question banks together. Nothing here commits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from elearning import markdown
from elearning.content_text import ContentError, ContentProblem
from elearning.modules import illustrations
from elearning.modules import publishing as lessons
from elearning.modules import rules as lesson_rules
from elearning.modules.image_files import FolderImage
from elearning.modules.revisions import one_publishes
from elearning.quizzes import linter
from elearning.quizzes import publishing as quizzes

Part = TypeVar("Part")


@dataclass(frozen=True)
class Course:
    """All content there is in files."""

    lessons: lessons.Library
    quizzes: quizzes.QuizLibrary
    illustrations: Mapping[str, FolderImage] = field(default_factory=dict)  # by their addresses

    def alternatives(self) -> dict[str, str]:
        """Give the addresses of the pictures that its texts name, and the words that one says it shows."""
        everything = (*self.lessons.lessons, *self.quizzes.scenarios, *self.quizzes.banks)
        named = chain.from_iterable(markdown.illustrations(each.model_dump_json()) for each in everything)
        said = dict.fromkeys(named, "")
        for text in self._texts():
            said |= {address: alt for address, alt in markdown.alternatives(text).items() if address in said}
        return said

    def _texts(self) -> Iterator[str]:
        for lesson in self.lessons.lessons:
            yield from (step.text for step in lesson.steps)
        for scenario in self.quizzes.scenarios:
            yield from (scenario.situation, scenario.new_fact.text)


def read_course(folder: Path | None = None, known: Mapping[str, FolderImage] | None = None) -> Course:
    """Read and check a content folder; without one, what is shipped.

    `known` are its pictures where they were read before, which takes a while.

    Raises ContentError with every problem of every file.
    """
    problems: list[ContentProblem] = []

    def read(part: Callable[[], Part], otherwise: Part) -> Part:
        try:
            return part()
        except ContentError as error:
            problems.extend(error.problems)
            return otherwise

    none: Mapping[str, FolderImage] = {}
    pictures = (
        read(lambda: illustrations.read_folder(folder or lessons.SHIPPED), none) if known is None else known
    )
    there = None if problems else set(pictures)  # of a broken one nobody must be told that it is missing
    library = read(lambda: lessons.read_library(folder or lessons.SHIPPED, there), lessons.Library((), ()))
    modules = [module.slug for module in library.modules]
    quiz_library = read(
        lambda: quizzes.read_quiz_library(folder or quizzes.SHIPPED, modules, there),
        quizzes.QuizLibrary((), ()),
    )
    course = Course(library, quiz_library, pictures)
    if not problems:
        problems += illustrations.unused(pictures, course.alternatives())
    if problems:
        raise ContentError(problems)
    return course


def import_course(course: Course, **about: object) -> lessons.ImportReport:
    """Make the database say what `course` says; a text that is the same gets no new revision.

    `about` is what is said of each new one: its note, who published it, and whether it is substantial.
    When that is committed, everybody's summary must be counted anew (progress.counting.recount_everybody).
    Raises ContentError where there is no room for its pictures.
    """
    one_publishes()
    pictures = illustrations.import_illustrations(course.illustrations, course.alternatives())
    one = lessons.import_library(course.lessons, **about)
    other = quizzes.import_quiz_library(course.quizzes, **about)

    def those(what: str) -> tuple[str, ...]:
        return tuple(address for address, done in pictures.items() if done == what)

    return lessons.ImportReport(
        one.added + other.added + those("added"),
        one.revised + other.revised + those("revised"),
        one.unchanged + other.unchanged + those("unchanged"),
    )


def export_course() -> dict[str, str]:
    """Write what is published as files: path in the folder → text. Importing them changes nothing."""
    return {**lessons.export_library(), **quizzes.export_quiz_library()}


def export_files() -> Iterator[tuple[str, bytes]]:
    """Give what is published as files, and the pictures that it shows, by their paths in the folder."""
    texts = export_course()
    for path in sorted(texts):
        yield path, texts[path].encode()
    yield from illustrations.export_illustrations(_named(texts))


def export_digests() -> dict[str, str]:
    """Give what `export_files` gives, with what tells a picture from others in place of the picture."""
    texts = export_course()
    named = _named(texts)
    return texts | {
        address: digest for address, digest in illustrations.digests().items() if address in named
    }


def _named(texts: Mapping[str, str]) -> set[str]:
    return {address for text in texts.values() for address in markdown.illustrations(text)}


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
