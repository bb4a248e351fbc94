"""Requiring scenarios of others than before. Nothing here commits."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from elearning import audit
from elearning.accounts.models import Person
from elearning.accounts.rules import FoundationRole
from elearning.authoring import drafts
from elearning.authoring.models import DraftKind
from elearning.authoring.required_rules import Choice, Marked, Roles
from elearning.authoring.service import course_has_changed
from elearning.database import db
from elearning.modules.revisions import RevisionState, one_publishes
from elearning.quizzes import publishing
from elearning.quizzes.content import parse_scenario
from elearning.quizzes.models import Scenario, ScenarioRevision


def take_turns() -> None:
    """Let nobody else change whom scenarios are required of before this is committed."""
    one_publishes()


def require(scenarios: Collection[Marked], choice: Choice, *, note: str, by: Person) -> None:
    """Require these scenarios of the roles in `choice`: a small revision of each, and a new count."""
    for marked in scenarios:
        roles = choice[marked.id]
        number = _publish(marked, roles, note, by)
        _tell_the_draft(marked, roles, number, by)
        before, after = ({"required_for": _listed(each)} for each in (marked.required_for, roles))
        details = {"note": note, "before": before, "after": after}
        audit.record("scenario.required", marked.slug, details, by=(by.id, by.name))
    course_has_changed()


def _publish(marked: Marked, roles: Roles, note: str, by: Person) -> int:
    row = db.session.get_one(Scenario, marked.id)
    text = db.session.scalars(
        sa.select(ScenarioRevision.text).filter_by(scenario_id=row.id, state=RevisionState.PUBLISHED)
    ).one()
    changed = parse_scenario(text).model_copy(update={"required_for": _ordered(roles)})
    about = {"note": note, "published_by": by.name, "is_substantial": False}
    return publishing.publish_scenario(row, changed, **about).number


def _tell_the_draft(marked: Marked, roles: Roles, number: int, by: Person) -> None:
    """Let what is being written be required of the same: else publishing it would undo this."""

    def follow(data: dict[str, Any]) -> dict[str, Any] | None:
        is_untouched = set(data["required_for"]) == marked.required_for
        return {**data, "required_for": _listed(roles)} if is_untouched else None

    drafts.follow(drafts.Key(DraftKind.SCENARIO, marked.slug), follow, base=number, by=by)


def _ordered(roles: Roles) -> tuple[FoundationRole, ...]:
    return tuple(role for role in FoundationRole if role in roles)


def _listed(roles: Roles) -> list[str]:
    return [role.value for role in _ordered(roles)]
