"""HR's pages on lessons in every state they can be met in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elearning.accounts.models import Person
from elearning.database import db
from tests import archives

if TYPE_CHECKING:
    from tests.e2e.pages import Visitor

LESSON = "/hr/lessons/velkommen"
EDIT = f"{LESSON}/edit"


def sign_in_as_hr(visitor: Visitor) -> None:
    """Make the visitor somebody from HR, and sign in."""

    def work() -> None:
        db.session.get_one(Person, visitor.person.id).is_hr = True

    visitor.learners.in_app(work)
    visitor.sign_in()


def _write(visitor: Visitor, title: str, button: str) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto(EDIT)
    visitor.page.locator("#title").fill(title)
    visitor.press(button)


def lessons_of_hr(visitor: Visitor) -> None:
    _write(visitor, "Velkommen til os", "Gem kladden")
    visitor.page.goto("/hr/lessons")


def lesson_new(visitor: Visitor) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto("/hr/lessons/new")


def lesson_new_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    lesson_new(visitor)
    visitor.press("Begynd at skrive")


def lesson_editor(visitor: Visitor) -> None:
    _write(visitor, "Velkommen til os alle", "Gem kladden")


def lesson_editor_with_faults(visitor: Visitor) -> None:
    _write(visitor, "", "Gem kladden")
    visitor.page.goto(f"{EDIT}?check=1")


def lesson_editor_while_writing(visitor: Visitor) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto("/hr/lessons/ensartethed-og-differentiering/edit")
    visitor.page.locator("[role=textbox] td").first.click()


def lesson_editor_with_a_link(visitor: Visitor) -> None:
    lesson_editor(visitor)
    visitor.page.goto(EDIT)
    visitor.page.locator("#steps-1-text").press("Control+k")
    visitor.press("Sæt link")


def lesson_editor_with_marks(visitor: Visitor) -> None:
    lesson_editor(visitor)
    visitor.page.goto(EDIT)
    visitor.page.locator("#steps-1").get_by_role("button", name="Vis som ren tekst").click()
    visitor.page.locator("#steps-1-text").fill("_Kursiv_")


def lesson_preview(visitor: Visitor) -> None:
    _write(visitor, "Velkommen hertil", "Forhåndsvisning")


def lesson_publish(visitor: Visitor) -> None:
    _write(visitor, "Velkommen, alle sammen", "Videre til udgivelse")


def lesson_publish_refused(visitor: Visitor) -> None:
    visitor.faults.expect(422)
    lesson_publish(visitor)
    visitor.press("Udgiv nu")


def lesson_retire(visitor: Visitor) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto(f"{LESSON}/retire")


def lesson_moved(visitor: Visitor) -> None:
    lessons_of_hr(visitor)
    visitor.page.get_by_role("button", name="Flyt ned").first.click()


def _begin_lesson(visitor: Visitor) -> None:
    lesson_new(visitor)
    visitor.page.get_by_label("Titel").fill("En fejl")
    visitor.page.get_by_label("Modul").select_option(index=1)
    visitor.press("Begynd at skrive")


def lesson_delete(visitor: Visitor) -> None:
    _begin_lesson(visitor)
    visitor.follow("Slet kladden")


def lesson_answer_deleted(visitor: Visitor) -> None:
    _begin_lesson(visitor)
    visitor.page.locator("#new-kind").select_option("check")
    visitor.page.locator("#new-title").fill("Et spørgsmål")
    visitor.press("Tilføj trinnet")
    visitor.page.get_by_role("button", name="Slet svaret 1").click()


def lesson_history(visitor: Visitor) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto(f"{LESSON}/history")


def lesson_compared(visitor: Visitor) -> None:
    lesson_history(visitor)
    visitor.page.goto(f"{LESSON}/history/compare?from=1&to=1")


def lesson_revision(visitor: Visitor) -> None:
    _write(visitor, "Velkommen, alle I nye", "Gem kladden")
    visitor.page.goto(f"{LESSON}/history/1")


def _replaced(visitor: Visitor) -> None:
    """Replace a draft by the text that was first published."""
    _write(visitor, "Velkommen, alle I gamle", "Gem kladden")
    visitor.page.goto(f"{LESSON}/history/1")
    visitor.press("Brug teksten som kladde")
    visitor.page.goto(f"{LESSON}/history")


def lesson_drafts(visitor: Visitor) -> None:
    _replaced(visitor)
    visitor.page.locator("#copies").scroll_into_view_if_needed()


def lesson_draft_copy(visitor: Visitor) -> None:
    _replaced(visitor)
    visitor.page.locator("table th a[href*='/drafts/']").first.click()


def lesson_publish_looks(visitor: Visitor) -> None:
    """Show what readers see of a change of how words look, and of where a link leads."""
    sign_in_as_hr(visitor)
    visitor.page.goto("/hr/lessons/det-vi-staar-paa/edit")
    visitor.page.locator("#steps-1").get_by_role("button", name="Vis som ren tekst").click()
    text = visitor.page.locator("#steps-1-text")
    text.fill("### Goddag\n\n**Velkommen** til [os](/notes).\n\n- et\n- to\n\n" + text.input_value())
    visitor.press("Videre til udgivelse")


def lesson_conflict(visitor: Visitor) -> None:
    """Save in one tab what another has saved something else of."""
    visitor.faults.expect(409)
    sign_in_as_hr(visitor)
    mine, other = visitor.page, visitor.page.context.new_page()
    for page in (mine, other):
        page.goto(EDIT)
    other.locator("#summary").fill("Det skrev den ene i sin fane.")
    other.get_by_role("button", name="Gem kladden").click()
    other.close()
    mine.locator("#summary").fill("Det skrev den anden i sin.")
    visitor.press("Gem kladden")


def _send_content(visitor: Visitor, old: bytes, new: bytes) -> None:
    """Download all content, change the first lesson, and send it."""
    sign_in_as_hr(visitor)
    visitor.page.goto("/hr/content")
    with visitor.page.expect_download() as downloaded:
        visitor.follow("Hent alt indhold")
    files = archives.unpack(downloaded.value.path().read_bytes())
    path = "velkommen/01-velkommen.md"
    files[path] = files[path].replace(old, new, 1)
    visitor.page.get_by_label("Fil", exact=True).set_input_files(
        {"name": "indhold.zip", "mimeType": "application/zip", "buffer": archives.pack(files)}
    )


def content_files(visitor: Visitor) -> None:
    sign_in_as_hr(visitor)
    visitor.page.goto("/hr/content")


def content_refused(visitor: Visitor) -> None:
    _send_content(visitor, b"kind: read", b"kind: reat")
    visitor.faults.expect(422)
    visitor.press("Se på filen")


def content_check(visitor: Visitor) -> None:
    _send_content(visitor, b"summary: ", b"summary: Kort sagt, ")
    visitor.press("Se på filen")


def content_publish_refused(visitor: Visitor) -> None:
    content_check(visitor)
    visitor.faults.expect(422)
    visitor.press("Udgiv nu")


def content_difference(visitor: Visitor) -> None:
    content_check(visitor)
    visitor.follow("velkommen/01-velkommen.md")


AUTHORING = (
    lessons_of_hr,
    lesson_new,
    lesson_new_refused,
    lesson_editor,
    lesson_editor_with_faults,
    lesson_editor_while_writing,
    lesson_editor_with_a_link,
    lesson_editor_with_marks,
    lesson_preview,
    lesson_publish,
    lesson_publish_refused,
    lesson_retire,
    lesson_moved,
    lesson_delete,
    lesson_answer_deleted,
    lesson_history,
    lesson_compared,
    lesson_revision,
    lesson_drafts,
    lesson_draft_copy,
    lesson_publish_looks,
    lesson_conflict,
    content_files,
    content_refused,
    content_check,
    content_publish_refused,
    content_difference,
)
