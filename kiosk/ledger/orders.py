"""Home pickups in the ledger: the open orders that the platform has handed down, what was credited for them, and their
end.

Address and phone are here while an order is open and nowhere afterwards: its row goes in the transaction that appends
its end, when the platform's list does not have it any more, or when it is overdue. Whoever calls folds what was
overwritten out of the WAL.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from kiosk.core.pickup import Gathered, Order, OrdersSeen, PickupClosed
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.staff_bodies import pickup_closed_body
from kiosk.ledger.store import driver_of

OVERDUE = timedelta(days=3)
"""So long after its window an order is kept on a device that hears nothing of it any more: it may have been stolen."""

_ORDERS = "SELECT id, body FROM pickup_order"
_KEEP = "INSERT INTO pickup_order VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"
_FORGET = "DELETE FROM pickup_order WHERE id = ? RETURNING id"
_UNHEARD_ENDS = (
    "SELECT p.order_id FROM pickup_act p JOIN journal j ON j.position = p.position"
    " LEFT JOIN acknowledged a ON a.epoch_no = j.epoch_no WHERE p.closed AND j.seq > COALESCE(a.seq, 0)"
)
_GATHERED = (
    "SELECT p.order_id, SUM(p.drop_offs - COALESCE(c.voided, 0)) AS bags, SUM(p.net_g + COALESCE(c.delta_g, 0))"
    " FROM pickup_act p JOIN journal j ON j.position = p.position JOIN epoch e ON e.no = j.epoch_no"
    " LEFT JOIN (SELECT of_epoch, of_seq, SUM(voided) AS voided, SUM(delta_g) AS delta_g FROM correction"
    " GROUP BY of_epoch, of_seq) c ON c.of_epoch = e.id AND c.of_seq = j.seq WHERE p.position >"
    " COALESCE((SELECT MAX(position) FROM pickup_act WHERE order_id = p.order_id AND closed), 0)"
    " GROUP BY p.order_id HAVING bags > 0 ORDER BY p.order_id"
)
"""A correction names its drop-off and not the order: what it changes is joined when it is read."""
_NEWEST_IS_END = "SELECT closed FROM pickup_act WHERE order_id = ? ORDER BY position DESC LIMIT 1"


def orders_seen(ledger: Ledger, agreed: Collection[str] = ()) -> OrdersSeen:
    """The open orders, by building and window. ``agreed``: the residents who have agreed to the privacy notice."""
    with ledger.store.reading() as connection:
        driver = driver_of(connection)
        orders = [_order(body) for _, body in driver.execute(_ORDERS).fetchall()]
        closed = len(driver.execute(_UNHEARD_ENDS).fetchall())
        gathered = tuple(Gathered(*row) for row in driver.execute(_GATHERED).fetchall())
    orders.sort(key=lambda one: (one.building, one.window_from, one.window_to, one.id))
    known = frozenset(one.resident for one in orders if one.resident in agreed)
    return OrdersSeen(tuple(orders), closed, gathered, known)


def replace_orders(ledger: Ledger, orders: Iterable[Order]) -> bool:
    """The platform's list, whole: what it does not have is wiped. What was closed here and the platform has not heard
    of does not come back. Returns whether anything is another now.
    """
    with ledger.store.writing() as connection:
        driver = driver_of(connection)
        ended = {order for (order,) in driver.execute(_UNHEARD_ENDS).fetchall()}
        wanted = {one.id: _bytes(one) for one in orders if one.id not in ended}
        held = {order: bytes(body) for order, body in driver.execute(_ORDERS).fetchall()}
        for order in held.keys() - wanted.keys():
            driver.execute(_FORGET, (order,)).fetchall()
        for order, body in wanted.items():
            if held.get(order) != body:
                driver.execute(_KEEP, (order, body))
    return held != wanted


def forget_orders(ledger: Ledger, moment: datetime) -> int:
    """Wipe what is overdue at ``moment``, which must certainly have passed. Returns how many orders that were."""
    with ledger.store.writing() as connection:
        driver = driver_of(connection)
        orders = [_order(body) for _, body in driver.execute(_ORDERS).fetchall()]
        overdue = [one.id for one in orders if datetime.fromisoformat(one.window_to) + OVERDUE < moment]
        for order in overdue:
            driver.execute(_FORGET, (order,)).fetchall()
    return len(overdue)


def close_order(ledger: Ledger, closed: PickupClosed) -> None:
    """Append the end of an order and wipe it. The drop-offs in the entry are those that the journal has for it since
    its last end. An order that is closed already, and was not handed down again, is left as it is.
    """
    with ledger.appending() as connection:
        driver = driver_of(connection)
        was_open = driver.execute(_FORGET, (closed.order,)).fetchall()
        newest = driver.execute(_NEWEST_IS_END, (closed.order,)).fetchone()
        if not was_open and newest == (1,):
            return
        ledger.append(connection, "pickup_closed", pickup_closed_body(_counted(connection, closed)))


def _counted(connection: sa.Connection, closed: PickupClosed) -> PickupClosed:
    rows = driver_of(connection).execute(_GATHERED).fetchall()
    found = next((row for row in rows if row[0] == closed.order), (closed.order, 0, 0))
    return replace(closed, drop_offs=found[1], net_g=found[2])


def _bytes(order: Order) -> bytes:
    return json.dumps(asdict(order), ensure_ascii=False, sort_keys=True).encode("utf-8")


def _order(body: bytes) -> Order:
    table = json.loads(body)
    return Order(**{**table, "materials": tuple(table["materials"])})
