"""HR finds certificates, and takes one back with a reason that whoever verifies it can read."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.audit import AuditEntry
from elearning.certificates import queries
from elearning.certificates.models import Certificate
from elearning.database import db
from tests.course import open_session, rows
from tests.integration.certificates.finishing import Learner, certificates, publish_lessons
from tests.pages import Page, PageClient
from tests.people import People

pytestmark = pytest.mark.usefixtures("no_documents")

FIND = "/hr/certificates"
REASON = "Udstedt ved en fejl."
NAMES = ("Åse Ærø Østergård", "Bo Bachsen", "Bodil 100 % Hansen")

Finish = Callable[..., Certificate]


@pytest.fixture
def finish(app: Flask, client: PageClient, people: People) -> Finish:
    """Let somebody come to the end, and give their certificate."""
    publish_lessons(app)

    def finish(name: str, email: str | None = None) -> Certificate:
        person = people.add(name, email=email)
        Learner(open_session(client.another(), person)).read()
        return certificates(app)[-1]

    return finish


@pytest.fixture
def certificate(finish: Finish) -> Certificate:
    """One of three certificates."""
    finish(NAMES[1])
    found = finish(NAMES[0], "aase@example.dk")
    finish(NAMES[2])
    return found


def found_by(hr: PageClient, wanted: str) -> list[str]:
    """Give the names that are found for what is written into the field."""
    page = hr.get(f"{FIND}?q={quote(wanted)}")
    return [str(name.find(string=True)).strip() for name in page.soup.select(".certificate-list h2")]


def revoke_page(hr: PageClient, certificate: Certificate) -> Page:
    return hr.get(f"{FIND}/{certificate.id}/revoke")


class TestFinding:
    @pytest.mark.parametrize(
        ("wanted", "names"),
        [
            ("Åse Ærø Østergård", NAMES[:1]),
            ("Østerg", NAMES[:1]),
            (" Åse ", NAMES[:1]),
            ("bo", (NAMES[2], NAMES[1])),  # the newest first
            ("aase@example.dk", NAMES[:1]),
            ("AASE@Example.dk", NAMES[:1]),
            ("100 %", NAMES[2:]),  # not a wildcard
            ("_o B", ()),
            ("%", NAMES[2:]),
            ("example.dk", ()),  # the whole address, or none
            ("2026-", ()),
            ("-2", ()),
            ("2026-99999", ()),
            ("2026-9999999999999999999", ()),
            ("nobody", ()),
            ("", ()),
            ("   ", ()),
            ("x\x00", ()),
            ("\x00", ()),
        ],
    )
    @pytest.mark.usefixtures("certificate")
    def test_is_by_a_part_of_the_name_or_by_the_whole_address(
        self, hr: PageClient, wanted: str, names: tuple[str, ...]
    ) -> None:
        assert found_by(hr, wanted) == list(names)

    def test_is_by_the_number(self, hr: PageClient, certificate: Certificate) -> None:
        assert found_by(hr, certificate.number) == [NAMES[0]]
        year, serial = certificate.number.split("-")
        assert found_by(hr, f"{year}-{int(serial)}") == [NAMES[0]]
        assert found_by(hr, f"{int(year) - 1}-{serial}") == []

    def test_says_so_where_there_is_none(self, hr: PageClient) -> None:
        page = hr.get(f"{FIND}?q=Ingen <b>")
        assert "Der er ikke noget kursusbevis for »Ingen <b>«." in page.text

    def test_lists_what_hr_needs_to_know(self, hr: PageClient, certificate: Certificate) -> None:
        page = hr.get(f"{FIND}?q={certificate.number}")
        (row,) = page.soup.select(".certificate-list > li")
        said = row.get_text(" ", strip=True)
        expected = (NAMES[0], "Gyldigt", f"Kursusbevis {certificate.number}", "gennemført", "ingen slutdato")
        assert [each for each in expected if each not in said] == []
        assert page.follow("Tilbagekald").url == f"{FIND}/{certificate.id}/revoke"

    def test_says_when_there_are_more_than_it_shows(
        self, hr: PageClient, finish: Finish, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "FOUND_MAX", 2)
        for name in NAMES:
            finish(name)
        for wanted, is_cut in (("Bo", False), ("s", True)):  # two have “Bo”, all three an “s”
            page = hr.get(f"{FIND}?q={wanted}")
            assert len(page.soup.select(".certificate-list > li")) == 2
            assert ("Der er flere end dem her." in page.text) is is_cut


class TestRevoking:
    def test_takes_a_reason_and_is_seen_by_whoever_verifies_it(
        self, app: Flask, hr: PageClient, certificate: Certificate
    ) -> None:
        page = revoke_page(hr, certificate)
        assert "Åse Ærø Østergård" in page.text
        page = page.press("Tilbagekald kursusbeviset", reason=f"  {REASON} ")
        assert page.url == FIND
        assert f"Kursusbeviset {certificate.number} er tilbagekaldt." in page.soup.get_text()
        assert "Tilbagekaldt" in page.text
        seen = hr.another().get(f"/verify/{certificate.code}")
        assert f"Kursusbeviset er tilbagekaldt: {REASON}" in seen.text
        assert reasons(app) == [None, REASON, None]

    def test_can_give_the_same_again_in_a_name_that_was_corrected(
        self, app: Flask, hr: PageClient, certificate: Certificate
    ) -> None:
        with app.app_context():
            db.session.get_one(Person, certificate.person_id).name = "Åse Ærø Vestergård"
            db.session.commit()
        revoke_page(hr, certificate).press("Tilbagekald kursusbeviset", reason=REASON, reissue="y")
        old, new = (each for each in certificates(app) if each.person_id == certificate.person_id)
        assert (old.name, old.revoked_reason) == ("Åse Ærø Østergård", REASON)
        assert (new.name, new.revoked_at) == ("Åse Ærø Vestergård", None)
        same = ("organisation", "modules", "completed_on", "edition", "valid_until")
        assert [getattr(new, fact) for fact in same] == [getattr(old, fact) for fact in same]
        assert "er gyldigt" in hr.another().get(f"/verify/{new.code}").text

    def test_gives_none_unless_it_is_asked_for(
        self, app: Flask, hr: PageClient, certificate: Certificate
    ) -> None:
        revoke_page(hr, certificate).press("Tilbagekald kursusbeviset", reason=REASON)
        assert len(certificates(app)) == 3

    def test_keeps_who_did_it_and_when(self, app: Flask, hr: PageClient, certificate: Certificate) -> None:
        revoke_page(hr, certificate).press("Tilbagekald kursusbeviset", reason=REASON)
        revoked = certificates(app)[1]
        assert revoked.revoked_at
        with hr.raw.session_transaction() as session:
            assert session["_user_id"].startswith(f"{revoked.revoked_by_id}.")

    @pytest.mark.parametrize(
        ("reason", "message"),
        [
            ("", "Skriv hvorfor, så den, der kontrollerer det, kan forstå det."),
            ("  \n ", "Skriv hvorfor, så den, der kontrollerer det, kan forstå det."),
            ("\x00", "Skriv hvorfor, så den, der kontrollerer det, kan forstå det."),
            ("x" * 301, "Skriv højst 300 tegn."),
        ],
    )
    def test_without_a_reason_that_fits_is_refused_at_the_field(
        self, app: Flask, hr: PageClient, certificate: Certificate, reason: str, message: str
    ) -> None:
        page = revoke_page(hr, certificate).press("Tilbagekald kursusbeviset", reason=reason, status=422)
        field = page.soup.select_one("#reason")
        assert field
        assert field["aria-invalid"] == "true"
        described = [page.soup.select_one(f"#{each}") for each in str(field["aria-describedby"]).split()]
        assert any(each and message in each.get_text() for each in described)
        assert page.soup.select_one(".error-summary a[href='#reason']")
        assert "".join(field.get_text().split()) == reason.replace("\x00", "").strip()
        assert reasons(app) == [None] * 3

    def test_takes_the_longest_reason_that_fits(
        self, app: Flask, hr: PageClient, certificate: Certificate
    ) -> None:
        revoke_page(hr, certificate).press("Tilbagekald kursusbeviset", reason="æ" * 300)
        assert reasons(app)[1] == "æ" * 300

    def test_a_second_time_changes_nothing_and_shows_the_first_reason(
        self, app: Flask, hr: PageClient, certificate: Certificate
    ) -> None:
        open_tab = revoke_page(hr, certificate)
        revoke_page(hr, certificate).press("Tilbagekald kursusbeviset", reason=REASON)
        (before,) = [each for each in certificates(app) if each.revoked_at]
        page = open_tab.press("Tilbagekald kursusbeviset", reason="Noget andet")
        assert REASON in page.text
        with pytest.raises(AssertionError, match="no button"):
            page.form("Tilbagekald kursusbeviset")
        (after,) = [each for each in certificates(app) if each.revoked_at]
        assert (after.revoked_reason, after.revoked_at) == (before.revoked_reason, before.revoked_at)

    def test_a_certificate_that_does_not_exist_is_a_404(self, hr: PageClient) -> None:
        hr.get(f"{FIND}/999/revoke", status=404)
        hr.post(f"{FIND}/999/revoke", {"csrf_token": hr.token(), "reason": REASON}, status=404)


@pytest.mark.parametrize("role", FoundationRole)
def test_nobody_but_hr_finds_or_revokes(
    app: Flask, client: PageClient, people: People, certificate: Certificate, role: FoundationRole
) -> None:
    other = open_session(client, people.add("Karen Kollega", role=role))
    _refused(app, other, certificate)


def test_not_even_ones_own(app: Flask, client: PageClient, certificate: Certificate) -> None:
    (owner,) = rows(app, Person, id=certificate.person_id)
    _refused(app, open_session(client, owner), certificate)


def _refused(app: Flask, client: PageClient, certificate: Certificate) -> None:
    revoke = f"{FIND}/{certificate.id}/revoke"
    client.get(f"{FIND}?q=Bo", status=403)
    client.get(revoke, status=403)
    client.post(revoke, {"csrf_token": client.token(), "reason": REASON}, status=403)
    assert reasons(app) == [None] * 3


def reasons(app: Flask) -> list[str | None]:
    return [each.revoked_reason for each in certificates(app)]


def test_that_one_is_revoked_stands_in_the_log(app: Flask, hr: PageClient, certificate: Certificate) -> None:
    revoke_page(hr, certificate).press("Tilbagekald kursusbeviset", reason=REASON)
    (line,) = rows(app, AuditEntry)
    assert (line.action, line.about_id) == ("certificate.revoked", certificate.person_id)
    assert line.details == {"certificate": certificate.number, "reason": REASON, "reissued": False}
