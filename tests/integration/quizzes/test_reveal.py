"""The reveal: oneself first, then the arguments, and what one takes along. Nothing says right or wrong."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import db
from elearning.quizzes import rules
from elearning.quizzes.models import PanelReason, Round, ScenarioCompletion, Takeaway, Weighting
from tests.course import open_session, rows
from tests.integration.quizzes.weighing import EMPLOYEE, HOW, Weigher, kept, own_words
from tests.pages import Page, PageClient
from tests.people import People

SAVE = "Gem noten"
KEEP = "Gem min anden tanke"
REASON = "Gem min begrundelse"


def part(page: Page, name: str) -> str:
    found = page.soup.select_one(f"section[aria-labelledby={name}]")
    assert found
    return " ".join(found.get_text(" ").split())


def notes(app: Flask) -> list[tuple[str, int]]:
    return [(row.text, row.version) for row in rows(app, Takeaway)]


def test_it_begins_with_where_one_stood_before_and_after(two_boards: Weigher) -> None:
    said = part(two_boards.to_the_reveal(-3, 2, after=0).see("reveal"), "me")
    assert "Vægten: Næsten al vægt på ensartethed" in said
    assert "Først: Overvejende vægt på sammenhæng på tværs. Efter den nye oplysning: Lige meget" in said
    assert "Den nye oplysning flyttede dig." in said
    assert HOW in said


@pytest.mark.parametrize("position", [-3, 0, 3])
def test_every_argument_is_there_under_what_it_is_to_the_reader(weigher: Weigher, position: int) -> None:
    page = weigher.to_the_reveal(position).see("reveal")
    voices = weigher.text.voices
    near, far = rules.nearest_and_farthest(weigher.text, (position,))
    shown = [" ".join(each.get_text(" ").split()) for each in page.soup.select(".voice p")]
    assert shown[:2] == [voices[near].reason, voices[far].reason]
    others = [voices[each].reason for each in rules.from_other_chairs(weigher.text, [EMPLOYEE])]
    from_other_chairs = [reason for reason in others if reason not in shown[:2]]
    assert shown[2 : 2 + len(from_other_chairs)] == from_other_chairs
    assert sorted(shown) == sorted(voice.reason for voice in voices)
    assert "Argumenter fra forfatterne" in part(page, "voices")


def test_both_poles_of_every_board_are_shown_with_gains_risks_and_early_signs(two_boards: Weigher) -> None:
    said = part(two_boards.to_the_reveal().see("reveal"), "poles")
    for placement in two_boards.text.placements:
        for pole in (placement.first, placement.second):
            assert all(text in said for text in (pole.gains, pole.risks, *pole.warnings))


def test_the_question_for_the_team_is_there(weigher: Weigher) -> None:
    assert weigher.text.afterthought in weigher.to_the_reveal().see("reveal").text


@pytest.mark.parametrize("position", [-3, 0, 3])
def test_no_page_calls_a_weighting_right_or_wrong(weigher: Weigher, position: int) -> None:
    weigher.to_the_reveal(position)
    said = part(weigher.see("reveal"), "me").lower().replace("der er ikke et rigtigt sted at stå", "")
    assert not any(word in said for word in ("rigtig", "forkert", "korrekt", "fejl"))


class TestTheTakeaway:
    def test_is_saved_shown_again_and_changed(self, app: Flask, weigher: Weigher) -> None:
        page = weigher.to_the_reveal().see("reveal").press(SAVE, text="Spørg først.")
        assert "Din note er gemt." in page.soup.get_text()
        page.press(SAVE, text="Spørg først.\nOg lyt.")
        assert notes(app) == [("Spørg først.\nOg lyt.", 2)]
        field = weigher.see("reveal").soup.select_one("textarea[name=text]")
        assert field
        assert "Og lyt." in field.get_text()

    def test_is_deleted_by_emptying_it(self, app: Flask, weigher: Weigher) -> None:
        page = weigher.to_the_reveal().see("reveal").press(SAVE, text="Spørg først.")
        page.press(SAVE, text="  ")
        assert notes(app) == []

    def test_of_nothing_but_spaces_is_none(self, app: Flask, weigher: Weigher) -> None:
        weigher.to_the_reveal().see("reveal").press(SAVE, text=" \n ")
        assert notes(app) == []

    def test_from_two_devices_is_a_conflict_that_loses_nothing(self, app: Flask, weigher: Weigher) -> None:
        weigher.to_the_reveal()
        weigher.post("takeaway", {"text": "Fra telefonen", "version": 0})
        page = weigher.refused("takeaway", {"text": "Fra computeren", "version": 0}, 409)
        assert "Fra telefonen" in page.text
        assert notes(app) == [("Fra telefonen", 1)]
        page.press(SAVE, text="Fra begge")
        assert notes(app) == [("Fra begge", 2)]

    def test_twice_with_the_same_text_is_no_conflict(self, app: Flask, weigher: Weigher) -> None:
        weigher.to_the_reveal()
        for _time in range(2):
            assert weigher.post("takeaway", {"text": "Det\r\nsamme", "version": 0}).status_code == 302
        assert notes(app) == [("Det\nsamme", 1)]

    @pytest.mark.parametrize(
        "values",
        [{"text": "æ" * 5001, "version": 0}, {"text": "x", "version": -1}, {"text": "x", "version": "abc"}],
    )
    def test_that_is_malformed_is_refused_with_the_text_kept(
        self, app: Flask, weigher: Weigher, values: dict[str, object]
    ) -> None:
        page = weigher.to_the_reveal().refused("takeaway", values)
        field = page.soup.select_one("textarea[name=text]")
        assert field
        assert field.get_text().strip() == values["text"]
        assert notes(app) == []


class TestTheSecondThought:
    def test_is_kept_beside_the_first_and_begins_where_one_stood(
        self, app: Flask, two_boards: Weigher
    ) -> None:
        page = two_boards.to_the_reveal(-3, 2, after=1).see("reveal").follow("Tænk en gang til")
        checked = [each["value"] for each in page.soup.select("input[checked]")]
        assert checked == ["-3", "1"]
        page = page.press(KEEP, **two_boards.boards(-1, 1))
        assert "Din anden tanke" in part(page, "me")
        assert "Noget vægt på ensartethed" in part(page, "me")
        assert "Tænk en gang til" not in page.text
        assert sorted(kept(app, Round.FIRST)) == [-3, 2]
        assert kept(app, Round.AFTER_NEW_FACT) == [1]
        assert sorted(kept(app, Round.SECOND_THOUGHT)) == [-1, 1]

    def test_comes_once(self, app: Flask, weigher: Weigher) -> None:
        weigher.to_the_reveal()
        weigher.post("second-thought", weigher.boards(-2))
        assert weigher.post("second-thought", weigher.boards(3)).location == weigher.address("reveal")
        assert weigher.see("second-thought").url == weigher.address("reveal")
        assert kept(app, Round.SECOND_THOUGHT) == [-2]

    def test_needs_every_board_and_how_in_the_middle(self, app: Flask, two_boards: Weigher) -> None:
        two_boards.to_the_reveal()
        first, second = two_boards.text.balances
        two_boards.refused("second-thought", {first: 1})
        two_boards.refused("second-thought", {first: 1, second: 0})
        two_boards.refused("second-thought", {first: 9, second: 1})
        assert kept(app, Round.SECOND_THOUGHT) == []


class TestAPanelMembersReason:
    @pytest.fixture
    def member(self, app: Flask, weigher: Weigher, person: Person) -> Weigher:
        make_panel_member(app, person)
        return weigher.to_the_reveal()

    def test_is_asked_for_once_and_the_first_stays(self, app: Flask, member: Weigher) -> None:
        page = member.see("reveal").press(REASON, reason="Køen er et løfte.")
        assert not page.soup.select("textarea[name=reason]")
        member.post("reason", {"reason": "Noget andet"})
        assert [row.text for row in rows(app, PanelReason)] == ["Køen er et løfte."]

    @pytest.mark.parametrize("reason", ["", "  ", "æ" * 601])
    def test_that_is_empty_or_too_long_is_refused(self, app: Flask, member: Weigher, reason: str) -> None:
        assert member.refused("reason", {"reason": reason}).soup.select_one(".error-summary")
        assert rows(app, PanelReason) == []

    def test_is_neither_asked_of_nor_taken_from_anybody_else(self, app: Flask, weigher: Weigher) -> None:
        assert not weigher.to_the_reveal().see("reveal").soup.select("textarea[name=reason]")
        assert weigher.post("reason", {"reason": "Jeg er ikke med"}).status_code == 403
        assert rows(app, PanelReason) == []


class TestNoVoiceIsHeard:
    """In any response before the learner has committed, whatever its status."""

    def test_on_any_page_or_after_any_refused_post(self, two_boards: Weigher) -> None:
        stages = (lambda: None, two_boards.to_the_price, two_boards.to_the_new_fact)
        for reach in stages:
            reach()
            for text in self._everything_said(two_boards):
                assert_silent(two_boards, text)

    def test_in_the_pages_of_somebody_else_who_has_not_committed(
        self, two_boards: Weigher, people: People
    ) -> None:
        two_boards.to_the_reveal()
        other = Weigher(open_session(two_boards.client.another(), people.add()), two_boards.text.slug)
        for text in self._everything_said(other):
            assert_silent(other, text)

    def test_the_check_itself_hears_the_voices_of_the_reveal(self, two_boards: Weigher) -> None:
        text = two_boards.to_the_reveal().see("reveal").text
        with pytest.raises(AssertionError):
            assert_silent(two_boards, text)

    @staticmethod
    def _everything_said(weigher: Weigher) -> list[str]:
        """Open every page, and post to each what it refuses."""
        raw = weigher.client.raw
        pages = ("", "situation", "price", "new-fact", "reveal", "second-thought", "takeaway", "reason")
        said = [
            raw.get(weigher.address(page), follow_redirects=True, buffered=True).text
            for page in (*pages, "price?answer=0")
        ]
        first, second = weigher.text.balances
        for values in ({}, {first: 0}, {first: 1, second: 9}, {"option": 99}, {"text": "æ" * 5001}):
            said += [weigher.post(page, values).text for page in pages if page]
        said += [raw.get(path, buffered=True).text for path in ("/", "/notes", "/balance", "/balance/export")]
        return said


def make_panel_member(app: Flask, person: Person) -> None:
    with app.app_context():
        stored = db.session.get(Person, person.id)
        assert stored
        stored.is_panel = True
        db.session.commit()


def assert_silent(weigher: Weigher, text: str) -> None:
    """Fail if `text` has a voice of the scenario, or a number about others."""
    for voice in weigher.text.voices:
        assert own_words(voice.reason) not in text
    for words in ("Argumenter fra forfatterne", "Sådan har andre vægtet", "svar, talt op", 'class="spread'):
        assert words not in text


def test_a_completion_remembers_role_and_panel_as_they_were(
    app: Flask, weigher: Weigher, person: Person
) -> None:
    weigher.to_the_reveal()
    make_panel_member(app, person)
    (completion,) = rows(app, ScenarioCompletion)
    assert (completion.role, completion.is_panel) == (EMPLOYEE, False)
    assert len(rows(app, Weighting)) == 2


def test_a_dilemma_for_other_roles_may_be_weighed_too(learner: PageClient) -> None:
    weigher = Weigher(learner, "en-time-mere-i-boernehaven").to_the_reveal()
    assert weigher.see("reveal").url == weigher.address("reveal")
