"""The form of a quiz question: options to choose among, or items to put in groups."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from elearning.forms import Form
from elearning.quizzes.forms import OneInput
from elearning.quizzes.question_bank import ChooseQuestion, SortQuestion


class ChooseForm(Form):
    """One or more options of a question: check boxes, so that the form does not tell how many are right."""

    chosen = SelectMultipleField(
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        invalid_choice_message=_l("Not a valid choice."),  # type: ignore[call-arg]  # newer than its stubs
        validators=[DataRequired(_l("Choose at least one answer."))],
    )

    @property
    def given(self) -> list[int]:
        return sorted(self.chosen.data or ())


class ChooseOneForm(Form):
    """The one right option of a question."""

    chosen = RadioField(coerce=int, validators=[OneInput(_l("Choose an answer."))])

    @property
    def given(self) -> list[int]:
        return [self.chosen.data]


class SortForm(Form):
    """A group for each item. Fields are added for the items of a question: see `question_form`."""

    @property
    def items(self) -> list[SelectField]:
        return [field for field in self._fields.values() if isinstance(field, SelectField)]

    @property
    def given(self) -> list[int]:
        return [field.data for field in self.items]


def question_form(question: ChooseQuestion | SortQuestion) -> ChooseForm | ChooseOneForm | SortForm:
    """Make the form that fits a question."""
    if isinstance(question, SortQuestion):
        return _sort_form(question)
    form = ChooseForm() if question.multiple else ChooseOneForm()
    form.chosen.label.text = question.question
    form.chosen.choices = [(number, option.text) for number, option in enumerate(question.options)]
    return form


def _sort_form(question: SortQuestion) -> SortForm:
    class Items(SortForm):
        pass

    for number, item in enumerate(question.items):
        field = SelectField(item.text, coerce=int, validators=[DataRequired(_l("Choose where it belongs."))])
        setattr(Items, f"item-{number}", field)
    form = Items()
    groups = [(0, _l("Choose …")), *enumerate(question.groups, start=1)]
    for each in form.items:
        each.choices = groups
    return form
