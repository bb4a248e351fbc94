from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.accounts.rules import FoundationRole
from elearning.modules.rules import AnswerError
from elearning.quizzes.balances import DIRECTIONS, POSITIONS, Balance, Direction, Positions
from elearning.quizzes.content import Scenario, scenario_from_data
from elearning.quizzes.rules import (
    Movement,
    Stage,
    Tendency,
    Weighting,
    directions,
    distance,
    draw_price,
    final_positions,
    from_other_chairs,
    judge_price,
    movement,
    nearest_and_farthest,
    needs_how,
    price_of,
    shuffled,
    stage,
    summary,
)
from tests.unit.quizzes.examples import all_positions, clean, scenarios

UNIFORMITY, RENEWAL, COHERENCE = Balance


def representatives(scenario: Scenario) -> list[Positions]:
    """One weighting for each combination of directions."""
    return list(product((-2, 0, 1), repeat=len(scenario.placements)))


@settings(max_examples=30, deadline=None)
@given(scenarios())
def test_every_combination_of_directions_is_shown_a_true_and_a_false_price(scenario: Scenario) -> None:
    for positions in representatives(scenario):
        drawn = draw_price(scenario, positions)
        verdicts = [judge_price(scenario, positions, option).right for option in drawn]
        assert 1 <= verdicts.count(True) <= 2
        assert 1 <= verdicts.count(False) <= 3
        assert len(set(drawn)) == len(drawn)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_learner_comes_to_the_reveal_whatever_they_answer(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    given_answers = {"has_first": False, "has_price": False, "has_second": False}
    assert stage(**given_answers) is Stage.SITUATION
    first = data.draw(all_positions(scenario))
    assert directions(scenario, first)
    assert stage(**given_answers | {"has_first": True}) is Stage.PRICE
    tried = data.draw(st.permutations(draw_price(scenario, first)))
    named = next(option for option in tried if judge_price(scenario, first, option).right)
    assert price_of(scenario, first, named)
    assert stage(has_first=True, has_price=True, has_second=False) is Stage.NEW_FACT
    second = data.draw(all_positions(scenario))
    assert stage(has_first=True, has_price=True, has_second=True) is Stage.REVEAL
    near, far = nearest_and_farthest(scenario, second)
    away = [distance(second, final_positions(scenario, voice)) for voice in scenario.voices]
    assert near != far
    assert away[near] == min(away)
    assert away[far] == max(away)
    done = Weighting(scenario.balances, first, second, price_of(scenario, first, named))
    assert sum(each.count for each in summary([done])) == len(scenario.placements)


def test_the_price_depends_on_the_direction_and_not_on_how_far() -> None:
    scenario = clean()
    assert draw_price(scenario, (-1,)) == draw_price(scenario, (-3,))
    drawn = [draw_price(scenario, (position,)) for position in (-1, 0, 1)]
    assert len({tuple(sorted(options)) for options in drawn} | set(drawn)) > 1


def test_the_price_is_drawn_the_same_in_every_process_and_version() -> None:
    assert [draw_price(clean(), (position,)) for position in (-2, 0, 2)] == [
        (0, 2, 1, 3),
        (0, 2, 1, 3),
        (2, 0, 3, 1),
    ]


def test_true_options_are_found_at_every_place() -> None:
    first = set()
    for number in range(30):
        scenario = clean().model_copy(update={"slug": f"a-{number}"})
        drawn = draw_price(scenario, (2,))
        first.add(next(place for place, option in enumerate(drawn) if option in {0, 3}))
    assert first == {0, 1, 2}


@pytest.mark.parametrize("option", [-1, 4, 99])
def test_an_option_that_was_not_shown_cannot_be_chosen(option: int) -> None:
    with pytest.raises(AnswerError, match="not among those shown"):
        judge_price(clean(), (2,), option)


def test_an_option_of_the_scenario_that_was_not_drawn_cannot_be_chosen() -> None:
    data = clean().model_dump(mode="json")
    more = [{**data["price"][1], "text": f"Mulighed {number}"} for number in range(4)]
    scenario = scenario_from_data({**data, "price": data["price"] + more})
    drawn = draw_price(scenario, (2,))
    assert len(drawn) == 5
    (hidden, *_) = set(range(8)) - set(drawn)
    with pytest.raises(AnswerError, match="not among those shown"):
        judge_price(scenario, (2,), hidden)


@pytest.mark.parametrize("positions", [(), (1, 1), (4,), (-4,)])
def test_impossible_positions_are_refused(positions: Positions) -> None:
    with pytest.raises(AnswerError):
        draw_price(clean(), positions)


def test_right_and_wrong_prices_are_explained() -> None:
    scenario = clean()
    right, wrong = judge_price(scenario, (2,), 0), judge_price(scenario, (2,), 1)
    assert (right.right, wrong.right) == (True, False)
    assert right.explanation.startswith("Når én rykker op")
    assert wrong.explanation == "Reglen er ens for alle, men hans morgen er det ikke."


def test_the_middle_of_any_board_asks_how() -> None:
    assert needs_how((2, 0))
    assert not needs_how((2, -1, 3))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((False, False, False), Stage.SITUATION),
        ((True, False, False), Stage.PRICE),
        ((True, False, True), Stage.PRICE),
        ((False, True, True), Stage.SITUATION),
        ((True, True, False), Stage.NEW_FACT),
        ((True, True, True), Stage.REVEAL),
    ],
)
def test_the_stage_is_the_first_whose_answer_is_missing(
    answers: tuple[bool, bool, bool], expected: Stage
) -> None:
    first, price, second = answers
    assert stage(has_first=first, has_price=price, has_second=second) is expected


def test_voices_stand_where_the_new_fact_put_them() -> None:
    scenario = clean()
    assert [final_positions(scenario, voice) for voice in scenario.voices] == [(-3,), (1,), (-1,), (0,), (0,)]
    assert nearest_and_farthest(scenario, (-3,)) == (0, 1)
    assert nearest_and_farthest(scenario, (0,)) == (3, 0)


def test_only_the_touched_board_moves() -> None:
    data: Any = clean().model_dump(mode="json")
    data["placements"].append({**data["placements"][0], "balance": RENEWAL})
    data["new_fact"]["balance"] = RENEWAL
    for voice in data["voices"]:
        voice["before"].append(2)
    scenario = scenario_from_data(data)
    assert final_positions(scenario, scenario.voices[0]) == (-2, -3)
    assert distance((-2, -3), (1, -1)) == 5


def test_other_chairs_are_those_that_are_not_mine() -> None:
    employee, leader, executive = FoundationRole
    assert from_other_chairs(clean(), {employee}) == (2, 3)
    assert from_other_chairs(clean(), {leader, executive}) == (0, 1, 4)
    assert from_other_chairs(clean(), {employee, leader}) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (2, 2, Movement.STAYED),
        (0, 0, Movement.STAYED),
        (3, 1, Movement.TOWARDS_FIRST),
        (1, 0, Movement.TOWARDS_FIRST),
        (-1, -3, Movement.TOWARDS_FIRST),
        (0, 2, Movement.TOWARDS_SECOND),
        (-3, -1, Movement.TOWARDS_SECOND),
        (-1, 1, Movement.ACROSS_TO_SECOND),
        (2, -3, Movement.ACROSS_TO_FIRST),
    ],
)
def test_movements(before: int, after: int, expected: Movement) -> None:
    assert movement(before, after) is expected


def weightings(*moves: tuple[int, int]) -> list[Weighting]:
    return [Weighting((RENEWAL,), (before,), (after,), ()) for before, after in moves]


def tendency(*befores: int) -> Tendency:
    return summary(weightings(*((before, 0) for before in befores)))[1].tendency


def test_under_four_weightings_nothing_is_said() -> None:
    uniformity, renewal, coherence = summary(weightings((3, 3), (3, 3), (3, 3)))
    assert (renewal.count, renewal.mean, renewal.tendency) == (3, None, Tendency.TOO_FEW)
    assert (uniformity.count, coherence.count) == (0, 0)
    assert [each.balance for each in summary([])] == list(Balance)


def test_a_tendency_is_two_thirds_on_one_side_before_the_new_fact() -> None:
    assert tendency(-1, -3, -2, 3, -1, 0) is Tendency.MOSTLY_FIRST
    assert tendency(1, 3, 2, -3) is Tendency.MOSTLY_SECOND
    assert tendency(0, 0, 0, 2) is Tendency.MOSTLY_MIDDLE
    assert tendency(-1, -2, 1, 2) is Tendency.SPREAD
    assert tendency(-1, -2, -1, 1, 0, 2) is Tendency.SPREAD


def test_movements_and_prices_are_counted_on_their_own_balance() -> None:
    both = Weighting((RENEWAL, UNIFORMITY), (2, -1), (2, 1), (Direction.RENEWAL, Direction.UNIFORMITY))
    one = Weighting((RENEWAL,), (1,), (-1,), (Direction.RENEWAL,))
    uniformity, renewal, _ = summary([both, one, *weightings((3, 1), (0, 0))])
    assert renewal.mean == 1.5
    assert renewal.moved == {
        Movement.STAYED: 2,
        Movement.TOWARDS_FIRST: 1,
        Movement.TOWARDS_SECOND: 0,
        Movement.ACROSS_TO_FIRST: 1,
        Movement.ACROSS_TO_SECOND: 0,
    }
    assert renewal.prices == {Direction.OPERATIONS: 0, Direction.OPERATIONS_RENEWAL: 0, Direction.RENEWAL: 2}
    assert uniformity.prices[Direction.UNIFORMITY] == 1
    assert uniformity.moved[Movement.ACROSS_TO_SECOND] == 1


@given(st.lists(st.tuples(st.sampled_from(POSITIONS), st.sampled_from(POSITIONS)), max_size=12))
def test_a_summary_counts_every_weighting_once(moves: list[tuple[int, int]]) -> None:
    renewal = summary(weightings(*moves))[1]
    assert renewal.count == sum(renewal.moved.values()) == len(moves)
    assert tuple(renewal.prices) == DIRECTIONS[RENEWAL]
    if renewal.mean is not None:
        assert -3 <= renewal.mean <= 3


def test_shuffling_keeps_everything_and_follows_its_seed() -> None:
    orders = [tuple(shuffled(range(6), str(seed))) for seed in range(20)]
    assert all(sorted(order) == list(range(6)) for order in orders)
    assert len(set(orders)) > 15
    assert all(one != other for one, other in pairwise(orders))
    assert shuffled(range(6), "0") == list(orders[0])
