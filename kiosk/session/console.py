"""The staff's console: pages to look at, and the few things that can be set from a screen. Locks itself."""

from dataclasses import replace

from kiosk.core.condition import ExportSeen, ExportStep, ServiceSeen
from kiosk.session import inputs as on
from kiosk.session.console_states import Console, ConsolePage
from kiosk.session.context import IDLE_MS, Context
from kiosk.session.effects import KeepLanguage, LookAround, NudgeSync, RecordService, Shine, StartExport, Step
from kiosk.session.states import Attract, Identify, OutOfService, SessionState, StaffMenu
from kiosk.session.visit import waiting

CONSOLE_MS = 120_000
"""Somebody may be reading the screen to somebody else on the phone."""
LOOK_MS = 2_000


def open_console(state: SessionState, menu: StaffMenu, context: Context) -> Step:
    """From the staff's menu."""
    phase = Console(menu.badge, menu.role, ConsolePage.DEVICES, context.now_ms + CONSOLE_MS, context.now_ms + LOOK_MS)
    return replace(state, phase=phase, notice=None), (LookAround(context.today),)


def console_touched(state: SessionState, phase: Console, touch: on.Touch, context: Context) -> Step:
    """Turn a page, set something, or go back to the menu."""
    phase = replace(phase, deadline_ms=context.now_ms + CONSOLE_MS)
    state = replace(state, phase=phase)
    match touch:
        case on.TurnTo(page=page):
            turned = replace(phase, page=page, look_ms=context.now_ms + LOOK_MS)
            return replace(state, phase=turned), (LookAround(context.today),)
        case on.SetService(out=out):
            return set_service(state, phase, out=out)
        case on.PreferLanguage(language=language) if language != state.preferences.language:
            return state, (KeepLanguage(language),)
        case on.SetBrightness(percent=percent):
            return state, (Shine(percent),)
        case on.ExportTouched() if not _is_writing(state):
            return replace(state, export=ExportSeen(ExportStep.WRITING)), (StartExport(),)
        case on.Back() | on.Cancel() | on.Finish():
            return replace(state, phase=StaffMenu(phase.badge, phase.role, context.now_ms + IDLE_MS)), ()
        case on.Lock():
            return replace(state, phase=Attract(), notice=None), ()
        case _:
            return state, ()


def set_service(state: SessionState, phase: Console, *, out: bool) -> Step:
    """Out of service is an entry of the journal. Whoever puts a kiosk back that kept crashing has it tried anew."""
    state = replace(state, failing=state.failing and out)
    if out == state.service.out:
        return state, ()
    return state, (RecordService(phase.badge, phase.role, out),)


def console_waited(state: SessionState, phase: Console, context: Context) -> Step:
    """Time has passed: look again, or lock. An export goes on without anybody."""
    if context.now_ms >= phase.deadline_ms:
        return replace(state, phase=Attract(), notice=None), ()
    if context.now_ms < phase.look_ms:
        return state, ()
    return replace(state, phase=replace(phase, look_ms=context.now_ms + LOOK_MS)), (LookAround(context.today),)


def service_seen(state: SessionState, event: ServiceSeen) -> Step:
    """It is durable that this kiosk is out of service, or in it."""
    return replace(state, service=event), (NudgeSync(),) if event != state.service else ()


def keep_closed(state: SessionState) -> SessionState:
    """Where nobody is, the sign of what staff have decided stands. Safe to repeat."""
    match waiting(state.phase):
        case Attract() | Identify() if state.closed:
            return replace(state, phase=OutOfService(None))
        case OutOfService(fault=None) if not state.closed:
            return replace(state, phase=Attract())
        case _:
            return state


def _is_writing(state: SessionState) -> bool:
    return state.export is not None and state.export.step is ExportStep.WRITING
