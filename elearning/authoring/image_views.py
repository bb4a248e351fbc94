"""HR's pictures: all there are, adding one, where it is shown, and deleting it."""

import math
from contextlib import closing
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from elearning import markdown
from elearning.access import Permission, requires
from elearning.accounts.rules import is_own_page
from elearning.accounts.session import me
from elearning.answers import wants_json
from elearning.authoring import image_queries, image_service
from elearning.authoring.forms import IMAGE_FAULTS, NO_ROOM_FOR_IMAGES, ImageForm
from elearning.authoring.image_queries import Uses
from elearning.database import db
from elearning.forms import REFUSED, ButtonForm
from elearning.image_reading import ImageError, ImageFault
from elearning.modules import illustrations
from elearning.modules.image_files import encode
from elearning.modules.models import Illustration
from elearning.uploads import MEGABYTE

blueprint = Blueprint("images", __name__)


@blueprint.get("/hr/images")
@requires(Permission.HR)
def library() -> ResponseReturnValue:
    if wants_json():
        return jsonify(images=[_told(each, each.alt) for each in illustrations.listed()])
    return _page(ImageForm(formdata=None))


@blueprint.post("/hr/images")
@requires(Permission.HR)
def upload() -> ResponseReturnValue:
    """Add a picture: by the form of the page, or by the editor's dialog, which asks for JSON."""
    form = ImageForm()
    is_valid = form.validate()
    file = request.files.get("file")
    if file is None or not file.filename:
        form.file.errors = [IMAGE_FAULTS[ImageFault.EMPTY]]
        return _refused(form, REFUSED)
    if not is_valid:
        return _refused(form, REFUSED)
    db.session.rollback()  # making a picture takes a second or two, in which others may write
    try:
        with closing(file):
            made = encode(file.read())
    except ImageError as error:
        form.file.errors = [IMAGE_FAULTS[error.fault]]
        return _refused(form, REFUSED)
    try:
        added = image_service.add(made, form.alt.data or "", by=me())
    except image_service.NoRoomError:
        form.file.errors = [NO_ROOM_FOR_IMAGES]
        return _refused(form, REFUSED)
    if wants_json():
        return jsonify(_told(added, form.alt.data or "")), HTTPStatus.CREATED
    if added.alt == form.alt.data:
        flash(_("The picture is here. Copy its line into your text."), "success")
    else:
        flash(_("The picture was here already, with these words. Copy its line into your text."), "info")
    return redirect(url_for("images.image", slug=added.slug, back=_back()))


@blueprint.get("/hr/images/shown")
@requires(Permission.HR)
def shown() -> ResponseReturnValue:
    """Lead to the file behind an address as texts have it, for an editor that shows it."""
    address = request.args.get("address", "")
    if markdown.is_picture(address):
        return redirect(illustrations.picture_url()(address))
    if not markdown.is_illustration(address):
        abort(404)
    return redirect(illustrations.url_of(_opened(illustrations.slug_of(address))))


@blueprint.get("/hr/images/<slug:slug>")
@requires(Permission.HR)
def image(slug: str) -> ResponseReturnValue:
    """Show a picture, its line for a text, where it is shown, and what follows from deleting it."""
    picture = _opened(slug)
    return render_template(
        "authoring/image.html",
        picture=picture,
        told=_told(picture, picture.alt),
        uses=image_queries.uses().get(illustrations.address_of(slug), Uses()),
        form=ButtonForm(),
        back=_back(),
    )


@blueprint.post("/hr/images/<slug:slug>/delete")
@requires(Permission.HR)
def delete(slug: str) -> ResponseReturnValue:
    picture = _opened(slug)
    try:
        image_service.delete(picture, by=me())
    except image_service.ImageInUseError:
        flash(_("A text has begun to show the picture, so it is not deleted."), "warning")
        return redirect(url_for("images.image", slug=slug))
    flash(_("The picture is deleted."), "success")
    return redirect(url_for("images.library"))


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say it at the field. What was sent is not read, so the words have to be written once more."""
    form = ImageForm(formdata=None)
    form.file.errors = [IMAGE_FAULTS[ImageFault.TOO_BIG]]
    return _refused(form, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _refused(form: ImageForm, status: int) -> ResponseReturnValue:
    if wants_json():
        errors = {name: list(map(str, said)) for name, said in form.errors.items() if said}
        return jsonify(errors=errors), status
    return _page(form), status


def _page(form: ImageForm) -> str:
    listed = illustrations.listed()
    return render_template(
        "authoring/images.html",
        form=form,
        pictures=[_told(each, each.alt) for each in listed],
        used=math.ceil(sum(each.byte_count for each in listed) / MEGABYTE),
        uses=image_queries.uses(),
        back=_back(),
    )


def _told(picture: Illustration, alt: str) -> dict[str, Any]:
    """Tell what an editor needs to know of a picture that a text is to show as `alt` says."""
    address = illustrations.address_of(picture.slug)
    return {
        "slug": picture.slug,
        "address": address,
        "markdown": markdown.image(address, alt),
        "alt": alt,
        "url": illustrations.url_of(picture),
        "width": picture.width,
        "height": picture.height,
    }


def _opened(slug: str) -> Illustration:
    return illustrations.find(slug) or abort(404)


def _back() -> str:
    """Give the page of HR's that the visitor came from, if the address says one."""
    target = request.args.get("back", "")
    return target if target.startswith("/hr/") and is_own_page(target) else ""
