"""``GET /v1/briefing``: what the platform tells one kiosk alone, such as the roster with the hashes of PINs.

Only the kiosk itself may read it, so the request is signed, and a signed request is answered once: it must have been
made within ``WINDOW`` of now, and its nonce is remembered for as long as it could come again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta
from sqlalchemy import Connection, delete, select

from central import devicekeys, revisions, revocation, roster
from central.clock import rfc3339
from central.context import Platform
from central.encoding import base64url
from central.kiosks import saw
from central.problems import Problem
from central.schema import Kiosk, RequestNonce
from central.signatures import Once, SignedRequest
from central.store import insert_unless_known

WINDOW = timedelta(minutes=5)
_CONTEXT = "greensprout-briefing-v1"
_MAX_NONCE = 64


class Asked(msgspec.Struct, frozen=True):
    """The query: which kiosk, and the number of the last revision that it has applied."""

    kiosk: Annotated[str, Meta(pattern=r"^k-[0-9a-f]{20}\Z")]
    after: Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,17})\Z")]


def parse(query: Mapping[str, str]) -> Asked:
    """The query of the call. Raises ``Problem`` ``malformed``."""
    try:
        return msgspec.convert(dict(query), Asked)
    except msgspec.ValidationError as error:
        raise Problem("malformed", f"query: {error}") from error


def brief(platform: Platform, request: SignedRequest, asked: Asked) -> dict[str, str]:
    """200 of the call: the signed envelope. Raises ``Problem``."""
    sender, once = devicekeys.of(platform, asked.kiosk).sender(request)
    now = platform.now()
    with platform.store.writing() as connection:
        revocation.require_unrevoked(connection, asked.kiosk)
        devicekeys.require_in_force(connection, asked.kiosk, sender)
        _answer_once(connection, asked.kiosk, once, now)
        last_seen = connection.scalar(select(Kiosk.last_seen).where(Kiosk.id == asked.kiosk))
        saw(connection, asked.kiosk, now, last_seen)  # a kiosk that has nothing to upload is not silent
        version, staff = roster.published(connection, platform)
        payload = msgspec.json.encode(
            {
                "kiosk": asked.kiosk,
                "version": version,
                "issued_at": rfc3339(now),
                "staff": staff,
                "revision": revisions.newest(connection, asked.kiosk),
                "revisions": revisions.after(connection, asked.kiosk, int(asked.after)),
            }
        )
    key = platform.keys.directory
    return {"payload": base64url(payload), "kid": key.kid, "signature": base64url(key.sign(_CONTEXT, payload))}


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
