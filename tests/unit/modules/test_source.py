"""A sentence of the foundation is found in a lesson, though the foundation itself is not in the project.

The tests have a foundation of their own, so that nothing of the real one stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.modules import source

SENTENCE = "Den gamle bro over åen bliver malet blå hvert femte år af byens børn."
FOUNDATION = f"Om byen\n\n{SENTENCE} Ved fælles hjælp bærer vi spande, pensler og stiger ned til vandet."
#: Eight words in the middle of the sentence, and the seven of them that may be chance.
EIGHT = "bro over åen bliver malet blå hvert femte"
SEVEN = "over åen bliver malet blå hvert femte"


@pytest.fixture
def _made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compare with the foundation above."""
    file = tmp_path_factory.mktemp("source") / "source-runs.txt"
    file.write_text(source.fingerprint(FOUNDATION), encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "FILE", file)
        source._known.cache_clear()  # noqa: SLF001 - what it has read is the real one
        yield
    source._known.cache_clear()  # noqa: SLF001


@pytest.mark.usefixtures("_made_up")
class TestCopying:
    @pytest.mark.parametrize(
        "copied",
        [
            SENTENCE,
            SENTENCE.upper(),
            SENTENCE.replace(" ", ",  ").replace("åen", "**åen**"),
            "Den gamle bro\nover åen \N{EN DASH} bliver (malet) »blå« hvert\n\n- femte år af byens børn",
            f"Vi ved godt, at {SENTENCE[0].lower()}{SENTENCE[1:]} Sådan er det.",
            f"Her er en {EIGHT}.",
        ],
        ids=["as it is", "in capitals", "other marks", "over lines", "within others", "eight words of it"],
    )
    def test_a_copied_sentence_is_found(self, copied: str) -> None:
        assert source.repeated_runs(copied)

    def test_what_is_found_is_said_word_for_word(self) -> None:
        assert source.repeated_runs(f"Her er en {EIGHT.upper()}!") == [EIGHT]

    def test_every_run_of_a_longer_copy_is_found(self) -> None:
        assert len(source.repeated_runs(SENTENCE)) == len(SENTENCE.split()) - source.RUN + 1

    @pytest.mark.parametrize(
        "text",
        [
            SEVEN,
            f"Broen {SEVEN} gang",
            EIGHT.replace("malet", "strøget"),
            f"{SEVEN} bro",
            " ".join(reversed(SENTENCE.split())),
            "",
        ],
        ids=[
            "seven words",
            "seven among others",
            "one word changed",
            "another order",
            "backwards",
            "nothing",
        ],
    )
    def test_up_to_seven_words_in_common_are_not(self, text: str) -> None:
        assert source.repeated_runs(text) == []

    def test_a_fixed_term_is_no_part_of_a_run(self) -> None:
        # With the term there would be nine words in common; without it there are six.
        assert source.repeated_runs("Ved fælles hjælp bærer vi spande, pensler og stiger op") == []

    def test_a_fixed_term_does_not_hide_a_copy_around_it(self) -> None:
        before, after = SENTENCE.split(" over ")
        assert source.repeated_runs(f"{before}, Ved fælles hjælp, over {after}")

    @given(st.lists(st.sampled_from(source.TERMS), max_size=6))
    def test_terms_alone_are_never_a_copy(self, terms: list[str]) -> None:
        assert source.repeated_runs(", og ".join(terms)) == []


@pytest.mark.parametrize("term", source.TERMS)
def test_every_fixed_term_is_left_out_of_the_fingerprint(term: str) -> None:
    words = SENTENCE.split()
    within = " ".join([*words[:5], term.title(), *words[5:]])
    assert source.fingerprint(within) == source.fingerprint(SENTENCE)


def test_a_text_of_seven_words_leaves_no_fingerprint() -> None:
    assert source.fingerprint(SEVEN) == ""
    assert len(source.fingerprint(EIGHT).split()) == 1


def test_a_fingerprint_does_not_show_the_order_of_the_sentences() -> None:
    hashes = source.fingerprint(FOUNDATION).split()
    assert hashes == sorted(set(hashes))


def test_what_is_shipped_was_made_as_texts_are_compared() -> None:
    # A change of what a word or a run is makes the shipped file worthless, and nothing else would say so.
    # Whoever means it makes the file anew with `elearning content fingerprint`, and then writes this anew.
    assert source.fingerprint("Én, to: TRE \N{EN DASH} fire (fem) seks/syv otte") == "204411e3a2\n"


def test_no_text_of_the_foundation_can_be_read_in_what_is_shipped() -> None:
    lines = source.FILE.read_text(encoding="ascii").splitlines()
    assert [line for line in lines if not re.fullmatch("[0-9a-f]{10}", line)] == []
    assert lines == sorted(set(lines))


def test_what_is_shipped_covers_a_document_and_not_a_page() -> None:
    assert len(source.FILE.read_text(encoding="ascii").split()) > 3000
