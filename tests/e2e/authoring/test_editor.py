"""HR changes a sentence in the browser: it saves itself, is seen at once, and is published as small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.pages import Visitor

LESSON = "/hr/lessons/velkommen"
EDIT = f"{LESSON}/edit"
SECOND_STEP = "Flere ting på én gang"
BELOW_THE_TOP = 16  # pixels: where the preview shows what one writes in


def write(page: Page, field: str, text: str) -> None:
    """Write in a field of the editor and wait until it has saved itself."""
    page.locator(field).fill(text)
    expect(page.locator("[data-draft] .editor-state")).to_have_text("Gemt")


def start_over(page: Page) -> None:
    """Let the draft be what was published first."""
    page.goto(f"{LESSON}/history/1")
    button = page.get_by_role("button", name="Brug teksten som kladde")
    if button.count():
        button.click()


def in_the_middle(writer: Visitor, new_context: Callable[..., BrowserContext]) -> Visitor:
    """Let a learner read the lesson's first step and come to the second."""
    person = writer.learners.add("Lærke Lund")
    learner = type(writer)(new_context().new_page(), person, writer.learners, writer.faults)
    learner.sign_in()
    learner.page.goto("/lessons/velkommen")
    learner.press("Næste")
    expect(learner.page.locator("h1")).to_have_text(SECOND_STEP)
    return learner


def test_a_sentence_is_changed_seen_and_published_as_small(
    writer: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    learner = in_the_middle(writer, new_context)
    page = writer.page
    start_over(page)
    page.goto(EDIT)
    page.locator("#steps-1-text").fill("Det er ")
    page.keyboard.press("Control+b")
    page.keyboard.type("tirsdag")
    page.keyboard.press("Control+b")
    page.keyboard.type(" eftermiddag.")
    expect(page.locator("[data-draft] .editor-state")).to_have_text("Gemt")
    expect(page.locator("[data-preview-part] strong", has_text="tirsdag")).to_be_visible()
    writer.press("Videre til udgivelse")
    expect(page.locator("ins").first).to_be_visible()
    page.locator("label", has_text="Lille: ingen skal gøre noget").click()
    page.get_by_label("Hvorfor?").fill("Kortere")
    writer.press("Udgiv nu")
    expect(page.get_by_text("er udgivet.")).to_be_visible()
    page.goto("/lessons/velkommen/en-mandag")
    expect(page.locator(".lesson-text strong")).to_have_text("tirsdag")
    learner.page.goto("/lessons/velkommen")
    assert learner.heading == SECOND_STEP  # where they were
    learner.page.goto("/")
    learner.unfold()
    expect(learner.page.get_by_text("1 af 7 trin").first).to_be_visible()
    learner.page.goto("/lessons/velkommen/en-mandag")
    expect(learner.page.locator(".lesson-text strong")).to_have_text("tirsdag")


def test_of_two_people_the_second_is_told_and_loses_nothing(
    writer: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    writer.faults.expect(409)
    start_over(writer.page)
    mine = writer.page
    mine.goto(EDIT)
    other = writer.on(new_context().new_page())
    other.sign_in()
    other.page.goto(EDIT)
    write(other.page, "#summary", "Det skrev den ene.")
    mine.locator("#summary").fill("Det skrev den anden.")
    told = mine.locator(".editor-conflict .alert-warning")
    expect(told).to_contain_text("gemte kladden")
    expect(told).to_be_in_viewport()
    expect(mine.locator("[data-draft] .editor-state")).to_have_text("")
    writer.press("Gem kladden")
    expect(mine.get_by_text("En anden har skrevet i mellemtiden")).to_be_visible()
    expect(mine.locator("del").first).to_contain_text("ene.")
    expect(mine.locator("#summary")).to_have_value("Det skrev den anden.")


def test_the_top_says_how_it_stands_and_changes_only_when_that_does(writer: Visitor) -> None:
    page = writer.page
    page.goto("/hr/lessons")  # to a lesson that no other test writes in
    page.locator(".hr-lessons").last.locator("h3 a").last.click()
    standing = page.locator("[data-standing]")
    before = page.locator("#summary").input_value()
    write(page, "#summary", f"{before} Og mere.")
    expect(standing).to_contain_text("Ændringer på vej Kladden er gemt af")
    page.evaluate(
        "() => new MutationObserver(() => (window.isAnother = true))"
        ".observe(document.querySelector('[data-standing]'), { childList: true })"
    )
    with page.expect_response(lambda answer: "part=1" in answer.url):
        page.locator("#summary").fill(f"{before} Og meget mere.")
    assert not page.evaluate("window.isAnother")  # so a screen reader says it once
    page.locator("#summary").fill(before)
    expect(standing).to_have_text("Udgivet")


def test_the_preview_shows_the_step_that_one_writes_in_and_goes_on_showing_it(writer: Visitor) -> None:
    page = writer.page
    start_over(page)
    page.goto(EDIT)
    box = page.locator(".editor-preview")
    fourth = page.locator("[data-shows='steps-4']")
    page.locator("#steps-4-title").focus()
    expect(fourth.locator("h3")).to_be_in_viewport(ratio=1)
    place = "(shown) => Math.round(shown.getBoundingClientRect().top)"
    page.wait_for_function(f"(shown) => ({place})(shown) === {BELOW_THE_TOP}", arg=fourth.element_handle())
    written_at = page.locator("#steps-4-title").evaluate(place)
    empty = "(field) => { field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true })) }"
    page.locator("#steps-1-title").evaluate(empty)  # what is wrong stands at the top, and pushes all down
    expect(page.locator("[data-preview-part] .findings")).to_have_count(1)
    assert fourth.evaluate(place) == BELOW_THE_TOP
    assert page.locator("#steps-4-title").evaluate(place) == written_at
    assert box.evaluate("(box) => box.scrollTop") > 0


def test_a_lesson_is_moved_with_the_mouse(writer: Visitor) -> None:
    page = writer.page
    page.goto("/hr/lessons")
    module = page.locator(".hr-lessons").filter(has_text="Din rolle som leder")
    lessons = module.locator("h3 a")
    first, second = lessons.nth(0).inner_text(), lessons.nth(1).inner_text()
    module.locator(".step-handle").nth(1).drag_to(module.locator("li").nth(0))
    expect(lessons.nth(0)).to_have_text(second)
    expect(lessons.nth(1)).to_have_text(first)
    module.get_by_role("button", name="Fortryd").click()
    expect(lessons.nth(0)).to_have_text(first)


def test_a_lesson_is_moved_with_the_keyboard(writer: Visitor) -> None:
    page = writer.page
    page.goto("/hr/lessons")
    module = page.locator(".hr-lessons").filter(has_text="Balancebrættet")
    lessons = module.locator("h3 a")
    first, second = lessons.nth(0).inner_text(), lessons.nth(1).inner_text()
    module.get_by_role("button", name="Flyt ned").first.press("Enter")
    expect(lessons.nth(0)).to_have_text(second)
    expect(page.locator("#moved")).to_contain_text(f"»{first}« er nu nummer 2")
    expect(page.locator("#moved")).to_be_in_viewport()
    expect(module.locator("li").nth(1).get_by_role("button", name="Flyt ned")).to_be_focused()
    page.keyboard.press("Enter")
    expect(lessons.nth(2)).to_have_text(first)
    module.get_by_role("button", name="Fortryd").press("Enter")
    expect(lessons.nth(1)).to_have_text(first)


def test_a_deleted_answer_is_put_back_where_it_was(writer: Visitor) -> None:
    page = writer.page
    page.goto("/hr/lessons/new")
    page.get_by_label("Titel").fill("Svar og fortryd")
    page.get_by_label("Modul").select_option(index=1)
    writer.press("Begynd at skrive")
    page.locator("#new-kind").select_option("check")
    page.locator("#new-title").fill("Hvad siger du?")
    writer.press("Tilføj trinnet")
    page.locator("#steps-1-options-1-text").fill("Hej")
    page.get_by_role("button", name="Slet svaret 1").click()
    told = page.locator("#removed-1")
    expect(told).to_contain_text("Svaret »Hej« er slettet.")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport()
    told.get_by_role("button", name="Fortryd").click()
    expect(page.locator("#steps-1-options-1-text")).to_have_value("Hej")
    expect(page.locator("#steps-1-options-1")).to_be_focused()


def test_a_step_is_moved_with_the_mouse_by_its_handle(writer: Visitor) -> None:
    page = writer.page
    start_over(page)
    page.set_viewport_size({"width": 1280, "height": 3000})  # both steps are in sight
    page.goto(EDIT)
    titles = page.locator(".step-card input[id$='-title']:not([id*='circles'])")
    first, second = titles.nth(0).input_value(), titles.nth(1).input_value()
    page.locator(".step-handle").nth(1).drag_to(
        page.locator(".step-card").nth(0), target_position={"x": 60, "y": 60}
    )
    expect(titles.nth(0)).to_have_value(second)
    expect(titles.nth(1)).to_have_value(first)
    expect(page.locator("#steps-1")).to_be_focused()
    expect(page.locator("[data-draft] .editor-state")).to_have_text(f"»{second}« er nu trin 1.")


def test_a_step_that_is_moved_with_the_keyboard_keeps_the_focus(writer: Visitor) -> None:
    page = writer.page
    start_over(page)
    page.goto(EDIT)
    title = page.locator("#steps-1-title").input_value()
    page.locator("#steps-1").get_by_role("button", name="Flyt ned").press("Enter")
    expect(page.locator("#steps-2-title")).to_have_value(title)
    expect(page.locator("#steps-2")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#steps-2").get_by_role("button", name="Flyt op")).to_be_focused()
