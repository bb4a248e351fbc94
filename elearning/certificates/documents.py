"""The certificates' PDFs: made in the background and kept, so that no page waits for more than one.

What draws and signs them is loaded when it is needed: it takes a second, and most processes make none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from flask import current_app

from elearning import background
from elearning.certificates.models import Certificate, CertificateDocument, CertificateLogo
from elearning.clock import now
from elearning.config import Settings, SettingsError, settings
from elearning.database import db, insert_or_ignore
from elearning.logs import log
from elearning.mail import link_to

if TYPE_CHECKING:
    from elearning.certificates.facts import CertificateFacts
    from elearning.certificates.signing import Signer

#: Seconds to wait for a PDF that is asked for before it is made. It waits for one other drawing at most.
PATIENCE: Final = 5


def prepare(chosen: Settings) -> Signer | None:
    """See at start that what certificates are made with can be used, and give what signs them.

    Raises SettingsError that says what to do.
    """
    if chosen.logo is None and chosen.signing_file is None:
        return None
    from elearning.certificates import logos, signing  # noqa: PLC0415 - see above

    try:
        if chosen.logo is not None:
            logos.of_operator(chosen.logo)
        if chosen.signing_file is None:
            return None
        passphrase = chosen.signing_passphrase.get_secret_value()
        return signing.load_signer(chosen.signing_file, passphrase, chosen.timestamp_url)
    except (logos.LogoError, signing.SigningError) as error:
        raise SettingsError(str(error)) from error


def document_of(certificate: Certificate) -> bytes:
    """Give a certificate's PDF; if it is not made yet, let it be made and wait for it.

    Raises TimeoutError when that takes too long.
    """
    kept = _kept(certificate.id)
    if kept is None:
        certificate_id = certificate.id
        db.session.rollback()  # to see afterwards what the other thread has stored
        background.start(lambda: make(certificate_id)).result(timeout=PATIENCE)
        kept = _kept(certificate_id)
    if kept is None:
        raise TimeoutError("the certificate's PDF could not be made")
    return kept


def make(certificate_id: int) -> None:
    """Make a certificate's PDF and keep it, unless that is done. Of two at once the first stays."""
    certificate = db.session.get(Certificate, certificate_id)
    if certificate is None or _kept(certificate_id) is not None:
        return
    facts, logo = certificate.facts, logo_of(certificate.logo_id)
    db.session.rollback()  # nobody has to wait for the lock of SQLite's one writer while this is drawn
    signer: Signer | None = current_app.extensions["signer"]
    made = _draw(facts, logo, signer)
    values = {"certificate_id": certificate_id, "pdf": made, "made_at": now()}
    db.session.execute(insert_or_ignore(CertificateDocument, values))


def logo_of(logo_id: int | None) -> bytes | None:
    """Give the PNG of a logo that HR chose; without one, the operator's, if there is one."""
    kept = db.session.get(CertificateLogo, logo_id) if logo_id else None
    if kept is not None:
        return kept.png
    from elearning.certificates import logos  # noqa: PLC0415 - see above

    return logos.of_operator(settings().logo) if settings().logo else None


def _draw(facts: CertificateFacts, logo: bytes | None, signer: Signer | None) -> bytes:
    """Draw a PDF; what prevents it is told to the operator, who alone can do something about it."""
    from elearning.certificates import pdf, signing, tagging  # noqa: PLC0415 - see above

    try:
        return pdf.render(facts, verify_url=verify_address(facts.code), logo=logo, signer=signer)
    except (pdf.PdfError, signing.SigningError, tagging.TaggingError) as error:
        log.error("a certificate's PDF could not be made", extra={"reason": str(error)})
        raise


def verify_address(code: str) -> str:
    """Give the public address where anybody can verify a certificate."""
    return link_to("certificates.verify_code", code=code)


def _kept(certificate_id: int) -> bytes | None:
    return db.session.scalar(
        sa.select(CertificateDocument.pdf).where(CertificateDocument.certificate_id == certificate_id)
    )
