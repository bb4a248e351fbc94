"""Certificates to draw, and what is read back from the drawn ones."""

import ctypes
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from flask import Flask
from PIL import Image

from elearning.certificates import logos, pdf
from elearning.certificates.facts import CertificateFacts, ModuleTaken
from elearning.certificates.signing import Signer

ADDRESS = "https://grundlaget.example.dk/verify/kV3x9QmZt0aXw2bN7yRf4g"
FACTS = CertificateFacts(
    number="2026-000123",
    code="kV3x9QmZt0aXw2bN7yRf4g",
    name="Åse Kjærgård Ømosegaard",
    organisation="Billund Kommune",
    modules=(ModuleTaken("Velkommen", 12), ModuleTaken("Rollerne på øen", 28), ModuleTaken("Balancerne", 46)),
    completed_on=date(2026, 11, 23),
    edition=date(2026, 11, 1),
    valid_until=date(2029, 11, 23),
)


def draw(
    app: Flask, facts: CertificateFacts = FACTS, logo: Path | None = None, signer: Signer | None = None
) -> bytes:
    with app.app_context():
        png = logos.of_operator(logo) if logo else None
        return pdf.render(facts, verify_url=ADDRESS, logo=png, signer=signer)


def named(name: str) -> CertificateFacts:
    return replace(FACTS, name=name)


def picture(drawn: bytes, dots_per_inch: int = 100) -> Image.Image:
    with pypdfium2.PdfDocument(drawn) as document:
        return document[0].render(scale=dots_per_inch / 72).to_pil()


def pages(drawn: bytes) -> int:
    with pikepdf.open(BytesIO(drawn)) as document:
        return len(document.pages)


def text(drawn: bytes) -> str:
    """Read the text as somebody who selects and copies it all."""
    with pypdfium2.PdfDocument(drawn) as document:
        return document[0].get_textpage().get_text_range()


def marked_texts(drawn: bytes) -> list[tuple[int, str]]:
    """List the pieces of text as they are drawn, each with the number it is marked with, or -1."""
    with pypdfium2.PdfDocument(drawn) as document:
        page = document[0]
        reader = page.get_textpage()
        return [
            (pdfium.FPDFPageObj_GetMarkedContentID(piece.raw), _text_of(piece.raw, reader.raw))
            for piece in page.get_objects()
            if piece.type == pdfium.FPDF_PAGEOBJ_TEXT
        ]


def unmarked(drawn: bytes) -> int:
    """Count what is drawn, text, line or picture, without being part of something or marked as decoration."""
    with pypdfium2.PdfDocument(drawn) as document:
        objects = document[0].get_objects(max_depth=1)
        return sum(pdfium.FPDFPageObj_CountMarks(each.raw) == 0 for each in objects)


def _text_of(piece: object, reader: object) -> str:
    size = pdfium.FPDFTextObj_GetText(piece, reader, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(piece, reader, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0").strip()
