"""What a certificate's PDF costs: CPU of this process, warm, and bytes; with a signature and without."""

import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from flask import Flask

from elearning.certificates import pdf
from elearning.certificates.facts import CertificateFacts, ModuleTaken
from elearning.certificates.signing import Signer, load_signer
from elearning.clock import now

WARM_UP = 3
TIMES = 20
PASSPHRASE = "only for measuring"  # noqa: S105 - of a key that is thrown away
FACTS = CertificateFacts(
    number="2026-00042",
    code="ABCDEFGH" * 4,
    name="Karen Margrethe Kjærgård Østergaard",
    organisation="Billund Kommune",
    modules=tuple(
        ModuleTaken(title, minutes)
        for title, minutes in (("Velkommen", 9), ("Fundamentet", 9), ("Balancerne", 52), ("Rollerne", 18))
    ),
    completed_on=date(2026, 11, 23),
    edition=date(2026, 11, 1),
    valid_until=date(2028, 11, 23),
)


def print_costs(app: Flask) -> None:
    """Print what a PDF costs. The app gives templates and settings; its database is not asked."""
    with app.app_context(), TemporaryDirectory() as folder:
        for name, signer in (("PDF", None), ("signed PDF", _signer(Path(folder)))):
            costs = [_cost(signer) for _time in range(WARM_UP + TIMES)]
            seconds = median(spent for spent, _size in costs[WARM_UP:])
            print(f"{name:12} {seconds * 1000:5.0f} ms of CPU, {costs[-1][1] / 1000:.0f} kB")


def _cost(signer: Signer | None) -> tuple[float, int]:
    started = time.process_time()
    made = pdf.render(FACTS, verify_url="https://example.dk/verify/" + FACTS.code, logo=None, signer=signer)
    return time.process_time() - started, len(made)


def _signer(folder: Path) -> Signer:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Billund Kommune")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "key.p12"
    protected = BestAvailableEncryption(PASSPHRASE.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"key", key, certificate, None, protected))
    return load_signer(file, PASSPHRASE, "")
