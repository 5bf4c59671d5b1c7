"""Telling the journal, and so the staff, that the scale has a fault that lasts, and that it is well again.

``SessionState.reported`` is what the journal says. Only what lasts is reported: a cable that is knocked costs no entry.
"""

from dataclasses import replace

from kiosk.core.events import ScaleStatus
from kiosk.session.context import Context
from kiosk.session.effects import NudgeSync, ReportDevice, Step
from kiosk.session.states import SessionState

LASTS_MS = 10_000


def report_scale(state: SessionState, context: Context) -> Step:
    """Report the scale once it has been unlike the last report for ``LASTS_MS``. Safe to repeat."""
    if not _unlike_report(state):
        return state if state.unlike_report_ms is None else replace(state, unlike_report_ms=None), ()
    if state.unlike_report_ms is None:
        return replace(state, unlike_report_ms=context.now_ms), ()
    if context.now_ms < state.unlike_report_ms + LASTS_MS:
        return state, ()
    kind = state.scale.fault.kind if state.scale.fault else None
    link = replace(state.link, pending=state.link.pending + 1)  # the staff are told when the platform has it
    return replace(state, reported=kind, unlike_report_ms=None, link=link), (ReportDevice("scale", kind), NudgeSync())


def report_deadline_ms(state: SessionState) -> int | None:
    """When the next report is due, or None."""
    return None if state.unlike_report_ms is None else state.unlike_report_ms + LASTS_MS


def _unlike_report(state: SessionState) -> bool:
    if state.scale.status is ScaleStatus.STARTING:
        return False  # not known yet: neither a fault nor well
    kind = state.scale.fault.kind if state.scale.fault else None
    return kind is not state.reported
