"""Who the platform is: proven by its certificate, with the dates judged by *our* best time.

OpenSSL would judge dates by the machine's clock, and a kiosk that wakes in 1970 could then never reach the platform to
learn the time. So OpenSSL checks chain, host name and signatures, always, and the dates are judged before each request.
"""

import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certifi import where
from cryptography.x509 import load_der_x509_certificate

from kiosk.core.clock import Clock
from kiosk.core.errors import UsageFault
from kiosk.sync import faults
from kiosk.sync.known_time import known_time

_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME of OpenSSL; Python has no name for it
_DER = 2  # _ssl.ENCODING_DER


def verifying_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """TLS 1.2 or newer; chain and host name are verified, dates are not. ``ca_file``: the only authorities believed,
    instead of the public ones. Raises ``UsageFault``.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # verifies chain and host name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    try:
        context.load_verify_locations(cafile=str(ca_file or where()))
    except OSError as error:  # also ssl.SSLError
        raise UsageFault(f"{ca_file} holds no certificates that can be read: give a PEM file of authorities") from error
    return context


@dataclass(frozen=True, slots=True)
class Validity:
    """When a whole chain is valid. UTC."""

    since: datetime
    until: datetime

    def judge(self, url: str, clock: Clock) -> None:
        """Raises ``LinkFault`` when it is not valid now, and when nobody knows the time."""
        now = known_time(clock)
        if now is None:
            raise faults.time_unknown(url, clock.now())
        signed = clock.signed_now() is not None
        if now > self.until:
            raise faults.expired(url, self.until, now, signed=signed)
        if now < self.since:
            raise faults.not_yet_valid(url, self.since, now, signed=signed)


def validity(connection: ssl.SSLSocket) -> Validity:
    """Of the verified chain of ``connection``, its end included, as OpenSSL would judge it."""
    chain = [load_der_x509_certificate(der) for der in _verified_chain(connection)]
    return Validity(max(c.not_valid_before_utc for c in chain), min(c.not_valid_after_utc for c in chain))


def _verified_chain(connection: ssl.SSLSocket) -> list[bytes]:
    public = getattr(connection, "get_verified_chain", None)  # since Python 3.13
    if public is not None:
        return list(public())
    # Python 3.11 and 3.12 have the same call one layer below.
    return [certificate.public_bytes(_DER) for certificate in connection._sslobj.get_verified_chain()]  # type: ignore[attr-defined]
