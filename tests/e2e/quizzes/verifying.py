"""The public page of a certificate, and that it tells nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from elearning.certificates.models import Certificate

VALID = "Kursusbeviset er gyldigt."


def assert_shows_only(page: Page, certificate: Certificate) -> None:
    """See that whoever verifies a valid certificate reads that it is valid, whose it is and for what."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollér et kursusbevis")
    told = [
        "Kontrollér et kursusbevis",
        VALID,
        *("Navn", certificate.name),
        *("Kursus", f"Leder- og medarbejdergrundlaget, {certificate.organisation}"),
        *("Gennemført", format_date(certificate.completed_on, "d. MMMM y", locale="da")),
        "Kontrollér et andet",
    ]
    lines = page.locator("main").inner_text().splitlines()
    assert [line.strip() for line in lines if line.strip()] == told
    expect(page.locator("nav")).to_have_count(0)  # nobody is signed in
