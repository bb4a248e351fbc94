"""What may be shown of how others weighed: pictures from which nobody's own answer can be told.

Five rules for everybody's picture, each against one way of finding a person out:

- A picture has at least ten people, so nobody stands out in a small group.
- Answers come into it in batches of five of the same role, in the order they were given. Who looks before
  and after a colleague answered sees either no change or five people's, so two views cannot be subtracted.
- At most two of a batch are of one team (the next batch with room takes the third), so a team's picture
  cannot be subtracted either: see below.
- It is split by role only if every role in it has at least ten people. Otherwise the whole minus the
  large roles would be a picture of the small one.
- If all stand at one position on a board, nothing is shown: the picture would tell where each of them
  stands. Nothing says why there is no picture, since "they all agree" would tell half of it.

A deleted answer must keep its place (with no positions): were it taken out, the batches after it would be
made up anew, and the two views would differ by one person. Its whole batch is left out instead.
For the same reason an answer has the role that its person had when they gave it, and the leader; it keeps
its place when the person is erased, and its team when the leader is.

A leader's picture of the team is smaller, so it gets by with five people, but not with less care:

- It too grows by whole batches of five, in the order they were given, and of whatever role: a team is too
  small to be split. It belongs to the leader whom its people had then. Who moves takes nothing along.
- A batch in which all five stand at one position on a board is left out. A leader may know which five came
  last, and would know where each of them stands.
- Only direct reports are a team, so two leaders' teams have nobody in common. The panel is in no team's
  picture but its own, so these two have nobody in common either.
- Everybody's picture has the team in it. But every batch of everybody's has at least three people from
  elsewhere, so however a leader adds and subtracts what was ever shown, of everybody, of a role and of the
  team, at least five people are left in it together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from elearning.accounts.rules import FoundationRole
from elearning.quizzes.balances import POSITIONS, Positions

#: The fewest people in a picture.
LEAST: Final = 10
#: The fewest people in a leader's picture of the team.
LEAST_OF_TEAM: Final = 5
#: By how many people of a role, or of a team, two pictures differ at least.
BATCH: Final = 5
#: How many of a batch of everybody's may be of one team.
_OF_ONE_TEAM: Final = 2


@dataclass(frozen=True)
class Answer:
    """One person's weighting: a position for each board, None if it was deleted; and who they were then.

    `leader` is the id of the leader in whose picture of the team it may be, None if it is in no such picture.
    """

    role: FoundationRole
    positions: Positions | None
    leader: int | None = None


#: Answers that come into a picture together.
Batch = list[Answer]


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
    in_batches = {role: _positions_in(found) for role, found in batches_by_role(answers).items()}
    by_role = {role: positions for role, positions in in_batches.items() if positions}
    everyone = _picture([positions for people in by_role.values() for positions in people], LEAST)
    if everyone is None:
        return None
    split = {role: picture for role, people in by_role.items() if (picture := _picture(people, LEAST))}
    return Shown(everyone, split if len(split) == len(by_role) > 1 else {})


def shown_of_team(answers: Iterable[Answer]) -> Picture | None:
    """Return what a leader may be shown of the team, or None.

    `answers` are those of everybody whose leader they were at the time and who is not on the panel, given
    oldest first, all of one scenario revision and round.
    """
    differing = [batch for batch in batches_of_team(answers) if not _is_unanimous(_positions_in([batch]))]
    return _picture(_positions_in(differing), LEAST_OF_TEAM)


def batches_by_role(answers: Iterable[Answer]) -> dict[FoundationRole, list[Batch]]:
    """Return each role's full batches. One more answer fills one of its role or changes nothing."""
    given: dict[FoundationRole, list[Answer]] = {role: [] for role in FoundationRole}
    for answer in answers:
        given[answer.role].append(answer)
    return {role: _of_several_teams(found) for role, found in given.items()}


def batches_of_team(answers: Iterable[Answer]) -> list[Batch]:
    """Return the full batches of a team."""
    given = list(answers)
    return [given[start : start + BATCH] for start in range(0, len(given) - BATCH + 1, BATCH)]


def _of_several_teams(answers: Iterable[Answer]) -> list[Batch]:
    """Put each answer into the first batch that has room for its team, and return the full ones."""
    batches: list[Batch] = []
    first_open = 0
    # A batch without room for a team never has it again: each team's search goes on where it ended.
    reached: dict[int | None, int] = {}
    for answer in answers:
        place = max(first_open, reached.get(answer.leader, 0))
        while place < len(batches) and not _has_room_for(answer, batches[place]):
            place += 1
        if place == len(batches):
            batches.append([])
        batches[place].append(answer)
        reached[answer.leader] = place
        while first_open < len(batches) and len(batches[first_open]) == BATCH:
            first_open += 1
    return [batch for batch in batches if len(batch) == BATCH]


def _has_room_for(answer: Answer, batch: Batch) -> bool:
    if len(batch) == BATCH or answer.leader is None:
        return len(batch) < BATCH
    return sum(other.leader == answer.leader for other in batch) < _OF_ONE_TEAM


def _positions_in(batches: Iterable[Batch]) -> list[Positions]:
    """Return everybody's positions, but of no batch in which one was deleted."""
    people: list[Positions] = []
    for batch in batches:
        kept = [answer.positions for answer in batch if answer.positions is not None]
        people += kept if len(kept) == len(batch) else []
    return people


def _is_unanimous(people: list[Positions]) -> bool:
    """Tell whether all stand at one position on some board."""
    return any(len(set(board)) == 1 for board in zip(*people, strict=True))


def _picture(people: list[Positions], least: int) -> Picture | None:
    if len(people) < least or _is_unanimous(people):
        return None
    boards = zip(*people, strict=True)
    return Picture(len(people), tuple(tuple(map(board.count, POSITIONS)) for board in boards))
