"""The base of every form: WTForms' own messages go through our catalogue, which it has no Danish for."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

FieldT = TypeVar("FieldT", bound=Field)
ChoiceT = TypeVar("ChoiceT", bound=StrEnum)

#: The status of a page that shows a form again with what is wrong in it.
REFUSED = 422
#: The status of one that shows it again because somebody else has changed what it is about.
CONFLICT = 409

KEY_DIGITS = 9  # a database key never has more

# What the fields and validators that we use can say by themselves; here so that the catalogue gets them.
MESSAGES_OF_WTFORMS = (
    _l("Invalid Choice: could not coerce."),
    _l("Invalid choice(s): one or more data inputs could not be coerced."),
    _l("Not a valid choice."),
    _l("Not a valid date value."),
    _l("Not a valid integer value."),
    _l("Number must be at least %(min)s."),
    _l("This field is required."),
)


class _OurCatalogue:
    """What WTForms asks for translations."""

    @staticmethod
    def gettext(message: str) -> str:
        return str(gettext(message))

    @staticmethod
    def ngettext(singular: str, plural: str, count: int) -> str:
        return str(ngettext(singular, plural, count))


# Nobody types them; HTML cannot show them, and PostgreSQL cannot store the first. Half a character neither.
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def without_control_characters(value: Any) -> Any:  # noqa: ANN401 - of any field, also of those that are no text
    return _CONTROL_CHARACTERS.sub("", value) if isinstance(value, str) else value


def one_of(choices: type[ChoiceT], text: str | None) -> ChoiceT | None:
    """Give the choice that an address names; anything else there is as nothing."""
    return next((each for each in choices if each.value == text), None)


class Form(FlaskForm):
    """A form with CSRF protection, Danish messages, and texts that can be stored and shown."""

    class Meta(FlaskForm.Meta):
        def bind_field(
            self, form: BaseForm, unbound_field: UnboundField[FieldT], options: MutableMapping[str, Any]
        ) -> FieldT:
            filters = [without_control_characters, *unbound_field.kwargs.get("filters", ())]
            return unbound_field.bind(form=form, filters=filters, **options)

        def wrap_formdata(self, form: BaseForm, formdata: Any) -> Any:  # noqa: ANN401 - Flask-WTF's signature
            # Of a request only its form counts: Flask-WTF would take files and JSON for texts too.
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if isinstance(form, FlaskForm) and form.is_submitted() else None

        def get_translations(self, form: object) -> _OurCatalogue:  # noqa: ARG002 - WTForms' signature
            return _OurCatalogue()


def revision_on_the_page() -> int | None:
    """Give the revision that a form was made from, where it says so; None also for what cannot be a key."""
    said = request.form.get("revision", "")
    return int(said) if said.isdecimal() and len(said) <= KEY_DIGITS else None


class ButtonForm(Form):
    """Nothing but a button."""
