"""``GET /v1/orders``: the open home pickups of one device, for it alone. Nobody else is told where residents live."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from sqlalchemy import Connection, select

from central import private_calls
from central.context import Platform
from central.orders import ASSIGNED
from central.problems import Problem
from central.schema import Order
from central.signatures import SignedRequest

AT_ONCE = 500
"""Orders in one answer, the earliest first."""

_CONTEXT = "greensprout-orders-v1"


class Asked(msgspec.Struct, frozen=True):
    """The query: which kiosk."""

    kiosk: Annotated[str, Meta(pattern=private_calls.KIOSK)]


def parse(query: Mapping[str, str]) -> Asked:
    """The query of the call. Raises ``Problem`` ``malformed``."""
    try:
        return msgspec.convert(dict(query), Asked)
    except msgspec.ValidationError as error:
        raise Problem("malformed", f"query: {error}") from error


def hand_down(platform: Platform, request: SignedRequest, asked: Asked) -> dict[str, str]:
    """200 of the call: the signed envelope. Raises ``Problem``, and ``CentralError`` without the key of contacts."""

    def say(connection: Connection, _now: datetime) -> dict[str, Any]:
        return {"orders": _assigned(connection, platform, asked.kiosk)}

    return private_calls.answer(platform, request, asked.kiosk, _CONTEXT, say)


_PLAIN = ("id", "code", "resident", "window_from", "window_to")


def _assigned(connection: Connection, platform: Platform, kiosk: str) -> list[dict[str, Any]]:
    columns = (Order.materials, Order.contact, *(getattr(Order, name) for name in _PLAIN))
    where = (Order.contact.is_not(None), Order.state == ASSIGNED, Order.kiosk == kiosk)
    query = select(*columns).where(*where).order_by(Order.window_from, Order.id).limit(AT_ONCE)
    return [
        {
            **{name: getattr(row, name) for name in _PLAIN},
            "materials": row.materials.split(","),
            **msgspec.structs.asdict(platform.contacts.open(connection, row.id, row.contact)),
        }
        for row in connection.execute(query)
    ]
