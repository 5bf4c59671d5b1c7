"""Codes that the platform alone has signed: the online pass, the card and the badge, each a COSE_Sign1 CWT (RFC 8392).

They differ in their audience (``aud``), which is under the signature, so that none can be re-labelled as another kind.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import cbor2
import cwt

from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import PassKind
from kiosk.scan.shown import PassKeys, Shown

_FRAMED = re.compile(
    rb"\xd2\x84"  # tag 18 (COSE_Sign1), four parts:
    # the headers 1: -8 (EdDSA) and 4: key id, both protected or only the first one
    rb"(?:\x4d\xa2\x01\x27\x04\x48(?P<kid>.{8})\xa0|\x43\xa1\x01\x27\xa1\x04\x48(?P<open_kid>.{8}))"
    rb"(?P<length>[\x40-\x57]|\x58.|\x59..)(?P<payload>.*)"
    rb"\x58\x40.{64}",  # the signature
    re.DOTALL,
)
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
    """The key id of a token framed exactly as the contract says.

    A general decoder is let loose only on bytes with a good signature: it follows tags that compile patterns or build
    huge numbers, and hostile ones would hold the screen for long.
    """
    framed = _FRAMED.fullmatch(token)
    if framed is None or len(framed["payload"]) != _payload_length(framed["length"]):
        raise Refusal(RefusalReason.NOT_A_PASS)
    return framed["kid"] or framed["open_kid"]


def _payload_length(head: bytes) -> int:
    return head[0] - 0x40 if len(head) == 1 else int.from_bytes(head[1:], "big")


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
