"""Forms for leaders."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, Field, SelectField, ValidationError
from wtforms.validators import DataRequired

from elearning.accounts.models import Person
from elearning.accounts.service import find_by_email
from elearning.database import db
from elearning.forms import Form
from elearning.teams.person_queries import Colleague

LONGEST = timedelta(days=365)


class StandInForm(Form):
    """Who stands in for `leader`, and until when; valid, it has found the `person`.

    They are one of the `colleagues`, or anybody else by their e-mail.
    """

    colleague = SelectField(_l("Choose a colleague"), default="")
    email = EmailField(_l("Or write somebody else's work e-mail"))
    until = DateField(
        _l("Until and including"),
        validators=[DataRequired(_l("Choose the last day, for example 24-12-2026."))],
    )

    def __init__(
        self,
        leader: Person,
        colleagues: Sequence[Colleague],
        today: date,
        **options: Any,  # noqa: ANN401 - handed on to WTForms
    ) -> None:
        super().__init__(**options)
        self.leader = leader
        self.colleague.choices = [
            ("", _("Nobody chosen")),
            *((str(each.id), each.name) for each in colleagues),
        ]
        self.first, self.last = today + timedelta(days=1), today + LONGEST
        self.person: Person | None = None

    def validate_email(self, field: Field) -> None:
        if self.colleague.errors:
            return
        if bool(field.data) == bool(self.colleague.data):
            raise ValidationError(_("Choose a colleague, or write an e-mail: one of the two."))
        if self.colleague.data:
            self.person = db.session.get(Person, int(self.colleague.data))
            return
        found = find_by_email(field.data)
        if found is None or not found.is_active:
            raise ValidationError(_("Nobody here has that e-mail. Check how it is spelt."))
        if found.id == self.leader.id:
            raise ValidationError(_("That is you. Choose somebody else."))
        self.person = found

    def validate_until(self, field: Field) -> None:
        if not self.first <= field.data <= self.last:
            raise ValidationError(_("Choose a day from tomorrow on, within a year."))
