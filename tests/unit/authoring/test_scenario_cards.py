"""Two texts of a scenario compared part by part."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from elearning.authoring import scenario_data
from elearning.authoring.differences import Comparison, compare
from elearning.authoring.scenario_cards import as_cards
from tests.unit.quizzes.examples import clean


@pytest.fixture(autouse=True)
def speaking() -> Iterator[None]:
    bare = Flask(__name__)
    Babel().init_app(bare)
    with bare.test_request_context():
        yield


@pytest.fixture
def data() -> dict[str, Any]:
    return scenario_data.data_of(clean())


def compared(before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    return compare(*as_cards(before, after))


def test_the_same_text_has_no_difference(data: dict[str, Any]) -> None:
    assert compared(data, copy.deepcopy(data)).is_empty


def test_a_word_in_an_option_is_the_only_difference(data: dict[str, Any]) -> None:
    after = copy.deepcopy(data)
    after["price"][1]["text"] += " i dag"
    [card] = compared(data, after).steps
    assert (card.kind, card.state, [each.field for each in card.fields]) == ("price", "changed", ["text"])


def test_an_option_that_is_gone_leaves_the_others_as_they_were(data: dict[str, Any]) -> None:
    after = copy.deepcopy(data)
    gone = after["price"].pop(0)
    [card] = compared(data, after).steps
    assert (card.title, card.state) == (gone["text"], "removed")


def test_a_new_voice_is_new_and_a_mark_in_the_grid_is_said_in_words(data: dict[str, Any]) -> None:
    after = copy.deepcopy(data)
    after["voices"].insert(0, scenario_data.new_voice(1) | {"reason": "Jeg ser det fra en helt ny side."})
    after["price"][0]["directions"] = ["coherence"]
    changed = {(card.kind, card.state) for card in compared(data, after).steps}
    assert changed == {("voices", "added"), ("price", "changed")}


def test_a_first_text_is_all_new(data: dict[str, Any]) -> None:
    _, after = as_cards(None, data)
    assert {card.state for card in compare(None, after).steps} == {"added"}
