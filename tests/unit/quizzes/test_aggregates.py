from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.accounts.rules import FoundationRole
from elearning.quizzes.aggregates import BATCH, LEAST, Answer, Picture, Shown, shown
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
