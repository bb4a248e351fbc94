"""Putting the weight on the boards: all of them, on one of seven places, with a sentence for the middle."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.quizzes.models import Weighting
from tests.course import rows
from tests.integration.quizzes.weighing import HOW, THREE, Weigher, kept
from tests.pages import Page, PageClient


def summary(page: Page) -> str:
    found = page.soup.select_one(".error-summary")
    assert found
    return " ".join(found.get_text(" ").split())


@pytest.mark.parametrize("position", range(-3, 4))
def test_each_of_the_seven_places_can_be_chosen(app: Flask, weigher: Weigher, position: int) -> None:
    assert weigher.weigh(position).location == weigher.address("price")
    assert [(row.position, row.how) for row in rows(app, Weighting)] == [
        (position, HOW if position == 0 else None)
    ]


def test_the_board_begins_with_the_weight_nowhere(weigher: Weigher) -> None:
    places = weigher.see("situation").soup.select("input[type=radio]")
    assert [place["value"] for place in places] == ["-3", "-2", "-1", "0", "1", "2", "3"]
    assert not any(place.has_attr("checked") for place in places)


@pytest.mark.parametrize(
    "position",
    ["4", "-4", "-9", "99", "abc", "", " ", "1.5", "1e0", "٤", "NaN", "9" * 5000, "\x00", None],
)
def test_a_position_that_is_not_on_the_board_is_refused_and_not_stored(
    app: Flask, weigher: Weigher, position: str | None
) -> None:
    values = {} if position is None else {weigher.text.balances[0]: position}
    page = weigher.refused("situation", values)
    assert page.soup.select_one("fieldset.form-error")
    assert any(says in summary(page) for says in ("Læg kuglen på brættet.", "Vælg en af mulighederne."))
    assert kept(app) == []


def test_a_list_or_an_object_in_place_of_a_position_is_refused(app: Flask, weigher: Weigher) -> None:
    balance = weigher.text.balances[0]
    for values in ({f"{balance}[]": "1"}, {f"{balance}[0]": "1"}, {balance: ["1", "1"]}):
        weigher.refused("situation", values)
    response = weigher.client.raw.post(
        weigher.address("situation"), json={balance: [1]}, headers={"X-CSRFToken": weigher.client.token()}
    )
    assert response.status_code == 422
    assert kept(app) == []


@pytest.mark.parametrize("how", [None, "", "   ", "\n\t", "\x00\x01"])
def test_the_middle_asks_for_a_sentence_on_how(app: Flask, weigher: Weigher, how: str | None) -> None:
    balance = weigher.text.balances[0]
    values = {balance: 0} | ({} if how is None else {f"how-{balance}": how})
    page = weigher.refused("situation", values)
    assert "Skriv i én sætning" in summary(page)
    assert page.soup.select_one(f"input[name={balance}][value='0'][checked]")
    assert kept(app) == []


def test_a_sentence_that_is_too_long_is_kept_in_the_field_and_refused_in_danish(
    app: Flask, weigher: Weigher
) -> None:
    balance = weigher.text.balances[0]
    page = weigher.refused("situation", {balance: 0, f"how-{balance}": "æ" * 301})
    field = page.soup.select_one(f"[name=how-{balance}]")
    assert field
    assert (field.get_text().strip() or field.get("value")) == "æ" * 301
    assert "300 tegn" in summary(page)
    assert kept(app) == []


def test_a_sentence_on_another_place_than_the_middle_is_not_kept(app: Flask, weigher: Weigher) -> None:
    weigher.weigh(1, **{f"how-{weigher.text.balances[0]}": HOW})
    assert [row.how for row in rows(app, Weighting)] == [None]


@pytest.mark.parametrize("missing", range(3))
def test_every_board_is_needed_and_what_was_put_on_the_others_stays_in_the_form(
    app: Flask, learner: PageClient, missing: int
) -> None:
    weigher = Weigher(learner, THREE)
    filled = weigher.boards(-1, 2, 0)
    left_out = weigher.text.balances[missing]
    del filled[left_out]
    page = weigher.refused("situation", filled)
    assert len(page.soup.select("fieldset.form-error")) == 1
    assert page.soup.select_one(f"fieldset.form-error#{left_out}")
    checked = {str(each["name"]): int(str(each["value"])) for each in page.soup.select("input[checked]")}
    expected = dict(zip(weigher.text.balances, (-1, 2, 0), strict=True))
    assert checked == {name: position for name, position in expected.items() if name != left_out}
    assert kept(app) == []


def test_all_three_boards_are_kept_together(app: Flask, learner: PageClient) -> None:
    weigher = Weigher(learner, THREE)
    weigher.weigh(-1, 2, 0)
    stored = {row.balance: (row.position, row.how) for row in rows(app, Weighting)}
    expected = ((-1, None), (2, None), (0, HOW))
    assert stored == dict(zip(weigher.text.balances, expected, strict=True))


def test_a_board_that_is_not_in_the_situation_is_ignored(app: Flask, weigher: Weigher) -> None:
    weigher.weigh(1, **{"operations-renewal": 3, "ukendt": 2})
    assert [(row.balance, row.position) for row in rows(app, Weighting)] == [(weigher.text.balances[0], 1)]


def test_what_is_written_about_the_middle_is_shown_as_text(weigher: Weigher) -> None:
    hostile = '<script>alert(1)</script> & "citat"'
    balance = weigher.text.balances[0]
    weigher.weigh(0, **{f"how-{balance}": hostile})
    page = weigher.see("situation")
    assert hostile in page.text
    assert not page.soup.select("main script")


def test_the_page_says_who_sees_what(weigher: Weigher) -> None:
    assert "Kun du ser, hvor du lægger vægten." in weigher.see("situation").text
