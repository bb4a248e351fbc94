"""Content between files and the database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from elearning.content_text import ContentError
from elearning.database import db
from elearning.modules import publishing, rules
from elearning.modules.content import write_lesson, write_modules
from elearning.modules.models import LessonRevision
from elearning.modules.revisions import RevisionState
from tests.course import BEGIN, GO_ON, GREETING, MODULES, NEXT, lesson, publish, read, rows

COVERED = {f"F-{number:02d}" for number in (*range(1, 9), *range(16, 29), *range(60, 63))}


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped lessons that may be changed."""
    copy = tmp_path / "content"
    shutil.copytree(publishing.SHIPPED, copy)
    return copy


@pytest.fixture
def first_lesson(folder: Path) -> Path:
    return min(folder.glob("*/*.md"))


def run_import(app: Flask, folder: Path) -> publishing.ImportReport:
    with app.app_context():
        report = publishing.import_library(publishing.read_library(folder))
        db.session.commit()
    return report


def export(app: Flask) -> dict[str, bytes]:
    with app.app_context():
        return {path: text.encode() for path, text in publishing.export_library().items()}


def revisions(app: Flask) -> dict[int, list[tuple[int, RevisionState]]]:
    found: dict[int, list[tuple[int, RevisionState]]] = {}
    for row in rows(app, LessonRevision):
        found.setdefault(row.lesson_id, []).append((row.number, row.state))
    return found


@pytest.fixture(scope="module")
def library() -> publishing.Library:
    return publishing.read_library(publishing.SHIPPED)


class TestImport:
    def test_of_the_same_again_makes_no_revision(self, app: Flask, folder: Path) -> None:
        added = run_import(app, folder).added
        before = revisions(app)
        again = run_import(app, folder)
        assert (set(again.unchanged), again.added, again.revised) == (set(added), (), ())
        assert revisions(app) == before

    def test_of_one_changed_file_makes_exactly_one_revision(
        self, app: Flask, folder: Path, first_lesson: Path
    ) -> None:
        run_import(app, folder)
        before = revisions(app)
        first_lesson.write_text(first_lesson.read_text().replace("summary: ", "summary: Nyt. ", 1))
        report = run_import(app, folder)
        assert len(report.revised) == 1
        after = revisions(app)
        changed = [lesson_id for lesson_id in after if after[lesson_id] != before[lesson_id]]
        assert len(changed) == 1
        assert after[changed[0]] == [(1, RevisionState.ARCHIVED), (2, RevisionState.PUBLISHED)]

    @pytest.mark.parametrize("ends", ["\r\n", "\n\n"])
    def test_of_other_line_ends_is_no_change(
        self, app: Flask, folder: Path, first_lesson: Path, ends: str
    ) -> None:
        run_import(app, folder)
        text = first_lesson.read_text()
        changed = text.replace("\n", ends) if ends == "\r\n" else text + "\n"
        first_lesson.write_bytes(changed.encode())
        assert run_import(app, folder).revised == ()

    def test_of_a_faulty_folder_changes_nothing_and_lists_every_problem(
        self, app: Flask, folder: Path
    ) -> None:
        run_import(app, folder)
        before = export(app)
        broken, wrong, unknown, *_rest = sorted(folder.glob("*/*.md"))
        broken.write_bytes(b"\xff\xfe")
        wrong.write_text(wrong.read_text().replace("kind: read", "kind: reat", 1))
        unknown.write_text(unknown.read_text().replace("\nmodule: ", "\nmodule: x", 1))
        with pytest.raises(ContentError) as refused:
            run_import(app, folder)
        blamed = {problem.path for problem in refused.value.problems}
        assert blamed == {file.relative_to(folder).as_posix() for file in (broken, wrong, unknown)}
        assert export(app) == before
        assert all(len(each) == 1 for each in revisions(app).values())

    def test_of_a_folder_without_its_list_of_modules_says_so(self, app: Flask, folder: Path) -> None:
        (folder / "modules.yaml").unlink()
        with pytest.raises(ContentError, match=r"modules\.yaml.*missing"):
            run_import(app, folder)

    def test_of_a_slug_that_two_lessons_have_is_refused(self, app: Flask, folder: Path) -> None:
        one, *_rest, other = sorted(folder.glob("*/*.md"))
        slug = one.stem.split("-", 1)[1]
        text = other.read_text().replace(f"slug: {other.stem.split('-', 1)[1]}\n", f"slug: {slug}\n", 1)
        other.with_name(f"{other.stem[:2]}-{slug}.md").write_text(text)
        other.unlink()
        with pytest.raises(ContentError, match="already used"):
            run_import(app, folder)

    def test_of_a_file_in_the_wrong_place_says_where_it_belongs(
        self, app: Flask, folder: Path, first_lesson: Path
    ) -> None:
        first_lesson.rename(first_lesson.with_name("99-et-andet-navn.md"))
        with pytest.raises(ContentError, match=first_lesson.name):
            run_import(app, folder)

    def test_changes_titles_and_order_of_modules_without_new_revisions(self, app: Flask) -> None:
        publish(app, GREETING, NEXT)
        renamed = BEGIN.model_copy(update={"title": "Den nye begyndelse"})
        report = publish(app, GREETING, NEXT, modules=(GO_ON, renamed))
        assert report.revised == ()
        assert export(app)["modules.yaml"] == write_modules([GO_ON, renamed]).encode()


class TestExport:
    def test_of_the_shipped_lessons_is_byte_for_byte_what_is_shipped(self, app: Flask) -> None:
        run_import(app, publishing.SHIPPED)
        assert export(app) == files(publishing.SHIPPED)

    def test_can_be_imported_again_without_a_change(self, app: Flask, tmp_path: Path) -> None:
        publish(app, GREETING, NEXT)
        exported = export(app)
        for path, text in exported.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(text)
        assert set(run_import(app, tmp_path).unchanged) == {"hilsen", "naeste"}
        assert export(app) == exported

    def test_gives_the_published_revision_only(self, app: Flask) -> None:
        publish(app, lesson("abc", read("a")))
        newer = lesson("abc", read("b"))
        publish(app, newer)
        assert export(app) == {
            "modules.yaml": write_modules(MODULES).encode(),
            "begynd/01-abc.md": write_lesson(newer).encode(),
        }


class TestRevisions:
    @pytest.mark.parametrize("state", [RevisionState.PUBLISHED, RevisionState.DRAFT])
    def test_there_is_one_of_a_lesson_in_each_state_by_the_databases_own_rule(
        self, app: Flask, state: RevisionState
    ) -> None:
        publish(app, lesson("abc", read("a")))
        publish(app, lesson("abc", read("b")))
        with app.app_context():
            every = sa.update(LessonRevision).values(state=state)
            with pytest.raises(sa.exc.IntegrityError):
                db.session.execute(every)

    def test_what_was_published_before_stays_readable(self, app: Flask) -> None:
        publish(app, lesson("abc", read("a")))
        publish(app, lesson("abc", read("b")))
        first, second = rows(app, LessonRevision)
        assert first.text == write_lesson(lesson("abc", read("a")))
        assert second.text == write_lesson(lesson("abc", read("b")))
        assert first.published_at <= second.published_at  # type: ignore[operator]


class TestTheShippedLessons:
    def test_cover_every_fact_they_are_to_cover(self, library: publishing.Library) -> None:
        covered = {fact for each in library.lessons for step in each.steps for fact in step.facts}
        assert covered >= COVERED

    def test_are_of_a_length_that_is_easy_to_follow(self, library: publishing.Library) -> None:
        assert [str(advice) for each in library.lessons for advice in rules.advice(each)] == []

    def test_are_in_their_canonical_form(self, library: publishing.Library) -> None:
        written = {publishing.lesson_path(each): write_lesson(each).encode() for each in library.lessons}
        assert {"modules.yaml": write_modules(library.modules).encode(), **written} == files(
            publishing.SHIPPED
        )

    def test_have_a_check_with_one_answer_and_one_with_several_and_a_reflection(
        self, library: publishing.Library
    ) -> None:
        kinds = {
            (step.kind, getattr(step, "multiple", None)) for each in library.lessons for step in each.steps
        }
        assert kinds >= {("check", False), ("check", True), ("reflect", None), ("relations", None)}

    def test_cite_a_page_with_every_fact(self, library: publishing.Library) -> None:
        silent = [
            step.slug for each in library.lessons for step in each.steps if step.facts and not step.pages
        ]
        assert silent == []
