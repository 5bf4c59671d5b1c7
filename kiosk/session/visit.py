"""How a visit begins and ends."""

from dataclasses import replace

from kiosk.core.acts import Guest, Resident, Who
from kiosk.core.events import ScaleStatus
from kiosk.core.printing import PRINTS, ReceiptJob
from kiosk.session.context import IDLE_MS, Context
from kiosk.session.effects import CloseVisit, Effect, OpenVisit, Print, RequireZero, Step
from kiosk.session.errand import to_door, to_list
from kiosk.session.spent import spend_load
from kiosk.session.states import (
    Attract,
    ChooseMaterial,
    Confirm,
    Credited,
    Finished,
    Identify,
    OutOfService,
    Phase,
    PrivacyNotice,
    Readable,
    Reading,
    Recovered,
    Resumable,
    Saving,
    ScaleTrouble,
    SessionState,
    StillThere,
    Visit,
    Weigh,
)

_WEIGHING = ChooseMaterial | Weigh | Confirm | ScaleTrouble
_READS_CODES = Identify | _WEIGHING
_WITH_VISIT = _WEIGHING | Saving | Credited | Finished | OutOfService | PrivacyNotice


def begin_visit(state: SessionState, who: Who, context: Context, declined: Resident | None = None) -> Step:
    """Somebody is here: what is in the bag? ``declined``: the guest is this person, who wants nothing kept."""
    visit = Visit(context.new_session, who, declined=declined)
    state = replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS), notice=None)
    if context.in_container and state.scale.status is not ScaleStatus.EMPTY:
        # What has fallen in before anybody was known belongs to nobody.
        return spend_load(state), (remember(visit), RequireZero())
    return state, (remember(visit),)


def remember(visit: Visit) -> OpenVisit:
    """What the disk must know of an open visit: a guest's claim code, too."""
    return OpenVisit(visit.session, visit.who.claim_code if isinstance(visit.who, Guest) else None)


def end(state: SessionState) -> Step:
    """Back to attract. An unconfirmed load that still lies there belongs to nobody: it must leave the scale first."""
    had_visit = visit_of(state.phase) is not None or isinstance(waiting(state.phase), Recovered)
    effects: tuple[Effect, ...] = (CloseVisit(), RequireZero()) if had_visit else ()
    state = spend_load(state) if had_visit else state
    return replace(state, phase=Attract(), notice=None), effects


def leave(state: SessionState, visit: Visit, context: Context) -> Step:
    """End a visit early: with credits there is something to show and perhaps to claim; without, nothing."""
    if visit.errand is not None:
        return to_list(state, visit.errand, context)
    if visit.receipts:
        return to_finished(state, visit, context)
    return end(state)


def to_finished(state: SessionState, visit: Visit, context: Context) -> Step:
    """Thanks and totals; on a round back to the door."""
    if visit.errand is not None:
        return to_door(state, visit, visit.errand, context)
    finished = replace(spend_load(state), phase=Finished(visit, context.now_ms + IDLE_MS))
    # Whoever has no phone at hand has nothing else to take along.
    guest = isinstance(visit.who, Guest)
    return print_receipt(finished, visit, (RequireZero(),)) if guest else (finished, (RequireZero(),))


def print_receipt(state: SessionState, visit: Visit, before: tuple[Effect, ...] = ()) -> Step:
    """What the visit has brought, on paper, where there is a printer that works."""
    if state.printer.status not in PRINTS or not visit.receipts:
        return state, before
    claim_code = visit.who.claim_code if isinstance(visit.who, Guest) else None
    return state, (*before, Print(ReceiptJob(visit.receipts, claim_code)))


def to_claim(state: SessionState, phase: Recovered, context: Context) -> Step:
    """After an interruption a guest gets the claim code of what was recorded."""
    visit = Visit(phase.receipts[0].session, Guest(phase.claim_code or ""), phase.receipts)
    return to_finished(state, visit, context)


def visit_of(phase: Phase) -> Visit | None:
    """The visit that a phase belongs to, if any."""
    phase = waiting(phase)
    return phase.visit if isinstance(phase, _WITH_VISIT) else None


def waiting(phase: Phase) -> Phase:
    """What waits behind a question or something to read; otherwise the phase itself."""
    while isinstance(phase, StillThere | Reading):
        phase = phase.resume
    return phase


def resumed(phase: StillThere | Reading, context: Context) -> Resumable | Readable:
    """What waits right behind ``phase``, with its whole time again."""
    if isinstance(phase.resume, Attract):
        return phase.resume
    return replace(phase.resume, deadline_ms=context.now_ms + IDLE_MS)


def touched(state: SessionState, context: Context) -> SessionState:
    """Any touch gives the phase its whole time again."""
    if isinstance(state.phase, Resumable):
        return replace(state, phase=replace(state.phase, deadline_ms=context.now_ms + IDLE_MS))
    return state


def code_read(state: SessionState, context: Context) -> SessionState:
    """So does a code; but where a visit has ended, or ends, it may be a phone left behind, which is read again and
    again: that keeps no page open either.
    """
    return touched(state, context) if isinstance(waiting(state.phase), _READS_CODES) else state
