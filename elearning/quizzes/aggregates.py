"""What may be shown of how others weighed: pictures from which nobody's own answer can be told.

Four rules, each against one way of finding a person out:

- A picture has at least ten people, so nobody stands out in a small group.
- Answers come into it in batches of five of the same role, in the order they were given. Who looks before
  and after a colleague answered sees either no change or five people's, so two views cannot be subtracted.
- It is split by role only if every role in it has at least ten people. Otherwise the whole minus the
  large roles would be a picture of the small one.
- If all stand at one position on a board, nothing is shown: the picture would tell where each of them
  stands. Nothing says why there is no picture, since "they all agree" would tell half of it.

A deleted answer must keep its place (with no positions): were it taken out, the batches after it would be
made up anew, and the two views would differ by one person. Its whole batch is left out instead.
For the same reason an answer has the role that its person had when they gave it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from elearning.accounts.rules import FoundationRole
from elearning.quizzes.balances import POSITIONS, Positions

#: The fewest people in a picture.
LEAST: Final = 10
#: By how many people of a role two pictures differ at least.
BATCH: Final = 5


@dataclass(frozen=True)
class Answer:
    """One person's weighting: the role they had, and a position for each board; None if it was deleted."""

    role: FoundationRole
    positions: Positions | None


@dataclass(frozen=True)
class Picture:
    """How many people stand where: for each board a number for each of POSITIONS, from -3 to 3."""

    people: int
    boards: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Shown:
    """What may be shown: everybody, and each role, in the roles' order; none if it cannot be split."""

    everyone: Picture
    by_role: Mapping[FoundationRole, Picture]


def shown(answers: Iterable[Answer]) -> Shown | None:
    """Return what may be shown of `answers`, given oldest first, all of one scenario revision and round.

    To show two rounds of the same people side by side, call this once with the positions of both rounds
    in each answer; two calls might take in different people. None if nothing may be shown.
    """
    by_role = _whole_batches(answers)
    everyone = _picture([positions for batches in by_role.values() for positions in batches])
    if everyone is None:
        return None
    split = {role: picture for role, batches in by_role.items() if (picture := _picture(batches))}
    return Shown(everyone, split if len(split) == len(by_role) > 1 else {})


def _whole_batches(answers: Iterable[Answer]) -> dict[FoundationRole, list[Positions]]:
    """Return the positions in each role's full batches, leaving out roles without any."""
    given: dict[FoundationRole, list[Positions | None]] = {role: [] for role in FoundationRole}
    for answer in answers:
        given[answer.role].append(answer.positions)
    batches = {role: _kept(positions) for role, positions in given.items()}
    return {role: positions for role, positions in batches.items() if positions}


def _kept(given: list[Positions | None]) -> list[Positions]:
    kept: list[Positions] = []
    for start in range(0, len(given), BATCH):
        batch = [positions for positions in given[start : start + BATCH] if positions is not None]
        kept += batch if len(batch) == BATCH else []
    return kept


def _picture(people: list[Positions]) -> Picture | None:
    if len(people) < LEAST:
        return None
    boards = list(zip(*people, strict=True))
    if any(len(set(board)) == 1 for board in boards):
        return None
    return Picture(len(people), tuple(tuple(map(board.count, POSITIONS)) for board in boards))
