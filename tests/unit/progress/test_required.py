"""Which scenarios are in a journey: what is marked for one's role, and no more of them for two roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.accounts.rules import FoundationRole
from elearning.progress.required import Dilemma, required

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole
X, Y, Z = "x", "y", "z"

Dilemmas = dict[int, Dilemma]


def dilemma(*roles: FoundationRole, balances: tuple[str, ...] = (X,)) -> Dilemma:
    return Dilemma(frozenset(roles), balances)


def course(*dilemmas: Dilemma) -> Dilemmas:
    return dict(enumerate(dilemmas))


def marked(dilemmas: Mapping[int, Dilemma], role: FoundationRole) -> set[int]:
    return {key for key, each in dilemmas.items() if role in each.required_for}


def per_balance(dilemmas: Mapping[int, Dilemma], keys: Collection[int]) -> Counter[str]:
    return Counter(balance for key in keys for balance in dilemmas[key].balances)


role_sets = st.frozensets(st.sampled_from(FoundationRole))
balance_sets = st.lists(st.sampled_from([X, Y, Z]), min_size=1, max_size=3, unique=True).map(tuple)
courses = st.lists(st.builds(Dilemma, role_sets, balance_sets), max_size=14).map(lambda all_: course(*all_))
two_roles = st.sampled_from(list(permutations(FoundationRole, 2)))
#: A dilemma of one balance and one or both of two roles, for what can only be said exactly of such.
plain = st.builds(dilemma, st.sampled_from([EMPLOYEE, LEADER]), balances=st.sampled_from([(X,), (Y,), (Z,)]))


@given(courses, st.sampled_from(FoundationRole))
def test_one_role_has_exactly_what_is_marked_for_it(dilemmas: Dilemmas, role: FoundationRole) -> None:
    assert required(dilemmas, [role]) == marked(dilemmas, role)


@given(courses, two_roles)
def test_two_roles_have_as_many_as_the_one_with_most(
    dilemmas: Dilemmas, roles: tuple[FoundationRole, FoundationRole]
) -> None:
    chosen = required(dilemmas, roles)
    assert len(chosen) == max(len(marked(dilemmas, role)) for role in roles)
    assert chosen <= marked(dilemmas, roles[0]) | marked(dilemmas, roles[1])


@given(courses, two_roles)
def test_what_is_marked_for_both_roles_is_never_left_out(
    dilemmas: Dilemmas, roles: tuple[FoundationRole, FoundationRole]
) -> None:
    both = marked(dilemmas, roles[0]) & marked(dilemmas, roles[1])
    assert both <= required(dilemmas, roles)


@given(courses, two_roles)
def test_it_is_the_same_every_time_whichever_role_is_the_first(
    dilemmas: Dilemmas, roles: tuple[FoundationRole, FoundationRole]
) -> None:
    # A journey that changed from one visit to the next would lose what somebody is in the middle of.
    chosen = required(dilemmas, roles)
    assert required(dilemmas, roles[::-1]) == chosen
    assert required(dict(dilemmas), set(roles)) == chosen


@given(courses, two_roles, st.builds(Dilemma, st.just(frozenset()), balance_sets))
def test_a_dilemma_that_is_required_of_nobody_changes_nobodys_journey(
    dilemmas: Dilemmas, roles: tuple[FoundationRole, FoundationRole], other: Dilemma
) -> None:
    assert required({-1: other, **dilemmas}, roles) == required(dilemmas, roles)


@given(st.lists(plain, max_size=14).map(lambda all_: course(*all_)))
def test_no_balance_gets_two_more_than_one_that_still_has_some(dilemmas: Dilemmas) -> None:
    chosen = required(dilemmas, [EMPLOYEE, LEADER])
    counts = per_balance(dilemmas, chosen)
    left = {balance for key in dilemmas.keys() - chosen for balance in dilemmas[key].balances}
    assert all(counts[most] <= counts[least] + 1 for most, least in product(counts, left))


@given(st.lists(st.sampled_from([EMPLOYEE, LEADER]), max_size=14))
def test_no_role_gets_two_more_than_the_other_while_that_has_some_left(roles: list[FoundationRole]) -> None:
    dilemmas = course(*map(dilemma, roles))
    chosen = required(dilemmas, [EMPLOYEE, LEADER])
    counts = Counter(roles[key] for key in chosen)
    left = {roles[key] for key in dilemmas.keys() - chosen}
    assert all(counts[most] <= counts[least] + 1 for most, least in product(counts, left))


def test_with_nine_of_each_role_both_roles_and_every_balance_get_their_share() -> None:
    # As the shipped course is meant to be: all the employees' dilemmas stand before the leaders'.
    dilemmas = course(
        *(dilemma(role, balances=(balance,)) for role in (EMPLOYEE, LEADER) for balance in (X, Y, Z) * 3)
    )
    chosen = required(dilemmas, [EMPLOYEE, LEADER])
    assert per_balance(dilemmas, chosen) == {X: 3, Y: 3, Z: 3}
    assert sorted(len(chosen & marked(dilemmas, role)) for role in (EMPLOYEE, LEADER)) == [4, 5]


def test_a_role_with_few_keeps_them_beside_one_with_many() -> None:
    dilemmas = course(*[dilemma(EMPLOYEE)] * 6, *[dilemma(LEADER)] * 2)
    chosen = required(dilemmas, [EMPLOYEE, LEADER])
    assert len(chosen) == 6
    assert marked(dilemmas, LEADER) <= chosen


def test_what_is_marked_for_both_counts_in_the_share_of_its_balance() -> None:
    both = [dilemma(EMPLOYEE, LEADER)] * 2
    dilemmas = course(*both, dilemma(EMPLOYEE), dilemma(LEADER), dilemma(EMPLOYEE, balances=(Y,)))
    assert required(dilemmas, [EMPLOYEE, LEADER]) >= {0, 1, 4}


def test_a_dilemma_on_several_balances_fills_the_one_that_lacks() -> None:
    dilemmas = course(
        dilemma(EMPLOYEE, LEADER), dilemma(EMPLOYEE), dilemma(LEADER), dilemma(EMPLOYEE, balances=(X, Y))
    )
    assert required(dilemmas, [EMPLOYEE, LEADER]) == {0, 3, 2}


def test_of_equal_ones_the_first_in_the_course_is_taken() -> None:
    dilemmas = {key: dilemma(EMPLOYEE if key in "bd" else LEADER) for key in "dbca"}
    assert required(dilemmas, [EMPLOYEE, LEADER]) == {"d", "c"}
    backwards = dict(reversed(dilemmas.items()))
    assert required(backwards, [EMPLOYEE, LEADER]) == {"a", "b"}


@pytest.mark.parametrize("roles", [[EXECUTIVE], [EXECUTIVE, LEADER]])
@pytest.mark.parametrize("dilemmas", [{}, course(dilemma(EMPLOYEE), dilemma())])
def test_where_nothing_is_marked_for_a_role_nothing_is_required(
    dilemmas: Dilemmas, roles: list[FoundationRole]
) -> None:
    assert required(dilemmas, roles) == set()
