"""Through a lesson: forwards, back, away and on again, from any device."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.modules.models import LessonRevision, ReadingPosition, StepCompletion
from elearning.modules.revisions import RevisionState
from tests.course import GREETING, RIGHT, SINGLE, lesson, open_session, publish, read, rows
from tests.pages import Page, PageClient
from tests.people import PASSWORD, People

ABC = lesson("abc", read("a"), read("b"), read("c"))


@pytest.fixture
def reader(app: Flask, learner: PageClient) -> PageClient:
    """`learner`, with a lesson of three steps to read."""
    publish(app, ABC)
    return learner


def done(app: Flask, person: Person) -> set[str]:
    return {row.step for row in rows(app, StepCompletion, person_id=person.id)}


def read_to_the_end(page: Page) -> Page:
    while "/finished/" not in page.url:
        last = any(button.get_text(strip=True) == "Afslut lektionen" for button in page.soup.select("button"))
        page = page.press("Afslut lektionen" if last else "Næste")
    return page


def test_the_first_visit_leads_to_the_first_step(reader: PageClient) -> None:
    assert reader.get("/lessons/abc").url == "/lessons/abc/a"


def test_opening_a_step_marks_nothing(app: Flask, reader: PageClient, person: Person) -> None:
    reader.get("/lessons/abc/b")
    assert done(app, person) == set()


def test_next_marks_the_step_and_leads_to_the_one_after(
    app: Flask, reader: PageClient, person: Person
) -> None:
    page = reader.get("/lessons/abc").press("Næste")
    assert page.url == "/lessons/abc/b"
    assert done(app, person) == {"a"}


def test_every_step_has_a_way_back(reader: PageClient) -> None:
    assert reader.get("/lessons/abc/b").follow("Tilbage").url == "/lessons/abc/a"
    first = reader.get("/lessons/abc/a")
    assert first.soup.select_one(".lesson-back").get_text() == "Tilbage til mit forløb"  # type: ignore[union-attr]
    assert first.follow("Tilbage til mit forløb").url == "/"


@pytest.mark.parametrize(
    ("step", "words"), [("a", "1 af 3 trin"), ("b", "2 af 3 trin"), ("c", "3 af 3 trin")]
)
def test_every_step_says_which_of_how_many_it_is(reader: PageClient, step: str, words: str) -> None:
    page = reader.get(f"/lessons/abc/{step}")
    assert words in page.text
    current = page.soup.select("[aria-current=step]")
    assert [link["href"] for link in current] == [f"/lessons/abc/{step}"]


def test_the_last_step_says_that_it_finishes_the_lesson(reader: PageClient) -> None:
    reader.get("/lessons/abc/a").press("Næste").press("Næste")
    page = reader.get("/lessons/abc").press("Afslut lektionen")
    assert page.heading == "Færdig: Lektion abc"


def test_finishing_after_jumping_ahead_leads_back_to_what_was_left_out(reader: PageClient) -> None:
    page = reader.get("/lessons/abc/c").press("Afslut lektionen")
    assert page.url == "/lessons/abc/a"
    assert page.press("Næste").press("Næste").press("Afslut lektionen").heading == "Færdig: Lektion abc"


def test_a_second_device_goes_on_at_the_exact_step(reader: PageClient, person: Person) -> None:
    reader.get("/lessons/abc").press("Næste")
    elsewhere = reader.another()
    elsewhere.sign_in(person)
    assert elsewhere.get("/").follow("Fortsæt").url == "/lessons/abc/b"


def test_looking_at_an_earlier_step_does_not_lose_the_place(reader: PageClient) -> None:
    reader.get("/lessons/abc").press("Næste").follow("Tilbage")
    assert reader.get("/lessons/abc").url == "/lessons/abc/b"


def test_reading_an_earlier_step_again_leads_on_to_the_first_that_is_open(reader: PageClient) -> None:
    reader.get("/lessons/abc").press("Næste").press("Næste")
    reader.get("/lessons/abc/a").press("Næste")
    assert reader.get("/lessons/abc").url == "/lessons/abc/c"


def test_a_lesson_that_is_done_opens_at_its_beginning(reader: PageClient) -> None:
    read_to_the_end(reader.get("/lessons/abc"))
    assert reader.get("/lessons/abc").url == "/lessons/abc/a"


def test_a_step_done_twice_keeps_its_first_completion(app: Flask, reader: PageClient, person: Person) -> None:
    reader.get("/lessons/abc/a").press("Næste")
    before = rows(app, StepCompletion, person_id=person.id)
    reader.get("/lessons/abc/a").press("Næste")
    after = rows(app, StepCompletion, person_id=person.id)
    assert [row.completed_at for row in after] == [row.completed_at for row in before]
    assert len(rows(app, ReadingPosition, person_id=person.id)) == 1


def test_the_steps_that_are_done_are_marked(reader: PageClient) -> None:
    page = reader.get("/lessons/abc").press("Næste")
    marked = page.soup.select(".step-indicator li.done")
    assert [step.get_text(" ", strip=True) for step in marked] == ["Læs a"]
    assert marked[0].select_one("[aria-label=Færdig]")  # in words too, not by the picture alone


@pytest.mark.parametrize(
    "address",
    ["/lessons/ukendt", "/lessons/ukendt/a", "/lessons/abc/ukendt", "/finished/ukendt", "/lessons/ABC"],
)
def test_what_is_not_there_is_not_found(reader: PageClient, address: str) -> None:
    assert reader.get(address, status=404).heading == "Vi kan ikke finde siden"


def test_a_step_that_is_not_there_cannot_be_done(app: Flask, reader: PageClient, person: Person) -> None:
    reader.post("/lessons/abc/ukendt", {"csrf_token": reader.token()}, status=404)
    assert done(app, person) == set()


@pytest.mark.parametrize("state", [RevisionState.DRAFT, RevisionState.ARCHIVED])
def test_a_lesson_that_is_not_published_is_nowhere(
    app: Flask, reader: PageClient, state: RevisionState
) -> None:
    with app.app_context():
        for revision in db.session.query(LessonRevision).filter_by(title="Lektion abc"):
            revision.state = state
        db.session.commit()
    for address in ("/lessons/abc", "/lessons/abc/a", "/finished/abc"):
        reader.get(address, status=404)
    assert "Lektion abc" not in reader.get("/").text


def test_a_lesson_for_another_role_can_be_read_but_leads_back_to_ones_own_journey(
    app: Flask, reader: PageClient
) -> None:
    publish(app, lesson("koncern", read("k"), position=2, audience=(FoundationRole.EXECUTIVE,)))
    assert "Lektion koncern" not in reader.get("/").text
    page = reader.get("/lessons/koncern").press("Afslut lektionen")
    assert page.url == "/"


def test_whoever_is_not_signed_in_reads_nothing_and_comes_back_after_signing_in(
    reader: PageClient, person: Person
) -> None:
    visitor = reader.another()
    page = visitor.get("/lessons/abc/b")
    assert page.heading == "Log ind"
    assert visitor.raw.post("/lessons/abc/b").status_code in {400, 403}
    assert page.press("Log ind", email=person.email, password=PASSWORD).url == "/lessons/abc/b"


def test_one_persons_reading_is_not_anothers(reader: PageClient, people: People) -> None:
    reader.get("/lessons/abc").press("Næste")
    other = open_session(reader.another(), people.add("Bo Bach"))
    assert other.get("/lessons/abc").url == "/lessons/abc/a"
    assert not other.get("/lessons/abc/b").soup.select(".step-indicator li.done")


class TestANewRevision:
    """Published while somebody is in the middle of the lesson."""

    @pytest.fixture
    def midway(self, reader: PageClient) -> PageClient:
        reader.get("/lessons/abc").press("Næste").press("Næste")
        return reader

    def test_with_a_step_more_leaves_that_one_open(
        self, app: Flask, midway: PageClient, person: Person
    ) -> None:
        publish(app, lesson("abc", read("ny"), read("a"), read("b"), read("c")))
        page = midway.get("/lessons/abc")
        assert page.url == "/lessons/abc/c"  # where the reader was
        assert "4 af 4 trin" in page.text
        assert done(app, person) == {"a", "b"}
        page = page.press("Afslut lektionen")
        assert page.url == "/lessons/abc/ny"  # what is new comes before the end
        assert midway.get("/finished/abc").url == "/lessons/abc/ny"

    def test_that_adds_a_step_to_a_lesson_that_is_done_opens_it_there(
        self, app: Flask, midway: PageClient
    ) -> None:
        midway.get("/lessons/abc").press("Afslut lektionen")
        publish(app, lesson("abc", read("a"), read("ny"), read("b"), read("c")))
        assert midway.get("/lessons/abc").url == "/lessons/abc/ny"
        assert "3 af 4 trin" in midway.get("/").text

    def test_without_a_step_does_not_count_it(self, app: Flask, midway: PageClient, person: Person) -> None:
        publish(app, lesson("abc", read("b"), read("c")))
        page = midway.get("/lessons/abc")
        assert page.url == "/lessons/abc/c"
        assert "2 af 2 trin" in page.text
        assert done(app, person) == {"a", "b"}  # kept, in case the step comes back
        assert page.press("Afslut lektionen").heading == "Færdig: Lektion abc"
        midway.get("/lessons/abc/a", status=404)

    def test_without_the_step_one_was_at_goes_on_at_the_first_that_is_open(
        self, app: Flask, midway: PageClient
    ) -> None:
        publish(app, lesson("abc", read("a"), read("b"), read("d")))
        assert midway.get("/lessons/abc").url == "/lessons/abc/d"

    def test_with_a_new_title_keeps_the_step_done(self, app: Flask, midway: PageClient) -> None:
        renamed = read("b").model_copy(update={"title": "Et nyt navn"})
        publish(app, lesson("abc", read("a"), renamed, read("c")))
        page = midway.get("/lessons/abc")
        assert page.url == "/lessons/abc/c"
        assert "Et nyt navn" in page.text
        assert [len(page.soup.select(".step-indicator li.done"))] == [2]

    def test_in_another_order_keeps_what_is_done(self, app: Flask, midway: PageClient) -> None:
        publish(app, lesson("abc", read("c"), read("b"), read("a")))
        assert midway.get("/lessons/abc").url == "/lessons/abc/c"

    def test_is_pinned_by_what_is_done_after_it_only(
        self, app: Flask, midway: PageClient, person: Person
    ) -> None:
        publish(app, lesson("abc", read("a", 5), read("b"), read("c")))
        midway.get("/lessons/abc").press("Afslut lektionen")
        midway.get("/lessons/abc/a").press("Næste")  # read again in its new words
        numbers = {row.id: row.number for row in rows(app, LessonRevision)}
        seen = {row.step: numbers[row.revision_id] for row in rows(app, StepCompletion, person_id=person.id)}
        assert seen == {"a": 1, "b": 1, "c": 2}


def test_a_whole_lesson_with_steps_of_every_kind_reads_to_its_end(learner: PageClient) -> None:
    page = learner.get("/lessons/hilsen").press("Næste")
    page = page.press("Svar", chosen=RIGHT).follow("Næste")
    page = page.press("Svar", chosen=["0", "2"]).follow("Næste")
    page = page.press("Næste", text="Min nabo.").press("Afslut lektionen")
    assert page.heading == "Færdig: Lektion hilsen"
    assert page.follow("Begynd").url == "/lessons/naeste/et"


def test_a_check_at_the_end_leads_to_the_finished_page(app: Flask, learner: PageClient) -> None:
    publish(app, lesson("kort", SINGLE))
    page = learner.get("/lessons/kort").press("Svar", chosen=RIGHT)
    assert page.follow("Afslut lektionen").heading == "Færdig: Lektion kort"


def test_a_step_says_where_in_the_source_there_is_more(app: Flask, learner: PageClient) -> None:
    publish(app, lesson("kilde", read("k").model_copy(update={"pages": (5, 7)})))
    assert "Læs mere i leder- og medarbejdergrundlaget, side 5 og 7." in learner.get("/lessons/kilde/k").text


def test_a_step_without_pages_says_nothing_of_the_source(learner: PageClient) -> None:
    assert GREETING.steps[0].pages == ()
    assert "side ." not in learner.get("/lessons/hilsen/foerste").text
