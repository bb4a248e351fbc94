"""The pages that anybody can read: what is kept of people, and how accessible the site is."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearning import choices
from elearning.access import Permission, requires
from elearning.config import settings
from elearning.privacy.kinds import GROUPS
from elearning.privacy.retention import DAYS
from elearning.privacy.rules import Kind
from elearning.privacy.views import blueprint
from elearning.privacy.words import for_days, kind_name, kind_since


@blueprint.get("/privacy")
@requires(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Say what is kept, why, for how long, and who sees it."""
    kinds = [(kind_name(kind), DAYS[kind](settings()), kind_since(kind)) for kind in Kind]
    return render_template("privacy/privacy.html", groups=GROUPS, kinds=kinds, contacts=choices.contacts())


@blueprint.get("/was")
@requires(Permission.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """Show the accessibility statement, at the address that the authority asks for."""
    return render_template("privacy/accessibility.html", contacts=choices.contacts())


@blueprint.app_template_filter("for_days")
def _for_days(days: int) -> str:
    return for_days(days)
