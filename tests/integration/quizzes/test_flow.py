"""Going through a dilemma: each page leads on, what is answered stays, and every way back is harmless."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.quizzes.models import PriceAnswer, Round, ScenarioCompletion, Weighting
from tests.course import open_session, rows
from tests.integration.quizzes.weighing import ANSWER, LATER, ON_THE_BOARD, ONE, STAY, TWO, Weigher, kept
from tests.pages import Page, PageClient

PAGES = ("situation", "price", "new-fact", "reveal")
SAVED = "Det, du har svaret, er gemt."


def current_step(page: Page) -> str:
    found = page.soup.select_one(".weighing-steps [aria-current]")
    assert found
    return " ".join(found.get_text(" ").split())


def name(page: Page) -> str:
    return page.url.rsplit("/", 1)[1]


def test_each_page_leads_to_the_next(weigher: Weigher) -> None:
    page = weigher.see()
    assert name(page) == "situation"
    page = page.press(ON_THE_BOARD, **weigher.boards(-2))
    assert (name(page), "Fravalget" in current_step(page)) == ("price", True)
    page = page.press(ANSWER, option=weigher.options(-2)[True][0])
    assert "Ja, det bliver valgt fra" in page.text
    page = page.follow("Fortsæt")
    assert name(page) == "new-fact"
    page = page.press(STAY)
    assert name(page) == "reveal"


@pytest.mark.parametrize("reached", range(4))
def test_a_page_is_open_from_when_one_has_come_to_it(weigher: Weigher, reached: int) -> None:
    (lambda: None, weigher.to_the_price, weigher.to_the_new_fact, weigher.to_the_reveal)[reached]()
    for number, page in enumerate(PAGES):
        assert name(weigher.see(page)) == PAGES[min(number, reached)]
    assert name(weigher.see()) == PAGES[reached]


def test_another_device_goes_on_where_the_first_left_off(
    app: Flask, weigher: Weigher, person: Person
) -> None:
    weigher.to_the_price()
    other = Weigher(open_session(PageClient(app), person))
    assert name(other.see()) == "price"
    other.pay(other.options(2)[True][0])
    assert name(weigher.see()) == "new-fact"


def test_earlier_pages_show_what_was_answered_and_ask_no_more(weigher: Weigher) -> None:
    weigher.to_the_reveal(-3, after=1)
    situation, price, new_fact = (weigher.see(page) for page in PAGES[:3])
    assert "Næsten al vægt på ensartethed" in situation.text
    named = weigher.text.price[weigher.options(-3)[True][0]]
    assert named.text in price.text
    assert named.explanation in price.text
    assert "Noget vægt på differentiering" in new_fact.text
    for page in (situation, price, new_fact):
        assert not page.soup.select("main form")


def test_what_was_written_about_the_middle_is_shown_again_to_its_writer(weigher: Weigher) -> None:
    weigher.to_the_price(0)
    for page in ("situation", "price"):
        assert weigher.boards(0)[f"how-{weigher.text.balances[0]}"] in weigher.see(page).text


class TestASecondPost:
    """From a double click, another tab, or the back button."""

    def test_of_the_situation_leaves_the_first_and_leads_on(self, app: Flask, weigher: Weigher) -> None:
        weigher.weigh(-2)
        again = weigher.weigh(3)
        assert (again.status_code, again.location) == (302, weigher.address("price"))
        assert kept(app) == [-2]

    def test_of_several_boards_never_mixes_with_the_first(self, app: Flask, two_boards: Weigher) -> None:
        two_boards.weigh(-3, 3)
        two_boards.weigh(1, 1)
        assert {row.balance: row.position for row in rows(app, Weighting)} == dict(
            zip(two_boards.text.balances, (-3, 3), strict=True)
        )

    def test_of_the_price_after_a_right_answer_changes_nothing(self, app: Flask, weigher: Weigher) -> None:
        weigher.to_the_new_fact()
        for option in weigher.options(2)[False]:
            assert weigher.pay(option).status_code == 302
        assert [row.is_right for row in rows(app, PriceAnswer)] == [True]
        assert name(weigher.see()) == "new-fact"

    def test_of_the_new_fact_leaves_the_first(self, app: Flask, weigher: Weigher) -> None:
        weigher.to_the_reveal(2, after=-1)
        assert weigher.move(3).location == weigher.address("reveal")
        assert weigher.post("new-fact", {"stay": "1"}).location == weigher.address("reveal")
        assert kept(app, Round.AFTER_NEW_FACT) == [-1]
        assert len(rows(app, ScenarioCompletion)) == 1


def test_a_post_to_a_page_one_has_not_come_to_is_led_back_and_not_stored(
    app: Flask, weigher: Weigher
) -> None:
    for page, values in (
        ("price", {"option": 0}),
        ("new-fact", {"stay": "1"}),
        ("new-fact", weigher.boards(1)),
    ):
        assert weigher.post(page, values).location == weigher.address("situation")
    for page in ("takeaway", "second-thought", "reason"):
        assert weigher.post(page, {"text": "Før tid", "reason": "Før tid"}).status_code == 403
    assert kept(app) == []
    weigher.weigh(1)
    assert weigher.post("new-fact", {"stay": "1"}).location == weigher.address("price")
    assert kept(app) == [1]


class TestGoingOnLater:
    def test_from_the_situation_keeps_what_was_weighed(self, app: Flask, weigher: Weigher) -> None:
        page = weigher.see("situation").press(LATER, **weigher.boards(1), later="1")
        assert (page.url, SAVED in page.text) == ("/", True)
        assert kept(app) == [1]
        assert name(weigher.see()) == "price"

    def test_from_the_situation_without_an_answer_keeps_nothing(self, app: Flask, weigher: Weigher) -> None:
        assert weigher.see("situation").press(LATER, later="1").url == "/"
        assert kept(app) == []
        assert name(weigher.see()) == "situation"

    def test_with_one_of_two_boards_asks_for_the_other(self, app: Flask, two_boards: Weigher) -> None:
        first = two_boards.text.balances[0]
        page = two_boards.refused("situation", {first: 1, "later": "1"})
        assert page.soup.select_one(f"input[name={first}][value='1'][checked]")
        assert kept(app) == []

    def test_from_the_price_keeps_the_answer(self, app: Flask, weigher: Weigher) -> None:
        option = weigher.to_the_price().options(2)[True][0]
        assert weigher.see("price").press(LATER, option=option, later="1").url == "/"
        assert [row.option for row in rows(app, PriceAnswer)] == [option]

    def test_from_the_price_without_an_answer_keeps_nothing(self, app: Flask, weigher: Weigher) -> None:
        assert weigher.to_the_price().see("price").press(LATER, later="1").url == "/"
        assert rows(app, PriceAnswer) == []

    def test_from_the_new_fact_keeps_where_the_weight_was_moved(self, app: Flask, weigher: Weigher) -> None:
        weigher.to_the_new_fact()
        page = weigher.see("new-fact").press(LATER, **weigher.boards(-1), later="1")
        assert page.url == "/"
        assert kept(app, Round.AFTER_NEW_FACT) == [-1]

    def test_from_the_new_fact_without_touching_the_board_answers_nothing(
        self, app: Flask, weigher: Weigher
    ) -> None:
        assert weigher.to_the_new_fact().see("new-fact").press(LATER, later="1").url == "/"
        assert kept(app, Round.AFTER_NEW_FACT) == []
        assert name(weigher.see()) == "new-fact"


@pytest.mark.parametrize("slug", [ONE, TWO])
def test_the_journey_counts_each_page_that_is_done(learner: PageClient, slug: str) -> None:
    weigher = Weigher(learner, slug)
    percents = []
    for go_on in (lambda: None, weigher.to_the_price, weigher.to_the_new_fact, weigher.to_the_reveal):
        go_on()
        card = learner.get("/").soup.select_one(f".lesson-card:has(a[href='/scenarios/{slug}'])")
        assert card
        percents.append(" ".join(card.get_text(" ").split()))
    assert len(set(percents)) >= 3
    assert "Færdig" in percents[-1]
    assert "Færdig" not in percents[-2]


def test_a_dilemma_that_does_not_exist_is_a_404(learner: PageClient) -> None:
    for page in ("", *PAGES, "second-thought"):
        learner.get(f"/scenarios/findes-ikke/{page}".rstrip("/"), status=404)


def test_a_post_without_the_forms_token_is_refused(app: Flask, weigher: Weigher) -> None:
    weigher.to_the_new_fact()
    before = kept(app)
    values = {**weigher.boards(1), "option": 0, "stay": "1", "text": "x", "reason": "x"}
    for page in (*PAGES[:3], "takeaway", "second-thought", "reason"):
        assert weigher.client.raw.post(weigher.address(page), data=values).status_code == 400
    assert kept(app) == before
