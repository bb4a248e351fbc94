"""What stands on certificates: the municipality's name, who signs, and the logo; with an example."""

from typing import Any

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning import choices
from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.certificates import logos
from elearning.certificates.documents import logo_of
from elearning.choices import OnCertificate
from elearning.config import settings
from elearning.forms import REFUSED
from elearning.hr_settings import examples, service
from elearning.hr_settings.forms import CertificateForm
from elearning.hr_settings.views import Part, blueprint, edited, save
from elearning.image_reading import ImageError, ImageFault

_TOO_BIG = {ImageFault.TOO_BIG, ImageFault.TOO_MANY_PIXELS}
CERTIFICATE = Part(choices.CERTIFICATE, _l("Certificate"), choices.on_certificate)


@blueprint.route("/hr/settings/certificate", methods=["GET", "POST"])
@requires(Permission.HR)
def certificate() -> ResponseReturnValue:
    """Say what stands on the certificates that are issued from now on."""
    form = CertificateForm(data=CERTIFICATE.shown)

    def store() -> None:
        logo = _sent_logo(form)
        if form.errors or _example(form, logo) is None:
            return
        before = choices.on_certificate()
        kept = None if form.remove_logo.data else before.logo_id
        logo_id = service.add_logo(logo) if logo else kept
        save(CERTIFICATE, OnCertificate(**form.chosen, logo_id=logo_id), form)

    return edited(CERTIFICATE, form, lambda **more: _page(form, **more), store)


@blueprint.post("/hr/settings/certificate/example")
@requires(Permission.HR)
def example() -> ResponseReturnValue:
    """Give an example of what is filled in, before it is saved. Nothing of it is stored."""
    form = CertificateForm()
    if form.validate():
        logo = _sent_logo(form)
        drawn = None if form.errors else _example(form, logo)
        if drawn is not None:
            response = Response(drawn, mimetype="application/pdf")
            name = "kursusbevis-eksempel.pdf"
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
    return _page(form), REFUSED


@blueprint.get("/hr/settings/certificate/logo.png")
@requires(Permission.HR)
def logo() -> ResponseReturnValue:
    """Show the logo that certificates get now."""
    png = logo_of(choices.on_certificate().logo_id) or abort(404)
    return Response(png, mimetype="image/png")


def _page(form: CertificateForm, **more: Any) -> str:  # noqa: ANN401 - for the template
    chosen = choices.on_certificate()
    return render_template(
        "hr_settings/certificate.html",
        form=form,
        chosen=chosen,
        has_logo=chosen.logo_id is not None or settings().logo is not None,
        **more,
    )


def _sent_logo(form: CertificateForm) -> bytes | None:
    """Give the logo that was sent, made anew; what is wrong with it is said at its field."""
    file = request.files.get("logo")
    if file is None or not file.filename:
        return None
    try:
        return logos.small_png(file.stream)
    except ImageError as error:
        if error.fault in _TOO_BIG:
            fault = _("The picture is too big. At most 5 MB and 25 million pixels can be used.")
        else:
            fault = _("That is not a picture we can use. Save it as PNG or JPEG; SVG and PDF cannot be used.")
        form.logo.errors = [fault]
        return None


def _example(form: CertificateForm, logo: bytes | None) -> bytes | None:
    """Draw an example of what is filled in; where it cannot be drawn no certificate could, and so it says."""
    kept = None if form.remove_logo.data else choices.on_certificate().logo_id
    chosen = OnCertificate(**form.chosen)
    try:
        return examples.certificate(chosen, logo or logo_of(kept), me())
    except examples.CannotBeDrawnError:
        fault = _("The certificate cannot be drawn like this. Make the texts shorter, or use other signs.")
        form.form_errors.append(fault)
        return None
