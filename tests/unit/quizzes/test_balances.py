import pytest

from elearning.quizzes.balances import DIRECTIONS, POSITIONS, Balance, Direction, direction


def test_six_poles_and_three_middles_belong_to_one_balance_each() -> None:
    assert sorted(each for directions in DIRECTIONS.values() for each in directions) == sorted(Direction)
    assert [directions[1].value for directions in DIRECTIONS.values()] == [each.value for each in Balance]


@pytest.mark.parametrize("balance", Balance)
def test_every_position_has_one_direction(balance: Balance) -> None:
    first, middle, second = DIRECTIONS[balance]
    assert [direction(balance, position) for position in POSITIONS] == [first] * 3 + [middle] + [second] * 3
