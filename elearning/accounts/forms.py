"""Forms for signing in and for passwords."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, Field, PasswordField, ValidationError
from wtforms.validators import DataRequired, Email, EqualTo, Length

from elearning.accounts.models import Person
from elearning.accounts.rules import EMAIL_MAX, PASSWORD_MAX, PASSWORD_MIN, PasswordFault, password_fault
from elearning.accounts.service import has_password
from elearning.config import settings
from elearning.forms import Form

FAULTS = {
    PasswordFault.SHORT: _l(
        "Use at least %(num)d characters. A short sentence is easy to remember.", num=PASSWORD_MIN
    ),
    PasswordFault.LONG: _l("Use at most %(num)d characters.", num=PASSWORD_MAX),
    PasswordFault.GUESSABLE: _l(
        "This one is easy to guess. Put together some words that only you would think of."
    ),
}

_SHORT_ENOUGH = Length(max=EMAIL_MAX, message=_l("Use at most %(num)d characters.", num=EMAIL_MAX))


class SignInForm(Form):
    """E-mail and password. What is wrong with them is not said: it would tell who has an account."""

    email = EmailField(
        _l("E-mail"), validators=[DataRequired(_l("Write your e-mail address.")), _SHORT_ENOUGH]
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            DataRequired(_l("Write your password.")),
            Length(max=PASSWORD_MAX, message=FAULTS[PasswordFault.LONG]),
        ],
    )
    remember = BooleanField(_l("Remember me on this device"))


class RequestResetForm(Form):
    email = EmailField(
        _l("E-mail"),
        validators=[
            DataRequired(_l("Write your e-mail address.")),
            Email(_l("That does not look like an e-mail address. Write it like name@example.dk.")),
            _SHORT_ENOUGH,
        ],
    )


# Made before the fields below, since WTForms keeps fields in the order they were made: it stands first.
_current = PasswordField(_l("Your password now"), validators=[DataRequired(_l("Write your password."))])


class NewPasswordForm(Form):
    """A new password, twice, judged with what is known of its owner."""

    password = PasswordField(_l("New password"), validators=[DataRequired(_l("Write a new password."))])
    repeat = PasswordField(
        _l("New password once more"),
        validators=[EqualTo("password", _l("The two passwords are not the same. Write it once more."))],
    )

    def __init__(self, person: Person, **options: Any) -> None:  # noqa: ANN401 - handed on to WTForms
        super().__init__(**options)
        self.person = person

    def validate_password(self, field: Field) -> None:
        personal = [self.person.name, self.person.email, settings().organisation]
        fault = password_fault(field.data or "", personal=personal)
        if fault:
            raise ValidationError(FAULTS[fault])


class ChangePasswordForm(NewPasswordForm):
    """A new password, for somebody who knows the old one."""

    current = _current

    def validate_current(self, field: Field) -> None:
        if not has_password(self.person, field.data or ""):
            raise ValidationError(_l("That is not your password. Try again."))
