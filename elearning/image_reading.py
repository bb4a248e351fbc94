"""Files that people send as pictures: known by what they hold, and opened no larger than is allowed there.

What becomes of them is for whoever asks: certificates/logos.py and modules/image_files.py.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PIL import ExifTags, Image, ImageCms, ImageOps

_HEAD: Final = 1024
_GREY_BITS: Final = 256  # from 16 bits to 8
_SRGB: Final = ImageCms.createProfile("sRGB")
_ON_THE_SIDE: Final = {5, 6, 7, 8}  # of the eight ways to hold a camera


class ImageFault(StrEnum):
    """Why a file cannot be a picture here."""

    EMPTY = "the file is empty"
    TOO_BIG = "the file is too big"
    TOO_MANY_PIXELS = "the picture has too many pixels"
    SVG = "it is an SVG file, which can hold programs"
    UNREADABLE = "it is not a whole picture of a kind that we read"
    NOT_OURS = "it is not as pictures are kept"


class ImageError(ValueError):
    """A file that cannot be a picture here; `fault` says why."""

    def __init__(self, fault: ImageFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Limits:
    """What is taken: the formats by Pillow's names, and how large the file and what it unpacks to may be.

    A file of some kilobytes can say that it is a picture larger than our memory.
    """

    formats: tuple[str, ...]
    bytes_max: int
    pixels_max: int


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """Open a picture without unpacking it. What turns out to be wrong while it is used is an ImageError too.

    Raises ImageError.
    """
    if not data:
        raise ImageError(ImageFault.EMPTY)
    if len(data) > limits.bytes_max:
        raise ImageError(ImageFault.TOO_BIG)
    try:
        with Image.open(io.BytesIO(data), formats=limits.formats) as picture:
            _bound(picture, limits)
            yield picture
    except ImageError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError(ImageFault.TOO_MANY_PIXELS) from error
    # Of a broken file Pillow says so in as many ways as there are to break one.
    except (OSError, Exception) as error:
        is_svg = b"<svg" in data[:_HEAD].lower()
        raise ImageError(ImageFault.SVG if is_svg else ImageFault.UNREADABLE) from error


def _bound(picture: Image.Image, limits: Limits) -> None:
    if picture.width * picture.height > limits.pixels_max:
        raise ImageError(ImageFault.TOO_MANY_PIXELS)


def upright(picture: Image.Image, box: tuple[int, int]) -> Image.Image:
    """Give the pixels as they are seen, in the usual colours, and no wider or higher than `box`."""
    profile = picture.info.get("icc_profile")
    is_on_the_side = picture.getexif().get(ExifTags.Base.Orientation) in _ON_THE_SIDE
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value * (1 / _GREY_BITS)).convert("L")
    elif picture.mode not in {"L", "RGB", "RGBA", "CMYK", "YCbCr", "LAB"}:
        picture = picture.convert("RGBA")  # a palette cannot be made smaller
    picture.thumbnail(
        box[::-1] if is_on_the_side else box
    )  # first, as turning a large one takes its size again
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
