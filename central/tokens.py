"""Signed codes in the form of RFC 8392 (CWT): COSE_Sign1 with EdDSA, in Base45 behind a prefix that names the kind."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import base45
import cbor2
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cwt import COSE, COSEKey

from central.keys import PlatformKeys, SigningKey

ONLINE: Final = "GSP1:"
CARD: Final = "GSC1:"
BADGE: Final = "GSB1:"
_AUDIENCES: Mapping[str, str | None] = {ONLINE: None, CARD: "card", BADGE: "badge"}

_ALG, _KID, _EDDSA = 1, 4, -8  # COSE header labels and algorithm
_ISS, _SUB, _AUD, _EXP, _IAT, _CTI = 1, 2, 3, 4, 6, 7  # CWT claim keys


def signed_code(
    keys: PlatformKeys, prefix: str, subject: str, identity: bytes, issued_at: datetime, valid_for: timedelta
) -> str:
    """The text of a code of the kind ``prefix`` about ``subject``; ``identity`` (16 bytes) is what can be revoked."""
    seconds = int(issued_at.timestamp())
    claims: dict[int, object] = {
        _ISS: keys.platform,
        _SUB: subject,
        _EXP: seconds + int(valid_for.total_seconds()),
        _IAT: seconds,
        _CTI: identity,
    }
    audience = _AUDIENCES[prefix]
    if audience is not None:
        claims[_AUD] = audience
    encoded: bytes = base45.b45encode(_sign(keys.passes, cbor2.dumps(claims)))
    return prefix + encoded.decode("ascii")


def _sign(key: SigningKey, payload: bytes) -> bytes:
    kid = bytes.fromhex(key.kid)
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    cose_key = COSEKey.from_pem(pem, alg="EdDSA", kid=kid)
    signed = COSE.new().encode_and_sign(payload, cose_key, protected={_ALG: _EDDSA, _KID: kid}, unprotected={})
    assert isinstance(signed, bytes)
    return signed
