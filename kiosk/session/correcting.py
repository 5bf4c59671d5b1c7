"""Putting a drop-off right: which one, how, how much, why, and beyond a limit with whom. Supervisors only.

Nothing happens before ``CHECK`` was confirmed; whoever leaves before that has changed nothing.
"""

from dataclasses import replace

from kiosk.core.correction import (
    Corrected,
    CorrectionAction,
    CorrectionReason,
    DropOffsSeen,
    corrected,
    wants_second,
)
from kiosk.core.events import BadgeSeen, StaffRole
from kiosk.session import inputs as on
from kiosk.session.context import IDLE_MS, NOTICE_MS, Context
from kiosk.session.correct_states import Correct, CorrectStep
from kiosk.session.effects import AppendCorrection, ListDropOffs, LookUpBadge, NudgeSync, Step
from kiosk.session.states import Attract, EnterPin, Notice, NoticeKind, SessionState, StaffMenu

SECOND_MS = 180_000
"""Another supervisor has to be fetched."""
MOST_G = 100_000
"""A bag that weighs more than this was typed wrongly."""

_BEFORE = {
    CorrectStep.ACTION: CorrectStep.LIST,
    CorrectStep.WEIGHT: CorrectStep.ACTION,
    CorrectStep.SECOND: CorrectStep.REASON,
    CorrectStep.CHECK: CorrectStep.REASON,
}


def begin_corrections(state: SessionState, menu: StaffMenu, context: Context) -> Step:
    """From the staff's menu. An operator is told that it takes a supervisor."""
    if menu.role is not StaffRole.SUPERVISOR:
        return replace(state, notice=Notice(NoticeKind.SUPERVISOR, context.now_ms + NOTICE_MS)), ()
    phase = Correct(menu.badge, menu.role, context.now_ms + IDLE_MS)
    return replace(state, phase=phase, notice=None), (ListDropOffs(),)


def drop_offs_seen(state: SessionState, event: DropOffsSeen, context: Context) -> Step:
    """The list has come."""
    phase = state.phase
    if not isinstance(phase, Correct) or phase.step is not CorrectStep.LOADING:
        return state, ()
    return _go_to(state, replace(phase, standings=event.standings, page=0), CorrectStep.LIST, context)


def correct_touched(state: SessionState, phase: Correct, touch: on.Touch, context: Context) -> Step:
    """What the supervisor chose. Anything else gives more time."""
    match phase.step, touch:
        case CorrectStep.LIST, on.TurnPage(by=by):
            page = min(max(phase.page + by, 0), phase.pages - 1)
            return _go_to(state, replace(phase, page=page), CorrectStep.LIST, context)
        case CorrectStep.LIST, on.ChooseDropOff(row=row) if 0 <= row < len(phase.shown) and not phase.shown[row].voided:
            return _go_to(state, replace(phase, chosen=phase.shown[row]), CorrectStep.ACTION, context)
        case CorrectStep.ACTION, on.CorrectBy(action=action):
            step = CorrectStep.REASON if action is CorrectionAction.VOID else CorrectStep.WEIGHT
            return _go_to(state, replace(phase, action=action, net_g=0), step, context)
        case CorrectStep.WEIGHT, on.WeightTyped(net_g=net_g) if _is_another(phase, net_g):
            return _go_to(state, replace(phase, net_g=net_g), CorrectStep.REASON, context)
        case CorrectStep.REASON, on.CorrectBecause(reason=reason):
            return _reasoned(state, phase, reason, context)
        case CorrectStep.CHECK, on.ConfirmTouched():
            return _to_saving(state, phase, context)
        case ((CorrectStep.DONE | CorrectStep.CHANGED), on.Another()):
            loading = replace(_fresh(phase), deadline_ms=context.now_ms + IDLE_MS)
            return replace(state, phase=loading), (ListDropOffs(),)
        case CorrectStep.SAVING, _:
            return state, ()
        case CorrectStep.REASON, on.Back():
            before = CorrectStep.ACTION if phase.action is CorrectionAction.VOID else CorrectStep.WEIGHT
            return _go_to(state, phase, before, context)
        case step, on.Back() if step in _BEFORE:
            return _go_to(state, replace(phase, second=None), _BEFORE[step], context)
        case _, (on.Back() | on.Cancel() | on.Finish() | on.Lock()):
            return replace(state, phase=StaffMenu(phase.badge, phase.role, context.now_ms + IDLE_MS), notice=None), ()
        case _:
            return _kept(state, phase, context), ()


def second_badge_seen(state: SessionState, phase: Correct, event: BadgeSeen, context: Context) -> Step:
    """The second person's badge; its PIN comes next. It takes another supervisor."""
    if event.badge == phase.badge or event.role is not StaffRole.SUPERVISOR:
        return replace(state, notice=Notice(NoticeKind.SUPERVISOR, context.now_ms + NOTICE_MS)), ()
    asked = EnterPin(event.badge, event.role, context.now_ms + IDLE_MS, known=False, then=phase)
    return replace(state, phase=asked, notice=None), (LookUpBadge(event.badge),)


def second_known(state: SessionState, phase: Correct, badge: str, context: Context) -> Step:
    """Badge and PIN of the second person were right."""
    return _go_to(state, replace(phase, second=badge), CorrectStep.CHECK, context)


def second_refused(state: SessionState, phase: Correct, context: Context) -> Step:
    """The second person has not given the PIN."""
    return _go_to(state, phase, CorrectStep.SECOND, context)


def correction_recorded(state: SessionState, event: Corrected, context: Context) -> Step:
    """It is durable, or the drop-off had changed under our hands."""
    phase = state.phase
    if not isinstance(phase, Correct) or phase.step is not CorrectStep.SAVING:
        return state, (NudgeSync(),) if event.done else ()
    state, _ = _go_to(state, phase, CorrectStep.DONE if event.done else CorrectStep.CHANGED, context)
    return state, (NudgeSync(),) if event.done else ()


def leave_corrections(state: SessionState, phase: Correct, context: Context) -> Step:
    """Nobody is here any more. What is being recorded is waited for."""
    if phase.step is CorrectStep.SAVING:
        return replace(state, phase=replace(phase, deadline_ms=context.now_ms + IDLE_MS)), ()
    return replace(state, phase=Attract(), notice=None), ()


def _is_another(phase: Correct, net_g: int) -> bool:
    return phase.chosen is not None and 0 < net_g <= MOST_G and net_g != phase.chosen.net_g


def _reasoned(state: SessionState, phase: Correct, reason: CorrectionReason, context: Context) -> Step:
    assert phase.chosen is not None, "a drop-off was chosen before"
    with_reason = replace(phase, reason=reason, second=None)
    step = CorrectStep.SECOND if wants_second(phase.chosen, phase.net_g) else CorrectStep.CHECK
    return _go_to(state, with_reason, step, context)


def _to_saving(state: SessionState, phase: Correct, context: Context) -> Step:
    assert phase.chosen is not None, "a drop-off was chosen before"
    assert phase.action is not None, "and what becomes of it"
    assert phase.reason is not None, "and why"
    correction = corrected(
        phase.chosen,
        phase.net_g,
        phase.action,
        phase.reason,
        badge=phase.badge,
        role=phase.role,
        second=phase.second,
    )
    state, _ = _go_to(state, phase, CorrectStep.SAVING, context)
    return state, (AppendCorrection(correction),)


def _fresh(phase: Correct) -> Correct:
    return Correct(phase.badge, phase.role, phase.deadline_ms)


def _go_to(state: SessionState, phase: Correct, step: CorrectStep, context: Context) -> Step:
    return replace(_kept(state, replace(phase, step=step), context), notice=None), ()


def _kept(state: SessionState, phase: Correct, context: Context) -> SessionState:
    wait_ms = SECOND_MS if phase.step is CorrectStep.SECOND else IDLE_MS
    return replace(state, phase=replace(phase, deadline_ms=context.now_ms + wait_ms))
