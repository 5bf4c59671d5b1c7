"""The scale check: staff put a known weight on the empty scale and take it off again; both readings are recorded.

Nothing is recorded before zero, weight and zero have been seen in this order without a fault between them. The
weight's weighing is spent as soon as it is seen, so it can never become anybody's drop-off. Whoever came with a badge
is named in the record and returns to the staff's menu; a check that nobody touches any more locks the kiosk.
"""

from dataclasses import replace

from kiosk.core.acts import ScaleCheck
from kiosk.core.events import ScaleStatus, ScaleView, SettledWeight
from kiosk.core.plate import tolerance_in_service_g
from kiosk.session import inputs as on
from kiosk.session.context import IDLE_MS, Context
from kiosk.session.effects import AppendCheck, NudgeSync, RequireZero, Step
from kiosk.session.spent import is_spent, spend, spend_load
from kiosk.session.states import Attract, CheckScale, CheckStep, SessionState, StaffMenu

STEP_MS = 120_000
"""Test weights are heavy and may have to be fetched."""
RESULT_MS = 60_000
FAR_SHARE = 10
"""What differs by more than a tenth is most likely another weight. Put on a second time it is believed."""

_AT_REST = {ScaleStatus.EMPTY, ScaleStatus.BELOW_ZERO, ScaleStatus.CLEAR_FIRST, ScaleStatus.TOO_LIGHT}
_RESULTS = (CheckStep.PASSED, CheckStep.FAILED)


def begin_check(state: SessionState, context: Context, by: StaffMenu | None = None) -> Step:
    """From the staff's menu, or from attract where no staff is known. An empty scale need not be emptied first."""
    load_g = context.plate.check_weight_g
    tolerance_g = tolerance_in_service_g(load_g, context.plate.interval_g)
    phase = CheckScale(CheckStep.EMPTY, load_g, tolerance_g, context.now_ms + STEP_MS)
    if by is not None:
        phase = replace(phase, staff=by.badge, role=by.role)
    state = replace(spend_load(state), phase=phase, notice=None)
    if state.scale.status is ScaleStatus.EMPTY:
        return check_scale_seen(state, phase, context)
    return state, (RequireZero(),)


def check_scale_seen(state: SessionState, phase: CheckScale, context: Context) -> Step:
    """Let the present picture of the scale act on the check. Safe to repeat."""
    view = state.scale
    match phase.step:
        case CheckStep.PLACE | CheckStep.NOT_THE_WEIGHT | CheckStep.REMOVE if view.fault is not None:
            # What a scale said before it went away is void.
            return _go_to(state, replace(phase, measured=None), CheckStep.EMPTY, context), ()
        case CheckStep.EMPTY | CheckStep.NOT_THE_WEIGHT if view.status is ScaleStatus.EMPTY:
            return _go_to(state, phase, CheckStep.PLACE, context), ()
        case CheckStep.PLACE if view.settled and not is_spent(state, view.settled):
            return _judge(spend(state, view.settled), phase, view.settled, context), ()
        case CheckStep.REMOVE if phase.measured is not None:
            if view.status is ScaleStatus.TAKEN_OUT:
                # The next picture may be that of a new reference, which says nothing about how the scale came back.
                return replace(state, phase=replace(phase, lighter_g=view.weight_g)), ()
            return_g = _returned_to_g(view, phase)
            if return_g is None:
                return state, ()
            return _to_saving(state, phase, phase.measured, return_g, context)
        case _:
            return state, ()


def _judge(state: SessionState, phase: CheckScale, weight: SettledWeight, context: Context) -> SessionState:
    far = abs(weight.net_g - phase.test_weight_g) * FAR_SHARE > phase.test_weight_g
    if far and not phase.doubted:
        return _go_to(state, replace(phase, doubted=True), CheckStep.NOT_THE_WEIGHT, context)
    return _go_to(state, replace(phase, measured=weight), CheckStep.REMOVE, context)


def _returned_to_g(view: ScaleView, phase: CheckScale) -> int | None:
    """What the scale shows at rest without the weight, also when that is not zero; None while it is not known."""
    if view.status not in _AT_REST or view.weight_g is None or view.weight_g * FAR_SHARE > phase.test_weight_g:
        return None
    if view.status is ScaleStatus.EMPTY and phase.lighter_g is not None:
        return phase.lighter_g
    return view.weight_g


def _to_saving(
    state: SessionState, phase: CheckScale, measured: SettledWeight, return_g: int, context: Context
) -> Step:
    check = ScaleCheck(
        test_weight_g=phase.test_weight_g,
        tolerance_g=phase.tolerance_g,
        measured_g=measured.net_g,
        return_g=return_g,
        return_tolerance_g=context.plate.interval_g,
        evidence=measured.evidence,
        staff=phase.staff,
    )
    return _go_to(state, replace(phase, check=check), CheckStep.SAVING, context), (AppendCheck(check),)


def check_recorded(state: SessionState, context: Context) -> Step:
    """``ScaleChecked`` has come: the check is durable, and its result may be shown."""
    phase = state.phase
    if not isinstance(phase, CheckScale) or phase.step is not CheckStep.SAVING or phase.check is None:
        return state, ()
    result = CheckStep.PASSED if phase.check.passed else CheckStep.FAILED
    shown = replace(phase, step=result, deadline_ms=context.now_ms + RESULT_MS)
    return replace(state, phase=shown), (NudgeSync(),)


def check_touched(state: SessionState, phase: CheckScale, touch: on.Touch, context: Context) -> Step:
    """Back and Cancel leave the check with nothing recorded; once it is being recorded it cannot be left."""
    match touch:
        case on.Back() | on.Cancel() if phase.step is not CheckStep.SAVING:
            return _to_menu(state, phase, context)
        case on.Start() | on.Finish() if phase.step in _RESULTS:
            return _to_menu(state, phase, context)
        case _:
            wait = RESULT_MS if phase.step in _RESULTS else STEP_MS
            return replace(state, phase=replace(phase, deadline_ms=context.now_ms + wait)), ()


def _to_menu(state: SessionState, phase: CheckScale, context: Context) -> Step:
    state, effects = end_check(state)
    if phase.staff is None or phase.role is None:
        return state, effects
    return replace(state, phase=StaffMenu(phase.staff, phase.role, context.now_ms + IDLE_MS)), effects


def end_check(state: SessionState) -> Step:
    """Back to attract. What still lies on the scale belongs to nobody."""
    return replace(spend_load(state), phase=Attract(), notice=None), (RequireZero(),)


def _go_to(state: SessionState, phase: CheckScale, step: CheckStep, context: Context) -> SessionState:
    return replace(state, phase=replace(phase, step=step, deadline_ms=context.now_ms + STEP_MS))
