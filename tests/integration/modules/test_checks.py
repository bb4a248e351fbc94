"""Knowledge checks: a wrong answer is explained and tried again, and never gives the right one away."""

from __future__ import annotations

import html

import pytest
from flask import Flask

from elearning.accounts.models import Person
from elearning.modules.content import CheckStep, Option
from elearning.modules.models import CheckAnswer, LessonRevision, StepCompletion
from tests.course import MULTIPLE, RIGHT, SINGLE, WRONG, lesson, open_session, publish, rows
from tests.pages import PageClient
from tests.people import People

ONE = "/lessons/hilsen/en"
SEVERAL = "/lessons/hilsen/flere"
STEPS = {ONE: SINGLE, SEVERAL: MULTIPLE}

CASES_WRONG = [
    pytest.param(ONE, [0], id="single, wrong"),
    pytest.param(SEVERAL, [1], id="multiple, wrong"),
    pytest.param(SEVERAL, [0, 1], id="multiple, a right and a wrong one"),
    pytest.param(SEVERAL, [2], id="multiple, one missing"),
    pytest.param(SEVERAL, [0, 1, 2], id="multiple, one too many"),
    pytest.param(SEVERAL, [0, 1, 2, 3], id="multiple, all"),
]
CASES_RIGHT = [
    pytest.param(ONE, [1], id="single"),
    pytest.param(SEVERAL, [0, 2], id="multiple"),
    pytest.param(SEVERAL, [2, 0, 2], id="multiple, one sent twice"),
]


def answers(app: Flask) -> list[list[int]]:
    return [row.chosen for row in rows(app, CheckAnswer)]


def done(app: Flask) -> list[str]:
    return [row.step for row in rows(app, StepCompletion)]


def raw_html(client: PageClient, url: str) -> str:
    return html.unescape(client.raw.get(url).text)


@pytest.mark.parametrize(("url", "chosen"), CASES_WRONG)
def test_a_wrong_answer_explains_what_was_chosen_and_gives_nothing_else_away(
    app: Flask, learner: PageClient, url: str, chosen: list[int]
) -> None:
    page = learner.get(url).press("Svar", chosen=chosen)
    assert "Ikke helt: Prøv igen" in page.text
    seen = raw_html(learner, url)
    for number, option in enumerate(STEPS[url].options):
        assert (str(option.explanation) in seen) is (number in chosen), option.text
    assert "Det er rigtigt" not in seen
    assert done(app) == []


@pytest.mark.parametrize("url", [ONE, SEVERAL])
def test_before_an_answer_every_option_looks_the_same(learner: PageClient, url: str) -> None:
    page = learner.get(url)
    boxes = page.soup.select("[name=chosen]")
    assert len(boxes) == len(STEPS[url].options)
    assert len({tuple(sorted(set(box.attrs) - {"id", "value"})) for box in boxes}) == 1
    seen = raw_html(learner, url)
    assert not any(str(option.explanation) in seen for option in STEPS[url].options)


def test_what_is_only_incomplete_says_that_something_is_missing(learner: PageClient) -> None:
    page = learner.get(SEVERAL).press("Svar", chosen=[2])
    assert "Det, du har valgt, er rigtigt, men der mangler noget." in page.text


def test_what_is_wrong_does_not_say_whether_something_is_missing_too(learner: PageClient) -> None:
    page = learner.get(SEVERAL).press("Svar", chosen=[1])
    assert "mangler" not in page.text


@pytest.mark.parametrize(("url", "chosen"), CASES_RIGHT)
def test_a_right_answer_explains_everything_and_shows_the_way_on(
    app: Flask, learner: PageClient, url: str, chosen: list[int]
) -> None:
    page = learner.get(url).press("Svar", chosen=chosen)
    assert "Det er rigtigt" in page.text
    assert all(str(option.explanation) in page.text for option in STEPS[url].options)
    assert page.follow("Næste").url != url
    assert done(app) == [url.rsplit("/", 1)[1]]


def test_a_wrong_answer_may_be_tried_again_without_end(app: Flask, learner: PageClient) -> None:
    for _time in range(12):
        page = learner.get(ONE).press("Svar", chosen=WRONG)
    page = page.press("Svar", chosen=RIGHT)
    assert "Det er rigtigt" in page.text
    assert answers(app) == [[RIGHT]]


def test_the_answer_is_still_there_on_another_device(learner: PageClient, person: Person) -> None:
    learner.get(SEVERAL).press("Svar", chosen=[1, 3])
    page = open_session(learner.another(), person).get(SEVERAL)
    assert [box["value"] for box in page.soup.select("[name=chosen][checked]")] == ["1", "3"]
    assert "Ikke helt: Prøv igen" in page.text


def test_nobody_sees_what_another_answered(learner: PageClient, people: People) -> None:
    learner.get(ONE).press("Svar", chosen=WRONG)
    page = open_session(learner.another(), people.add("Bo Bach")).get(ONE)
    assert not page.soup.select("[name=chosen][checked]")
    assert "Ikke helt" not in page.text


def test_a_wrong_answer_later_leaves_the_step_done(app: Flask, learner: PageClient) -> None:
    learner.get(ONE).press("Svar", chosen=RIGHT).press("Svar igen", chosen=WRONG)
    assert done(app) == ["en"]


def test_the_same_answer_sent_twice_is_one(app: Flask, learner: PageClient) -> None:
    values = {"csrf_token": learner.token(), "chosen": RIGHT}
    for _time in range(2):
        learner.post(ONE, values)
    assert answers(app) == [[RIGHT]]
    assert done(app) == ["en"]


@pytest.mark.parametrize(
    ("url", "chosen", "message"),
    [
        pytest.param(ONE, [], "Vælg et svar.", id="single, none"),
        pytest.param(ONE, [""], "Vælg et", id="single, empty"),
        pytest.param(ONE, ["3"], "Vælg en af mulighederne.", id="single, unknown"),
        pytest.param(ONE, ["-1"], "Vælg en af mulighederne.", id="single, negative"),
        pytest.param(ONE, ["ja"], "Vælg en af mulighederne.", id="single, text"),
        pytest.param(ONE, ["1.0"], "Vælg en af mulighederne.", id="single, fraction"),
        pytest.param(ONE, ["9" * 5000], "Vælg en af mulighederne.", id="single, enormous"),
        pytest.param(ONE, ["1", "0"], "Vælg et svar.", id="single, two"),
        pytest.param(ONE, ["1", "1"], "Vælg et svar.", id="single, one twice"),
        pytest.param(SEVERAL, [], "Vælg mindst ét svar.", id="multiple, none"),
        pytest.param(SEVERAL, ["4"], "Vælg en af mulighederne.", id="multiple, unknown"),
        pytest.param(SEVERAL, ["0", "2", "99"], "Vælg en af mulighederne.", id="multiple, right and unknown"),
        pytest.param(SEVERAL, ["-1"], "Vælg en af mulighederne.", id="multiple, negative"),
        pytest.param(SEVERAL, ["0", "ja"], "Vælg mindst ét svar.", id="multiple, text"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_danish_and_not_stored(
    app: Flask, learner: PageClient, url: str, chosen: list[str], message: str
) -> None:
    page = learner.post(url, {"csrf_token": learner.token(), "chosen": chosen}, status=422)
    summary = page.soup.select_one(".error-summary")
    assert summary is not None
    assert message in summary.get_text()
    assert page.soup.select_one(".form-error-message")
    assert answers(app) == []
    assert done(app) == []


def test_an_answer_without_the_forms_token_is_refused(app: Flask, learner: PageClient) -> None:
    learner.post(ONE, {"chosen": RIGHT}, status=400)
    assert answers(app) == []


class TestANewRevision:
    """Published after somebody answered."""

    def test_keeps_the_answer_where_the_options_are_the_same(self, app: Flask, learner: PageClient) -> None:
        learner.get(ONE).press("Svar", chosen=RIGHT)
        publish(app, lesson("hilsen", SINGLE.model_copy(update={"title": "Én er den rigtige"}), MULTIPLE))
        assert "Det er rigtigt" in learner.get(ONE).text

    def test_asks_afresh_where_the_options_have_changed(self, app: Flask, learner: PageClient) -> None:
        learner.get(ONE).press("Svar", chosen=RIGHT)
        publish(app, lesson("hilsen", self._turned_round(), MULTIPLE))
        page = learner.get(ONE)
        assert not page.soup.select("[name=chosen][checked]")
        assert "Ikke helt" not in page.text
        assert done(app) == ["en"]  # nobody's work is lost

    def test_leaves_the_stored_answer_with_the_revision_it_was_given_to(
        self, app: Flask, learner: PageClient
    ) -> None:
        learner.get(ONE).press("Svar", chosen=RIGHT)
        publish(app, lesson("hilsen", self._turned_round(), MULTIPLE))
        learner.get(SEVERAL).press("Svar", chosen=[0, 2])
        numbers = {row.id: row.number for row in rows(app, LessonRevision)}
        seen = {row.step: numbers[row.revision_id] for row in rows(app, CheckAnswer)}
        assert seen == {"en": 1, "flere": 2}

    @staticmethod
    def _turned_round() -> CheckStep:
        return SINGLE.model_copy(update={"options": SINGLE.options[::-1]})

    def test_with_fewer_options_still_opens(self, app: Flask, learner: PageClient) -> None:
        learner.get(SEVERAL).press("Svar", chosen=[1, 3])
        fewer = MULTIPLE.model_copy(update={"options": MULTIPLE.options[:2]})
        publish(app, lesson("hilsen", SINGLE, fewer))
        assert not learner.get(SEVERAL).soup.select("[name=chosen][checked]")


def test_options_with_markup_are_shown_as_text(app: Flask, learner: PageClient) -> None:
    hostile = "<script>alert(1)</script> & \"citat\" 'enkelt' <b>fed</b>"
    step = CheckStep(
        slug="kode",
        title="Kode",
        question=hostile,
        options=(Option(text=hostile, explanation=hostile), Option(text="Ja", correct=True)),
    )
    publish(app, lesson("kode", step))
    page = learner.get("/lessons/kode/kode").press("Svar", chosen=0)
    assert page.text.count(hostile) == 4  # question, option, and the option with its explanation
    assert not page.soup.select("main script, fieldset b")
