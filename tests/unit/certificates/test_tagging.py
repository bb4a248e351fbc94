"""A screen reader finds the certificate's texts in order, and what each of them is."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from pikepdf import Name

from elearning.certificates.rules import grouped
from elearning.certificates.tagging import TaggingError, tag
from tests.unit.certificates.examples import ADDRESS, FACTS, draw, marked_texts, named, unmarked


def leaves(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Give the elements that stand for something on the page, in the order in which they are read."""
    content = element.K
    if isinstance(content, pikepdf.Array):
        for child in content.as_list():
            yield from leaves(child)
    elif isinstance(content, pikepdf.Dictionary):
        yield from leaves(content)
    else:  # the number of its mark on the page
        yield element


def read_aloud(drawn: bytes) -> list[tuple[str, str]]:
    """Walk the structure tree: give the kind of each element, and its text by its number on the page."""
    texts: dict[int, str] = {}
    for number, text in marked_texts(drawn):
        texts[number] = f"{texts[number]} {text}" if number in texts else text
    with pikepdf.open(BytesIO(drawn)) as document:
        return [
            (str(leaf.S), str(leaf.get("/Alt", leaf.get("/ActualText", ""))) or texts[int(leaf.K)])
            for leaf in leaves(document.Root.StructTreeRoot.K)
        ]


def test_the_structure_is_read_in_the_order_of_the_page(certificate: bytes) -> None:
    read = read_aloud(certificate)
    assert [kind for kind, _ in read] == [
        "/P", "/H1", "/P", "/P", "/P",
        *["/TH"] * 2, *["/TH", "/TD"] * 4,
        *["/TH"] * 3, *["/TD"] * 3,
        "/Figure", *["/P"] * 5,
    ]  # fmt: skip
    texts = [text for _, text in read]
    assert texts[0] == FACTS.organisation
    assert texts[2] == FACTS.name
    assert [texts[at] for at in (7, 9, 11)] == [module.title for module in FACTS.modules]
    assert texts[18:21] == ["23. november 2026", "1. november 2026", "23. november 2029"]
    assert ADDRESS in texts[21]
    assert texts[23] == FACTS.number
    assert texts[-2] == ADDRESS
    assert texts[-1] == f"Koden: {grouped(FACTS.code)}"


def test_what_the_eye_sees_is_what_is_read(certificate: bytes) -> None:
    drawn = [text for _, text in marked_texts(certificate)]
    assert drawn == [text for kind, text in read_aloud(certificate) if kind != "/Figure"]


def test_no_text_line_or_picture_is_unmarked(drawing_app: Flask, certificate: bytes, logo: Path) -> None:
    for drawn in (certificate, draw(drawing_app, logo=logo)):
        assert all(number >= 0 for number, _ in marked_texts(drawn))
        assert unmarked(drawn) == 0


def test_tables_have_headings_for_columns_and_rows(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as document:
        headings = [leaf for leaf in leaves(document.Root.StructTreeRoot.K) if leaf.S == Name.TH]
        assert [str(each.A.Scope) for each in headings] == ["/Column"] * 2 + ["/Row"] * 4 + ["/Column"] * 3


def test_each_mark_finds_its_element(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as document:
        tree = document.Root.StructTreeRoot
        page = document.pages[0]
        assert int(page.obj.StructParents) == int(tree.ParentTree.Nums[0]) == 0
        found = tree.ParentTree.Nums[1].as_list()
        assert [int(each.K) for each in found] == list(range(len(found)))
        assert [each.objgen for each in found] == [leaf.objgen for leaf in leaves(tree.K)]
        assert {each.Pg.objgen for each in found} == {page.obj.objgen}


@pytest.mark.parametrize("name", ["Åse " * 30, "Rhabarber" * 13, "محمد عبد الرحمن الحسيني بن أحمد بن علي"])
def test_a_name_is_read_as_it_is_written_however_it_is_drawn(drawing_app: Flask, name: str) -> None:
    read = read_aloud(draw(drawing_app, named(name.strip())))
    assert read[2] == ("/P", name.strip())


def test_a_logo_comes_first_with_its_text(drawing_app: Flask, logo: Path) -> None:
    kind, text = read_aloud(draw(drawing_app, logo=logo))[0]
    assert kind == "/Figure"
    assert FACTS.organisation in text


def test_title_language_and_author_are_set(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as document:
        assert str(document.Root.Lang) == "da"
        assert str(document.Root.StructTreeRoot.K.Lang) == "da"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.MarkInfo.Marked
        assert document.pages[0].obj.Tabs == Name.S
        title, author = str(document.docinfo.Title), str(document.docinfo.Author)
        assert title.endswith(f": {FACTS.name}")
        assert author == FACTS.organisation
        with document.open_metadata() as about:
            assert about["dc:title"] == title
            assert about["dc:creator"] == [author]
            assert about["dc:language"] == {"da"}
            assert str(about["xmp:CreateDate"]).startswith("2026-11-23")


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>One</p>", "the HTML has nothing"),
        ("<p>One</p><p>Two</p><p>Three</p>", "shows 2 of the 3"),
        ('<p>One</p><img alt="Two">', "the HTML has Figure"),
    ],
)
def test_a_page_that_is_not_its_html_is_refused(html: str, said: str) -> None:
    with pikepdf.new() as document:
        page = document.add_blank_page()
        font = pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary())
        page.Contents = document.make_stream(b"BT /F 9 Tf (One) Tj ET BT /F 9 Tf (Two) Tj ET")
        with pytest.raises(TaggingError, match=said):
            tag(document, html, author="Billund Kommune", day=date(2026, 11, 23))
