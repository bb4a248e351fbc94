"""How somebody weighs a scenario: with a lean of their own, and by the services that the pages use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.clock import pretend
from elearning.demo.chance import Chance
from elearning.demo.course import Weighing
from elearning.demo.reasons import PANEL_REASONS
from elearning.demo.thoughts import HOW, TAKEAWAYS
from elearning.quizzes import rules, service
from elearning.quizzes.balances import POSITIONS, Balance, Positions, Side, side
from elearning.quizzes.content import Scenario
from elearning.quizzes.models import Round

# How often, of a hundred times.
WRONG_PRICE_FIRST = 30
STAYS = 45
MOVES_AS_THE_VOICES = 75
WRITES_A_TAKEAWAY = 35

# How many choose each of POSITIONS where nothing leans: few the middle, few the ends.
SPREAD = (3, 5, 4, 3, 4, 5, 3)
MOST_OF_A_SCENARIOS_LEAN = 0.35
# From -1 (to the first pole) to 1: who leads sees things a little differently, on each balance.
LEAN_OF_LEADERS: Mapping[Balance, float] = {
    Balance.UNIFORMITY_DIFFERENTIATION: -0.3,
    Balance.OPERATIONS_RENEWAL: 0.35,
    Balance.FIELD_COHERENCE: 0.3,
}
SECOND_TRY_AFTER = timedelta(seconds=25)


@dataclass
class ReasonsLeft:
    """What panel members may still say: nobody gives the reason that somebody else has given."""

    _left: dict[tuple[str, Side], list[str]] = field(
        default_factory=lambda: {
            (scenario, where): list(texts)
            for scenario, sides in PANEL_REASONS.items()
            for where, texts in sides.items()
        }
    )

    def take(self, scenario: str, where: Side) -> str | None:
        """Give a reason that fits a scenario and a side, once; None when all are taken."""
        left = self._left.get((scenario, where))
        return left.pop(0) if left else None


class Weigher:
    """Somebody weighing scenarios. Who is `keen` takes something along from each."""

    def __init__(self, person: Person, reasons: ReasonsLeft, *, keen: bool) -> None:
        self._person = person
        self._reasons = reasons
        self._writes_a_takeaway = 100 if keen else WRITES_A_TAKEAWAY
        self._takeaways = cycle(Chance(person.email).sample(TAKEAWAYS, len(TAKEAWAYS)))

    def do(self, task: Weighing, moments: Sequence[datetime]) -> None:
        """Weigh a scenario to the end, a page at each of the four `moments`."""
        chance = Chance(f"{self._person.email} {task.text.slug}")
        seat, scenario = task.seat(self._person), task.text
        weighed, paid, weighed_again, looked = moments
        before = self._positions(scenario, chance)
        how = _how(scenario.balances, before, chance)
        with pretend(weighed):
            service.weigh(seat, Round.FIRST, _by_balance(scenario.balances, before), how=how)
        _pay(seat, scenario, before, paid, chance)
        touched = (scenario.new_fact.balance,)
        after = (_moved(scenario, before[scenario.touched], chance),)
        stays = after[0] == before[scenario.touched]
        with pretend(weighed_again):
            again = how if stays else _how(touched, after, chance)
            service.weigh_again(seat, _by_balance(touched, after), how=again)
        with pretend(looked):
            self._look(seat, scenario, after[0], chance)

    def _positions(self, scenario: Scenario, chance: Chance) -> Positions:
        leads = self._person.role is not FoundationRole.EMPLOYEE
        return tuple(_position(scenario.slug, balance, chance, leads=leads) for balance in scenario.balances)

    def _look(self, seat: service.Seat, scenario: Scenario, position: int, chance: Chance) -> None:
        """Do what is offered at the end: a reason from the panel, a note for oneself."""
        reason = self._reasons.take(scenario.slug, side(position)) if self._person.is_panel else None
        if reason:
            service.give_panel_reason(seat, reason)
        if chance.happens(self._writes_a_takeaway):
            service.save_takeaway(seat, next(self._takeaways), version=0)


def _position(scenario: str, balance: Balance, chance: Chance, *, leads: bool) -> int:
    lean = Chance(f"{scenario} {balance}").uniform(-MOST_OF_A_SCENARIOS_LEAN, MOST_OF_A_SCENARIOS_LEAN)
    lean += LEAN_OF_LEADERS[balance] if leads else 0
    weights = [
        number * (1 + lean * position / POSITIONS[-1])
        for position, number in zip(POSITIONS, SPREAD, strict=True)
    ]
    return chance.choices(POSITIONS, weights)[0]


def _moved(scenario: Scenario, before: int, chance: Chance) -> int:
    """Give the position after the new fact: the same, or moved, mostly the way the authors' voices moved."""
    if chance.happens(STAYS):
        return before
    push = sum(voice.after - voice.before[scenario.touched] for voice in scenario.voices)
    way = 1 if (push > 0) is chance.happens(MOVES_AS_THE_VOICES) else -1
    moved = before + way * chance.randint(1, 2)
    return max(POSITIONS[0], min(POSITIONS[-1], moved))


def _pay(seat: service.Seat, scenario: Scenario, before: Positions, moment: datetime, chance: Chance) -> None:
    directions = rules.directions(scenario, before)
    options: dict[bool, list[int]] = {True: [], False: []}
    for number in rules.draw_price(scenario, before):
        options[scenario.price[number].is_true(directions)].append(number)
    if chance.happens(WRONG_PRICE_FIRST):
        with pretend(moment - SECOND_TRY_AFTER):
            service.pay_price(seat, scenario, before, chance.choice(options[False]))
    with pretend(moment):
        service.pay_price(seat, scenario, before, chance.choice(options[True]))


def _how(balances: Sequence[Balance], positions: Positions, chance: Chance) -> dict[str, str]:
    """Give the sentence that the middle of a board asks for."""
    boards = zip(balances, positions, strict=True)
    return {balance.value: chance.choice(HOW[balance]) for balance, position in boards if position == 0}


def _by_balance(balances: Sequence[Balance], positions: Positions) -> dict[str, int]:
    return {balance.value: position for balance, position in zip(balances, positions, strict=True)}
