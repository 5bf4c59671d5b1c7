"""``GET /v1/briefing``: what the platform tells one kiosk alone, such as the roster with the hashes of PINs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from sqlalchemy import Connection

from central import private_calls, revisions, roster
from central.context import Platform
from central.problems import Problem
from central.signatures import SignedRequest

_CONTEXT = "greensprout-briefing-v1"


class Asked(msgspec.Struct, frozen=True):
    """The query: which kiosk, and the number of the last revision that it has applied."""

    kiosk: Annotated[str, Meta(pattern=private_calls.KIOSK)]
    after: Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,17})\Z")]


def parse(query: Mapping[str, str]) -> Asked:
    """The query of the call. Raises ``Problem`` ``malformed``."""
    try:
        return msgspec.convert(dict(query), Asked)
    except msgspec.ValidationError as error:
        raise Problem("malformed", f"query: {error}") from error


def brief(platform: Platform, request: SignedRequest, asked: Asked) -> dict[str, str]:
    """200 of the call: the signed envelope. Raises ``Problem``."""

    def say(connection: Connection, _now: datetime) -> dict[str, Any]:
        version, staff = roster.published(connection, platform)
        return {
            "version": version,
            "staff": staff,
            "revision": revisions.newest(connection, asked.kiosk),
            "revisions": revisions.after(connection, asked.kiosk, int(asked.after)),
        }

    return private_calls.answer(platform, request, asked.kiosk, _CONTEXT, say)
