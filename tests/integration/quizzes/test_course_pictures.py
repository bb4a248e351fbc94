"""Pictures travel with the texts that show them: exported, imported, and the same again byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from elearning.content_text import ContentError
from elearning.database import db
from elearning.modules import illustrations
from elearning.modules.image_files import encode
from elearning.modules.models import Illustration, LessonRevision
from elearning.modules.publishing import SHIPPED, ImportReport
from elearning.quizzes import publishing
from elearning.quizzes.course import Course, export_files, import_course, read_course
from tests.course import rows
from tests.unit.modules.pictures import SCRIPT, picture

LESSON = "velkommen/01-velkommen.md"
ADDRESS = "illustrations/en-gynge.webp"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped course with a picture that one lesson shows."""
    made = tmp_path / "course"
    for shipped in (SHIPPED, publishing.SHIPPED):
        shutil.copytree(shipped, made, dirs_exist_ok=True)
    (made / "illustrations").mkdir()
    (made / ADDRESS).write_bytes(encode(picture()).data)
    lesson = made / LESSON
    lesson.write_text(
        f"{lesson.read_text(encoding='utf-8')}\n![En *rød* gynge]({ADDRESS})\n", encoding="utf-8"
    )
    return made


def run_import(app: Flask, folder: Path) -> ImportReport:
    with app.app_context():
        report = import_course(read_course(folder))
        db.session.commit()
    return report


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def refused(folder: Path) -> str:
    with pytest.raises(ContentError) as error:
        read_course(folder)
    return str(error.value)


def test_a_folder_with_a_picture_comes_out_as_it_went_in(app: Flask, folder: Path) -> None:
    report = run_import(app, folder)
    assert ADDRESS in report.added
    (kept,) = rows(app, Illustration)
    assert (kept.alt, kept.uploaded_by) == ("En rød gynge", "")
    with app.app_context():
        assert dict(export_files()) == files(folder)
    again = run_import(app, folder)
    assert (again.added, again.revised) == ((), ())
    assert ADDRESS in again.unchanged


def test_another_picture_of_the_same_name_takes_its_place(app: Flask, folder: Path) -> None:
    run_import(app, folder)
    texts = len(rows(app, LessonRevision))
    (folder / ADDRESS).write_bytes(encode(picture(size=(30, 30))).data)
    assert run_import(app, folder).revised == (ADDRESS,)
    (kept,) = rows(app, Illustration)
    assert (kept.width, kept.height) == (30, 30)
    assert len(rows(app, LessonRevision)) == texts
    with app.app_context():
        assert dict(export_files()) == files(folder)


def test_a_picture_that_nothing_published_shows_stays_at_home(app: Flask, shipped: Course) -> None:
    with app.app_context():
        import_course(shipped)
        illustrations.keep("kun-en-kladde", encode(picture()), "Et billede")
        db.session.commit()
        assert not any(path.startswith("illustrations/") for path, _data in export_files())


def test_everything_that_is_wrong_with_pictures_is_said_at_once(folder: Path) -> None:
    for name, data in {
        "raat.webp": picture("PNG"),
        "ond.svg": SCRIPT,
        "Store Bogstaver.webp": encode(picture()).data,
        f"{'x' * 70}.webp": encode(picture()).data,
    }.items():
        (folder / "illustrations" / name).write_bytes(data)
    said = refused(folder)
    assert "illustrations/raat.webp: the file is not as pictures are kept" in said
    assert said.count("name the file as a picture") == 3


def test_a_text_that_shows_a_missing_picture_is_named_with_its_line(folder: Path) -> None:
    (folder / ADDRESS).unlink()
    lines = (folder / LESSON).read_text(encoding="utf-8").splitlines()
    said = refused(folder)
    assert f"{LESSON}, line {len(lines)}, steps." in said
    assert f"there is no picture {ADDRESS}" in said


def test_a_scenario_is_asked_too(folder: Path) -> None:
    scenario = next(
        file for file in folder.glob("*/*.yaml") if "situation: |" in file.read_text(encoding="utf-8")
    )
    text = scenario.read_text(encoding="utf-8")
    head, _, rest = text.partition("situation: |")
    first, _, rest = rest.partition("\n")
    scenario.write_text(
        f"{head}situation: |{first}\n  ![Intet](illustrations/intet.webp)\n\n{rest}", encoding="utf-8"
    )
    assert "there is no picture illustrations/intet.webp" in refused(folder)


def test_a_picture_that_no_text_shows_is_refused(folder: Path) -> None:
    (folder / "illustrations/til-overs.webp").write_bytes(encode(picture(size=(9, 9))).data)
    assert refused(folder) == (
        "illustrations/til-overs.webp: no text shows this picture; show it in one, or take the file away"
    )
