"""The phone's own pass, in two levels: the platform certifies the phone's key, the phone signs the present moment.

The bytes have a fixed layout (contract/README.md): there is no algorithm field to confuse, no length to trust and
nothing to parse before the signatures hold.
"""

import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import PassKind
from kiosk.scan.shown import PassKeys, Shown

CHALLENGE_BYTES = 8
_CERTIFICATE_CONTEXT = b"greensprout-certificate-v1\x00"
_PASS_CONTEXT = b"greensprout-pass-v1\x00"
_CERTIFICATE = struct.Struct(">8s10s32sII64s")
_TIME = struct.Struct(">I")
_SIGNATURE_BYTES = 64
_LENGTHS = {_CERTIFICATE.size + _TIME.size + challenge + _SIGNATURE_BYTES for challenge in (0, CHALLENGE_BYTES)}
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class _Certificate:
    raw: bytes
    kid: bytes
    resident: str
    phone_key: bytes
    issued_at: datetime
    expires_at: datetime
    signature: bytes


def read_phone_pass(raw: bytes, keys: PassKeys) -> Shown:
    """The pass in ``raw`` with both signatures good. Raises ``Refusal``."""
    if len(raw) not in _LENGTHS:
        raise Refusal(RefusalReason.NOT_A_PASS)
    certificate = _certificate(raw[: _CERTIFICATE.size])
    proof = raw[_CERTIFICATE.size :]
    signed, signature = proof[:-_SIGNATURE_BYTES], proof[-_SIGNATURE_BYTES:]
    platform_key = keys.public_key(certificate.kid)
    _check(platform_key, certificate.signature, _CERTIFICATE_CONTEXT + certificate.raw[:-_SIGNATURE_BYTES])
    fingerprint = hashlib.sha256(certificate.raw).digest()
    _check(certificate.phone_key, signature, _PASS_CONTEXT + fingerprint + signed)
    return Shown(
        PassKind.PHONE,
        certificate.resident,
        pass_id=fingerprint[:_ID_BYTES].hex(),
        digest=hashlib.sha256(raw).digest()[:_ID_BYTES].hex(),
        issued_at=certificate.issued_at,
        expires_at=certificate.expires_at,
        signed_at=_moment(_TIME.unpack_from(signed)[0]),
        challenge=signed[_TIME.size :],
    )


def _certificate(raw: bytes) -> _Certificate:
    kid, resident, phone_key, issued, expires, signature = _CERTIFICATE.unpack(raw)
    return _Certificate(raw, kid, f"r-{resident.hex()}", phone_key, _moment(issued), _moment(expires), signature)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _check(public_key: bytes, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:  # ValueError: bytes that are no key
        raise Refusal(RefusalReason.FORGED) from error
