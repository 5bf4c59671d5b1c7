"""Which time the platform's certificate and its dates are judged by."""

from datetime import datetime

from kiosk.core.clock import Clock, ClockTrust


def known_time(clock: Clock) -> datetime | None:
    """The platform's signed time of this boot, else the machine's unless it is certainly wrong, else None. UTC."""
    signed = clock.signed_now()
    if signed is not None:
        return signed
    return None if clock.trust() is ClockTrust.UNKNOWN else clock.now()
