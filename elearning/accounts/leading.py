"""Who leads whom: giving somebody a leader, leaving and coming back, and standing in. Nothing here commits.

People and their leaders are a forest at any time, and everybody's leader is active: each function here finds
it so and leaves it so, and they wait for one another.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from elearning.accounts.models import Person, StandIn, new_session_key
from elearning.accounts.queries import leads_somebody
from elearning.accounts.rules import sort_key
from elearning.clock import today
from elearning.config import settings
from elearning.database import db, one_at_a_time, upsert
from elearning.signals import leader_changed, person_left, person_returned


class LeaderCycleError(ValueError):
    """Somebody would lead themselves, through others; `names` goes once round, each led by the next."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(" → ".join(names))
        self.names = tuple(names)


class InactiveLeaderError(ValueError):
    """That leader has left; the message is their name."""


class StandInError(ValueError):
    """Somebody cannot stand in; which class it is says why."""


class OwnStandInError(StandInError):
    """Nobody stands in for themselves."""


class InactiveStandInError(StandInError):
    """One of the two has left; the message is their name."""


class PastStandInError(StandInError):
    """The last day is over already; the message is that day."""


def wait_for_turn() -> None:
    """Let the transactions that change who leads whom wait for one another.

    Two that each see no cycle could else make one together, or give somebody a leader who is just leaving.
    """
    one_at_a_time("who leads whom")


def set_leader(person: Person, leader: Person | None) -> None:
    """Give `person` a leader, or none. Raises LeaderCycleError and InactiveLeaderError."""
    wait_for_turn()
    db.session.refresh(person, ["leader_id"])  # as those before us left it
    if leader:
        _refuse_cycle(person, leader)
    if person.leader_id == (leader.id if leader else None):
        return
    person.leader = leader
    db.session.flush()
    leader_changed.send(person)


def refuse_inactive(leader: Person) -> None:
    """Raise InactiveLeaderError for somebody who has left, as the database has it after `wait_for_turn`."""
    if not db.session.scalar(sa.select(Person.is_active).where(Person.id == leader.id)):
        raise InactiveLeaderError(leader.name)


def leave(person: Person) -> int:
    """Let somebody go: their own leader takes over those they led; gives how many of these are active.

    Their sessions end, and so does standing in, for them and by them. They are not HR any more,
    so that who comes back in a file of many is not HR unseen. A second time changes nothing.
    """
    wait_for_turn()
    db.session.refresh(person, ["leader_id", "is_active"])
    if not person.is_active:
        return 0
    person.is_active = person.is_hr = False
    person.session_key = new_session_key()
    # Also those who have left: should they come back, somebody is there.
    handed_over = db.session.scalars(
        sa.update(Person)
        .where(Person.leader_id == person.id)
        .values(leader_id=person.leader_id)
        .returning(Person.is_active)
    ).all()
    db.session.execute(
        sa.delete(StandIn).where(sa.or_(StandIn.leader_id == person.id, StandIn.person_id == person.id))
    )
    person_left.send(person)
    return sum(handed_over)


def come_back(person: Person) -> None:
    """Let somebody who left be here again, under the leader they have; those they led stay where they are."""
    wait_for_turn()
    db.session.refresh(person, ["leader_id", "is_active"])
    if person.is_active:
        return
    person.is_active = True
    db.session.flush()
    person_returned.send(person)


def set_stand_in(leader: Person, person: Person, until: date) -> None:
    """Let `person` stand in for `leader` to and including `until`, instead of whoever did.

    Raises OwnStandInError, PastStandInError and InactiveStandInError.
    """
    if leader.id == person.id:
        raise OwnStandInError(person.name)
    if until < today(settings().zone):
        raise PastStandInError(until.isoformat())
    wait_for_turn()
    for each in (leader, person):
        db.session.refresh(each, ["is_active"])
        if not each.is_active:
            raise InactiveStandInError(each.name)
    stands_in = {"person_id": person.id, "until": until}
    db.session.execute(upsert(StandIn, {"leader_id": leader.id, **stands_in}, changes=stands_in))


def end_stand_in(leader: Person) -> bool:
    """Let nobody stand in for `leader`; says whether somebody did."""
    ended = sa.delete(StandIn).where(StandIn.leader_id == leader.id).returning(StandIn.leader_id)
    return db.session.scalar(ended) is not None


def led_by(person: Person, day: date) -> list[Person]:
    """List whose teams somebody may see on `day`, in one statement.

    These are themselves, if they lead anybody, then by name those they stand in for who do.
    """
    # Not "or", which PostgreSQL answers by reading through all people.
    own = sa.select(sa.literal(person.id))
    others = sa.select(StandIn.leader_id).where(StandIn.person_id == person.id, StandIn.until >= day)
    possible: sa.CompoundSelect[int] = sa.union_all(own, others)
    leaders = db.session.scalars(
        sa.select(Person).where(Person.id.in_(possible), Person.is_active, leads_somebody(Person))
    )
    return sorted(leaders, key=lambda each: (each.id != person.id, sort_key(each.name), each.id))


def _refuse_cycle(person: Person, leader: Person) -> None:
    above = _line_above(leader, person)
    if not above[leader.id].is_active:
        raise InactiveLeaderError(leader.name)
    if person.id not in above:
        return
    names, walked = [person.name], leader.id
    while walked != person.id:
        names.append(above[walked].name)
        walked = above[walked].leader_id
    raise LeaderCycleError([*names, person.name])


def _line_above(leader: Person, stop: Person) -> Mapping[int, sa.Row[tuple[int, str, int | None, bool]]]:
    """Read `leader` and everybody above them, by id: up to the top, or to `stop` where they are there."""
    columns = (Person.id, Person.name, Person.leader_id, Person.is_active)
    line = sa.select(*columns).where(Person.id == leader.id).cte("line", recursive=True)
    above = sa.select(*columns).join(line, Person.id == line.c.leader_id).where(line.c.id != stop.id)
    # "union" rather than "union all" leaves out who is there already, so that it ends whatever it meets.
    return {row.id: row for row in db.session.execute(sa.select(line.union(above)))}
