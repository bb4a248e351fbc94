"""Scenarios in the editor: their list, their form, its buttons, and what is said of what is missing."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from elearning.audit import AuditEntry
from elearning.authoring.models import Draft
from elearning.authoring.scenario_data import data_of
from elearning.quizzes.models import Scenario, ScenarioRevision
from tests.course import rows
from tests.integration.authoring.scenarios import DILEMMA, EDIT, LIST, MANY, TEXT
from tests.integration.authoring.writing import autosave, press_publish, sent, write
from tests.integration.quizzes.weighing import Weigher
from tests.pages import Page, PageClient

pytestmark = pytest.mark.usefixtures("dilemmas")


def draft(app: Flask, slug: str = DILEMMA) -> dict[str, Any] | None:
    found = rows(app, Draft, kind="scenario", slug=slug)
    return found[0].data if found else None


def states(hr: PageClient) -> dict[str, str]:
    page = hr.get(LIST)
    return {
        str(each["id"]).removeprefix("scenario-"): each.select_one(".lesson-state").get_text(strip=True)  # type: ignore[union-attr]  # is there
        for each in page.soup.select(".hr-lessons > li")
    }


def marked(page: Page, field: str) -> list[str]:
    return sent(page).get(field, [])


class TestOpening:
    @pytest.mark.parametrize("text", [TEXT, MANY], ids=lambda text: text.slug)
    def test_the_form_as_it_stands_changes_nothing(self, app: Flask, hr: PageClient, text: Any) -> None:  # noqa: ANN401 - a scenario
        page = hr.get(f"{LIST}/{text.slug}/edit")
        assert page.heading == text.title
        write(page)
        assert draft(app, text.slug) is None

    @pytest.mark.parametrize("address", ["edit", "publish", "history", "preview", "retire", "history/1"])
    def test_only_hr_comes_here(self, learner: PageClient, address: str) -> None:
        learner.get(f"{LIST}/{DILEMMA}/{address}", status=403)

    def test_a_lesson_is_no_scenario(self, hr: PageClient) -> None:
        hr.get(f"{LIST}/hilsen/edit", status=404)


class TestWriting:
    def test_a_change_is_kept_shown_again_and_logged(self, app: Flask, hr: PageClient) -> None:
        page = write(hr.get(EDIT), title="Fire breve", voices__2__reason="Fordi det haster.\nMeget.")
        assert "Kladden er gemt." in page.text
        expected = data_of(TEXT)
        expected["title"] = "Fire breve"
        expected["voices"][1]["reason"] = "Fordi det haster. Meget."
        assert draft(app) == expected
        assert rows(app, AuditEntry)[-1].action == "scenario.draft_begun"
        assert states(hr)[DILEMMA] == "Ændringer på vej"

    def test_the_grid_is_read_as_it_is_marked(self, app: Flask, hr: PageClient) -> None:
        page = hr.get(EDIT)
        [balance, other] = TEXT.balances
        boxes = page.soup.select("#price-1 input[type=checkbox]")
        assert len(boxes) == 6
        names = {box["id"]: page.soup.select_one(f"label[for={box['id']}]").get_text() for box in boxes}  # type: ignore[union-attr]  # is there
        assert len(set(names.values())) == 6
        assert all("fravalg 1" in name for name in names.values())
        assert {f"price-1-{balance}-1", f"price-1-{other}-3"} <= set(names)
        value = str(boxes[0]["value"])
        write(page, title="Fire breve", price__1__directions=[value])
        written = draft(app)
        assert written
        assert written["price"][0]["directions"] == [value]

    def test_the_second_of_two_people_is_told_and_loses_nothing(
        self, app: Flask, hr: PageClient, colleague: PageClient
    ) -> None:
        mine, theirs = hr.get(EDIT), colleague.get(EDIT)
        write(theirs, afterthought="Hvem taler vi med?")
        page = write(mine, afterthought="Hvem lytter vi til?", status=409)
        assert "Henny Hr gemte kladden " in page.text
        assert marked(page, "afterthought") == ["Hvem lytter vi til?"]
        written = draft(app)
        assert written
        assert written["afterthought"] == "Hvem taler vi med?"
        assert autosave(mine, title="Min").status_code == 409

    def test_a_form_of_garbage_is_kept_or_refused_but_no_error(self, hr: PageClient) -> None:
        token = sent(hr.get(EDIT))["csrf_token"]
        garbage = {
            "placements.1.balance": "x", "placements.2": "y", "price.1.directions": "z",
            "voices.1.before.1": "9999", "voices.2.after": "-", "new_fact.balance": "q", "audience": "king",
            "required_for": "\x00", "voices.1.kept.field-coherence": "a",
        }  # fmt: skip
        response = hr.raw.post(EDIT, data={"csrf_token": token, "version": "0", **garbage})
        assert response.status_code == 302
        for address in ("edit?check=1", "preview", "publish"):
            hr.get(f"{LIST}/{DILEMMA}/{address}")

    @pytest.mark.parametrize("do", ["explode", "up.price.99", "undo.7", "add.placements"])
    def test_a_button_that_is_not_there_is_refused(self, app: Flask, hr: PageClient, do: str) -> None:
        write(hr.get(EDIT), do=do, new__balance="x", title="Fire breve", status=400)
        assert draft(app) is None


class TestBoards:
    def test_a_board_that_goes_takes_its_columns_and_places_and_brings_them_back(
        self, app: Flask, hr: PageClient
    ) -> None:
        page = write(hr.get(EDIT), do="delete.placements.2", title="Fire breve")
        assert "er slettet." in page.text
        assert len(page.soup.select("#price-1 input[type=checkbox]")) == 3
        assert "voices.1.before.2" not in sent(page)
        page = write(page, do="undo.1")
        assert len(page.soup.select("#price-1 input[type=checkbox]")) == 6
        assert draft(app) == {**data_of(TEXT), "title": "Fire breve"}

    def test_a_third_board_gives_a_column_for_each_of_its_directions(self, hr: PageClient) -> None:
        page = hr.get(EDIT)
        [unused] = [str(each["value"]) for each in page.soup.select("#new-balance option")]
        page = write(page, do="add.placements", new__balance=unused)
        assert len(page.soup.select("#price-1 input[type=checkbox]")) == 9
        assert not page.soup.select("#new-balance")


class TestWhatIsMissing:
    def test_is_said_at_each_field_in_danish(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="check", title="", voices__1__before__1="", voices__2__role="")
        assert page.soup.select_one("#title-error")
        assert "Vælg, hvor argumentet lægger vægten." in str(page.soup.select_one("#voices-1-before-1-error"))
        assert "Vælg, hvilken rolle argumentet er set fra." in str(
            page.soup.select_one("#voices-2-role-error")
        )

    def test_the_grid_says_where_the_weight_has_no_price(self, hr: PageClient) -> None:
        page = hr.get(EDIT)
        fields = [f"price__{number}__directions" for number in range(1, len(TEXT.price) + 1)]
        first = TEXT.price[0].directions[0].value
        changes: dict[str, Any] = {name: [first] for name in fields}
        page = write(page, do="check", **changes)
        assert "er intet fravalg rigtigt" in page.text
        assert "operations" not in page.soup.select_one(".preview-findings").get_text()  # type: ignore[union-attr]  # is there

    def test_a_price_without_a_mark_says_so_at_its_boxes(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="check", price__2__directions=[])
        said = page.soup.select_one("#price-2-directions #price-2-directions-error")
        assert said
        assert "Sæt mindst ét kryds: Hvornår er det her rigtigt?" in said.get_text()
        boxes = page.soup.select("#price-2 input[type=checkbox]")
        assert {box["aria-describedby"] for box in boxes} == {"price-2-directions-error"}
        assert page.link("Fravalg 2: Sæt mindst ét kryds").endswith("#price-2-directions")

    def test_the_linter_speaks_while_it_is_not_right_yet(self, hr: PageClient) -> None:
        write(hr.get(EDIT), title="", situation="Bente ringer. Det er selvfølgelig svært.")
        part = hr.raw.get(f"{LIST}/{DILEMMA}/preview?part=1").text
        assert "Situationen er på 6 ord." in part
        assert "Teksten taler ikke til nogen." in part
        assert 'href="#situation"' in part
        page = hr.get(f"{EDIT}?check=1")
        assert "Situationen er på 6 ord." in str(page.soup.select_one("#situation-advice-1"))

    def test_nothing_is_said_when_there_is_nothing(self, hr: PageClient) -> None:
        page = write(hr.get(EDIT), do="check", title="Fire breve")
        assert "Der mangler ikke noget." in page.text


class TestPreview:
    @pytest.mark.parametrize("address", ["", "?role=leader&width=phone", "?part=1"])
    def test_is_the_learners_page_of_what_is_written(self, hr: PageClient, address: str) -> None:
        write(hr.get(EDIT), situation="Du får **et brev**.", placements__1__first__here="Alle breve er ens")
        text = hr.raw.get(f"{LIST}/{DILEMMA}/preview{address}").text
        assert "<strong>et brev</strong>" in text
        assert "Alle breve er ens" in text
        assert text.count('class="place-button"') == 14


class TestWholeScenarios:
    def test_a_new_one_is_written_and_published(
        self, app: Flask, hr: PageClient, learner: PageClient
    ) -> None:
        page = hr.get(f"{LIST}/new").press("Begynd at skrive", title="Nye breve", module=TEXT.module)
        balance = TEXT.balances[0].value
        page = write(page, do="add.placements", new__balance=balance)
        assert marked(page, "new_fact.balance") == [balance]
        learner.get("/scenarios/nye-breve", status=404)
        page = hr.get(f"{LIST}/nye-breve/publish")
        assert "skal rettes" in page.text
        source = next(each for each in (TEXT, MANY))
        copied = hr.post(f"{LIST}/{source.slug}/copy", {"csrf_token": hr.token()})
        assert copied.heading == f"{source.title} (kopi)"
        slug = copied.url.split("/")[3]
        offered = hr.get(f"{LIST}/{slug}/publish")
        assert ("Ingen skal veje det endnu." in offered.text) == (not TEXT.required_for)
        page = write(hr.get(f"{LIST}/{slug}/edit"), required_for=[])
        offered = hr.get(f"{LIST}/{slug}/publish")
        assert "Ingen skal veje det endnu." in offered.text
        assert offered.link("Hvem scenarierne kræves af") == f"{LIST}/required"
        press_publish(hr, url=f"{LIST}/{slug}/publish", note="Den manglede")
        assert learner.get(f"/scenarios/{slug}").heading == f"{source.title} (kopi)"
        [row] = rows(app, Scenario, slug=slug)
        assert row.position > max(TEXT.position, MANY.position)

    def test_one_is_retired_and_brought_back(self, app: Flask, hr: PageClient, learner: PageClient) -> None:
        hr.get(f"{LIST}/{DILEMMA}/retire").press("Tag scenariet ud", note="Forældet")
        assert states(hr)[DILEMMA] == "Taget ud"
        learner.get(f"/scenarios/{DILEMMA}", status=404)
        hr.get(f"{LIST}/{DILEMMA}/retire").press("Hent scenariet tilbage", note="Alligevel ikke")
        assert learner.get(f"/scenarios/{DILEMMA}").heading == TEXT.title
        first, second = rows(app, ScenarioRevision, title=TEXT.title)
        assert (first.text, second.is_substantial) == (second.text, False)

    def test_who_weighed_it_keeps_what_they_did_when_it_is_retired(
        self, hr: PageClient, learner: PageClient
    ) -> None:
        weigher = Weigher(learner, TEXT).to_the_reveal()
        weigher.see("reveal").press("Gem noten", text="Det husker jeg.")
        hr.get(f"{LIST}/{DILEMMA}/retire").press("Tag scenariet ud", note="Forældet")
        page = learner.get("/balance")
        assert TEXT.title in page.text
        assert "Det husker jeg." in page.text
        assert not page.soup.select(f"a[href*='{DILEMMA}']")

    def test_one_is_moved_and_keeps_its_text_but_for_its_place(self, app: Flask, hr: PageClient) -> None:
        before = [slug for slug in states(hr) if slug in {DILEMMA, MANY.slug}]
        hr.post(f"{LIST}/{before[1]}/move", {"csrf_token": hr.token(), "to": "1"})
        assert [slug for slug in states(hr) if slug in before] == before[::-1]
        positions = sorted((TEXT.position, MANY.position))
        assert sorted(row.position for row in rows(app, Scenario)) == positions
