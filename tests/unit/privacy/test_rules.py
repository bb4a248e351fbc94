from datetime import UTC, date, datetime

import pytest

from elearning.privacy.rules import first_of_month, is_name_of, limit, names_in


@pytest.mark.parametrize("typed", ["Anna Holm", "anna holm", "  Anna   Holm "])
def test_a_name_is_typed_whatever_its_capitals_and_spaces(typed: str) -> None:
    assert is_name_of(typed, "Anna Holm")


@pytest.mark.parametrize("typed", ["", "Anna", "Holm Anna", "Anna Holms"])
def test_another_name_is_not(typed: str) -> None:
    assert not is_name_of(typed, "Anna Holm")


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Åse bad om det", "Åse Ærø", ["Åse"]),
        ("efter ÆRØS ønske", "Åse Ærø", ["ÆRØS"]),
        ("A\u030ases ønske", "Åse Ærø", ["Åses"]),
        ("Marie-Louise bad om det", "Anne-Marie Holm", ["Marie"]),
        ("bo ek bad om det", "Bo Ek", ["Bo Ek"]),
        ("Hans bad om det", "Hans Berg", ["Hans"]),
        ("Mads bad om det", "Mads Berg", ["Mads"]),
    ],
)
def test_a_part_of_a_name_is_found_as_a_word(text: str, name: str, found: list[str]) -> None:
    assert names_in(text, name) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Personen bad om det", "Åse Ærø"),
        ("Det bor der ingen, der mener", "Bo Ek"),
        ("efter hans eget ønske den 3. maj", "Hans Maj"),
        ("Der kom et brev", "Ib van der Ree"),
        ("Holmgaard har ringet", "Anna Holm"),
    ],
)
def test_other_words_are_no_names(text: str, name: str) -> None:
    assert names_in(text, name) == []


def test_a_limit_is_as_many_days_ago_as_a_moment_and_as_a_day() -> None:
    # Past midnight here, and not yet in UTC.
    found = limit(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), date(2026, 11, 24), 10)
    assert (found.moment, found.day) == (datetime(2026, 11, 13, 23, 30, tzinfo=UTC), date(2026, 11, 14))


def test_a_month_is_its_first_day() -> None:
    assert first_of_month(date(2024, 2, 29)) == date(2024, 2, 1)
