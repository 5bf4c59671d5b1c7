"""A certificate authority of our own, and TLS servers with every kind of certificate."""

import ipaddress
import ssl
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)  # the time of the platform in the tests
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Named:
    """A certificate with its key, and the certificates between it and its root."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey
    between: tuple[x509.Certificate, ...] = ()

    def authority(self, name: str, *, since: datetime = NOW - 400 * DAY, until: datetime = NOW + 400 * DAY) -> "Named":
        """An authority below this one."""
        found = _signed(name, self, since, until, authority=True)
        return Named(found.certificate, found.key, (found.certificate, *self.between))

    def server(
        self, host: str = "127.0.0.1", *, since: datetime = NOW - 30 * DAY, until: datetime = NOW + 60 * DAY
    ) -> "Named":
        """A server's certificate for ``host``."""
        return _signed(host, self, since, until, authority=False)

    def write(self, path: Path) -> Path:
        """The certificate as a PEM file, for those who shall believe it."""
        path.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return path

    def context(self, folder: Path) -> ssl.SSLContext:
        """What a server with this certificate speaks TLS with."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        chain = [certificate.public_bytes(Encoding.PEM) for certificate in (self.certificate, *self.between)]
        pem = folder / f"{x509.random_serial_number()}.pem"
        pem.write_bytes(b"".join([key, *chain]))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        return context


def root(name: str = "Root of the tests") -> Named:
    """A new root authority."""
    return _signed(name, None, NOW - 400 * DAY, NOW + 9000 * DAY, authority=True)


def self_signed(host: str = "127.0.0.1") -> Named:
    """A server that vouches for itself."""
    return _signed(host, None, NOW - DAY, NOW + DAY, authority=False)


def outdated(context: ssl.SSLContext) -> ssl.SSLContext:
    """The same server, as it spoke many years ago: TLS 1.1."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # meant: it is what must be refused
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def _signed(name: str, issuer: Named | None, since: datetime, until: datetime, *, authority: bool) -> Named:
    key = generate_private_key(SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        builder = builder.add_extension(x509.SubjectAlternativeName([_alternative(name)]), critical=False)
    certificate = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    return Named(certificate, key, issuer.between if issuer else ())


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
