"""Which scenarios are required of whom: reading a choice, and what it adds to whose journey."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from elearning.accounts.rules import FoundationRole
from elearning.progress.required import Dilemma, required

Roles = frozenset[FoundationRole]
#: The roles that each scenario is to be required of, by its id.
Choice = Mapping[int, Roles]


@dataclass(frozen=True)
class Marked:
    """A published scenario, whom it is for, and whom it is required of."""

    id: int
    slug: str
    title: str
    module: str
    audience: Roles
    required_for: Roles
    balances: tuple[str, ...]


def as_it_is(scenarios: Collection[Marked]) -> Choice:
    """Give the choice that changes nothing."""
    return {each.id: each.required_for for each in scenarios}


def read(scenarios: Collection[Marked], marks: Collection[str]) -> Choice:
    """Read marks such as `en-tirsdag.leader`; one of no scenario, or of a role it is not for, is nothing."""
    return {
        each.id: frozenset(role for role in each.audience if f"{each.slug}.{role}" in marks)
        for each in scenarios
    }


def changed(scenarios: Collection[Marked], choice: Choice) -> list[Marked]:
    """List the scenarios that would be required of others than now."""
    return [each for each in scenarios if each.required_for != choice[each.id]]


def seal(scenarios: Collection[Marked], choice: Choice) -> str:
    """Give what tells one change from every other: from what, to what."""
    said = [(each.id, sorted(each.required_for), sorted(choice[each.id])) for each in scenarios]
    return sha256(repr(said).encode()).hexdigest()


def difference(scenarios: Sequence[Marked], choice: Choice, roles: Roles) -> tuple[set[int], set[int]]:
    """Give the scenarios that come into the journey of somebody with these roles, and those that leave it."""
    mine = [each for each in scenarios if each.audience & roles]
    before = required({each.id: Dilemma(each.required_for, each.balances) for each in mine}, roles)
    after = required({each.id: Dilemma(choice[each.id], each.balances) for each in mine}, roles)
    return after - before, before - after
