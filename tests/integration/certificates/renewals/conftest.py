"""Somebody with a certificate that comes to its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from elearning.modules.content import Lesson
from tests.course import open_session
from tests.integration.certificates.conftest import Set
from tests.integration.certificates.finishing import (
    BALANCES,
    GREETING,
    Learner,
    noon,
    only_certificate,
    publish_lessons,
)
from tests.integration.quizzes import weighing
from tests.integration.quizzes.weighing import DILEMMAS, Weigher, text_of
from tests.pages import Page, PageClient

COMPLETED = date(2026, 11, 23)
LAST = date(2027, 11, 23)  # twelve months later
OPENS = date(2027, 9, 24)  # 60 days before
DAY = timedelta(days=1)
MINE = "/certificate"
RENEW = "/certificate/renew"
SEEN = "Jeg har set det nye"
BEGIN = "Begynd fornyelsen"

#: Beside everybody's journey. All are of the module that tests publish, or are put there.
BESIDE = tuple(
    text_of(slug).model_copy(update={"required_for": (), "module": BALANCES.slug, "position": number})
    for number, slug in enumerate(DILEMMAS, start=2)
)
MET, *UNMET = BESIDE


@pytest.fixture
def learner(app: Flask, client: PageClient, person: Person, set_to: Set) -> Learner:
    """Somebody with a certificate from `COMPLETED` that is valid for a year."""
    set_to(certificate_months=12)
    with pretend(noon(COMPLETED - 30 * DAY)):
        publish_lessons(app)
    learner = Learner(open_session(client, person))
    with pretend(noon(COMPLETED)):
        learner.read()
    assert only_certificate(app).valid_until == LAST
    return learner


@pytest.fixture
def more(app: Flask, learner: Learner) -> Learner:
    """The same, and since then there were dilemmas beside the journey, of which one was weighed."""
    with pretend(noon(COMPLETED + DAY)):
        weighing.publish(app, *BESIDE)
        Weigher(learner.client, MET.slug).to_the_reveal()
    return learner


@pytest.fixture
def near_the_end() -> Iterator[None]:
    """It is the first day on which a renewal is open; ask for it last."""
    with pretend(noon(OPENS)):
        yield


def revised(app: Flask, text: Lesson = GREETING) -> None:
    """Publish another text of a lesson, half-way."""
    with pretend(noon(date(2027, 5, 1))):
        publish_lessons(app, text.model_copy(update={"summary": "Om noget nyt."}))


def asked(page: Page) -> list[str]:
    return [card.get_text() for card in page.soup.select(".lesson-card h3")]


def titles(count: int) -> set[str]:
    return {f"Dilemma: {each.title}" for each in UNMET[:count]}


def begin(learner: Learner) -> Page:
    return learner.client.get(MINE).press(BEGIN)


def weigh_what_is_asked(learner: Learner) -> None:
    for each in UNMET:
        if f"Dilemma: {each.title}" in asked(learner.client.get(MINE)):
            Weigher(learner.client, each.slug).to_the_reveal()
