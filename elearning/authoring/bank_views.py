"""HR's list of question banks. The rest are the pages of every kind (editor_views.py)."""

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.authoring import bank_queries, bank_service, kinds, queries
from elearning.authoring.views import blueprint, opened, page_of


@blueprint.get("/hr/questions")
@requires(Permission.HR)
def questions() -> ResponseReturnValue:
    return render_template("authoring/questions.html", banks=bank_queries.banks())


@blueprint.post("/hr/questions/<slug:slug>/begin")
@requires(Permission.HR)
def begin_questions(slug: str) -> ResponseReturnValue:
    """Begin the bank of a module that has none."""
    module = queries.module(slug) or abort(404)
    bank_service.begin(module, by=me())
    return redirect(page_of(opened(kinds.BANKS.address, slug), "edit"))
