"""Lessons between files and the database: import, publish, export. Nothing here commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from elearning.content_text import ContentError, ContentProblem
from elearning.database import db
from elearning.modules import content, rules
from elearning.modules.content_folder import misplaced, read_file, repeated
from elearning.modules.models import Lesson, LessonRevision, Module, StepCompletion, StepRedone
from elearning.modules.revisions import RevisionState, publish_revision

SHIPPED = Path(__file__).parent / "content"
MODULES_FILE = "modules.yaml"


@dataclass(frozen=True)
class Library:
    """All content of a folder: the modules in their order, and the lessons."""

    modules: tuple[content.Module, ...]
    lessons: tuple[content.Lesson, ...]


@dataclass(frozen=True)
class ImportReport:
    """What an import did: slugs of lessons that were new, got a new revision, or were the same."""

    added: tuple[str, ...]
    revised: tuple[str, ...]
    unchanged: tuple[str, ...]


def lesson_path(lesson: content.Lesson) -> str:
    """Give where a lesson lies in a content folder."""
    return f"{lesson.module}/{lesson.position:02d}-{lesson.slug}.md"


def read_library(folder: Path, illustrations: Collection[str] | None = None) -> Library:
    """Read and check a whole content folder, in whose texts no other `illustrations` may be shown.

    Raises ContentError with every problem of every file.
    """
    problems: list[ContentProblem] = []
    modules: tuple[content.Module, ...] = ()
    lessons: list[content.Lesson] = []
    try:
        modules = tuple(
            content.parse_modules(read_file(folder / MODULES_FILE, MODULES_FILE), path=MODULES_FILE)
        )
    except ContentError as error:
        problems += error.problems
    for file in sorted(folder.glob("*/*.md")):
        path = file.relative_to(folder).as_posix()
        try:
            lesson = content.parse_lesson(read_file(file, path), path, illustrations)
        except ContentError as error:
            problems += error.problems
            continue
        lessons.append(lesson)
        problems += misplaced(path, lesson_path(lesson), lesson.module, [each.slug for each in modules])
    problems += repeated((lesson.slug, lesson_path(lesson)) for lesson in lessons)
    if problems:
        raise ContentError(problems)
    return Library(modules, tuple(lessons))


def import_library(library: Library, **about: object) -> ImportReport:
    """Make the database say what `library` says. A lesson whose text is the same gets no new revision.

    `about` is what is said of each new one, as in `publish`.
    """
    modules = {module.slug: module for module in db.session.scalars(sa.select(Module))}
    for position, module in enumerate(library.modules, start=1):
        row = modules.setdefault(module.slug, Module(slug=module.slug))
        row.title, row.summary, row.position = module.title, module.summary, position
        row.picture = module.picture.file if module.picture else None
        row.picture_alt = module.picture.alt if module.picture else None
        db.session.add(row)
    db.session.flush()
    done: dict[str, list[str]] = {"added": [], "revised": [], "unchanged": []}
    for lesson in library.lessons:
        done[_import_lesson(lesson, modules[lesson.module], about)].append(lesson.slug)
    return ImportReport(tuple(done["added"]), tuple(done["revised"]), tuple(done["unchanged"]))


def publish(lesson: Lesson, text: content.Lesson, **about: object) -> LessonRevision:
    """Publish `text` as the lesson's next revision; the one before is archived and stays readable.

    `about` is what is said of it: its note, who published it, and whether it is substantial.
    """
    lesson.audience = [role.value for role in text.audience]
    return publish_revision(
        LessonRevision,
        LessonRevision.lesson_id,
        lesson.id,
        title=text.title,
        summary=text.summary,
        text=content.write_lesson(text),
        outline=rules.outline_to_data(rules.outline(text)),
        **about,
    )


def are_done(lesson_id: int, steps: Collection[str]) -> sa.ColumnElement[bool]:
    """Tell which completions of steps would be put aside if everybody were asked to do these steps again."""
    return (StepCompletion.lesson_id == lesson_id) & StepCompletion.step.in_(steps)


def ask_again(revision: LessonRevision, steps: Collection[str]) -> None:
    """Let everybody do these steps again. What they were done with is put aside; notes and answers stay."""
    done = are_done(revision.lesson_id, steps)
    kept = ("person_id", "lesson_id", "step", "revision_id", "completed_at")
    before = sa.select(*(getattr(StepCompletion, name) for name in kept), sa.literal(revision.id)).where(done)
    db.session.execute(sa.insert(StepRedone).from_select([*kept, "asked_by_id"], before))
    db.session.execute(sa.delete(StepCompletion).where(done))


def export_library() -> dict[str, str]:
    """Write what is published as files: path in the folder → text. Importing them changes nothing."""
    modules = db.session.scalars(sa.select(Module).order_by(Module.position))
    texts = db.session.scalars(
        sa.select(LessonRevision.text).where(LessonRevision.state == RevisionState.PUBLISHED)
    )
    files = {_path_of(text): text for text in texts}
    return {MODULES_FILE: content.write_modules(map(_module_text, modules)), **dict(sorted(files.items()))}


@lru_cache(maxsize=256)
def _path_of(text: str) -> str:
    return lesson_path(content.parse_lesson(text))


def files_of(library: Library) -> dict[str, str]:
    """Write a library as files: path in the folder → text."""
    files = {lesson_path(lesson): content.write_lesson(lesson) for lesson in library.lessons}
    return {MODULES_FILE: content.write_modules(library.modules), **files}


def _module_text(row: Module) -> content.Module:
    picture = content.Picture(file=row.picture, alt=row.picture_alt or "") if row.picture else None
    return content.Module(slug=row.slug, title=row.title, summary=row.summary, picture=picture)


def _import_lesson(text: content.Lesson, module: Module, about: Mapping[str, object]) -> str:
    lesson = db.session.scalar(sa.select(Lesson).where(Lesson.slug == text.slug))
    is_new = lesson is None
    if lesson is None:
        lesson = Lesson(slug=text.slug)
    lesson.module_id, lesson.position = module.id, text.position
    lesson.audience = [role.value for role in text.audience]
    db.session.add(lesson)
    db.session.flush()
    published = db.session.scalar(
        sa.select(LessonRevision.text).where(
            LessonRevision.lesson_id == lesson.id, LessonRevision.state == RevisionState.PUBLISHED
        )
    )
    if published == content.write_lesson(text):
        return "unchanged"
    publish(lesson, text, **about)
    return "added" if is_new else "revised"
