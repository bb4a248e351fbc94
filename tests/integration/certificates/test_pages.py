"""What a learner sees of the way to the certificate, of the finish, and of the certificates themselves."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.clock import pretend
from tests.course import open_session
from tests.integration.certificates.conftest import Set
from tests.integration.certificates.finishing import STEPS, Learner, noon, only_certificate, revoke
from tests.pages import Page, PageClient
from tests.people import People

pytestmark = pytest.mark.usefixtures("no_documents")

COMPLETED = date(2026, 11, 23)
DUE = date(2026, 12, 2)  # 30 days after the first day of everybody whom tests add
MINE = "/certificate"


@pytest.fixture
def done(learner: Learner) -> Learner:
    """Somebody who has come to the end."""
    with pretend(noon(COMPLETED)):
        learner.read()
    return learner


def words_in(page: Page, selector: str) -> str:
    found = page.soup.select_one(selector)
    assert found, f"no {selector} on {page.url}"
    return " ".join(found.get_text(" ").split())


class TestTheFinish:
    def test_congratulates_and_shows_the_certificate(self, app: Flask, done: Learner, person: Person) -> None:
        page = done.client.get("/finished/farvel")
        assert (page.url, page.heading) == (MINE, f"Tillykke, {person.name}")
        card = words_in(page, ".certificate-card")
        for part in (person.name, "Leder- og medarbejdergrundlaget, Billund Kommune", "23. november 2026"):
            assert part in card
        assert "Gyldigt" in card
        code = only_certificate(app).code
        assert page.link("Hent som PDF") == f"{MINE}/{code}/pdf"
        assert page.follow("kontrolsiden").url == f"/verify/{code}"

    @pytest.mark.parametrize(
        ("link", "heading"),
        [
            ("Se Min balance", "Min balance"),
            ("Tag flere dilemmaer", "Flere dilemmaer"),
            ("Udskriv dine noter", "Mine noter"),
        ],
    )
    def test_leads_on(self, done: Learner, link: str, heading: str) -> None:
        assert done.client.get(MINE).follow(link).heading == heading

    def test_gives_questions_for_the_first_talk_with_ones_leader(self, done: Learner) -> None:
        page = done.client.get(MINE)
        heading = page.soup.find("h3", string="Spørgsmål til den første samtale med din leder")
        assert heading
        questions = heading.find_next("ul")
        assert questions
        assert questions.get_text().count("?") >= 3

    def test_is_the_end_of_the_journey_too(self, done: Learner) -> None:
        page = done.client.get("/")
        assert "Du er igennem det hele" in page.text
        assert page.follow("Se mit kursusbevis").url == MINE


class TestTheCertificateAsAPage:
    def test_says_all_that_the_certificate_says(self, app: Flask, learner: Learner, set_to: Set) -> None:
        set_to(certificate_months=24)
        with pretend(noon(COMPLETED)):
            learner.read()
            page = learner.client.get(MINE).follow("Læs det som en side")
        found = only_certificate(app)
        assert page.heading == f"Kursusbevis {found.number}"
        facts = words_in(page, ".certificate-facts")
        for term, value in (
            ("Navn", "Anna Holm"),
            ("Kursus", "Leder- og medarbejdergrundlaget, Billund Kommune"),
            ("Gennemført", "23. november 2026"),
            ("Gyldigt til og med", "23. november 2028"),
        ):
            assert f"{term} {value}" in facts
        covered = words_in(page, "tbody")
        assert covered == "Balancerne ca. 2 minutter Videre frem ca. 1 minut I alt ca. 3 minutter"
        assert "Udgave af kurset:" in page.text

    def test_gives_the_code_to_read_aloud_and_the_address_to_verify_it_at(
        self, app: Flask, done: Learner
    ) -> None:
        found = only_certificate(app)
        page = done.client.get(f"{MINE}/{found.code}")
        shown = words_in(page, "code")
        assert shown.replace(" ", "") == found.code
        assert {len(group) for group in shown.split()} == {4}
        assert page.link("/verify/") == f"http://127.0.0.1:5000/verify/{found.code}"

    def test_without_a_validity_has_no_end(self, app: Flask, done: Learner) -> None:
        assert "Gyldigt til" not in done.client.get(f"{MINE}/{only_certificate(app).code}").text

    def test_is_valid_on_its_last_day_and_not_on_the_next(
        self, app: Flask, learner: Learner, set_to: Set
    ) -> None:
        set_to(certificate_months=12)
        with pretend(noon(COMPLETED)):
            learner.read()
        address = f"{MINE}/{only_certificate(app).code}"
        for day, state in ((date(2027, 11, 23), "Gyldigt"), (date(2027, 11, 24), "Gælder ikke længere")):
            with pretend(noon(day)):
                assert words_in(learner.client.get(address), ".certificate-state") == state

    def test_that_is_revoked_says_since_when_and_why(self, app: Flask, done: Learner) -> None:
        with pretend(noon(date(2026, 12, 1))):
            revoke(app, "Udstedt <ved> en fejl.")
        for address in (MINE, f"{MINE}/{only_certificate(app).code}"):
            page = done.client.get(address)
            assert words_in(page, ".certificate-state") == "Tilbagekaldt"
            assert "Det blev tilbagekaldt 1. december 2026: Udstedt <ved> en fejl." in page.text

    @pytest.mark.parametrize("page", ["", "/pdf"])
    def test_is_there_for_nobody_else(self, app: Flask, done: Learner, hr: PageClient, page: str) -> None:
        found = only_certificate(app)
        address = f"{MINE}/{found.code}{page}"
        colleague = open_session(done.client.another(), People(app).add("Bo Bach", email="bo@example.dk"))
        for other in (colleague, hr):
            refused = other.get(address, status=404)
            assert found.name not in refused.text
        assert done.client.another().raw.get(address).location.startswith("/login?")

    def test_of_another_is_not_in_ones_own_list(self, app: Flask, done: Learner) -> None:
        assert done
        other = open_session(done.client.another(), People(app).add("Bo Bach", email="bo@example.dk"))
        page = other.get(MINE)
        assert page.heading == "Mit kursusbevis"
        assert "Anna Holm" not in page.text


class TestOnTheWay:
    def test_it_is_said_what_is_missing(self, learner: Learner) -> None:
        learner.read("hilsen/foerste")
        sentence = "Du mangler 1 trin i Balancerne og 1 trin i Videre frem."
        assert sentence in words_in(learner.client.get("/"), ".journey-total")
        page = learner.client.get(MINE)
        assert page.heading == "Mit kursusbevis"
        assert sentence in page.text
        assert page.follow("Tilbage til mit forløb").url == "/"

    def test_dilemmas_and_quizzes_are_counted_in_wholes(self, all_kinds: Learner) -> None:
        journey = words_in(all_kinds.client.get("/"), ".journey-total")
        assert "Du mangler 2 trin i Balancerne, 1 dilemma og 1 quiz." in journey

    def test_nothing_is_missing_at_the_end(self, done: Learner) -> None:
        assert "Du mangler" not in done.client.get("/").text
        assert "Du mangler" not in done.client.get(MINE).text

    @pytest.mark.parametrize("day", [COMPLETED, DUE])
    def test_the_due_day_is_said_up_to_itself(self, learner: Learner, day: date) -> None:
        with pretend(noon(day)):
            page = learner.client.get("/")
        assert words_in(page, ".journey-deadline") == (
            "Ikke startet · Frist: 2. december 2026. Læg den i din kalender"
        )
        assert not page.soup.select(".is-overdue")

    def test_from_the_day_after_one_is_told_to_go_on(self, learner: Learner) -> None:
        with pretend(noon(date(2026, 12, 3))):
            overdue = words_in(learner.client.get("/"), ".journey-deadline.is-overdue")
        assert overdue == ("Fristen var 2. december 2026. Fortsæt, så snart du kan. Det tæller stadig.")

    def test_the_due_day_is_the_setting(
        self, client: PageClient, app: Flask, learner: Learner, set_to: Set
    ) -> None:
        assert learner
        set_to(days_to_complete=60)
        other = open_session(client.another(), People(app).add("Bo Bach", email="bo@example.dk"))
        assert "Frist: 1. januar 2027" in words_in(other.get("/"), ".journey-deadline")

    @pytest.mark.parametrize("day", [COMPLETED, date(2027, 1, 5)])
    def test_when_one_is_done_the_day_one_got_there_stands_instead(self, learner: Learner, day: date) -> None:
        with pretend(noon(day)):
            learner.read(*STEPS)
        with pretend(noon(date(2027, 6, 1))):
            page = learner.client.get("/")
        words = {COMPLETED: "Gennemført: 23. november 2026"}.get(day, "Gennemført for sent: 5. januar 2027")
        assert words_in(page, ".journey-deadline") == words
