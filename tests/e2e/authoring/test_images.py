"""A picture is sent from the editor and seen by a learner; what is no picture harms nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, expect

from tests.e2e.authoring.authoring_states import EDIT
from tests.e2e.authoring.image_states import DRAWING, LIBRARY, PHOTOGRAPH, fill_in, open_dialog
from tests.e2e.authoring.test_editor import start_over
from tests.e2e.looks import unseen
from tests.e2e.test_every_page import violations
from tests.unit.modules.pictures import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from tests.e2e.pages import Visitor

SENT = "textarea[name='steps.1.text']"
ALT = "En rød og en blå sten"
OTHER = FilePayload(name="sten.png", mimeType="image/png", buffer=picture("PNG", size=(300, 200)))
THIRD = FilePayload(name="vej.png", mimeType="image/png", buffer=picture("PNG", size=(200, 300)))


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """A file of thirty megabytes."""
    file = tmp_path / "stor.jpg"
    file.write_bytes(b"x" * 30 * 1024 * 1024)
    return file


def test_a_picture_is_sent_from_the_editor_published_and_seen(writer: Visitor) -> None:
    page = writer.page
    start_over(page)
    page.goto(EDIT)
    dialog = open_dialog(writer)
    fill_in(dialog, PHOTOGRAPH, ALT)
    dialog.get_by_role("button", name="Tilføj og indsæt").press("Enter")
    expect(dialog).to_be_hidden()
    shown = page.locator("#steps-1").get_by_role("img", name=ALT)
    expect(shown).to_be_visible()
    assert f"![{ALT}](illustrations/en-roed-og-en-blaa-sten.webp)" in page.locator(SENT).input_value()
    expect(page.locator(f"[data-preview-part] img[alt='{ALT}']")).to_be_visible()
    assert violations(page) == []
    writer.press("Videre til udgivelse")
    page.locator("label", has_text="Lille: ingen skal gøre noget").click()
    page.get_by_label("Hvorfor?").fill("Et billede siger mere")
    writer.press("Udgiv nu")
    page.goto("/lessons/velkommen/en-mandag")
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    assert unseen(page) == []
    assert violations(page) == []


def test_a_picture_comes_after_the_paragraph_and_goes_by_one_undo(writer: Visitor) -> None:
    page = writer.page
    start_over(page)
    page.goto(EDIT)
    for is_plain in (False, True):
        if is_plain:
            page.locator("#steps-1").get_by_role("button", name="Vis som ren tekst").click()
        text = page.locator("#steps-1-text")
        text.fill("Hele sætningen.")
        text.press("Home")
        text.press("ArrowRight")
        dialog = open_dialog(writer)
        fill_in(dialog, OTHER, ALT)
        dialog.get_by_role("button", name="Tilføj og indsæt").press("Enter")
        expect(page.locator(SENT)).to_have_value(re.compile(r"^Hele sætningen\.\n\n!\[[^\n]+\)$"))
        page.keyboard.press("Control+z")
        expect(page.locator(SENT)).to_have_value("Hele sætningen.")


def test_what_is_no_picture_is_said_at_its_field_and_the_text_stays(writer: Visitor, huge: Path) -> None:
    writer.faults.expect(422)
    page = writer.page
    start_over(page)
    page.goto(EDIT)
    page.locator("#summary").fill("Dette bliver.")
    before = page.locator(SENT).input_value()
    dialog = open_dialog(writer)
    for file, said in ((DRAWING, "En SVG-fil kan indeholde programmer."), (huge, "fylder mere end 10 MB")):
        fill_in(dialog, file, ALT)
        dialog.get_by_role("button", name="Tilføj og indsæt").click()
        expect(dialog.locator("#image-file-error")).to_contain_text(said)
        expect(dialog.locator("#image-file")).to_be_focused()
        expect(dialog.locator("#image-alt")).to_have_value(ALT)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.locator(SENT).input_value() == before
    expect(page.locator("#summary")).to_have_value("Dette bliver.")


def test_one_that_is_here_is_chosen_by_the_keyboard(writer: Visitor) -> None:
    page = writer.page
    start_over(page)
    page.goto(LIBRARY)
    fill_in(page.locator("main"), PHOTOGRAPH, "En sten")
    writer.press("Tilføj billedet")
    page.goto(EDIT)
    dialog = open_dialog(writer)
    choice = dialog.locator(".image-choices button").first
    words = choice.inner_text()
    choice.press("Enter")
    expect(page.locator("#steps-1").get_by_role("img", name=words)).to_be_visible()


def test_thirty_megabytes_are_answered_by_a_page_too(writer: Visitor, huge: Path) -> None:
    writer.faults.expect(413)
    page = writer.page
    page.goto(LIBRARY)
    fill_in(page.locator("main"), huge, ALT)
    writer.press("Tilføj billedet")
    expect(page.locator("#file-error")).to_contain_text("fylder mere end 10 MB")


def test_without_javascript_the_draft_is_saved_and_a_page_shows_the_line(
    writer: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    start_over(writer.page)
    plain = writer.on(new_context(java_script_enabled=False).new_page())
    plain.sign_in()
    page = plain.page
    page.goto(EDIT)
    page.locator("#summary").fill("Gemt på vejen.")
    plain.press("Billeder")
    fill_in(page.locator("main"), THIRD, "En sten på en vej")
    plain.press("Tilføj billedet")
    line = page.get_by_label("Kopiér dette ind i teksten")
    expect(line).to_have_value("![En sten på en vej](illustrations/en-sten-paa-en-vej.webp)")
    plain.follow("Tilbage til din tekst")
    expect(page.locator("#summary")).to_have_value("Gemt på vejen.")
