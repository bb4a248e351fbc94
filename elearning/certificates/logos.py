"""Logos for certificates: known by their content, and made anew, no larger than print needs."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from PIL import Image, ImageOps

BYTES_MAX: Final = 5 * 1024 * 1024
#: A small file can be a picture that fills the memory; a logo has no use for more.
PIXELS_MAX: Final = 25_000_000
SIZE: Final = (1000, 178)  # 15 mm high at 300 dots an inch


class LogoError(Exception):
    """The file is not a logo that can be drawn; the message is for the operator."""


class NoPictureError(LogoError):
    """The file is not a whole PNG or JPEG picture."""


class TooBigError(LogoError):
    """The picture has more pixels than we open."""


def small_png(file: IO[bytes]) -> bytes:
    """Make a PNG or JPEG picture anew as a small PNG, with nothing in it but what is seen.

    Raises NoPictureError and TooBigError.
    """
    content = file.read(BYTES_MAX + 1)
    if len(content) > BYTES_MAX:
        raise TooBigError("the file is too big")
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as original:
            if original.width * original.height > PIXELS_MAX:
                raise TooBigError("the picture has too many pixels")
            logo = ImageOps.exif_transpose(original).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooBigError("the picture has too many pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise NoPictureError("it is not a whole PNG or JPEG picture") from error
    logo.thumbnail(SIZE)
    # With few colours even a photograph keeps the certificate small.
    plain = logo.quantize(256, Image.Quantize.FASTOCTREE).convert("RGBA")
    plain.info.clear()  # where it was taken, and the like
    made = BytesIO()
    plain.save(made, "PNG")
    return made.getvalue()


@cache
def of_operator(path: Path) -> bytes:
    """Read the logo of the settings once. Raises LogoError; call it at start, so that it shows then."""
    try:
        with path.open("rb") as file:
            return small_png(file)
    except (LogoError, OSError) as error:
        raise LogoError(f"ELEARNING_LOGO: {path} cannot be used: {error}") from error
