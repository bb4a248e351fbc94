"""Choosing what to delete of one's own, and erasing somebody."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from elearning.accounts.models import Person
from elearning.forms import Form
from elearning.privacy.rules import is_name_of, names_in

REASON_MAX = 300


class DeleteForm(Form):
    """What to delete of one's own: at least one kind."""

    notes = BooleanField(_l("My notes and relations"))
    answers = BooleanField(_l("My weightings and answers"))

    def validate_notes(self, field: Field) -> None:
        if not field.data and not self.answers.data:
            raise ValidationError(_l("Choose what you want to delete."))


class EraseForm(Form):
    """The name of the person, typed so that nobody is erased by a slip of the hand, and why."""

    name = StringField(_l("The person's name"), validators=[DataRequired(_l("Type the name to confirm."))])
    reason = TextAreaField(
        _l("Why are they erased?"),
        validators=[
            DataRequired(_l("Write why.")),
            Length(max=REASON_MAX, message=_l("Use at most %(num)d characters.", num=REASON_MAX)),
        ],
    )

    def __init__(self, person: Person, **options: Any) -> None:  # noqa: ANN401 - handed on to WTForms
        super().__init__(**options)
        self.person = person

    def validate_name(self, field: Field) -> None:
        if not is_name_of(field.data or "", self.person.name):
            raise ValidationError(_l("That is not the name. Write it as it stands above."))

    def validate_reason(self, field: Field) -> None:
        if found := names_in(field.data or "", self.person.name):
            raise ValidationError(
                _(
                    "Leave out “%(names)s”: what you write here is kept, and it is part of the name. "
                    "If you mean something else by it, use another word.",
                    names=", ".join(found),
                )
            )
