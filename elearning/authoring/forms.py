"""Forms about texts, beside the editor's own, whose fields are as many as the text has (fields.py)."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from elearning.authoring.kind import Kind
from elearning.forms import Form
from elearning.image_reading import ImageFault
from elearning.modules.image_files import LIMITS, TOGETHER_BYTES_MAX, TOGETHER_MAX

ALT_MAX = 300
IMAGE_MEGABYTES = LIMITS.bytes_max // 1024 // 1024
IMAGES_MEGABYTES = TOGETHER_BYTES_MAX // 1024 // 1024
NOTE_MAX = 500
TITLE_MAX = 120
SMALL, SUBSTANTIAL = "small", "substantial"


class NewForm(Form):
    """What a new text is called, and where it goes."""

    title = StringField(
        _l("Title"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(_l("Write what it is called.")),
            Length(max=TITLE_MAX, message=_l("Use at most %(num)d characters.", num=TITLE_MAX)),
        ],
    )
    module = SelectField(_l("Module"), validators=[DataRequired(_l("Choose a module."))])


class VersionForm(Form):
    """A button about the draft as it was seen."""

    # One less than the column takes: the next one is stored.
    version = IntegerField(
        widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0, max=2**31 - 2)]
    )


class SeenForm(Form):
    """A button about an item of which the text with that number was seen published; 0: none was."""

    published = IntegerField(
        widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0, max=2**31 - 1)]
    )


class WhyForm(Form):
    """Why something is done to a text."""

    note = TextAreaField(
        _l("Why?"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(_l("Write why, so that your colleagues can see it in the history.")),
            Length(max=NOTE_MAX, message=_l("Use at most %(num)d characters.", num=NOTE_MAX)),
        ],
    )


class RetireForm(WhyForm, SeenForm):
    """Why a text is taken out of the course, or put into it again."""


class PublishForm(WhyForm, VersionForm, SeenForm):
    """How big a change is, and what follows from it."""

    size = RadioField(
        _l("How big is the change?"), validators=[InputRequired(_l("Choose how big the change is."))]
    )
    redo = BooleanField()

    def __init__(self, kind: Kind[Any], *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        self.redo.label.text = str(kind.phrases.redo)
        self._substantial = (SUBSTANTIAL, str(kind.phrases.substantial))
        self.size.choices = [(SMALL, gettext("Small: nobody has to do anything")), self._substantial]

    def leave_out_small(self) -> None:
        """Offer only what the change can be called."""
        self.size.choices = [self._substantial]


class ImageForm(Form):
    """A picture, and what it shows in words. What is in the file is looked at by modules/image_files.py."""

    file = FileField(_l("Picture"))
    alt = StringField(
        _l("What does the picture show?"),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[
            DataRequired(_l("Say in words what the picture shows, for those who cannot see it.")),
            Length(max=ALT_MAX, message=_l("Use at most %(num)d characters.", num=ALT_MAX)),
        ],
    )


IMAGE_FAULTS = {
    ImageFault.EMPTY: _l("Choose a picture."),
    ImageFault.TOO_BIG: _l(
        "The picture is larger than %(num)d MB. Make it smaller, and try again.", num=IMAGE_MEGABYTES
    ),
    ImageFault.TOO_MANY_PIXELS: _l(
        "The picture has more than %(num)d million pixels. Make it smaller, and try again.",
        num=LIMITS.pixels_max // 1_000_000,
    ),
    ImageFault.SVG: _l("An SVG file can hold programs. Save the picture as PNG, and use that."),
    ImageFault.UNREADABLE: _l("We cannot read the file as a picture. Save it as JPEG or PNG, and try again."),
}
NO_ROOM_FOR_IMAGES = _l(
    "There is no room for more pictures: all together at most %(number)d, and %(size)d MB. Delete some that"
    " are not in use, and try again.",
    number=TOGETHER_MAX,
    size=IMAGES_MEGABYTES,
)
