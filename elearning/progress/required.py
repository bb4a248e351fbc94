"""Which scenarios are required of whom: pure choosing."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from elearning.accounts.rules import FoundationRole

Of = TypeVar("Of")


@dataclass(frozen=True)
class Dilemma:
    """What a scenario says about whose journey it is in: the roles it is required of, and its balances."""

    required_for: frozenset[FoundationRole]
    balances: tuple[str, ...]


def required(dilemmas: Mapping[Of, Dilemma], roles: Collection[FoundationRole]) -> set[Of]:
    """Choose the scenarios that are in the journey of a person with one or two `roles`.

    For one role they are those marked for it. Who has two is not asked for twice as many, but for as many as
    the role with most: first what is marked for both, then what gives each balance and each role its share.
    """
    mine = set(roles)
    left = {key: each for key, each in dilemmas.items() if each.required_for & mine}
    number = max(sum(role in each.required_for for each in left.values()) for role in mine)
    chosen: dict[Of, Dilemma] = {}
    while len(chosen) < number:
        best = min(left, key=lambda key: _last_to_choose(left[key], chosen.values(), mine))
        chosen[best] = left.pop(best)
    return set(chosen)


def _last_to_choose(
    dilemma: Dilemma, chosen: Collection[Dilemma], mine: set[FoundationRole]
) -> tuple[bool, int, int]:
    """Give what is lowest for the one to choose next; of equal ones the first in the course is taken."""
    balances = Counter(balance for each in chosen for balance in each.balances)
    roles = Counter(role for each in chosen for role in each.required_for & mine)
    return (
        not mine <= dilemma.required_for,
        min((balances[balance] for balance in dilemma.balances), default=0),
        min(roles[role] for role in dilemma.required_for & mine),
    )
