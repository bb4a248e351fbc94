"""The history of a lesson: every text that was published, compared and brought back."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.modules.models import LessonRevision
from tests.course import rows
from tests.integration.authoring.writing import EDIT, draft, press_publish, write
from tests.pages import PageClient

HISTORY = "/hr/lessons/hilsen/history"


@pytest.fixture
def changed(hr: PageClient) -> PageClient:
    """The lesson has two revisions."""
    write(hr.get(EDIT), title="Vi hilser")
    press_publish(hr, note="Kortere titel")
    return hr


def test_says_who_when_and_why(changed: PageClient) -> None:
    page = changed.get(HISTORY)
    assert "Hanne Hr" in page.text
    assert "Kortere titel (lille) Udgivet nu" in page.text
    assert "indlæst fra filer" in page.text
    assert all("kl. " in each.get_text() for each in page.soup.select("tbody [data-label='Hvornår og hvem']"))


def test_compares_any_two(changed: PageClient) -> None:
    page = changed.get(f"{HISTORY}/compare?from=1&to=2")
    assert [each.get_text(strip=True) for each in page.soup.select("ins")] == ["Vi hilser"]
    assert [
        each.get_text(strip=True) for each in changed.get(f"{HISTORY}/compare?from=2&to=1").soup.select("ins")
    ] == ["Lektion hilsen"]


@pytest.mark.parametrize(
    "query",
    ["", "?from=1", "?from=1&to=3", "?from=x&to=y", "?from=0&to=-1", "?from=99999999999999999999&to=1"],
)
def test_comparing_what_is_not_there_is_not_found(changed: PageClient, query: str) -> None:
    changed.get(f"{HISTORY}/compare{query}", status=404)


def test_an_old_text_becomes_the_draft_and_nothing_is_published(app: Flask, changed: PageClient) -> None:
    page = changed.get(f"{HISTORY}/1").press("Brug teksten som kladde")
    assert page.heading == "Lektion hilsen"
    stored = draft(app)
    assert stored
    assert stored.data
    assert stored.data["title"] == "Lektion hilsen"
    assert [row.state for row in rows(app, LessonRevision, lesson_id=1)] == ["archived", "published"]


def test_a_draft_that_was_changed_meanwhile_is_not_replaced(
    app: Flask, changed: PageClient, colleague: PageClient
) -> None:
    page = changed.get(f"{HISTORY}/1")
    write(colleague.get(EDIT), title="Vi råber")
    assert "Se på forskellen en gang til." in page.press("Brug teksten som kladde").text
    stored = draft(app)
    assert stored
    assert stored.data
    assert stored.data["title"] == "Vi råber"


def test_restoring_what_is_published_drops_the_draft(app: Flask, changed: PageClient) -> None:
    write(changed.get(EDIT), title="Vi råber")
    changed.get(f"{HISTORY}/2").press("Brug teksten som kladde")
    stored = draft(app)
    assert stored
    assert stored.data is None
