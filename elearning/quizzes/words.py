"""What balances, poles, positions and roles are called in the interface."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearning.accounts.rules import FoundationRole
from elearning.quizzes.balances import DIRECTIONS, Balance, Direction, Side
from elearning.quizzes.rules import Stage

POLES = {
    Direction.UNIFORMITY: _l("uniformity"),
    Direction.DIFFERENTIATION: _l("differentiation"),
    Direction.OPERATIONS: _l("stable operations"),
    Direction.RENEWAL: _l("renewal"),
    Direction.FIELD: _l("one's own field"),
    Direction.COHERENCE: _l("coherence across"),
}
ROLES = {
    FoundationRole.EMPLOYEE: _l("employee"),
    FoundationRole.LEADER: _l("leader"),
    FoundationRole.EXECUTIVE: _l("executive"),
}


def pole_name(balance: Balance, side: Side) -> str:
    """Name the pole on a side of a board, in lower case, as inside a sentence."""
    first, _middle, second = DIRECTIONS[balance]
    return str(POLES[first if side is Side.FIRST else second])


def pole_title(balance: Balance, side: Side) -> str:
    """Name a pole as a heading."""
    name = pole_name(balance, side)
    return name[:1].upper() + name[1:]


def balance_name(balance: Balance) -> str:
    """Name a balance by its poles, which belong together."""
    return _(
        "%(first)s and %(second)s",
        first=pole_title(balance, Side.FIRST),
        second=pole_name(balance, Side.SECOND),
    )


def board_name(balance: Balance) -> str:
    """Name a board by its poles."""
    return _(
        "%(first)s or %(second)s?",
        first=pole_title(balance, Side.FIRST),
        second=pole_name(balance, Side.SECOND),
    )


def pole_titles(balance: Balance, side: str, here: str) -> dict[str, str]:
    """Give what a board writes at one of its ends: the pole's title, and what it means here."""
    return {"title": pole_title(balance, Side(side)), "here": here}


def middle_name() -> str:
    """Name the middle of any board, as inside a sentence."""
    return _("the middle")


def position_words(balance: Balance, position: int) -> str:
    """Say in words where the weight lies: what a screen reader says of each place on the board."""
    if position == 0:
        return _("Equal weight on both sides")
    pole = pole_name(balance, Side.FIRST if position < 0 else Side.SECOND)
    return {
        1: _("Some weight on %(pole)s", pole=pole),
        2: _("Most weight on %(pole)s", pole=pole),
        3: _("Nearly all weight on %(pole)s", pole=pole),
    }[abs(position)]


def page_titles() -> dict[Stage, str]:
    """Name the four pages of a weighing, in their order."""
    return {
        Stage.SITUATION: _("The situation"),
        Stage.PRICE: _("The price"),
        Stage.NEW_FACT: _("A new fact"),
        Stage.REVEAL: _("See others"),
    }


def role_name(role: FoundationRole) -> str:
    """Name a role, in lower case, as inside a sentence."""
    return str(ROLES[role])
