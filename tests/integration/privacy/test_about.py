"""The privacy page and the accessibility statement: true of this program, and honest where it cannot know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from elearning.privacy.kinds import ALL
from tests.integration.certificates.conftest import Set, set_to
from tests.pages import PageClient

__all__ = ["set_to"]  # a fixture

Make = Callable[..., Flask]


@pytest.mark.parametrize(("link", "heading"), [("Privatliv",) * 2, ("Tilgængelighedserklæring",) * 2])
def test_every_page_leads_to_them(client: PageClient, link: str, heading: str) -> None:
    assert client.get("/login").follow(link).heading == heading


class TestPrivacy:
    def test_names_every_kind_of_data(self, app: Flask, client: PageClient) -> None:
        text = client.get("/privacy").text
        with app.test_request_context():
            for kept in ALL:
                assert str(kept.title) in text

    def test_says_how_long_from_the_settings(self, client: PageClient, set_to: Set) -> None:
        assert "Noter og relationer 3 år den seneste ændring" in client.get("/privacy").text
        set_to(keep_notes_days=1, keep_people_who_left_days=100)
        text = client.get("/privacy").text
        assert "Noter og relationer 1 dag den seneste ændring" in text
        assert "Medarbejdere, der er stoppet 100 dage" in text

    def test_says_what_is_kept_of_a_completion(self, client: PageClient, another_app: Make) -> None:
        assert "gemmes det heller ikke" in client.get("/privacy").text
        keeping = PageClient(another_app(keep_completions_without_person=True))
        assert "gemmes det, at nogen har gennemført forløbet" in keeping.get("/privacy").text

    def test_says_so_where_nobody_has_filled_in_the_officer(
        self, client: PageClient, another_app: Make
    ) -> None:
        assert "Her er endnu ikke skrevet" in client.get("/privacy").text
        told = PageClient(another_app(dpo_contact="Dorthe, tlf. 12 34 56 78"))
        assert "Databeskyttelsesrådgiver: Dorthe, tlf. 12 34 56 78." in told.get("/privacy").text


class TestTheAccessibilityStatement:
    def test_has_the_sections_of_the_authority(self, client: PageClient) -> None:
        headings = [heading.get_text() for heading in client.get("/was").soup.select("main h2")]
        assert headings == [
            "Overensstemmelse", "Ikke-tilgængeligt indhold", "Udarbejdelse af tilgængelighedserklæringen",
            "Feedback og kontaktoplysninger", "Håndhævelsesprocedure",
        ]  # fmt: skip

    def test_says_what_has_not_been_filled_in(self, client: PageClient) -> None:
        text = client.get("/was").text
        assert "endnu ikke offentliggjort hos Digitaliseringsstyrelsen" in text
        assert "har endnu ikke skrevet, hvornår" in text
        assert "endnu ikke skrevet et telefonnummer" in text

    def test_says_what_has_been(self, another_app: Make) -> None:
        made = another_app(
            accessibility_email="web@example.dk",
            accessibility_phone="12 34 56 78",
            accessibility_statement_url="https://was.digst.dk/example-dk",
            accessibility_reviewed_on=date(2026, 11, 2),
        )
        page = PageClient(made).get("/was")
        links = [str(link["href"]) for link in page.soup.select("main a")]
        assert "https://was.digst.dk/example-dk" in links
        assert "mailto:web@example.dk" in links
        assert "Ring til: 12 34 56 78" in page.text
        assert "har senest gennemgået erklæringen 2. november 2026." in page.text
        assert "har endnu ikke" not in page.text
