from collections import Counter
from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.accounts.rules import FoundationRole
from elearning.quizzes.aggregates import (
    BATCH,
    LEAST,
    LEAST_OF_TEAM,
    Answer,
    Picture,
    Shown,
    batches_by_role,
    batches_of_team,
    shown,
    shown_of_team,
)
from elearning.quizzes.balances import POSITIONS

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole

# Few positions, so that batches and pictures in which all agree come up; few deleted ones.
POSITION = st.sampled_from([*POSITIONS, 2, 2, 2, 2, 2, 2])
ANSWER = st.builds(
    Answer,
    role=st.sampled_from([EMPLOYEE, EMPLOYEE, EMPLOYEE, LEADER, LEADER, EXECUTIVE]),
    positions=st.tuples(POSITION, POSITION),
)
ANSWERS = st.integers(0, 60).flatmap(lambda size: st.lists(ANSWER, min_size=size, max_size=size))


def answers(role: FoundationRole, *positions: int) -> list[Answer]:
    return [Answer(role, (position,)) for position in positions]


def pictures(view: Shown | None) -> list[Picture]:
    return [view.everyone, *view.by_role.values()] if view else []


@settings(max_examples=80, deadline=None)
@given(ANSWERS)
def test_no_picture_and_no_rest_of_one_is_smaller_than_ten(given_answers: list[Answer]) -> None:
    view = shown(given_answers)
    for picture in pictures(view):
        assert picture.people >= LEAST
        for board in picture.boards:
            assert sum(board) == picture.people
            assert max(board) < picture.people
    if view and view.by_role:
        assert sum(picture.people for picture in view.by_role.values()) == view.everyone.people


@settings(max_examples=80, deadline=None)
@given(ANSWERS, ANSWER)
def test_one_more_answer_changes_nothing_or_adds_five_of_its_role(
    given_answers: list[Answer], added: Answer
) -> None:
    before, after = shown(given_answers), shown([*given_answers, added])
    same_role = sum(answer.role is added.role for answer in given_answers)
    if (same_role + 1) % BATCH:
        assert before == after
        return
    if before is None or after is None:
        assert before is None
        return
    assert after.everyone.people - before.everyone.people == BATCH
    for role in before.by_role.keys() & after.by_role.keys():
        gained = after.by_role[role].people - before.by_role[role].people
        assert gained == (BATCH if role is added.role else 0)


@settings(max_examples=80, deadline=None)
@given(ANSWERS, st.data())
def test_the_people_of_a_batch_cannot_be_told_apart(given_answers: list[Answer], data: st.DataObject) -> None:
    role = data.draw(st.sampled_from(FoundationRole))
    places = [number for number, answer in enumerate(given_answers) if answer.role is role]
    batches = [places[start : start + BATCH] for start in range(0, len(places), BATCH)]
    exchanged = list(given_answers)
    for batch in batches:
        for here, there in zip(batch, data.draw(st.permutations(batch)), strict=True):
            if len(batch) == BATCH:
                exchanged[here] = given_answers[there]
    assert shown(exchanged) == shown(given_answers)


@settings(max_examples=80, deadline=None)
@given(ANSWERS, st.data())
def test_a_deleted_answer_takes_its_whole_batch_along(
    given_answers: list[Answer], data: st.DataObject
) -> None:
    if not given_answers:
        return
    place = data.draw(st.integers(0, len(given_answers) - 1))
    role = given_answers[place].role
    left = [*given_answers[:place], Answer(role, None), *given_answers[place + 1 :]]
    before, after = shown(given_answers), shown(left)
    if before and after:
        assert before.everyone.people - after.everyone.people in {0, BATCH}
    if before is None:
        assert after is None


def test_nine_answers_are_not_shown_and_ten_are() -> None:
    ten = answers(EMPLOYEE, 1, 2, 3, 0, -1, 1, 1, 1, 1, 1)
    assert shown(ten[:9]) is None
    view = shown(ten)
    assert view == Shown(Picture(10, ((0, 0, 1, 1, 6, 1, 1),)), {})


def test_roles_are_shown_apart_when_each_has_ten() -> None:
    ten = [1, 2, 3, 0, -1, 1, 1, 1, 1, 1]
    view = shown(answers(EMPLOYEE, *ten) + answers(LEADER, *ten))
    assert view is not None
    assert {role: picture.people for role, picture in view.by_role.items()} == {EMPLOYEE: 10, LEADER: 10}


def test_a_small_role_is_in_the_whole_and_nothing_is_split() -> None:
    ten = [1, 2, 3, 0, -1, 1, 1, 1, 1, 1]
    view = shown(answers(EMPLOYEE, *ten) + answers(LEADER, *ten) + answers(EXECUTIVE, 1, 2, 3, 1, 1))
    assert view is not None
    assert (view.everyone.people, view.by_role) == (25, {})


def test_a_role_in_full_agreement_is_not_shown_apart() -> None:
    view = shown(answers(EMPLOYEE, *range(-3, 3), 1, 1, 1, 1) + answers(LEADER, *[2] * 10))
    assert view is not None
    assert view.by_role == {}


def test_full_agreement_on_any_board_shows_nothing() -> None:
    assert shown(answers(EMPLOYEE, *[2] * 30)) is None
    assert shown([Answer(EMPLOYEE, (2, number % 3)) for number in range(30)]) is None


@given(ANSWERS)
def test_the_order_between_roles_does_not_matter(given_answers: list[Answer]) -> None:
    in_order = sorted(given_answers, key=lambda answer: answer.role)
    assert shown(in_order) == shown(given_answers)
    assert Counter(in_order) == Counter(given_answers)


def team(*positions: int) -> list[Answer]:
    return answers(EMPLOYEE, *positions)


@pytest.mark.parametrize(("given_answers", "people"), [(4, 0), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_a_team_is_shown_from_five_on_in_steps_of_five(given_answers: int, people: int) -> None:
    picture = shown_of_team(team(*[-2, 1, 3, 0, 1, 2, 2, -1, 1, 1, 3, 3, 3, 0][:given_answers]))
    assert (picture.people if picture else 0) == people


def test_a_team_is_shown_by_place_whatever_their_roles() -> None:
    mixed = answers(EMPLOYEE, -3, 1, 1) + answers(LEADER, 3) + answers(EXECUTIVE, 0)
    assert shown_of_team(mixed) == Picture(5, ((1, 0, 0, 1, 2, 0, 1),))


@settings(max_examples=80, deadline=None)
@given(ANSWERS)
def test_no_picture_of_a_team_is_smaller_than_five_or_tells_where_all_stand(
    given_answers: list[Answer],
) -> None:
    picture = shown_of_team(given_answers)
    for board in picture.boards if picture else ():
        assert picture is not None
        assert sum(board) == picture.people >= LEAST_OF_TEAM
        assert max(board) < picture.people


@settings(max_examples=80, deadline=None)
@given(ANSWERS, ANSWER)
def test_one_more_of_a_team_changes_nothing_or_adds_five_who_do_not_all_agree(
    given_answers: list[Answer], added: Answer
) -> None:
    before, after = shown_of_team(given_answers), shown_of_team([*given_answers, added])
    if (len(given_answers) + 1) % BATCH:
        assert before == after
    elif before != after:
        assert after
        already = before.boards if before else ((0,) * len(POSITIONS),) * len(after.boards)
        for was, now in zip(already, after.boards, strict=True):
            came = [there - here for here, there in zip(was, now, strict=True)]
            assert sum(came) == BATCH > max(came)
            assert min(came) >= 0


@settings(max_examples=80, deadline=None)
@given(ANSWERS, st.data())
def test_a_deleted_answer_of_a_team_takes_its_whole_batch_along(
    given_answers: list[Answer], data: st.DataObject
) -> None:
    if not given_answers:
        return
    place = data.draw(st.integers(0, len(given_answers) - 1))
    left = list(given_answers)
    left[place] = replace(left[place], positions=None)
    people = [picture.people if picture else 0 for picture in map(shown_of_team, (given_answers, left))]
    assert people[0] - people[1] in {0, BATCH}


def test_a_team_in_full_agreement_is_not_shown() -> None:
    assert shown_of_team(team(*[2] * 5)) is None
    assert shown_of_team([Answer(EMPLOYEE, (2, number)) for number in range(-2, 3)]) is None


def test_five_who_came_last_and_agree_are_not_shown_to_who_knows_them() -> None:
    first = team(1, 2, 3, 0, -1)
    assert shown_of_team(first + team(*[2] * 5)) == shown_of_team(first)
    assert shown_of_team(team(*[2] * 5) + first) == shown_of_team(first)


# Answers whose one position is a number of their own, so that a batch is known by whom it has.
NUMBERED = st.lists(
    st.tuples(st.sampled_from([EMPLOYEE, EMPLOYEE, LEADER]), st.sampled_from([1, 1, 1, 1, 2, 3, 4, None])),
    max_size=45,
).map(lambda drawn: [Answer(role, (number,), leader) for number, (role, leader) in enumerate(drawn)])


@settings(max_examples=150, deadline=None)
@given(NUMBERED)
def test_however_pictures_are_subtracted_nobody_or_at_least_five_are_left(
    given_answers: list[Answer],
) -> None:
    """Whatever a leader ever saw is a sum of these batches; a set of them leaves whoever is in one of two."""
    of_all = list(chain.from_iterable(batches_by_role(given_answers).values()))
    of_team = batches_of_team([answer for answer in given_answers if answer.leader == 1])
    seen = [{answer.positions for answer in batch} for batch in [*of_all, *of_team]]
    for size in range(1, min(len(seen), 5) + 1):
        for chosen in combinations(seen, size):
            left: set[object] = set()
            for people in chosen:
                left = left ^ people
            assert len(left) >= BATCH


@settings(max_examples=80, deadline=None)
@given(NUMBERED)
def test_no_batch_of_everybody_s_has_more_than_two_of_a_team(given_answers: list[Answer]) -> None:
    for batch in chain.from_iterable(batches_by_role(given_answers).values()):
        teams = Counter(answer.leader for answer in batch if answer.leader)
        assert (len(batch), max(teams.values(), default=0) <= 2) == (BATCH, True)


def test_a_team_that_answers_together_waits_for_others_in_everybody_s_picture() -> None:
    together = [Answer(EMPLOYEE, (number % 3,), leader=1) for number in range(30)]
    assert shown(together) is None
    others = [Answer(EMPLOYEE, (number % 3,), leader=number) for number in range(2, 8)]
    view = shown(together + others)
    assert view
    assert view.everyone.people == LEAST
