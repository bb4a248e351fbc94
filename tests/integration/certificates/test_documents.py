"""The PDF: made in the background, kept, the same for ever, and only for its owner."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Event

import pikepdf
import pypdfium2
import pytest
import sqlalchemy as sa
import zxingcpp
from flask import Flask

from elearning.accounts.models import Person
from elearning.background import HEAVY, USUAL, wait_for_all
from elearning.certificates import pdf
from elearning.certificates.models import CertificateDocument
from elearning.config import SettingsError
from elearning.database import db
from tests.course import open_session, rows
from tests.integration.certificates.finishing import Learner, only_certificate
from tests.pages import PageClient
from tests.people import People


def download(client: PageClient, app: Flask) -> bytes:
    answer = client.raw.get(f"/certificate/{only_certificate(app).code}/pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    made: bytes = answer.data
    return made


def forget_the_document(app: Flask) -> None:
    with app.app_context():
        db.session.execute(sa.delete(CertificateDocument))
        db.session.commit()


def test_it_is_made_when_the_answer_has_gone_out(app: Flask, learner: Learner) -> None:
    learner.read()
    wait_for_all()
    (document,) = rows(app, CertificateDocument)
    assert document.pdf == download(learner.client, app)


def test_every_download_is_the_same(app: Flask, learner: Learner) -> None:
    learner.read()
    assert download(learner.client, app) == download(learner.client, app)


def test_one_that_is_not_made_yet_is_made_for_who_asks(app: Flask, learner: Learner) -> None:
    learner.read()
    wait_for_all()
    forget_the_document(app)
    asked = download(learner.client, app)
    assert [document.pdf for document in rows(app, CertificateDocument)] == [asked]


def test_it_says_what_the_certificate_says(app: Flask, people: People, learner: Learner) -> None:
    person = people.add("Åse Kjærgård Ømosegaard")
    reader = Learner(open_session(learner.client.another(), person))
    reader.read()
    text = pypdfium2.PdfDocument(download(reader.client, app))[0].get_textpage().get_text_range()
    found = only_certificate(app)
    titles = [module["title"] for module in found.modules]
    told = (person.name, found.number, found.organisation, *titles)
    assert [each for each in told if each not in text] == []


def test_its_square_code_leads_to_the_page_that_says_it_is_valid(app: Flask, learner: Learner) -> None:
    learner.read()
    picture = pypdfium2.PdfDocument(download(learner.client, app))[0].render(scale=3).to_pil()
    code = zxingcpp.read_barcode(picture)
    assert code
    address = code.text
    base, _, path = address.partition("/verify/")
    assert base == app.extensions["settings"].base_url
    page = learner.client.another().get(f"/verify/{path}")
    assert "Kursusbeviset er gyldigt." in page.text


def test_it_is_titled_in_danish_and_names_its_author(app: Flask, learner: Learner, person: Person) -> None:
    learner.read()
    with pikepdf.open(BytesIO(download(learner.client, app))) as document:
        assert str(document.Root.Lang) == "da"
        assert person.name in str(document.docinfo["/Title"])
        assert str(document.docinfo["/Author"]) == "Billund Kommune"


def test_nobody_else_gets_it(app: Flask, learner: Learner, people: People) -> None:
    learner.read()
    stranger = open_session(learner.client.another(), people.add("Carla Fremmed", is_hr=True))
    assert stranger.raw.get(f"/certificate/{only_certificate(app).code}/pdf").status_code == 404


def test_when_it_cannot_be_made_a_page_says_to_try_again(
    app: Flask, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_facts: object, **_options: object) -> bytes:
        raise pdf.PdfError("no paper")

    monkeypatch.setattr(pdf, "render", fail)
    learner.read()
    wait_for_all()
    page = learner.client.get(f"/certificate/{only_certificate(app).code}/pdf", status=503)
    assert "Prøv igen om lidt." in page.text
    assert rows(app, CertificateDocument) == []


def test_no_page_waits_while_one_is_drawn(
    app: Flask, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is held that another page needs: on SQLite that would be the lock of its one writer."""
    seen: list[int] = []

    def draw_slowly(*_facts: object, **_options: object) -> bytes:
        with app.app_context(), db.engine.begin() as connection:
            seen.append(connection.exec_driver_sql("UPDATE person SET name = name").rowcount)
        return b"%PDF-"

    monkeypatch.setattr(pdf, "render", draw_slowly)
    learner.read()
    wait_for_all()
    assert seen == [1]


def test_who_asks_does_not_stand_in_line_behind_those_that_nobody_waits_for(
    app: Flask, learner: Learner
) -> None:
    go_on = Event()
    with app.app_context():
        blocked = [lane.submit(go_on.wait) for lane in (USUAL, USUAL, HEAVY)]
    try:
        learner.read()
        assert download(learner.client, app)
    finally:
        go_on.set()
    assert all(each.result() for each in blocked)


class TestAtStart:
    def test_a_logo_that_is_no_picture_is_named(
        self, another_app: Callable[..., Flask], tmp_path: Path
    ) -> None:
        (tmp_path / "logo.png").write_text("not a picture")
        with pytest.raises(SettingsError, match="ELEARNING_LOGO"):
            another_app(logo=tmp_path / "logo.png")

    def test_a_signing_file_that_cannot_be_read_is_named(
        self, another_app: Callable[..., Flask], tmp_path: Path
    ) -> None:
        with pytest.raises(SettingsError, match="ELEARNING_SIGNING_FILE"):
            another_app(signing_file=tmp_path / "missing.p12")
