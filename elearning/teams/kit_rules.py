"""What is true of the dialogue kit: which slides a scenario makes, and how a talk about it is divided."""

import re
from dataclasses import dataclass
from enum import StrEnum
from textwrap import shorten
from typing import Final

from elearning.quizzes.content import Scenario

_OPENING_MAX: Final = 150
#: What opens a heading, a line of a list or a quotation in Markdown.
_MARKS: Final = re.compile(r"^\s*(?:[-+*>]|#+|\d+[.)])\s+", re.MULTILINE)
#: Between two sentences: what comes after an abbreviation does not begin with a capital.
_BETWEEN: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][«”]))\s+(?=[»“]?[A-ZÆØÅ])")


class SlideKind(StrEnum):
    """What one slide shows; those of boards come once for each board."""

    SITUATION = "situation"
    BOARD = "board"
    PRICE = "price"
    NEW_FACT = "new_fact"
    POLES = "poles"
    SIGNS = "signs"
    SPREAD = "spread"
    CLOSING = "closing"


@dataclass(frozen=True)
class Slide:
    """One page of what is shown full-screen; `board` is the board's number, from 0, where it is about one."""

    kind: SlideKind
    board: int = 0


def slides(boards: int, *, has_spread: bool) -> list[Slide]:
    """Return the slides of a scenario, in the order of the talk."""
    return [
        Slide(SlideKind.SITUATION),
        *(Slide(SlideKind.BOARD, board) for board in range(boards)),
        Slide(SlideKind.PRICE),
        Slide(SlideKind.NEW_FACT),
        *(Slide(kind, board) for board in range(boards) for kind in (SlideKind.POLES, SlideKind.SIGNS)),
        *(Slide(SlideKind.SPREAD, board) for board in range(boards) if has_spread),
        Slide(SlideKind.CLOSING),
    ]


def page_within(number: int, count: int) -> int:
    """Return the page that is nearest to the one asked for, from 1 to `count`."""
    return max(1, min(number, count))


def opening(scenario: Scenario) -> str:
    """Return how a situation begins: as many whole sentences, in plain text, as fit on two lines."""
    plain = " ".join(_MARKS.sub("", scenario.situation).replace("*", "").split())
    first, *others = _BETWEEN.split(plain)
    found = shorten(first, _OPENING_MAX, placeholder=" …")
    for sentence in others:
        if len(f"{found} {sentence}") > _OPENING_MAX:
            break
        found = f"{found} {sentence}"
    return found
