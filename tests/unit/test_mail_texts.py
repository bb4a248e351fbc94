"""Placeholders: found, checked, renamed and filled in, and never more than once."""

from __future__ import annotations

import pytest

from elearning.choices import MailText
from elearning.mail_texts import (
    MailKind,
    Placeholder,
    as_stored,
    as_typed,
    fill,
    missing,
    paragraphs,
    unknown,
)

DUE = Placeholder("due_date", "frist", "the due date")
LEADER = Placeholder("leader", "leder", "the leader")
KIND = MailKind("a-mail", "A mail", lambda: MailText(subject="", body=""), (DUE, LEADER), (DUE,))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("by {due_date}", "by mandag"),
        ("{due_date}: the day", "Mandag: the day"),
        ("Hello. {due_date} it is", "Hello. Mandag it is"),
        ("So: {due_date}", "So: mandag"),
        ("{due_date}{due_date}", "Mandagmandag"),
        ("{nothing} {} { } {{due_date}}", "{nothing} {} { } {mandag}"),
        ("{due_date", "{due_date"),
        ("{odd}", "{due_date}"),
    ],
)
def test_values_take_the_place_of_placeholders_once(text: str, result: str) -> None:
    assert fill(text, {"due_date": "mandag", "odd": "{due_date}"}) == result


def test_what_nobody_knows_is_listed_once_as_it_was_typed() -> None:
    assert unknown("{frist} { FRIST } {Dato} {Dato} {} {leder", KIND) == ["{Dato}", "{}"]


@pytest.mark.parametrize(("text", "lacking"), [("{Frist}", []), ("{leder}", [DUE]), ("frist", [DUE])])
def test_what_must_be_there_may_be_in_the_subject_or_the_text(text: str, lacking: list[Placeholder]) -> None:
    assert missing([text, ""], KIND) == lacking
    assert missing(["", text], KIND) == lacking


def test_a_text_is_stored_by_names_and_shown_by_words() -> None:
    typed = MailText(subject="Til  {Leder}\n", body="{ frist }\r\n\r\n\r\n \r\nSlut {andet}\r\n")
    stored = as_stored(typed, KIND)
    assert stored == MailText(subject="Til {leader}", body="{due_date}\n\nSlut {andet}")
    assert as_typed(stored, KIND) == MailText(subject="Til {leder}", body="{frist}\n\nSlut {andet}")
    assert as_stored(as_typed(stored, KIND), KIND) == stored


def test_paragraphs_stand_between_blank_lines() -> None:
    assert paragraphs("\n\na\nb\n \n\t\n\nc\r\n\r\nd  ") == ["a\nb", "c", "d"]
    assert paragraphs(" \n ") == []
