"""Codes that the platform alone has signed: the online pass, the card and the badge, each a COSE_Sign1 CWT (RFC 8392).

They differ in their audience (``aud``), which is under the signature, so that none can be re-labelled as another kind.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import cbor2
import cwt

from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import PassKind
from kiosk.scan.shown import PassKeys, Shown

_COSE_SIGN1_TAG = 18
_KID_HEADER = 4
_ISS, _SUB, _AUD, _EXP, _IAT, _CTI = 1, 2, 3, 4, 6, 7
_CTI_BYTES = 16
_AUDIENCES = {PassKind.ONLINE: None, PassKind.CARD: "card", None: "badge"}


def read_cwt(token: bytes, kind: PassKind | None, keys: PassKeys) -> Shown:
    """The ``kind`` of code in ``token`` (None: a badge) with its signature good. Raises ``Refusal``."""
    kid = _key_id(token)
    claims = _signed_claims(token, kid, keys.public_key(kid))
    if claims.get(_ISS) != keys.platform:
        raise Refusal(RefusalReason.FOREIGN)
    if claims.get(_AUD) != _AUDIENCES[kind]:
        raise Refusal(RefusalReason.FORGED)  # ours, under the label of another kind
    return _shown(claims, kind)


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
    try:
        key = cwt.COSEKey.new({1: 1, 2: kid, 3: -8, -1: 6, -2: public_key})
        claims = cbor2.loads(cwt.COSE.new(verify_kid=True).decode(token, key))
    except cwt.VerifyError as error:
        raise Refusal(RefusalReason.FORGED) from error
    except Exception as error:  # as above
        raise Refusal(RefusalReason.NOT_A_PASS) from error
    if not isinstance(claims, Mapping):
        raise Refusal(RefusalReason.NOT_A_PASS)
    return claims


def _shown(claims: Mapping[int, Any], kind: PassKind | None) -> Shown:
    subject, code_id = claims.get(_SUB), claims.get(_CTI)
    if not (isinstance(subject, str) and subject and isinstance(code_id, bytes) and len(code_id) == _CTI_BYTES):
        raise Refusal(RefusalReason.NOT_A_PASS)
    if kind is None and subject != code_id.hex():
        raise Refusal(RefusalReason.NOT_A_PASS)
    return Shown(
        kind,
        subject,
        pass_id=code_id.hex(),
        digest=code_id.hex() if kind is PassKind.ONLINE else "",
        issued_at=_moment(claims.get(_IAT)),
        expires_at=_moment(claims.get(_EXP)),
    )


def _moment(seconds: object) -> datetime:
    if type(seconds) is not int:
        raise Refusal(RefusalReason.NOT_A_PASS)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Refusal(RefusalReason.NOT_A_PASS) from error
