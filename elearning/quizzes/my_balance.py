"""What “Min balance” shows: each balance as a board with all of one's weightings, and words about them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from elearning.quizzes import rules
from elearning.quizzes.balance_queries import WeighedScenario
from elearning.quizzes.balances import DIRECTIONS, Balance, Side
from elearning.quizzes.rules import Movement, Tendency
from elearning.quizzes.words import POLES, middle_name, pole_name, pole_title


@dataclass(frozen=True)
class Mark:
    """One weighting on a board: which scenario, and where the weight was and is."""

    slug: str
    title: str
    before: int
    after: int


@dataclass(frozen=True)
class Ball:
    """A numbered ball in the picture of a board; those at one place are stacked, `height` from 0."""

    position: int
    kind: str
    number: int
    height: int


@dataclass(frozen=True)
class Board:
    """A balance with all of a person's weightings on it.

    `earlier` are those of texts that they have weighed again since: they are told and not counted.
    """

    summary: rules.BalanceSummary
    marks: tuple[Mark, ...]
    earlier: tuple[Mark, ...] = ()

    @property
    def first(self) -> str:
        return pole_title(self.summary.balance, Side.FIRST)

    @property
    def second(self) -> str:
        return pole_title(self.summary.balance, Side.SECOND)

    @property
    def balls(self) -> list[Ball]:
        stacked: Counter[int] = Counter()
        balls = []
        for number, mark in enumerate(self.marks, start=1):
            balls.append(Ball(mark.after, "after", number, stacked[mark.after]))
            stacked[mark.after] += 1
        return balls

    @property
    def levels(self) -> int:
        return max((ball.height for ball in self.balls), default=0)

    @property
    def tendency(self) -> str:
        first = pole_name(self.summary.balance, Side.FIRST)
        second = pole_name(self.summary.balance, Side.SECOND)
        return {
            Tendency.MOSTLY_FIRST: _("You mostly put the weight on %(pole)s.", pole=first),
            Tendency.MOSTLY_SECOND: _("You mostly put the weight on %(pole)s.", pole=second),
            Tendency.MOSTLY_MIDDLE: _("You mostly put the weight in the middle."),
            Tendency.SPREAD: _("Your weight moves with the situation: it has been on both sides."),
        }[self.summary.tendency]

    @property
    def moved(self) -> str:
        moved = self.summary.moved
        to_first = moved[Movement.TOWARDS_FIRST] + moved[Movement.ACROSS_TO_FIRST]
        to_second = moved[Movement.TOWARDS_SECOND] + moved[Movement.ACROSS_TO_SECOND]
        first = pole_name(self.summary.balance, Side.FIRST)
        second = pole_name(self.summary.balance, Side.SECOND)
        if to_first and to_second:
            return _(
                "Moved both ways: %(to_first)d towards %(first)s, %(to_second)d towards %(second)s.",
                first=first,
                to_first=to_first,
                second=second,
                to_second=to_second,
            )
        if not to_first + to_second:
            return _("No new fact has moved you on this balance yet.")
        return ngettext(
            "A new fact has moved you once, towards %(pole)s.",
            "New facts have moved you %(num)d times, each time towards %(pole)s.",
            to_first + to_second,
            pole=first if to_first else second,
        )

    @property
    def prices(self) -> str:
        """Say the price of which direction the person has named most often."""
        prices = self.summary.prices
        most = max(DIRECTIONS[self.summary.balance], key=lambda direction: prices[direction])
        if not prices[most]:
            return ""
        name = POLES.get(most) or middle_name()
        return _("The price that you have most often accepted is that of %(direction)s.", direction=name)


def boards_of(weighed: Sequence[WeighedScenario]) -> list[Board]:
    """Make the three boards of a person's weightings."""
    counted = [each for each in weighed if each.counts]
    earlier = [each for each in weighed if not each.counts]
    return [
        Board(summary, tuple(_marks(summary.balance, counted)), tuple(_marks(summary.balance, earlier)))
        for summary in rules.summary([each.weighting for each in counted])
    ]


def _marks(balance: Balance, weighed: Sequence[WeighedScenario]) -> list[Mark]:
    return [
        Mark(
            each.slug,
            each.title,
            each.weighting.before[each.weighting.balances.index(balance)],
            each.weighting.after[each.weighting.balances.index(balance)],
        )
        for each in weighed
        if balance in each.weighting.balances
    ]
