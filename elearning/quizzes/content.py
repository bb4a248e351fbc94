"""The text of scenarios: one set of models for files, HR's forms and the database.

A scenario is YAML. `write_scenario` writes the canonical form, and `parse_scenario` reads it back.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product
from typing import Annotated, Final, Self

from pydantic import (
    AfterValidator,
    Field,
    JsonValue,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from elearning.accounts.rules import FoundationRole
from elearning.content_text import (
    Line,
    Loc,
    Prose,
    Slug,
    Source,
    counted,
    custom_error,
    read_text,
    unique,
    validate,
)
from elearning.content_yaml import dump_yaml, load_yaml
from elearning.modules.content import Audience, Content, MarkdownText, Pages, Roles, Title
from elearning.quizzes.balances import DIRECTIONS, POSITIONS, Balance, Direction

#: How many failing combinations of directions a message names.
_NAMED: Final = 3

MESSAGES: Final[Mapping[str, str]] = {
    "unique": "'{value}' stands here more than once; keep one of them",
    "balance": "two placements are on the balance '{value}'; a situation has each balance once",
    "option": "two options say '{value}'; write one of them differently, or remove it",
    "touched": "the new fact touches the balance '{value}', which no placement names; use {expected}",
    "direction": "the direction '{value}' belongs to a balance that no placement names; use {expected}",
    "no_true": "no option is true for the weight on {combinations}; add the direction to the options it is"
    " true for, or write one more",
    "no_false": "every option is true for the weight on {combinations}; take the direction away where it is"
    " not true, or write one more option",
    "before": "the number of positions is {number} and of placements {placements}; write one position for"
    " each placement, in their order",
    "chair": "'{value}' is not in the audience; use {expected}, or add the role to the audience",
    "required": "'{value}' is not in the audience, so it cannot be required of them; use {expected}, or add"
    " the role to the audience",
}


def _error(kind: str, **values: str) -> PydanticCustomError:
    return custom_error(kind, MESSAGES, **values)


def refuse(model: str, found: Iterable[tuple[Loc, PydanticCustomError]]) -> None:
    """Raise what was found wrong between the fields of `model`, each at its own place in it."""
    details = [InitErrorDetails(type=error, loc=loc, input=None) for loc, error in found]
    if details:
        raise ValidationError.from_exception_data(model, details)


def quoted(values: Iterable[str]) -> str:
    """Write values for a message: 'a', 'b' or 'c'."""
    *first, last = [f"'{value}'" for value in values]
    return f"{', '.join(first)} or {last}" if first else last


def _one_line(text: str) -> str:
    if "\n" in text:
        raise custom_error("one_line")
    return text


#: One or a few sentences in plain text on one line.
Sentences = Annotated[Prose, Field(max_length=800), AfterValidator(_one_line)]
#: A text in Markdown that is not empty.
WrittenText = Annotated[MarkdownText, Field(min_length=1)]
Position = Annotated[int, Field(ge=POSITIONS[0], le=POSITIONS[-1])]
SourcePages = Annotated[Pages, counted(1, 14)]


class Pole(Content):
    """What one pole means in the situation, and what more of it gains and risks."""

    here: Line
    gains: Sentences
    risks: Sentences
    warnings: Annotated[tuple[Line, ...], counted(2, 2), unique("unique", MESSAGES, str)]


class Placement(Content):
    """One board: a balance that the situation touches, seen from the situation."""

    balance: Balance
    first: Pole
    second: Pole


class PriceOption(Content):
    """Something that may get less attention; it truly does so in `directions`."""

    text: Line
    directions: Annotated[tuple[Direction, ...], counted(1, len(Direction)), unique("unique", MESSAGES, str)]
    explanation: Sentences

    def is_true(self, chosen: Iterable[Direction]) -> bool:
        """Tell whether this is a price of the chosen directions: of any of them."""
        return any(direction in self.directions for direction in chosen)


class NewFact(Content):
    """The one thing that changes, and the balance whose board it touches."""

    text: WrittenText
    balance: Balance


class Voice(Content):
    """An argument that the authors wrote: never a person, never a vote.

    `before` has a position for each placement, `after` is the one on the touched placement.
    """

    role: FoundationRole
    before: Annotated[tuple[Position, ...], counted(1, 3)]
    after: Position
    reason: Sentences


class Scenario(Content):
    """A dilemma without a right answer.

    `position` is its place in its module, among lessons too, from 1; `required_for` are the roles in whose
    journey it is, and the rest of the audience finds it among the other dilemmas.
    """

    slug: Slug
    title: Title
    audience: Audience
    required_for: Roles = ()
    module: Slug
    position: Annotated[int, Field(ge=1, le=99)]
    situation: WrittenText
    placements: Annotated[
        tuple[Placement, ...],
        counted(1, 3),
        unique("balance", MESSAGES, lambda placement: placement.balance),
    ]
    price: Annotated[
        tuple[PriceOption, ...],
        counted(4, 8),
        unique("option", MESSAGES, lambda option: option.text),
    ]
    new_fact: NewFact
    voices: Annotated[tuple[Voice, ...], counted(5, 8)]
    afterthought: Sentences
    pages: SourcePages

    @property
    def balances(self) -> tuple[Balance, ...]:
        """The balances of the boards, in their order."""
        return tuple(placement.balance for placement in self.placements)

    @property
    def touched(self) -> int:
        """The number, from 0, of the board that the new fact touches."""
        return self.balances.index(self.new_fact.balance)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = (_audience_faults, _fact_faults, _price_faults, _voice_faults)
        refuse("Scenario", [fault for find in faults for fault in find(self)])
        return self


Faults = Iterator[tuple[Loc, PydanticCustomError]]


def _audience_faults(scenario: Scenario) -> Faults:
    for number, role in enumerate(scenario.required_for):
        if role not in scenario.audience:
            expected = quoted(scenario.audience)
            yield ("required_for", number), _error("required", value=role, expected=expected)


def _fact_faults(scenario: Scenario) -> Faults:
    balance = scenario.new_fact.balance
    if balance not in scenario.balances:
        yield ("new_fact", "balance"), _error("touched", value=balance, expected=quoted(scenario.balances))


def _price_faults(scenario: Scenario) -> Faults:
    boards = [DIRECTIONS[balance] for balance in scenario.balances]
    known = [direction for directions in boards for direction in directions]
    for number, option in enumerate(scenario.price):
        for place, direction in enumerate(option.directions):
            if direction not in known:
                loc = ("price", number, "directions", place)
                yield loc, _error("direction", value=direction, expected=quoted(known))
    lacking: dict[str, list[str]] = {"no_true": [], "no_false": []}
    for chosen in product(*boards):
        truths = {option.is_true(chosen) for option in scenario.price}
        if len(truths) == 1:
            lacking["no_false" if True in truths else "no_true"].append(_combination(chosen))
    for kind, combinations in lacking.items():
        if combinations:
            yield ("price",), _error(kind, combinations=_some(combinations))


def _combination(chosen: Iterable[Direction]) -> str:
    return " with ".join(f"'{direction}'" for direction in chosen)


def _some(combinations: list[str]) -> str:
    more = len(combinations) - _NAMED
    return ", ".join(combinations[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _voice_faults(scenario: Scenario) -> Faults:
    placements = len(scenario.placements)
    for number, voice in enumerate(scenario.voices):
        if len(voice.before) != placements:
            counts = {"number": str(len(voice.before)), "placements": str(placements)}
            yield ("voices", number, "before"), _error("before", **counts)
        if voice.role not in scenario.audience:
            expected = quoted(scenario.audience)
            yield ("voices", number, "role"), _error("chair", value=voice.role, expected=expected)


_SCENARIO: Final = TypeAdapter(Scenario)
_BLOCK: Final = re.compile(r":\s+[|>][-+0-9]*\s*$")


def scenario_from_data(data: JsonValue, illustrations: Collection[str] | None = None) -> Scenario:
    """Validate a scenario from a form or the database, as `scenario.model_dump(mode="json")` gives it.

    `illustrations` as in `validate`. Raises ContentError with every problem; their fields are like
    `price.2.directions.1`, counted from 1.
    """
    return validate(_SCENARIO, data, illustrations=illustrations)


def parse_scenario(
    text: str, path: str | None = None, illustrations: Collection[str] | None = None
) -> Scenario:
    """Read a scenario's file; `path` is its name in problems. Raises ContentError with every problem."""
    data, lines = load_yaml(text, path=path)
    rows = read_text(text).split("\n")
    for loc in (("situation",), ("new_fact", "text")):
        # A block begins under its key, and faults in Markdown are counted from its first line.
        if loc in lines and _BLOCK.search(rows[lines[loc] - 1]):
            lines[loc] += 1
    return validate(_SCENARIO, data, Source(path, lines), illustrations=illustrations)


def write_scenario(scenario: Scenario) -> str:
    """Write a scenario's file in its canonical form: LF line ends, one at the end."""
    data = scenario.model_dump(mode="json")
    if not scenario.required_for:
        del data["required_for"]
    # A line end makes YAML write Markdown as a block, also when it is one paragraph; reading takes it away.
    data["situation"] += "\n"
    data["new_fact"]["text"] += "\n"
    return dump_yaml(data)
