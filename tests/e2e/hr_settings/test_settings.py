"""HR changes a mail and the certificate as somebody does who is afraid of breaking something: looks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.hr_settings.settings_states import settings_certificate_with_a_logo, settings_mail

if TYPE_CHECKING:
    from tests.e2e.pages import Visitor


def test_a_mail_is_seen_before_it_is_saved_and_put_back_after(visitor: Visitor) -> None:
    settings_mail(visitor)
    page = visitor.page
    page.get_by_label("Tekst", exact=True).fill("Hej {fornavn}, her er ugen i {kommune}.")
    visitor.press("Vis, hvordan den bliver")
    expect(page.get_by_text("Det er ikke gemt endnu.")).to_be_visible()
    shown = page.frame_locator("iframe")
    expect(shown.get_by_text("Hej Anna, her er ugen i Billund Kommune.")).to_be_visible()
    expect(shown.get_by_text("Carl Eksempel")).to_be_visible()
    visitor.press("Gem")
    expect(page.get_by_text("Mailen har jeres egen tekst nu.")).to_be_visible()
    visitor.press("Brug standardteksten igen")
    expect(page.get_by_label("Tekst", exact=True)).not_to_contain_text("her er ugen")
    visitor.press("Fortryd, og få min tekst tilbage")
    expect(page.get_by_label("Tekst", exact=True)).to_contain_text("her er ugen")


def test_an_example_of_the_certificate_is_had_and_the_page_stays(visitor: Visitor) -> None:
    settings_certificate_with_a_logo(visitor)
    page = visitor.page
    picture = page.get_by_role("img", name="Logo for Billund Kommune")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalHeight") > 0
    page.get_by_label("Titel på den, der skriver under").fill("Kommunaldirektør")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Hent et eksempel").click()
    assert coming.value.suggested_filename == "kursusbevis-eksempel.pdf"
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    expect(page.get_by_label("Titel på den, der skriver under")).to_have_value("Kommunaldirektør")
