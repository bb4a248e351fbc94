"""The balance board: seven places on a plank that tilts without any script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import SCREENSHOTS
from tests.e2e.keyboard import Keyboard
from tests.e2e.looks import moving
from tests.e2e.quizzes.balance_states import balance_many
from tests.e2e.quizzes.pages import FIELD, ON_THE_BOARD, TWO, UNIFORMITY
from tests.e2e.quizzes.states import (
    HOW,
    reveal_pictures,
    situation,
    situation_chosen,
    situation_middle_refused,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

    from tests.e2e.quizzes.pages import Board, Weigher

TARGET = 44  # pixels, WCAG 2.5.5
NAMES = [
    "Næsten al vægt på ensartethed",
    "Overvejende vægt på ensartethed",
    "Noget vægt på ensartethed",
    "Lige meget vægt på begge sider",
    "Noget vægt på differentiering",
    "Overvejende vægt på differentiering",
    "Næsten al vægt på differentiering",
]

# How large a place is before it is turned with the plank, and whether a finger at each of its edges meets it.
REACH = """place => {
  const box = place.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const meets = [[0, 0], [20, 0], [-20, 0], [0, 20], [0, -20]].every(
    ([right, down]) => document.elementFromPoint(x + right, y + down) === place);
  return [place.offsetWidth, place.offsetHeight, meets];
}"""


def test_each_place_says_in_words_what_it_is(visitor: Weigher) -> None:
    situation(visitor)
    board = visitor.page.get_by_role("group", name="Hvor lægger du vægten i den her situation?")
    for name in NAMES:
        expect(board.get_by_role("radio", name=name, exact=True)).to_have_count(1)
    expect(board.get_by_role("radio")).to_have_count(len(NAMES))
    expect(board).to_have_accessible_description(re.compile("^Begge hensyn er rigtige"))


@pytest.mark.parametrize("javascript", [True, False])
def test_the_plank_tilts_towards_the_weight(
    visitor: Weigher,
    new_context: Callable[..., BrowserContext],
    javascript: bool,  # noqa: FBT001 - a case
) -> None:
    context = new_context(java_script_enabled=javascript, reduced_motion="reduce")
    seen = visitor.on(context.new_page())
    situation(seen)
    board = seen.board()
    assert board.slope == 0
    slopes = []
    for position in (-3, -2, -1, 0, 1, 2, 3):
        board.put(position)
        slopes.append(board.slope)
        expect(board.whole.locator(".board-words span:visible")).to_have_text(NAMES[position + 3])
    assert slopes == sorted(slopes)
    assert slopes[0] < -50
    assert slopes[3] == 0
    assert slopes[-1] > 50


def test_the_ball_lies_on_the_chosen_place(visitor: Weigher) -> None:
    visitor.page.emulate_media(reduced_motion="reduce")
    situation_chosen(visitor)
    sizes = [label.bounding_box() for label in visitor.board().whole.locator(".place-label").all()]
    widths = [size["width"] for size in sizes if size is not None]
    assert widths.index(max(widths)) == 5
    assert max(widths) > 1.5 * min(widths)


@pytest.mark.parametrize("position", [None, 0, -3, 3])
def test_every_place_is_large_enough_to_touch_on_the_narrowest_phone(
    visitor: Weigher, position: int | None
) -> None:
    visitor.page.emulate_media(reduced_motion="reduce")
    visitor.page.set_viewport_size({"width": 320, "height": 740})
    situation(visitor)
    board = visitor.board()
    if position is not None:
        board.put(position)
    board.whole.scroll_into_view_if_needed()
    board.place(0).scroll_into_view_if_needed()
    for place in board.places.all():
        width, height, meets = place.evaluate(REACH)
        assert width >= TARGET
        assert height >= TARGET
        assert meets


def test_the_arrows_move_the_weight_and_the_focus_is_always_seen(visitor: Weigher) -> None:
    situation(visitor)
    board, keyboard = visitor.board(), Keyboard(visitor.page)
    keyboard.tab_to(board.place(-3)).press("Space")
    expect(board.place(-3)).to_be_checked()
    for position in (-2, -1, 0, 1, 2, 3):
        keyboard.press("ArrowRight")
        expect(board.place(position)).to_be_checked()
        expect(board.place(position)).to_be_focused()
        ring = board.whole.locator("input:focus + .place-label")
        expect(ring).to_have_css("outline-style", "solid")
        expect(ring).to_have_css("outline-width", "3px")
    keyboard.press("ArrowLeft")
    expect(board.place(2)).to_be_checked()


def test_the_mouse_leaves_no_ring(visitor: Weigher) -> None:
    situation_chosen(visitor)
    expect(visitor.board().place(2)).to_have_css("outline-style", "none")


def test_the_middle_and_only_the_middle_asks_how(visitor: Weigher) -> None:
    situation(visitor)
    board = visitor.board()
    expect(board.how).to_be_hidden()
    board.put(0)
    expect(board.how).to_be_visible()
    expect(visitor.page.get_by_label("Hvordan, helt konkret?")).to_have_count(1)
    board.put(1)
    expect(board.how).to_be_hidden()


def test_each_of_two_boards_asks_how_for_itself(visitor: Weigher) -> None:
    visitor.sign_in()
    visitor.open_scenario(TWO)
    visitor.board(FIELD).put(0)
    expect(visitor.board(FIELD).how).to_be_visible()
    expect(visitor.board(UNIFORMITY).how).to_be_hidden()


def test_the_middle_without_how_is_refused_at_its_field_and_then_taken(visitor: Weigher) -> None:
    situation_middle_refused(visitor)
    board = visitor.board()
    expect(visitor.page.locator(".error-summary")).to_be_focused()
    expect(board.place(0)).to_be_checked()
    Keyboard(visitor.page).tab_to(visitor.page.locator(f".error-summary a[href='#how-{UNIFORMITY}']")).press(
        "Enter"
    )
    expect(board.how).to_be_focused()
    assert visitor.learners.stored(visitor.person) == []
    board.how.fill(HOW)
    visitor.press(ON_THE_BOARD)
    expect(visitor.page.get_by_text(HOW)).to_be_visible()
    assert visitor.learners.stored(visitor.person) == [(1, UNIFORMITY, 0)]


def test_nothing_moves_for_whoever_asks_for_less_motion(visitor: Weigher) -> None:
    visitor.page.emulate_media(reduced_motion="reduce")
    situation_chosen(visitor)
    assert moving(visitor.page) == []
    expect(visitor.board().whole.locator(".plank")).to_have_css("transition-property", "none")


def test_the_plank_moves_for_everybody_else(visitor: Weigher) -> None:
    situation_chosen(visitor)
    assert any("plank" in each for each in moving(visitor.page))


@pytest.mark.parametrize("state", [situation_chosen, reveal_pictures, balance_many])
def test_forced_colours_show_where_the_weight_lies(
    visitor: Weigher, new_context: Callable[..., BrowserContext], state: Callable[[Weigher], None]
) -> None:
    forced = visitor.on(new_context(forced_colors="active", reduced_motion="reduce").new_page())
    state(forced)
    name = state.__name__.replace("_", "-")
    forced.page.screenshot(path=SCREENSHOTS / f"weighing-{name}-forced-colours.png", full_page=True)
    Keyboard(forced.page).walk("Tab")
    if state is situation_chosen:
        assert_the_ball_stands_out(forced.board())


def assert_the_ball_stands_out(board: Board) -> None:
    colours = [
        label.evaluate("each => getComputedStyle(each).backgroundColor")
        for label in board.whole.locator(".place-label").all()
    ]
    assert colours.count(colours[5]) == 1
    assert len(set(colours)) == 2
