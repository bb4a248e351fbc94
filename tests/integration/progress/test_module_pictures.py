"""Pictures: a module's on the journey, a lesson's in its text, and one that nobody has drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from bs4 import Tag
from flask import Flask
from pydantic import ValidationError

from elearning.accounts.models import Person
from elearning.modules.content import Module, Picture, ReadStep
from elearning.modules.models import Module as StoredModule
from elearning.modules.publishing import Library, export_library, import_library
from elearning.static_files import known_pictures
from tests.course import BEGIN, GO_ON, lesson, open_session, publish, rows
from tests.pages import Page, PageClient

ALT = "Et bræt på en rulle & <to> vægte."
MISSING = "findes-ikke.svg"


@pytest.fixture
def existing() -> str:
    """The name of a picture that there is."""
    return min(known_pictures())


def with_picture(file: str) -> Module:
    return BEGIN.model_copy(update={"picture": Picture(file=file.removeprefix("pictures/"), alt=ALT)})


def shown(step_text: str) -> ReadStep:
    return ReadStep(slug="a", title="Se her", text=step_text)


@pytest.fixture
def open_page(app: Flask, client: PageClient, person: Person) -> Callable[[Module, str, str], Page]:
    """Publish a module with a lesson of one step, and open a page as a learner."""
    open_session(client, person)

    def open_(module: Module, text: str, address: str) -> Page:
        publish(app, lesson("en", shown(text)), modules=(module, GO_ON))
        return client.get(address)

    return open_


Open = Callable[[Module, str, str], Page]


def pictures(page: Page) -> Iterator[Tag]:
    yield from page.soup.select("main img")


def picture(page: Page) -> Tag:
    (found,) = pictures(page)
    return found


def test_a_modules_picture_stands_on_the_journey_with_what_it_shows(open_page: Open, existing: str) -> None:
    page = open_page(with_picture(existing), "Noget.", "/")
    assert picture(page)["alt"] == ALT
    assert picture(page).find_parent("section")["aria-labelledby"] == f"module-{BEGIN.slug}"  # type: ignore[index]


def test_a_module_without_one_has_none(open_page: Open) -> None:
    assert list(pictures(open_page(BEGIN, "Noget.", "/"))) == []


def test_a_picture_that_was_taken_away_is_gone(app: Flask, open_page: Open, existing: str) -> None:
    open_page(with_picture(existing), "Noget.", "/")
    assert list(pictures(open_page(BEGIN, "Noget.", "/"))) == []
    assert [row.picture_alt for row in rows(app, StoredModule)] == [None, None]


@pytest.mark.parametrize("address", ["/", "/lessons/en/a"])
def test_a_picture_is_served_as_one_and_kept_for_a_year(open_page: Open, existing: str, address: str) -> None:
    page = open_page(with_picture(existing), f"Se her: ![{ALT}]({existing})", address)
    answer = page.client.raw.get(str(picture(page)["src"]), buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data.lstrip().startswith(b"<svg")


def test_a_picture_in_a_text_has_the_words_for_it(open_page: Open, existing: str) -> None:
    page = open_page(BEGIN, f"![Et bræt]({existing})", "/lessons/en/a")
    assert picture(page)["alt"] == "Et bræt"


@pytest.mark.parametrize("address", ["/", "/lessons/en/a"])
def test_one_that_does_not_exist_shows_its_words_and_breaks_nothing(open_page: Open, address: str) -> None:
    page = open_page(with_picture(MISSING), f"Se her: ![{ALT}](pictures/{MISSING})", address)
    assert picture(page)["alt"] == ALT
    assert page.client.raw.get(str(picture(page)["src"]), buffered=True).status_code == 404


@pytest.mark.parametrize(
    "name", ["pictures/", "pictures/findes-ikke.svg", "pictures/../app.css", "pictures/%00.svg", "findes.svg"]
)
def test_any_name_is_served_or_not_found(client: PageClient, name: str) -> None:
    assert client.raw.get(f"/static/{name}", buffered=True).status_code in {301, 302, 404}


def test_the_longest_name_a_file_may_have_can_be_stored(app: Flask, open_page: Open) -> None:
    name = f"{'a' * 60}.svg"
    open_page(with_picture(name), "Noget.", "/")
    assert {row.picture for row in rows(app, StoredModule)} == {name, None}
    with pytest.raises(ValidationError, match="at most 64 characters"):
        with_picture(f"a{name}")


def test_what_is_exported_has_the_pictures_and_imports_the_same(
    app: Flask, open_page: Open, existing: str
) -> None:
    module = with_picture(existing)
    open_page(module, "Noget.", "/")
    with app.app_context():
        before = export_library()["modules.yaml"]
        import_library(Library((module, GO_ON), ()))
        assert export_library()["modules.yaml"] == before
    assert f"file: {existing.removeprefix('pictures/')}" in before
    assert "alt: " in before
