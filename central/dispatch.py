"""Who makes which home pickup: orders are assigned to devices, which then get them with their next ``GET /v1/orders``.

Whoever assigns sees the building, so that a round can be put together; address and phone are shown on the device alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import aliased

from central import orders
from central.clock import rfc3339
from central.contacts import forget_key
from central.context import Platform
from central.orders import ASSIGNED, CANCELLED, CENTRAL, CLOSED, OPEN
from central.problems import CentralError
from central.revocation import revoked_among
from central.schema import Checkpoint, Kiosk, Order, OrderEvent
from central.store import where_in

UNASSIGNED = "unassigned"

Witness = Callable[[Connection], None]
"""Writes down, in the transaction that changes something, who has asked for it."""

_ID_DIGITS = 32
_START_OF_ID = re.compile(r"[0-9a-f]{8,32}\Z")
_CODE = re.compile(f"[{orders.CODE_ALPHABET}]{{{orders.CODE_CHARACTERS}}}\\Z")


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """An order as whoever assigns it sees it. ``building``: None once it is closed. Moments are RFC 3339.

    ``doubted``: nobody has said anything of it since the device that told of its end was revoked.
    """

    id: str
    code: str | None
    resident: str
    materials: tuple[str, ...]
    window_from: str
    window_to: str
    state: str
    outcome: str | None
    kiosk: str | None
    building: str | None
    created_at: str
    closed_at: str | None
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done with an order (``central.schema.OrderEvent``)."""

    at: str
    what: str
    by: str
    kiosk: str | None


def everything(
    platform: Platform, state: str | None = None, kiosk: str | None = None, limit: int = 500
) -> list[KnownOrder]:
    """Orders by window, those of ``state`` and ``kiosk`` only; without a state all but closed ones nobody doubts."""
    query = select(Order.__table__)
    if state != CLOSED:
        query = query.where(Order.contact.is_not(None))  # few of all that ever were, and they have an index
    if state is not None:
        query = query.where(Order.state == state)
    if kiosk is not None:
        query = query.where(Order.kiosk == kiosk)
    order = (Order.window_from.desc(),) if state == CLOSED else (Order.window_from,)
    with platform.store.reading() as connection:
        rows = list(connection.execute(query.order_by(*order, Order.id).limit(limit)))
        if state is None:
            more = (row for row in _closed_and_doubted(connection) if kiosk in {None, row.kiosk})
            rows = sorted([*rows, *more], key=lambda row: (row.window_from, row.id))[:limit]
        return [_known(connection, platform, row) for row in rows]


def history(platform: Platform, which: str) -> tuple[KnownOrder, list[Event]]:
    """One order, and what was done with it, the oldest first. Raises ``CentralError``."""
    with platform.store.reading() as connection:
        row = _find(connection, which)
        columns = (OrderEvent.at, OrderEvent.what, OrderEvent.by, OrderEvent.kiosk)
        events = connection.execute(select(*columns).where(OrderEvent.order == row.id).order_by(OrderEvent.id)).all()
        return _known(connection, platform, row), [Event(*event) for event in events]


def assign(
    platform: Platform, which: str, kiosk: str, by: str = CENTRAL, witness: Witness = lambda _connection: None
) -> KnownOrder:
    """Give an order (its id, the first eight digits of it or more, or its code) to a device. Raises ``CentralError``.

    One that had it before loses it with its next contact; what it has collected until then counts.
    """

    def act(connection: Connection) -> KnownOrder:
        _require_kiosk(connection, kiosk)
        order = _open(connection, which)
        _give(connection, platform, order, kiosk, by)
        witness(connection)
        return _known(connection, platform, _find(connection, order.id))

    return platform.store.transact(act)


def assign_building(
    platform: Platform, building: str, kiosk: str, by: str = CENTRAL, witness: Witness = lambda _connection: None
) -> list[KnownOrder]:
    """Give all orders of a building that nobody has to a device; which. Raises ``CentralError`` when there are none."""
    wanted = _same(building)

    def act(connection: Connection) -> list[KnownOrder]:
        _require_kiosk(connection, kiosk)
        query = select(Order.__table__).where(Order.contact.is_not(None), Order.state == OPEN)
        rows = connection.execute(query.order_by(Order.id).with_for_update()).all()
        found = [row for row in rows if _same(_known(connection, platform, row).building or "") == wanted]
        if not found:
            raise CentralError(f"no order of building {building!r} waits; see central orders list")
        for row in found:
            _give(connection, platform, row, kiosk, by)
        witness(connection)
        return [_known(connection, platform, _find(connection, row.id)) for row in found]

    return platform.store.transact(act)


def unassign(
    platform: Platform, which: str, by: str = CENTRAL, witness: Witness = lambda _connection: None
) -> KnownOrder:
    """Take an order from its device. Nothing where nobody has it. Raises ``CentralError``."""

    def act(connection: Connection) -> KnownOrder:
        order = _open(connection, which)
        if order.state == ASSIGNED:
            connection.execute(update(Order).where(Order.id == order.id).values(state=OPEN, kiosk=None))
            orders.note(connection, order.id, rfc3339(platform.now()), UNASSIGNED, by, order.kiosk)
            witness(connection)
        return _known(connection, platform, _find(connection, order.id))

    return platform.store.transact(act)


def cancel(
    platform: Platform, which: str, by: str = CENTRAL, witness: Witness = lambda _connection: None
) -> KnownOrder:
    """Nobody comes; the contact is wiped. Also one that is closed and doubted. Raises ``CentralError``."""

    def act(connection: Connection) -> KnownOrder:
        order = _find(connection, which, lock=True)
        if order.state != CLOSED or not _known(connection, platform, order).doubted:
            order = _open(connection, which)
        orders.end(connection, order.id, rfc3339(platform.now()), CANCELLED, by)
        witness(connection)
        return _known(connection, platform, _find(connection, order.id))

    return platform.store.transact(act)


def give_up_contacts(platform: Platform, by: str = CENTRAL) -> int:
    """The key of the contacts is lost: cancel every order, so that a new key can begin; how many there were."""

    def act(connection: Connection) -> int:
        query = select(Order.id).where(Order.contact.is_not(None)).order_by(Order.id).with_for_update()
        lost = connection.scalars(query).all()
        for order in lost:
            orders.end(connection, order, rfc3339(platform.now()), CANCELLED, by)
        forget_key(connection)
        return len(lost)

    return platform.store.transact(act)


def _give(connection: Connection, platform: Platform, order: Any, kiosk: str, by: str) -> None:
    if order.kiosk == kiosk:
        return
    connection.execute(update(Order).where(Order.id == order.id).values(state=ASSIGNED, kiosk=kiosk))
    orders.note(connection, order.id, rfc3339(platform.now()), ASSIGNED, by, kiosk)


def _require_kiosk(connection: Connection, kiosk: str) -> None:
    if connection.scalar(select(Kiosk.id).where(Kiosk.id == kiosk)) is None:
        raise CentralError(f"no kiosk {kiosk}; a kiosk's id is k- and 20 hex digits, its own screen shows it")
    if revoked_among(connection, [kiosk]):
        raise CentralError(f"kiosk {kiosk} is revoked; it gets no orders")


def _open(connection: Connection, which: str) -> Any:
    """The order, locked."""
    row = _find(connection, which, lock=True)
    if row.state == CLOSED:
        raise CentralError(f"order {row.id} is over ({row.outcome})")
    return row


def _find(connection: Connection, which: str, *, lock: bool = False) -> Any:
    query = select(Order.__table__).limit(2)
    rows: Sequence[Any] = ()
    if _CODE.match(which.upper()):
        rows = connection.execute(_locked(query.where(Order.code == which.upper()), lock)).all()
    if not rows and _START_OF_ID.match(which):
        named = Order.id == which if len(which) == _ID_DIGITS else Order.id.startswith(which)
        rows = connection.execute(_locked(query.where(named), lock)).all()
    if len(rows) != 1:
        raise CentralError(f"not one order is {which!r}; give its code or its id (central orders list shows both)")
    return rows[0]


def _locked(query: Any, lock: bool) -> Any:
    return query.with_for_update() if lock else query


def _known(connection: Connection, platform: Platform, row: Any) -> KnownOrder:
    building = None if row.contact is None else platform.contacts.open(connection, row.id, row.contact).building
    materials = tuple(row.materials.split(","))
    times = (row.window_from, row.window_to)
    standing = (row.state, row.outcome, row.kiosk, building, row.created_at, row.closed_at)
    doubted = connection.scalar(_doubted().where(OrderEvent.order == row.id)) is not None
    return KnownOrder(row.id, row.code, row.resident, materials, *times, *standing, doubted)


def _closed_and_doubted(connection: Connection) -> list[Any]:
    # All events are read only where a device was ever revoked behind an entry.
    if connection.scalar(select(Checkpoint.kiosk).limit(1)) is None:
        return []
    named = connection.scalars(_doubted()).all()
    columns = [getattr(Order, column.key) for column in Order.__table__.columns]
    return where_in(connection, columns, Order.id, sorted(named), Order.contact.is_(None))


def _doubted() -> Any:
    """Of which orders that was the last word."""
    later = aliased(OrderEvent)
    newest = select(func.max(later.id)).where(later.order == OrderEvent.order).scalar_subquery()
    return select(OrderEvent.order).where(OrderEvent.what == orders.DOUBTED, OrderEvent.id == newest)


def _same(building: str) -> str:
    return orders.plain(building).casefold()
