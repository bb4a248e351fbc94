"""Writing in the editor as a browser does: all of its fields, also those with several values."""

from __future__ import annotations

from typing import Any

from bs4 import Tag
from flask import Flask
from werkzeug.test import TestResponse

from elearning.authoring.models import Draft
from tests.course import rows
from tests.pages import Page, PageClient

EDIT = "/hr/lessons/hilsen/edit"
PUBLISH = "/hr/lessons/hilsen/publish"
JSON = {"Accept": "application/json"}


def sent(page: Page) -> dict[str, list[str]]:
    """Give what the editor's form would send as it stands."""
    form = page.soup.select_one("form[data-draft]")
    assert isinstance(form, Tag)
    values: dict[str, list[str]] = {}
    for field in form.select("input, textarea, select"):
        is_off = field.get("type") == "checkbox" and not field.has_attr("checked")
        if is_off:
            continue
        if field.name == "select":
            said = str((field.select("option[selected]") or field.select("option"))[0]["value"])
        else:
            said = field.get_text() if field.name == "textarea" else str(field.get("value", ""))
        values.setdefault(str(field["name"]), []).append(said)
    return values


def write(page: Page, *, status: int = 200, do: str = "save", **changes: Any) -> Page:  # noqa: ANN401 - texts or lists
    """Change fields of an editor that is open (`steps__1__title` is steps.1.title), and press a button."""
    values = {**sent(page), **{name.replace("__", "."): said for name, said in changes.items()}, "do": do}
    return page.client.post(page.url, values, status=status)


def autosave(page: Page, *, version: int | None = None, **changes: str) -> TestResponse:
    """Save as the script on the page does."""
    values: dict[str, Any] = {
        **sent(page),
        **{name.replace("__", "."): said for name, said in changes.items()},
    }
    if version is not None:
        values["version"] = str(version)
    return page.client.raw.post(page.url, data=values, headers=JSON)


def press_publish(hr: PageClient, *, status: int = 200, url: str = PUBLISH, **values: str) -> Page:
    """Publish what is written, as small unless said otherwise."""
    return hr.get(url).press("Udgiv nu", status=status, **{"size": "small", "note": "Rettet", **values})


def newest_copy(hr: PageClient, history: str) -> Page:
    """Open the newest copy of a draft that a history lists."""
    link = hr.get(history).soup.select_one("a[href*='/history/drafts/']")
    assert link
    return hr.get(str(link["href"]))


def draft(app: Flask) -> Draft | None:
    """Give what is stored of the draft."""
    return next(iter(rows(app, Draft, slug="hilsen")), None)
