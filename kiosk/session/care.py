"""What staff must see to about the scale, read from its papers, its newest check and the day."""

from datetime import date, timedelta

from kiosk.core.events import ScaleChecked
from kiosk.core.plate import ScalePlate
from kiosk.session.states import CareWarning

SOON = timedelta(days=30)
"""An appointment for a verification takes weeks."""


def care_of(plate: ScalePlate, last_check: ScaleChecked, today: date) -> tuple[CareWarning, ...]:
    """All that is due on ``today``, the most urgent first. A scale that was never checked here is due."""
    due = {
        CareWarning.CHECK_FAILED: failed(last_check),
        CareWarning.CERTIFICATE_EXPIRED: expired(plate, today),
        CareWarning.CHECK_DUE: last_check.day is None or today >= last_check.day + timedelta(days=plate.check_days),
        CareWarning.CERTIFICATE_SOON: not expired(plate, today) and expired(plate, today + SOON + timedelta(days=1)),
    }
    return tuple(warning for warning in CareWarning if due[warning])


def failed(last_check: ScaleChecked) -> bool:
    """There has been a check, and the newest one failed."""
    return last_check.day is not None and not last_check.passed


def expired(plate: ScalePlate, today: date) -> bool:
    """The verification certificate's last day is over. Without a certificate nothing can expire."""
    return plate.certificate_until is not None and plate.certificate_until < today
