"""The times that are offered when an order is put off: the next days, morning, afternoon and evening. Local time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiosk.core.clock import LOCAL_TIME, local_day, rfc3339
from kiosk.core.pickup import Order

DAYS = 2
HOURS = ((9, 12), (14, 17), (18, 20))


@dataclass(frozen=True, slots=True)
class Window:
    """A time to come again. ``window_from`` and ``window_to``: RFC 3339, UTC."""

    window_from: str
    window_to: str


def offered(order: Order, today: date) -> tuple[Window, ...]:
    """What can be offered for ``order`` on ``today``, the earliest first. Nothing before the day of the order itself is
    offered, also where the clock has stopped long ago.
    """
    base = max(today, local_day(datetime.fromisoformat(order.window_from)))
    days = (base + timedelta(days=ahead) for ahead in range(1, DAYS + 1))
    return tuple(Window(_moment(day, start), _moment(day, end)) for day in days for start, end in HOURS)


def _moment(day: date, hour: int) -> str:
    return rfc3339(datetime.combine(day, time(hour), LOCAL_TIME))
