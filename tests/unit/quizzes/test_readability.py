import pytest

from elearning.quizzes.readability import blocks, lix, words


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    assert lix("Du kan se ham. Han venter fortsat på dig.") == round(9 / 2 + 100 * 1 / 9)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Han kommer kl. 8 i dag.", 1),
        ("Det er f.eks. en mail.", 1),
        ("Du ser op. „Hvad nu?“ siger hun.", 2),
        ("Hun spørger: Kan du?", 2),
        ("- en bog\n- en bil", 2),
        ("Et afsnit\n\nEt til", 2),
        ("### Uden punktum\n\nEt til", 2),
        ("to\nlinjer", 1),
    ],
)
def test_sentences_are_told_from_abbreviations_and_end_with_their_paragraph(
    text: str, sentences: int
) -> None:
    number = sum(len(words(block)) for block in blocks(text))
    long = sum(len(word) > 6 for block in blocks(text) for word in words(block))
    assert lix(text) == round(number / sentences + 100 * long / number)


@pytest.mark.parametrize("text", ["", "...", "![](/static/a.png)", "---"])
def test_a_text_without_words_is_easy(text: str) -> None:
    assert lix(text) == 0


def test_marks_addresses_and_pictures_are_not_read() -> None:
    assert blocks("**Fed** [link](https://example.org/lang-adresse) ![billede](/static/a.png)") == [
        "Fed link "
    ]


def test_a_word_with_a_hyphen_is_one() -> None:
    assert words("både-og, ABC's 12 §") == ["både-og", "ABC's", "12"]
