"""Forms for the parts of what HR has chosen. Fields are named as in choices.py."""

from __future__ import annotations

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
    StringField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from elearning.accounts.rules import is_email
from elearning.choices import MailText
from elearning.forms import Form
from elearning.mail_texts import MailKind, as_stored, missing, unknown

DAYS_MAX = 730
MONTHS_MAX = 120
LINE_MAX = 120
ADDRESS_MAX = 300
SUBJECT_MAX = 150
BODY_MAX = 5000
VERSION_MAX = 2**31 - 1


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split())


def _line(label: str, *validators: Any, most: int = LINE_MAX) -> StringField:  # noqa: ANN401 - WTForms' own
    length = Length(max=most, message=_l("Write at most %(max)d characters."))
    return StringField(label, filters=[_stripped], validators=[*validators, length])


class PartForm(Form):
    """A part of what HR has chosen. Where it is shown first, `data` has what is chosen now."""

    version = HiddenField()

    @property
    def read_version(self) -> int:
        """Give the version that this was read as; -1, which none has, for what is no number."""
        text = self.version.data or ""
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(VERSION_MAX))
        return int(text) if is_number and int(text) < VERSION_MAX else -1

    @property
    def chosen(self) -> dict[str, Any]:
        """Give what was filled in, by field."""
        without = {"version", "csrf_token"}
        return {name: value for name, value in self.data.items() if name not in without}


class CourseForm(PartForm):
    """How long there is, and how long a certificate is valid."""

    days_to_complete = IntegerField(
        _l("Days to complete the course"),
        validators=[
            InputRequired(_l("Write a number of days from 1 to 730.")),
            NumberRange(1, DAYS_MAX, message=_l("Write a number of days from 1 to 730.")),
        ],
    )
    certificate_months = IntegerField(
        _l("Months a certificate is valid"),
        validators=[
            Optional(),
            NumberRange(1, MONTHS_MAX, message=_l("Write a number of months from 1 to 120, or nothing.")),
        ],
    )


class CertificateForm(PartForm):
    """What stands on a certificate besides what the person did."""

    organisation = _line(_l("The municipality's name"), DataRequired(_l("Write the municipality's name.")))
    signatory = _line(_l("Who signs"), most=80)
    signatory_title = _line(_l("Their title"))
    logo = FileField(_l("A new logo"))
    remove_logo = BooleanField(_l("Remove the logo"))

    def validate_signatory_title(self, field: Field) -> None:
        if field.data and not self.signatory.data:
            raise ValidationError(_("Write also the name of who signs."))

    @property
    def chosen(self) -> dict[str, Any]:
        """Give the texts; the logo is a matter of its own."""
        return {name: value for name, value in super().chosen.items() if "logo" not in name}


class ContactsForm(PartForm):
    """Whom to ask."""

    contact = _line(_l("Questions about the course"), DataRequired(_l("Write whom people can ask.")))
    dpo_contact = _line(_l("Data protection officer"), most=ADDRESS_MAX)
    accessibility_email = EmailField(_l("E-mail about accessibility"), filters=[_stripped])
    accessibility_phone = TelField(
        _l("Telephone about accessibility"),
        filters=[_stripped],
        validators=[Length(max=40, message=_l("Write at most %(max)d characters."))],
    )
    accessibility_statement_url = _line(_l("The statement's address at was.digst.dk"), most=ADDRESS_MAX)
    accessibility_reviewed_on = DateField(_l("The statement was last reviewed on"), validators=[Optional()])

    def validate_accessibility_email(self, field: Field) -> None:
        if field.data and not is_email(field.data):
            raise ValidationError(_("That is not an e-mail address."))

    def validate_accessibility_statement_url(self, field: Field) -> None:
        if field.data and (" " in field.data or not field.data.startswith(("https://", "http://"))):
            raise ValidationError(_("Begin the address with https://, and leave spaces out."))


class MailForm(PartForm):
    """A mail's subject and text, with placeholders."""

    subject = _line(_l("Subject"), DataRequired(_l("Write a subject.")), most=SUBJECT_MAX)
    body = TextAreaField(
        _l("Text"),
        validators=[
            DataRequired(_l("Write a text.")),
            Length(max=BODY_MAX, message=_l("Write at most %(max)d characters.")),
        ],
    )

    def __init__(self, kind: MailKind, **options: Any) -> None:  # noqa: ANN401 - handed on to WTForms
        super().__init__(**options)
        self._kind = kind

    @property
    def text(self) -> MailText:
        """Give the text as it is stored."""
        return as_stored(MailText(subject=self.subject.data or "", body=self.body.data or ""), self._kind)

    def validate_subject(self, field: Field) -> None:
        self._refuse_unknown(field)

    def validate_body(self, field: Field) -> None:
        self._refuse_unknown(field)
        if not self.text.body:
            raise ValidationError(_("Write a text."))
        if lacking := missing([self.subject.data or "", field.data or ""], self._kind):
            raise ValidationError(
                _(
                    "%(placeholders)s must be in the text, so that the mail says it.",
                    placeholders=_in_braces([str(each.word) for each in lacking]),
                )
            )

    def _refuse_unknown(self, field: Field) -> None:
        if found := unknown(field.data or "", self._kind):
            raise ValidationError(
                _(
                    "We do not know %(unknown)s. In this mail you can use: %(placeholders)s.",
                    unknown=", ".join(found),
                    placeholders=_in_braces([str(each.word) for each in self._kind.placeholders]),
                )
            )


def _in_braces(words: list[str]) -> str:
    return ", ".join(f"{{{word}}}" for word in words)
