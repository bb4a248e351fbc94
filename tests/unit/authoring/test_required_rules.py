"""Whom dilemmas are required of: reading the marks, and what they change in whose journey."""

from __future__ import annotations

from elearning.accounts.rules import FoundationRole
from elearning.authoring import required_rules
from elearning.authoring.required_rules import Marked

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole
OPERATIONS, FIELD = ("operations-renewal",), ("field-coherence",)


def marked(number: int, required_for: set[FoundationRole], balances: tuple[str, ...] = OPERATIONS) -> Marked:
    return Marked(
        id=number,
        slug=f"nr-{number}",
        title=f"Nr. {number}",
        module="Begyndelsen",
        audience=frozenset({EMPLOYEE, LEADER}),
        required_for=frozenset(required_for),
        balances=balances,
    )


TWO = [marked(1, {EMPLOYEE}), marked(2, {LEADER}, FIELD)]


def test_marks_are_read_for_each_scenario() -> None:
    choice = required_rules.read(TWO, ["nr-1.leader", "nr-2.employee", "nr-2.leader"])
    assert choice == {1: {LEADER}, 2: {EMPLOYEE, LEADER}}


def test_marks_of_roles_it_is_not_for_and_of_nothing_count_for_nothing() -> None:
    assert required_rules.read(TWO, ["nr-1.executive", "nr-9.leader", "", "nr-1", "nr-1.leader.leader"]) == {
        1: frozenset(),
        2: frozenset(),
    }


def test_only_what_is_marked_otherwise_is_changed() -> None:
    assert required_rules.changed(TWO, required_rules.as_it_is(TWO)) == []
    assert required_rules.changed(TWO, {1: frozenset({EMPLOYEE}), 2: frozenset()}) == [TWO[1]]


def test_what_one_role_gets_and_is_let_off() -> None:
    choice = required_rules.read(TWO, ["nr-2.leader", "nr-2.employee"])
    assert required_rules.difference(TWO, choice, frozenset({EMPLOYEE})) == ({2}, {1})
    assert required_rules.difference(TWO, choice, frozenset({LEADER})) == (set(), set())


def test_who_has_two_roles_gets_no_more_than_the_role_with_most() -> None:
    choice = required_rules.read(TWO, ["nr-1.employee", "nr-1.leader", "nr-2.leader"])
    both = frozenset({EMPLOYEE, LEADER})
    assert required_rules.difference(TWO, required_rules.as_it_is(TWO), both) == (set(), set())
    assert required_rules.difference(TWO, choice, both) == ({2}, set())


def test_a_role_that_no_scenario_is_for_gets_none() -> None:
    choice = required_rules.read(TWO, [])
    assert required_rules.difference(TWO, choice, frozenset({EXECUTIVE})) == (set(), set())


def test_a_seal_tells_one_change_from_every_other() -> None:
    now = required_rules.as_it_is(TWO)
    other = required_rules.read(TWO, ["nr-1.leader"])
    later = [marked(1, {LEADER}), TWO[1]]
    seals = {required_rules.seal(*each) for each in ((TWO, now), (TWO, other), (later, other))}
    assert len(seals) == 3
