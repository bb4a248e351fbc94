"""The difference between two texts, as HR reads it before publishing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elearning.authoring.differences import Kind, Piece, compare, words
from elearning.authoring.lesson_data import data_of
from tests.course import GREETING


def test_only_the_words_that_changed_are_marked() -> None:
    assert words("Vi siger goddag til alle.", "Vi siger pænt goddag til alle.") == (
        Piece(Kind.SAME, "Vi siger"),
        Piece(Kind.ADDED, " pænt"),
        Piece(Kind.SAME, " goddag til alle."),
    )


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_both_texts_are_whole_in_the_difference(before: str, after: str) -> None:
    pieces = words(before, after)
    assert "".join(each.text for each in pieces if each.kind is not Kind.ADDED) == before
    assert "".join(each.text for each in pieces if each.kind is not Kind.REMOVED) == after


def test_two_very_long_texts_are_compared_at_once() -> None:
    assert [each.kind for each in words("a " * 50_000, "b " * 50_000)] == [Kind.REMOVED, Kind.ADDED]


def test_a_text_and_itself_do_not_differ() -> None:
    assert compare(data_of(GREETING), data_of(GREETING)).is_empty


def test_without_one_before_everything_is_new() -> None:
    found = compare(None, data_of(GREETING))
    assert len(found.slugs("added")) == len(GREETING.steps)
    assert [each.field for each in found.fields] == ["title", "summary", "audience"]


def test_a_change_is_found_where_it_is() -> None:
    after = data_of(GREETING)
    after["title"] = "Hej"
    after["steps"][1]["options"][2]["explanation"] = "Her er intet sket."
    found = compare(data_of(GREETING), after)
    assert [each.field for each in found.fields] == ["title"]
    assert [(step.slug, step.number, step.state) for step in found.steps] == [("en", 2, "changed")]
    assert [(each.field, each.number) for each in found.steps[0].fields] == [("options.explanation", 3)]


def test_steps_that_came_went_and_moved_are_told_apart() -> None:
    after = data_of(GREETING)
    steps = after["steps"]
    new = {**steps[0], "slug": "ny", "title": "Ny"}
    after["steps"] = [steps[1], steps[0], new, steps[3], steps[4]]
    found = compare(data_of(GREETING), after)
    assert [(step.slug, step.state, step.moved_from) for step in found.steps] == [
        ("en", "changed", 2),
        ("foerste", "changed", 1),
        ("ny", "added", None),
        ("flere", "removed", None),
    ]
    assert found.slugs("changed") == ()  # whoever only reads them in another order has read them


def test_an_answer_taken_out_does_not_make_those_after_it_look_rewritten() -> None:
    after = data_of(GREETING)
    gone = after["steps"][1]["options"].pop(0)
    [step] = compare(data_of(GREETING), after).steps
    assert {each.number for each in step.fields} == {1}
    assert {piece.kind for each in step.fields for piece in each.pieces} == {Kind.REMOVED}
    assert step.fields[0].pieces[0].text == gone["text"]


def test_an_answer_reworded_is_compared_with_what_it_was() -> None:
    after = data_of(GREETING)
    after["steps"][1]["options"][1]["text"] += " straks"
    [step] = compare(data_of(GREETING), after).steps
    [field] = step.fields
    assert (field.field, field.number) == ("options.text", 2)
    assert [piece.kind for piece in field.pieces] == [Kind.SAME, Kind.ADDED]


def test_answers_in_another_order_are_not_the_same() -> None:
    after = data_of(GREETING)
    after["steps"][1]["options"].reverse()
    assert not compare(data_of(GREETING), after).is_empty
