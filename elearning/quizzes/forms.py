"""Forms of a weighing and of the module quiz."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from elearning.forms import Form
from elearning.quizzes.balances import POSITIONS, Balance
from elearning.quizzes.words import position_words

HOW_MAX = 300
NOTE_MAX = 5000
REASON_MAX = 600


class BoardForm(Form):
    """A board for each balance, and for each the sentence that the middle asks for.

    Fields are added for the boards of a situation: see `board_form`.
    """

    @property
    def positions(self) -> dict[str, int]:
        """Where the weight was put, by balance."""
        return {name: field.data for name, field in self._boards()}

    @property
    def how(self) -> dict[str, str]:
        """The sentences that were written, by balance, of boards whose weight is in the middle."""
        return {name: self[f"how-{name}"].data.strip() for name, field in self._boards() if field.data == 0}

    def _boards(self) -> Iterable[tuple[str, Field]]:
        return [(name, field) for name, field in self._fields.items() if name in set(Balance)]


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
    balances: Iterable[Balance], legend: str, *, before: Mapping[Balance, int] | None = None
) -> BoardForm:
    """Make the form for the boards of `balances`; `before` has where the balls lie to begin with."""

    class Boards(BoardForm):
        pass

    for balance in balances:
        board = RadioField(
            legend,
            coerce=int,
            choices=[(position, position_words(balance, position)) for position in POSITIONS],
            default=(before or {}).get(balance),
            validators=[InputRequired(_l("Put the ball on the board."))],
        )
        how = StringField(_l("How, concretely?"), validators=[Length(max=HOW_MAX), _HowOfTheMiddle(balance)])
        setattr(Boards, balance, board)
        setattr(Boards, f"how-{balance}", how)
    return Boards()


class PriceForm(Form):
    """Which of the options is the price."""

    option = RadioField(
        _l("What gets less attention then?"), coerce=int, validators=[InputRequired(_l("Choose an answer."))]
    )


class TakeawayForm(Form):
    """A private note, and the version of it that the page was loaded with."""

    text = TextAreaField(
        _l("This I take with me"),
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
