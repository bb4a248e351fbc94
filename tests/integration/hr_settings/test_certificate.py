"""What HR lets stand on certificates: from then on, and for ever on those that are issued."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask
from PIL import Image

from elearning.accounts.models import Person
from elearning.certificates import documents, logos
from elearning.certificates.models import Certificate, CertificateDocument, CertificateLogo
from elearning.choices import Setting
from elearning.clock import now
from elearning.database import db
from elearning.progress.models import Assignment
from tests.course import rows
from tests.integration.hr_settings.pictures import RED, SVG, picture
from tests.pages import Page, PageClient
from tests.people import People

ADDRESS = "/hr/settings/certificate"
Sent = tuple[bytes, str]


def save(office: PageClient, *, status: int = 200, logo: Sent | None = None, **values: str) -> Page:
    """Fill in the form and save it, with a file if there is one."""
    page = office.get(ADDRESS)
    return page.press("Gem", status=status, **{**values, **_file(logo)})


def example(office: PageClient, *, status: int = 200, logo: Sent | None = None, **values: str) -> bytes:
    page = office.get(ADDRESS)
    fields = {"organisation": "Eksempelby", "csrf_token": office.token(), "version": "0", **values}
    assert page.form("Gem") is not None
    answer = office.raw.post(f"{ADDRESS}/example", data={**fields, **_file(logo)}, buffered=True)
    assert answer.status_code == status
    return bytes(answer.data)


def _file(sent: Sent | None) -> dict[str, object]:
    return {"logo": (BytesIO(sent[0]), sent[1])} if sent else {}


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_range()


def is_red(pdf: bytes) -> bool:
    """Tell whether the corner of the logo is as red as `picture`."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=50 / 72).to_pil()
    found = page.getpixel((round(page.width * 0.15), round(page.height * 0.08)))
    return found == pytest.approx(RED, abs=3)


def issue(app: Flask, person: Person) -> Certificate:
    """Give somebody a certificate with its document, as completing the course does."""
    from elearning.certificates import service  # noqa: PLC0415 - the private function of a service

    with app.app_context():
        assignment = db.session.get_one(Assignment, (person.id, 1))
        facts = {"modules": [], "completed_on": now().date(), "edition": now().date(), "valid_until": None}
        found = service._keep(db.session.get_one(Person, person.id), assignment, now(), facts)  # noqa: SLF001
        assert found is not None
        db.session.commit()
        documents.make(found.id)
        db.session.commit()
    (kept,) = rows(app, Certificate, person_id=person.id)
    return kept


def document(app: Flask, certificate: Certificate) -> bytes:
    (kept,) = rows(app, CertificateDocument, certificate_id=certificate.id)
    return kept.pdf


def test_a_certificate_keeps_the_name_signature_and_logo_of_its_day(
    app: Flask, office: PageClient, people: People
) -> None:
    first, second = people.add(), people.add("Bo Lund")
    red = (picture(), "logo.png")
    save(office, organisation="Gammelby", signatory="Ea Juhl", signatory_title="Direktør", logo=red)
    old = issue(app, first)
    save(office, organisation="Nyby", signatory="Per Vind", signatory_title="", remove_logo="y")
    new = issue(app, second)
    assert "Gammelby" in text_of(document(app, old))
    assert "Ea Juhl" in text_of(document(app, old))
    assert "Direktør" in text_of(document(app, old))
    assert is_red(document(app, old))
    assert "Nyby" in text_of(document(app, new))
    assert "Per Vind" in text_of(document(app, new))
    assert not is_red(document(app, new))
    # Were its document made again today, it would be the same.
    with app.app_context():
        again = documents._draw(old.facts, documents.logo_of(old.logo_id), None)  # noqa: SLF001
    assert again == document(app, old)


def test_the_page_says_what_the_document_says(app: Flask, office: PageClient, people: People) -> None:
    save(office, signatory="Ea Juhl", signatory_title="Direktør")
    person = people.add()
    certificate = issue(app, person)
    mine = office.another()
    mine.sign_in(person)
    assert "Underskrevet af Ea Juhl, Direktør" in mine.get(f"/certificate/{certificate.code}").text


class TestTheExample:
    def test_says_that_it_is_one_and_stores_nothing(self, app: Flask, office: PageClient) -> None:
        pdf = example(office, signatory="Ea Juhl", logo=(picture("JPEG"), "logo.jpg"))
        assert "Eksempel: ikke et rigtigt kursusbevis" in text_of(pdf)
        assert "Eksempelby" in text_of(pdf)
        assert "Ea Juhl" in text_of(pdf)
        assert is_red(pdf)
        assert (rows(app, Certificate), rows(app, Setting), rows(app, CertificateLogo)) == ([], [], [])

    def test_leads_to_where_anybody_can_type_a_code_and_its_own_is_none(self, office: PageClient) -> None:
        text = text_of(example(office)).replace("\r\n", "")
        assert "/verify" in text
        office.get("/verify/" + "0" * 32, status=404)

    def test_that_is_refused_keeps_what_was_written(self, office: PageClient) -> None:
        page = example(office, status=422, organisation="", signatory="Ea Juhl").decode()
        assert 'value="Ea Juhl"' in page


class TestALogo:
    def test_is_made_anew_small_and_without_what_is_not_seen(self, app: Flask, office: PageClient) -> None:
        exif = Image.Exif()
        exif[0x010E] = "taken at home"
        save(office, logo=(picture("JPEG", (3000, 1000), exif=exif), "foto.png"))
        (kept,) = rows(app, CertificateLogo)
        with Image.open(BytesIO(kept.png)) as made:
            assert (made.format, made.size) == ("PNG", (534, 178))
            assert made.info == {}
        assert b"taken at home" not in kept.png

    def test_is_shown_with_the_municipalitys_name_as_its_text(self, office: PageClient) -> None:
        page = save(office, organisation="Nyby", logo=(picture(), "logo.png"))
        (shown,) = page.soup.select("main img")
        assert "Nyby" in str(shown["alt"])
        answer = office.raw.get(str(shown["src"]))
        assert (answer.status_code, answer.mimetype) == (200, "image/png")

    @pytest.mark.parametrize(
        "content",
        [SVG, b"", b"GIF89a" + bytes(50), picture()[:200], b"\x89PNG\r\n\x1a\n" + bytes(500), b"%PDF-1.7"],
        ids=["svg", "empty", "gif", "cut off", "no picture", "pdf"],
    )
    def test_that_is_no_whole_picture_is_refused_whatever_it_is_called(
        self, app: Flask, office: PageClient, content: bytes
    ) -> None:
        page = save(office, status=422, signatory="Ea Juhl", logo=(content, "logo.png"))
        assert "Gem det som PNG eller JPEG" in page.text
        assert 'value="Ea Juhl"' in str(page.soup)
        assert (rows(app, CertificateLogo), rows(app, Setting)) == ([], [])

    @pytest.mark.parametrize("size", [(5001, 5000), (12000, 12000), (20000, 20000)])
    def test_that_would_fill_the_memory_is_refused(self, office: PageClient, size: tuple[int, int]) -> None:
        made = BytesIO()
        Image.new("1", size).save(made, "PNG")
        page = save(office, status=422, logo=(made.getvalue(), "logo.png"))
        assert "Billedet er for stort" in page.text

    def test_that_is_a_bit_too_heavy_is_refused_at_its_field(
        self, office: PageClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(logos, "LIMITS", replace(logos.LIMITS, bytes_max=100))
        page = save(office, status=422, logo=(picture(), "logo.png"))
        assert "Billedet er for stort" in page.text

    @pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}/example"])
    def test_of_30_mb_gets_a_page_that_says_so(self, office: PageClient, address: str) -> None:
        large = {"CONTENT_LENGTH": str(30 * 1024 * 1024)}
        kind = "multipart/form-data; boundary=x"
        answer = office.raw.post(address, data=b"", content_type=kind, environ_overrides=large)
        assert answer.status_code == 413
        assert "Filen er for stor" in answer.text
        assert "højst fylde 5 MB" in answer.text

    def test_goes_when_hr_removes_it(self, app: Flask, office: PageClient) -> None:
        save(office, logo=(picture(), "logo.png"))
        page = save(office, remove_logo="y")
        assert "Der er ikke noget logo" in page.text
        assert len(rows(app, CertificateLogo)) == 1  # certificates may have it on them


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("signatory", "😀"),
        ("signatory", "محمد عبد الرحمن"),
        ("signatory", "A" * 80),
        ("signatory_title", "Rhabarberbarbara" * 7),
        ("organisation", "<b>Nyby</b> & {{ 7*7 }}"),
        ("organisation", "W" * 120),
    ],
)
def test_whatever_is_saved_can_be_drawn(
    app: Flask, office: PageClient, people: People, field: str, text: str
) -> None:
    values = {"signatory": "Ea Juhl", field: text}
    page = office.get(ADDRESS)
    form = {"organisation": "Nyby", "csrf_token": office.token(), "version": "0", **values}
    assert page.status == 200
    answer = office.raw.post(ADDRESS, data=form, buffered=True)
    if answer.status_code == 422:
        assert "Beviset kan ikke tegnes sådan" in answer.text
        assert rows(app, Setting) == []
    else:
        assert answer.status_code == 302
        assert document(app, issue(app, people.add()))


def test_a_title_without_a_name_is_refused(office: PageClient) -> None:
    assert "Skriv også navnet" in save(office, status=422, signatory_title="Direktør").text


def test_others_do_not_see_the_logo(client: PageClient, people: People) -> None:
    client.sign_in(people.add())
    assert client.raw.get(f"{ADDRESS}/logo.png").status_code == 403
