"""The dialogue kit's pages: what a leader chooses, prepares, prints and shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.clock import today
from elearning.config import settings
from elearning.database import db
from tests.course import open_session
from tests.integration.quizzes.test_pictures import employees, spread
from tests.integration.quizzes.test_statement_counts import cost
from tests.integration.quizzes.weighing import DILEMMAS, ONE, THREE, TWO, crowd, own_words, text_of
from tests.integration.teams.kit.kits import Kit, join
from tests.pages import PageClient
from tests.people import People

MOST_STATEMENTS = 10
ROLES = {
    FoundationRole.EMPLOYEE: "medarbejder",
    FoundationRole.LEADER: "leder",
    FoundationRole.EXECUTIVE: "koncernleder",
}


@pytest.mark.usefixtures("course")
class TestTheList:
    def test_has_every_published_dilemma_once(self, kit: Kit) -> None:
        titles = [" ".join(each.get_text().split()) for each in kit.choose().soup.select(".kit-offers h3")]
        assert sorted(titles) == sorted(text_of(slug).title for slug in DILEMMAS)

    def test_is_grouped_by_balance(self, kit: Kit) -> None:
        shelves = kit.choose().soup.select(".kit-shelf")
        groups = {shelf.select("h2")[0].get_text(strip=True): len(shelf.select("h3")) for shelf in shelves}
        assert groups["Flere balancer på én gang"] == sum(
            len(text_of(slug).balances) > 1 for slug in DILEMMAS
        )
        assert sum(groups.values()) == len(DILEMMAS)

    @pytest.mark.parametrize("role", FoundationRole)
    def test_is_narrowed_to_a_role_by_its_link(self, kit: Kit, role: FoundationRole) -> None:
        page = kit.choose().follow(ROLES[role])
        wanted = [text_of(slug).title for slug in DILEMMAS if role in text_of(slug).audience]
        assert wanted
        shown = [" ".join(each.get_text().split()) for each in page.soup.select(".kit-offers h3")]
        assert sorted(shown) == sorted(wanted)
        marked = [each.get_text(strip=True) for each in page.soup.select(".kit-teams [aria-current]")]
        assert marked == [ROLES[role]]

    @pytest.mark.parametrize("role", ["chef", "", "%00", "LEADER"])
    def test_a_role_that_is_none_is_as_nothing(self, leading_client: PageClient, role: str) -> None:
        page = leading_client.get(f"/team/kit?role={role}")
        assert len(page.soup.select(".kit-offers h3")) == len(DILEMMAS)

    def test_leads_to_the_page_that_prepares_it(self, kit: Kit) -> None:
        page = kit.choose().follow(text_of(TWO).title)
        assert page.heading == text_of(TWO).title


@pytest.mark.usefixtures("course")
class TestPreparing:
    @pytest.mark.parametrize("slug", [ONE, TWO, THREE])
    def test_has_all_that_a_talk_needs(self, leading_client: PageClient, slug: str) -> None:
        page, scenario = Kit(leading_client, slug).prepare(), text_of(slug)
        said = [scenario.afterthought, *(option.text for option in scenario.price)]
        said += [voice.reason for voice in scenario.voices]
        for placement in scenario.placements:
            for pole in (placement.first, placement.second):
                said += [pole.here, pole.gains, pole.risks, *pole.warnings]
        assert [text for text in said if own_words(text) not in page.text] == []
        assert len(page.soup.select(".kit-board svg")) == len(scenario.placements)
        assert len(page.soup.select(".kit-board .ball-place")) == 7 * len(scenario.placements)
        assert "Argumenter fra forfatterne" in page.text

    def test_the_guide_takes_as_long_as_the_list_says(self, kit: Kit) -> None:
        minutes = [each.get_text().strip("( )") for each in kit.prepare().soup.select(".kit-minutes")]
        assert len(minutes) == 6
        assert 20 <= sum(int(each.split()[0]) for each in minutes) <= 30

    def test_leads_to_the_slides_and_back_to_the_list(self, kit: Kit) -> None:
        page = kit.prepare()
        assert page.follow("Vis på skærm").heading == text_of(ONE).title
        assert page.follow("Alle dilemmaer").heading == "Et dilemma til teammødet"


@pytest.mark.usefixtures("course")
class TestTheSlides:
    def test_show_one_thing_each_from_the_situation_to_the_last_question(self, kit: Kit) -> None:
        headings = [page.heading for page in kit.slides()]
        assert headings == [
            text_of(ONE).title,
            "Hvor lægger du vægten?",
            "Hvad får mindre vægt?",
            "Noget er nyt",
            "Hvad hver side giver og risikerer",
            "Tidlige tegn på for meget",
            "Til at tage med",
        ]

    def test_keep_the_new_fact_and_all_arguments_until_later(self, kit: Kit) -> None:
        pages, scenario = kit.slides(), text_of(ONE)
        before = " ".join(page.text for page in pages[:3])
        assert own_words(scenario.new_fact.text.split("\n")[0]) not in before
        assert own_words(scenario.new_fact.text.split("\n")[0]) in pages[3].text
        for voice in scenario.voices:
            assert not any(own_words(voice.reason) in page.text for page in pages)

    def test_turn_back_too(self, kit: Kit) -> None:
        assert kit.show(3).follow("Tilbage").heading == "Hvor lægger du vægten?"
        assert not kit.show().soup.select("a[rel=prev]")
        assert kit.show(2).follow("Stop visningen").url == f"/team/kit/{ONE}"

    @pytest.mark.parametrize(
        ("page", "number"),
        [("0", 1), ("-1", 1), ("99", 7), ("9" * 40, 7), ("to", 1), ("", 1), ("2.5", 1), ("%00", 1)],
    )
    def test_answer_any_page_in_the_address(self, kit: Kit, page: str, number: int) -> None:
        assert f"{number} af 7" in kit.show(page).text

    def test_have_no_menu_and_no_name(self, kit: Kit, leader: Person) -> None:
        for page in kit.slides():
            assert not page.soup.select("header, footer, .site-menu")
            assert leader.name not in page.soup.get_text()


@pytest.mark.usefixtures("course")
class TestWhoseTeam:
    @pytest.fixture
    def other(self, app: Flask, people: People) -> Person:
        """Another leader, whose team has weighed."""
        other = people.add("Pia Naboleder", role=FoundationRole.LEADER)
        join(app, other, [-3, -1, 0, 1, 1])
        return other

    def test_is_one_s_own(self, app: Flask, kit: Kit, leader: Person, other: Person) -> None:
        assert other
        assert kit.spread() is None
        join(app, leader, [3, 3, 2, 2, 2])
        assert kit.spread() == [0, 0, 0, 0, 0, 3, 2]

    def test_is_nobody_else_s(self, leading_client: PageClient, other: Person) -> None:
        for wanted in (str(other.id), "0", "-1", "9" * 40, "x", "", "%00"):
            for page in ("", f"/{ONE}", f"/{ONE}/show"):
                leading_client.get(f"/team/kit{page}?team={wanted}", status=404)

    def test_may_be_one_that_one_stands_in_for(
        self, app: Flask, leading_client: PageClient, leader: Person, other: Person
    ) -> None:
        stand_in(app, other, leader)
        own, theirs = Kit(leading_client), Kit(leading_client, team=other.id)
        assert own.spread() is None
        assert theirs.spread() == [1, 0, 1, 1, 2, 0, 0]
        page = own.choose().follow("Teamet hos Pia Naboleder").follow(text_of(ONE).title)
        slides = Kit.turn_to_the_end(page.follow("Vis på skærm"))
        assert "Teamet: 5 svar" in slides[-2].text
        chosen = page.follow("Alle dilemmaer").soup.select("[aria-current=true]")
        marked = [each.get_text(strip=True) for each in chosen]
        assert marked == ["Teamet hos Pia Naboleder", "Alle dilemmaer"]

    def test_is_the_first_one_stands_in_for_where_one_leads_nobody(
        self, app: Flask, client: PageClient, people: People, other: Person
    ) -> None:
        deputy = people.add("Vikar Vikarsen")
        stand_in(app, other, deputy)
        assert Kit(open_session(client.another(), deputy)).spread() == [1, 0, 1, 1, 2, 0, 0]


@pytest.mark.usefixtures("course")
class TestWhoMaySeeIt:
    @pytest.mark.parametrize("page", ["", f"/{ONE}", f"/{ONE}/show"])
    def test_who_leads_nobody_may_not(self, client: PageClient, people: People, page: str) -> None:
        signed_in = open_session(client, people.add())
        signed_in.get(f"/team/kit{page}", status=403)

    def test_a_dilemma_that_is_not_there_is_not_found(self, leading_client: PageClient) -> None:
        leading_client.get("/team/kit/findes-ikke", status=404)
        leading_client.get("/team/kit/findes-ikke/show", status=404)


@pytest.mark.usefixtures("course")
def test_no_page_costs_more_than_it_may_however_many_answered(
    app: Flask, leading_client: PageClient, leader: Person
) -> None:
    addresses = ["/team/kit", f"/team/kit/{ONE}", f"/team/kit/{ONE}/show?page=7"]
    crowd(app, ONE, employees(*spread(10)), panel=True)
    join(app, leader, spread(5))
    few = [cost(app, leading_client, address) for address in addresses]
    join(app, leader, spread(30))
    for slug in DILEMMAS:
        if len(text_of(slug).placements) == 1:
            join(app, leader, spread(6), slug=slug)
    assert [cost(app, leading_client, address) for address in addresses] == few
    assert max(few) <= MOST_STATEMENTS


def stand_in(app: Flask, leader: Person, person: Person) -> None:
    with app.app_context():
        until = today(settings().zone) + timedelta(days=3)
        both = [db.session.get_one(Person, each.id) for each in (leader, person)]
        leading.set_stand_in(both[0], both[1], until)
        db.session.commit()
