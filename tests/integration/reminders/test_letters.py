"""What the mails say: the texts as approved, both parts, the headers, and the file for the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from icalendar import Calendar

from elearning.accounts.models import Person
from elearning.reminders.rules import Kind
from tests.integration.reminders.office import (
    DUE,
    SITE,
    START,
    Office,
    html_of,
    run_on,
    set_summary,
    text_of,
)
from tests.people import People

pytestmark = pytest.mark.usefixtures("app")

END = "Venlig hilsen\nBillund Kommune"
GO_ON = f"Gå til dit næste trin:\n{SITE}/go-on"
WELCOME = (
    "Velkommen! Grundlaget handler om, hvordan vi leder og arbejder sammen her, og om din plads i det. "
    "Du møder fundamentet, tre balancer og tre roller, og du vejer dilemmaer fra hverdagen."
)
DAYS = {
    Kind.WELCOME: START,
    Kind.NUDGE: date(2026, 11, 10),
    Kind.DUE_WEEK: date(2026, 11, 25),
    Kind.DUE_TOMORROW: date(2026, 12, 1),
    Kind.OVERDUE: date(2026, 12, 3),
}


def sent_on(app: Flask, office: Office, person: Person, day: date, **standing: object) -> EmailMessage:
    """Give the mail of a day to somebody who is 59 % through."""
    set_summary(app, person, **{"steps_done": 59, "steps_total": 100, "last_active_on": START, **standing})
    run_on(app, day)
    return office.mail()


def body(mail: EmailMessage) -> list[str]:
    """Give the paragraphs between the greeting and the signature."""
    greeting, *paragraphs = text_of(mail).split("\n\n-- \n")[0].split("\n\n")
    assert greeting == "Hej Åse"
    assert paragraphs.pop() == END
    return paragraphs


def small_print(mail: EmailMessage) -> list[str]:
    return text_of(mail).split("\n-- \n")[1].splitlines()


@pytest.mark.usefixtures("person")
def test_the_welcome_says_what_it_is_and_by_when(mailing: Flask, office: Office) -> None:
    run_on(mailing, START)
    mail = office.mail()
    assert mail["Subject"] == "Velkommen til Grundlaget i Billund Kommune"
    assert body(mail) == [
        WELCOME,
        "Tag ét trin ad gangen, og hold pause, når du vil. Vi husker, hvor du er nået til.",
        "Din frist er onsdag den 2. december 2026. Datoen er vedhæftet, så du kan lægge den i din kalender.",
        f"Tag det første trin:\n{SITE}/go-on",
    ]


def test_who_has_no_password_is_led_there_in_two_steps(
    mailing: Flask, office: Office, people: People
) -> None:
    people.add("Åse Østergård", password=None)
    run_on(mailing, START)
    *_others, choose, begin = body(office.mail())
    assert choose == f"1. Vælg din adgangskode:\n{SITE}/password/forgotten"
    assert begin == f"2. Tag det første trin:\n{SITE}/go-on"
    links = re.findall(r'<a href="([^"]+)">(.*?)</a>', html_of(office.mail()), re.DOTALL)
    assert [(address, re.sub(r"<[^>]+>", "", text).strip()) for address, text in links] == [
        (f"{SITE}/password/forgotten", "1. Vælg din adgangskode"),
        (f"{SITE}/go-on", "2. Tag det første trin"),
    ]


def test_the_nudge_is_friendly(mailing: Flask, office: Office, person: Person) -> None:
    mail = sent_on(mailing, office, person, DAYS[Kind.NUDGE])
    assert mail["Subject"] == "Dit næste trin i Grundlaget venter"
    assert body(mail) == [
        "Det er et stykke tid siden, du var inde i Grundlaget, og det er helt i orden.",
        "Du har gennemført 59\N{NO-BREAK SPACE}%. Din frist er onsdag den 2. december 2026.",
        "Måske er der plads til ét trin i dag? Linket fører lige hen til det.",
        GO_ON,
    ]
    assert small_print(mail)[:2] == [
        "Du får mailen, fordi du ikke har været inde i en uge. Den kommer kun én gang.",
        "Vil du ikke have den slags mails? Slå dem fra her:",
    ]


def test_the_nudge_to_who_never_began_does_not_say_that_they_were_here(
    mailing: Flask, office: Office, people: People
) -> None:
    standing = {"steps_done": 0, "last_active_on": None}
    mail = sent_on(mailing, office, people.add("Åse Østergård"), date(2026, 11, 16), **standing)
    assert body(mail)[:2] == [
        "Grundlaget ligger klar til dig, når du har tid.",
        "Du er ikke begyndt endnu, og det første trin er kort. Din frist er onsdag den 2. december 2026.",
    ]


def test_less_than_a_percent_is_a_beginning(mailing: Flask, office: Office, person: Person) -> None:
    mail = sent_on(mailing, office, person, DAYS[Kind.DUE_WEEK], steps_done=1, steps_total=300)
    assert body(mail)[1] == "Du er kommet i gang."


def test_a_week_before_says_so(mailing: Flask, office: Office, person: Person) -> None:
    mail = sent_on(mailing, office, person, DAYS[Kind.DUE_WEEK])
    assert mail["Subject"] == "Fristen for dit forløb i Grundlaget er onsdag den 2. december 2026"
    assert body(mail) == [
        "Om 7 dage er fristen for dit forløb i Grundlaget: onsdag den 2. december 2026.",
        "Du har gennemført 59\N{NO-BREAK SPACE}%.",
        "Kan du ikke nå det, så sig det til din leder i god tid. Så finder I en løsning sammen.",
        GO_ON,
    ]
    assert small_print(mail) == ["Du får mailen på grund af din frist. Mails om fristen kan ikke slås fra."]


@pytest.mark.parametrize(
    ("day", "when"),
    [(date(2026, 12, 1), "i morgen"), (date(2026, 12, 2), "i dag")],
)
def test_the_day_before_is_called_what_it_is(
    mailing: Flask, office: Office, person: Person, day: date, when: str
) -> None:
    mail = sent_on(mailing, office, person, day)
    assert mail["Subject"] == f"Fristen for dit forløb i Grundlaget er {when}"


def test_on_the_friday_before_a_monday_the_day_is_named(
    mailing: Flask, office: Office, person: Person
) -> None:
    mail = sent_on(mailing, office, person, date(2026, 11, 27), due_on=date(2026, 11, 30))
    assert mail["Subject"] == "Fristen for dit forløb i Grundlaget er mandag den 30. november 2026"


def test_the_day_after_is_not_a_reproach(mailing: Flask, office: Office, person: Person) -> None:
    mail = sent_on(mailing, office, person, DAYS[Kind.OVERDUE])
    assert mail["Subject"] == "Fristen for dit forløb i Grundlaget var onsdag den 2. december 2026"
    assert body(mail)[1:] == [
        "Det er ikke for sent. Alt, hvad du har lavet, er gemt, og resten tæller stadig.",
        "Er der noget i vejen, så tal med din leder om det.",
        GO_ON,
    ]


def test_a_certificate_that_ends_can_be_renewed(mailing: Flask, office: Office, person: Person) -> None:
    done = {"completed_on": START, "valid_until": date(2026, 12, 30)}
    mail = sent_on(mailing, office, person, date(2026, 11, 10), **done)
    assert mail["Subject"] == "Dit kursusbevis gælder til og med onsdag den 30. december 2026"
    assert body(mail)[-1] == f"Forny dit kursusbevis:\n{SITE}/certificate"


@pytest.mark.parametrize("kind", DAYS)
def test_both_parts_say_the_same_and_look_the_same_everywhere(
    mailing: Flask, office: Office, person: Person, kind: Kind
) -> None:
    mail = sent_on(mailing, office, person, DAYS[kind], steps_done=0) if kind is not Kind.WELCOME else None
    if mail is None:
        run_on(mailing, START)
        mail = office.mail()
    html = html_of(mail)
    assert '<html lang="da">' in html
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    for paragraph in body(mail):
        assert paragraph.split(":\nhttp")[0] in words
    assert not re.search(r"<img|<script|<style| style=|src=", html)
    assert f'href="{SITE}/go-on"' in html


@pytest.mark.parametrize("kind", DAYS)
def test_no_program_answers_it_and_only_a_nudge_can_be_turned_off(
    mailing: Flask, office: Office, person: Person, kind: Kind
) -> None:
    set_summary(mailing, person, steps_done=0)
    run_on(mailing, DAYS[kind])
    mail = office.mail()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["To"] == person.email
    off = mail["List-Unsubscribe"]
    if kind is Kind.NUDGE:
        assert re.fullmatch(rf"<{SITE}/mails/[\w.-]+>", off.strip())
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert off.strip()[1:-1] in text_of(mail)
        assert off.strip()[1:-1] in html_of(mail)
    else:
        assert off is None
        assert "/mails/" not in text_of(mail)


def test_a_name_that_looks_like_markup_is_text(mailing: Flask, office: Office, people: People) -> None:
    people.add("<b>Åse</b> Ø")
    run_on(mailing, START)
    assert "Hej <b>Åse</b>\n" in text_of(office.mail())
    assert "Hej &lt;b&gt;Åse&lt;/b&gt;" in html_of(office.mail())


@pytest.mark.usefixtures("person")
def test_it_says_at_its_top_whose_mail_it_is(mailing: Flask, office: Office) -> None:
    run_on(mailing, START)
    words = re.sub(r"<[^>]+>", " ", html_of(office.mail()).split("<body")[1].partition(">")[2])
    assert " ".join(words.split()).startswith("Grundlaget · Billund Kommune Hej Åse ")


@pytest.mark.usefixtures("person")
def test_it_says_who_sees_how_far_one_is(mailing: Flask, office: Office) -> None:
    run_on(mailing, START)
    assert small_print(office.mail())[0] == (
        "Din leder, en eventuel stedfortræder og lederne over kan se, hvor langt du er, "
        "men aldrig dine svar, vægtninger eller noter."
    )


def test_the_welcome_brings_the_due_date_for_the_calendar(
    mailing: Flask, office: Office, person: Person
) -> None:
    run_on(mailing, START)
    (file,) = office.mail().iter_attachments()
    assert file.get_content_type() == "text/calendar"
    assert file.get_filename() == "grundlaget.ics"
    (event,) = Calendar.from_ical(str(file.get_content())).walk("VEVENT")
    assert event["SUMMARY"] == "Frist: Grundlaget"
    assert event.decoded("DTSTART") == DUE
    assert event.decoded("DTEND") == DUE + timedelta(days=1)
    assert event["UID"] == f"due-{person.id}-1@grund.example.dk"
    assert event["URL"] == f"{SITE}/go-on"
    assert event["DESCRIPTION"] == f"Det er din frist i Grundlaget.\n{SITE}/go-on"
