"""What the screens of a round show: a pure function of the session's state, like ``kiosk.ui.views``.

Address, phone and note are in the view on the card of their order and on no other step, and an order's code is never.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from kiosk.core.clock import LOCAL_TIME, local_day
from kiosk.core.containers import is_round
from kiosk.core.pickup import Order, OrdersSeen
from kiosk.core.units import kilograms_text
from kiosk.session import states as at
from kiosk.session.round_states import Round, RoundStep
from kiosk.session.windows import offered

ORDERS_A_PAGE = 4
_DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round of home pickups. ``step`` is a RoundStep. Days are ISO text, times ``9:00-12:00`` with a dash; materials
    of one order are words with commas between; what does not apply is empty. Lists of one thing run side by side.
    """

    enabled: bool = False  # this device goes on rounds
    step: str = ""
    orders: tuple[str, ...] = ()  # ids of the page
    buildings: tuple[str, ...] = ()
    days: tuple[str, ...] = ()  # empty text for an order that is not open any more and wants its end
    times: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    bags: tuple[str, ...] = ()
    page: int = 0
    pages: int = 0
    open_count: int = 0
    closed_count: int = 0
    load_kinds: tuple[str, ...] = ()
    load_texts: tuple[str, ...] = ()  # kilograms
    building: str = ""
    address: str = ""
    phone: str = ""
    note: str = ""
    day: str = ""
    time: str = ""
    kind: str = ""
    bag_count: int = 0
    net_text: str = ""
    refused_kinds: tuple[str, ...] = ()
    refused_reasons: tuple[str, ...] = ()
    material: str = ""
    known: bool = False  # the resident is: another bag may be weighed


def round_view(state: at.SessionState, today: date) -> RoundView:
    """The round as it stands on ``today``; on every other screen only whether there are rounds at all."""
    phase, orders = state.phase, state.orders
    if orders is None:
        return RoundView()
    if not isinstance(phase, Round):
        return RoundView(enabled=True)
    view = RoundView(
        enabled=True,
        step=phase.step.value,
        refused_kinds=tuple(item.material for item in phase.refused),
        refused_reasons=tuple(item.reason.value for item in phase.refused),
        material=phase.material,
        known=phase.who is not None,
    )
    if phase.step is RoundStep.LIST:
        return _with_list(view, state, orders, phase.page)
    gathered = orders.gathered_for(phase.order or "")
    view = replace(view, bag_count=gathered.drop_offs, net_text=kilograms_text(gathered.net_g))
    order = orders.find(phase.order or "")
    return view if order is None else _with_order(view, phase.step, order, today)


def _with_list(view: RoundView, state: at.SessionState, orders: OrdersSeen, page: int) -> RoundView:
    every = (*((order.id, order) for order in orders.orders), *((one, None) for one in orders.unfinished))
    pages = max(1, -(-len(every) // ORDERS_A_PAGE))
    page = min(page, pages - 1)
    shown = every[page * ORDERS_A_PAGE : (page + 1) * ORDERS_A_PAGE]
    load = [fill for fill in state.containers.fills if is_round(fill.container.id) and fill.fill_g > 0]
    return replace(
        view,
        orders=tuple(one for one, _ in shown),
        buildings=tuple(order.building if order else "" for _, order in shown),
        days=tuple(_day(order.window_from) if order else "" for _, order in shown),
        times=tuple(_hours(order.window_from, order.window_to) if order else "" for _, order in shown),
        kinds=tuple(",".join(order.materials) if order else "" for _, order in shown),
        bags=tuple(str(orders.gathered_for(one).drop_offs) for one, _ in shown),
        page=page,
        pages=pages,
        open_count=len(orders.orders),
        closed_count=orders.closed,
        load_kinds=tuple(fill.container.material for fill in load),
        load_texts=tuple(kilograms_text(fill.fill_g) for fill in load),
    )


def _with_order(view: RoundView, step: RoundStep, order: Order, today: date) -> RoundView:
    view = replace(
        view,
        building=order.building,
        day=_day(order.window_from),
        time=_hours(order.window_from, order.window_to),
        kind=",".join(order.materials),
    )
    match step:
        case RoundStep.ORDER:
            return replace(view, address=order.address, phone=order.phone, note=order.note)
        case RoundStep.ANOTHER_DAY:
            windows = offered(order, today)
            return replace(
                view,
                days=tuple(_day(window.window_from) for window in windows),
                times=tuple(_hours(window.window_from, window.window_to) for window in windows),
            )
        case _:
            return view


def _day(moment: str) -> str:
    return local_day(datetime.fromisoformat(moment)).isoformat()


def _hours(start: str, end: str) -> str:
    """``9:00-12:00`` with a dash, local time."""
    texts = (datetime.fromisoformat(moment).astimezone(LOCAL_TIME) for moment in (start, end))
    return _DASH.join(f"{moment.hour}:{moment.minute:02d}" for moment in texts)
