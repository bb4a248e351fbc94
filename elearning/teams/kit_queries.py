"""Reads for the dialogue kit. Nothing here tells who answered, or how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearning.accounts.rules import FoundationRole
from elearning.quizzes import pictures, queries
from elearning.quizzes.aggregates import Picture
from elearning.quizzes.balances import Balance
from elearning.quizzes.content import Scenario
from elearning.quizzes.queries import OpenScenario
from elearning.teams.kit_rules import opening


@dataclass(frozen=True)
class Offer:
    """A scenario to choose for a meeting, and whether the team's weightings can be shown beside it."""

    text: Scenario
    opening: str
    has_spread: bool


@dataclass(frozen=True)
class Shelf:
    """The scenarios on one balance; or, without a balance, those on several at once."""

    balance: Balance | None
    offers: Sequence[Offer]


@dataclass(frozen=True)
class Spread:
    """How the team weighed; and how the panel did, where there is one."""

    team: Picture
    panel: Picture | None


def shelves(leader_id: int, role: FoundationRole | None = None) -> list[Shelf]:
    """List the published scenarios by balance, for the team of a leader: three statements.

    With a `role` only those that are written for it.
    """
    published = [each for each in queries.published_scenarios() if role in {None, *each.text.audience}]
    boards = {each.revision_id: each.text.balances for each in published}
    shown = pictures.pictures_of_team(leader_id, boards)
    offers = [Offer(each.text, opening(each.text), each.revision_id in shown) for each in published]
    found = [
        Shelf(balance, [each for each in offers if each.text.balances == (balance,)]) for balance in Balance
    ]
    several = Shelf(None, [each for each in offers if len(each.text.balances) > 1])
    return [shelf for shelf in [*found, several] if shelf.offers]


def spread(opened: OpenScenario, leader_id: int) -> Spread | None:
    """Give what may be shown of how a leader's team weighed a scenario: four statements at most."""
    boards = {opened.revision_id: opened.text.balances}
    team = pictures.pictures_of_team(leader_id, boards).get(opened.revision_id)
    if team is None:
        return None
    panel = pictures.picture_of_all(opened, panel=True)
    return Spread(team, panel.everyone if panel else None)
