"""Mit forløb: what there is to do, how far one is, and where to go on."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from tests.course import BEGIN, GO_ON, GREETING, NEXT, lesson, open_session, publish, read
from tests.pages import Page, PageClient
from tests.people import People

EMPLOYEE, LEADER, EXECUTIVE = FoundationRole


@pytest.fixture
def reader(app: Flask, client: PageClient, person: Person) -> PageClient:
    """Somebody with three short lessons in two modules before them: 3 + 2 + 1 steps of a minute each."""
    publish(
        app,
        lesson("en", *(read(slug, 180) for slug in "abc")),
        lesson("to", *(read(slug, 180) for slug in "ab"), position=2),
        lesson("tre", read("a", 180), module=GO_ON),
    )
    return open_session(client, person)


def do(client: PageClient, *steps: str) -> Page:
    """Read these steps, written as lesson/step, and give the page that the last one leads to."""
    token = client.token()
    for step in steps:
        page = client.post(f"/lessons/{step}", {"csrf_token": token})
    return page


def cards(page: Page) -> list[str]:
    return [card.get_text() for card in page.soup.select(".lesson-card h3")]


def test_without_lessons_it_says_when_to_come_back(client: PageClient, person: Person) -> None:
    page = open_session(client, person).get("/")
    assert "Der er ingen lektioner endnu." in page.text


def test_a_new_person_is_welcomed_and_led_to_the_first_step(reader: PageClient, person: Person) -> None:
    page = reader.get("/")
    assert page.heading == "Mit forløb"
    assert f"Velkommen, {person.name}" in page.text
    assert page.follow("Begynd").url == "/lessons/en/a"


def test_lessons_stand_in_the_courses_order_under_their_modules(reader: PageClient) -> None:
    page = reader.get("/")
    assert cards(page) == ["Lektion en", "Lektion to", "Lektion tre"]
    modules = [module.get_text() for module in page.soup.select(".module-head h2")]
    assert modules == [f"1. {BEGIN.title}", f"2. {GO_ON.title}"]


def test_modules_at_the_same_place_are_not_mixed(app: Flask, reader: PageClient) -> None:
    # A module that the files no longer list keeps its lessons, and another has moved to its place.
    publish(app, lesson("to-en", read("a"), module=GO_ON, position=2), modules=(GO_ON,))
    modules = [module.get_text() for module in reader.get("/").soup.select(".module-head h2")]
    assert sorted(title.split(". ")[1] for title in modules) == sorted([BEGIN.title, GO_ON.title])


def test_whoever_has_begun_goes_on_where_they_left_off(reader: PageClient) -> None:
    do(reader, "en/a")
    page = reader.get("/")
    assert "Fortsæt, hvor du slap" in page.text
    assert page.follow("Fortsæt").url == "/lessons/en/b"


def test_a_lesson_that_is_begun_is_offered_before_one_that_is_not(reader: PageClient) -> None:
    do(reader, "to/a")
    assert reader.get("/").follow("Fortsæt").url == "/lessons/to/b"


def test_progress_is_said_in_steps_percent_and_minutes(reader: PageClient) -> None:
    assert "0 af 6 trin" in reader.get("/").text
    do(reader, "en/a", "en/b")
    page = reader.get("/")
    assert "2 af 6 trin" in page.text
    assert "33 %" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "ca. 4 minutter tilbage" in page.text
    assert page.soup.select_one("progress[value='33'][max='100']")


def test_every_lesson_says_how_far_one_is_in_it(reader: PageClient) -> None:
    do(reader, "en/a", "en/b", "en/c", "to/b")
    metas = [
        " ".join(meta.get_text(" ").split()) for meta in reader.get("/").soup.select(".lesson-card-meta")
    ]
    assert metas == [
        "Færdig · 3 af 3 trin",
        "I gang · 1 af 2 trin · ca. 1 minut tilbage",
        "Ikke begyndt · ca. 1 minut tilbage",
    ]


class TestTheFinishedPage:
    def test_leads_to_the_next_lesson(self, reader: PageClient) -> None:
        page = do(reader, "en/a", "en/b", "en/c")
        assert page.heading == "Færdig: Lektion en"
        assert "alle lektionens 3 trin" in page.text
        assert "3 af 6 trin" in page.text
        assert "Næste: Lektion to" in page.text
        assert page.follow("Begynd").url == "/lessons/to/a"

    def test_leads_back_to_what_was_left_out_when_the_last_lesson_is_done(self, reader: PageClient) -> None:
        page = do(reader, "en/a", "tre/a")
        assert page.heading == "Færdig: Lektion tre"
        assert page.follow("Fortsæt").url == "/lessons/en/b"

    def test_leads_to_the_journey_and_back_into_the_lesson(self, reader: PageClient) -> None:
        page = do(reader, "tre/a")
        assert page.follow("Tilbage til mit forløb").url == "/"
        assert page.follow("Læs lektionen igen").url == "/lessons/tre/a"

    def test_before_the_end_leads_back_into_the_lesson(self, reader: PageClient) -> None:
        do(reader, "en/a")
        assert reader.get("/finished/en").url == "/lessons/en/b"

    def test_after_everything_is_no_dead_end(self, reader: PageClient) -> None:
        page = do(reader, "en/a", "en/b", "en/c", "to/a", "to/b", "tre/a")
        assert page.heading == "Tillykke, Anna Holm"
        assert page.follow("Udskriv dine noter").heading == "Mine noter"
        page = reader.get("/")
        assert "Du er igennem det hele" in page.text
        assert "tilbage" not in page.soup.select_one(".journey-total").get_text()  # type: ignore[union-attr]
        assert page.follow("Se mit kursusbevis").heading == "Tillykke, Anna Holm"
        assert page.follow("Lektion en").url == "/lessons/en/a"

    def test_opens_again_when_a_revision_adds_a_step(self, app: Flask, reader: PageClient) -> None:
        do(reader, "tre/a")
        publish(app, lesson("tre", read("a"), read("ny"), module=GO_ON))
        assert reader.get("/finished/tre").url == "/lessons/tre/ny"


class TestRoles:
    """A journey has the lessons of the roles a person has."""

    @pytest.fixture
    def by_role(self, app: Flask) -> None:
        publish(
            app,
            lesson("alle", read("a")),
            lesson("medarbejder", read("a"), position=2, audience=(EMPLOYEE,)),
            lesson("leder", read("a"), position=3, audience=(LEADER,)),
            lesson("ledere", read("a"), position=4, audience=(LEADER, EXECUTIVE)),
        )

    @pytest.mark.parametrize(
        ("role", "second", "expected"),
        [
            (EMPLOYEE, None, ["alle", "medarbejder"]),
            (LEADER, None, ["alle", "leder", "ledere"]),
            (EXECUTIVE, None, ["alle", "ledere"]),
            (EMPLOYEE, LEADER, ["alle", "medarbejder", "leder", "ledere"]),
            (LEADER, EXECUTIVE, ["alle", "leder", "ledere"]),
        ],
    )
    @pytest.mark.usefixtures("by_role")
    def test_decide_which_lessons_there_are(
        self,
        client: PageClient,
        people: People,
        role: FoundationRole,
        second: FoundationRole | None,
        expected: list[str],
    ) -> None:
        page = open_session(client, people.add(role=role, second_role=second)).get("/")
        assert cards(page) == [f"Lektion {slug}" for slug in expected]
        assert f"0 af {len(expected)} trin" in page.text

    @pytest.mark.usefixtures("by_role")
    def test_a_lesson_of_another_role_counts_for_nothing(self, client: PageClient, person: Person) -> None:
        learner = open_session(client, person)
        assert do(learner, "leder/a").url == "/"
        assert "0 af 2 trin" in learner.get("/").text

    def test_a_module_without_lessons_for_ones_role_is_left_out(
        self, app: Flask, client: PageClient, person: Person
    ) -> None:
        publish(app, lesson("k", read("a"), audience=(EXECUTIVE,)), lesson("m", read("a"), module=GO_ON))
        page = open_session(client, person).get("/")
        assert [m.get_text() for m in page.soup.select(".module-head h2")] == [f"1. {GO_ON.title}"]


def test_the_bar_in_a_lesson_says_where_in_the_whole_one_is(reader: PageClient) -> None:
    do(reader, "en/a", "en/b")
    bar = reader.get("/lessons/tre/a").soup.select_one(".journey-bar")
    assert bar is not None
    words = " ".join(bar.get_text(" ").split())
    assert f"Modul 2 af 2 · {GO_ON.title}" in words
    assert "33 %" in words
    assert "ca. 4 min. tilbage" in words


def test_the_whole_of_the_made_up_course_can_be_read_by_following_what_is_offered(
    learner: PageClient,
) -> None:
    page = learner.get("/").follow("Begynd")
    answers = {"en": ["1"], "flere": ["0", "2"]}
    for _page in range(3 * (len(GREETING.steps) + len(NEXT.steps))):
        step = page.url.rsplit("/", 1)[1]
        if step in answers:
            page = page.press("Svar", chosen=answers[step]).follow("Næste")
        elif page.url == "/certificate":
            break
        elif "/finished/" in page.url:
            page = page.follow("Begynd")
        else:
            last = "Afslut lektionen" in page.text
            page = page.press("Afslut lektionen" if last else "Næste")
    assert page.heading == "Tillykke, Anna Holm"
    assert "7 af 7 trin" in learner.get("/").text
