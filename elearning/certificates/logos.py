"""Logos for certificates: made anew, no larger than print needs."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from PIL import Image

from elearning.image_reading import ImageError, Limits, opened, upright

LIMITS: Final = Limits(("PNG", "JPEG"), bytes_max=5 * 1024 * 1024, pixels_max=25_000_000)
SIZE: Final = (1000, 178)  # 15 mm high at 300 dots an inch


class LogoError(Exception):
    """The operator's file is not a logo that can be drawn; the message says what is wrong with it."""


def small_png(file: IO[bytes]) -> bytes:
    """Make a PNG or JPEG picture anew as a small PNG, with nothing in it but what is seen.

    Raises ImageError.
    """
    with opened(file.read(LIMITS.bytes_max + 1), LIMITS) as original:
        logo = upright(original, SIZE).convert("RGBA")
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
    except (ImageError, OSError) as error:
        raise LogoError(f"ELEARNING_LOGO: {path} cannot be used: {error}") from error
