"""HR's pictures in every state they can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload, expect

from tests.e2e.authoring.authoring_states import EDIT, sign_in_as_hr
from tests.unit.modules.pictures import SCRIPT, picture

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.e2e.pages import Visitor

LIBRARY = "/hr/images"
ALT = "To kolleger ved en gynge med et meget langt navn på legepladsen i Vorbasse"
PHOTOGRAPH = FilePayload(name="gynge.jpg", mimeType="image/jpeg", buffer=picture(size=(1200, 700)))
DRAWING = FilePayload(name="ond.svg", mimeType="image/svg+xml", buffer=SCRIPT)


def fill_in(place: Locator, file: FilePayload | Path | None, alt: str) -> None:
    """Fill in the form of a picture, on its page or in the dialog."""
    if file:
        place.get_by_label("Billede", exact=True).set_input_files(file)
    place.get_by_label("Hvad viser billedet?").fill(alt)


def _add(visitor: Visitor) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto(LIBRARY)
    fill_in(visitor.page.locator("main"), PHOTOGRAPH, ALT)
    visitor.press("Tilføj billedet")


def images(visitor: Visitor) -> None:
    _add(visitor)
    visitor.page.goto(LIBRARY)


def image_added(visitor: Visitor) -> None:
    _add(visitor)


def images_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    sign_in_as_hr(visitor)
    visitor.page.goto(LIBRARY)
    fill_in(visitor.page.locator("main"), DRAWING, "")
    visitor.press("Tilføj billedet")


def open_dialog(visitor: Visitor) -> Locator:
    """Open the dialog from the first text of the editor."""
    visitor.page.locator("#steps-1").get_by_role("button", name="Billede", exact=True).click()
    dialog = visitor.page.get_by_role("dialog", name="Indsæt et billede")
    expect(dialog.locator(".image-choices")).not_to_be_empty()
    return dialog


def image_dialog(visitor: Visitor) -> None:
    _add(visitor)
    visitor.page.goto(EDIT)
    open_dialog(visitor)


def image_dialog_refused(visitor: Visitor) -> None:
    image_dialog(visitor)
    visitor.press("Tilføj og indsæt")


IMAGES = (images, image_added, images_refused, image_dialog, image_dialog_refused)
