"""Thousands of posts that no form of ours sends: never an error, half an answer, or a voice too early."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from elearning.accounts.models import Person
from elearning.progress import queries as progress
from elearning.progress.rules import Amount, Journey
from elearning.quizzes.course import Course
from elearning.quizzes.models import (
    PriceAnswer,
    QuizAnswer,
    Round,
    Scenario,
    ScenarioCompletion,
    Takeaway,
    Weighting,
)
from elearning.quizzes.rules import Stage
from tests.course import open_session, rows
from tests.databases import Backend
from tests.integration.quizzes.weighing import ONE, THREE, TWO, Weigher, own_words, text_of
from tests.pages import PageClient
from tests.people import People

POSTS = {"sqlite": 8_000, "postgresql": 2_000}
SEED = 20200430
EACH = 125  # posts by one person, before somebody new begins

SCENARIOS = (ONE, TWO, THREE)
PAGES = ("situation", "price", "new-fact", "takeaway", "second-thought", "reason")
OTHER_ADDRESSES = (
    "/quiz/velkommen",
    "/quiz/balancerne/answers/0",
    "/quiz/velkommen/answers/0",
    "/quiz/velkommen/answers/1",
    "/quiz/velkommen/answers/-1",
    f"/quiz/velkommen/answers/{10**30}",
    f"/scenarios/{ONE}/reveal",
    f"/scenarios/{ONE}%00/situation",
    "/scenarios/findes-ikke/price",
)
BALANCES = ("uniformity-differentiation", "operations-renewal", "field-coherence")
NAMES = (
    *BALANCES,
    *(f"how-{balance}" for balance in BALANCES),
    *(
        "option",
        "revision",
        "attempt",
        "stay",
        "later",
        "text",
        "version",
        "reason",
        "chosen",
        "question",
        "item-0",
        "item-1",
        "",
        "x[]",
    ),
)
VALUES = (
    *("", " ", "-4", "4", "-9", "99", "1.5", "1e1", "٣", "0x1", "true", "null", "[]", "NaN", "abc"),
    *("9" * 40, "9" * 4400, "\x00", "a\x00b", "\r\n", "\ud7ff\ufffe\uffff", "🌳" * 200, "æ" * 5001),
    *("<script>", "' OR 1=1 --", "%(num)d %s {0} {{ 7 }}", "../../etc/passwd", b"\xff\xfe\x80"),
)
# Mostly JSON: an error page is soon known.
ACCEPTS = (*["application/json"] * 5, "text/html", "nonsens")
GOOD = ("-3", "-1", "0", "1", "2", "3", "En sætning.")


def malformed(chance: random.Random) -> tuple[str, dict[str, Any]]:
    """Make up one post: where to, and how. Some of its fields may be right, so that it gets far."""
    if chance.random() < 0.001:
        address = "/balance/delete"
    elif chance.random() < 0.85:
        address = f"/scenarios/{chance.choice(SCENARIOS)}/{chance.choice(PAGES)}"
    else:
        address = chance.choice(OTHER_ADDRESSES)
    kind = chance.random()
    if kind < 0.03:
        return address, {
            "data": chance.randbytes(200),
            "content_type": "multipart/form-data; boundary=x",
        }
    if kind < 0.06:
        return address, {"json": {name: [1, {"a": None}] for name in NAMES}}
    if kind < 0.09:
        return address, {"data": {name: (BytesIO(b"text"), "text.txt") for name in NAMES if name}}
    fields = [
        (chance.choice(NAMES), chance.choice(VALUES if chance.random() < 0.5 else GOOD))
        for _field in range(chance.choice((0, 1, 2, 3, 5, 9, 14)))
    ]
    return address, {"data": MultiDict(fields)}


def test_malformed_posts_are_refused_or_understood_and_never_half_stored(
    app: Flask, course: Course, people: People, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert course
    # The bar under the header costs a fifth of a page, and has nothing of what is posted.
    nothing = progress.CourseOf(Journey((), Amount(0, 0, 0)), ())
    monkeypatch.setattr(progress, "course_of", lambda _person: nothing)
    chance = random.Random(SEED)  # noqa: S311 - the same posts each time
    statuses: Counter[int] = Counter()
    for person in [people.add() for _person in range(POSTS[backend.name] // EACH)]:
        client = open_session(PageClient(app), person)
        token = client.token()
        _begin(client, person.id % len(Stage))
        for number in range(EACH):
            address, how = malformed(chance)
            response = client.raw.post(
                address,
                headers={"X-CSRFToken": token, "Accept": chance.choice(ACCEPTS)},
                buffered=True,
                **how,
            )
            statuses[response.status_code] += 1
            assert response.status_code < 500, (person.id, number, address, how)
            _assert_no_voice_too_early(app, person, response.text)
    assert {302, 403, 404, 422} <= statuses.keys(), statuses  # they got past the door
    _assert_whole(app)


VOICES = {slug: [own_words(voice.reason) for voice in text_of(slug).voices] for slug in SCENARIOS}


def _begin(client: PageClient, stage: int) -> None:
    """Let somebody be at one of the four pages of each dilemma, so that all of them get their share."""
    for slug in SCENARIOS:
        weigher = Weigher(client, slug)
        (lambda: None, weigher.to_the_price, weigher.to_the_new_fact, weigher.to_the_reveal)[stage]()


def _assert_no_voice_too_early(app: Flask, person: Person, text: str) -> None:
    for slug, voices in VOICES.items():
        if any(voice in text for voice in voices):
            (scenario,) = rows(app, Scenario, slug=slug)
            assert rows(app, ScenarioCompletion, person_id=person.id, scenario_id=scenario.id)


def _assert_whole(app: Flask) -> None:
    """Look at what the understood ones left behind: each row is one that the forms could have made."""
    scenarios = {row.id: text_of(row.slug) for row in rows(app, Scenario) if row.slug in SCENARIOS}
    together: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    for row in rows(app, Weighting):
        together[row.person_id, row.scenario_id, row.round].add(row.balance)
        assert row.how is None or 0 < len(row.how) <= 300
        assert (row.position == 0) is bool(row.how)
    for (person_id, scenario_id, when), boards in together.items():
        scenario = scenarios[scenario_id]
        all_boards = {scenario.new_fact.balance} if when == Round.AFTER_NEW_FACT else set(scenario.balances)
        assert boards == all_boards
        if when == Round.AFTER_NEW_FACT:
            assert rows(app, ScenarioCompletion, person_id=person_id, scenario_id=scenario_id)
            paid = rows(app, PriceAnswer, person_id=person_id, scenario_id=scenario_id)
            assert [answer.is_right for answer in paid].count(True) == 1
    assert {when for _person, _scenario, when in together} == {1, 2, 3}  # they got that far
    for note in rows(app, Takeaway):
        assert note.text.strip()
        assert len(note.text) <= 5000
    assert all(answer.given for answer in rows(app, QuizAnswer))
