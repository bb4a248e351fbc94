"""Forms for leaders."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, Field, ValidationError
from wtforms.validators import DataRequired

from elearning.accounts.models import Person
from elearning.accounts.service import find_by_email
from elearning.forms import Form

LONGEST = timedelta(days=365)


class StandInForm(Form):
    """Who stands in for `leader`, and until when; valid, it has found the `person`."""

    email = EmailField(_l("Work e-mail"), validators=[DataRequired(_l("Write the person's work e-mail."))])
    until = DateField(
        _l("Until and including"),
        validators=[DataRequired(_l("Choose the last day, for example 24-12-2026."))],
    )

    def __init__(self, leader: Person, today: date, **options: Any) -> None:  # noqa: ANN401 - handed on to WTForms
        super().__init__(**options)
        self.leader = leader
        self.first, self.last = today + timedelta(days=1), today + LONGEST
        self.person: Person | None = None

    def validate_email(self, field: Field) -> None:
        found = find_by_email(field.data or "")
        if found is None or not found.is_active:
            raise ValidationError(_("Nobody here has that e-mail. Check how it is spelt."))
        if found.id == self.leader.id:
            raise ValidationError(_("That is you. Choose somebody else."))
        self.person = found

    def validate_until(self, field: Field) -> None:
        if not self.first <= field.data <= self.last:
            raise ValidationError(_("Choose a day from tomorrow on, within a year."))
