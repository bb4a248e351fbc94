"""What tests of notes share: where the note is, and what is stored of it."""

from __future__ import annotations

from typing import Any

from flask import Flask

from elearning.modules.models import Note
from tests.course import rows
from tests.pages import Page, PageClient

NOTE = "/lessons/hilsen/taenk"
TEXT = "Min nabo, på trappen."


def stored(app: Flask) -> list[tuple[str, int]]:
    return [(row.text, row.version) for row in rows(app, Note)]


def written(page: Page) -> str:
    field = page.soup.select_one("textarea[name=text]")
    assert field is not None
    return field.get_text()


def version(page: Page) -> str:
    field = page.soup.select_one("input[name=version]")
    assert field is not None
    return str(field["value"])


def autosave(client: PageClient, text: str, version: object, **headers: str) -> Any:  # noqa: ANN401 - JSON
    response = client.raw.post(
        f"{NOTE}/note",
        data={"csrf_token": client.token(), "text": text, "version": version},
        headers={"Accept": "application/json", **headers},
    )
    assert response.content_type == "application/json"
    return response.status_code, response.json
