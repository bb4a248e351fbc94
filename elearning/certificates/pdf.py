"""The certificate as a PDF: one page to hang on the wall, drawn by xhtml2pdf, then tagged, then signed."""

import logging
import threading
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pikepdf
import segno
from flask import render_template
from flask_babel import gettext
from xhtml2pdf import pisa
from xhtml2pdf.config.resources import ResourceAccessPolicy
from xhtml2pdf.default import DEFAULT_CSS

from elearning.certificates.facts import CertificateFacts
from elearning.certificates.lettering import FONTS, fit
from elearning.certificates.rules import grouped
from elearning.certificates.signing import Signer
from elearning.certificates.tagging import tag

HERE = Path(__file__).parent
TEXT_SIZES = (10.5, 9.5, 8.5, 7.5, 6.5)  # points; the smaller ones for courses with many modules

_one_at_a_time = threading.Lock()
# Its warnings quote the text they are about, and nothing personal may be in a log.
logging.getLogger("xhtml2pdf").setLevel(logging.CRITICAL)


class PdfError(Exception):
    """The certificate could not be drawn; the message says what stood in the way."""


def render(
    facts: CertificateFacts,
    *,
    verify_url: str,
    logo: bytes | None,
    signer: Signer | None = None,
    is_example: bool = False,
) -> bytes:
    """Draw the certificate: the same bytes for the same facts, unless it is signed.

    Needs an app context. `logo` is a PNG from logos.py; an example says on it that it is one. Raises
    PdfError, LetteringError for a name of many hundred letters, TaggingError where the template and what was
    drawn do not fit together, and SigningError when `signer` fails.
    """
    name = fit(facts.name)
    html = render_template(
        "pdf/certificate.html",
        facts=facts,
        name_lines=name.lines,
        minutes=sum(module.minutes for module in facts.modules),
        verify_url=verify_url,
        code=grouped(facts.code),
        has_logo=logo is not None,
        is_example=is_example,
    )
    resources = _Resources(verify_url, logo)
    for size in TEXT_SIZES:
        with pikepdf.open(_draw(html, resources, _style(size, name.size))) as document:
            if len(document.pages) == 1:
                tag(document, html, author=facts.organisation, day=facts.completed_on)
                finished = _bytes(document)
                return _signed(finished, facts, signer) if signer else finished
    raise PdfError("The certificate does not fit on one page: it has too many modules, or too long titles.")


def _signed(pdf: bytes, facts: CertificateFacts, signer: Signer) -> bytes:
    return signer.sign(pdf, reason=gettext("Certificate of completion"), location=facts.organisation)


def _bytes(document: pikepdf.Pdf) -> bytes:
    saved = BytesIO()
    if "/ID" in document.trailer:
        del document.trailer["/ID"]  # made of the time; the new one is made of the content
    document.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return saved.getvalue()


class _Resources:
    """What the renderer may open: our fonts and background, the logo, the QR code. All else is refused."""

    def __init__(self, verify_url: str, logo: bytes | None) -> None:
        files = {**FONTS, "background.svg": HERE / "background.svg"}
        self._places = {name: str(path) for name, path in files.items()}
        self._places["code.png"] = _qr_code(verify_url)
        if logo is not None:
            self._places["logo.png"] = _data_uri(logo)
        # A second lock on the same door: the renderer itself reads these files and nothing else.
        self.policy = ResourceAccessPolicy.server(None, extra_roots=tuple(files.values()), allow_remote=False)

    def find(self, name: str, _base: str | None) -> str:
        """Say where a resource is. Raises PdfError for what is not ours."""
        try:
            return self._places[name]
        except KeyError as error:
            raise PdfError("The certificate's template asks for a file that it may not have.") from error


def _qr_code(address: str) -> str:
    """Make the QR code of an address as a data: URI, with the quiet zone that readers need."""
    file = BytesIO()
    segno.make_qr(address, error="m").save(file, kind="png", scale=8, border=4, dark="#052e44")
    return _data_uri(file.getvalue())


def _data_uri(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"


def _style(text_size: float, name_size: float) -> str:
    sizes = f"body {{ font-size: {text_size}pt }} .name {{ font-size: {name_size}pt }}"
    return "\n".join((DEFAULT_CSS, (HERE / "certificate.css").read_text(encoding="utf-8"), sizes))


def _draw(html: str, resources: _Resources, style: str) -> BytesIO:
    drawn = BytesIO()
    with _one_at_a_time:  # the renderer keeps fonts and caches in globals of the process
        outcome = pisa.pisaDocument(
            html,
            drawn,
            link_callback=resources.find,
            resource_policy=resources.policy,
            default_css=style,
            encoding="utf-8",
        )
    if outcome.err:
        raise PdfError("xhtml2pdf could not draw the certificate.")
    return drawn
