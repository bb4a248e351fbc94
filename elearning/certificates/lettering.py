"""How large a name can be written on the certificate, and where its lines end."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase.ttfonts import TTFontFile

from elearning.static_files import STATIC

FONTS = {
    "plex.ttf": STATIC / "fonts" / "IBMPlexSans-Regular.ttf",
    "plex-semibold.ttf": STATIC / "fonts" / "IBMPlexSans-SemiBold.ttf",
    "dejavu.ttf": STATIC / "fonts" / "DejaVuSans.ttf",
    "dejavu-bold.ttf": STATIC / "fonts" / "DejaVuSans-Bold.ttf",
}
# Letters that the first lacks are drawn from the second, as the style sheet's font-family says.
NAME_FONTS = (FONTS["plex-semibold.ttf"], FONTS["dejavu-bold.ttf"])
PLACE_WIDTH = 162 * mm
PLACE_HEIGHT = 33 * mm
LEADING = 1.15  # as in the style sheet
SIZES = (40, 36, 33, 30, 28, 25, 22, 20, 18, 16, 14, 12, 10)  # points
# From this size down a word may be broken; above it, a smaller size may still hold it whole.
BREAKS_WORDS_FROM = 22
# Down to this size a name rather stays on one line than be larger on two.
ONE_LINE_FROM = 30


class LetteringError(Exception):
    """A name does not fit its place at any size."""


@dataclass(frozen=True)
class FittedName:
    """A name broken into lines, and the size in points at which they fit their place."""

    lines: tuple[str, ...]
    size: int


def fit(name: str) -> FittedName:
    """Choose the largest size at which a name fits its place, by the widths of its letters.

    Raises LetteringError for a name of several hundred letters.
    """
    words = _visible(name).split()
    line = " ".join(words)
    for size in SIZES:
        if size >= ONE_LINE_FROM and _width(line) * size <= PLACE_WIDTH:
            return FittedName((line,), size)
    for size in SIZES:
        width = PLACE_WIDTH / size
        whole = all(_width(word) <= width for word in words)
        lines = _fill(words, width)
        if (whole or size <= BREAKS_WORDS_FROM) and len(lines) * size * LEADING <= PLACE_HEIGHT:
            return FittedName(tuple(_evened(words, lines, width) if whole else lines), size)
    raise LetteringError("The name is too long for a certificate.")


def _visible(text: str) -> str:
    """Compose letters and accents, and leave out control characters, which no font draws."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        each if unicodedata.category(each) not in {"Cc", "Cs", "Co", "Cn"} else " " for each in composed
    )


def _fill(words: list[str], width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words:
        for index, piece in enumerate(_pieces(word, width)):
            longer = f"{line} {piece}" if line and index == 0 else line + piece
            if line and _width(longer) > width:
                lines.append(line)
                longer = piece
            line = longer
    return [*lines, line]


def _evened(words: list[str], lines: list[str], width: float) -> list[str]:
    """Make lines of about the same length, without needing one more."""
    widest_word = max((_width(word) for word in words), default=0)
    while (width := width * 0.97) >= widest_word:
        narrower = _fill(words, width)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _pieces(word: str, width: float) -> Iterator[str]:
    """Give a word, or the pieces that fit on a line each. An accent stays with its letter."""
    piece = ""
    for letter in word:
        if piece and not unicodedata.combining(letter) and _width(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _width(text: str) -> float:
    """Measure a text in ems."""
    fonts = [_letter_widths(path) for path in NAME_FONTS]
    widest = 1000.0  # for what neither has: a box is drawn
    return sum(next((font[ord(each)] for font in fonts if ord(each) in font), widest) for each in text) / 1000


@cache
def _letter_widths(font: Path) -> dict[int, float]:
    """Read the widths of a font's letters, in thousandths of an em by code point."""
    return dict(TTFontFile(str(font)).charWidths)
