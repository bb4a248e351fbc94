"""An empty text of each kind: everything is said at once, in sentences that name what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from elearning.authoring import bank_data, checking, lesson_data, scenario_data, words
from elearning.authoring.bank_kind import Banks
from elearning.authoring.fields import Data
from elearning.authoring.kind import Kind
from elearning.authoring.lesson_kind import Lessons
from elearning.authoring.scenario_kind import Scenarios
from elearning.authoring.scenario_words import field_names
from elearning.authoring.words import Finding

IDENTITY = {"slug": "a", "module": "b", "position": 1}


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    bare = Flask("elearning")
    Babel().init_app(bare, default_locale="da")
    with bare.test_request_context():
        yield


def of_lesson(data: Data) -> list[Finding]:
    return checking.every_finding(lambda filled: lesson_data.lesson_of(filled, IDENTITY), data)


def of_scenario(data: Data) -> list[Finding]:
    return checking.every_finding(lambda filled: scenario_data.scenario_of(filled, IDENTITY), data)


def of_bank(data: Data) -> list[Finding]:
    return checking.every_finding(lambda filled: bank_data.bank_of(filled, "b"), data)


def lesson() -> Data:
    steps = [lesson_data.new_step(kind, f"trin-{kind}", "") for kind in lesson_data.KINDS]
    for circle, slug in zip(steps[-1]["circles"], "abc", strict=True):
        circle["slug"] = slug
    return {**lesson_data.empty(""), "audience": [], "steps": steps}


def scenario() -> Data:
    data = {**scenario_data.empty(""), "audience": []}
    for number, balance in enumerate(["operations-renewal", "field-coherence"]):
        scenario_data.add_board(data, number, scenario_data.new_placement(balance))
    data["new_fact"]["balance"] = ""
    return data


def bank() -> Data:
    return {"questions": [bank_data.new_question(kind, f"q-{kind}", "") for kind in bank_data.KINDS]}


#: What each empty field is said with, by its address in the form; of what is alike, one of them.
LESSON = {
    "title": "titel", "summary": "lektionen handler om", "audience": "Hvem er den til?",
    "steps.1.title": "trinnets titel", "steps.1.text": "trinnets tekst", "steps.2.question": "spørgsmålet",
    "steps.2.options.1.text": "svaret", "steps.2.options.2.explanation": "svar",
    "steps.2.options": "rigtigt svar",
    "steps.3.question": "spørgsmålet", "steps.4.text": "trinnets tekst",
    "steps.4.circles.3.title": "cirklen", "steps.4.circles.3.hint": "cirklen",
}  # fmt: skip
SCENARIO = {
    "title": "titel", "audience": "Hvem er den til?", "situation": "situationen",
    "placements.1.first.here": "betyder", "placements.1.second.gains": "gevinsten",
    "placements.2.first.risks": "risikoen", "placements.2.second.warnings.2": "tegn nr. 2 på for meget",
    "price.3.text": "mindre opmærksomhed", "price.4.directions": "Hvornår er det her rigtigt?",
    "price.1.explanation": "forklaring", "new_fact.text": "hvad der ændrer sig",
    "new_fact.balance": "hvilken balance", "voices.1.role": "rolle", "voices.2.before.2": "lægger vægten",
    "voices.3.after": "efter den nye oplysning", "voices.5.reason": "argumentet",
    "afterthought": "spørgsmål at tage med", "pages": "sidetal",
}  # fmt: skip
BANK = {
    "questions.1.question": "spørgsmålet", "questions.1.options.2.text": "svaret",
    "questions.1.pages": "sidetal",
    "questions.2.groups.1": "gruppen", "questions.2.items.1.text": "gruppe",
    "questions.2.items.2.group": "gruppe",
    "questions.2.items.1.explanation": "forklaring", "questions.2.pages": "sidetal",
    "questions.1.options": "rigtigt",
}  # fmt: skip


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (lambda: of_lesson(lesson()), LESSON),
        (lambda: of_scenario(scenario()), SCENARIO),
        (lambda: of_bank(bank()), BANK),
        (lambda: of_lesson(lesson_data.empty("A")), {"steps": "mindst ét trin"}),
        (lambda: of_scenario(scenario_data.empty("A")), {"placements": "mindst ét balancebræt"}),
        (
            lambda: of_scenario({**scenario(), "price": [], "voices": []}),
            {"price": "fravalg", "voices": "argumenter"},
        ),
        (lambda: of_bank({"questions": []}), {"questions": "mindst ét spørgsmål"}),
    ],
    ids=["lesson", "scenario", "bank", "no steps", "no boards", "no options or arguments", "no questions"],
)
def test_every_empty_field_is_named_at_once(found: Any, expected: dict[str, str]) -> None:  # noqa: ANN401 - a function
    said = {each.field: each.message for each in found()}
    for field, words_of_it in expected.items():
        assert words_of_it.lower() in said.get(field, "nothing").lower(), (field, said.get(field))
    assert not [
        text for text in said.values() if "Her er" in text or "Skriv noget" in text or "mulighederne" in text
    ]


def test_a_step_whose_title_is_missing_is_asked_for_its_text_too() -> None:
    data = {**lesson_data.empty("A"), "summary": "B", "steps": [lesson_data.new_step("read", "trin", "")]}
    assert [(each.id, each.is_missing) for each in of_lesson(data)] == [
        ("steps-1-title", True),
        ("steps-1-text", True),
    ]


def test_what_is_whole_lacks_nothing_and_is_left_as_it_was() -> None:
    step = {**lesson_data.new_step("read", "trin", "T"), "text": "Vi hilser."}
    data = {**lesson_data.empty("A"), "summary": "B", "steps": [step]}
    assert of_lesson(data) == []
    data["steps"].append(lesson_data.new_step("read", "nyt", ""))
    of_lesson(data)
    assert data["steps"][1]["title"] == ""


def test_options_that_are_empty_are_not_told_that_they_are_alike() -> None:
    assert not [each for each in of_scenario(scenario()) if "To fravalg" in each.message]


@pytest.mark.parametrize(
    ("kind", "data", "field", "place"),
    [
        (Scenarios(), scenario(), "placements.1.first.gains", "Sikker drift og fornyelse, Sikker drift"),
        (Scenarios(), scenario(), "placements.2.second.here", "Egen faglighed og sammenhæng på tværs, Samm"),
        (Scenarios(), scenario(), "price.2.text", "Fravalg 2"),
        (Scenarios(), scenario(), "voices.3.before.2", "Argument 3, Egen faglighed og sammenhæng"),
        (Scenarios(), scenario(), "situation", ""),
        (Lessons(), lesson(), "steps.2.options.1.text", "Trin 2, Svar 1"),
        (Lessons(), lesson(), "steps.4.circles.3.hint", "Trin 4, Cirkel 3"),
        (Banks(), bank(), "questions.2.items.1.group", "Spørgsmål 2"),
    ],
)
def test_where_it_is_missing_is_called_as_in_the_form(
    kind: Kind[Any], data: Data, field: str, place: str
) -> None:
    assert kind.where(field, data).startswith(place)


def test_a_side_is_called_the_same_in_a_difference_as_in_the_form() -> None:
    assert field_names()["operations.gains"] == "Sikker drift: Gevinst ved mere af det"
    data = scenario()
    data["placements"][0]["first"]["gains"] = "Ro."
    board = Scenarios().as_cards(None, data)[1]["steps"][0]
    assert board["operations.gains"] == "Ro."


def test_before_it_is_asked_for_each_part_of_the_form_has_one_line() -> None:
    found = of_scenario(scenario_data.empty("A"))
    parts = {each.field: (each.number, each.is_missing) for each in words.sections(found)}
    assert parts["price"] == (8, True)
    assert parts["placements"] == (1, True)
    assert len(parts) < 9
    assert set(parts) <= set(Scenarios().field_names())


def test_a_mistake_is_not_counted_as_missing() -> None:
    step = {**lesson_data.new_step("read", "trin", "T"), "text": "Vi <b>hilser</b>."}
    found = of_lesson({**lesson_data.empty("A"), "summary": "B", "steps": [step]})
    assert [(each.field, each.is_missing) for each in words.sections(found)] == [("steps", False)]
