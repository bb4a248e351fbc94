"""What HR does with certificates: finds them, and revokes one with a reason."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.certificates import queries, service
from elearning.certificates.forms import RevokeForm
from elearning.certificates.models import Certificate
from elearning.certificates.views import blueprint
from elearning.database import db
from elearning.forms import REFUSED, without_control_characters


@blueprint.get("/hr/certificates")
@requires(Permission.HR)
def find() -> ResponseReturnValue:
    """Find certificates by name, address or number."""
    wanted = without_control_characters(request.args.get("q", "")).strip()[:120]
    found = queries.search(wanted) if wanted else []
    shown = found[: queries.FOUND_MAX]
    return render_template(
        "certificates/find.html", wanted=wanted, found=shown, is_cut=len(found) > len(shown)
    )


@blueprint.route("/hr/certificates/<int:certificate>/revoke", methods=["GET", "POST"])
@requires(Permission.HR)
def revoke(certificate: int) -> ResponseReturnValue:
    found = db.session.get(Certificate, certificate) or abort(404)
    form = RevokeForm()
    if not form.is_submitted() or found.revoked_at:
        return render_template("certificates/revoke.html", certificate=found, form=form)
    if not form.validate():
        return render_template("certificates/revoke.html", certificate=found, form=form), REFUSED
    try:
        service.revoke(found, form.reason.data or "", by=me(), reissue=form.reissue.data)
    except service.AlreadyRevokedError:
        return render_template("certificates/revoke.html", certificate=found, form=form)
    flash(_("The certificate %(number)s is revoked.", number=found.number), "success")
    return redirect(url_for("certificates.find", q=found.name))  # with the new one, if there is one
