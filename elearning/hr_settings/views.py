"""The settings of HR: all of them at a glance, how long things take, and whom to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from pydantic import BaseModel

from elearning import choices
from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.choices import ChangedMeanwhileError, Contacts, Course
from elearning.config import settings
from elearning.forms import CONFLICT, REFUSED
from elearning.hr_settings import examples, queries, service
from elearning.hr_settings.forms import ContactsForm, CourseForm, PartForm

blueprint = Blueprint("hr_settings", __name__)


@dataclass(frozen=True)
class Part:
    """A part that has a page: its name in the database, its title, and what is chosen now."""

    name: str
    title: str
    present: Callable[[], BaseModel]

    @property
    def shown(self) -> dict[str, Any]:
        """Give what its form shows at first. What was sent gets nothing beside it to fall back on."""
        if request.method == "POST":
            return {}
        return {**self.present().model_dump(), "version": self.version}

    @property
    def version(self) -> str:
        return str(choices.stored(self.name).version)


COURSE = Part(choices.COURSE, _l("Due date and validity"), choices.course)
CONTACTS = Part(choices.CONTACTS, _l("Contacts"), choices.contacts)


@blueprint.get("/hr/settings")
@requires(Permission.HR)
def overview() -> ResponseReturnValue:
    """Show what is chosen now, with a way to each part: one statement."""
    return render_template(
        "hr_settings/overview.html",
        course=choices.course(),
        certificate=choices.on_certificate(),
        contacts=choices.contacts(),
        own_mails=sum(choices.mail_text(key) is not None for key in examples.KINDS),
    )


@blueprint.route("/hr/settings/course", methods=["GET", "POST"])
@requires(Permission.HR)
def course() -> ResponseReturnValue:
    """Say how many people a change touches, and save it."""
    form = CourseForm(data=COURSE.shown)

    def page(**more: Any) -> str:  # noqa: ANN401 - for the template
        return render_template("hr_settings/course.html", form=form, touched=queries.touched(), **more)

    return edited(COURSE, form, page, lambda: save(COURSE, Course.model_validate(form.chosen), form))


@blueprint.route("/hr/settings/contacts", methods=["GET", "POST"])
@requires(Permission.HR)
def contacts() -> ResponseReturnValue:
    """Say whom people can ask, for the pages about privacy and accessibility."""
    form = ContactsForm(data=CONTACTS.shown)

    def page(**more: Any) -> str:  # noqa: ANN401 - for the template
        operators = settings().contact
        return render_template("hr_settings/contacts.html", form=form, operators=operators, **more)

    return edited(CONTACTS, form, page, lambda: save(CONTACTS, Contacts.model_validate(form.chosen), form))


def edited(
    part: Part, form: PartForm, page: Callable[..., str], save: Callable[[], None]
) -> ResponseReturnValue:
    """Show a part's form, or save it; what is wrong is said at its field, also what `save` finds."""
    if not form.is_submitted():
        return page()
    if not form.validate():
        return page(), REFUSED
    try:
        save()
    except ChangedMeanwhileError:
        return _told(part, form, page), CONFLICT
    if form.errors:
        return page(), REFUSED
    flash(_("Saved."), "success")
    return redirect(url_for(request.endpoint or "", **(request.view_args or {})))


def save(part: Part, after: BaseModel, form: PartForm) -> None:
    """Save a part as it was filled in. Raises ChangedMeanwhileError."""
    before, chosen = part.present().model_dump(mode="json"), after.model_dump(mode="json")
    service.save(service.Change(part.name, str(part.title), before, chosen, form.read_version), by_me())


def by_me() -> service.By:
    """Give who is signed in, as the log names them."""
    return me().id, me().name


def _told(part: Part, form: PartForm, page: Callable[..., str]) -> str:
    """Show what was filled in, beside what somebody else saved meanwhile; saving again saves it all."""
    there = part.present().model_dump()
    others = [
        (field.label.text, there[field.name])
        for field in form
        if field.name in there and (there[field.name] or "") != (field.data or "")
    ]
    form.version.data = part.version
    return page(others=others, last=queries.last_change(part.name))
