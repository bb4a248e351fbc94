"""A private note: saved while one writes, and never lost to a bad connection or a second device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.states import notes_written, reflect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.e2e.pages import Visitor

OFFLINE = "Ingen forbindelse. Din tekst ligger på denne enhed og bliver gemt, når du er på nettet igen."
STORED = "Object.keys(localStorage).length"

PATIENCE = 50  # tenths of a second until a note has arrived


def test_a_note_is_saved_while_one_writes(visitor: Visitor) -> None:
    reflect(visitor)
    note = visitor.note()
    note.write("Det gemmer sig selv.")
    expect(note.state).to_have_text("Gemt")
    visitor.page.reload()
    expect(note.field).to_have_value("Det gemmer sig selv.")
    assert visitor.page.evaluate(STORED) == 0


def test_a_note_written_offline_is_saved_when_the_connection_is_back(visitor: Visitor) -> None:
    reflect(visitor)
    note = visitor.note()
    visitor.faults.expect_offline()
    visitor.page.context.set_offline(True)
    note.write("Skrevet i en tunnel.")
    expect(note.state).to_have_text(OFFLINE)
    visitor.page.context.set_offline(False)
    expect(note.state).to_have_text("Gemt")
    assert visitor.learners.note(visitor.person) == "Skrevet i en tunnel."


def test_a_note_written_offline_outlives_the_closed_page(visitor: Visitor) -> None:
    reflect(visitor)
    context = visitor.page.context
    visitor.faults.expect_offline()
    context.set_offline(True)
    visitor.note().write("Skrevet i et fly.")
    expect(visitor.note().state).to_have_text(OFFLINE)
    visitor.page.close()
    assert visitor.learners.note(visitor.person) is None

    context.set_offline(False)
    later = visitor.on(context.new_page())
    expect(later.note().open().field).to_have_value("Skrevet i et fly.")
    # Who sends it is the browser's choice: the new page, or what is left of the closed one.
    for _ in range(PATIENCE):
        if visitor.learners.note(visitor.person):
            break
        later.page.wait_for_timeout(100)
    assert visitor.learners.note(visitor.person) == "Skrevet i et fly."


def test_going_on_offline_stays_on_the_page_with_the_text(visitor: Visitor) -> None:
    reflect(visitor)
    visitor.faults.expect_offline()
    visitor.page.context.set_offline(True)
    visitor.note().write("Jeg trykker videre uden net.")
    visitor.press("Afslut lektionen")
    expect(visitor.note().state).to_have_text(OFFLINE)
    expect(visitor.note().field).to_have_value("Jeg trykker videre uden net.")


def test_two_devices_never_overwrite_each_other(
    visitor: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    visitor.faults.expect(409)
    reflect(visitor)
    other = visitor.on(new_context().new_page())
    other.sign_in()
    other.note().open().write("Fra telefonen.")
    expect(other.note().state).to_have_text("Gemt")

    note = visitor.note()
    note.write("Fra computeren.")
    expect(note.state).to_contain_text("Du har også skrevet på en anden enhed.")
    visitor.press("Gem noten")
    expect(visitor.page.locator(".note-text")).to_have_text("Fra telefonen.")
    expect(note.field).to_have_value("Fra computeren.")
    assert visitor.learners.note(visitor.person) == "Fra telefonen."
    note.write("Fra telefonen. Fra computeren.")
    visitor.press("Gem noten")
    expect(visitor.page.get_by_text("Din note er gemt.")).to_be_visible()
    assert visitor.learners.note(visitor.person) == "Fra telefonen. Fra computeren."


def test_a_note_sent_before_it_saved_itself_does_not_come_back_as_unsaved(visitor: Visitor) -> None:
    reflect(visitor)
    visitor.note().write("Sendt med det samme.")
    visitor.press("Afslut lektionen")
    expect(visitor.page.locator("h1")).to_have_text("Færdig: Ensartethed og differentiering")
    visitor.learners.write(visitor.person, "Ændret på telefonen.")
    expect(visitor.note().open().field).to_have_value("Ændret på telefonen.")


def test_signing_out_leaves_nothing_of_a_note_on_the_device(visitor: Visitor) -> None:
    reflect(visitor)
    visitor.faults.expect_offline()
    visitor.page.route("**/note", lambda route: route.abort())
    visitor.note().write("Kun for mig.")
    expect(visitor.note().state).to_have_text(OFFLINE)
    assert visitor.page.evaluate(STORED) == 1
    visitor.page.locator(".site-menu summary").click()
    visitor.press("Log ud")
    expect(visitor.page.get_by_text("Du er logget ud.")).to_be_visible()
    assert visitor.page.evaluate(STORED) == 0


def test_notes_are_printed_without_anything_to_press(visitor: Visitor) -> None:
    notes_written(visitor)
    page = visitor.page
    page.emulate_media(media="print")
    expect(page.get_by_text("Jeg ringer til Lønkontoret på torsdag.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Min leder")).to_be_visible()
    for hidden in ("nav", "button", "form", "footer", ".skipnav", "main a"):
        for each in page.locator(hidden).all():
            expect(each).to_be_hidden()
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") == 1
