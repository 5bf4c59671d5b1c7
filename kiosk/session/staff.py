"""The staff: a badge, its PIN, and what may be done then. Locks itself when nobody touches anything."""

from dataclasses import replace

from kiosk.core.events import BadgeSeen, PinJudged
from kiosk.session import inputs as on
from kiosk.session.check import begin_check
from kiosk.session.collecting import begin_collection
from kiosk.session.console import open_console
from kiosk.session.context import IDLE_MS, NOTICE_MS, Context
from kiosk.session.correct_states import Correct, CorrectStep
from kiosk.session.correcting import begin_corrections, second_badge_seen, second_known, second_refused
from kiosk.session.effects import CheckPin, LookUpBadge, NudgeSync, Step
from kiosk.session.round_states import Round
from kiosk.session.rounds import begin_round
from kiosk.session.states import (
    Attract,
    EnterPin,
    Identify,
    Notice,
    NoticeKind,
    OutOfService,
    SessionState,
    StaffMenu,
)
from kiosk.session.visit import waiting


def badge_seen(state: SessionState, event: BadgeSeen, context: Context) -> Step:
    """Ask for the PIN where nobody is being served."""
    match waiting(state.phase):
        case Attract() | Identify() | OutOfService(fault=None):
            phase = EnterPin(event.badge, event.role, context.now_ms + IDLE_MS, known=False)
            return replace(state, phase=phase, notice=None), (LookUpBadge(event.badge),)
        case OutOfService():
            return state, ()
        case Correct(step=CorrectStep.SECOND) as phase:
            return second_badge_seen(state, phase, event, context)
        case EnterPin(badge=event.badge) | StaffMenu(badge=event.badge) | Round(badge=event.badge):
            return state, ()
        case _:
            return replace(state, notice=Notice(NoticeKind.BUSY, context.now_ms + NOTICE_MS)), ()


def pin_touched(state: SessionState, phase: EnterPin, touch: on.Touch, context: Context) -> Step:
    """A PIN is handed on once, and none while the badge has to wait."""
    phase = replace(phase, deadline_ms=context.now_ms + IDLE_MS)
    match touch:
        case on.PinEntered(pin=pin) if pin and not phase.judging and phase.locked_until_ms is None:
            return replace(state, phase=replace(phase, judging=True, wrong=False)), (CheckPin(phase.badge, pin),)
        case on.Back() | on.Cancel():
            return _without_pin(state, phase, context)
        case _:
            return replace(state, phase=phase), ()


def pin_judged(state: SessionState, event: PinJudged, context: Context) -> Step:
    """The guard's answer. The first one tells only how many tries are left, and one to an earlier question nothing."""
    phase = state.phase
    if not isinstance(phase, EnterPin) or event.badge != phase.badge:
        return state, ()
    judged = phase.known and phase.judging
    if judged and event.right and phase.then is not None:
        return second_known(state, phase.then, phase.badge, context)
    if judged and event.right:
        menu = StaffMenu(phase.badge, phase.role, context.now_ms + IDLE_MS)
        return replace(state, phase=menu, notice=None), (NudgeSync(),)
    phase = replace(
        phase,
        known=True,
        judging=phase.judging and not judged,
        wrong=judged,
        tries_left=event.tries_left,
        locked_until_ms=context.now_ms + event.wait_ms if event.wait_ms > 0 else None,
    )
    return replace(state, phase=phase), (NudgeSync(),) if judged and event.wait_ms > 0 else ()


def pin_waited(state: SessionState, phase: EnterPin, context: Context) -> Step:
    """Time has passed: another try may be made, or nobody is here any more."""
    if context.now_ms >= phase.deadline_ms:
        return replace(state, phase=Attract(), notice=None), ()
    if phase.locked_until_ms is not None and context.now_ms >= phase.locked_until_ms:
        again = replace(phase, locked_until_ms=None, wrong=False, tries_left=max(1, phase.tries_left))
        return replace(state, phase=again), ()
    return state, ()


def _without_pin(state: SessionState, phase: EnterPin, context: Context) -> Step:
    """Back to where the PIN was asked for."""
    if phase.then is not None:
        return second_refused(state, phase.then, context)
    return replace(state, phase=Attract(), notice=None), ()


def menu_touched(state: SessionState, phase: StaffMenu, touch: on.Touch, context: Context) -> Step:
    """What the staff chose."""
    match touch:
        case on.StartScaleCheck():
            return begin_check(state, context, phase)
        case on.StartCorrections():
            return begin_corrections(state, phase, context)
        case on.StartRound() if state.orders is not None:
            return begin_round(state, phase, context)
        case on.StartCollection() if state.containers.fills:
            return begin_collection(state, phase, context)
        case on.OpenConsole():
            return open_console(state, phase, context)
        case on.Lock() | on.Back() | on.Cancel() | on.Finish():
            return replace(state, phase=Attract(), notice=None), ()
        case _:
            return replace(state, phase=replace(phase, deadline_ms=context.now_ms + IDLE_MS)), ()
