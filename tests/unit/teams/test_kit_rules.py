from elearning.teams.kit_rules import Slide, SlideKind, opening, page_within, slides
from tests.unit.quizzes.examples import clean


def kinds(boards: int, *, has_spread: bool) -> list[str]:
    return [slide.kind.value for slide in slides(boards, has_spread=has_spread)]


def test_a_talk_goes_from_the_situation_to_the_last_question() -> None:
    talk = ["situation", "board", "price", "new_fact", "poles", "closing"]
    assert kinds(1, has_spread=False) == talk
    assert kinds(1, has_spread=True) == [*talk[:-1], "spread", "closing"]


def test_each_board_has_slides_of_its_own() -> None:
    of_boards = [slide for slide in slides(2, has_spread=True) if slide.kind in {"board", "poles"}]
    assert of_boards == [Slide(SlideKind(kind), board) for kind in ("board", "poles") for board in (0, 1)]


def test_a_page_that_is_not_there_is_the_nearest_one() -> None:
    assert [page_within(number, 7) for number in (-3, 0, 1, 7, 8, 10**30)] == [1, 1, 1, 7, 7, 7]


def test_an_opening_is_the_first_paragraph_in_plain_text_and_short() -> None:
    scenario = clean()
    text = f"Hun siger *altid* nej. {'Ord ' * 60}\n\nDet næste afsnit."
    found = opening(scenario.model_copy(update={"situation": text}))
    assert found.startswith("Hun siger altid nej. Ord")
    assert found.endswith(" …")
    assert len(found) <= 150
    short = opening(scenario.model_copy(update={"situation": "Kort.\n\nMere."}))
    assert short == "Kort."
