"""The log is looked through and given as a file; it names texts by their titles, and finds them so."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.database import db
from elearning.modules.models import Lesson, LessonRevision
from tests.course import GREETING, MODULES, NEXT, publish
from tests.integration.authoring.scenarios import DILEMMA, TEXT
from tests.integration.authoring.writing import press_publish, write
from tests.integration.quizzes.weighing import publish as publish_scenarios
from tests.pages import Page, PageClient
from tests.people import People
from tests.statements import statements

LESSON = "/hr/lessons/hilsen"


@pytest.fixture
def writing(app: Flask, office: PageClient) -> PageClient:
    """Somebody in HR, where there is something to write in."""
    publish(app, GREETING, NEXT)
    return office


def rename(writing: PageClient, title: str) -> None:
    write(writing.get(f"{LESSON}/edit"), title=title)
    press_publish(writing)


def about(page: Page) -> list[str]:
    return [row.select("td")[3].get_text(strip=True) for row in page.soup.select("tbody tr")]


def test_a_text_is_named_by_its_title_of_today(writing: PageClient) -> None:
    rename(writing, "Vi hilser på Ærø")
    assert about(writing.get("/hr/log")) == ["Vi hilser på Ærø", "Vi hilser på Ærø"]
    write(writing.get(f"{LESSON}/edit"), title="Kun en kladde")
    assert set(about(writing.get("/hr/log"))) == {"Vi hilser på Ærø"}


@pytest.mark.parametrize("q", ["på ærø", "PÅ ÆRØ", "hilsen", "hils"])
def test_a_text_is_found_by_its_title_and_by_its_name_in_addresses(writing: PageClient, q: str) -> None:
    rename(writing, "Vi hilser på Ærø")
    write(writing.get("/hr/lessons/naeste/edit"), summary="Noget andet.")
    assert set(about(writing.get(f"/hr/log?q={q}"))) == {"Vi hilser på Ærø"}
    assert "ikke noget i loggen" in writing.get("/hr/log?q=%25").text


def test_a_scenario_and_questions_are_named_too(app: Flask, office: PageClient) -> None:
    module = MODULES[0].model_copy(update={"slug": TEXT.module, "title": "Balancerne"})
    publish(app, GREETING, NEXT, modules=(*MODULES, module))
    publish_scenarios(app, TEXT)
    write(office.get(f"/hr/scenarios/{DILEMMA}/edit"), situation=f"{TEXT.situation}\n\nDu har en dag.")
    office.get("/hr/questions").press("Begynd at skrive")
    assert TEXT.title in about(office.get("/hr/log"))
    assert MODULES[0].title in about(office.get("/hr/log"))


def test_one_that_was_never_published_or_is_retired_or_gone_is_named_as_far_as_can_be(
    app: Flask, writing: PageClient
) -> None:
    writing.get("/hr/lessons/new").press("Begynd at skrive", title="På gensyn", module="videre")
    assert about(writing.get("/hr/log?q=gensyn")) == ["På gensyn"]
    writing.get(f"{LESSON}/retire").press("Tag lektionen ud", note="Forældet")
    assert about(writing.get("/hr/log?action=lesson.retired")) == ["Lektion hilsen"]
    with app.app_context():
        db.session.query(LessonRevision).filter_by(lesson_id=1).delete()
        db.session.query(Lesson).filter_by(id=1).delete()
        db.session.commit()
    assert about(writing.get("/hr/log?action=lesson.retired")) == ["hilsen"]


def test_the_file_has_the_title_and_the_name_in_addresses(writing: PageClient) -> None:
    rename(writing, "Vi hilser")
    writing.get("/hr/units").press("Opret", name="Skoler")
    text = writing.raw.get("/hr/log/export.csv?q=", buffered=True).text.lstrip("\ufeff")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    named = [(line["Hvem eller hvad"], line["Navn i adressen"]) for line in lines]
    assert named == [("Skoler", ""), ("Vi hilser", "hilsen"), ("Vi hilser", "hilsen")]


def test_costs_the_same_however_many_texts_and_lines_there_are(app: Flask, writing: PageClient) -> None:
    def cost() -> int:
        with app.app_context():
            engine = db.engine
        with statements(engine) as sent:
            writing.get("/hr/log?q=e")
        return len(sent)

    rename(writing, "Vi hilser")
    before = cost()
    for number in range(4):
        rename(writing, f"Vi hilser nr. {number}")
        writing.get("/hr/lessons/new").press("Begynd at skrive", title=f"Ny {number}", module="videre")
    assert cost() == before <= 6


def test_is_narrowed_and_given_as_a_file(office: PageClient, people: People, hr: Person) -> None:
    anna = people.add("Anna Holm", email="anna@example.dk")
    office.get(f"/hr/people/{anna.id}").press("Gem", name="=SUM(A1)")
    office.get("/hr/units").press("Opret", name="Skoler")
    assert len(office.get("/hr/log").soup.select("tbody tr")) == 2
    assert len(office.get("/hr/log?action=unit.added").soup.select("tbody tr")) == 1
    assert len(office.get("/hr/log?q=anna@example.dk&who=hanne").soup.select("tbody tr")) == 1
    assert "ikke noget i loggen" in office.get("/hr/log?first=2200-01-01").text
    file = office.raw.get("/hr/log/export.csv", buffered=True)
    assert file.text.count("\r\n") == 3
    assert ";=SUM" not in file.text
    assert hr.name in file.text


@pytest.mark.parametrize(
    "arguments", ["page=x&first=no&last=9999-12-31", "page=99999999999", "page=0", "action=%00"]
)
def test_garbage_in_the_address_is_no_error(office: PageClient, arguments: str) -> None:
    office.get(f"/hr/log?{arguments}")
