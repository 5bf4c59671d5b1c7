"""How far the clock is trusted, in words for staff."""

from kiosk.core.clock import Clock, ClockTrust, rfc3339

_SAID = {
    ClockTrust.TRUSTED: "trusted: it agrees with the platform's signed time",
    ClockTrust.HOLDOVER: "holdover: plausible, not confirmed since this start",
    ClockTrust.UNKNOWN: "unknown: certainly wrong, set it or connect the platform",
}
_WRONG = "holdover: the platform's signed time says otherwise, set it"


def clock_words(clock: Clock) -> str:
    """What the clock says, how far that is trusted, and how far it is from the platform's signed time, in seconds."""
    now, signed, trust = clock.now(), clock.signed_now(), clock.trust()
    said = _WRONG if trust is ClockTrust.HOLDOVER and signed is not None else _SAID[trust]
    if signed is None:
        return f"{rfc3339(now)}, {said}"
    apart_s = round((now - signed).total_seconds())
    return f"{rfc3339(now)}, {said}; {abs(apart_s)} s {'ahead of' if apart_s > 0 else 'behind'} the platform"
