"""What the scale's picture does to a visit: the sentence on the weighing screen, the weight to confirm, a fault.

On a platform a weight that waits for its confirmation is frozen: the bag may leave the scale. Where the container
stands on the scale, more may fall in at any moment, and a number can be confirmed only while it is what the scale says.
"""

from dataclasses import replace

from kiosk.core.errors import RefusalReason
from kiosk.core.events import ScaleStatus, SettledWeight
from kiosk.methodology import quote
from kiosk.session.context import IDLE_MS, NOTICE_MS, Context
from kiosk.session.effects import Step
from kiosk.session.hold import hold_of
from kiosk.session.spent import is_spent
from kiosk.session.states import (
    ChooseMaterial,
    Confirm,
    Notice,
    NoticeKind,
    ScaleTrouble,
    SessionState,
    Visit,
    Weigh,
    WeighHint,
)

_HINTS = {
    ScaleStatus.STARTING: WeighHint.STARTING,
    ScaleStatus.EMPTY: WeighHint.PLACE,
    ScaleStatus.CLEAR_FIRST: WeighHint.CLEAR_FIRST,
    ScaleStatus.MOVING: WeighHint.MOVING,
    ScaleStatus.UNSTEADY: WeighHint.STEP_BACK,
    ScaleStatus.TOO_LIGHT: WeighHint.TOO_LIGHT,
    ScaleStatus.TOO_HEAVY: WeighHint.TOO_HEAVY,
    ScaleStatus.BELOW_ZERO: WeighHint.BELOW_ZERO,
    ScaleStatus.TAKEN_OUT: WeighHint.TAKEN_OUT,
}


def to_weigh(state: SessionState, visit: Visit, material: str, context: Context) -> Step:
    """Weigh a bag of ``material``; what lies on the scale already may count. Without a rule another one is chosen."""
    rule = context.rules.in_force(material, context.today)
    if rule is None:
        notice = Notice(NoticeKind.REFUSED, context.now_ms + NOTICE_MS, RefusalReason.NO_RULE)
        return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS), notice=notice), ()
    phase = Weigh(visit, material, rule.min_g, rule.max_g, WeighHint.PLACE, context.now_ms + IDLE_MS)
    return scale_seen(replace(state, phase=phase), context)


def scale_seen(state: SessionState, context: Context) -> Step:
    """Let the present picture of the scale act on the phase. Safe to repeat."""
    view, phase = state.scale, state.phase
    match phase:
        case Weigh() | Confirm() if view.fault is not None:
            # Also a weight that waits for its confirmation: what a scale said before it went away is void.
            trouble = ScaleTrouble(phase.visit, phase.material, view.fault, context.now_ms + IDLE_MS)
            return replace(state, phase=trouble), ()
        case ScaleTrouble(visit=visit, material=material) if view.fault is None:
            if view.status is ScaleStatus.STARTING:
                return state, ()
            if material is None:
                return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS)), ()
            return to_weigh(state, visit, material, context)
        case ScaleTrouble() if view.fault is not None and view.fault != phase.fault:
            return replace(state, phase=replace(phase, fault=view.fault)), ()
        case Confirm() if context.in_container and not _still_true(state, phase):
            return to_weigh(state, phase.visit, phase.material, context)
        case Weigh():
            return _weighing(state, phase, context)
        case _:
            return state, ()


def _still_true(state: SessionState, phase: Confirm) -> bool:
    settled = state.scale.settled
    return settled is not None and settled.weighing == phase.weight.weighing


def _weighing(state: SessionState, phase: Weigh, context: Context) -> Step:
    settled = state.scale.settled
    hint: WeighHint | None
    if settled is None:
        hint = _HINTS.get(state.scale.status, WeighHint.MOVING)
    elif is_spent(state, settled):
        hint = WeighHint.CLEAR_FIRST
    else:
        hint = _limit_hint(settled.net_g, phase)
        if hint is None:
            return _to_confirm(state, phase, settled, context)
    moved = hint is not phase.hint or state.scale.status is ScaleStatus.MOVING
    deadline = context.now_ms + IDLE_MS if moved else phase.deadline_ms
    return replace(state, phase=replace(phase, hint=hint, deadline_ms=deadline)), ()


def _limit_hint(net_g: int, phase: Weigh) -> WeighHint | None:
    if net_g < phase.min_g:
        return WeighHint.TOO_LIGHT
    return WeighHint.OVER_DROP_CAP if net_g > phase.max_g else None


def _to_confirm(state: SessionState, phase: Weigh, settled: SettledWeight, context: Context) -> Step:
    rule = context.rules.in_force(phase.material, context.today)
    if rule is None:  # the day changed and the rule with it
        return replace(state, phase=ChooseMaterial(phase.visit, context.now_ms + IDLE_MS)), ()
    earned = quote(rule, settled.net_g)
    hold = hold_of(settled, state.last_check, context)
    confirm = Confirm(phase.visit, phase.material, settled, earned, context.now_ms + IDLE_MS, hold)
    return replace(state, phase=confirm), ()
