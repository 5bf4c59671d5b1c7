"""Home pickups (上门取件) as residents order them on their page: what, when and where; and how an order ends.

Where it is lies sealed beside the order (``central.contacts``) and is wiped as soon as the order is over.
"""

import re
import secrets
import unicodedata
from datetime import timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from sqlalchemy import Connection, func, insert, select, update

from central import windows
from central.clock import rfc3339
from central.contacts import Contact
from central.context import Platform
from central.problems import Problem
from central.schema import Order, OrderEvent, Resident
from central.store import insert_unless_known
from central.windows import Window

OPEN, ASSIGNED, CLOSED = "open", "assigned", "closed"
CREATED, CANCELLED, EXPIRED = "created", "cancelled", "expired"
NO_SHOW = "no_show"
DOUBTED = "doubted"
"""Done with an order when what a device has told of it waits for people: the device is revoked behind an entry."""

MAX_OPEN = 3
"""Orders of one resident that may wait at the same time."""

KEPT = timedelta(days=7)
"""So long after its window an order that nobody has closed is closed, and its contact wiped."""

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_CHARACTERS = 8

CENTRAL = "central"
"""Who has done it, when it was the platform itself or its command line."""

_LISTED = 50
_HALF_WIDTH = {
    wide: wide - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)
}
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,30}\Z")


class OrderRequest(msgspec.Struct, frozen=True):
    """Body of ``POST /v1/me/orders``. The window is one of those that are offered."""

    materials: Annotated[list[str], Meta(min_length=1, max_length=8)]
    window_from: str
    window_to: str
    building: Annotated[str, Meta(max_length=100)]
    address: Annotated[str, Meta(max_length=200)]
    phone: Annotated[str, Meta(max_length=32)]
    note: Annotated[str, Meta(max_length=200)] = ""

    def __repr__(self) -> str:
        return "OrderRequest(…)"


def place(platform: Platform, resident: str, request: OrderRequest) -> dict[str, Any]:
    """201 of ``POST /v1/me/orders``: the new order. Raises ``Problem``."""
    materials, contact = _materials(platform, request), _contact(request)
    if Window(request.window_from, request.window_to) not in windows.offered(platform.now()):
        raise Problem("window-unavailable")

    def put(connection: Connection) -> dict[str, Any]:
        # One after the other, so that two calls at the same moment are not both the last that is allowed.
        connection.execute(select(Resident.id).where(Resident.id == resident).with_for_update(key_share=True))
        expire(connection, platform)
        waiting = select(func.count()).where(Order.resident == resident, Order.state != CLOSED)
        if (connection.scalar(waiting) or 0) >= MAX_OPEN:
            raise Problem("order-limit", f"at most {MAX_OPEN} orders may wait at the same time")
        order, at = secrets.token_hex(16), rfc3339(platform.now())
        row = {
            "id": order,
            "resident": resident,
            "materials": ",".join(materials),
            "window_from": request.window_from,
            "window_to": request.window_to,
            "state": OPEN,
            "contact": platform.contacts.seal(connection, order, contact),
            "created_at": at,
        }
        while not insert_unless_known(connection, Order, {**row, "code": new_code()}):
            pass  # another open order has this code
        note(connection, order, at, CREATED, resident)
        return _told(connection.execute(_ROWS.where(Order.id == order)).one())

    return platform.store.transact(put)


def mine(platform: Platform, resident: str) -> dict[str, Any]:
    """200 of ``GET /v1/me/orders``: the resident's orders, the newest first, and what may be ordered now.

    An order's contact is not in it: the resident knows it, and whoever finds the phone need not.
    """
    with platform.store.reading() as connection:
        newest = _ROWS.where(Order.resident == resident).order_by(Order.created_at.desc(), Order.id)
        rows = connection.execute(newest.limit(_LISTED)).all()
    return {
        "orders": [_told(row) for row in rows],
        "windows": windows.offered(platform.now()),
        "materials": materials_of(platform),
        "most": MAX_OPEN,
    }


def cancel(platform: Platform, resident: str, order: str) -> None:
    """204 of ``DELETE /v1/me/orders/{order}``, now or before. Raises ``Problem``."""

    def act(connection: Connection) -> None:
        query = select(Order.state, Order.outcome).where(Order.id == order, Order.resident == resident)
        row = connection.execute(query.with_for_update()).one_or_none()
        if row is None:
            raise Problem("not-found")
        if row.state == CLOSED and row.outcome != CANCELLED:
            raise Problem("order-closed")
        if row.state != CLOSED:
            end(connection, order, rfc3339(platform.now()), CANCELLED, resident)

    platform.store.transact(act)


def end(connection: Connection, order: str, at: str, outcome: str, by: str, kiosk: str | None = None) -> None:
    """Close an order, which the caller has locked: nobody can be found by it any more."""
    values = {"state": CLOSED, "outcome": outcome, "closed_at": at, "closed_by": kiosk, "contact": None, "code": None}
    connection.execute(update(Order).where(Order.id == order).values(values))
    note(connection, order, at, outcome, by, kiosk)


def note(connection: Connection, order: str, at: str, what: str, by: str, kiosk: str | None = None) -> None:
    """Write down what was done."""
    connection.execute(insert(OrderEvent).values(order=order, at=at, what=what, by=by, kiosk=kiosk))


def expire(connection: Connection, platform: Platform) -> None:
    """Close the orders whose time is long over. Called by whatever any kiosk asks for itself alone."""
    now = platform.now()
    query = select(Order.id, Order.outcome).where(Order.contact.is_not(None), Order.window_to < rfc3339(now - KEPT))
    # What somebody else is working on is left for the next time.
    for row in connection.execute(query.order_by(Order.id).with_for_update(skip_locked=True)).all():
        outcome = NO_SHOW if row.outcome == NO_SHOW else EXPIRED
        end(connection, row.id, rfc3339(now), outcome, CENTRAL)


def materials_of(platform: Platform) -> list[str]:
    """What can be handed to a pickup."""
    return sorted({rule.material for rule in platform.rules.rules.values()}, reverse=True)


def new_code() -> str:
    """What the resident shows or says at the door."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_CHARACTERS))


def plain(text: str) -> str:
    """``text`` in one line, with single spaces and without full-width letters and digits; punctuation stays."""
    return " ".join(text.translate(_HALF_WIDTH).split())


def _materials(platform: Platform, request: OrderRequest) -> list[str]:
    chosen = sorted(set(request.materials), reverse=True)
    if not set(chosen) <= set(materials_of(platform)):
        raise Problem("malformed", "materials must be some of those that are offered")
    return chosen


def _contact(request: OrderRequest) -> Contact:
    phone = unicodedata.normalize("NFKC", request.phone)
    contact = Contact(*(plain(text) for text in (request.building, request.address, phone, request.note)))
    lengths = ((contact.building, 100), (contact.address, 200), (contact.phone, 32), (contact.note, 200))
    if any(not text.isprintable() or len(text) > most for text, most in lengths):
        raise Problem("malformed", "building, address and note are one line of text each")
    if not contact.building or not contact.address:
        raise Problem("malformed", "a building and an address are needed")
    if not _PHONE.match(contact.phone):
        raise Problem("malformed", "a phone number has digits, at least five")
    return contact


_SHOWN = ("code", "state", "outcome", "window_from", "window_to", "created_at", "closed_at")
_ROWS = select(Order.id, Order.materials, *(getattr(Order, name) for name in _SHOWN))


def _told(row: Any) -> dict[str, Any]:
    """An order as its resident sees it."""
    return {"order": row.id, "materials": row.materials.split(","), **{name: getattr(row, name) for name in _SHOWN}}
