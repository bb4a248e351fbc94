"""The whole course between files and the database: lessons, dilemmas and questions together."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from elearning import cli
from elearning.content_text import ContentError
from elearning.database import db
from elearning.modules import publishing as lessons
from elearning.modules.models import LessonRevision
from elearning.modules.publishing import ImportReport
from elearning.quizzes import publishing
from elearning.quizzes.course import Course, export_course, import_course, read_course
from elearning.quizzes.models import QuestionBankRevision, ScenarioRevision
from tests.course import rows
from tests.integration.quizzes.weighing import ONE

Revisions = tuple[type[LessonRevision] | type[ScenarioRevision] | type[QuestionBankRevision], ...]
KINDS: Revisions = (LessonRevision, ScenarioRevision, QuestionBankRevision)
SCENARIO = f"balancerne/{ONE}.yaml"


def files(*folders: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the whole shipped course in one folder, which may be changed."""
    for shipped in (lessons.SHIPPED, publishing.SHIPPED):
        shutil.copytree(shipped, tmp_path / "course", dirs_exist_ok=True)
    return tmp_path / "course"


@pytest.fixture
def course(app: Flask, shipped: Course) -> Course:
    """The whole shipped course, published."""
    with app.app_context():
        import_course(shipped)
        db.session.commit()
    return shipped


def run_import(app: Flask, folder: Path) -> ImportReport:
    with app.app_context():
        report = import_course(read_course(folder))
        db.session.commit()
    return report


def export(app: Flask) -> dict[str, bytes]:
    with app.app_context():
        return {path: text.encode() for path, text in export_course().items()}


def count(app: Flask) -> list[int]:
    return [len(rows(app, kind)) for kind in KINDS]


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_exported_is_byte_for_byte_what_is_shipped(app: Flask, course: Course) -> None:
    assert course
    assert export(app) == files(lessons.SHIPPED, publishing.SHIPPED)


def test_importing_it_again_changes_nothing(app: Flask, course: Course, folder: Path) -> None:
    before = count(app)
    report = run_import(app, folder)
    assert (report.added, report.revised) == ((), ())
    assert len(report.unchanged) == sum(before)
    assert (
        count(app)
        == before
        == [
            len(course.lessons.lessons),
            len(course.quizzes.scenarios),
            len(course.quizzes.banks),
        ]
    )


@pytest.mark.parametrize(
    ("path", "kind"), [(SCENARIO, ScenarioRevision), ("velkommen/quiz.yaml", QuestionBankRevision)]
)
def test_one_changed_file_makes_one_new_revision(
    app: Flask, course: Course, folder: Path, path: str, kind: type[ScenarioRevision]
) -> None:
    assert course
    before = count(app)
    replace(folder / path, "pages:\n- ", "pages:\n- 16\n- ") if kind is ScenarioRevision else replace(
        folder / path, "Hvad svarer du?", "Hvad siger du?"
    )
    report = run_import(app, folder)
    assert len(report.revised) == 1
    changed = [after - number for after, number in zip(count(app), before, strict=True)]
    assert changed == [int(each is kind) for each in KINDS]
    assert export(app)[path] == (folder / path).read_bytes()


def test_faults_in_lessons_dilemmas_and_questions_are_listed_together_and_nothing_is_imported(
    app: Flask, course: Course, folder: Path
) -> None:
    assert course
    lesson = min(folder.glob("*/*.md"))
    replace(lesson, "kind: read", "kind: reat")
    replace(folder / SCENARIO, "after: -3", "after: -4")
    replace(folder / "velkommen/quiz.yaml", "kind: choose", "kind: chose")
    replace(folder / "samarbejdet/quiz.yaml", "module: samarbejdet", "module: balancerne")
    before = (count(app), export(app))
    with pytest.raises(ContentError) as refused:
        run_import(app, folder)
    blamed = {problem.path for problem in refused.value.problems}
    expected = {
        lesson.relative_to(folder).as_posix(),
        SCENARIO,
        "velkommen/quiz.yaml",
        "samarbejdet/quiz.yaml",
    }
    assert blamed == expected
    assert (count(app), export(app)) == before


def test_the_check_counts_what_there_is_and_gives_advice(folder: Path, shipped: Course) -> None:
    said = check(folder)
    assert (
        f"Well-formed: {len(shipped.lessons.lessons)} lessons, {len(shipped.quizzes.scenarios)} scenarios"
        in said
    )
    text = (folder / SCENARIO).read_text(encoding="utf-8")
    here = next(line for line in text.splitlines() if line.strip().startswith("here: En løsning"))
    replace(
        folder / SCENARIO,
        here,
        here + ", selv om det både tager lang tid og koster mange penge og kræfter hos alle",
    )
    worse = check(folder)
    assert [line for line in worse.splitlines() if line.startswith("advice:") and SCENARIO in line]


def test_the_check_names_every_fault_and_fails(folder: Path) -> None:
    replace(folder / SCENARIO, "after: -3", "after: -4")
    result = CliRunner().invoke(cli.commands, ["content", "check", str(folder)])
    assert result.exit_code == 1
    assert SCENARIO in result.output
    assert "after" in result.output


def check(folder: Path) -> str:
    result = CliRunner().invoke(cli.commands, ["content", "check", str(folder)])
    assert result.exit_code == 0, result.output
    return result.output
