"""What the buttons of the scenario editor do to its data. Numbers count from 1."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from elearning.authoring import rules, scenario_data
from elearning.authoring.fields import Data
from elearning.authoring.rules import UnknownActionError, Writing

BOARDS: Final = "placements"
MOST: Final = 8  # options of the price, and voices
_NEW: Final[Mapping[str, Callable[[Data], Data]]] = {
    "price": lambda _data: scenario_data.new_option(),
    "voices": lambda data: scenario_data.new_voice(len(data[BOARDS])),
}


def act(writing: Writing, action: str, *, balance: str) -> str:
    """Do what a button says, such as `up.price.2`, and give the id on the page of what it is about.

    `balance` is that of a board to add. Raises UnknownActionError for what no button says, also about
    something that is not there.
    """
    name, *about = action.split(".")
    try:
        return _do(writing, name, about, balance)
    except (ValueError, IndexError, KeyError) as error:
        raise UnknownActionError(action) from error


def _do(writing: Writing, name: str, about: list[str], balance: str) -> str:
    match name, about:
        case "add", [listed] if listed == BOARDS:
            return _add_board(writing, balance)
        case "add", [listed]:
            return _add(writing.data, listed)
        case "delete", [listed, number] if listed == BOARDS:
            return _take_board(writing, int(number))
        case (("delete" | "up" | "down"), [listed, number]) if listed in _NEW:
            return _change(writing, name, listed, int(number))
        case "undo", [number]:
            return _put_back(writing, int(number))
    raise ValueError(name)


def _add(data: Data, listed: str) -> str:
    new = _NEW[listed](data)
    if len(data[listed]) < MOST:
        data[listed].append(new)
    return f"{listed}-{len(data[listed])}"


def _change(writing: Writing, name: str, listed: str, number: int) -> str:
    if name == "delete":
        place = rules.remove(writing, listed, number)
        writing.removed[-1]["boards"] = scenario_data.balances_of(writing.data)
        return place
    return f"{listed}-{rules.place(writing.data[listed], number, number + (1 if name == 'down' else -1))}"


def _add_board(writing: Writing, balance: str) -> str:
    """Add a board; one that was removed comes back as it was."""
    if balance not in scenario_data.BALANCES or balance in scenario_data.balances_of(writing.data):
        raise ValueError(balance)
    for number, each in enumerate(writing.removed, start=1):
        if each["list"] == BOARDS and each["item"]["balance"] == balance:
            return _put_back(writing, number)
    boards = len(writing.data[BOARDS])
    scenario_data.add_board(writing.data, boards, scenario_data.new_placement(balance))
    return f"{BOARDS}-{boards + 1}"


def _take_board(writing: Writing, number: int) -> str:
    at = rules.index(writing.data[BOARDS], number)
    item = writing.data[BOARDS][at]
    touched = writing.data["new_fact"]["balance"] == item["balance"]
    scenario_data.take_board(writing.data, at)
    writing.removed.append({"list": BOARDS, "at": at, "item": item, "touched": touched})
    return rules.keep_removed(writing)


def _put_back(writing: Writing, number: int) -> str:
    back: dict[str, Any] = writing.removed[rules.index(writing.removed, number)]
    listed, data = back["list"], writing.data
    if listed != BOARDS:
        scenario_data.fit(back["item"], back["boards"], scenario_data.balances_of(data))
        return rules.put_back(writing, number)
    writing.removed.remove(back)
    at = min(int(back["at"]), len(data[BOARDS]))
    scenario_data.add_board(data, at, back["item"])
    if back.get("touched"):
        data["new_fact"]["balance"] = back["item"]["balance"]
    return f"{BOARDS}-{at + 1}"
