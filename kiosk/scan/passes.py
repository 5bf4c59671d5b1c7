"""From the text of a code to what it says: the prefix tells the kind, Base45 holds the bytes (contract/README.md).

Verified with the platform's public keys alone, so a stolen kiosk can identify nobody and forge nothing. Everything that
is not exactly such a code is a ``Refusal`` with a reason; no input raises anything else.
"""

import base45

from kiosk.core.errors import Refusal, RefusalReason
from kiosk.core.events import PassKind
from kiosk.scan.cwtpass import read_cwt
from kiosk.scan.phonepass import read_phone_pass
from kiosk.scan.shown import PassKeys, Shown

MAX_CHARACTERS = 600
_PREFIX_CHARACTERS = 5
_PHONE_PREFIX = "GSP2:"
_CWT_KINDS: dict[str, PassKind | None] = {"GSP1:": PassKind.ONLINE, "GSC1:": PassKind.CARD, "GSB1:": None}


def authenticate(text: str, keys: PassKeys) -> Shown:
    """What the code ``text`` says, when its signatures are the platform's (and the phone's). Raises ``Refusal``."""
    if len(text) > MAX_CHARACTERS:
        raise Refusal(RefusalReason.OVERSIZE)
    prefix, encoded = text[:_PREFIX_CHARACTERS], text[_PREFIX_CHARACTERS:]
    if prefix == _PHONE_PREFIX:
        return read_phone_pass(_bytes(encoded), keys)
    if prefix in _CWT_KINDS:
        return read_cwt(_bytes(encoded), _CWT_KINDS[prefix], keys)
    raise Refusal(RefusalReason.NOT_A_PASS)


def _bytes(encoded: str) -> bytes:
    try:
        decoded: bytes = base45.b45decode(encoded)
    except ValueError as error:
        raise Refusal(RefusalReason.NOT_A_PASS) from error
    return decoded
