"""The pass: ``GSP1:`` + Base45 of a COSE_Sign1 CWT that the platform signed (contract/README.md).

Verified with the platform's public keys alone, so a stolen kiosk can identify nobody and forge nothing. Everything that
is not exactly such a pass is a ``Refusal`` with a reason; no input raises anything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import base45
import cbor2
import cwt

from kiosk.core.clock import ClockTrust
from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import ResidentSeen

PREFIX = "GSP1:"
MAX_CHARACTERS = 600
CLOCK_TOLERANCE = timedelta(seconds=90)
"""Phones and kiosks disagree by about a minute; more is a wrong clock."""

_COSE_SIGN1_TAG = 18
_KID_HEADER = 4
_ISS, _SUB, _EXP, _IAT, _CTI = 1, 2, 4, 6, 7
_CTI_BYTES = 16


@dataclass(frozen=True)
class PassKeys:
    """What the directory says about passes: who issues them, and with which Ed25519 keys (kid → 32 raw bytes)."""

    platform: str = ""
    keys: Mapping[bytes, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VerifiedPass:
    """A pass that is good now. ``issued_at`` is a signed time: it has certainly passed."""

    seen: ResidentSeen
    issued_at: datetime


def verify_pass(text: str, keys: PassKeys, now: datetime, trust: ClockTrust) -> VerifiedPass:
    """Check ``text`` against ``keys`` at ``now``. Raises ``Refusal``.

    With a clock of unknown trust ``now`` must be the latest moment known to have passed; then only certain expiry is
    judged, because a pass from "the future" is more likely a kiosk that woke up in 1970.
    """
    if len(text) > MAX_CHARACTERS:
        raise Refusal(RefusalReason.OVERSIZE)
    token = _token(text)
    kid = _key_id(token)
    if not keys.keys:
        raise Refusal(RefusalReason.NO_KEYS)
    if kid not in keys.keys:
        raise Refusal(RefusalReason.FOREIGN)
    claims = _signed_claims(token, kid, keys.keys[kid])
    return _judge(claims, keys.platform, now, trust)


def _token(text: str) -> bytes:
    if not text.startswith(PREFIX):
        raise Refusal(RefusalReason.NOT_A_PASS)
    try:
        token: bytes = base45.b45decode(text[len(PREFIX) :])
    except ValueError as error:
        raise Refusal(RefusalReason.NOT_A_PASS) from error
    return token


def _key_id(token: bytes) -> bytes:
    try:
        message = cbor2.loads(token)
        protected, unprotected, _payload, _signature = message.value
        headers = {**unprotected, **(cbor2.loads(protected) if protected else {})}
        kid = headers[_KID_HEADER]
    except Exception as error:  # hostile bytes: whatever a decoder trips over, it is no pass of ours
        raise Refusal(RefusalReason.NOT_A_PASS) from error
    if message.tag != _COSE_SIGN1_TAG or not isinstance(kid, bytes):
        raise Refusal(RefusalReason.NOT_A_PASS)
    return kid


def _signed_claims(token: bytes, kid: bytes, public_key: bytes) -> Mapping[int, Any]:
    # The algorithm is fixed by our key, never read from the message.
    key = cwt.COSEKey.new({1: 1, 2: kid, 3: -8, -1: 6, -2: public_key})
    try:
        claims = cbor2.loads(cwt.COSE.new(verify_kid=True).decode(token, key))
    except cwt.VerifyError as error:
        raise Refusal(RefusalReason.FORGED) from error
    except Exception as error:  # as above
        raise Refusal(RefusalReason.NOT_A_PASS) from error
    if not isinstance(claims, Mapping):
        raise Refusal(RefusalReason.NOT_A_PASS)
    return claims


def _judge(claims: Mapping[int, Any], platform: str, now: datetime, trust: ClockTrust) -> VerifiedPass:
    resident, pass_id = claims.get(_SUB), claims.get(_CTI)
    issued, expires = claims.get(_IAT), claims.get(_EXP)
    if claims.get(_ISS) != platform:
        raise Refusal(RefusalReason.FOREIGN)
    if not (isinstance(resident, str) and isinstance(pass_id, bytes) and len(pass_id) == _CTI_BYTES):
        raise Refusal(RefusalReason.NOT_A_PASS)
    if type(issued) is not int or type(expires) is not int:
        raise Refusal(RefusalReason.NOT_A_PASS)
    try:
        issued_at, expires_at = datetime.fromtimestamp(issued, UTC), datetime.fromtimestamp(expires, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Refusal(RefusalReason.NOT_A_PASS) from error
    if now > expires_at + CLOCK_TOLERANCE:
        raise Refusal(RefusalReason.EXPIRED)
    if trust is not ClockTrust.UNKNOWN and now < issued_at - CLOCK_TOLERANCE:
        raise Refusal(RefusalReason.NOT_YET_VALID)
    return VerifiedPass(ResidentSeen(resident, pass_id.hex()), issued_at)
