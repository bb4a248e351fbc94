"""Verification: anybody who holds a certificate's code sees whether it is valid, and nothing else."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearning.access import Permission, requires
from elearning.certificates import queries, rules
from elearning.certificates.views import blueprint
from elearning.extensions import limiter
from elearning.forms import without_control_characters

NOT_FOUND = 404
CODE_MAX = 100  # characters in an address; a code has 32, and people type spaces


def _was_not_found(response: Response) -> bool:
    return response.status_code == NOT_FOUND


@blueprint.get("/verify")
@requires(Permission.PUBLIC)
def verify() -> ResponseReturnValue:
    """Ask for a code and lead to its page; what cannot be a code leads to where an unknown one does."""
    typed = without_control_characters(request.args.get("code", "")).strip()
    if not typed:
        return render_template("certificates/verify.html", typed="", is_unknown=False)
    # What cannot be a code goes the same way, so that it can be put right there.
    code = rules.as_typed(typed) or typed[:CODE_MAX].replace("/", " ")
    return redirect(url_for("certificates.verify_code", code=code))


@blueprint.get(f"/verify/<string(maxlength={CODE_MAX}):code>")
@limiter.limit("30 per 15 minutes", deduct_when=_was_not_found)
@requires(Permission.PUBLIC)
def verify_code(code: str) -> ResponseReturnValue:
    """Say whose certificate it is, for what, since when, until when, and whether it is revoked."""
    code = without_control_characters(code)
    found = queries.by_code(rules.as_typed(code) or "")
    if found is None:
        return render_template("certificates/verify.html", typed=code, is_unknown=True), NOT_FOUND
    response = make_response(render_template("certificates/verified.html", certificate=found))
    response.headers["X-Robots-Tag"] = "noindex"  # a name is for who has the code, not for search engines
    return response
