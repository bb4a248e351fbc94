"""What the demo's people answer in scenarios and quizzes, and that others' pictures can be seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.demo.municipality import ACCOUNTS
from elearning.progress.queries import journey
from elearning.progress.rules import Kind
from elearning.quizzes import aggregates
from elearning.quizzes.balances import Side, side
from elearning.quizzes.models import (
    PanelReason,
    PriceAnswer,
    QuizAnswer,
    QuizAttempt,
    QuizPass,
    Round,
    Scenario,
    ScenarioCompletion,
    Takeaway,
    Weighting,
)
from elearning.quizzes.pictures import picture_of_all
from elearning.quizzes.queries import OpenScenario, open_scenario, panel_reasons
from elearning.quizzes.quiz_queries import open_quiz
from tests.integration.demo.making import MONDAY, doings, everybody, person

pytestmark = pytest.mark.usefixtures("demo")

ZONE = ZoneInfo("Europe/Copenhagen")


def scenarios() -> list[OpenScenario]:
    """Every scenario as the new employee, who has not answered anything, has it open."""
    found = [open_scenario(person("nyansat"), slug) for slug in db.session.scalars(sa.select(Scenario.slug))]
    return [scenario for scenario in found if scenario]


def weighed() -> dict[tuple[int, int], dict[int, set[str]]]:
    """Which balances were weighed in each round, by person and revision."""
    found: dict[tuple[int, int], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in db.session.scalars(sa.select(Weighting)):
        found[each.person_id, each.revision_id][each.round].add(each.balance)
    return found


def test_how_the_panel_weighed_can_be_seen_for_most_scenarios() -> None:
    pictures = [picture_of_all(scenario, panel=True) for scenario in scenarios()]
    assert sum(picture is not None for picture in pictures) >= 0.75 * len(pictures)


def test_how_colleagues_weighed_can_be_seen_for_most_of_a_journey() -> None:
    tasks = journey(person("nyansat")).tasks
    mine = {each.task.slug for each in tasks if each.task.kind is Kind.SCENARIO}
    pictures = [picture_of_all(each, panel=False) for each in scenarios() if each.text.slug in mine]
    assert sum(picture is not None for picture in pictures) >= 0.75 * len(mine) > 0


def test_colleagues_are_split_by_role_where_enough_of_each_may_answer() -> None:
    pictures = [picture_of_all(scenario, panel=False) for scenario in scenarios()]
    split = [picture.by_role for picture in pictures if picture and picture.by_role]
    assert split
    assert all(set(roles) == {FoundationRole.EMPLOYEE, FoundationRole.LEADER} for roles in split)


def test_the_panel_gives_reasons_of_both_sides_and_nobody_says_what_another_said() -> None:
    everything = [panel_reasons(scenario.revision_id) for scenario in scenarios()]
    assert sum(len(reasons) >= 4 for reasons in everything) >= 6
    said = [text for reasons in everything for text in reasons]
    assert len(set(said)) == len(said)


def test_the_panel_is_experienced_and_has_no_account() -> None:
    panel = [each for each in everybody() if each.is_panel]
    assert len(panel) == 15
    assert {each.role for each in panel} == {FoundationRole.EMPLOYEE, FoundationRole.LEADER}
    assert all((MONDAY.date() - each.starts_on).days > 180 for each in panel)
    assert not {each.email for each in panel} & {account.email for account in ACCOUNTS}


def test_only_the_panel_gives_reasons_and_its_answers_are_the_panels() -> None:
    panel = {each.id for each in everybody() if each.is_panel}
    answered = db.session.scalars(sa.select(ScenarioCompletion))
    assert all(each.is_panel == (each.person_id in panel) for each in answered)
    assert set(db.session.scalars(sa.select(PanelReason.person_id))) <= panel


def test_people_stand_on_both_sides_and_some_in_the_middle() -> None:
    boards = [board for scenario in scenarios() for board in _sides_of_all(scenario)]
    # Some dilemmas lean, as they do in life; most do not.
    even = [
        min(people[Side.FIRST], people[Side.SECOND]) >= people.total() / 6
        and people[Side.MIDDLE] <= people.total() / 2
        for people in boards
    ]
    assert even.count(True) >= 0.9 * len(boards)
    assert set(db.session.scalars(sa.select(Weighting.position))) == set(range(-3, 4))


def _sides_of_all(scenario: OpenScenario) -> Iterator[Counter[Side]]:
    """Give how many stand on each side of every board: of the colleagues, and of the panel."""
    for panel in (False, True):
        picture = picture_of_all(scenario, panel=panel)
        for board in picture.everyone.boards if picture else ():
            yield Counter(
                {
                    where: sum(n for p, n in zip(range(-3, 4), board, strict=True) if side(p) is where)
                    for where in Side
                }
            )


def test_leaders_stand_a_little_elsewhere_than_employees() -> None:
    pictures = [picture_of_all(scenario, panel=False) for scenario in scenarios()]
    split = [picture.by_role.values() for picture in pictures if picture and picture.by_role]
    assert any(len({_mean(picture) for picture in roles}) > 1 for roles in split)


def _mean(picture: aggregates.Picture) -> float:
    positions = range(-3, 4)
    return (
        sum(p * n for board in picture.boards for p, n in zip(positions, board, strict=True)) / picture.people
    )


def test_the_new_fact_moves_some_and_leaves_some() -> None:
    kept = {
        (each.person_id, each.revision_id, each.balance, each.round): each.position
        for each in db.session.scalars(sa.select(Weighting))
    }
    moved = [
        position != kept[who, revision, balance, Round.FIRST]
        for (who, revision, balance, when), position in kept.items()
        if when == Round.AFTER_NEW_FACT
    ]
    assert len(moved) / 3 < sum(moved) < len(moved) * 2 / 3


def test_the_middle_and_nothing_else_says_how() -> None:
    answers = list(db.session.scalars(sa.select(Weighting)))
    assert all((each.how is not None) == (each.position == 0) for each in answers)
    assert len({each.how for each in answers if each.how}) > 6


def test_nobody_has_half_an_answer() -> None:
    balances = {each.revision_id: each.text for each in scenarios()}
    completed = db.session.execute(sa.select(ScenarioCompletion.person_id, ScenarioCompletion.revision_id))
    paid = db.session.execute(
        sa.select(PriceAnswer.person_id, PriceAnswer.revision_id).where(PriceAnswer.is_right)
    )
    answers = weighed()
    assert answers
    assert {(row.person_id, row.revision_id) for row in completed} == set(answers)
    assert sorted((row.person_id, row.revision_id) for row in paid) == sorted(answers)
    for (_who, revision), rounds in answers.items():
        text = balances[revision]
        assert rounds == {Round.FIRST: set(text.balances), Round.AFTER_NEW_FACT: {text.new_fact.balance}}


def test_people_weigh_only_what_is_for_their_roles() -> None:
    roles = {each.id: each.roles for each in everybody()}
    audience = {each.id: set(each.text.audience) for each in scenarios()}
    done = db.session.execute(sa.select(ScenarioCompletion.person_id, ScenarioCompletion.scenario_id))
    assert all(audience[row.scenario_id] & roles[row.person_id] for row in done)


def test_every_quiz_that_was_begun_was_passed_and_some_answers_were_wrong_first() -> None:
    begun = db.session.execute(sa.select(QuizAttempt.person_id, QuizAttempt.bank_id))
    passed = db.session.execute(sa.select(QuizPass.person_id, QuizPass.bank_id))
    assert sorted(map(tuple, begun)) == sorted(map(tuple, passed))
    right = list(db.session.scalars(sa.select(QuizAnswer.is_right)))
    assert 0 < right.count(False) < len(right) / 10
    attempt = (quiz := open_quiz(person("hr").id, "balancerne")) and quiz.attempt
    assert attempt
    assert not attempt.waiting


def test_some_prices_are_named_wrongly_first() -> None:
    tries: dict[tuple[int, int], list[tuple[datetime, bool]]] = defaultdict(list)
    for each in db.session.scalars(sa.select(PriceAnswer).order_by(PriceAnswer.answered_at)):
        tries[each.person_id, each.scenario_id].append((each.answered_at, each.is_right))
    assert {tuple(right for _when, right in each) for each in tries.values()} == {(True,), (False, True)}


def test_nobody_answers_before_their_first_day_or_after_yesterday_or_at_night() -> None:
    begun = sa.select(QuizAttempt.person_id, QuizAttempt.started_at)
    answered = sa.select(QuizAttempt.person_id, QuizAnswer.answered_at).join(
        QuizAnswer, QuizAnswer.attempt_id == QuizAttempt.id
    )
    moments = [
        sa.select(Weighting.person_id, Weighting.weighed_at),
        sa.select(PriceAnswer.person_id, PriceAnswer.answered_at),
        sa.select(ScenarioCompletion.person_id, ScenarioCompletion.completed_at),
        sa.select(PanelReason.person_id, PanelReason.written_at),
        sa.select(Takeaway.person_id, Takeaway.updated_at),
        sa.select(QuizPass.person_id, QuizPass.passed_at),
        begun,
        answered,
    ]
    starts: dict[int | None, date] = {each.id: each.starts_on for each in everybody()}
    for kind in moments:
        rows = db.session.execute(kind).all()
        assert rows
        for who, moment in rows:
            local = moment.astimezone(ZONE)
            assert starts[who] <= local.date() < MONDAY.date()
            assert local.weekday() < 5
            assert 8 <= local.hour < 16


def test_the_new_employee_has_done_nothing_at_all() -> None:
    assert {kind for kind, *_rest in doings()["nyansat@demo.example"]} == {"name", "panel"}


@pytest.mark.parametrize("name", ["erfaren", "leder", "koncernleder", "hr"])
def test_the_other_accounts_have_weighed_something_and_taken_it_along(name: str) -> None:
    kinds = {kind for kind, *_rest in doings()[f"{name}@demo.example"]}
    assert {"weighting", "price", "takeaway", "quiz"} <= kinds
