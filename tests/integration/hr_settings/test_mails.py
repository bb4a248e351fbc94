"""Texts of mails: what HR writes is what is sent, checked beforehand, and breaks no mail."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from elearning.accounts import views
from elearning.accounts.models import Person
from elearning.audit import AuditEntry
from elearning.background import wait_for_all
from elearning.choices import Setting
from elearning.database import db
from elearning.hr_settings.examples import KINDS
from elearning.reminders.models import Reminder
from tests.course import rows
from tests.integration.reminders.office import START, html_of, run_on, text_of
from tests.mailbox import MailBox, ask_for_link
from tests.pages import Page, PageClient
from tests.people import People

WELCOME, STAND_IN = "/hr/settings/mails/welcome", "/hr/settings/mails/stand-in"
OWN: dict[str, Any] = {
    "subject": "Hej {fornavn}",
    "body": "Velkommen i {kommune}.\r\n\r\nDin frist er {frist}.\r\nVi glæder os.",
}


def written(page: Page) -> tuple[str, str]:
    subject, body = (page.soup.select_one(f"#{name}") for name in ("subject", "body"))
    assert subject is not None
    assert body is not None
    return str(subject["value"]), body.get_text().strip()


def press(page: Page, do: str, *, status: int = 200, **values: Any) -> Page:  # noqa: ANN401 - form values
    """Press one of the buttons of a mail's form."""
    found = page.soup.select_one(f"button[value={do}]")
    assert found is not None
    return page.press(" ".join(found.get_text(" ").split()), status=status, do=do, **values)


def test_every_mail_is_listed_and_has_its_standard_text_with_placeholders(
    app: Flask, office: PageClient
) -> None:
    listed = office.get("/hr/settings/mails")
    for kind in KINDS.values():
        with app.test_request_context():
            title = str(kind.title)
        page = listed.follow(title)
        assert page.heading == title
        subject, body = written(page)
        assert subject
        assert body
        assert page.soup.select_one("iframe") is not None, "it is shown as it will look"
    assert "Din frist er {frist}" in written(office.get(WELCOME))[1]


@pytest.mark.parametrize("key", sorted(KINDS))
def test_the_standard_text_saved_as_it_stands_changes_nothing(
    app: Flask, office: PageClient, key: str
) -> None:
    press(office.get(f"/hr/settings/mails/{key}"), "save")
    assert rows(app, Setting) == []
    assert rows(app, AuditEntry) == []


@pytest.mark.parametrize("key", sorted(KINDS))
def test_nothing_is_left_in_braces_when_a_mail_is_written(app: Flask, office: PageClient, key: str) -> None:
    with app.test_request_context():
        every = " ".join(f"{{{each.word}}}" for each in KINDS[key].placeholders)
    page = press(office.get(f"/hr/settings/mails/{key}"), "preview", subject=every, body=every)
    (frame,) = page.soup.select("iframe")
    plain = page.soup.select_one("pre")
    assert plain is not None
    assert "{" not in str(frame["srcdoc"])
    assert "{" not in plain.get_text()


class TestAnOwnText:
    def test_is_what_is_sent_in_both_parts(
        self, app: Flask, office: PageClient, people: People, mailbox: MailBox
    ) -> None:
        press(office.get(WELCOME), "save", **OWN)
        people.add("Åse Østergård", email="aase@example.dk")
        run_on(app, START)
        (mail,) = [each for each in mailbox.mails() if each["To"] == "aase@example.dk"]
        assert mail["Subject"] == "Hej Åse"
        assert "Velkommen i Billund Kommune.\n\nDin frist er onsdag den 2. december 2026.\nVi" in text_of(
            mail
        )
        assert "Din frist er onsdag den 2. december 2026.<br>Vi glæder os." in html_of(mail)
        assert "/go-on" in text_of(mail)
        assert "aldrig dine svar" in text_of(mail)

    def test_stands_in_the_form_as_it_was_written(self, office: PageClient) -> None:
        page = press(office.get(WELCOME), "save", **OWN)
        assert written(page) == (OWN["subject"], OWN["body"].replace("\r\n", "\n"))
        assert "Mailen har jeres egen tekst nu." in page.text

    def test_of_the_link_for_a_password_still_has_the_link(
        self, client: PageClient, office: PageClient, people: People, mailbox: MailBox
    ) -> None:
        own: dict[str, Any] = {"subject": "Ny kode", "body": "Her er linket fra {kommune}, {fornavn}."}
        press(office.get("/hr/settings/mails/password-link"), "save", **own)
        person = people.add("Åse Østergård")
        ask_for_link(client.another(), person.email)
        assert "Her er linket fra Billund Kommune, Åse." in text_of(mailbox.mails()[-1])
        assert mailbox.link().startswith("/password/new/")

    def test_of_the_link_keeps_nobody_waiting_for_the_mail_server(
        self, client: PageClient, people: People, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        is_free: list[bool] = []
        monkeypatch.setattr(views, "send", lambda _mail: is_free.append(not db.session.in_transaction()))
        ask_for_link(client, people.add().email)
        wait_for_all()
        assert is_free == [True]

    def test_to_a_stand_in_is_seen(self, office: PageClient) -> None:
        own: dict[str, Any] = {"subject": "Hjælp {leder}", "body": "Du hjælper {leder} til {sidste-dag}."}
        page = press(office.get(STAND_IN), "preview", **own)
        assert "Hjælp Birgitte Eksempel" in page.text

    def test_begins_its_sentences_with_a_capital(self, office: PageClient) -> None:
        own: dict[str, Any] = {"subject": "{hvad} slutter snart", "body": "Husk det. {hvad} slutter {frist}."}
        page = press(office.get("/hr/settings/mails/due-week"), "preview", **own)
        assert "Dit forløb i Grundlaget slutter snart" in page.text
        assert "Husk det. Dit forløb" in page.text


class TestPlaceholders:
    @pytest.mark.parametrize("unknown", ["{due_date}", "{fristt}", "{}", "{leder}", "{0.__class__}"])
    def test_that_this_mail_does_not_have_are_refused_with_those_it_has(
        self, app: Flask, office: PageClient, unknown: str
    ) -> None:
        page = press(office.get(WELCOME), "save", status=422, subject=f"Hej {unknown}", body="Til {frist}.")
        error = page.soup.select_one("#subject-error")
        assert error is not None
        assert unknown in error.get_text()
        assert "{frist}, {fornavn}, {kommune}" in error.get_text()
        assert written(page) == (f"Hej {unknown}", "Til {frist}.")
        assert rows(app, Setting) == []

    def test_that_must_be_there_are_asked_for(self, office: PageClient) -> None:
        page = press(office.get(STAND_IN), "save", status=422, subject="Hej", body="Du hjælper {leder}.")
        error = page.soup.select_one("#body-error")
        assert error is not None
        assert "{sidste-dag} skal stå i teksten" in error.get_text()

    @pytest.mark.parametrize("spelt", ["{ frist }", "{FRIST}", "{Frist}"])
    def test_may_be_spelt_with_capitals_and_spaces(self, office: PageClient, spelt: str) -> None:
        page = press(office.get(WELCOME), "save", subject="Hej", body=f"Senest {spelt}.")
        assert written(page)[1] == "Senest {frist}."


class TestNothingGetsOut:
    ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    def test_of_a_text_as_markup(self, office: PageClient) -> None:
        values: dict[str, Any] = {"subject": self.ATTACK, "body": f"{self.ATTACK} {{frist}}"}
        page = press(office.get(WELCOME), "preview", **values)
        (frame,) = page.soup.select("iframe")
        assert frame.has_attr("sandbox")
        assert not frame["sandbox"], "nothing runs in it"
        html = str(frame["srcdoc"])
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;" in html

    def test_of_a_subject_as_a_header(
        self, app: Flask, office: PageClient, people: People, mailbox: MailBox
    ) -> None:
        subject = "Hej\r\nBcc: alle@example.dk\n\nTekst\x00 \N{LINE SEPARATOR}X-Own: 1"
        press(office.get(WELCOME), "save", subject=subject, body="Til {frist}.")
        people.add(email="aase@example.dk")
        run_on(app, START)
        for mail in mailbox.mails():
            assert (mail["Bcc"], mail["X-Own"]) == (None, None)
            assert mail["Subject"] == "Hej Bcc: alle@example.dk Tekst X-Own: 1"

    def test_of_a_name_that_looks_like_a_placeholder(
        self, app: Flask, office: PageClient, people: People, mailbox: MailBox
    ) -> None:
        press(office.get(WELCOME), "save", subject="Hej {fornavn}", body="Til {frist}.")
        people.add("{due_date} Holm", email="odd@example.dk")
        run_on(app, START)
        (mail,) = [each for each in mailbox.mails() if each["To"] == "odd@example.dk"]
        assert mail["Subject"] == "Hej {due_date}"


class TestATry:
    def test_comes_to_who_asks_and_is_in_no_log(
        self, app: Flask, office: PageClient, hr: Person, mailbox: MailBox
    ) -> None:
        page = press(office.get(WELCOME), "try", **OWN)
        assert f"En prøve er på vej til {hr.email}" in page.text
        assert "Intet er gemt endnu." in page.text
        assert written(page)[0] == OWN["subject"]
        (mail,) = mailbox.mails()
        assert (mail["To"], mail["Subject"]) == (hr.email, "Prøve: Hej Anna")
        assert (rows(app, Reminder), rows(app, Setting)) == ([], [])

    def test_of_what_is_saved_does_not_say_that_it_is_not(self, office: PageClient) -> None:
        page = press(press(office.get(WELCOME), "save", **OWN), "try")
        assert "En prøve er på vej til" in page.text
        assert "Intet er gemt endnu." not in page.text

    @pytest.mark.parametrize("key", sorted(KINDS))
    def test_of_any_mail_is_written_and_turns_nothing_off(
        self, office: PageClient, mailbox: MailBox, key: str
    ) -> None:
        press(office.get(f"/hr/settings/mails/{key}"), "try")
        (mail,) = mailbox.mails()
        assert mail["Subject"].startswith("Prøve: ")
        assert mail["List-Unsubscribe"] is None

    def test_can_be_had_ten_times_an_hour_and_then_the_text_is_still_there(
        self, office: PageClient, mailbox: MailBox
    ) -> None:
        page = office.get(WELCOME)
        for _number in range(10):
            press(page, "try", **OWN)
        refused = press(page, "try", status=429, **OWN)
        assert "mange prøver" in refused.text
        assert written(refused)[0] == OWN["subject"]
        assert len(mailbox.mails()) == 10

    def test_of_a_wrong_text_is_not_sent(self, office: PageClient, mailbox: MailBox) -> None:
        press(office.get(WELCOME), "try", status=422, subject="Hej {x}", body="")
        assert mailbox.mails() == []


class TestBackToTheStandard:
    def test_takes_one_button_and_one_to_undo_it(self, app: Flask, office: PageClient) -> None:
        standard = written(office.get(WELCOME))
        own = press(office.get(WELCOME), "save", **OWN)
        back = press(own, "standard")
        assert written(back) == standard
        assert "Mailen har standardteksten nu." in back.text
        (kept,) = rows(app, Setting)
        assert (kept.value, kept.version) == (None, 2)
        undone = back.press("Fortryd, og få min tekst tilbage")
        assert written(undone)[0] == OWN["subject"]

    def test_with_an_old_page_does_nothing(self, office: PageClient) -> None:
        own = press(office.get(WELCOME), "save", **OWN)
        press(office.get(WELCOME), "save", subject="Nyt emne", body="Til {frist}.")
        late = press(own, "standard", status=409)
        assert written(late)[0] == "Nyt emne"


def test_two_at_once_see_both_texts(office: PageClient) -> None:
    mine, theirs = office.get(WELCOME), office.get(WELCOME)
    press(theirs, "save", subject="Deres", body="Til {frist}.")
    told = press(mine, "save", status=409, **OWN)
    assert re.search(r"Emne Deres Tekst Til \{frist\}", told.text)
    assert written(told)[0] == OWN["subject"]
    assert written(press(told, "save"))[0] == OWN["subject"]


def test_the_log_says_what_it_was(office: PageClient) -> None:
    press(office.get(WELCOME), "save", **OWN)
    text = office.get("/hr/log").text
    assert "Tekst i en mail ændret" in text
    assert "Emne: Velkommen til Grundlaget i {kommune} → Hej {fornavn}" in text


@pytest.mark.parametrize("kind", ["findes-ikke", "from_leader"])
def test_a_mail_that_there_is_not_is_not_found(office: PageClient, kind: str) -> None:
    assert office.raw.get(f"/hr/settings/mails/{kind}").status_code == 404


@pytest.mark.parametrize("do", ["", "save", "try", "preview", "standard", "x" * 500])
def test_an_empty_form_is_never_an_error_of_ours(office: PageClient, do: str) -> None:
    answer = office.raw.post(WELCOME, data={"csrf_token": office.token(), "do": do})
    assert answer.status_code in {409, 422}
