"""The buttons of the editor: steps are added, moved, removed and put back."""

from __future__ import annotations

import pytest

from elearning.authoring import rules
from elearning.authoring.lesson_data import data_of
from elearning.authoring.rules import UnknownActionError, Writing, act, slug_of
from elearning.modules.content import MAX_STEPS
from tests.course import GREETING

ORDER = ["foerste", "en", "flere", "taenk", "cirkler"]


@pytest.fixture
def writing() -> Writing:
    return Writing(data_of(GREETING), [])


def slugs(writing: Writing) -> list[str]:
    return [step["slug"] for step in writing.data["steps"]]


def do(writing: Writing, action: str, kind: str = "read", title: str = "") -> str:
    return act(writing, action, added=(kind, title), taken={"gammel"})


@pytest.mark.parametrize(
    ("action", "order", "step"),
    [
        ("up.2", ["en", "foerste", "flere", "taenk", "cirkler"], 1),
        ("up.1", ORDER, 1),
        ("down.1", ["en", "foerste", "flere", "taenk", "cirkler"], 2),
        ("down.5", ORDER, 5),
        ("move.4.1", ["taenk", "foerste", "en", "flere", "cirkler"], 1),
        ("move.1.99", ["en", "flere", "taenk", "cirkler", "foerste"], 5),
    ],
)
def test_a_step_goes_where_the_button_says(
    writing: Writing, action: str, order: list[str], step: int
) -> None:
    assert do(writing, action) == f"steps-{step}"
    assert slugs(writing) == order


def test_a_deleted_step_is_put_back_where_it_was_with_all_it_had(writing: Writing) -> None:
    before = data_of(GREETING)
    assert do(writing, "delete.2") == "removed-1"
    assert slugs(writing) == ["foerste", "flere", "taenk", "cirkler"]
    assert do(writing, "undo.1") == "steps-2"
    assert (writing.data, writing.removed) == (before, [])


def test_what_is_there_again_is_not_put_back_twice(writing: Writing) -> None:
    before = data_of(GREETING)
    do(writing, "delete.2")
    writing.data = data_of(GREETING)  # a colleague saved a text that has the step in place of this one
    assert do(writing, "undo.1") == "steps-2"
    assert (writing.data, writing.removed) == (before, [])


@pytest.mark.parametrize(("part", "place"), [("2.2", "steps-2-options-2"), ("5.1", "steps-5-circles-1")])
def test_a_deleted_answer_or_circle_is_put_back_where_it_was(writing: Writing, part: str, place: str) -> None:
    before = data_of(GREETING)
    assert do(writing, f"drop.{part}") == "removed-1"
    assert writing.data != before
    assert do(writing, "undo.1") == place
    assert (writing.data, writing.removed) == (before, [])


def test_an_answer_goes_back_into_its_own_step_though_that_was_moved_or_deleted(writing: Writing) -> None:
    do(writing, "drop.2.1")
    do(writing, "up.2")
    do(writing, "delete.1")
    with pytest.raises(UnknownActionError):
        do(writing, "undo.1")
    assert do(writing, "undo.2") == "steps-1"
    assert do(writing, "undo.1") == "steps-1-options-1"


def test_only_the_last_ten_deleted_steps_are_remembered(writing: Writing) -> None:
    for number in range(12):
        do(writing, "add", title=f"Trin {number}")
        do(writing, f"delete.{len(writing.data['steps'])}")
    assert writing.removed[0]["item"]["title"] == "Trin 2"
    assert len(writing.removed) == 10


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Ærø på én dag!", "aeroe-paa-en-dag"), ("En", "en-2"), ("Gammel", "gammel-2"), ("", "trin")],
)
def test_a_new_step_gets_a_slug_that_no_step_of_the_lesson_ever_had(
    writing: Writing, title: str, slug: str
) -> None:
    assert do(writing, "add", title=title) == "steps-6"
    assert slugs(writing)[-1] == slug


def test_a_new_step_is_not_taken_for_one_that_was_just_deleted(writing: Writing) -> None:
    do(writing, "delete.2")
    do(writing, "add", title="En")
    assert slugs(writing)[-1] == "en-2"


def test_answers_are_added_and_deleted(writing: Writing) -> None:
    assert do(writing, "more.2") == "steps-2-options-4"
    assert do(writing, "drop.2.1") == "removed-1"
    assert [option["text"] for option in writing.data["steps"][1]["options"]] == ["Goddag", "Undskyld", ""]


@pytest.mark.parametrize(
    "action",
    [
        "",
        "dance",
        "up",
        "up.0",
        "up.6",
        "up.x",
        "delete.-1",
        "undo.1",
        "more.1",
        "drop.2.9",
        "place.1",
        "move.1",
        "move.9.1",
        "add.1",
    ],
)
def test_what_no_button_says_is_refused_and_changes_nothing(writing: Writing, action: str) -> None:
    with pytest.raises(UnknownActionError):
        do(writing, action)
    assert slugs(writing) == ORDER


def test_an_unknown_kind_is_not_added(writing: Writing) -> None:
    with pytest.raises(UnknownActionError):
        do(writing, "add", kind="video")


def test_a_lesson_gets_no_more_steps_than_it_may_have(writing: Writing) -> None:
    for _ in range(20):
        do(writing, "add", title="Mere")
    assert len(writing.data["steps"]) == MAX_STEPS


def test_circles_get_slugs_of_their_own() -> None:
    data = {"steps": [{"circles": [{"slug": "", "title": "Dig"}, {"slug": "", "title": "Dig"}]}]}
    circles = rules.with_circle_slugs(data)["steps"][0]["circles"]
    assert [circle["slug"] for circle in circles] == ["dig", "dig-2"]


def test_a_slug_is_never_longer_than_its_column() -> None:
    assert len(slug_of("ø" * 400, {"oe" * 25}, "trin")) <= 64
