"""HR writes a scenario from nothing: linted meanwhile, previewed, tried, published, met by a learner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.e2e.pages import Visitor

TITLE = "Nøglen til hallen"
SITUATION = (
    "Du står for hallen på skolen. Fredag ringer Mona fra håndbold. De vil have en nøgle, så de kan komme"
    " ind, når de har lyst.\n\nDu har altid sagt nej. Klubberne får hver sin tid, og det ved alle. Men"
    " Mona har tolv piger, der ikke har andre steder at være, og hun lover at låse efter"
    " sig.\n\nSkaklubben hører med i gangen. »Hvis de får en nøgle, vil vi også have en,« siger Kurt. Du"
    " skal svare Mona i dag."
)
NEW_FACT = (
    "Du hører, at pigerne har stået i regnen to fredage i træk. Pedellen siger, at han godt kan låse op"
    " for dem, men så skal han køre hele vejen igen."
)
OPTIONS = {
    "Andre klubber kan spørge, hvorfor kun én fik en nøgle": ("differentiation",),
    "Du skal holde styr på, hvem der har hvilken nøgle": ("differentiation", "uniformity-differentiation"),
    "Pigerne har ikke noget sted at være om fredagen": ("uniformity",),
    "Ingen får helt det, de bad om, og du skal forklare det": ("uniformity-differentiation", "uniformity"),
}
#: Role, where the weight is before and after, and why.
VOICES = (
    ("employee", -3, -2, "En regel, som alle kender, sparer mig for at vælge mellem klubberne hver uge."),
    ("employee", 2, 3, "Pigerne har brug for hallen mere end de andre, og det skal vi turde sige højt."),
    ("leader", -1, 1, "Jeg vil helst have én aftale for alle, men regnen gør det svært at holde fast."),
    (
        "leader",
        1,
        1,
        "Giv nøglen på prøve, og lad de andre se, hvordan det går, før vi gør det til en regel.",
    ),
    ("executive", -2, -2, "Gør vi det for én, gør vi det for alle, og så er det en beslutning om hele byen."),
)


def begin(writer: Visitor) -> Page:
    """Add the scenario with one board."""
    page = writer.page
    page.goto("/hr/scenarios")
    writer.follow("Nyt scenarie")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Modul").select_option(index=1)
    writer.press("Begynd at skrive")
    page.get_by_label("Hvilken balance?").select_option("uniformity-differentiation")
    writer.press("Tilføj brættet")
    expect(page.locator(".price-mark").first).to_be_attached()
    return page


def fill_in(page: Page) -> None:
    """Write every text but the situation."""
    for side in ("first", "second"):
        for number, name in enumerate(("here", "gains", "risks", "warnings-1", "warnings-2")):
            text = f"Det kan man se fra {'klubberne' if side == 'first' else 'pigerne'}, side {number}"
            page.locator(f"#placements-1-{side}-{name}").fill(text)
    for number, (text, directions) in enumerate(OPTIONS.items(), start=1):
        page.locator(f"#price-{number}-text").fill(text)
        page.locator(f"#price-{number}-explanation").fill(
            f"Sådan er det, når vægten ligger der, nr. {number}."
        )
        for direction in directions:
            box = page.locator(f"input[name='price.{number}.directions'][value='{direction}']")
            box.focus()
            page.keyboard.press("Space")
            expect(box).to_be_checked()
    page.locator("#new_fact-text").fill(NEW_FACT)
    for number, (role, before, after, reason) in enumerate(VOICES, start=1):
        page.locator(f"#voices-{number}-role").select_option(role)
        page.locator(f"#voices-{number}-before-1").select_option(str(before))
        page.locator(f"#voices-{number}-after").select_option(str(after))
        page.locator(f"#voices-{number}-reason").fill(reason)
    page.locator("#afterthought").fill("Hvem siger vi nej til uden at lægge mærke til det?")
    page.locator("#pages").fill("6, 7")


def test_a_scenario_is_written_linted_previewed_tried_published_and_met(
    writer: Visitor, new_context: Callable[..., BrowserContext]
) -> None:
    page = begin(writer)
    beside = page.locator("[data-preview-part]")
    page.locator("#situation").fill("Mona ringer om en nøgle.")
    expect(beside).to_contain_text("Situationen er på 5 ord.")
    expect(beside).to_contain_text("Teksten taler ikke til nogen.")
    page.locator("#situation").fill(SITUATION)
    fill_in(page)
    expect(beside.get_by_text("Før den kan udgives")).to_have_count(0)
    expect(beside).not_to_contain_text("Situationen er på")
    expect(beside.locator(".board")).to_contain_text("Det kan man se fra pigerne, side 0")
    writer.press("Se, om noget mangler")
    expect(page.get_by_text("Der mangler ikke noget.")).to_be_visible()
    writer.press("Forhåndsvisning")
    expect(page.locator(".situation").first).to_contain_text("Fredag ringer Mona")
    page.go_back()
    writer.press("Prøv det")
    page.locator(".place-button").nth(1).click()
    writer.press("Læg vægten her")
    expect(page.get_by_text("Prøve: tæller ikke med")).to_be_visible()
    expect(page.get_by_text("Pigerne har ikke noget sted at være om fredagen")).to_be_visible()
    writer.follow("Tilbage til teksten")
    writer.press("Videre til udgivelse")
    page.get_by_label("Hvorfor?").fill("Vi manglede et om foreninger")
    writer.press("Udgiv nu")
    expect(page.get_by_text("er udgivet.")).to_be_visible()
    other = writer.learners.add("Lærke Lund")
    learner = type(writer)(new_context().new_page(), other, writer.learners, writer.faults)
    learner.sign_in()
    learner.page.goto("/scenarios/noeglen-til-hallen")
    assert learner.heading == TITLE
    learner.page.locator(".place-button").nth(1).click()
    learner.press("Læg vægten her")
    expect(learner.page.get_by_text("Pigerne har ikke noget sted at være om fredagen")).to_be_visible()


def test_a_board_is_deleted_and_put_back_with_all_its_marks(writer: Visitor) -> None:
    page = begin(writer)
    page.locator("#placements-1-first-here").fill("Én regel for alle")
    page.locator("input[name='price.1.directions'][value='uniformity']").check(force=True)
    page.get_by_role("button", name="Slet brættet").click()
    expect(page.locator(".price-mark")).to_have_count(0)
    page.locator("button[name=do][value='undo.1']").click()
    expect(page.locator("#placements-1-first-here")).to_have_value("Én regel for alle")
    expect(page.locator("input[name='price.1.directions'][value='uniformity']")).to_be_checked()
