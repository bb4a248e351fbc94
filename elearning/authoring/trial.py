"""Playing a scenario as a learner would, and keeping nothing: what is answered travels in the form."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from elearning.modules.rules import AnswerError
from elearning.quizzes import rules
from elearning.quizzes.balances import Balance
from elearning.quizzes.content import Position, Scenario, write_scenario
from elearning.quizzes.forms import HOW_MAX
from elearning.quizzes.models import PriceAnswer, Round, Weighting
from elearning.quizzes.queries import OpenScenario

_MOST_TRIES: Final = 8  # as many as a price has options


class TextChangedError(Exception):
    """The scenario's text is another than the one that the trial was begun with."""


class Board(BaseModel):
    """Where the weight was put on one board, and what was written on how."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    position: Position
    how: Annotated[str, Field(max_length=HOW_MAX)] = ""


class Played(BaseModel):
    """What somebody has answered so far; `text` tells which text they answered to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    first: dict[Balance, Board] = {}
    price: Annotated[tuple[int, ...], Field(max_length=_MOST_TRIES)] = ()
    after: Board | None = None

    def with_first(self, positions: Mapping[str, int], how: Mapping[str, str]) -> Self:
        """Add where the weight was put, by balance."""
        boards = {Balance(name): Board(position=at, how=how.get(name, "")) for name, at in positions.items()}
        return self.model_copy(update={"first": boards})

    def with_price(self, option: int) -> Self:
        """Add an option that was named as the price."""
        return self.model_copy(update={"price": tuple(dict.fromkeys([*self.price, option]))})

    def with_after(self, board: Board) -> Self:
        """Add where the weight lies after the new fact."""
        return self.model_copy(update={"after": board})


def begin(text: Scenario) -> Played:
    """Begin to play a text."""
    return Played(text=sha256(write_scenario(text).encode()).hexdigest())


def read(text: Scenario, sent: str) -> Played:
    """Read what a form of the trial has kept.

    Raises TextChangedError where it is of another text, and AnswerError for what no form of ours holds.
    """
    try:
        played = Played.model_validate_json(sent)
    except ValidationError as error:
        raise AnswerError("not a trial") from error
    if played.text != begin(text).text:
        raise TextChangedError
    return played


def opened(text: Scenario, played: Played) -> OpenScenario:
    """Give the scenario as a learner with these answers has it open.

    Raises AnswerError for answers that the text, or their order, does not allow.
    """
    if not played.first:
        if played.price or played.after:
            raise AnswerError("answers to a later page")
        return OpenScenario(0, 0, text)
    if set(played.first) != set(text.balances):
        raise AnswerError("other boards")
    first = {balance.value: _weighting(balance, at) for balance, at in played.first.items()}
    rounds: dict[Round, dict[str, Weighting]] = {Round.FIRST: first}
    positions = tuple(played.first[balance].position for balance in text.balances)
    answers = [
        PriceAnswer(option=option, is_right=rules.judge_price(text, positions, option).right)
        for option in played.price
    ]
    if played.after:
        if not any(answer.is_right for answer in answers):
            raise AnswerError("no price is named")
        touched = text.new_fact.balance
        rounds[Round.AFTER_NEW_FACT] = {touched.value: _weighting(touched, played.after)}
    return OpenScenario(0, 0, text, rounds, answers)


def _weighting(balance: Balance, board: Board) -> Weighting:
    # A row that is in no session: the learner's pages read it, and nothing stores it.
    return Weighting(balance=balance, position=board.position, how=board.how)
