"""Reads of how others weighed. What may be shown of it is decided in aggregates.py."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from elearning.clock import now
from elearning.database import db
from elearning.quizzes import aggregates
from elearning.quizzes.aggregates import Answer, Picture, Shown
from elearning.quizzes.balances import Balance, Positions
from elearning.quizzes.models import Round, ScenarioCompletion, Weighting
from elearning.quizzes.queries import OpenScenario

#: The boards of scenarios' revisions, by the revision's id.
Boards = Mapping[int, tuple[Balance, ...]]

#: So old an answer must be to be shown. Until then one that was given before it may still be on its way into
#: the database, from another machine; it would come in between and make up the batches anew.
SETTLED: Final = timedelta(minutes=1)
# In whose picture of the team an answer is: the panel's are in no team's.
_LEADER = sa.case((ScenarioCompletion.is_panel.is_(False), ScenarioCompletion.leader_id))


def picture_of_all(opened: OpenScenario, *, panel: bool) -> Shown | None:
    """Give what may be shown of where the panel, or everybody else, stands in the end: two statements."""
    boards = {opened.revision_id: opened.text.balances}
    answers = _answers(boards, ScenarioCompletion.is_panel.is_(panel), aggregates.LEAST)
    return aggregates.shown(answers.get(opened.revision_id, ()))


def pictures_of_team(leader_id: int, boards: Boards) -> dict[int, Picture]:
    """Give what a leader may be shown of where the team stands in the end, by revision: two statements.

    Revisions of which nothing may be shown are left out.
    """
    of_team = (ScenarioCompletion.leader_id == leader_id) & ScenarioCompletion.is_panel.is_(False)
    answers = _answers(boards, of_team, aggregates.LEAST_OF_TEAM)
    shown = {revision: aggregates.shown_of_team(given) for revision, given in answers.items()}
    return {revision: picture for revision, picture in shown.items() if picture}


def _answers(boards: Boards, whose: sa.ColumnElement[bool], least: int) -> dict[int, list[Answer]]:
    """Give the answers to each revision that has `least` of them, oldest first."""
    given = defaultdict(list)
    for row in db.session.execute(
        sa.select(
            ScenarioCompletion.revision_id,
            ScenarioCompletion.person_id,  # nobody's since they were erased: then there are no positions
            ScenarioCompletion.role,
            _LEADER.label("leader_id"),
        )
        .where(
            ScenarioCompletion.revision_id.in_(boards),
            ScenarioCompletion.completed_at <= now() - SETTLED,
            whose,
        )
        .order_by(ScenarioCompletion.completed_at, ScenarioCompletion.id)
    ):
        given[row.revision_id].append(row)
    enough = {revision: rows for revision, rows in given.items() if len(rows) >= least}
    if not enough:
        return {}
    where = _final_positions({revision: boards[revision] for revision in enough}, whose)
    return {
        revision: [Answer(row.role, where.get((revision, row.person_id)), row.leader_id) for row in rows]
        for revision, rows in enough.items()
    }


def _final_positions(boards: Boards, whose: sa.ColumnElement[bool]) -> dict[tuple[int, int], Positions]:
    """Give the position on every board after the new fact, by revision and person.

    Who deletes their answers and weighs again is not counted: in a batch, one person's change would show.
    """
    rows = db.session.execute(
        sa.select(Weighting.revision_id, Weighting.person_id, Weighting.balance, Weighting.position)
        .join(
            ScenarioCompletion,
            (ScenarioCompletion.person_id == Weighting.person_id)
            & (ScenarioCompletion.revision_id == Weighting.revision_id),
        )
        .where(
            ScenarioCompletion.revision_id.in_(boards),
            whose,
            Weighting.round.in_([Round.FIRST, Round.AFTER_NEW_FACT]),
            Weighting.weighed_at <= ScenarioCompletion.completed_at,
        )
        .order_by(Weighting.round)
    )
    latest: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for row in rows:
        latest[row.revision_id, row.person_id][row.balance] = row.position
    return {
        (revision, person): tuple(positions[balance] for balance in boards[revision])
        for (revision, person), positions in latest.items()
    }
