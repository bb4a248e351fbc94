"""The PDF of a certificate as somebody gets it: fetched in the browser, read, and looked at."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import zxingcpp

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Page

# 150 dots an inch, as a screen or an office printer shows it: 1240 pixels across A4. PDF counts 72 an inch.
SCALE = 150 / 72


def download(page: Page) -> bytes:
    """Press the button on the page that fetches the PDF."""
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hent som PDF", exact=True).click()
    return Path(fetched.value.path()).read_bytes()


class Paper:
    """A PDF of one page."""

    def __init__(self, pdf: bytes) -> None:
        pages = pypdfium2.PdfDocument(pdf)
        assert len(pages) == 1
        page = pages[0]
        self.text: str = page.get_textpage().get_text_range()
        self.picture: Image = page.render(scale=SCALE).to_pil()
        with pikepdf.open(BytesIO(pdf)) as document:
            self.title = str(document.docinfo["/Title"])

    @property
    def address(self) -> str:
        """What its square code leads to."""
        (code,) = zxingcpp.read_barcodes(self.picture)
        assert code.format == zxingcpp.BarcodeFormat.QRCode
        return code.text
