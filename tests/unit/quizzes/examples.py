"""Content for tests: a scenario that nothing can be said against, random valid ones, and questions."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from elearning.accounts.rules import FoundationRole
from elearning.modules.content import Option
from elearning.quizzes.balances import DIRECTIONS, POSITIONS, Balance, Direction, Positions
from elearning.quizzes.content import (
    NewFact,
    Placement,
    Pole,
    PriceOption,
    Scenario,
    Voice,
    parse_scenario,
)
from elearning.quizzes.question_bank import ChooseQuestion, SortItem, SortQuestion

CLEAN = Path(__file__).with_name("clean.yaml").read_text(encoding="utf-8")


def clean() -> Scenario:
    return parse_scenario(CLEAN)


def changed(data: Any, path: str, value: object) -> Any:  # noqa: ANN401 - JSON
    """Return data with the value at a dotted place, lists counted from 0, replaced."""
    first, _, rest = path.partition(".")
    key = int(first) if isinstance(data, list) else first
    new = changed(data[key], rest, value) if rest else value
    if isinstance(data, list):
        return [new if number == key else item for number, item in enumerate(data)]
    return {**data, key: new}


SHORT: Final = st.sampled_from(["a", "æ: b", "- c"])
LETTERS: Final = st.text("abcdefgh", min_size=3, max_size=6)
SAME: Final = st.just("a")


def _some(
    items: st.SearchStrategy[Any], least: int, most: int, by: Callable[[Any], Any] | None = None
) -> Any:  # noqa: ANN401 - Hypothesis's builds takes it
    return st.lists(items, min_size=least, max_size=most, unique_by=by).map(tuple)


def holds(sets: tuple[frozenset[Direction], ...], balances: tuple[Balance, ...]) -> bool:
    """Tell whether options with these directions have a true and a false one for every combination."""
    boards = (DIRECTIONS[balance] for balance in balances)
    return all(
        {bool(true.intersection(chosen)) for true in sets} == {True, False} for chosen in product(*boards)
    )


@st.composite
def prices(draw: st.DrawFn, balances: tuple[Balance, ...], line: st.SearchStrategy[str]) -> Any:  # noqa: ANN401
    known = [direction for balance in balances for direction in DIRECTIONS[balance]]
    any_set = st.frozensets(st.sampled_from(known), min_size=1)
    sets = tuple(draw(st.lists(any_set, min_size=4, max_size=8)))
    if not holds(sets, balances):
        # One option for each direction of a board makes any set of options a valid one.
        board = DIRECTIONS[draw(st.sampled_from(balances))]
        sets = tuple(draw(st.permutations([*(frozenset([one]) for one in board), *sets[:5]])))
    texts = draw(st.lists(line, min_size=len(sets), max_size=len(sets), unique_by=str.casefold))
    return tuple(
        PriceOption(
            text=text, directions=draw(st.permutations(sorted(true)).map(tuple)), explanation=draw(line)
        )
        for text, true in zip(texts, sets, strict=True)
    )


@st.composite
def scenarios(
    draw: st.DrawFn,
    line: st.SearchStrategy[str] = SHORT,
    markdown: st.SearchStrategy[str] = SHORT,
    slug: st.SearchStrategy[str] = SAME,
    option: st.SearchStrategy[str] = LETTERS,
) -> Scenario:
    """Random valid scenarios. Without other strategies only their structure is random, which is fast."""
    balances = draw(_some(st.sampled_from(Balance), 1, 3, by=lambda balance: balance))
    audience = draw(_some(st.sampled_from(FoundationRole), 1, 3, by=lambda role: role))
    pole = st.builds(Pole, here=line, gains=line, risks=line, warnings=_some(option, 2, 2, by=str.casefold))
    voice = st.builds(
        Voice,
        role=st.sampled_from(audience),
        before=_some(st.sampled_from(POSITIONS), len(balances), len(balances)),
        after=st.sampled_from(POSITIONS),
        reason=line,
    )
    return Scenario(
        slug=draw(slug),
        title=draw(line),
        audience=audience,
        required_for=draw(_some(st.sampled_from(audience), 0, len(audience), by=lambda role: role)),
        module=draw(slug),
        position=draw(st.integers(1, 99)),
        situation=draw(markdown),
        placements=tuple(
            Placement(balance=balance, first=draw(pole), second=draw(pole)) for balance in balances
        ),
        price=draw(prices(balances, option)),
        new_fact=NewFact(text=draw(markdown), balance=draw(st.sampled_from(balances))),
        voices=draw(_some(voice, 5, 8)),
        afterthought=draw(line),
        pages=draw(_some(st.integers(3, 16), 1, 3, by=lambda page: page)),
    )


def all_positions(scenario: Scenario) -> st.SearchStrategy[Positions]:
    return st.tuples(*[st.sampled_from(POSITIONS) for _ in scenario.placements])


def choose(slug: str, words: int = 22) -> ChooseQuestion:
    """Make a question of so many words, four of them in its options."""
    options = (Option(text="det ene", correct=True), Option(text="det andet", explanation="Nej."))
    return ChooseQuestion(slug=slug, question="ord " * (words - 4), options=options, pages=(3,))


def sort(slug: str, words: int = 22) -> SortQuestion:
    """Make a question of so many words, four of them in what is to be sorted."""
    items = tuple(
        SortItem(text=f"sæt {number}", group=number, explanation="Netop derfor.") for number in (1, 2)
    )
    return SortQuestion(
        slug=slug, question="ord " * (words - 4), groups=("Her", "Der"), items=items, pages=(3,)
    )
