"""The dialogue kit: a dilemma for a team meeting, to print or to show, without anybody's name or answer."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from elearning.access import Permission, requires
from elearning.accounts.leading import led_by
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.accounts.session import me
from elearning.clock import today
from elearning.config import settings
from elearning.forms import one_of
from elearning.quizzes import queries
from elearning.quizzes.queries import OpenScenario
from elearning.teams import kit_queries, kit_rules
from elearning.teams.views import blueprint


@dataclass(frozen=True)
class Team:
    """Whose team the pages are about. `in_address` is what links carry along: nothing for one's own."""

    leader: Person
    choices: list[Person]

    @property
    def is_own(self) -> bool:
        return self.leader.id == me().id

    @property
    def in_address(self) -> int | None:
        return None if self.leader is self.choices[0] else self.leader.id


@blueprint.get("/team/kit")
@requires(Permission.LEAD)
def kit() -> ResponseReturnValue:
    """Choose a dilemma."""
    team, role = _team(), one_of(FoundationRole, request.args.get("role"))
    return render_template(
        "teams/kit.html",
        team=team,
        role=role,
        roles=list(FoundationRole),
        shelves=kit_queries.shelves(team.leader.id, role),
    )


@blueprint.get("/team/kit/<slug:scenario>")
@requires(Permission.LEAD)
def kit_scenario(scenario: str) -> ResponseReturnValue:
    """Prepare a talk about a dilemma, and print what it needs."""
    team, opened = _team(), _open(scenario)
    return render_template(
        "teams/kit_scenario.html",
        team=team,
        scenario=opened.text,
        spread=kit_queries.spread(opened, team.leader.id),
    )


@blueprint.get("/team/kit/<slug:scenario>/show")
@requires(Permission.LEAD)
def kit_show(scenario: str) -> ResponseReturnValue:
    """Show a dilemma to the meeting, one thing a page."""
    team, opened = _team(), _open(scenario)
    spread = kit_queries.spread(opened, team.leader.id)
    slides = kit_rules.slides(len(opened.text.placements), has_spread=spread is not None)
    page = kit_rules.page_within(request.args.get("page", 1, type=int), len(slides))
    return render_template(
        "teams/kit_show.html",
        team=team,
        scenario=opened.text,
        spread=spread,
        slide=slides[page - 1],
        page=page,
        pages=len(slides),
    )


def _team() -> Team:
    """Give the team of the leader that the address names, else one's own, else the first one may see."""
    choices = led_by(me(), today(settings().zone)) or abort(404)
    if "team" not in request.args:
        return Team(choices[0], choices)
    wanted = request.args.get("team", type=int)
    leader = next((each for each in choices if each.id == wanted), None) or abort(404)
    return Team(leader, choices)


def _open(slug: str) -> OpenScenario:
    return queries.published_scenario(slug) or abort(404)
