"""Codes that cannot be guessed and survive being typed, and the last day of a certificate."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache
from string import ascii_uppercase

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from elearning.certificates.rules import Validity, as_typed, grouped, new_code, valid_until, validity

ALPHABET = set(ascii_uppercase) | set("234567")
TODAY = date(2026, 11, 23)

codes = st.text(sorted(ALPHABET), min_size=32, max_size=32)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
lengths = st.integers(1, 120)


@cache
def many() -> list[str]:
    return [new_code() for _each in range(10_000)]


class TestACode:
    def test_has_160_bits_of_chance(self) -> None:
        # 32 places of 5 bits each: every place takes every one of the 32 characters.
        assert {len(code) for code in many()} == {32}
        assert [set(place) for place in zip(*many(), strict=True)] == [ALPHABET] * 32

    def test_is_never_made_twice(self) -> None:
        assert len(set(many())) == len(many())

    def test_has_nothing_that_is_taken_for_something_else(self) -> None:
        assert not set("018") & set("".join(many()))

    def test_is_read_aloud_in_groups_of_four(self) -> None:
        assert grouped("ABCDEFGH234567AB" * 2) == "ABCD EFGH 2345 67AB ABCD EFGH 2345 67AB"


class TestWhatIsTyped:
    @given(codes, st.data())
    def test_is_the_code_whatever_the_case_and_whatever_is_between(
        self, code: str, data: st.DataObject
    ) -> None:
        between = st.sampled_from(["", " ", "  ", "-", " - ", "\t", "\N{NO-BREAK SPACE}"])
        case = st.sampled_from([str.upper, str.lower])
        typed = "".join(data.draw(between) + data.draw(case)(character) for character in code)
        assert as_typed(typed + data.draw(between)) == code

    @given(codes)
    def test_may_be_what_was_read_aloud(self, code: str) -> None:
        assert as_typed(grouped(code)) == code

    @given(codes, st.integers(0, 31), st.characters(exclude_categories=["Lu", "Ll", "Zs", "Cc"]))
    def test_with_one_character_that_no_code_has_is_none(self, code: str, place: int, strange: str) -> None:
        assume(strange not in "234567-" and not strange.isspace())
        assert as_typed(code[:place] + strange + code[place + 1 :]) is None

    @pytest.mark.parametrize(
        "typed", ["", " ", "-", "A" * 31, "A" * 33, "A" * 31 + "0", "A" * 31 + "1", "A" * 31 + "8", "Æ" * 32]
    )
    def test_that_cannot_be_a_code_is_none(self, typed: str) -> None:
        assert as_typed(typed) is None


class TestTheLastDay:
    @pytest.mark.parametrize(
        ("completed_on", "months", "last"),
        [
            (date(2026, 11, 23), 24, date(2028, 11, 23)),
            (date(2026, 12, 15), 1, date(2027, 1, 15)),
            (date(2026, 11, 15), 1, date(2026, 12, 15)),
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2024, 1, 31), 1, date(2024, 2, 29)),
            (date(2026, 3, 31), 1, date(2026, 4, 30)),
            (date(2026, 11, 30), 3, date(2027, 2, 28)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2024, 2, 29), 48, date(2028, 2, 29)),
            (date(2026, 2, 28), 24, date(2028, 2, 28)),
            (date(2099, 2, 28), 12, date(2100, 2, 28)),  # a century without a leap day
        ],
    )
    def test_is_the_same_day_so_many_months_on_or_the_last_of_a_shorter_month(
        self, completed_on: date, months: int, last: date
    ) -> None:
        assert valid_until(completed_on, months) == last

    @given(days)
    def test_is_none_where_no_validity_is_set(self, completed_on: date) -> None:
        assert valid_until(completed_on, None) is None

    @given(days, lengths)
    def test_is_in_exactly_that_month(self, completed_on: date, months: int) -> None:
        last = valid_until(completed_on, months)
        assert last
        assert 12 * (last.year - completed_on.year) + last.month - completed_on.month == months

    @given(days, lengths)
    def test_is_another_day_of_the_month_only_where_that_day_does_not_exist(
        self, completed_on: date, months: int
    ) -> None:
        last = valid_until(completed_on, months)
        assert last
        longest = calendar.monthrange(last.year, last.month)[1]
        assert last.day == min(completed_on.day, longest)

    @given(days, lengths)
    def test_never_comes_earlier_for_who_completes_later(self, completed_on: date, months: int) -> None:
        earlier, later = (
            valid_until(day, months) for day in (completed_on, completed_on + timedelta(days=1))
        )
        assert earlier
        assert later
        assert earlier <= later


class TestACertificate:
    @pytest.mark.parametrize(
        ("days_left", "expected"),
        [(1, Validity.VALID), (0, Validity.VALID), (-1, Validity.EXPIRED), (-400, Validity.EXPIRED)],
    )
    def test_is_valid_on_its_last_day_and_not_on_the_next(self, days_left: int, expected: Validity) -> None:
        assert validity(TODAY + timedelta(days=days_left), TODAY, revoked=False) is expected

    @given(days)
    def test_without_an_end_is_always_valid(self, today: date) -> None:
        assert validity(None, today, revoked=False) is Validity.VALID

    @given(st.none() | days, days)
    def test_that_is_revoked_is_that_whatever_its_end(self, last: date | None, today: date) -> None:
        assert validity(last, today, revoked=True) is Validity.REVOKED
