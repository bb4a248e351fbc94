"""Files that somebody might send as a logo."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

RED = (192, 0, 0)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), **options: object) -> bytes:
    """Make a red picture; `options` are Pillow's, such as exif."""
    made = BytesIO()
    Image.new("RGB", size, RED).save(made, kind, **options)
    return made.getvalue()
