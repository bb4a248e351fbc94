"""How a panel and colleagues weighed: shown only where nobody's own answer can be told."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.accounts.models import Person
from elearning.clock import now, pretend
from elearning.database import db
from elearning.quizzes import service
from elearning.quizzes.models import PanelReason, ScenarioCompletion, ScenarioRevision, Weighting
from elearning.quizzes.pictures import SETTLED
from tests.course import rows
from tests.integration.quizzes.weighing import (
    EARLIER,
    EMPLOYEE,
    LEADER,
    ONE,
    Given,
    Weigher,
    crowd,
    publish,
    revised,
    weigh_to_the_end,
)

NO_PANEL = "Der er ikke noget panel at vise endnu"
NO_COLLEAGUES = "Der er ikke noget billede af dine kolleger at vise endnu"


def employees(*positions: int) -> list[Given]:
    return [Given(EMPLOYEE, (position,)) for position in positions]


def leaders(*positions: int) -> list[Given]:
    return [Given(LEADER, (position,)) for position in positions]


def spread(number: int) -> list[int]:
    return [(-2, 1)[each % 2] for each in range(number)]


def picture(weigher: Weigher) -> list[list[str]] | None:
    """Read the table of numbers from the reveal: its heads, then for -3 to 3; None if there is none."""
    tables = weigher.see("reveal").soup.select(".spread-numbers table")
    assert len(tables) <= 1
    if not tables:
        return None
    lines = [
        [" ".join(cell.get_text().split()) for cell in line.select("th, td")]
        for line in tables[0].select("tr")
    ]
    return [lines[0], *(line[1:] for line in lines[1:])]


def everyone(weigher: Weigher) -> list[int] | None:
    shown = picture(weigher)
    return [int(line[0]) for line in shown[1:]] if shown else None


@pytest.fixture
def revealed(weigher: Weigher, app: Flask) -> Weigher:
    """`person`, who has weighed first of all: one employee among the colleagues, at 2."""
    assert app
    with pretend(now() - 2 * EARLIER):
        return weigher.to_the_reveal(2)


def test_an_answer_is_shown_when_none_can_come_in_before_it_any_more(app: Flask, weigher: Weigher) -> None:
    crowd(app, ONE, employees(*spread(9)))
    weigher.to_the_reveal(2)
    assert picture(weigher) is None
    with pretend(now() + SETTLED):
        assert sum(everyone(weigher) or ()) == 10


@pytest.mark.parametrize(("panel", "says"), [(True, NO_PANEL), (False, NO_COLLEAGUES)])
def test_nine_are_not_shown_and_ten_are(app: Flask, revealed: Weigher, panel: bool, says: str) -> None:  # noqa: FBT001 - a case
    crowd(app, ONE, employees(*spread(9 if panel else 8)), panel=panel)
    assert picture(revealed) is None
    assert says in revealed.see("reveal").text
    crowd(app, ONE, employees(3), panel=panel)
    expected = [0, 5, 0, 0, 4, 0, 1] if panel else [0, 4, 0, 0, 4, 1, 1]
    assert everyone(revealed) == expected
    assert says not in revealed.see("reveal").text


def test_the_picture_grows_in_steps_of_five(app: Flask, revealed: Weigher) -> None:
    crowd(app, ONE, employees(*spread(9)))
    seen = everyone(revealed)
    assert seen
    for _colleague in range(4):
        crowd(app, ONE, employees(-3))
        assert everyone(revealed) == seen
    crowd(app, ONE, employees(-3))
    assert everyone(revealed) == [5, *seen[1:]]


def test_it_is_split_by_role_only_where_each_role_has_ten(app: Flask, revealed: Weigher) -> None:
    crowd(app, ONE, [*employees(*spread(9)), *leaders(*spread(9))])
    shown = picture(revealed)
    assert shown
    assert shown[0] == ["Hvor", "Alle"]
    crowd(app, ONE, leaders(3))
    shown = picture(revealed)
    assert shown
    assert shown[0] == ["Hvor", "Alle", "medarbejder", "leder"]
    assert [int(line[2]) for line in shown[1:]] == [0, 5, 0, 0, 4, 0, 1]


def test_where_all_agree_there_is_no_picture_and_no_word_of_why(app: Flask, revealed: Weigher) -> None:
    without_anybody = revealed.see("reveal").text
    crowd(app, ONE, employees(*[2] * 9))
    assert revealed.see("reveal").text == without_anybody


def test_panel_and_colleagues_are_not_mixed(app: Flask, revealed: Weigher) -> None:
    crowd(app, ONE, employees(*spread(5)), panel=True)
    crowd(app, ONE, employees(*spread(8)))
    assert picture(revealed) is None


def test_reasons_come_only_with_a_picture_and_without_names(app: Flask, revealed: Weigher) -> None:
    panel = crowd(app, ONE, employees(*spread(9)), panel=True)
    give_reasons(app, panel)
    page = revealed.see("reveal")
    assert "Begrundelse nr." not in page.text
    crowd(app, ONE, employees(3), panel=True)
    page = revealed.see("reveal")
    reasons = [" ".join(each.get_text().split()) for each in page.soup.select(".panel-reasons li")]
    assert reasons == sorted(f"Begrundelse nr. {person_id % 7}{person_id}" for person_id in panel)
    assert "Kollega" not in page.text.replace("Kolleger", "")


def test_who_deletes_their_weightings_takes_their_whole_batch_out_of_the_picture(
    app: Flask, revealed: Weigher
) -> None:
    *_others, last = crowd(app, ONE, employees(*spread(14)))
    before = everyone(revealed)
    assert before
    forget(app, last)
    after = everyone(revealed)
    assert after
    assert sum(before) - sum(after) == 5
    assert not rows(app, Weighting, person_id=last)
    assert len(rows(app, ScenarioCompletion, person_id=last)) == 1


def test_who_weighs_again_after_deleting_is_not_told_apart_by_the_difference(
    app: Flask, revealed: Weigher
) -> None:
    *_others, last = crowd(app, ONE, employees(*spread(14)))
    forget(app, last)
    without = everyone(revealed)
    with app.app_context():
        person = db.session.get(Person, last)
        assert person
        weigh_to_the_end(person, ONE, (-3,))
        db.session.commit()
    assert everyone(revealed) == without


def test_answers_to_another_revision_are_another_picture(app: Flask, revealed: Weigher) -> None:
    crowd(app, ONE, employees(*spread(9)))
    assert picture(revealed)
    publish(app, revised(revealed.text, afterthought="Og hvad så?"))
    crowd(app, ONE, employees(*[-3] * 9))
    assert everyone(revealed) == [0, 5, 0, 0, 4, 1, 0]


def give_reasons(app: Flask, panel: list[int]) -> None:
    with app.app_context():
        revision = db.session.scalars(
            select(ScenarioRevision).where(ScenarioRevision.title == "Dispensation fra ventelisten")
        ).one()
        for person_id in panel:
            db.session.add(
                PanelReason(
                    person_id=person_id,
                    revision_id=revision.id,
                    scenario_id=revision.scenario_id,
                    text=f"Begrundelse nr. {person_id % 7}{person_id}",
                )
            )
        db.session.commit()


def forget(app: Flask, person_id: int) -> None:
    with app.app_context():
        person = db.session.get(Person, person_id)
        assert person
        service.forget_weightings(person)
        db.session.commit()
