"""When a code is good: by the kiosk's clock as far as that can be trusted, and by signed times where it cannot."""

from datetime import datetime, timedelta

from kiosk.core.clock import ClockTrust
from kiosk.core.errors import RefusalReason
from kiosk.scan.shown import Shown

CLOCK_TOLERANCE = timedelta(seconds=90)
"""Phones and kiosks disagree by about a minute; more is a wrong clock."""


def untimely(shown: Shown, now: datetime, trust: ClockTrust) -> RefusalReason | None:
    """Why ``shown`` is not good at ``now``, or None when it is.

    With a clock of unknown trust ``now`` must be the latest moment known to have passed; then only certain expiry is
    judged, because a code from "the future" is more likely a kiosk that woke up in 1970.
    """
    if now > shown.expires_at + CLOCK_TOLERANCE:
        return RefusalReason.EXPIRED
    if trust is ClockTrust.UNKNOWN:
        return _certainly_old(shown, now)
    for moment in (shown.issued_at, shown.signed_at):
        if moment is not None and moment > now + CLOCK_TOLERANCE:
            return RefusalReason.NOT_YET_VALID
    if shown.signed_at is not None and shown.signed_at < now - CLOCK_TOLERANCE:
        return RefusalReason.EXPIRED
    return None


def _certainly_old(shown: Shown, floor: datetime) -> RefusalReason | None:
    if shown.signed_at is None:
        return None
    # The certificate's own date has passed too; a phone cannot honestly have signed before it.
    earliest = max(floor, shown.issued_at) - CLOCK_TOLERANCE
    return None if earliest <= shown.signed_at <= shown.expires_at else RefusalReason.EXPIRED
