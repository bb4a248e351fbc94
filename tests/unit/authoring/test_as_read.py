"""A text as readers meet it: no marks, every paragraph, and how each word looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.authoring.as_read import BLANK_LINE, Link, Look, from_markdown, plain
from elearning.authoring.differences import Aside, Difference, Kind, Note, difference
from elearning.quizzes import course

#: What a text of HR's is made of, and every mark that there is.
MARKED = st.lists(
    st.sampled_from(
        [
            *("ord", "to", " ", "\n", "\n\n", "**", "*", "_", "`", "### ", "#### ", "- ", "1. ", "> ", "| "),
            *("[a](/notes)", "[a](https://b.dk)", "![b](pictures/cirkel.svg)", "\\", "&amp;", "```\n", "---"),
            *("| a | b |\n|---|---|\n| c | d |\n", "  \n", "    ", "<b>", "https://a.dk", "[a]: /x\n"),
        ]
    ),
    max_size=14,
).map("".join)


def compared(before: str, after: str, *, is_markdown: bool = True) -> Difference:
    return difference("text", 0, before, after, is_markdown=is_markdown)


def said(before: str, after: str) -> list[Aside]:
    return [note.aside for note in compared(before, after).notes]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Vi **siger** _altid_ `goddag`.", "Vi siger altid goddag."),
        (
            "### Overskrift\n\nTekst\nover to linjer\n\nNyt afsnit",
            "Overskrift\n\nTekst over to linjer\n\nNyt afsnit",
        ),
        ("- et\n- to\n  - under\n- tre", "• et\n• to\n   • under\n• tre"),
        ("3. c\n4. d\n\nSlut", "3. c\n4. d\n\nSlut"),
        ("> Et citat", "Et citat"),
        ("Se [her](/notes) og <https://a.dk>", "Se her og https://a.dk"),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "A · B\n1 · 2"),
        ("![En cirkel](pictures/cirkel.svg)", "En cirkel"),
        ("```\nx = 1\n  y\n```\n\nog", "x = 1\n  y\n\nog"),
        ("Før\n\n---\n\nefter", "Før\n\n———\n\nefter"),
        ("Vi har 3 \\* 4 &amp; 5", "Vi har 3 * 4 & 5"),
        ("linje  \nlinje", "linje\nlinje"),
        ("", ""),
    ],
)
def test_the_marks_are_gone_and_the_paragraphs_stay(text: str, read: str) -> None:
    assert from_markdown(text).text == (BLANK_LINE + read if read else "")


def test_every_word_has_its_looks() -> None:
    found = from_markdown("### Til jer\n\n**Vi *er* her**, `nu`\n\n> og der")
    assert {word.text.strip(): set(word.looks) for word in found.words} == {
        "Til": {Look.HEADING},
        "jer": {Look.HEADING},
        "Vi": {Look.BOLD},
        "er": {Look.BOLD, Look.ITALIC},
        "her": {Look.BOLD},
        ",": set(),
        "nu": {Look.CODE},
        "og": {Look.QUOTE},
        "der": {Look.QUOTE},
    }


def test_links_and_pictures_are_known_by_their_words() -> None:
    found = from_markdown("Læs [om **os**](/notes) ![To cirkler](pictures/cirkel.svg)")
    assert found.links == (Link("om os", "/notes"),)
    assert found.pictures == (Link("To cirkler", "pictures/cirkel.svg"),)


def test_no_mark_of_a_shipped_lesson_is_left() -> None:
    texts = [step.text for lesson in course.read_course().lessons.lessons for step in lesson.steps]
    assert any("**" in text for text in texts)
    for text in texts:
        read = from_markdown(text).text
        assert [mark for mark in ("**", "](", "### ", "|--", "![") if mark in read] == []
        assert read.count(BLANK_LINE) >= text.count("\n\n### ")


class TestDifference:
    def test_only_the_formatting(self) -> None:
        assert said("Vi er her.", "Vi **er** her.") == [Aside.LOOKS]
        assert said("### Til jer", "#### Til jer") == [Aside.LOOKS]

    def test_where_a_link_leads(self) -> None:
        found = compared("Se [her](/notes).", "Se [her](https://a.dk).")
        assert found.notes == (Note(Aside.LINK_ADDRESS, "her", "/notes", "https://a.dk"),)
        assert {piece.kind for piece in found.pieces} == {Kind.SAME}

    def test_which_words_a_link_is_on(self) -> None:
        assert said("Se [her](/notes) nu", "Se [her nu](/notes)") == [Aside.LINK_WORDS]

    def test_a_link_that_came_or_went(self) -> None:
        assert said("Se her", "Se [her](/notes)") == [Aside.LINK_ADDED]
        assert said("Se [her](/notes)", "Se her") == [Aside.LINK_REMOVED]

    def test_another_picture_of_the_same(self) -> None:
        found = compared("![En](pictures/cirkel.svg)", "![En](pictures/fundament.svg)")
        assert found.notes == (Note(Aside.PICTURE, "En"),)
        assert [piece.kind for piece in found.pieces] == [Kind.REMOVED, Kind.ADDED]

    def test_what_nobody_sees(self) -> None:
        assert said("*Vi* er her", "_Vi_ er her") == [Aside.UNSEEN]
        assert said("Vi er\nher", "Vi er her") == [Aside.UNSEEN]

    def test_a_paragraph_that_was_parted_is_marked(self) -> None:
        found = compared("Et ord. Så et til.", "Et ord.\n\nSå et til.")
        assert len(found.paragraphs) == 2
        assert any(piece.kind is Kind.ADDED for piece in found.paragraphs[1])

    def test_a_paragraph_before_the_first_leaves_that_as_it_was(self) -> None:
        found = compared("Så et til.", "### Først\n\nEt ord.\n\nSå et til.")
        assert [{piece.kind for piece in each} for each in found.paragraphs] == [
            {Kind.ADDED},
            {Kind.ADDED},
            {Kind.SAME},
        ]

    def test_a_changed_word_has_no_note(self) -> None:
        assert said("**Vi** er her", "**I** er her") == []


@given(MARKED, MARKED, st.booleans())
def test_two_texts_that_are_not_the_same_never_look_so(before: str, after: str, is_markdown: bool) -> None:  # noqa: FBT001
    if before == after:
        return
    found = compared(before, after, is_markdown=is_markdown)
    shown = [piece for pieces in found.paragraphs for piece in pieces]
    is_marked = any(piece.kind is not Kind.SAME and piece.text.strip() for piece in shown)
    assert is_marked or found.notes


@given(MARKED, MARKED)
def test_both_texts_are_whole_in_the_difference(before: str, after: str) -> None:
    pieces = compared(before, after).pieces
    for gone, text in ((Kind.ADDED, before), (Kind.REMOVED, after)):
        whole = "".join(piece.text for piece in pieces if piece.kind is not gone)
        assert whole == from_markdown(text).text


@given(st.text("ab \n", max_size=40))
def test_a_text_without_marks_is_read_as_it_is(text: str) -> None:
    assert plain(text).text == text


def test_two_very_long_texts_are_compared_at_once() -> None:
    found = compared("**a** [b](/x) " * 2_000, "*c* [d](/y) " * 2_000)
    assert Kind.SAME not in {piece.kind for piece in found.pieces}
    assert len(found.notes) <= 50
