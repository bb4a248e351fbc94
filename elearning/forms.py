"""The base of every form: WTForms' own messages go through our catalogue, which it has no Danish for."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

# What the fields and validators that we use can say by themselves; here so that the catalogue gets them.
MESSAGES_OF_WTFORMS = (
    _l("Invalid Choice: could not coerce."),
    _l("Invalid choice(s): one or more data inputs could not be coerced."),
    _l("Not a valid choice."),
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


class Form(FlaskForm):
    """A form with CSRF protection and Danish messages."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: object) -> _OurCatalogue:  # noqa: ARG002 - WTForms' signature
            return _OurCatalogue()
