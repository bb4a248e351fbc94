"""What is true of weighings: the price's options, the stages, the voices nearest, and a person's tendencies.

Nothing here says right or wrong about a weighting; only the price has right answers.
Boards, options and voices are numbered from 0, as in the scenario.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from hashlib import sha256
from typing import Final, TypeVar

from elearning.accounts.rules import FoundationRole
from elearning.modules.rules import AnswerError
from elearning.quizzes.balances import (
    DIRECTIONS,
    POSITIONS,
    Balance,
    Direction,
    Positions,
    Side,
    direction,
    side,
)
from elearning.quizzes.content import Scenario, Voice

#: How many options of the price are shown at most.
TRUE_SHOWN: Final = 2
FALSE_SHOWN: Final = 3

#: Under this number of weightings nothing is said about a person's tendency.
ENOUGH_WEIGHTINGS: Final = 4
#: The share of weightings on one side that makes it the one a person mostly chooses.
_MOSTLY: Final = 2 / 3

Item = TypeVar("Item")


def shuffled(items: Iterable[Item], seed: str) -> list[Item]:
    """Return `items` in an order that looks random and is the same for the same seed, today and later."""
    return sorted(items, key=lambda item: sha256(f"{seed}/{item}".encode()).digest())


def directions(scenario: Scenario, positions: Positions) -> tuple[Direction, ...]:
    """Return the direction of each position. Raises AnswerError unless there is one for each board."""
    if len(positions) != len(scenario.placements):
        raise AnswerError(f"{len(positions)} positions for {len(scenario.placements)} boards")
    if unknown := [position for position in positions if position not in POSITIONS]:
        raise AnswerError(f"no such position: {unknown}")
    return tuple(map(direction, scenario.balances, positions))


def needs_how(positions: Positions) -> bool:
    """Tell whether the learner is asked how, concretely: the middle of any board needs it."""
    return 0 in positions


def draw_price(scenario: Scenario, positions: Positions) -> tuple[int, ...]:
    """Return the options to show for a weighting, in the order to show them.

    One or two are true and one to three false. Which, and their order, follow from the scenario's slug and
    the directions alone, so that going back, or another device, shows the same.
    Raises AnswerError for impossible positions.
    """
    chosen = directions(scenario, positions)
    seed = "/".join([scenario.slug, *chosen])
    drawn = {True: TRUE_SHOWN, False: FALSE_SHOWN}
    shown = []
    for number in shuffled(range(len(scenario.price)), seed):
        truth = scenario.price[number].is_true(chosen)
        if drawn[truth]:
            drawn[truth] -= 1
            shown.append(number)
    return tuple(shown)


@dataclass(frozen=True)
class PriceVerdict:
    """Whether an option is a true price of a weighting, and the option's explanation."""

    right: bool
    explanation: str


def judge_price(scenario: Scenario, positions: Positions, option: int) -> PriceVerdict:
    """Judge an option of the price. Raises AnswerError for one that was not shown for these positions."""
    if option not in draw_price(scenario, positions):
        raise AnswerError(f"option {option} is not among those shown")
    answer = scenario.price[option]
    return PriceVerdict(answer.is_true(directions(scenario, positions)), answer.explanation)


def price_of(scenario: Scenario, positions: Positions, option: int) -> tuple[Direction, ...]:
    """Return those of the chosen directions that an option is a true price of; none for a false one."""
    chosen = directions(scenario, positions)
    return tuple(direction for direction in chosen if scenario.price[option].is_true([direction]))


class Stage(StrEnum):
    """The four pages of a weighing, in their order."""

    SITUATION = "situation"
    PRICE = "price"
    NEW_FACT = "new_fact"
    REVEAL = "reveal"


def stage(*, has_first: bool, has_price: bool, has_second: bool) -> Stage:
    """Return the page a learner has come to: the first whose answer is missing, else the reveal."""
    answers = (has_first, has_price, has_second)
    return next((page for page, given in zip(Stage, answers, strict=False) if not given), Stage.REVEAL)


def final_positions(scenario: Scenario, voice: Voice) -> Positions:
    """Return where a voice stands after the new fact."""
    touched = scenario.touched
    return (*voice.before[:touched], voice.after, *voice.before[touched + 1 :])


def distance(one: Positions, other: Positions) -> int:
    """Return how far two weightings of the same boards are apart: the steps between them on all boards."""
    return sum(abs(here - there) for here, there in zip(one, other, strict=True))


def nearest_and_farthest(scenario: Scenario, positions: Positions) -> tuple[int, int]:
    """Return the two different voices that stand nearest to and farthest from the final `positions`.

    Of several as near or as far, the one written first.
    """

    def away(number: int) -> int:
        return distance(positions, final_positions(scenario, scenario.voices[number]))

    everyone = range(len(scenario.voices))
    nearest = min(everyone, key=away)
    return nearest, max((number for number in everyone if number != nearest), key=away)


def from_other_chairs(scenario: Scenario, roles: Collection[FoundationRole]) -> tuple[int, ...]:
    """Return the voices seen from other roles than the learner's own."""
    return tuple(number for number, voice in enumerate(scenario.voices) if voice.role not in roles)


class Movement(Enum):
    """What a new fact did to a weighting on one board; ACROSS passes the middle."""

    STAYED = "stayed"
    TOWARDS_FIRST = "towards_first"
    TOWARDS_SECOND = "towards_second"
    ACROSS_TO_FIRST = "across_to_first"
    ACROSS_TO_SECOND = "across_to_second"


def movement(before: int, after: int) -> Movement:
    """Return how a weighting moved on one board."""
    if before == after:
        return Movement.STAYED
    if before * after < 0:
        return Movement.ACROSS_TO_FIRST if after < 0 else Movement.ACROSS_TO_SECOND
    return Movement.TOWARDS_FIRST if after < before else Movement.TOWARDS_SECOND


@dataclass(frozen=True)
class Weighting:
    """One scenario as one person weighed it: before and after the new fact, on all its boards.

    `price` are the directions whose price the person named, see `price_of`.
    """

    balances: tuple[Balance, ...]
    before: Positions
    after: Positions
    price: tuple[Direction, ...]


class Tendency(Enum):
    """Where a person mostly lays the weight on a balance."""

    TOO_FEW = "too_few"
    MOSTLY_FIRST = "mostly_first"
    MOSTLY_MIDDLE = "mostly_middle"
    MOSTLY_SECOND = "mostly_second"
    SPREAD = "spread"


@dataclass(frozen=True)
class BalanceSummary:
    """What a person's weightings on one balance say, without judging.

    `mean` (-3 to 3) and `tendency` are of the weightings before the new fact: that one is the authors'
    push. `mean` is None while there are too few. `moved` counts what new facts did, with every movement
    as a key; `prices` how often the person named a price of each of the balance's directions.
    """

    balance: Balance
    count: int
    mean: float | None
    tendency: Tendency
    moved: Mapping[Movement, int]
    prices: Mapping[Direction, int]


def summary(weightings: Collection[Weighting]) -> tuple[BalanceSummary, ...]:
    """Sum up a person's weightings for each of the three balances, in their order."""
    return tuple(_summary_of(balance, weightings) for balance in Balance)


def _summary_of(balance: Balance, weightings: Collection[Weighting]) -> BalanceSummary:
    boards = [
        (before, after)
        for weighting in weightings
        for on, before, after in zip(weighting.balances, weighting.before, weighting.after, strict=True)
        if on is balance
    ]
    starts = [before for before, _ in boards]
    moved = Counter(movement(before, after) for before, after in boards)
    prices = Counter(direction for weighting in weightings for direction in weighting.price)
    enough = len(starts) >= ENOUGH_WEIGHTINGS
    return BalanceSummary(
        balance,
        count=len(starts),
        mean=sum(starts) / len(starts) if enough else None,
        tendency=_tendency(starts) if enough else Tendency.TOO_FEW,
        moved={kind: moved[kind] for kind in Movement},
        prices={direction: prices[direction] for direction in DIRECTIONS[balance]},
    )


_MOSTLY_ON: Final = {
    Side.FIRST: Tendency.MOSTLY_FIRST,
    Side.MIDDLE: Tendency.MOSTLY_MIDDLE,
    Side.SECOND: Tendency.MOSTLY_SECOND,
}


def _tendency(positions: Collection[int]) -> Tendency:
    ((where, number),) = Counter(map(side, positions)).most_common(1)
    return _MOSTLY_ON[where] if number >= _MOSTLY * len(positions) else Tendency.SPREAD
