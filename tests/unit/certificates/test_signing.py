"""A signature that pyHanko's own validator believes, and that any changed byte breaks."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from flask import Flask
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from elearning.certificates.signing import Signer, SigningError, load_signer
from elearning.clock import now, pretend
from tests.unit.certificates.examples import draw, marked_texts

PASSPHRASE = "only for tests"


class Authority:
    """An authority that exists for these tests, and certifies keys."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        self.certificate = self.certify(self.key, "Test authority", days=30, authority=True)

    def certify(
        self, key: rsa.RSAPrivateKey, name: str, *, days: int, authority: bool = False, stamps: bool = False
    ) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if authority else self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.now(UTC) - timedelta(days=90))
            .not_valid_after(datetime.now(UTC) + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(_usage(authority=authority), critical=True)
        )
        if stamps:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(self.key, hashes.SHA256())

    def trusted(self) -> ValidationContext:
        root = translate_pyca_cryptography_cert_to_asn1(self.certificate)
        return ValidationContext(trust_roots=[root], allow_fetching=False)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def key_file(authority: Authority, key: rsa.RSAPrivateKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "billund.p12"
    certificate = authority.certify(key, "Billund Kommune", days=20)
    _write(path, key, certificate)
    return path


def _write(path: Path, key: rsa.RSAPrivateKey | None, certificate: x509.Certificate) -> None:
    encryption = BestAvailableEncryption(PASSPHRASE.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"signing", key, certificate, None, encryption))


@pytest.fixture(scope="module")
def signer(key_file: Path) -> Signer:
    return load_signer(key_file, PASSPHRASE, "")


@pytest.fixture(scope="module")
def signed(drawing_app: Flask, signer: Signer) -> bytes:
    return draw(drawing_app, signer=signer)


def judge(pdf: bytes, authority: Authority) -> PdfSignatureStatus:
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, authority.trusted(), authority.trusted())


def test_the_validator_says_that_it_is_valid(signed: bytes, authority: Authority) -> None:
    status = judge(signed, authority)
    assert status.bottom_line
    assert "Billund Kommune" in str(status.signing_cert.subject.human_friendly)


def test_it_is_pades_names_why_and_where_and_allows_no_change(signed: bytes) -> None:
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.sig_object["/Location"] == "Billund Kommune"
    assert signature.sig_object["/Reason"]
    assert signature.docmdp_level == MDPPerm.NO_CHANGES


def test_any_changed_byte_breaks_it(signed: bytes, authority: Authority) -> None:
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    first, length, second, rest = (int(each) for each in signature.sig_object["/ByteRange"])
    last = second + rest - 1
    for place in (first + 20, length // 3, length - 40, second + 8, last - 12):
        changed = bytearray(signed)
        changed[place] ^= 1
        try:
            status = judge(bytes(changed), authority)
        except (PdfError, SignatureValidationError, ValueError):
            continue  # so broken that it is no PDF, or holds no signature
        assert not status.bottom_line, place


def test_a_signed_certificate_is_read_like_an_unsigned_one(signed: bytes, certificate: bytes) -> None:
    assert marked_texts(signed) == marked_texts(certificate)
    assert len(signed) < 100_000


def test_somebody_elses_authority_does_not_vouch_for_it(signed: bytes) -> None:
    assert not judge(signed, Authority()).bottom_line


def test_a_time_stamp_is_put_in_and_believed(
    drawing_app: Flask, signer: Signer, authority: Authority
) -> None:
    stamping = rsa.generate_private_key(65537, 2048)
    certificate = authority.certify(stamping, "Test time", days=20, stamps=True)
    stamper = DummyTimeStamper(
        translate_pyca_cryptography_cert_to_asn1(certificate),
        translate_pyca_cryptography_key_to_asn1(stamping),
    )
    status = judge(draw(drawing_app, signer=Signer(signer.key, stamper)), authority)
    assert status.bottom_line
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.valid


def test_without_a_time_stamp_nothing_is_handed_out(
    drawing_app: Flask, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def post(*_arguments: object, **_options: object) -> object:
        raise aiohttp.ClientConnectionError

    monkeypatch.setattr(aiohttp.ClientSession, "_request", post)
    stamped = load_signer(key_file, PASSPHRASE, "https://time.example.dk")
    with pytest.raises(SigningError, match="ELEARNING_TIMESTAMP_URL"):
        draw(drawing_app, signer=stamped)


@pytest.mark.parametrize("passphrase", ["", "wrong"])
def test_a_missing_or_wrong_passphrase_is_an_error(key_file: Path, passphrase: str) -> None:
    with pytest.raises(SigningError, match="ELEARNING_SIGNING_PASSPHRASE"):
        load_signer(key_file, passphrase, "")


def test_a_file_that_is_no_key_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="cannot be read"):
        load_signer(tmp_path / "missing.p12", PASSPHRASE, "")
    (tmp_path / "letter.p12").write_text("Dear all")
    with pytest.raises(SigningError, match="not a PKCS#12 file"):
        load_signer(tmp_path / "letter.p12", PASSPHRASE, "")


def test_a_file_without_the_key_is_an_error(tmp_path: Path, authority: Authority) -> None:
    _write(tmp_path / "half.p12", None, authority.certificate)
    with pytest.raises(SigningError, match="no private key"):
        load_signer(tmp_path / "half.p12", PASSPHRASE, "")


def test_an_expired_certificate_is_an_error_at_start_and_later(
    tmp_path: Path, authority: Authority, key: rsa.RSAPrivateKey, signer: Signer
) -> None:
    _write(tmp_path / "old.p12", key, authority.certify(key, "Billund Kommune", days=-1))
    with pytest.raises(SigningError, match="cannot sign today"):
        load_signer(tmp_path / "old.p12", PASSPHRASE, "")
    with pretend(now() + timedelta(days=21)), pytest.raises(SigningError, match="cannot sign today"):
        signer.sign(b"", reason="", location="")


def test_a_key_that_does_not_fit_its_certificate_signs_nothing(
    drawing_app: Flask, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = rsa.generate_private_key(65537, 2048)
    monkeypatch.setattr(signer.key, "signing_key", translate_pyca_cryptography_key_to_asn1(other))
    with pytest.raises(SigningError, match="does not hold"):
        draw(drawing_app, signer=signer)
