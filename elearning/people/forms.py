"""Forms about people, their due dates and files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    FileField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional

from elearning.accounts.models import Person
from elearning.accounts.rules import NAME_MAX, FoundationRole, is_email
from elearning.forms import Form
from elearning.people import queries
from elearning.people.entries import DAYS_AHEAD, FIRST_DAY, NUMBER_MAX, UNIT_MAX, unit_path
from elearning.people.rules import NAMESAKES
from elearning.people.service import Facts
from elearning.people.trail import about
from elearning.people.units import Units
from elearning.people.words import ROLES

REASON_MAX = 300
LEAVE_MAX = 3 * 366  # days
_A_DAY = _l("Choose a day, for example 24-12-2026.")


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split())


class PersonForm(Form):
    """All that HR says of a person; valid, it has found the `leader`."""

    name = StringField(
        _l("Name"),
        filters=[_stripped],
        validators=[
            DataRequired(_l("Write the name.")),
            Length(max=NAME_MAX, message=_l("Write at most %(max)d characters.")),
        ],
    )
    email = EmailField(
        _l("Work e-mail"),
        filters=[_stripped],
        validators=[DataRequired(_l("Write the person's work e-mail."))],
    )
    number = StringField(
        _l("Employee number"),
        filters=[_stripped],
        validators=[Length(max=NUMBER_MAX, message=_l("Write at most %(max)d characters."))],
    )
    role = SelectField(_l("Role"))
    second_role = SelectField(_l("Second role"))
    unit = SelectField(_l("Unit"))
    leader_said = StringField(_l("Leader"), filters=[_stripped])
    starts_on = DateField(_l("First day"), validators=[DataRequired(_A_DAY)])
    is_panel = BooleanField(_l("On the panel"))
    is_hr = BooleanField(_l("May do what HR does"))
    version = HiddenField()

    def __init__(self, units: Units, today: date, **options: Any) -> None:  # noqa: ANN401 - handed on to WTForms
        super().__init__(**options)
        self.last_day = today + DAYS_AHEAD
        self.leader: Person | None = None
        roles = [(role.value, name) for role, name in ROLES.items()]
        self.role.choices = roles
        self.second_role.choices = [("", _("None")), *roles]
        self.unit.choices = unit_choices(units)

    @property
    def seen_version(self) -> int:
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - digits

    @property
    def facts(self) -> Facts:
        """Give what a valid form says."""
        second = self.second_role.data
        return Facts(
            name=self.name.data or "",
            email=self.email.data or "",
            number=self.number.data or None,
            role=FoundationRole(self.role.data),
            second_role=FoundationRole(second) if second else None,
            unit_id=int(self.unit.data) if self.unit.data else None,
            leader_id=self.leader.id if self.leader else None,
            starts_on=self.starts_on.data or self.last_day,
            is_hr=bool(self.is_hr.data),
            is_panel=bool(self.is_panel.data),
        )

    def validate_email(self, field: Field) -> None:
        if not is_email(field.data or ""):
            raise ValidationError(
                _("That does not look like an e-mail address. Write it like name@example.dk.")
            )

    def validate_second_role(self, field: Field) -> None:
        if field.data and field.data == self.role.data:
            raise ValidationError(_("The two roles are the same. Choose another, or none."))

    def validate_leader_said(self, field: Field) -> None:
        if not field.data:
            return
        found = queries.called(field.data, NAMESAKES + 1)
        if not found:
            raise ValidationError(_("Nobody here has that name or e-mail. Check how it is spelt."))
        if len(found) > 1:
            raise ValidationError(_namesakes(found))
        self.leader = found[0]
        field.data = about(self.leader)

    def validate_starts_on(self, field: Field) -> None:
        if not FIRST_DAY <= field.data <= self.last_day:
            raise ValidationError(_("That day lies too far back or ahead. Check the year."))


def _namesakes(found: Sequence[Person]) -> str:
    names = "; ".join(about(each) for each in found[:NAMESAKES])
    if len(found) > NAMESAKES:
        return _("Several people can be meant: %(names)s, and more. Write more of the name.", names=names)
    return _("Several people can be meant: %(names)s. Write the e-mail of the right one.", names=names)


def unit_choices(units: Units, none: str = "") -> list[tuple[str, str]]:
    """Give the units as choices, each by its whole path."""
    return [("", none or _("No unit")), *((str(each), path) for each, path in units.paths())]


class UnitForm(Form):
    """What a unit is called, and what it is part of; `without` is one that it cannot be part of."""

    name = StringField(
        _l("Name"),
        filters=[_stripped],
        validators=[
            DataRequired(_l("Write the name.")),
            Length(max=UNIT_MAX, message=_l("Write at most %(max)d characters.")),
        ],
    )
    parent = SelectField(_l("Part of"))

    def __init__(self, units: Units, without: int | None = None, **options: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(**options)
        choices = unit_choices(units, none=_("Nothing: it stands at the top"))
        self.parent.choices = [
            each for each in choices if not (without and each[0] and units.is_within(int(each[0]), without))
        ]

    def validate_name(self, field: Field) -> None:
        if unit_path(field.data) != (field.data,):
            raise ValidationError(
                _("Leave out the / or >: with a space on both sides it means “part of” in files.")
            )


class VersionForm(Form):
    """A button, and which version of the person was shown beside it."""

    version = HiddenField()


class UploadForm(Form):
    """A file with people. What is in it is looked at by reading.py."""

    file = FileField(_l("File"))


class ApplyForm(Form):
    """That a file is to be applied as it was shown."""

    shown = HiddenField()
    allows_many = BooleanField(_l("Yes, it is meant that so many are deactivated"))


class ReasonForm(Form):
    """Why due dates are changed, and to how many it was shown that they would be."""

    shown = HiddenField()
    reason = TextAreaField(
        _l("Why?"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(_l("Write why. It stands in the log.")),
            Length(max=REASON_MAX, message=_l("Write at most %(max)d characters.")),
        ],
    )


class LeaveForm(Form):
    """A leave from one day to and including another."""

    first = DateField(_l("First day of the leave"), validators=[DataRequired(_A_DAY)])
    until = DateField(_l("Last day of the leave"), validators=[DataRequired(_A_DAY)])

    def validate_first(self, field: Field) -> None:
        if field.data < FIRST_DAY:
            raise ValidationError(_("That day lies too far back or ahead. Check the year."))

    def validate_until(self, field: Field) -> None:
        if self.first.data and field.data < self.first.data:
            raise ValidationError(_("The last day cannot be before the first."))
        if self.first.data and (field.data - self.first.data).days > LEAVE_MAX:
            raise ValidationError(_("A leave can last three years at most. Check the year."))


class DeadlineForm(Form):
    """Whose due date to change, and to what. It is sent by GET, so it has no token."""

    class Meta(Form.Meta):
        csrf = False

    email = EmailField(_l("One person's work e-mail"), filters=[_stripped])
    unit = SelectField(_l("Unit, with all its parts"))
    role = SelectField(_l("Role"))
    first = DateField(_l("First day from"), validators=[Optional()])
    last = DateField(_l("First day until and including"), validators=[Optional()])
    due_on = DateField(_l("New due date"), validators=[Optional()])
    days = IntegerField(_l("Or so many days more"), validators=[Optional()])
