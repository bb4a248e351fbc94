"""A text as its readers meet it: words and how they look, without the marks that make them look so. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from markdown_it.token import Token

from elearning import markdown

#: What stands before an item of a list, between two cells of a table, and for a line across the text.
BULLET: Final = "•"
CELL: Final = "·"
RULE: Final = "———"
#: Between two paragraphs.
BLANK_LINE: Final = "\n\n"


class Look(StrEnum):
    """How a word is shown."""

    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    HEADING = "heading"
    SUBHEADING = "subheading"
    QUOTE = "quote"
    PICTURE = "picture"


@dataclass(frozen=True)
class Word:
    """A word with the blanks before it, which also say where a line or a paragraph begins.

    A picture is one too: its words are what it shows, and `address` is where it is.
    """

    text: str
    looks: tuple[Look, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    words: str
    address: str


@dataclass(frozen=True)
class AsRead:
    """A text as it is read."""

    words: tuple[Word, ...]
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    @property
    def pictures(self) -> tuple[Link, ...]:
        return tuple(Link(word.text.strip(), word.address) for word in self.words if is_picture(word))


def is_picture(word: Word) -> bool:
    return Look.PICTURE in word.looks


def plain(text: str) -> AsRead:
    """Give a text without marks: it is read as it is written."""
    return AsRead(tuple(map(Word, re.findall(r"\s*\S+\s*?(?=\s|$)|\s+", text))))


def from_markdown(text: str) -> AsRead:
    """Give a Markdown text as it is read."""
    reader = _Reader()
    reader.read(markdown.tokens(text))
    return AsRead(tuple(reader.words), tuple(reader.links))


class _Reader:
    """Goes through markdown-it's tokens and writes down the words."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.links: list[Link] = []
        self._gap = ""  # the blanks before the next word
        self._looks: list[Look] = []
        self._lists: list[int | None] = []  # those we are in: the number of the next item, or None for dots
        self._is_first = False  # in its list, row or table, so that what follows stands on the same line
        self._opened: list[tuple[str, list[str]]] = []  # links: where they lead, and their words so far

    def read(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if token.type in _LOOKS:
                self._looks.append(_look(token))
            elif token.type.removesuffix("close") + "open" in _LOOKS:
                self._looks.pop()
            if token.type in _READ:
                _READ[token.type](self, token)

    def block(self, _token: Token) -> None:
        """Begin a paragraph, unless a list has just written what stands before its item."""
        if not self._is_first:
            self._begin(BLANK_LINE)
        self._is_first = False

    def inline(self, token: Token) -> None:
        self.read(token.children or ())

    def text(self, token: Token) -> None:
        for word in re.findall(r"\s*\S+|\s+$", token.content):
            if word.isspace():
                self._gap += word
            else:
                self._word(word)

    def code(self, token: Token) -> None:
        self._looks.append(Look.CODE)
        self.text(token)
        self._looks.pop()

    def code_block(self, token: Token) -> None:
        self.block(token)
        self.code(token)

    def rule(self, token: Token) -> None:
        self.block(token)
        self._word(RULE)

    def space(self, _token: Token) -> None:
        self._gap += " "

    def line(self, _token: Token) -> None:
        self._gap = "\n"

    def picture(self, token: Token) -> None:
        address = str(token.attrGet("src"))
        self._looks.append(Look.PICTURE)
        self._word(markdown.alternative(token), address)
        self._looks.pop()

    def link(self, token: Token) -> None:
        self._opened.append((str(token.attrGet("href")), []))

    def link_end(self, _token: Token) -> None:
        address, said = self._opened.pop()
        self.links.append(Link("".join(said).strip(), address))

    def list_(self, token: Token) -> None:
        start = token.attrGet("start")
        self._lists.append(None if token.type.startswith("bullet") else 1 if start is None else int(start))
        self._begin(BLANK_LINE if len(self._lists) == 1 else "\n")

    def list_end(self, _token: Token) -> None:
        self._lists.pop()
        self._is_first = False

    def item(self, _token: Token) -> None:
        number = self._lists[-1]
        if BLANK_LINE not in self._gap:
            self._begin("\n")
        self._gap += "   " * (len(self._lists) - 1)
        self._word(BULLET if number is None else f"{number}.")
        self._lists[-1] = None if number is None else number + 1
        self._gap, self._is_first = " ", True

    def table(self, _token: Token) -> None:
        self._begin(BLANK_LINE)

    def row(self, _token: Token) -> None:
        if BLANK_LINE not in self._gap:
            self._begin("\n")
        self._is_first = True

    def cell(self, _token: Token) -> None:
        if not self._is_first:
            self._gap = " "
            self._word(CELL)
            self._gap = " "
        self._is_first = False

    def _begin(self, gap: str) -> None:
        self._gap = gap  # also of the first paragraph: it is the same when another comes before it

    def _word(self, text: str, address: str = "") -> None:
        word = Word(self._gap + text, tuple(sorted(set(self._looks))), address)
        for _address, said in self._opened:
            said.append(word.text)
        if self.words and _is_one_word(self.words[-1], word):  # parted only by where a link begins or ends
            word = Word(self.words.pop().text + text, word.looks)
        self.words.append(word)
        self._gap = ""


def _is_one_word(first: Word, second: Word) -> bool:
    return first.looks == second.looks and not second.text[:1].isspace() and not is_picture(first)


def _look(token: Token) -> Look:
    is_sub = token.type == "heading_open" and int(token.tag[1]) > markdown.WRITTEN_LEVEL
    return Look.SUBHEADING if is_sub else _LOOKS[token.type]


_LOOKS: Final[Mapping[str, Look]] = {
    "strong_open": Look.BOLD,
    "em_open": Look.ITALIC,
    "heading_open": Look.HEADING,
    "blockquote_open": Look.QUOTE,
    "th_open": Look.BOLD,
}
_READ: Final[Mapping[str, Callable[[_Reader, Token], None]]] = {
    "paragraph_open": _Reader.block,
    "heading_open": _Reader.block,
    "code_block": _Reader.code_block,
    "fence": _Reader.code_block,
    "hr": _Reader.rule,
    "bullet_list_open": _Reader.list_,
    "bullet_list_close": _Reader.list_end,
    "ordered_list_open": _Reader.list_,
    "ordered_list_close": _Reader.list_end,
    "list_item_open": _Reader.item,
    "table_open": _Reader.table,
    "tr_open": _Reader.row,
    "th_open": _Reader.cell,
    "td_open": _Reader.cell,
    "inline": _Reader.inline,
    "text": _Reader.text,
    "code_inline": _Reader.code,
    "softbreak": _Reader.space,
    "hardbreak": _Reader.line,
    "image": _Reader.picture,
    "link_open": _Reader.link,
    "link_close": _Reader.link_end,
}
