"""Weigh-only: when a bag is weighed and recorded as always, but its grams and points wait for the platform's review."""

from dataclasses import replace

from kiosk.core.acts import HoldReason
from kiosk.core.events import ScaleChecked, SettledWeight
from kiosk.session.care import expired, failed
from kiosk.session.context import Context
from kiosk.session.states import Confirm, SessionState


def hold_of(weight: SettledWeight, last_check: ScaleChecked, context: Context) -> HoldReason | None:
    """Why this weight cannot count at once, the scale's own reasons first; None: it can."""
    if expired(context.plate, context.today):
        return HoldReason.CERTIFICATE_EXPIRED
    if failed(last_check):
        return HoldReason.SCALE_CHECK_FAILED
    return HoldReason.TAKEN_OUT if weight.evidence.taken_out_g > 0 else None


def announce_hold(state: SessionState, context: Context) -> SessionState:
    """What has come to stand in the way while a weight waits for its confirmation is said before it is touched."""
    phase = state.phase
    if not isinstance(phase, Confirm) or phase.hold is not None:
        return state
    hold = hold_of(phase.weight, state.last_check, context)
    return state if hold is None else replace(state, phase=replace(phase, hold=hold))
