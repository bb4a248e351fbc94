"""What a leader can find out about one person by the kit: nothing, however often they look."""

from __future__ import annotations

import pytest
from flask import Flask

from elearning.accounts import leading
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.database import db
from elearning.quizzes.models import ScenarioCompletion
from tests.course import open_session, rows
from tests.integration.quizzes.test_pictures import employees, forget, spread
from tests.integration.quizzes.weighing import ONE, crowd, publish, revised, text_of, weigh_to_the_end
from tests.integration.teams.kit.kits import NOT_SHOWN, Kit, join
from tests.pages import PageClient
from tests.people import People

TEN = [-3, 1, 1, 2, 0, 3, 3, -1, 2, 1]
pytestmark = pytest.mark.usefixtures("course")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (4, None),
        (5, [1, 0, 0, 1, 2, 1, 0]),
        (9, [1, 0, 0, 1, 2, 1, 0]),
        (10, [1, 0, 1, 1, 3, 2, 2]),
    ],
)
def test_a_team_is_shown_by_whole_fives(
    app: Flask, kit: Kit, leader: Person, count: int, expected: list[int] | None
) -> None:
    join(app, leader, TEN[:count])
    page = kit.prepare()
    assert (NOT_SHOWN in page.text) is (expected is None)
    assert ("Mindst fem fra teamet" in page.text) is (expected is not None)
    assert kit.spread() == expected
    assert kit.is_offered() is (expected is not None)
    headings = [slide.heading for slide in kit.slides()]
    assert ("Sådan har teamet vægtet" in headings) is (expected is not None)


def test_everybody_counts_whatever_their_role(app: Flask, kit: Kit, leader: Person) -> None:
    join(app, leader, [-3, 1, 1])
    join(app, leader, [2, 3], role=FoundationRole.LEADER)
    assert kit.spread() == [1, 0, 0, 0, 2, 1, 1]


def test_where_all_five_stand_at_one_place_the_page_is_as_if_nobody_had_answered(
    app: Flask, kit: Kit, leader: Person
) -> None:
    before = [page.text for page in kit.everything()]
    join(app, leader, [2] * 5)
    assert [page.text for page in kit.everything()] == before


def test_five_more_who_all_stand_at_one_place_change_nothing(app: Flask, kit: Kit, leader: Person) -> None:
    join(app, leader, TEN[:5])
    before = [page.text for page in kit.everything()]
    join(app, leader, [-2] * 5)
    assert [page.text for page in kit.everything()] == before


def test_one_of_five_who_deletes_takes_the_picture_along(app: Flask, kit: Kit, leader: Person) -> None:
    *_others, last = join(app, leader, TEN[:5])
    assert kit.spread()
    forget(app, last)
    assert kit.spread() is None
    assert NOT_SHOWN in kit.prepare().text


def test_one_of_ten_who_deletes_takes_their_five_along_and_stays_out(
    app: Flask, kit: Kit, leader: Person
) -> None:
    first, *_others = join(app, leader, TEN)
    forget(app, first)
    without = kit.spread()
    assert without == [0, 0, 1, 0, 1, 1, 2]
    with app.app_context():
        weigh_to_the_end(db.session.get_one(Person, first), ONE, (-3,))
        db.session.commit()
    assert kit.spread() == without
    join(app, leader, TEN[:4])
    assert kit.spread() == without


def test_who_moves_to_another_team_changes_neither_picture(
    app: Flask, client: PageClient, kit: Kit, leader: Person, people: People
) -> None:
    other = people.add("Pia Naboleder", role=FoundationRole.LEADER)
    theirs = Kit(open_session(client.another(), other))
    mover, *_others = join(app, leader, TEN[:5])
    join(app, other, TEN[5:9])
    before = kit.spread()
    with app.app_context():
        leading.set_leader(db.session.get_one(Person, mover), db.session.get_one(Person, other.id))
        db.session.commit()
    assert kit.spread() == before
    assert theirs.spread() is None
    # What they weigh from now on is with the new team.
    join(app, other, TEN[9:])
    assert theirs.spread() == [0, 0, 1, 0, 1, 1, 2]


def test_a_completion_remembers_the_leader_as_they_were(app: Flask, leader: Person) -> None:
    (mover,) = join(app, leader, [1])
    with app.app_context():
        leading.set_leader(db.session.get_one(Person, mover), None)
        db.session.commit()
    assert [row.leader_id for row in rows(app, ScenarioCompletion)] == [leader.id]


def test_a_leader_s_leader_sees_only_those_they_lead_themselves(
    app: Flask, client: PageClient, kit: Kit, leader: Person, people: People
) -> None:
    boss = people.add("Karen Koncern", role=FoundationRole.EXECUTIVE)
    above = Kit(open_session(client.another(), boss))
    with app.app_context():
        leading.set_leader(db.session.get_one(Person, leader.id), db.session.get_one(Person, boss.id))
        db.session.commit()
    join(app, leader, TEN)
    assert above.spread() is None
    above.client.get(f"/team/kit?team={leader.id}", status=404)
    join(app, boss, [-3, -3, 0, 1, 1])
    assert above.spread() == [2, 0, 0, 1, 2, 0, 0]
    assert kit.spread() == [1, 0, 1, 1, 3, 2, 2]


def test_the_panel_is_beside_the_team_and_has_nobody_in_common_with_it(
    app: Flask, kit: Kit, leader: Person
) -> None:
    crowd(app, ONE, employees(*spread(5)), panel=True)
    join(app, leader, [3] * 5, panel=True)
    assert kit.spread() is None
    join(app, leader, TEN[:4])
    assert kit.spread() is None
    join(app, leader, TEN[4:5])
    assert kit.spread() == [1, 0, 0, 1, 2, 1, 0]
    assert kit.spread(1) == [0, 3, 0, 0, 2, 0, 5]
    page = kit.prepare()
    assert "Teamet: 5 svar" in page.text
    assert "Panelet: 10 svar" in page.text


def test_a_panel_alone_is_not_shown(app: Flask, kit: Kit) -> None:
    crowd(app, ONE, employees(*spread(10)), panel=True)
    assert kit.spread() is None


def test_an_older_text_of_the_dilemma_is_another_picture(app: Flask, kit: Kit, leader: Person) -> None:
    join(app, leader, TEN[:5])
    publish(app, revised(text_of(ONE), afterthought="Og hvad så?"))
    assert kit.spread() is None
    join(app, leader, TEN[5:])
    assert kit.spread() == [0, 0, 1, 0, 1, 1, 2]


def test_no_page_has_a_name_or_an_address_of_anybody_in_the_team(
    app: Flask, kit: Kit, leader: Person
) -> None:
    ids = join(app, leader, TEN)
    with app.app_context():
        team = [db.session.get_one(Person, each) for each in ids]
        personal = [text for person in team for text in (person.name, person.email)]
    for page in kit.everything():
        source = str(page.soup)
        assert [text for text in personal if text in source] == [], page.url
