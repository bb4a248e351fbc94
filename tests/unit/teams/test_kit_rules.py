from elearning.teams.kit_rules import opening, page_within, slides
from tests.unit.quizzes.examples import clean

OF_BOARDS = {"board", "poles", "signs", "spread"}


def kinds(boards: int, *, has_spread: bool) -> list[str]:
    return [slide.kind.value for slide in slides(boards, has_spread=has_spread)]


def test_a_talk_goes_from_the_situation_to_the_last_question() -> None:
    talk = ["situation", "board", "price", "new_fact", "poles", "signs", "closing"]
    assert kinds(1, has_spread=False) == talk
    assert kinds(1, has_spread=True) == [*talk[:-1], "spread", "closing"]


def test_each_board_has_slides_of_its_own() -> None:
    found = slides(2, has_spread=True)
    of_boards = [(slide.kind.value, slide.board) for slide in found if slide.kind in OF_BOARDS]
    both_sides = [(kind, board) for board in (0, 1) for kind in ("poles", "signs")]
    assert of_boards == [("board", 0), ("board", 1), *both_sides, ("spread", 0), ("spread", 1)]


def test_a_page_that_is_not_there_is_the_nearest_one() -> None:
    assert [page_within(number, 7) for number in (-3, 0, 1, 7, 8, 10**30)] == [1, 1, 1, 7, 7, 7]


def opening_of(situation: str) -> str:
    return opening(clean().model_copy(update={"situation": situation}))


def test_an_opening_is_whole_sentences_that_fit_on_two_lines() -> None:
    assert opening_of("Kort.\n\nOg lidt mere.") == "Kort. Og lidt mere."
    assert opening_of(f"Hun siger *altid* nej. {'Ord ' * 60}.") == "Hun siger altid nej."
    assert opening_of(f"»Kom!« Hun mener kl. 8. {'Ord ' * 60}.") == "»Kom!« Hun mener kl. 8."


def test_an_opening_has_no_marks_of_lists_quotations_or_emphasis() -> None:
    assert opening_of("Du kan:\n\n- vente\n- *gå*\n\n> Nu!\n\n1. Først.") == "Du kan: vente gå Nu! Først."


def test_an_opening_whose_first_sentence_is_too_long_is_cut() -> None:
    found = opening_of("Ord " * 60)
    assert found.endswith(" …")
    assert len(found) <= 150
