"""When a home pickup can be ordered for: mornings and afternoons of the coming days, in China's time."""

from datetime import datetime, time, timedelta

import msgspec

from central.clock import LOCAL_TIME, rfc3339

AHEAD = timedelta(days=14)
"""So far ahead may be ordered …"""

NOTICE = timedelta(hours=3)
"""… and no later than so long before: the order must find a device, and the device a network."""

_HOURS = ((9, 12), (14, 17))


class Window(msgspec.Struct, frozen=True):
    """A time in which somebody comes, RFC 3339."""

    window_from: str
    window_to: str


def offered(now: datetime) -> list[Window]:
    """The windows that may be ordered ``now``, the earliest first."""
    today = now.astimezone(LOCAL_TIME).date()
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD.days + 1)]
    both = [tuple(datetime.combine(day, time(hour), LOCAL_TIME) for hour in hours) for day in days for hours in _HOURS]
    good = [(begins, ends) for begins, ends in both if now + NOTICE <= begins and ends <= now + AHEAD]
    return [Window(rfc3339(begins), rfc3339(ends)) for begins, ends in good]
