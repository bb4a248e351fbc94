"""Forms in lessons."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from elearning.content_text import unix_lines
from elearning.forms import Form
from elearning.modules.content import CheckStep, RelationsStep

NOTE_MAX = 5000
NAME_MAX = 60


class NoteForm(Form):
    """A private note, and the version of it that the page was loaded with."""

    text = TextAreaField(
        _l("Your note"),
        filters=[lambda text: text and unix_lines(text)],  # one text, whether a form or a script sends it
        validators=[Length(max=NOTE_MAX, message=_l("A note can be %(num)d characters long.", num=NOTE_MAX))],
    )
    version = IntegerField(widget=HiddenInput(), default=0, validators=[NumberRange(min=0)])


class SingleCheckForm(Form):
    """A check with one right answer."""

    chosen = RadioField(coerce=int, validators=[InputRequired(_l("Choose an answer."))])

    def validate_chosen(self, field: RadioField) -> None:
        """Refuse several answers, of which the field itself would take the first."""
        if len(field.raw_data or ()) > 1:
            raise ValidationError(_l("Choose an answer."))

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset({self.chosen.data})

    def show(self, numbers: frozenset[int]) -> None:
        """Show what was answered before."""
        self.chosen.process_data(next(iter(numbers)))


class MultipleCheckForm(Form):
    """A check with one or more right answers."""

    chosen = SelectMultipleField(
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        invalid_choice_message=_l("Not a valid choice."),  # type: ignore[call-arg]  # newer than its stubs
        validators=[DataRequired(_l("Choose at least one answer."))],
    )

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(self.chosen.data or ())

    def show(self, numbers: frozenset[int]) -> None:
        """Show what was answered before."""
        self.chosen.process_data(sorted(numbers))


class RelationForm(Form):
    """Who, in which circle, and how it goes."""

    circle = RadioField(_l("Which circle?"), validators=[InputRequired(_l("Choose a circle."))])
    name = StringField(
        _l("Who is it?"),
        filters=[lambda name: name and name.strip()],
        validators=[
            DataRequired(_l("Write who it is.")),
            Length(max=NAME_MAX, message=_l("Use at most %(num)d characters.", num=NAME_MAX)),
        ],
    )
    works_well = BooleanField(_l("It works well today"))
    comes_first = BooleanField(_l("I want to put it first from now on"))


def check_form(step: CheckStep) -> SingleCheckForm | MultipleCheckForm:
    """Make the form for a check: radio buttons for one right answer, check boxes for several."""
    form = MultipleCheckForm() if step.multiple else SingleCheckForm()
    form.chosen.label.text = step.question
    form.chosen.choices = [(number, option.text) for number, option in enumerate(step.options)]
    return form


def relation_form(step: RelationsStep, **values: object) -> RelationForm:
    form = RelationForm(**values)
    form.circle.choices = [(circle.slug, circle.title) for circle in step.circles]
    return form
