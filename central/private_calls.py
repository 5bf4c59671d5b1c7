"""Calls that are answered to one kiosk alone: signed by it, made now, answered once, and the answer is signed too.

A signed request must have been made within ``WINDOW`` of now, and its nonce is remembered for as long as it could come
again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from central import devicekeys, orders, revocation
from central.clock import rfc3339
from central.context import Platform
from central.encoding import base64url
from central.kiosks import saw
from central.problems import Problem
from central.schema import Kiosk, RequestNonce
from central.signatures import Once, SignedRequest
from central.store import insert_unless_known

WINDOW = timedelta(minutes=5)
KIOSK = r"^k-[0-9a-f]{20}\Z"
"""What a kiosk's id looks like."""
_MAX_NONCE = 64

Say = Callable[[Connection, datetime], dict[str, Any]]
"""Makes the payload, in the transaction in which the request is answered."""


def answer(platform: Platform, request: SignedRequest, kiosk: str, context: str, say: Say) -> dict[str, str]:
    """200 of such a call: the envelope over what ``say`` makes, signed for ``context``. Raises ``Problem``."""
    sender, once = devicekeys.of(platform, kiosk).sender(request)
    now = platform.now()
    with platform.store.writing() as connection:
        revocation.require_unrevoked(connection, kiosk)
        devicekeys.require_in_force(connection, kiosk, sender)
        _answer_once(connection, kiosk, once, now)
        last_seen = connection.scalar(select(Kiosk.last_seen).where(Kiosk.id == kiosk))
        saw(connection, kiosk, now, last_seen)  # a kiosk that has nothing to upload is not silent
        orders.expire(connection, platform)
        payload = msgspec.json.encode({"kiosk": kiosk, "issued_at": rfc3339(now), **say(connection, now)})
    key = platform.keys.directory
    return {"payload": base64url(payload), "kid": key.kid, "signature": base64url(key.sign(context, payload))}


def _answer_once(connection: Connection, kiosk: str, once: Once, now: datetime) -> None:
    if len(once.nonce) > _MAX_NONCE:
        raise Problem("malformed", f"a nonce may have {_MAX_NONCE} characters")
    if abs(now.timestamp() - once.created) > WINDOW.total_seconds():
        raise Problem("signature-stale", "sign with the time of GET /v1/time")
    # A clock may be ahead by the window: such a request could come again until twice that has passed.
    over = rfc3339(now - 2 * WINDOW)
    connection.execute(delete(RequestNonce).where(RequestNonce.kiosk == kiosk, RequestNonce.at < over))
    if not insert_unless_known(connection, RequestNonce, {"kiosk": kiosk, "nonce": once.nonce, "at": rfc3339(now)}):
        raise Problem("signature-stale", "this request has been answered")
