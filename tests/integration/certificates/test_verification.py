"""Whoever holds a code sees whether the certificate is real; whoever guesses learns nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from elearning.accounts.models import Person, Unit
from elearning.certificates import service
from elearning.certificates.models import Certificate
from elearning.certificates.rules import grouped, new_code
from elearning.clock import now, pretend
from elearning.database import db
from elearning.rate_limit import RateLimitCount
from tests.course import rows
from tests.integration.certificates.conftest import Set
from tests.integration.certificates.finishing import Learner, change_person, noon, only_certificate
from tests.pages import Page, PageClient

pytestmark = pytest.mark.usefixtures("no_documents")

COMPLETED = date(2026, 11, 23)
GUESSES = 30
UNKNOWN = "Der er ikke noget kursusbevis med den kode."


@pytest.fixture
def certificate(app: Flask, learner: Learner, set_to: Set) -> Certificate:
    """A certificate that is valid for a year."""
    set_to(certificate_months=12)
    with pretend(noon(COMPLETED)):
        learner.read()
    return only_certificate(app)


@pytest.fixture
def visitor(certificate: Certificate, client: PageClient) -> PageClient:
    """Somebody who is not signed in; there is a certificate to look for."""
    assert certificate
    return client.another()


class TestTheVerificationPage:
    def test_shows_name_course_dates_and_that_it_is_valid_and_nothing_else(
        self, visitor: PageClient, certificate: Certificate
    ) -> None:
        with pretend(noon(COMPLETED)):
            page = visitor.get(f"/verify/{certificate.code}")
        # The whole of it, word by word: whatever else got in would be seen.
        assert page.text == (
            "Kontrollér et kursusbevis Kursusbeviset er gyldigt. "
            "Navn Anna Holm Kursus Leder- og medarbejdergrundlaget, Billund Kommune "
            "Gennemført 23. november 2026 Gyldigt til og med 23. november 2027 Kontrollér et andet"
        )

    def test_is_not_for_search_engines(self, visitor: PageClient, certificate: Certificate) -> None:
        answer = visitor.raw.get(f"/verify/{certificate.code}")
        assert answer.headers["X-Robots-Tag"] == "noindex"

    def test_holds_nothing_else_in_its_source_either(
        self, app: Flask, visitor: PageClient, certificate: Certificate, person: Person
    ) -> None:
        with app.app_context():
            unit = Unit(name="Hemmelig Enhed")
            db.session.add(unit)
            db.session.commit()
            unit_id = unit.id
        change_person(app, person, unit_id=unit_id)
        source = visitor.raw.get(f"/verify/{certificate.code}").text
        secrets = [person.email, "Hemmelig", "Balancerne", "Videre frem", "Udgave", certificate.number]
        assert [each for each in secrets if each in source] == []
        assert "employee" not in source
        assert "medarbejder<" not in source.lower()

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2027, 11, 23), "Kursusbeviset er gyldigt."),
            (date(2027, 11, 24), "Kursusbeviset er ægte, men det gælder ikke længere."),
        ],
    )
    def test_says_whether_the_validity_has_ended(
        self, visitor: PageClient, certificate: Certificate, day: date, words: str
    ) -> None:
        with pretend(noon(day)):
            assert words in visitor.get(f"/verify/{certificate.code}").text

    def test_says_that_it_is_revoked_and_why_and_no_more_of_that(
        self, app: Flask, visitor: PageClient, certificate: Certificate, person: Person
    ) -> None:
        with app.app_context():
            found = db.session.get_one(Certificate, certificate.id)
            service.revoke(found, "Udstedt <b>ved</b> en fejl", by=db.session.get(Person, person.id))
            db.session.commit()
        page = visitor.get(f"/verify/{certificate.code}")
        assert "Kursusbeviset er tilbagekaldt: Udstedt <b>ved</b> en fejl" in page.text
        assert "gyldigt." not in page.text

    def test_is_the_same_for_who_is_signed_in(
        self, visitor: PageClient, hr: PageClient, certificate: Certificate
    ) -> None:
        address = f"/verify/{certificate.code}"
        assert hr.get(address).text == visitor.get(address).text

    def test_stays_when_the_person_has_left(
        self, app: Flask, visitor: PageClient, certificate: Certificate, person: Person
    ) -> None:
        change_person(app, person, is_active=False)
        assert "Anna Holm" in visitor.get(f"/verify/{certificate.code}").text


class TestTheForm:
    def test_leads_to_the_certificate(self, visitor: PageClient, certificate: Certificate) -> None:
        page = type_in(visitor, certificate.code)
        assert page.url == f"/verify/{certificate.code}"
        assert page.follow("Kontrollér et andet").url == "/verify"

    @pytest.mark.parametrize("way", ["grouped", "hyphens", "lower", "around", "all"])
    def test_understands_a_code_as_people_write_it(
        self, visitor: PageClient, certificate: Certificate, way: str
    ) -> None:
        spaced = grouped(certificate.code)
        written = {
            "grouped": spaced,
            "hyphens": spaced.replace(" ", "-"),
            "lower": certificate.code.lower(),
            "around": f"  {certificate.code}\t",
            "all": f" {spaced.lower().replace(' ', ' - ')} ",
        }[way]
        assert "Anna Holm" in type_in(visitor, written).text
        assert "Anna Holm" in visitor.get(f"/verify/{quote(written)}").text

    def test_left_empty_asks_again(self, visitor: PageClient) -> None:
        for typed in ("", "   "):
            page = type_in(visitor, typed, status=200)
            assert UNKNOWN not in page.text

    def test_shows_again_what_was_typed_so_that_it_can_be_put_right(self, visitor: PageClient) -> None:
        code = new_code()
        field = type_in(visitor, code, status=404).soup.select_one("input[name=code]")
        assert field
        assert field["value"] == code


WRONG = [
    "A" * 31,
    "A" * 33,
    "0" * 32,
    "x",
    "unknown",
    "Æ" * 32,
    "' OR 1=1 --",
    "%",
    "_" * 32,
    "../login",
    "<script>",
    "9" * 99,
]


class TestAWrongCode:
    @pytest.mark.parametrize("typed", ["abcd-2345", "0" * 32, "x y/z"])
    def test_is_kept_in_the_field_to_be_put_right(self, visitor: PageClient, typed: str) -> None:
        page = visitor.get(f"/verify?code={quote(typed)}", status=404)
        field = page.soup.select_one("#code")
        assert field
        assert field["value"] == typed.replace("/", " ")
        assert field["aria-invalid"] == "true"

    @pytest.mark.parametrize("typed", WRONG)
    def test_looks_exactly_like_an_unknown_one(self, visitor: PageClient, typed: str) -> None:
        unknown, wrong = new_code(), quote(typed, safe="")
        answers = [visitor.raw.get(f"/verify/{each}") for each in (unknown, wrong)]
        if typed == "../login":  # a slash cannot be in an address, only in the form
            answers[1] = visitor.raw.get(f"/verify?code={wrong}", follow_redirects=True)
        assert [each.status_code for each in answers] == [404, 404]
        assert UNKNOWN in answers[0].text
        assert without_what_was_typed(answers[0].text) == without_what_was_typed(answers[1].text)
        headers = [set(each.headers.keys()) for each in answers]
        assert headers[0] == headers[1]

    @pytest.mark.parametrize("typed", WRONG)
    def test_in_the_form_leads_to_the_same_page(self, visitor: PageClient, typed: str) -> None:
        wrong = type_in(visitor, typed, status=404)
        unknown = type_in(visitor, new_code(), status=404)
        assert (wrong.text, wrong.heading) == (unknown.text, "Kontrollér et kursusbevis")

    def test_that_differs_in_one_character_shows_nothing(
        self, visitor: PageClient, certificate: Certificate
    ) -> None:
        last = "A" if certificate.code[-1] != "A" else "B"
        page = visitor.get(f"/verify/{certificate.code[:-1]}{last}", status=404)
        assert "Anna Holm" not in page.text


class TestGuessing:
    def test_the_thirty_first_wrong_code_must_wait_and_is_told_how_long(self, visitor: PageClient) -> None:
        assert guess(visitor, GUESSES) == [404] * GUESSES
        page = visitor.get(f"/verify/{new_code()}", status=429)
        assert page.heading == "For mange forsøg"
        assert "Vent 15 minutter, og prøv igen." in page.text

    def test_what_cannot_be_a_code_is_counted_too_also_through_the_form(self, visitor: PageClient) -> None:
        statuses = [
            visitor.raw.get("/verify?code=forkert", follow_redirects=True).status_code
            for _each in range(GUESSES + 1)
        ]
        assert statuses == [404] * GUESSES + [429]

    def test_a_right_code_is_never_counted(self, visitor: PageClient, certificate: Certificate) -> None:
        right = [visitor.raw.get(f"/verify/{certificate.code}").status_code for _each in range(GUESSES + 5)]
        assert right == [200] * (GUESSES + 5)
        assert guess(visitor, GUESSES - 1) == [404] * (GUESSES - 1)
        assert visitor.raw.get(f"/verify/{certificate.code}").status_code == 200
        assert guess(visitor, 2) == [404, 429]

    def test_opening_the_form_is_not_a_guess(self, app: Flask, visitor: PageClient) -> None:
        visitor.get("/verify")
        assert rows(app, RateLimitCount) == []

    def test_the_wait_ends(self, visitor: PageClient, certificate: Certificate) -> None:
        assert guess(visitor, GUESSES + 1)[-1] == 429
        for minutes, status in ((14, 429), (16, 200)):
            with time_machine.travel(now() + timedelta(minutes=minutes)):
                assert visitor.raw.get(f"/verify/{certificate.code}").status_code == status

    def test_nobody_else_has_to_wait(self, visitor: PageClient, certificate: Certificate) -> None:
        assert guess(visitor, GUESSES + 1)[-1] == 429
        elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
        assert visitor.raw.get(f"/verify/{certificate.code}", environ_base=elsewhere).status_code == 200

    def test_neither_a_code_nor_a_name_is_kept_of_it(
        self, app: Flask, visitor: PageClient, certificate: Certificate
    ) -> None:
        guess(visitor, 1)
        visitor.get(f"/verify/{certificate.code}")
        with app.app_context():
            keys = db.session.scalars(sa.select(RateLimitCount.key)).all()
        assert keys
        assert not [key for key in keys if certificate.code in key or "Anna" in key]


def guess(visitor: PageClient, times: int) -> list[int]:
    return [visitor.raw.get(f"/verify/{new_code()}").status_code for _each in range(times)]


def type_in(visitor: PageClient, code: str, *, status: int = 200) -> Page:
    """Fill in the form and press its button."""
    form = visitor.get("/verify").form("Kontrollér")
    field = form.select_one("input#code")
    assert field
    assert form["method"] == "get"
    return visitor.get(f"{form['action']}?{field['name']}={quote(code, safe='')}", status=status)


def without_what_was_typed(html: str) -> str:
    """Give a page without the code that its field repeats."""
    return re.sub('(<input[^>]*name="code" value=")[^"]*', r"\1", html)
