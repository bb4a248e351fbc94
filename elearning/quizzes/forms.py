"""Forms of a weighing and of the module quiz."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, RadioField, TextAreaField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, StopValidation
from wtforms.widgets import HiddenInput

from elearning.content_text import unix_lines
from elearning.forms import Form
from elearning.quizzes.balances import POSITIONS, Balance
from elearning.quizzes.words import board_name, position_words

HOW_MAX = 300
NOTE_MAX = 5000
REASON_MAX = 600


class OneInput(InputRequired):
    """Ask for exactly one value: of several the field itself would take the first."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        if len(field.raw_data or ()) > 1:
            raise StopValidation(str(self.message))
        super().__call__(form, field)


class BoardForm(Form):
    """A board for each balance, and for each the sentence that the middle asks for.

    Fields are added for the boards of a situation: see `board_form`.
    """

    @property
    def positions(self) -> dict[str, int]:
        """Where the weight was put, by balance."""
        return {name: field.data for name, field in self.boards}

    @property
    def how(self) -> dict[str, str]:
        """The sentences that were written, by balance, of boards whose weight is in the middle."""
        return {name: self[f"how-{name}"].data.strip() for name, field in self.boards if field.data == 0}

    @property
    def boards(self) -> list[tuple[str, RadioField]]:
        return [(name, field) for name, field in self._fields.items() if isinstance(field, RadioField)]


class _HowOfTheMiddle:
    """Ask for one sentence, but only where the weight is in the middle."""

    def __init__(self, board: str) -> None:
        self._board = board

    def __call__(self, form: BoardForm, field: Field) -> None:
        if form[self._board].data == 0 and not (field.data or "").strip():
            raise ValidationError(
                _l("Write in one sentence how you would do both, concretely: who does what?")
            )


def board_form(
    balances: Collection[Balance], legend: str, *, before: Mapping[Balance, int] | None = None
) -> BoardForm:
    """Make the form for the boards of `balances`; `before` has where the balls lie to begin with.

    One board asks `legend`; of several, each is named by its poles, and the page asks once above them.
    """
    several = len(balances) > 1

    class Boards(BoardForm):
        pass

    for balance in balances:
        board = RadioField(
            board_name(balance) if several else legend,
            coerce=int,
            default=(before or {}).get(balance),
            validators=[OneInput(_l("Put the ball on the board."))],
        )
        how = TextAreaField(
            _l("How, concretely?"),
            validators=[
                Length(max=HOW_MAX, message=_l("Use at most %(num)d characters.", num=HOW_MAX)),
                _HowOfTheMiddle(balance),
            ],
        )
        setattr(Boards, balance, board)
        setattr(Boards, f"how-{balance}", how)
    form = Boards()
    for name, places in form.boards:
        places.choices = [(position, position_words(Balance(name), position)) for position in POSITIONS]
    return form


class PriceForm(Form):
    """Which of the options is the price."""

    option = RadioField(
        _l("What gets less attention then?"), coerce=int, validators=[OneInput(_l("Choose an answer."))]
    )


class TakeawayForm(Form):
    """A private note, and the version of it that the page was loaded with."""

    text = TextAreaField(
        _l("This I take with me"),
        filters=[lambda text: text and unix_lines(text)],
        validators=[Length(max=NOTE_MAX, message=_l("A note can be %(num)d characters long.", num=NOTE_MAX))],
    )
    version = IntegerField(widget=HiddenInput(), default=0, validators=[NumberRange(min=0)])


class PanelReasonForm(Form):
    """A panel member's reason, for others to read."""

    reason = TextAreaField(
        _l("Why do you stand there?"),
        validators=[
            DataRequired(_l("Write why.")),
            Length(max=REASON_MAX, message=_l("Use at most %(num)d characters.", num=REASON_MAX)),
        ],
    )
