"""`elearning people`: who leads whom, who stands in, who leaves and comes back."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from elearning.accounts.models import Person, StandIn
from elearning.audit import AuditEntry
from elearning.clock import pretend
from tests.course import rows
from tests.integration.certificates.finishing import noon
from tests.integration.test_cli import run
from tests.people import People

TODAY = date(2026, 11, 23)
NOBODY = "nobody@example.dk"


def stored(app: Flask, person: Person) -> Person:
    (row,) = rows(app, Person, id=person.id)
    return row


@pytest.mark.parametrize(
    "arguments",
    [
        ("leader", "--email", NOBODY),
        ("stand-in", "--email", NOBODY, "--end"),
        ("leave", "--email", NOBODY),
        ("come-back", "--email", NOBODY),
    ],
    ids=lambda arguments: arguments[0],
)
def test_an_address_that_nobody_has_is_said_to_be_one(app: Flask, arguments: tuple[str, ...]) -> None:
    answer = run(app, "people", *arguments)
    assert answer.exit_code == 1
    assert f"Nobody has the address {NOBODY}." in answer.output


class TestLeader:
    def test_is_given_and_taken_away(self, app: Flask, people: People) -> None:
        anna, birgitte = people.add("Anna Holm"), people.add("Birgitte Kjærsgaard")
        given = run(app, "people", "leader", "--email", anna.email.upper(), "--leader", birgitte.email)
        assert given.output == "Anna Holm is led by Birgitte Kjærsgaard.\n"
        assert stored(app, anna).leader_id == birgitte.id
        taken = run(app, "people", "leader", "--email", anna.email)
        assert taken.output == "Anna Holm is led by nobody.\n"
        assert stored(app, anna).leader_id is None

    def test_in_a_circle_is_refused_and_the_circle_named(self, app: Flask, people: People) -> None:
        anna = people.add("Anna Holm")
        birgitte = people.add("Birgitte Kjærsgaard", leader=anna)
        answer = run(app, "people", "leader", "--email", anna.email, "--leader", birgitte.email)
        assert answer.exit_code == 1
        assert "Anna Holm → Birgitte Kjærsgaard → Anna Holm" in answer.output
        assert stored(app, anna).leader_id is None

    def test_who_has_left_is_refused(self, app: Flask, people: People) -> None:
        anna, birgitte = people.add("Anna Holm"), people.add("Birgitte Kjærsgaard", is_active=False)
        answer = run(app, "people", "leader", "--email", anna.email, "--leader", birgitte.email)
        assert answer.exit_code == 1
        assert "Birgitte Kjærsgaard has left." in answer.output


class TestStandIn:
    def test_begins_and_ends(self, app: Flask, people: People) -> None:
        lars, vera = people.add("Lars"), people.add("Vera")
        pair = ("people", "stand-in", "--email", lars.email)
        with pretend(noon(TODAY)):
            begun = run(app, *pair, "--stand-in", vera.email, "--until", "2026-12-24")
        assert begun.output == "Vera stands in for Lars to and including 2026-12-24.\n"
        (row,) = rows(app, StandIn)
        assert (row.leader_id, row.person_id, row.until) == (lars.id, vera.id, date(2026, 12, 24))
        assert run(app, *pair, "--end").output == "Nobody stands in for Lars any more.\n"
        assert run(app, *pair, "--end").output == "Nobody stands in for Lars.\n"
        assert rows(app, StandIn) == []

    @pytest.mark.parametrize(
        ("stand_in", "until", "why"),
        [
            ("Lars", "2026-12-24", "Nobody stands in for themselves."),
            ("Gert", "2026-12-24", "Gert has left."),
            ("Vera", "2026-11-22", "2026-11-22 is over already."),
        ],
    )
    def test_that_cannot_be_is_refused(
        self, app: Flask, people: People, stand_in: str, until: str, why: str
    ) -> None:
        everybody = {name: people.add(name, is_active=name != "Gert") for name in ("Lars", "Gert", "Vera")}
        pair = ("--email", everybody["Lars"].email, "--stand-in", everybody[stand_in].email)
        with pretend(noon(TODAY)):
            answer = run(app, "people", "stand-in", *pair, "--until", until)
        assert answer.exit_code == 1
        assert why in answer.output
        assert rows(app, StandIn) == []

    @pytest.mark.parametrize("options", [(), ("--until", "2026-12-24"), ("--stand-in", "vera@example.dk")])
    def test_that_is_half_said_is_asked_for(
        self, app: Flask, people: People, options: tuple[str, ...]
    ) -> None:
        answer = run(app, "people", "stand-in", "--email", people.add("Lars").email, *options)
        assert answer.exit_code == 2
        assert "--stand-in and --until" in answer.output


class TestLeaving:
    def test_says_who_takes_over_and_how_many(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        middle = people.add("Midt", leader=top)
        for name in ("Anna", "Carl"):
            people.add(name, leader=middle)
        answer = run(app, "people", "leave", "--email", middle.email)
        assert answer.output.splitlines() == [
            "Midt has left and cannot sign in.",
            "Those they led are now led by Top: 2.",
        ]
        assert not stored(app, middle).is_active

    def test_says_that_nobody_takes_over(self, app: Flask, people: People) -> None:
        top = people.add("Top")
        people.add("Anna", leader=top)
        assert "now led by nobody: 1." in run(app, "people", "leave", "--email", top.email).output

    def test_a_second_time_is_refused(self, app: Flask, people: People) -> None:
        anna = people.add("Anna")
        assert run(app, "people", "leave", "--email", anna.email).output == (
            "Anna has left and cannot sign in.\n"
        )
        again = run(app, "people", "leave", "--email", anna.email)
        assert again.exit_code == 1
        assert "Anna has left already." in again.output

    def test_is_undone_by_coming_back(self, app: Flask, people: People) -> None:
        anna = people.add("Anna")
        run(app, "people", "leave", "--email", anna.email)
        answer = run(app, "people", "come-back", "--email", anna.email)
        assert answer.output == "Anna is here and can sign in.\n"
        assert stored(app, anna).is_active

    def test_of_the_last_in_hr_is_refused(self, app: Flask, people: People) -> None:
        hanne = people.add("Hanne Hr", is_hr=True)
        answer = run(app, "people", "leave", "--email", hanne.email)
        assert answer.exit_code == 1
        assert "Hanne Hr is the last in HR." in answer.output
        assert stored(app, hanne).is_active


def test_whatever_changes_somebody_is_in_the_log_and_told_to_who_has_their_page_open(
    app: Flask, people: People
) -> None:
    top, anna = people.add("Top"), people.add("Anna")
    version = anna.version
    run(app, "people", "leader", "--email", anna.email, "--leader", top.email)
    run(app, "people", "due", "--email", anna.email, "2026-12-24")
    run(app, "people", "leave", "--email", anna.email)
    run(app, "people", "come-back", "--email", anna.email)
    lines = [(line.action, line.about_id, line.by_name) for line in rows(app, AuditEntry)]
    actions = ("person.changed", "deadline.set", "person.left", "person.returned")
    assert lines == [(action, anna.id, "") for action in actions]
    assert stored(app, anna).version == version + 3
