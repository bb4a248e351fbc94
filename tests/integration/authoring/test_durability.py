"""A server killed in the middle of a publish leaves the old text or the new, whole, and it can be mended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.authoring.models import Draft
from elearning.database import db
from elearning.modules import publishing
from elearning.modules.content import parse_lesson
from elearning.modules.models import Lesson, LessonRevision, StepCompletion, StepRedone
from elearning.modules.revisions import RevisionState
from elearning.progress.models import ProgressSummary
from tests.course import GREETING, rows
from tests.integration.progress.summing import differing
from tests.integration.test_cli import run
from tests.people import People

NEW = "Vi hilser på en ny måde"


@pytest.fixture
def crowd(app: Flask, people: People, course: None, hanne: Person) -> int:  # noqa: ARG001 - there is a course
    """Many people who are through the lesson: counting them takes a while. Gives how many."""
    ids = [people.add(f"Person {number}").id for number in range(3)]
    with app.app_context():
        lesson = db.session.query(Lesson).filter_by(slug=GREETING.slug).one()
        revision = db.session.query(LessonRevision).filter_by(lesson_id=lesson.id).one()
        steps = [step.slug for step in GREETING.steps]
        db.session.add_all(
            StepCompletion(person_id=each, lesson_id=lesson.id, step=step, revision_id=revision.id)
            for each in ids
            for step in steps
        )
        db.session.commit()
    run(app, "teams", "recount", "--mend")
    assert differing(app) == []
    return len(ids)


@pytest.mark.parametrize(
    "moment",
    [
        ("publishing", 0.0),
        ("publishing", 0.01),
        ("publishing", 0.03),
        ("published", 0.0),
        ("counting", 0.0),
        ("counting", 0.02),
    ],
)
def test_a_killed_publish_leaves_one_whole_text_and_can_be_mended(
    app: Flask, database_url: str, tmp_path: Path, crowd: int, moment: tuple[str, float]
) -> None:
    said, delay = moment
    _publish_and_kill(database_url, tmp_path, said, delay)
    [published] = rows(app, LessonRevision, lesson_id=1, state=RevisionState.PUBLISHED)
    is_new = published.title == NEW
    assert is_new or said != "counting"  # what was committed stays
    assert parse_lesson(published.text).title == published.title
    done, redone = len(rows(app, StepCompletion)), len(rows(app, StepRedone))
    everything = crowd * len(GREETING.steps)
    assert (done, redone) == ((0, everything) if is_new else (everything, 0))
    [draft] = rows(app, Draft)
    assert (draft.data is None) is is_new  # what was written waits still where it is not published
    _mend_and_go_on(app, crowd, is_new=is_new)


def _mend_and_go_on(app: Flask, crowd: int, *, is_new: bool) -> None:
    mended = run(app, "teams", "recount", "--mend")
    assert mended.exit_code == 0, mended.output
    assert differing(app) == []
    total = sum(row.steps_done for row in rows(app, ProgressSummary))
    assert total == (0 if is_new else crowd * len(GREETING.steps))
    with app.app_context():  # and the next one can publish
        lesson = db.session.query(Lesson).filter_by(slug=GREETING.slug).one()
        publishing.publish(lesson, GREETING, note="Igen", is_substantial=False)
        db.session.commit()
    assert len(rows(app, LessonRevision, lesson_id=1, state=RevisionState.PUBLISHED)) == 1


def _publish_and_kill(database_url: str, folder: Path, said: str, delay: float) -> None:
    environment = {
        **os.environ,
        "ELEARNING_DATABASE_URL": database_url,
        "ELEARNING_SECRET_KEY": "x" * 40,
        "ELEARNING_INSTANCE_DIR": str(folder),
    }
    command = [sys.executable, "-m", "tests.integration.authoring.killed", NEW]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == said:
                break
        time.sleep(delay)
        process.kill()
