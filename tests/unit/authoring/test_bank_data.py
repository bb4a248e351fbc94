"""A question bank goes through the editor and comes back the same."""

from __future__ import annotations

from typing import Any

import pytest

from elearning.authoring import bank_data
from elearning.authoring.fields import Fields
from elearning.content_text import ContentError
from elearning.quizzes.publishing import SHIPPED
from elearning.quizzes.question_bank import QuestionBank, parse_bank, write_bank

BANKS = [parse_bank(file.read_text(encoding="utf-8")) for file in sorted(SHIPPED.glob("*/quiz.yaml"))]


def as_sent(data: Any, name: str = "") -> dict[str, list[str]]:  # noqa: ANN401 - whatever data has
    """Give what the editor's form would send of these data."""
    if isinstance(data, dict):
        parts = [as_sent(value, f"{name}.{key}" if name else key) for key, value in data.items()]
        return {key: value for part in parts for key, value in part.items()}
    if isinstance(data, list) and name.endswith("pages"):
        return {name: [", ".join(map(str, data))]}
    if isinstance(data, list):
        parts = [as_sent(value, f"{name}.{number}") for number, value in enumerate(data, start=1)]
        return {key: value for part in parts for key, value in part.items()}
    if isinstance(data, bool):
        return {name: ["y"]} if data else {}
    return {name: [str(data).replace("\n", "\r\n")]}


def test_every_module_has_a_bank() -> None:
    assert len(BANKS) == 5


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.module)
def test_a_bank_through_the_form_and_back_is_the_same_byte_for_byte(bank: QuestionBank) -> None:
    read = bank_data.read(Fields(as_sent(bank_data.data_of(bank))))
    assert read == bank_data.data_of(bank)
    assert write_bank(bank_data.bank_of(read, bank.module)) == write_bank(bank)


def test_an_empty_form_is_read_as_a_bank_without_questions() -> None:
    assert bank_data.read(Fields({})) == {"questions": []}


def test_an_unknown_kind_is_a_question_with_options() -> None:
    (question,) = bank_data.read(Fields({"questions.1.kind": ["essay"]}))["questions"]
    assert question["kind"] == "choose"


@pytest.mark.parametrize("group", ["", "0", "7", "-1", "²", "1" * 5000, "x"])
def test_what_is_no_group_is_no_choice_yet(group: str) -> None:
    sent = {"questions.1.kind": ["sort"], "questions.1.items.1.group": [group]}
    (question,) = bank_data.read(Fields(sent))["questions"]
    assert question["items"][0]["group"] == bank_data.NO_GROUP


def test_a_bank_can_have_all_the_questions_that_are_allowed() -> None:
    sent = {f"questions.{number}.question": ["x"] for number in range(1, 1000)}
    assert len(bank_data.read(Fields(sent))["questions"]) == bank_data.MOST_QUESTIONS


def test_what_is_wrong_is_said_at_the_name_of_the_form_field() -> None:
    choose = bank_data.new_question("choose", "en", "")
    sort = bank_data.new_question("sort", "to", "Hvor hører det til?")
    with pytest.raises(ContentError) as error:
        bank_data.bank_of({"questions": [choose, sort]}, "begynd")
    assert {
        "questions.1.question",
        "questions.1.options.1.text",
        "questions.2.groups.1",
        "questions.2.items.2.group",
    } <= {each.field for each in error.value.problems}
