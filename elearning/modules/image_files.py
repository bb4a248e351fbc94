"""Pictures that people send: known by what they hold, turned upright, made small, and written anew as WebP.

One format is enough to serve and to export, and a picture that is written anew has nothing in it but its
pixels: no place, no camera, no program.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PIL import Image, ImageCms, ImageOps

BYTES_MAX: Final = 10 * 1024 * 1024
#: What a picture may unpack to. A file of some kilobytes can say that it is larger than our memory.
PIXELS_MAX: Final = 40_000_000
#: Twice the width of a text, for screens that have two dots for each pixel.
SIDE_MAX: Final = 1600
CONTENT_TYPE: Final = "image/webp"

_FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
#: Drawings and screenshots, which look best when nothing is lost, as long as that does not cost too much.
_EXACT_FORMATS: Final = {"PNG", "GIF"}
_EXACT_BYTES_MAX: Final = 250_000
_QUALITY: Final = 80
_GREY_BITS: Final = 256  # from 16 bits to 8
_SRGB: Final = ImageCms.createProfile("sRGB")
_HEAD: Final = 1024
_CHUNKS: Final = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


class ImageFault(StrEnum):
    """Why a file cannot be a picture here."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_PIXELS = "too_many_pixels"
    SVG = "svg"
    UNREADABLE = "unreadable"
    NOT_OURS = "not_ours"


class ImageError(ValueError):
    """A file that cannot be a picture here; `fault` says why."""

    def __init__(self, fault: ImageFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class ImageFile:
    """A picture as it is kept: WebP, with its size in pixels."""

    data: bytes
    width: int
    height: int


def encode(data: bytes) -> ImageFile:
    """Make what somebody sent into a picture as it is kept; one that moves becomes its first moment.

    Raises ImageError.
    """
    if not data:
        raise ImageError(ImageFault.EMPTY)
    if len(data) > BYTES_MAX:
        raise ImageError(ImageFault.TOO_BIG)
    try:
        with _opened(data) as original:
            return _written(_upright(original), is_exact=original.format in _EXACT_FORMATS)
    except ImageError:
        raise
    # Of a broken file Pillow says so in as many ways as there are to break one.
    except (OSError, Exception) as error:
        is_svg = b"<svg" in data[:_HEAD].lower()
        raise ImageError(ImageFault.SVG if is_svg else ImageFault.UNREADABLE) from error


def read_kept(data: bytes) -> ImageFile:
    """Read a file that must be as `encode` writes them, to be kept byte for byte.

    Raises ImageError.
    """
    chunks = list(_chunks(data))
    if not chunks or not _CHUNKS.issuperset(chunks):
        raise ImageError(ImageFault.NOT_OURS)
    try:
        with _opened(data) as picture:
            picture.load()
            size = picture.size
    except (OSError, ValueError, SyntaxError) as error:
        raise ImageError(ImageFault.UNREADABLE) from error
    if max(size) > SIDE_MAX:
        raise ImageError(ImageFault.NOT_OURS)
    return ImageFile(data, *size)


def _opened(data: bytes) -> Image.Image:
    """Open a picture without unpacking it, and see how large it would be."""
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError(ImageFault.TOO_MANY_PIXELS) from error
    if picture.width * picture.height > PIXELS_MAX:
        raise ImageError(ImageFault.TOO_MANY_PIXELS)
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    """Give the pixels as they are seen, at the size and in the colours that they are kept."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value * (1 / _GREY_BITS)).convert("L")
    elif picture.mode not in {"L", "RGB", "RGBA", "CMYK", "YCbCr", "LAB"}:
        picture = picture.convert("RGBA")  # a palette cannot be made smaller
    picture.thumbnail((SIDE_MAX, SIDE_MAX))
    picture = ImageOps.exif_transpose(picture)
    if profile:
        picture = _in_usual_colours(picture, profile)
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _in_usual_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    """Say the colours in the words of sRGB, as phones and cameras have their own; without it, they fade."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, own, _SRGB, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _written(picture: Image.Image, *, is_exact: bool) -> ImageFile:
    picture.info.clear()  # or it would be written along
    data = _as_webp(picture, lossless=True, quality=_QUALITY) if is_exact else b""
    if not 0 < len(data) <= _EXACT_BYTES_MAX:
        data = _as_webp(picture, quality=_QUALITY)
    return ImageFile(data, *picture.size)


def _as_webp(picture: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, "WEBP", **options)
    return file.getvalue()


def _chunks(data: bytes) -> Iterator[bytes]:
    """List what a WebP file is made of; nothing, if it does not end where it says, or is another file."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or _number(data[4:8]) + 8 != len(data):
        return
    place = 12
    while place < len(data):
        yield data[place : place + 4]
        length = _number(data[place + 4 : place + 8])
        place += 8 + length + length % 2
    if place != len(data):
        yield b""


def _number(four: bytes) -> int:
    return int.from_bytes(four, "little")
