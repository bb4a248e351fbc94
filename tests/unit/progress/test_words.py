"""What is missing, said in Danish as a colleague would say it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from elearning.progress.deadlines import Status
from elearning.progress.rules import Journey, Kind, Module, Step, Task, journey
from elearning.progress.words import missing_words, status_name


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    """A request to an app that has nothing but the catalogue."""
    app = Flask("elearning", static_folder=None)
    Babel().init_app(app, default_locale="da")
    with app.test_request_context():
        yield


def lacking(steps: dict[str, int] | None = None, *, dilemmas: int = 0, quizzes: int = 0) -> Journey:
    """A journey that lacks so many steps in modules, dilemmas and quizzes."""
    modules = [_module(title, Kind.LESSON, number) for title, number in (steps or {}).items()]
    # A dilemma or a quiz is one thing to do, however many steps it has.
    modules += [_module("Balancerne", Kind.SCENARIO, 3) for _each in range(dilemmas)]
    modules += [_module("Balancerne", Kind.QUIZ, 1) for _each in range(quizzes)]
    return journey(modules, {})


def _module(title: str, kind: Kind, steps: int) -> Module:
    found = tuple(Step(f"trin-{number}", 60) for number in range(steps))
    return Module("et-modul", title, "", (Task(kind, 1, "en-opgave", "En opgave", "", found),))


@pytest.mark.parametrize(
    ("mine", "sentence"),
    [
        (lacking({"Rollerne": 2}, dilemmas=1), "Du mangler 2 trin i Rollerne og 1 dilemma."),
        (lacking({"Rollerne": 1}), "Du mangler 1 trin i Rollerne."),
        (lacking(dilemmas=1), "Du mangler 1 dilemma."),
        (lacking(dilemmas=3), "Du mangler 3 dilemmaer."),
        (lacking(quizzes=1), "Du mangler 1 quiz."),
        (lacking(dilemmas=2, quizzes=4), "Du mangler 2 dilemmaer og 4 quizzer."),
        (lacking({"Rollerne": 2, "Velkommen": 1}), "Du mangler 2 trin i Rollerne og 1 trin i Velkommen."),
        (
            lacking({"Rollerne": 2, "Velkommen": 1}, dilemmas=2, quizzes=1),
            "Du mangler 2 trin i Rollerne, 1 trin i Velkommen, 2 dilemmaer og 1 quiz.",
        ),
        # A list of many modules helps nobody.
        (
            lacking({"Velkommen": 3, "Rollerne": 2, "Samarbejdet": 4}, dilemmas=1),
            "Du mangler 9 trin i 3 moduler og 1 dilemma.",
        ),
        (lacking({"100 % nærvær": 1}), "Du mangler 1 trin i 100 % nærvær."),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(mine: Journey, sentence: str) -> None:
    assert missing_words(mine) == sentence


def test_where_nothing_is_missing_nothing_is_said() -> None:
    done = {(Kind.LESSON, 1): {"trin-0", "trin-1"}}
    assert missing_words(journey([_module("Rollerne", Kind.LESSON, 2)], done)) == ""


def test_every_status_has_its_name() -> None:
    assert {each: status_name(each) for each in Status} == {
        Status.UPCOMING: "Starter snart",
        Status.NOT_STARTED: "Ikke startet",
        Status.UNDER_WAY: "I gang",
        Status.DONE: "Gennemført",
        Status.OVERDUE: "Overskredet",
        Status.DONE_LATE: "Gennemført for sent",
        Status.EXPIRED: "Udløbet",
    }
