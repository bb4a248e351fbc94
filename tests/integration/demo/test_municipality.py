from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from elearning.accounts.models import Unit
from elearning.accounts.service import authenticate
from elearning.clock import now, pretend
from elearning.database import db
from elearning.demo import municipality
from elearning.demo.course import course
from elearning.demo.progress import learn
from elearning.demo.weighing import ReasonsLeft
from elearning.modules import content, rules, service
from elearning.modules.models import CheckAnswer, Note, StepCompletion
from elearning.progress.queries import journey
from elearning.progress.rules import State
from tests.integration.demo.making import MONDAY, SATURDAY, doings, everybody, made, person

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from elearning.modules.place import Place
    from tests.databases import Backend
    from tests.people import People

ZONE = ZoneInfo("Europe/Copenhagen")


def test_it_is_needed_only_while_there_is_nobody(app: Flask, people: People) -> None:
    with app.app_context():
        assert municipality.is_needed()
    people.add()
    with app.app_context():
        assert not municipality.is_needed()


@pytest.mark.usefixtures("demo")
def test_the_units_are_a_tree_of_three_levels() -> None:
    units = {unit.id: unit for unit in db.session.scalars(sa.select(Unit))}

    def level(unit: Unit) -> int:
        return 1 + level(units[unit.parent_id]) if unit.parent_id else 1

    levels = Counter(map(level, units.values()))
    assert levels[1] == 1
    assert set(levels) == {1, 2, 3}
    assert levels[3] > levels[2] > 3


@pytest.mark.usefixtures("demo")
def test_everybody_but_the_top_is_led_and_nobody_in_a_circle() -> None:
    leaders = {each.id: each.leader_id for each in everybody()}
    assert Counter(leaders.values())[None] == 1
    for person_id, leader_id in leaders.items():
        above, at = {person_id}, leader_id
        while at:
            assert at not in above
            above.add(at)
            at = leaders[at]


@pytest.mark.usefixtures("demo")
def test_the_five_accounts_and_nobody_else_can_sign_in() -> None:
    for account in municipality.ACCOUNTS:
        signed_in = authenticate(account.email, municipality.PASSWORD)
        assert signed_in
        assert signed_in.email == account.email
        assert account.description.isascii()
    assert sum(each.password_hash is not None for each in everybody()) == len(municipality.ACCOUNTS) == 5


@pytest.mark.usefixtures("demo")
def test_the_accounts_are_as_far_as_they_are_described() -> None:
    new, leader, hr = (journey(person(name)).amount for name in ("nyansat", "leder", "hr"))
    assert new.state is State.NOT_STARTED
    assert leader.state is State.DONE
    assert hr.state is State.DONE
    assert timedelta(0) < MONDAY.date() - person("nyansat").starts_on < timedelta(days=7)


@pytest.mark.usefixtures("demo")
def test_the_account_that_is_nearly_done_lacks_the_last_task_alone() -> None:
    tasks = journey(person("erfaren")).tasks
    assert [each.amount.state for each in tasks] == [*[State.DONE] * (len(tasks) - 1), State.NOT_STARTED]


@pytest.mark.usefixtures("demo")
def test_the_account_that_is_nearly_done_has_notes_and_relations_to_show() -> None:
    kinds = Counter(kind for kind, *_rest in doings()["erfaren@demo.example"])
    assert kinds["note"] >= 2
    assert kinds["relation"] >= 2


@pytest.mark.usefixtures("demo")
def test_every_state_of_progress_is_common() -> None:
    states = Counter(journey(each).amount.state for each in everybody())
    assert all(states[state] >= 12 for state in State)


@pytest.mark.usefixtures("demo")
def test_nobody_learns_before_their_first_day_or_after_yesterday_or_at_night() -> None:
    starts = {each.id: each.starts_on for each in everybody()}
    done = [(row.person_id, row.completed_at) for row in db.session.scalars(sa.select(StepCompletion))]
    answered = [(row.person_id, row.answered_at) for row in db.session.scalars(sa.select(CheckAnswer))]
    written = [(row.person_id, row.updated_at) for row in db.session.scalars(sa.select(Note))]
    assert done
    assert answered
    assert written
    for person_id, moment in done + answered + written:
        local = moment.astimezone(ZONE)
        assert starts[person_id] <= local.date() < MONDAY.date()
        assert local.weekday() < 5
        assert 8 <= local.hour < 16


@pytest.mark.usefixtures("demo")
def test_everybody_was_registered_before_they_began_and_not_in_the_future() -> None:
    for each in everybody():
        assert each.created_at <= MONDAY
        assert each.created_at.date() < each.starts_on


@pytest.mark.usefixtures("demo")
def test_made_again_on_another_day_everybody_is_the_same_and_has_done_the_same(
    backend: Backend, tmp_path: Path
) -> None:
    first = doings()
    with made(backend, "demo_again", tmp_path, SATURDAY):
        assert doings() == first


@pytest.mark.usefixtures("lessons", "context")
def test_some_checks_are_answered_wrong_first_and_every_one_right_in_the_end(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: defaultdict[tuple[int, str], list[tuple[datetime, bool]]] = defaultdict(list)
    judge = service.answer_check

    def spy(place: Place, step: content.CheckStep, chosen: frozenset[int]) -> rules.Verdict:
        verdict = judge(place, step, chosen)
        answers[place.person_id, place.step].append((now(), verdict.right))
        return verdict

    monkeypatch.setattr(service, "answer_check", spy)
    learners = [people.add() for _number in range(6)]
    with pretend(MONDAY):
        for learner in learners:
            learn(learner, course(), share=1, reasons=ReasonsLeft())
    assert answers
    assert all(tries == sorted(tries) and tries[-1][1] for tries in answers.values())
    assert {len(tries) for tries in answers.values()} == {1, 2}


@pytest.mark.usefixtures("lessons", "context")
def test_the_same_person_learns_at_the_same_moments_each_time(people: People) -> None:
    learner = people.add()

    def moments() -> list[datetime]:
        with pretend(MONDAY):
            learn(learner, course(), share=1, reasons=ReasonsLeft())
        found = list(db.session.scalars(sa.select(StepCompletion.completed_at).order_by(StepCompletion.step)))
        db.session.rollback()
        return found

    assert len(set(moments())) > 10
    assert moments() == moments()
