"""What is true of the dialogue kit: which slides a scenario makes, and how a talk about it is divided."""

from dataclasses import dataclass
from enum import StrEnum
from textwrap import shorten
from typing import Final

from elearning.quizzes.content import Scenario

_OPENING_MAX: Final = 150


class SlideKind(StrEnum):
    """What one slide shows; those of boards come once for each board."""

    SITUATION = "situation"
    BOARD = "board"
    PRICE = "price"
    NEW_FACT = "new_fact"
    POLES = "poles"
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
        *(Slide(SlideKind.POLES, board) for board in range(boards)),
        *([Slide(SlideKind.SPREAD)] if has_spread else []),
        Slide(SlideKind.CLOSING),
    ]


def page_within(number: int, count: int) -> int:
    """Return the page that is nearest to the one asked for, from 1 to `count`."""
    return max(1, min(number, count))


def opening(scenario: Scenario) -> str:
    """Return how a situation begins, as plain text that fits on two lines."""
    first, *_rest = scenario.situation.split("\n\n")
    return shorten(first.replace("*", ""), _OPENING_MAX, placeholder=" …")
