"""A text is written as it will look; its Markdown stays what is stored, and is one press away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.authoring.authoring_states import EDIT
from tests.e2e.authoring.test_editor import start_over
from tests.e2e.conftest import PHONE
from tests.e2e.keyboard import Keyboard
from tests.e2e.looks import outside, small_targets
from tests.e2e.test_every_page import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator, Page

    from tests.e2e.pages import Visitor

TEXT = "#steps-1-text"
SENT = "textarea[name='steps.1.text']"
LISTEN = """() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective));
}"""
PASTE = """(element, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
FROM_WORD = (
    '<h1 style="color:red">Titel</h1>'
    '<p class="MsoNormal" style="margin:0">Hej <b style="font-weight:bold">du</b>'
    ' <span style="font-size:40px">stor</span><script>alert(1)</script>'
    '<img src="https://a.dk/b.png" alt="x"></p>'
    '<p class="MsoList" style="mso-list:l0 level1"><span style="mso-list:Ignore">·&nbsp;</span>et</p>'
    '<p class="MsoList" style="mso-list:l0 level1"><span style="mso-list:Ignore">·&nbsp;</span>to</p>'
    "<table><tr><td><p>A</p></td><td colspan=2><p>B</p><p>C</p></td></tr><tr><td>d</td></tr></table>"
    '<p><a href="javascript:alert(1)">ond</a> <a href="https://billund.dk" onclick="x()">god</a></p>'
)


@pytest.fixture
def editing(writer: Visitor) -> Page:
    """The editor on the first text of a lesson that nobody has changed."""
    start_over(writer.page)
    writer.page.goto(EDIT)
    return writer.page


def tool(page: Page, name: str) -> Locator:
    bar = page.locator("#steps-1").get_by_role("toolbar")
    return bar.get_by_role("button", name=name, exact=True)


def state(page: Page) -> Locator:
    """Find what is said of the draft: that it is saved."""
    return page.locator("[data-draft] .editor-state")


def empty(page: Page) -> Locator:
    """Give the text with nothing in it, and the cursor there."""
    text = page.locator(TEXT)
    text.press("Control+a")
    text.press("Backspace")
    return text


def test_bold_a_list_and_a_quotation_are_written_by_buttons(editing: Page) -> None:
    text = empty(editing)
    tool(editing, "Fed").click()
    expect(tool(editing, "Fed")).to_have_attribute("aria-pressed", "true")
    text.type("Husk")
    tool(editing, "Fed").click()
    text.type(" det her:")
    text.press("Enter")
    tool(editing, "Punkter").click()
    text.type("et")
    text.press("Enter")
    text.type("to")
    text.press("Enter")
    text.press("Enter")
    tool(editing, "Citat").click()
    text.type("Sådan.")
    expect(editing.locator(SENT)).to_have_value("**Husk** det her:\n\n- et\n- to\n\n> Sådan.")
    expect(editing.locator("[data-preview-part] blockquote", has_text="Sådan.")).to_be_visible()
    expect(state(editing)).to_have_text("Gemt")


def test_what_is_written_is_there_when_one_comes_back(editing: Page) -> None:
    empty(editing).type("1 * 2 _ og [3](4)")
    expect(state(editing)).to_have_text("Gemt")
    editing.reload()
    expect(editing.locator(TEXT)).to_have_text("1 * 2 _ og [3](4)")


def test_a_link_is_asked_for_in_a_dialog(editing: Page) -> None:
    text = empty(editing)
    text.press("Control+k")
    editing.get_by_label("Ordene i linket").fill("Kommunen")
    editing.get_by_label("Hvor fører det hen?").fill("javascript:alert(1)")
    editing.get_by_role("button", name="Sæt link").click()
    expect(editing.get_by_text("Skriv en adresse, der begynder med https://")).to_be_visible()
    editing.get_by_label("Hvor fører det hen?").fill("billund.dk")
    editing.keyboard.press("Enter")
    expect(editing.locator(SENT)).to_have_value("[Kommunen](https://billund.dk)")
    expect(text).to_be_focused()
    text.press("ArrowLeft")
    tool(editing, "Link").click()
    expect(editing.get_by_label("Hvor fører det hen?")).to_have_value("https://billund.dk")
    editing.get_by_role("button", name="Fjern linket").click()
    expect(editing.locator(SENT)).to_have_value("Kommunen")


def test_a_table_is_made_and_grows(editing: Page) -> None:
    text = empty(editing)
    tool(editing, "Tabel").click()
    text.type("A")
    for word in ("B", "c", "d"):
        text.press("Enter")
        text.type(word)
    tool(editing, "Ny række").click()
    expect(editing.locator(SENT)).to_have_value("| A | B |\n| --- | --- |\n| c | d |\n|  |  |")
    tool(editing, "Slet kolonne").click()
    expect(editing.locator(SENT)).to_have_value("| A |\n| --- |\n| c |\n|  |")


def test_what_one_regrets_is_undone_to_the_last_byte(editing: Page) -> None:
    before = editing.locator(SENT).input_value()
    text = editing.locator(TEXT)
    text.press("Control+a")
    text.press("Delete")
    expect(editing.locator(SENT)).to_have_value("")
    tool(editing, "Fortryd").click()
    expect(editing.locator(SENT)).to_have_value(before)
    tool(editing, "Gentag").click()
    expect(editing.locator(SENT)).to_have_value("")


def test_who_changes_nothing_changes_not_a_byte(editing: Page) -> None:
    fields = editing.locator("textarea[data-editor]")
    before = [each.input_value() for each in fields.all()]
    for text in editing.get_by_role("textbox").and_(editing.locator("[contenteditable]")).all():
        text.click()
        text.press("End")
    assert [each.input_value() for each in fields.all()] == before
    expect(state(editing)).to_have_text("")


def test_the_marks_are_seen_and_written_by_who_wants_to(editing: Page) -> None:
    empty(editing).type("Fedt")
    step = editing.locator("#steps-1")
    step.get_by_role("button", name="Vis som ren tekst").click()
    field = editing.locator(TEXT)
    expect(field).to_be_focused()
    expect(field).to_have_value("Fedt")
    field.select_text()
    tool(editing, "Fed").click()
    expect(field).to_have_value("**Fedt**")
    step.get_by_role("button", name="Skriv uden tegn").click()
    expect(editing.locator(f"{TEXT} strong")).to_have_text("Fedt")
    expect(editing.locator("[data-preview-part] strong", has_text="Fedt")).to_be_visible()


def test_a_text_that_would_be_written_otherwise_stays_as_it_is(editing: Page) -> None:
    editing.locator("#steps-1").get_by_role("button", name="Vis som ren tekst").click()
    editing.locator(TEXT).fill("_Kursiv_ på en anden måde")
    expect(state(editing)).to_have_text("Gemt")
    editing.reload()
    expect(editing.locator(f"textarea{TEXT}")).to_have_value("_Kursiv_ på en anden måde")
    step = editing.locator("#steps-1")
    expect(step.get_by_text("Teksten har tegn, som editoren ville skrive på en anden måde.")).to_be_visible()
    step.get_by_role("button", name="Skriv uden tegn").click()
    expect(editing.locator(f"{TEXT} em")).to_have_text("Kursiv")
    expect(editing.locator(SENT)).to_have_value("_Kursiv_ på en anden måde")


def test_what_is_pasted_is_cut_down_to_what_a_text_can_hold(editing: Page) -> None:
    editing.evaluate(LISTEN)
    empty(editing).evaluate(PASTE, FROM_WORD)
    expect(editing.locator(SENT)).to_have_value(
        "### Titel\n\nHej **du** stor\n\n- et\n- to\n\n| A | B C |\n| --- | --- |\n| d |  |\n\nond [god](https://billund.dk)"
    )
    assert editing.evaluate("window.refused") == []


def test_it_is_used_with_the_keyboard_alone(editing: Page) -> None:
    keyboard = Keyboard(editing)
    text = editing.locator(TEXT)
    editing.locator("#steps-1-title").focus()
    keyboard.tab_to(tool(editing, "Fed")).press("ArrowRight")
    expect(tool(editing, "Kursiv")).to_be_focused()
    keyboard.press("End", "ArrowRight")
    expect(tool(editing, "Fed")).to_be_focused()
    keyboard.tab_to(text).press("Control+a", "Backspace").type("a").press("Shift+Tab")
    expect(tool(editing, "Fed")).to_be_focused()
    keyboard.press("Enter").type("b")
    expect(editing.locator(SENT)).to_have_value("a**b**")
    keyboard.press("Shift+Tab", "Escape")
    expect(text).to_be_focused()
    keyboard.press("Tab")
    expect(editing.locator("#steps-1").get_by_role("button", name="Vis som ren tekst")).to_be_focused()


def test_it_is_accessible_while_one_writes(editing: Page) -> None:
    text = editing.locator(TEXT)
    expect(text).to_have_role("textbox")
    expect(text).to_have_accessible_name("Tekst")
    empty(editing)
    tool(editing, "Tabel").click()
    for word in "AB":
        text.type(word)
        text.press("Enter")
    for width in (PHONE["width"], 320):
        editing.set_viewport_size({"width": width, "height": 740})
        text.focus()
        assert violations(editing) == []
        assert small_targets(editing) == []
        assert outside(editing) == []


def test_a_fault_leads_to_the_text_it_is_about(editing: Page) -> None:
    editing.locator("#steps-1").get_by_role("button", name="Vis som ren tekst").click()
    editing.locator(TEXT).fill("## For høj en overskrift")
    expect(state(editing)).to_have_text("Gemt")
    expect(editing.locator("[data-preview-part] .findings a[href='#steps']")).to_be_visible()
    editing.get_by_role("button", name="Se, om noget mangler").click()
    editing.locator("[data-preview-part] .findings a[href$='steps-1-text']").click()
    expect(editing.locator(TEXT)).to_be_focused()
    expect(editing.locator(TEXT)).to_have_attribute("aria-invalid", "true")
    editing.locator("#title").focus()
    editing.locator(f".alert a[href='{TEXT}']").click()
    expect(editing.locator(TEXT)).to_be_focused()


def test_without_javascript_it_is_a_text_area(
    writer: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    cookies = writer.page.context.storage_state()
    page = new_context(java_script_enabled=False, storage_state=cookies).new_page()
    page.goto(EDIT)
    expect(page.locator(f"textarea{TEXT}")).to_be_visible()
    expect(page.get_by_text("**fed**, *kursiv*").first).to_be_visible()
    assert page.locator("[role=toolbar]").count() == 0
