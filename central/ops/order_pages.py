"""Home pickups: which wait, by building, and which device makes them. Addresses are shown on the device alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from central import audit, dispatch
from central.audit import Witness
from central.dispatch import KnownOrder
from central.ops import fleet
from central.ops.csvfile import Cell
from central.ops.desk import Asked
from central.orders import ASSIGNED, CLOSED, OPEN
from central.problems import CentralError

_STATES = (OPEN, ASSIGNED, CLOSED)


def order_list(asked: Asked) -> Response:
    """``GET /ops/orders``: of one ``state``, without one all that are not closed; by building."""
    state = asked.query.get("state", "")
    found = dispatch.everything(asked.platform, state if state in _STATES else None)
    if asked.query.get("format") == "csv":
        rows: list[list[Cell]] = [
            [
                *(each.id, each.window_from, each.window_to, each.building, _materials(asked, each), each.state),
                *(each.kiosk, asked.words.known("outcome", each.outcome), each.created_at, each.closed_at),
            ]
            for each in found
        ]
        head = ["order", "order.from", "order.to", "order.building", "material", "state", "kiosk", "order.outcome"]
        return asked.csv("orders", [*head, "order.created", "order.closed"], rows)
    shown: dict[str, Any] = {"buildings": _by_building(found), "devices": _devices(asked)}
    return asked.page("orders.html", state=state if state in _STATES else "", states=_STATES, **shown)


def _by_building(orders: Iterable[KnownOrder]) -> Mapping[str, list[KnownOrder]]:
    """In the order in which somebody is first awaited there; nothing: the order is closed."""
    found: dict[str, list[KnownOrder]] = {}
    for order in orders:
        found.setdefault(order.building or "", []).append(order)
    return found


def _materials(asked: Asked, order: KnownOrder) -> str:
    return "; ".join(asked.words.known("material", each) for each in order.materials)


def _devices(asked: Asked) -> Mapping[str, str]:
    """Kiosk → what it is called, those first that stand nowhere: tablets do."""
    points = sorted(fleet.points(asked.platform), key=lambda point: (point.names is not None, point.kiosk))
    return {point.kiosk: asked.words.of(point.names, point.kiosk) for point in points}


def one_order(asked: Asked) -> Response:
    """``GET /ops/orders/{order}``."""
    order, events = dispatch.history(asked.platform, asked.path["order"])
    return asked.page("order.html", order=order, events=events, devices=_devices(asked), open=order.state != CLOSED)


def assign_order(asked: Asked) -> Response:
    """``POST /ops/orders/{order}/assign``: to the device ``kiosk``; to nobody when that is empty."""
    order, kiosk = asked.path["order"], asked.form.get("kiosk", "")
    by = asked.session.account
    if kiosk:
        dispatch.assign(asked.platform, order, kiosk, by, _witness(asked, "order_assigned", order, kiosk))
    else:
        dispatch.unassign(asked.platform, order, by, _witness(asked, "order_unassigned", order))
    return RedirectResponse(f"/ops/orders/{order}", 303)


def assign_building(asked: Asked) -> Response:
    """``POST /ops/orders``: all of a ``building`` that nobody has, to the device ``kiosk``."""
    building, kiosk = asked.form.get("building", ""), asked.form.get("kiosk", "")
    if not kiosk:
        raise CentralError("device-unknown")
    # Where people live is not written down for ever: the audit has the orders, and they have their events.
    witness = _witness(asked, "building_assigned", kiosk)
    dispatch.assign_building(asked.platform, building, kiosk, asked.session.account, witness)
    return RedirectResponse("/ops/orders", 303)


def cancel_order(asked: Asked) -> Response:
    """``POST /ops/orders/{order}/cancel``: nobody comes, and the contact is wiped."""
    order = asked.path["order"]
    dispatch.cancel(asked.platform, order, asked.session.account, _witness(asked, "order_cancelled", order))
    return RedirectResponse(f"/ops/orders/{order}", 303)


def _witness(asked: Asked, act: str, subject: str, detail: str = "") -> Witness:
    def witness(connection: Connection) -> None:
        audit.note(connection, asked.platform.now, asked.session.actor, act, subject, detail)

    return witness
