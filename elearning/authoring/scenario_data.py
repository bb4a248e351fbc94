"""A scenario as the editor's form has it: read from the form, made from a scenario, and made into one again.

The data are those of `quizzes.content.Scenario`, without what it is known by (slug, module, position), and
with "" for what is left out. Lists about boards are in the order of the boards. What was said of a board
that is not there any more is in `kept`, by its balance, so that nothing is lost if it comes back.
They may be wrong; only `scenario_of` asks whether they are right.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from pydantic import JsonValue

from elearning.accounts.rules import FoundationRole
from elearning.authoring.fields import Data, Fields
from elearning.content_text import ContentError, ContentProblem
from elearning.quizzes.balances import DIRECTIONS, POSITIONS, Balance, Direction
from elearning.quizzes.content import NewFact, Placement, Pole, Scenario, Voice, scenario_from_data

IDENTITY: Final = ("slug", "module", "position")
_OF_A_BOARD: Final = re.compile(r"voices\.\d+\.(before|after)|price\.\d+\.directions|new_fact\.balance")
BALANCES: Final = tuple(balance.value for balance in Balance)
SIDES: Final = ("first", "second")
WARNINGS: Final = 2
FEWEST_OPTIONS: Final = 4
FEWEST_VOICES: Final = 5


def empty(title: str) -> Data:
    """Give a scenario that has nothing but a title yet, and as many empty options and voices as it needs."""
    return {
        "title": title,
        "audience": [role.value for role in FoundationRole],
        "required_for": [],
        "situation": "",
        "placements": [],
        "price": [new_option() for _ in range(FEWEST_OPTIONS)],
        "new_fact": {"text": "", "balance": ""},
        "voices": [new_voice(0) for _ in range(FEWEST_VOICES)],
        "afterthought": "",
        "pages": [],
    }


def new_placement(balance: str) -> Data:
    """Give a board with nothing on it yet."""
    pole = {"here": "", "gains": "", "risks": "", "warnings": [""] * WARNINGS}
    return {"balance": balance, **{side: {**pole, "warnings": [""] * WARNINGS} for side in SIDES}}


def new_option() -> Data:
    """Give an option of the price that says nothing yet."""
    return {"text": "", "directions": [], "explanation": ""}


def new_voice(boards: int) -> Data:
    """Give an argument that says nothing yet, for so many boards."""
    return {"role": "", "before": [""] * boards, "after": "", "reason": ""}


def directions_of(balance: str) -> tuple[str, ...]:
    """Give the directions of a balance from its first pole to its second."""
    return tuple(direction.value for direction in DIRECTIONS[Balance(balance)])


def balances_of(data: Mapping[str, Any]) -> list[str]:
    """Give the balances of the boards, in their order."""
    return [placement["balance"] for placement in data["placements"]]


def read(form: Fields) -> Data:
    """Read what the editor's form sent."""
    placements = [_read_placement(each) for each in form.items("placements")]
    boards = len(placements)
    return {
        "title": form.text("title"),
        "audience": form.chosen("audience"),
        "required_for": form.chosen("required_for"),
        "situation": form.text("situation"),
        "placements": placements,
        "price": [_read_option(each) for each in form.items("price")],
        "new_fact": {"text": form.text("new_fact.text"), "balance": form.text("new_fact.balance")},
        "voices": [_read_voice(each, boards) for each in form.items("voices")],
        "afterthought": form.sentence("afterthought"),
        "pages": form.numbers("pages"),
    }


def _read_placement(form: Fields) -> Data:
    placement = new_placement(balance if (balance := form.text("balance")) in BALANCES else BALANCES[0])
    for side in SIDES:
        for name in ("here", "gains", "risks"):
            placement[side][name] = form.sentence(f"{side}.{name}")
        placement[side]["warnings"] = [
            form.sentence(f"{side}.warnings.{number}") for number in range(1, WARNINGS + 1)
        ]
    return placement


def _read_option(form: Fields) -> Data:
    option = {
        "text": form.sentence("text"),
        "directions": _in_order(form.chosen("directions")),
        "explanation": form.sentence("explanation"),
    }
    kept = _in_order(form.chosen("kept"))
    return {**option, "kept": kept} if kept else option


def _read_voice(form: Fields, boards: int) -> Data:
    voice = {
        "role": form.text("role"),
        "before": [form.number(f"before.{number}") for number in range(1, boards + 1)],
        "after": form.number("after"),
        "reason": form.sentence("reason"),
    }
    kept = {each: said for each in BALANCES if (said := form.number(f"kept.{each}")) != ""}
    return {**voice, "kept": kept} if kept else voice


def _in_order(directions: list[str]) -> list[str]:
    return [each.value for each in Direction if each.value in directions]


def data_of(scenario: Scenario) -> Data:
    """Give a scenario's data as the form has them."""
    data = scenario.model_dump(mode="json", exclude=set(IDENTITY))
    price = [{**option, "directions": _in_order(option["directions"])} for option in data["price"]]
    return {**data, "price": price}


def scenario_of(
    data: Mapping[str, Any], identity: Mapping[str, Any], illustrations: Collection[str] | None = None
) -> Scenario:
    """Make the scenario that the data say, of the slug, module and position in `identity`.

    It may show no other `illustrations`, if they are given. Raises ContentError with every problem; their
    fields are the names of the form's.
    """
    whole: dict[str, JsonValue] = {**data, **{name: identity[name] for name in IDENTITY}}
    for name in ("price", "voices"):
        whole[name] = [_without_kept(each) for each in data[name]]
    try:
        return scenario_from_data(whole, illustrations)
    except ContentError as error:
        raise ContentError(_first_things_first(error.problems, data)) from error


def _first_things_first(problems: Iterable[ContentProblem], data: Mapping[str, Any]) -> list[ContentProblem]:
    """Leave out what only says that there is no board yet, which is a problem of its own."""
    return [each for each in problems if data["placements"] or not _OF_A_BOARD.fullmatch(each.field)]


def _without_kept(item: Data) -> Data:
    return {name: said for name, said in item.items() if name != "kept"}


def sketch(data: Mapping[str, Any]) -> Scenario:
    """Make what there is so far into a scenario that nothing was checked of, for advice.

    The voices are left out until all of them are whole.
    """
    voices = [_sketched_voice(each) for each in data["voices"]]
    return Scenario.model_construct(
        audience=tuple(role for role in FoundationRole if role in data["audience"]),
        situation=data["situation"],
        placements=tuple(map(_sketched_placement, data["placements"])),
        new_fact=NewFact.model_construct(**data["new_fact"]),
        voices=tuple(each for each in voices if each) if all(voices) else (),
    )


def _sketched_placement(data: Data) -> Placement:
    first, second = (Pole.model_construct(**data[side]) for side in SIDES)
    return Placement.model_construct(balance=Balance(data["balance"]), first=first, second=second)


def _sketched_voice(data: Data) -> Voice | None:
    places = (*data["before"], data["after"])
    if data["role"] not in tuple(FoundationRole) or any(each not in POSITIONS for each in places):
        return None
    return Voice.model_construct(
        role=FoundationRole(data["role"]), before=tuple(data["before"]), after=data["after"]
    )


def add_board(data: Data, at: int, placement: Data) -> None:
    """Put a board in place `at`, from 0, with what was said of its balance before it was removed."""
    data["placements"].insert(at, placement)
    balance = placement["balance"]
    for voice in data["voices"]:
        voice["before"].insert(at, voice.get("kept", {}).pop(balance, ""))
    for option in data["price"]:
        mine = directions_of(balance)
        back = [each for each in option.get("kept", ()) if each in mine]
        option["directions"] = _in_order(option["directions"] + back)
        option["kept"] = [each for each in option.get("kept", ()) if each not in mine]
    if len(data["placements"]) == 1 and not data["new_fact"]["balance"]:
        data["new_fact"]["balance"] = balance
    _tidy(data)


def take_board(data: Data, at: int) -> None:
    """Take a board away, and keep beside the rest what the options and voices say of it."""
    balance = data["placements"].pop(at)["balance"]
    for voice in data["voices"]:
        if (said := voice["before"].pop(at)) != "":
            voice["kept"] = {**voice.get("kept", {}), balance: said}
    for option in data["price"]:
        mine = [each for each in option["directions"] if each in directions_of(balance)]
        option["directions"] = [each for each in option["directions"] if each not in mine]
        option["kept"] = _in_order([*option.get("kept", ()), *mine])
    if data["new_fact"]["balance"] == balance:
        data["new_fact"]["balance"] = ""
    _tidy(data)


def fit(item: Data, then: list[str], today: list[str]) -> None:
    """Let an option or a voice that was written for the boards `then` fit those there are `today`."""
    kept = item.pop("kept", None)
    if "before" in item:
        said = {**dict(zip(then, item["before"], strict=False)), **(kept or {})}
        item["before"] = [said.pop(balance, "") for balance in today]
        item["kept"] = {balance: place for balance, place in said.items() if place != ""}
    else:
        known = [direction for balance in today for direction in directions_of(balance)]
        every = _in_order([*item["directions"], *(kept or ())])
        item["directions"] = [each for each in every if each in known]
        item["kept"] = [each for each in every if each not in known]
    if not item["kept"]:
        del item["kept"]


def _tidy(data: Data) -> None:
    for item in (*data["voices"], *data["price"]):
        if not item.get("kept"):
            item.pop("kept", None)
