"""Forms about all content as one file."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, RadioField
from wtforms.validators import InputRequired

from elearning.authoring.forms import SMALL, SUBSTANTIAL, WhyForm
from elearning.forms import Form


class ContentForm(Form):
    """A file with content."""

    file = FileField(_l("File"))


class ApplyContentForm(WhyForm):
    """That a file is to be published as it was shown, why, and how big the change is."""

    shown = HiddenField()
    size = RadioField(
        _l("How big is the change?"), validators=[InputRequired(_l("Choose how big the change is."))]
    )

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        self.size.choices = [
            (SMALL, _("Small: nobody has to do anything")),
            (SUBSTANTIAL, _("Substantial: those who have completed it are offered the change")),
        ]
