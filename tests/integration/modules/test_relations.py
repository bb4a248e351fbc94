"""The circles: place, change and remove relations; the drawing and the list say the same."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from elearning.modules.content import ReadStep, ReflectStep
from elearning.modules.models import Relation
from tests.course import CIRCLES, REFLECT, lesson, open_session, publish, read, rows
from tests.pages import Page, PageClient
from tests.people import People

STEP = "/lessons/hilsen/cirkler"
RELATIONS = f"{STEP}/relations"


def place(client: PageClient, name: str, circle: str = "naere", **values: Any) -> Page:  # noqa: ANN401 - form values
    return client.get(STEP).press("Placér", name=name, circle=circle, **values)


def stored(app: Flask) -> list[tuple[str, str, bool, bool]]:
    return [(row.name, row.circle, row.works_well, row.comes_first) for row in rows(app, Relation)]


def listed(page: Page) -> list[str]:
    """Give the list's lines without their buttons, as "name · circle · marks"."""
    names = page.soup.select(".relation-list strong")
    places = page.soup.select(".relation-list .relation-place")
    return [
        f"{name.get_text()} · {' '.join(place.get_text(' ').split())}"
        for name, place in zip(names, places, strict=True)
    ]


def test_a_relation_is_placed_in_its_circle(app: Flask, learner: PageClient) -> None:
    page = place(learner, "Anna", "kolleger", works_well="y")
    assert listed(page) == ["Anna · Kolleger · går godt"]
    assert stored(app) == [("Anna", "kolleger", True, False)]


def test_the_drawing_has_a_dot_for_each_relation_and_the_list_says_the_same(learner: PageClient) -> None:
    place(learner, "Anna", "fjerne", works_well="y")
    place(learner, "Bo", "naere", comes_first="y")
    page = place(learner, "Carl", "fjerne")
    assert listed(page) == ["Anna · De fjerne · går godt", "Bo · De nære · kommer først", "Carl · De fjerne"]
    dots = page.soup.select("svg .dot")
    assert [dot.get_text(strip=True) for dot in dots] == ["1", "2", "3"]
    assert [dot["class"] for dot in dots] == [["dot", "works-well"], ["dot", "comes-first"], ["dot"]]
    drawing = page.soup.select_one("svg.circles-drawing")
    assert drawing is not None
    assert drawing["aria-label"] == "3 relationer i cirkler omkring dig"
    assert len(drawing.select(".ring")) == len(CIRCLES.circles)
    places = {(c["cx"], c["cy"]) for dot in dots if (c := dot.select_one("circle"))}
    assert len(places) == 3


def test_a_relation_can_be_moved_renamed_and_marked(app: Flask, learner: PageClient) -> None:
    page = place(learner, "Anna").follow("Ret")
    assert page.soup.select_one("input[name=name][value=Anna]")
    assert page.soup.select_one("input[name=circle][value=naere][checked]")
    page = page.press("Gem ændringen", name="Anne", circle="fjerne", comes_first="y")
    assert listed(page) == ["Anne · De fjerne · kommer først"]
    assert stored(app) == [("Anne", "fjerne", False, True)]


def test_a_relation_can_be_removed(app: Flask, learner: PageClient) -> None:
    place(learner, "Anna")
    page = place(learner, "Bo").press("Fjern")
    assert listed(page) == ["Bo · De nære"]
    assert [dot.get_text(strip=True) for dot in page.soup.select("svg .dot")] == ["1"]
    assert [name for name, *_ in stored(app)] == ["Bo"]


def test_a_relation_can_be_removed_on_the_page_of_notes(app: Flask, learner: PageClient) -> None:
    place(learner, "Anna")
    page = learner.get("/notes").press("Fjern")
    assert (page.url, "Anna" in page.text) == ("/notes", False)
    assert stored(app) == []


@pytest.mark.parametrize("gone", [[read("foerste")], [REFLECT.model_copy(update={"slug": CIRCLES.slug})]])
def test_a_relation_can_be_removed_when_its_step_is_gone(
    app: Flask, learner: PageClient, gone: list[ReadStep | ReflectStep]
) -> None:
    old = place(learner, "Anna")
    place(learner, "Bo")
    publish(app, lesson("hilsen", *gone))
    page = old.press("Fjern")
    assert (page.url, "Anna" in page.text, "Bo" in page.text) == ("/notes", False, True)
    page.press("Fjern")
    assert stored(app) == []


def test_the_same_name_in_the_same_circle_is_one_and_keeps_what_was_said_last(
    app: Flask, learner: PageClient
) -> None:
    place(learner, "Anna")
    place(learner, "  Anna ", works_well="y")
    assert stored(app) == [("Anna", "naere", True, False)]


def test_the_same_name_in_two_circles_is_two(app: Flask, learner: PageClient) -> None:
    place(learner, "Anna", "naere")
    place(learner, "Anna", "kolleger")
    assert len(stored(app)) == 2


def test_moving_a_relation_onto_its_namesake_makes_them_one(app: Flask, learner: PageClient) -> None:
    place(learner, "Anna", "naere")
    page = place(learner, "Anna", "kolleger")
    page.follow("Ret").press("Gem ændringen", circle="kolleger", comes_first="y")
    assert stored(app) == [("Anna", "kolleger", False, True)]


def test_there_is_room_for_forty_and_the_forty_first_is_told_so(app: Flask, learner: PageClient) -> None:
    values = {"csrf_token": learner.token(), "circle": "naere"}
    for number in range(40):
        assert learner.raw.post(RELATIONS, data={**values, "name": f"Nr. {number}"}).status_code == 302
    page = learner.post(RELATIONS, {**values, "name": "En for meget"}, status=422)
    assert "Der er plads til 40. Fjern en for at tilføje en ny." in page.text
    assert page.soup.select_one("input[name=name][value='En for meget']")
    assert len(listed(page)) == len(page.soup.select("svg .dot")) == 40
    learner.post(RELATIONS, {**values, "name": "Nr. 7", "works_well": "y"})  # one that is there may change
    assert len(stored(app)) == 40


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"name": "Anna"}, "Vælg en cirkel.", id="no circle"),
        pytest.param({"name": "Anna", "circle": "ukendt"}, "Vælg en af mulighederne.", id="unknown circle"),
        pytest.param({"circle": "naere"}, "Skriv, hvem det er.", id="no name"),
        pytest.param({"circle": "naere", "name": "   "}, "Skriv, hvem det er.", id="blank name"),
        pytest.param({"circle": "naere", "name": "x" * 61}, "Brug højst 60 tegn.", id="long name"),
    ],
)
def test_what_cannot_be_placed_is_refused_at_its_field(
    app: Flask, learner: PageClient, values: dict[str, str], message: str
) -> None:
    page = learner.post(RELATIONS, {"csrf_token": learner.token(), **values}, status=422)
    assert message in str(page.soup.select_one(".error-summary"))
    assert message in str(page.soup.select_one(".form-error-message"))
    assert stored(app) == []


HOSTILE = "<script>alert(1)</script> & \"citat\" 'enkelt' 🌳"


def test_markup_in_a_name_is_text_everywhere(app: Flask, learner: PageClient) -> None:
    page = place(learner, HOSTILE)
    assert listed(page) == [f"{HOSTILE} · De nære"]
    assert not page.soup.select("main script")
    field = page.follow("Ret").soup.select_one("input[name=name]")
    assert field is not None
    assert field["value"] == HOSTILE
    notes = learner.get("/notes")
    assert HOSTILE in notes.text
    assert not notes.soup.select("main script")
    assert stored(app)[0][0] == HOSTILE


class TestAnothersRelation:
    """Its number works for nobody but the one who placed it."""

    @pytest.fixture
    def other(self, learner: PageClient, people: People) -> PageClient:
        place(learner, "Annas hemmelige ven")
        return open_session(learner.another(), people.add("Bo Bach", is_hr=True))

    @pytest.mark.parametrize("action", ["", "/delete"])
    def test_is_not_found_for_writing(self, app: Flask, other: PageClient, action: str) -> None:
        before = stored(app)
        values = {"csrf_token": other.token(), "name": "Min nu", "circle": "fjerne"}
        other.post(f"{RELATIONS}/{self._id(app)}{action}", values, status=404)
        assert stored(app) == before

    def test_is_not_found_for_reading(self, app: Flask, other: PageClient) -> None:
        page = other.get(f"{RELATIONS}/{self._id(app)}", status=404)
        assert "hemmelige" not in str(page.soup)

    def test_is_nowhere_on_ones_own_pages(self, other: PageClient) -> None:
        for url in (STEP, "/notes"):
            assert "hemmelige" not in other.raw.get(url).text

    @staticmethod
    def _id(app: Flask) -> int:
        return rows(app, Relation)[0].id


@pytest.mark.parametrize("number", ["4711", str(2**31 - 1), "9" * 30])
def test_a_relation_that_is_not_there_is_not_found(learner: PageClient, number: str) -> None:
    learner.get(f"{RELATIONS}/{number}", status=404)
    learner.post(f"{RELATIONS}/{number}/delete", {"csrf_token": learner.token()}, status=404)


def test_a_step_of_another_kind_has_no_relations(app: Flask, learner: PageClient) -> None:
    values = {"csrf_token": learner.token(), "name": "Anna", "circle": "naere"}
    learner.post("/lessons/hilsen/foerste/relations", values, status=404)
    assert stored(app) == []


def test_the_step_is_done_by_next_with_or_without_relations(learner: PageClient) -> None:
    assert learner.get(STEP).press("Afslut lektionen").url == "/lessons/hilsen/foerste"  # left out before


def test_relations_are_collected_on_mine_noter(learner: PageClient) -> None:
    place(learner, "Anna", "kolleger", works_well="y")
    page = learner.get("/notes")
    assert "Anna · Kolleger · går godt" in page.text
    assert page.follow("Gå til cirklerne").url == STEP


class TestANewRevision:
    """Published after somebody placed relations."""

    @pytest.fixture
    def placed(self, learner: PageClient) -> PageClient:
        place(learner, "Anna", "fjerne")
        place(learner, "Bo", "naere")
        return learner

    def test_without_a_circle_lets_who_was_in_it_be_moved(self, app: Flask, placed: PageClient) -> None:
        fewer = CIRCLES.model_copy(update={"circles": CIRCLES.circles[:3]})
        publish(app, lesson("hilsen", fewer))
        page = placed.get(STEP)
        assert [line.split(" ·")[0] for line in listed(page)] == ["Bo", "Anna"]  # she is not lost
        assert [dot.get_text(strip=True) for dot in page.soup.select("svg .dot")] == ["1"]
        assert "Anna · De fjerne" in placed.get("/notes").text
        moved = placed.get(f"{RELATIONS}/{rows(app, Relation)[0].id}").press(
            "Gem ændringen", circle="kolleger"
        )
        assert "Anna · Kolleger" in listed(moved)

    def test_with_a_new_title_shows_that(self, app: Flask, placed: PageClient) -> None:
        first, *rest = CIRCLES.circles
        renamed = first.model_copy(update={"title": "De allernærmeste"})
        publish(app, lesson("hilsen", CIRCLES.model_copy(update={"circles": (renamed, *rest)})))
        assert "Bo · De allernærmeste" in listed(placed.get(STEP))

    def test_without_the_step_keeps_what_was_placed(self, app: Flask, placed: PageClient) -> None:
        publish(app, lesson("hilsen", read("foerste")))
        page = placed.get("/notes")
        assert "Anna · De fjerne" in page.text
        assert "Gå til cirklerne" not in page.text
