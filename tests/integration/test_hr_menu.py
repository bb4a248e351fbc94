"""HR's menu: every place once, and on each page where one is."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning import hr_menu
from tests.pages import Page, PageClient
from tests.people import People


@pytest.fixture
def office(client: PageClient, people: People) -> PageClient:
    client.sign_in(people.add("Hanne Hr", email="hanne@example.dk", is_hr=True))
    return client


def here(page: Page) -> list[str]:
    """Give where the menu says one is: the group, and the place in it."""
    return [link.get_text() for link in page.soup.select(".hr-menu [aria-current]")]


def addresses(app: Flask) -> list[str]:
    with app.test_request_context():
        return [place.address for group in hr_menu.GROUPS for place in group.places]


def test_every_place_is_there_once_and_opens(app: Flask, office: PageClient) -> None:
    found = addresses(app)
    assert len(found) == len(set(found))
    for address in found:
        page = office.get(address)
        current = page.soup.select(".hr-menu [aria-current]")
        assert current[-1]["href"] == address
        assert current[-1]["aria-current"] == "page"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/hr/people", ["Medarbejdere", "Alle"]),
        ("/hr/people/new", ["Medarbejdere", "Alle"]),
        ("/hr/people/import", ["Medarbejdere", "Indlæs en fil"]),
        ("/hr/retention", ["Indstillinger", "Opbevaring"]),
        ("/hr/overview?within=3", ["Overblik", "Gennemførelse"]),
    ],
)
def test_a_page_says_where_it_belongs(office: PageClient, address: str, said: list[str]) -> None:
    assert here(office.get(address)) == said


def test_a_place_is_not_that_of_an_address_that_only_begins_like_it(app: Flask) -> None:
    with app.test_request_context():
        assert hr_menu.place_of("/hr/peoples") is None
        assert hr_menu.place_of("/") is None


def test_it_is_on_hrs_own_pages_alone(office: PageClient) -> None:
    page = office.get("/my-data")
    assert here(page) == []
    assert page.soup.select_one(".site-links a[href='/hr/overview']")


def test_nobody_else_has_it(client: PageClient, people: People) -> None:
    client.sign_in(people.add("Mette Medarbejder", email="mette@example.dk"))
    page = client.get("/hr/people", status=403)
    assert not page.soup.select(".hr-menu, a[href^='/hr/']")
