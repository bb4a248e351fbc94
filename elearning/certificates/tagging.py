"""Structure tags: what xhtml2pdf leaves out, and a screen reader needs to read a PDF in order.

The renderer draws a page's texts and pictures in the order of its HTML, one text object for each element that
holds text. So the HTML says what each of them is; if the two do not match to the end, that is an error.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from html.parser import HTMLParser

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Pdf, String

KINDS = {
    "h1": "H1",
    "p": "P",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "img": "Figure",
}  # fmt: skip
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
STARTS_PATH = {"m", "re"}
ENDS_PATH = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}


class TaggingError(Exception):
    """What is drawn is not what the HTML says."""


@dataclass
class Element:
    """A part of the document: a table, a row, a paragraph, a picture."""

    kind: str
    language: str = ""
    alternative: str = ""
    spoken: str = ""  # the text itself, where it is drawn in pieces
    scope: str = ""
    text: str = ""
    children: list["Element"] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the elements of a page that our own template has written."""

    def __init__(self) -> None:
        super().__init__()
        self.document = Element("Document")
        self.title = ""
        self._open = [self.document]
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.document.language = found.get("lang", "")
        self._in_title = tag == "title"
        if tag not in KINDS or (tag == "img" and not found.get("alt")):
            return
        element = Element(KINDS[tag], alternative=found.get("alt", ""), spoken=found.get("title", ""))
        if tag == "th":
            element.scope = "Column" if self._open[-2].kind == "THead" else "Row"
        self._open[-1].children.append(element)
        if tag != "img":
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        if tag in KINDS:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif len(self._open) > 1:
            self._open[-1].text += data.strip()


def tag(document: Pdf, html: str, *, author: str, day: date) -> None:
    """Give a page drawn from `html` its structure, title, language, author and date.

    Raises TaggingError when the page does not show what the HTML has.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    leaves = list(_leaves(reader.document))
    page = document.pages[0]
    instructions = list(_marked(_without_idle_text(page), leaves, page.Resources.XObject))
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))
    _drop_unused_fonts(page, instructions)
    _add_structure(document, page, reader.document, leaves)
    _describe(document, title=reader.title, language=reader.document.language, author=author, day=day)


def _leaves(element: Element) -> Iterator[Element]:
    """Give the elements that are drawn, in the order of the page."""
    if element.kind == "Figure" or element.text:
        yield element
    for child in element.children:
        yield from _leaves(child)


def _without_idle_text(stream: pikepdf.Page | pikepdf.Object) -> Iterator[list[ContentStreamInstruction]]:
    """Give the instructions, a text object or a path in one piece, without text objects that show nothing.

    Those only choose a font, which would have to be in the file for it.
    """
    piece: list[ContentStreamInstruction] = []
    for instruction in pikepdf.parse_content_stream(stream):
        if not isinstance(instruction, ContentStreamInstruction):
            raise TaggingError("The page has a picture within its text.")
        name = str(instruction.operator)
        piece.append(instruction)
        first = str(piece[0].operator)
        if first == "BT" and name != "ET":
            continue
        if first in STARTS_PATH and name not in ENDS_PATH:
            continue
        if first != "BT" or any(str(each.operator) in SHOWS_TEXT for each in piece):
            yield piece
        piece = []


def _marked(
    pieces: Iterable[list[ContentStreamInstruction]], leaves: list[Element], pictures: pikepdf.Object
) -> Iterator[ContentStreamInstruction]:
    """Say of every piece which leaf it is, by the leaf's number; of lines and background that they adorn."""
    number = 0
    for piece in pieces:
        operator = str(piece[0].operator)
        if operator == "BT" or (operator == "Do" and _is_picture(piece[0], pictures)):
            kind = leaves[number].kind if number < len(leaves) else "nothing"
            if (kind == "Figure") != (operator == "Do") or kind == "nothing":
                raise TaggingError(
                    f"Piece {number} of the page is drawn with {operator}, and the HTML has {kind}."
                )
            begin = ContentStreamInstruction([Name(f"/{kind}"), Dictionary(MCID=number)], Operator("BDC"))
            number += 1
        elif operator == "Do" or operator in STARTS_PATH:
            begin = ContentStreamInstruction([Name.Artifact], Operator("BMC"))
        else:
            yield from piece
            continue
        yield begin
        yield from piece
        yield ContentStreamInstruction([], Operator("EMC"))
    if number != len(leaves):
        raise TaggingError(f"The page shows {number} of the {len(leaves)} texts and pictures in the HTML.")


def _is_picture(paint: ContentStreamInstruction, pictures: pikepdf.Object) -> bool:
    return pictures[str(paint.operands[0])].Subtype == Name.Image


def _drop_unused_fonts(page: pikepdf.Page, instructions: list[ContentStreamInstruction]) -> None:
    """Leave the renderer's default font out, which it names on every page and which nothing is drawn in."""
    used = {str(each.operands[0]) for each in instructions if str(each.operator) == "Tf"}
    page.Resources.Font = Dictionary({name: page.Resources.Font[name] for name in sorted(used)})
    for drawing in page.Resources.XObject.as_dict().values():
        if drawing.Subtype == Name.Form:
            kept = [each for piece in _without_idle_text(drawing) for each in piece]
            drawing.write(pikepdf.unparse_content_stream(kept))
            drawing.Resources = Dictionary()


def _add_structure(document: Pdf, page: pikepdf.Page, root: Element, leaves: list[Element]) -> None:
    tree = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    numbers = {id(leaf): number for number, leaf in enumerate(leaves)}
    parents: list[pikepdf.Object] = []  # by the numbers of the leaves: these meet them in the same order

    def build(element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        made = document.make_indirect(_attributes(element, parent))
        if id(element) in numbers:
            made.Pg = page.obj
            made.K = numbers[id(element)]
            parents.append(made)
        else:
            made.K = Array([build(child, made) for child in element.children])
        return made

    tree.K = build(root, tree)
    tree.ParentTree = document.make_indirect(Dictionary(Nums=Array([0, Array(parents)])))
    tree.ParentTreeNextKey = 1
    page.obj.StructParents = 0
    page.obj.Tabs = Name.S
    document.Root.StructTreeRoot = tree
    document.Root.MarkInfo = Dictionary(Marked=True)


def _attributes(element: Element, parent: pikepdf.Object) -> Dictionary:
    made = Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent)
    if element.language:
        made.Lang = String(element.language)
    if element.alternative:
        made.Alt = String(element.alternative)
    if element.spoken:
        made.ActualText = String(element.spoken)
    if element.scope:
        made.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
    return made


def _describe(document: Pdf, *, title: str, language: str, author: str, day: date) -> None:
    """Write who, what and when, in both places where programs look for it. Noon is when on that day."""
    moment = datetime.combine(day, time(12), UTC)
    written = f"D:{moment:%Y%m%d%H%M%S}Z"
    producer = str(document.docinfo.get("/Producer", ""))
    document.Root.Lang = String(language)
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    document.trailer.Info = document.make_indirect(
        Dictionary(
            Title=String(title),
            Author=String(author),
            Producer=String(producer),
            CreationDate=String(written),
            ModDate=String(written),
        )
    )
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = title
        about["dc:creator"] = [author]
        about["dc:language"] = {language}
        about["pdf:Producer"] = producer
        about["xmp:CreateDate"] = about["xmp:ModifyDate"] = moment.isoformat()
