"""One's own data: all of it to take along, and what one wrote to delete."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from elearning.database import db
from elearning.modules.models import Note, Relation, StepCompletion
from elearning.privacy import queries
from elearning.privacy.kinds import ALL
from elearning.quizzes.models import PriceAnswer, ScenarioCompletion, Takeaway, Weighting
from tests.course import rows
from tests.integration.privacy.conftest import NOTE, RELATION, TAKEAWAY, Cast
from tests.integration.progress.summing import differing
from tests.pages import PageClient
from tests.statements import statements


def as_json(client: PageClient) -> dict[str, Any]:
    answer = client.raw.get("/my-data.json", buffered=True)
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mine-data.json"'
    return dict(json.loads(answer.text))


def test_the_page_counts_what_there_is(owner: PageClient) -> None:
    page = owner.get("/my-data")
    counted = {
        " ".join(row.select("th")[0].get_text().split()): row.select("td")[0].get_text()
        for row in page.soup.select("tbody tr")
    }
    assert len(counted) == len(ALL)
    assert counted["Noter i lektioner"] == "1"
    assert counted["Vægtninger"] == "2"
    assert counted["Kursusbeviser"] == "0"


def test_all_of_it_is_in_the_json_and_nothing_of_anybody_else(owner: PageClient, cast: Cast) -> None:
    whole = as_json(owner)
    kinds = whole["kinds"]
    assert whole["format"] == 1
    assert list(kinds) == [kept.key for kept in ALL]
    assert kinds["person"]["rows"][0]["email"] == cast.owner.email
    assert [row["text"] for row in kinds["notes"]["rows"]] == [NOTE]
    assert kinds["notes"]["rows"][0]["lesson"] == "hilsen"
    assert [row["name"] for row in kinds["relations"]["rows"]] == [RELATION]
    assert [row["text"] for row in kinds["takeaways"]["rows"]] == [TAKEAWAY]
    assert {row["position"] for row in kinds["weightings"]["rows"]} == {2}
    assert kinds["dilemmas"]["rows"][0]["scenario"] == "dispensation-fra-ventelisten"
    text = json.dumps(whole, ensure_ascii=False)
    assert "Kaj" not in text
    assert "argon2" not in text


def test_the_page_to_read_holds_the_same_and_needs_nothing_else(owner: PageClient) -> None:
    answer = owner.raw.get("/my-data.html", buffered=True)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mine-data.html"'
    soup = BeautifulSoup(answer.text, "html5lib")
    for words in (NOTE, RELATION, TAKEAWAY, "Mette Medarbejder"):
        assert words in soup.get_text()
    assert not soup.select("script, link, img, [style]")
    assert len(soup.select("h1")) == 1


def test_what_one_wrote_cannot_attack_who_opens_the_file(app: Flask, owner: PageClient, cast: Cast) -> None:
    with app.app_context():
        db.session.query(Note).filter_by(person_id=cast.owner.id).one().text = "<script>alert(1)</script>"
        db.session.commit()
    assert "<script>" not in owner.raw.get("/my-data.html", buffered=True).text


def test_it_takes_as_many_statements_whatever_there_is(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for person in (cast.owner, cast.hr):
            with statements(db.engine) as sent:
                queries.counts(person.id)
            assert len(sent) == 1
            with statements(db.engine) as sent:
                queries.everything(person.id)
            assert len(sent) == len(ALL)


class TestDeleting:
    def test_the_page_says_how_much_and_what_stays(self, owner: PageClient) -> None:
        page = owner.get("/my-data/delete")
        assert "1 noter i lektioner, 1 til dilemmaer og 1 relationer." in page.text
        assert "dit kursusbevis" in page.text

    def test_notes_go_and_weightings_stay(self, app: Flask, owner: PageClient, cast: Cast) -> None:
        owner.get("/my-data/delete").press("Slet det for altid", notes="y")
        mine = {"person_id": cast.owner.id}
        assert [rows(app, kind, **mine) for kind in (Note, Relation, Takeaway)] == [[], [], []]
        assert len(rows(app, Weighting, **mine)) == 2
        assert len(rows(app, Note)) == 1  # the colleague's

    def test_answers_go_and_what_was_completed_stays(self, app: Flask, owner: PageClient, cast: Cast) -> None:
        owner.get("/my-data/delete").press("Slet det for altid", answers="y")
        mine = {"person_id": cast.owner.id}
        assert [rows(app, kind, **mine) for kind in (Weighting, PriceAnswer)] == [[], []]
        assert len(rows(app, Note, **mine)) == 1
        assert len(rows(app, ScenarioCompletion, **mine)) == 1
        assert len(rows(app, StepCompletion, **mine)) == 1
        assert differing(app) == []

    def test_nothing_chosen_deletes_nothing(self, app: Flask, owner: PageClient) -> None:
        page = owner.get("/my-data/delete").press("Slet det for altid", status=422)
        assert "Vælg, hvad du vil slette." in page.text
        assert len(rows(app, Note)) == 2


@pytest.mark.parametrize("address", ["/my-data", "/my-data.json", "/my-data.html", "/my-data/delete"])
def test_nobody_gets_it_without_signing_in(client: PageClient, address: str) -> None:
    answer = client.raw.get(address)
    assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/login")
