"""Lessons between files and the database: import, publish, export. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from elearning.clock import now
from elearning.content_text import ContentError, ContentProblem
from elearning.database import db
from elearning.modules import content, rules
from elearning.modules.models import Lesson, LessonRevision, Module, RevisionState

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


def read_library(folder: Path) -> Library:
    """Read and check a whole content folder.

    Raises ContentError with every problem of every file.
    """
    problems: list[ContentProblem] = []
    modules: tuple[content.Module, ...] = ()
    lessons: list[content.Lesson] = []
    try:
        modules = tuple(content.parse_modules(_text(folder / MODULES_FILE), path=MODULES_FILE))
    except ContentError as error:
        problems += error.problems
    for file in sorted(folder.glob("*/*.md")):
        path = file.relative_to(folder).as_posix()
        try:
            lesson = content.parse_lesson(_text(file, path), path=path)
        except ContentError as error:
            problems += error.problems
            continue
        lessons.append(lesson)
        problems += _misplaced(lesson, path, modules)
    problems += _repeated(lessons)
    if problems:
        raise ContentError(problems)
    return Library(modules, tuple(lessons))


def import_library(library: Library) -> ImportReport:
    """Make the database say what `library` says. A lesson whose text is the same gets no new revision."""
    modules = {module.slug: module for module in db.session.scalars(sa.select(Module))}
    for position, module in enumerate(library.modules, start=1):
        row = modules.setdefault(module.slug, Module(slug=module.slug))
        row.title, row.summary, row.position = module.title, module.summary, position
        db.session.add(row)
    db.session.flush()
    done: dict[str, list[str]] = {"added": [], "revised": [], "unchanged": []}
    for lesson in library.lessons:
        done[_import_lesson(lesson, modules[lesson.module])].append(lesson.slug)
    return ImportReport(tuple(done["added"]), tuple(done["revised"]), tuple(done["unchanged"]))


def publish(lesson: Lesson, text: content.Lesson) -> LessonRevision:
    """Publish `text` as the lesson's next revision; the one before is archived and stays readable."""
    db.session.execute(
        sa.update(LessonRevision)
        .where(LessonRevision.lesson_id == lesson.id, LessonRevision.state == RevisionState.PUBLISHED)
        .values(state=RevisionState.ARCHIVED)
    )
    newest = db.session.scalar(
        sa.select(sa.func.max(LessonRevision.number)).where(LessonRevision.lesson_id == lesson.id)
    )
    revision = LessonRevision(
        lesson_id=lesson.id,
        number=(newest or 0) + 1,
        state=RevisionState.PUBLISHED,
        title=text.title,
        summary=text.summary,
        text=content.write_lesson(text),
        outline=rules.outline_to_data(rules.outline(text)),
        published_at=now(),
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def export_library() -> dict[str, str]:
    """Write what is published as files: path in the folder → text. Importing them changes nothing."""
    modules = db.session.scalars(sa.select(Module).order_by(Module.position))
    texts = db.session.scalars(
        sa.select(LessonRevision.text).where(LessonRevision.state == RevisionState.PUBLISHED)
    )
    files = {lesson_path(content.parse_lesson(text)): text for text in texts}
    rows = [content.Module(slug=row.slug, title=row.title, summary=row.summary) for row in modules]
    return {MODULES_FILE: content.write_modules(rows), **dict(sorted(files.items()))}


def _import_lesson(text: content.Lesson, module: Module) -> str:
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
    publish(lesson, text)
    return "added" if is_new else "revised"


def _text(file: Path, path: str | None = None) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError([_problem(path or file.name, "the file is missing")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([_problem(path or file.name, "the file is not UTF-8 text; save it as UTF-8")]) from error


def _misplaced(lesson: content.Lesson, path: str, modules: Sequence[content.Module]) -> list[ContentProblem]:
    if modules and lesson.module not in {module.slug for module in modules}:
        known = ", ".join(module.slug for module in modules)
        return [_problem(path, f"there is no module “{lesson.module}”; write one of: {known}", field="module")]
    if path != lesson_path(lesson):
        return [_problem(path, f"by its module, position and slug the file belongs at {lesson_path(lesson)}")]
    return []


def _repeated(lessons: Sequence[content.Lesson]) -> list[ContentProblem]:
    problems = []
    seen: dict[str, str] = {}
    for lesson in lessons:
        first = seen.setdefault(lesson.slug, lesson_path(lesson))
        if first != lesson_path(lesson):
            message = f"the slug “{lesson.slug}” is already used by {first}; choose another"
            problems.append(_problem(lesson_path(lesson), message, field="slug"))
    return problems


def _problem(path: str, message: str, *, field: str = "") -> ContentProblem:
    return ContentProblem(path=path, line=None, field=field, message=message)
