"""Who leads whom: nobody leads themselves through others, and nobody's leader has left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from blinker import Signal
from flask import Flask

from elearning import signals
from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.accounts.queries import person_in_session
from elearning.database import db
from tests.course import open_session, rows
from tests.pages import PageClient
from tests.people import People
from tests.statements import statements

LONG = 40


def lead(app: Flask, person: Person, leader: Person | None) -> None:
    """Give `person` another leader, committed."""
    with app.app_context():
        leading.set_leader(found(person), found(leader) if leader else None)
        db.session.commit()


def leave(app: Flask, person: Person) -> int:
    with app.app_context():
        handed_over = leading.leave(found(person))
        db.session.commit()
    return handed_over


def come_back(app: Flask, person: Person) -> None:
    with app.app_context():
        leading.come_back(found(person))
        db.session.commit()


def found(person: Person) -> Person:
    return db.session.get_one(Person, person.id)


def leaders(app: Flask) -> dict[str, str | None]:
    """Give the name of everybody's leader by the name of the person."""
    everybody = {each.id: each for each in rows(app, Person)}
    return {
        each.name: everybody[each.leader_id].name if each.leader_id else None for each in everybody.values()
    }


@contextmanager
def sent(signal: Signal) -> Iterator[list[int]]:
    """Collect the ids of the people that `signal` tells of in the block."""
    told: list[int] = []

    def note(person: Person) -> None:
        told.append(person.id)

    with signal.connected_to(note):
        yield told


def chain(people: People, length: int) -> list[Person]:
    """Add people each of whom is led by the one before."""
    line = [people.add("Nr. 0")]
    for number in range(1, length):
        line.append(people.add(f"Nr. {number}", leader=line[-1]))
    return line


class TestALeader:
    def test_is_given_replaced_and_taken_away(self, app: Flask, people: People) -> None:
        anna, birgitte, carl = (people.add(name) for name in ("Anna", "Birgitte", "Carl"))
        for leader in (birgitte, carl, None):
            lead(app, anna, leader)
            assert leaders(app)["Anna"] == (leader.name if leader else None)

    def test_is_told_of_once_and_only_where_it_is_another(self, app: Flask, people: People) -> None:
        anna, birgitte = people.add("Anna"), people.add("Birgitte")
        with sent(signals.leader_changed) as told:
            lead(app, anna, birgitte)
            lead(app, anna, birgitte)
            lead(app, birgitte, None)
        assert told == [anna.id]

    @pytest.mark.usefixtures("context")
    def test_is_the_new_one_for_whoever_is_told(self, people: People) -> None:
        anna, birgitte = map(found, [people.add("Anna"), people.add("Birgitte")])
        told: list[int | None] = []

        def note(person: Person) -> None:
            told.append(person.leader_id)

        with signals.leader_changed.connected_to(note):
            leading.set_leader(anna, birgitte)
        assert told == [birgitte.id]

    @pytest.mark.usefixtures("context")
    def test_who_has_left_is_refused(self, people: People) -> None:
        anna, birgitte = map(found, [people.add("Anna"), people.add("Birgitte", is_active=False)])
        with pytest.raises(leading.InactiveLeaderError, match="Birgitte"):
            leading.set_leader(anna, birgitte)
        assert anna.leader_id is None

    def test_who_has_left_is_refused_to_somebody_new(self, people: People) -> None:
        with pytest.raises(leading.InactiveLeaderError, match="Birgitte"):
            people.add("Anna", leader=people.add("Birgitte", is_active=False))


@pytest.mark.usefixtures("context")
class TestACircle:
    def test_of_one_is_refused(self, people: People) -> None:
        anna = found(people.add("Anna Holm"))
        with pytest.raises(leading.LeaderCycleError, match=r"^Anna Holm → Anna Holm$"):
            leading.set_leader(anna, anna)

    def test_of_two_is_refused_and_named_from_who_would_get_a_leader(self, people: People) -> None:
        anna = people.add("Anna Holm")
        birgitte = people.add("Birgitte Kjærsgaard", leader=anna)
        with pytest.raises(leading.LeaderCycleError) as refused:
            leading.set_leader(found(anna), found(birgitte))
        assert str(refused.value) == "Anna Holm → Birgitte Kjærsgaard → Anna Holm"
        assert refused.value.names == ("Anna Holm", "Birgitte Kjærsgaard", "Anna Holm")

    def test_of_many_is_refused_and_names_each_by_who_leads_them(self, people: People) -> None:
        line = chain(people, LONG)
        with pytest.raises(leading.LeaderCycleError) as refused:
            leading.set_leader(found(line[0]), found(line[-1]))
        assert refused.value.names == ("Nr. 0", *(each.name for each in reversed(line)))

    def test_names_nobody_above_it(self, people: People) -> None:
        line = chain(people, 5)
        with pytest.raises(leading.LeaderCycleError) as refused:
            leading.set_leader(found(line[2]), found(line[4]))
        assert refused.value.names == ("Nr. 2", "Nr. 4", "Nr. 3", "Nr. 2")

    def test_leaves_everybody_under_the_leader_they_had(self, app: Flask, people: People) -> None:
        line = chain(people, 3)
        with pytest.raises(leading.LeaderCycleError):
            leading.set_leader(found(line[0]), found(line[2]))
        db.session.commit()
        assert leaders(app) == {"Nr. 0": None, "Nr. 1": "Nr. 0", "Nr. 2": "Nr. 1"}

    @pytest.mark.parametrize(("mover", "leader"), [("Anna", "Top"), ("Left", "Anna"), ("Bo", "Left")])
    def test_is_not_seen_where_there_is_none(self, people: People, mover: str, leader: str) -> None:
        top = people.add("Top")
        left, right = (people.add(name, leader=top) for name in ("Left", "Right"))
        anna, bo = people.add("Anna", leader=right), people.add("Bo", leader=right)
        by_name = {each.name: each.id for each in (top, left, right, anna, bo)}
        moved = db.session.get_one(Person, by_name[mover])
        leading.set_leader(moved, db.session.get_one(Person, by_name[leader]))
        assert moved.leader_id == by_name[leader]

    def test_that_stands_already_is_no_endless_walk(self, people: People) -> None:
        line, newcomer = chain(people, 3), found(people.add("Ny"))
        found(line[0]).leader_id = line[2].id  # as nothing here would do
        leading.set_leader(newcomer, found(line[1]))
        assert newcomer.leader_id == line[1].id

    def test_is_looked_for_in_one_statement_however_long_the_line(self, people: People) -> None:
        line, newcomer = chain(people, LONG), found(people.add("Ny"))
        low, high = found(line[-1]), found(line[1])
        with statements(db.engine) as for_long:
            leading.set_leader(newcomer, low)
        with statements(db.engine) as for_short:
            leading.set_leader(newcomer, high)
        walks = [each for each in for_long if "RECURSIVE" in each.text]
        assert len(walks) == 1
        assert abs(len(for_long) - len(for_short)) <= 1  # whoever is told may look at more


class TestLeaving:
    def test_hands_those_they_led_to_their_own_leader(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        middle = people.add("Midt", leader=top)
        for name in ("Anna", "Carl"):
            people.add(name, leader=middle)
        assert leave(app, middle) == 2
        assert leaders(app) == {"Top": None, "Midt": "Top", "Anna": "Top", "Carl": "Top"}

    def test_without_a_leader_leaves_those_they_led_without_one(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        anna = people.add("Anna", leader=top)
        people.add("Dorte", leader=anna)
        assert leave(app, top) == 1
        assert leaders(app) == {"Top": None, "Anna": None, "Dorte": "Anna"}

    def test_moves_also_those_who_left_before_but_counts_the_active(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        middle = people.add("Midt", leader=top)
        people.add("Anna", leader=middle)
        gone = people.add("Gået", leader=middle)
        leave(app, gone)
        assert leave(app, middle) == 1
        assert leaders(app)["Gået"] == "Top"

    def test_ends_every_session_and_the_right_to_sign_in(
        self, app: Flask, people: People, client: PageClient
    ) -> None:
        anna = people.add("Anna")
        open_session(client, anna)
        leave(app, anna)
        assert client.get("/").heading == "Log ind"
        come_back(app, anna)
        assert client.get("/").heading == "Log ind"  # the old session has ended for good
        assert client.sign_in(anna).heading == "Mit forløb"

    def test_is_told_of_once_when_all_has_moved(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        middle = people.add("Midt", leader=top)
        anna = people.add("Anna", leader=middle)
        told: list[tuple[int, int | None]] = []

        def note(person: Person) -> None:
            told.append((person.id, found(anna).leader_id))

        with signals.person_left.connected_to(note), sent(signals.leader_changed) as changed:
            assert [leave(app, middle) for _time in range(2)] == [1, 0]
        assert told == [(middle.id, top.id)]
        assert changed == []

    def test_frees_who_is_below_to_lead_who_was_above(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        middle = people.add("Midt", leader=top)
        anna = people.add("Anna", leader=middle)
        leave(app, middle)
        lead(app, anna, None)
        lead(app, top, anna)
        come_back(app, middle)
        assert leaders(app) == {"Anna": None, "Top": "Anna", "Midt": "Top"}

    @pytest.mark.parametrize("size", [2, 12])
    def test_moves_a_team_of_any_size_in_one_statement(self, app: Flask, people: People, size: int) -> None:
        leader = people.add("Leder")
        for number in range(size):
            people.add(f"Nr. {number}", leader=leader)
        with app.app_context():
            leaver = found(leader)
            with statements(db.engine) as in_all:
                assert leading.leave(leaver) == size
        assert sum("UPDATE person SET leader_id" in each.text for each in in_all) == 1


class TestComingBack:
    def test_is_under_the_leader_who_took_over_meanwhile(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        middle = people.add("Midt", leader=top)
        anna = people.add("Anna", leader=middle)
        leave(app, anna)
        leave(app, middle)
        with sent(signals.person_returned) as told:
            come_back(app, anna)
            come_back(app, anna)
        assert told == [anna.id]
        assert leaders(app)["Anna"] == "Top"
        with app.app_context():
            assert person_in_session(found(anna).get_id())

    def test_gives_no_team_back(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        middle = people.add("Midt", leader=top)
        people.add("Anna", leader=middle)
        leave(app, middle)
        come_back(app, middle)
        assert leaders(app) == {"Top": None, "Midt": "Top", "Anna": "Top"}


def test_adding_somebody_under_a_leader_takes_its_turn(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[str] = []
    monkeypatch.setattr(leading, "one_at_a_time", turns.append)
    leader = people.add("Leder")
    assert turns == []
    people.add("Anna", leader=leader)
    assert len(turns) == 1
