"""A digital signature on the PDF: PAdES B-B by the organisation's key, B-T with a time stamp server."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError as PyHankoError
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from elearning.clock import now

FIELD = "CertificateSignature"
PATIENCE = 5  # seconds that the time stamp server has to answer


class SigningError(Exception):
    """Nothing could be signed; the message says why, and what to do about it."""


@dataclass(frozen=True)
class Signer:
    """The organisation's key, ready to sign."""

    key: SimpleSigner
    timestamper: TimeStamper | None = None

    def sign(self, pdf: bytes, *, reason: str, location: str) -> bytes:
        """Sign a PDF so that any later change shows.

        Raises SigningError, also when what came out is not validly signed to its last byte.
        """
        _check_dates(*self._validity())
        signed = BytesIO()
        about = PdfSignatureMetadata(
            field_name=FIELD,
            reason=reason,
            location=location,
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        try:
            writer = IncrementalPdfFileWriter(BytesIO(pdf))
            sign_pdf(writer, about, self.key, timestamper=self.timestamper, output=signed)
        except TimestampRequestError as error:
            raise SigningError(
                "The time stamp server did not answer as it should. Try again later, "
                "and check ELEARNING_TIMESTAMP_URL."
            ) from error
        except (PyHankoError, PdfError, ValueError) as error:
            raise SigningError(f"The certificate could not be signed: {error}") from error
        _check(signed.getvalue(), self.key)
        return signed.getvalue()

    def _validity(self) -> tuple[datetime, datetime]:
        certificate = self.key.signing_cert
        if certificate is None:
            raise SigningError("The file of ELEARNING_SIGNING_FILE holds no certificate for its key.")
        return certificate.not_valid_before, certificate.not_valid_after


def load_signer(path: Path, passphrase: str, timestamp_url: str) -> Signer:
    """Read the key that the settings name.

    Call it at start. Raises SigningError for a file that cannot be used: then nothing would be signed.
    """
    data = _read(path)
    _check_contents(data, passphrase)
    key = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=passphrase.encode() or None)
    return Signer(key, HTTPTimeStamper(timestamp_url, timeout=PATIENCE) if timestamp_url else None)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SigningError(
            f"ELEARNING_SIGNING_FILE: {path} cannot be read ({error.strerror}). Give the path of a PKCS#12 "
            "file (.p12 or .pfx) that the program's user may read, or leave the setting empty to issue "
            "certificates without a signature."
        ) from error


def _check_contents(data: bytes, passphrase: str) -> None:
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(data, passphrase.encode() or None)
    except (ValueError, TypeError) as error:
        raise SigningError(
            "ELEARNING_SIGNING_FILE cannot be opened. "
            + (
                "Either ELEARNING_SIGNING_PASSPHRASE is not its passphrase, or it is not a PKCS#12 file."
                if passphrase
                else "Set ELEARNING_SIGNING_PASSPHRASE to its passphrase; it must be a PKCS#12 file."
            )
        ) from error
    if key is None or certificate is None:
        raise SigningError(
            "ELEARNING_SIGNING_FILE holds no private key with its certificate. "
            "Export both into one PKCS#12 file."
        )
    _check_dates(certificate.not_valid_before_utc, certificate.not_valid_after_utc)


def _check_dates(first: datetime, last: datetime) -> None:
    if not first <= now() <= last:
        raise SigningError(
            f"The certificate in ELEARNING_SIGNING_FILE is valid from {first:%Y-%m-%d} to {last:%Y-%m-%d}, "
            "so it cannot sign today. Put a valid one in its place and start again."
        )


def _check(signed: bytes, key: SimpleSigner) -> None:
    """See that a file is signed to its end, by us. Whether others trust us is not asked here."""
    trusted = ValidationContext(trust_roots=[key.signing_cert], allow_fetching=False)
    try:
        signature = PdfFileReader(BytesIO(signed)).embedded_signatures[-1]
        status = validate_pdf_signature(signature, trusted)
    except (IndexError, PdfError, SignatureValidationError) as error:
        raise SigningError("The file came out without a readable signature.") from error
    if not (status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE):
        raise SigningError(
            "The signature does not hold: the key in ELEARNING_SIGNING_FILE may not fit its certificate."
        )
