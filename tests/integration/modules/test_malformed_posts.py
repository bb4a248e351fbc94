"""A thousand posts that no form of ours sends: refused or understood, never an error or half stored."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event
from werkzeug.datastructures import MultiDict

from elearning.accounts.models import Person
from elearning.database import db
from elearning.modules.models import CheckAnswer, Note, Relation, StepCompletion
from tests.course import CIRCLE_TITLES, STEPS, rows
from tests.pages import PageClient

POSTS = 500  # on each of the two databases
SEED = 20200430

ADDRESSES = (
    "/lessons/hilsen/foerste",
    "/lessons/hilsen/en",
    "/lessons/hilsen/flere",
    "/lessons/hilsen/taenk",
    "/lessons/hilsen/taenk/note",
    "/lessons/hilsen/taenk/note/delete",
    "/lessons/hilsen/en/note",
    "/lessons/hilsen/cirkler",
    "/lessons/hilsen/cirkler/relations",
    "/lessons/hilsen/cirkler/relations/0",
    "/lessons/hilsen/cirkler/relations/1",
    "/lessons/hilsen/cirkler/relations/99999999999999999999/delete",
    "/lessons/hilsen/en/relations/1",
    "/lessons/hilsen/../../notes",
    "/lessons/hilsen/taenk%00/note",
    "/lessons/ukendt/foerste",
    "/lessons/hilsen/ukendt",
)
NAMES = (
    "chosen", "text", "version", "revision", "circle", "name", "works_well", "comes_first", "ukendt", "",
    "chosen[]",
)  # fmt: skip
VALUES = (
    "",
    " ",
    "0",
    "1",
    "2",
    "-1",
    "3",
    "1e3",
    "٣",
    "0x1",
    "true",
    "null",
    "[]",
    "NaN",
    "9" * 40,
    "9" * 4400,
    "\x00",
    "a\x00b",
    "\r\n",
    "naere",
    "kolleger",
    "naere' OR 1=1 --",
    "<script>",
    "🌳" * 61,
    "æ" * 5001,
    "\ud7ff\ufffe\uffff",
    "../../etc/passwd",
    "%(num)d %s {0} {{ 7 }}",
    b"\xff\xfe\x80",
)
ACCEPTS = ("text/html", "application/json", "*/*", "", "nonsens")


def malformed(chance: random.Random) -> tuple[str, dict[str, Any]]:
    """Make up one post: where to, and how."""
    fields = [
        (chance.choice(NAMES), chance.choice(VALUES))
        for _field in range(chance.choice((0, 1, 2, 2, 3, 5, 9)))
    ]
    how: dict[str, Any] = {"headers": {"Accept": chance.choice(ACCEPTS)}}
    kind = chance.random()
    if kind < 0.06:
        how |= {"data": chance.randbytes(200), "content_type": "multipart/form-data; boundary=x"}
    elif kind < 0.12:
        how |= {"json": {name: [1, {"a": None}] for name in NAMES}}
    elif kind < 0.18:
        how |= {"data": {name: (BytesIO(b"text"), "text.txt") for name in NAMES if name}}
    else:
        how |= {"data": MultiDict(fields)}
    return chance.choice(ADDRESSES), how


@pytest.fixture
def commits(app: Flask) -> Iterator[list[None]]:
    """As long as the number of transactions that were kept."""
    counted: list[None] = []
    with app.app_context():
        engine = db.engine

    def count(_connection: sa.Connection) -> None:
        counted.append(None)

    event.listen(engine, "commit", count)
    yield counted
    event.remove(engine, "commit", count)


def test_malformed_posts_are_refused_or_understood_and_never_half_stored(
    app: Flask, learner: PageClient, person: Person, commits: list[None]
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same posts each time
    token = learner.token()
    statuses: Counter[int] = Counter()
    for number in range(POSTS):
        address, how = malformed(chance)
        how["headers"]["X-CSRFToken"] = token
        before = len(commits)
        response = learner.raw.post(address, **how)
        statuses[response.status_code] += 1
        assert response.status_code < 500, (number, address, how)
        if response.status_code >= 400:
            assert len(commits) == before, (number, address, how)
    assert {302, 404, 422} <= statuses.keys(), statuses  # they got past the door
    _assert_whole(app, person)


def _assert_whole(app: Flask, person: Person) -> None:
    """Look at what the understood ones left behind: each row is one that the forms could have made."""
    done = {row.step for row in rows(app, StepCompletion, person_id=person.id)}
    assert done <= {step.slug for step in STEPS}
    for answer in rows(app, CheckAnswer):
        assert answer.chosen
        assert set(answer.chosen) <= set(range(3 if answer.step == "en" else 4))
        assert len(answer.chosen) == 1 or answer.step == "flere"
    for note in rows(app, Note):
        assert note.text.strip()
        assert len(note.text) <= 5000
        assert "\x00" not in note.text
    for relation in rows(app, Relation):
        assert relation.circle in CIRCLE_TITLES
        assert 0 < len(relation.name.strip()) <= 60
