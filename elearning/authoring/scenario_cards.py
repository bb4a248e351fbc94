"""A scenario's boards, options and voices as cards, so that two texts can be compared part by part.

A board is known by its balance. Options and voices have no name of their own: one that says a sentence that
another said before is taken for the same one, and of the rest the first for the first.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext as _

from elearning.accounts.rules import FoundationRole
from elearning.authoring.fields import Data
from elearning.authoring.scenario_data import SIDES, balances_of
from elearning.authoring.scenario_words import direction_name, side_of
from elearning.quizzes.balances import Balance, Direction
from elearning.quizzes.words import balance_name, position_words, role_name

_SENTENCES: Final[Mapping[str, tuple[str, ...]]] = {"price": ("text", "explanation"), "voices": ("reason",)}


def kinds() -> dict[str, str]:
    """Name the parts of a scenario."""
    return {
        "board": _("Board"),
        "price": _("Option of the price"),
        "new_fact": _("New fact"),
        "voices": _("Argument"),
    }


def as_cards(before: Data | None, after: Data) -> tuple[Data | None, Data]:
    """Give two texts with a slug for each part: the same where it is the same part."""
    names = {listed: _names(before[listed] if before else [], after[listed], listed) for listed in _SENTENCES}
    old = _cards(before, {listed: pair[0] for listed, pair in names.items()}) if before else None
    return old, _cards(after, {listed: pair[1] for listed, pair in names.items()})


def _names(old: Sequence[Data], new: Sequence[Data], listed: str) -> tuple[list[str], list[str]]:
    """Name the items of both texts; an item of the new one may have the name of one of the old."""
    same: dict[int, int] = {}
    for number, item in enumerate(new):
        found = (at for at, other in enumerate(old) if at not in same.values() and _says(item, other, listed))
        if (at := next(found, None)) is not None:
            same[number] = at
    rest = [at for at in range(len(old)) if at not in same.values()]
    for number in (number for number in range(len(new)) if number not in same):
        if rest:
            same[number] = rest.pop(0)
    mine = [
        f"{listed}-{same[number]}" if number in same else f"{listed}-new-{number}"
        for number in range(len(new))
    ]
    return [f"{listed}-{at}" for at in range(len(old))], mine


def _says(one: Data, other: Data, listed: str) -> bool:
    return any(one[name] and one[name] == other[name] for name in _SENTENCES[listed])


def _cards(data: Data, names: Mapping[str, Sequence[str]]) -> Data:
    whole = {name: data[name] for name in ("title", "situation", "afterthought", "pages")}
    for name in ("audience", "required_for"):
        whole[name] = [role_name(role) for role in FoundationRole if role in data[name]]
    return {
        **whole,
        "steps": [
            *map(_board, data["placements"]),
            *(_option(*each) for each in zip(names["price"], data["price"], strict=True)),
            _new_fact(data["new_fact"]),
            *(
                _voice(*each, balances_of(data), data)
                for each in zip(names["voices"], data["voices"], strict=True)
            ),
        ],
    }


def _board(placement: Data) -> Data:
    poles = {side_of(placement, f"placements.1.{side}"): placement[side] for side in SIDES}
    said = {
        f"{pole}.{name}": text
        for pole, its in poles.items()
        for name, text in its.items()
        if name != "warnings"
    }
    signs = {f"{pole}.warnings": "\n".join(its["warnings"]) for pole, its in poles.items()}
    return {
        "slug": f"board-{placement['balance']}",
        "kind": "board",
        "label": balance_name(Balance(placement["balance"])),
        **said,
        **signs,
    }


def _option(slug: str, option: Data) -> Data:
    return {
        "slug": slug,
        "kind": "price",
        "label": option["text"],
        "text": option["text"],
        "directions": [direction_name(Direction(each)) for each in option["directions"]],
        "explanation": option["explanation"],
    }


def _new_fact(fact: Data) -> Data:
    balance = fact["balance"]
    named = balance_name(Balance(balance)) if balance in tuple(Balance) else ""
    return {
        "slug": "new-fact",
        "kind": "new_fact",
        "label": _("New fact"),
        "text": fact["text"],
        "balance": named,
    }


def _voice(slug: str, voice: Data, balances: Sequence[str], data: Data) -> Data:
    role = voice["role"]
    named = role_name(FoundationRole(role)) if role in tuple(FoundationRole) else ""
    touched = data["new_fact"]["balance"]
    return {
        "slug": slug,
        "kind": "voices",
        "label": _shortened(voice["reason"]),
        "role": named,
        "before": [_place(*each) for each in zip(balances, voice["before"], strict=False)],
        "after": _place(touched, voice["after"]),
        "reason": voice["reason"],
    }


def _shortened(text: str) -> str:
    most = 60
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _place(balance: str, position: Any) -> str:  # noqa: ANN401 - of a form: a number if it is right
    if balance not in tuple(Balance) or not isinstance(position, int) or abs(position) > 3:  # noqa: PLR2004 - the board's ends
        return ""
    return position_words(Balance(balance), position)
