"""Who is here: residents by their passes, and the privacy notice before the first credit.

Nothing about a person is recorded before they have agreed; who declines goes on as a guest, and is not asked again in
that visit however long the phone lies before the scanner.
"""

from dataclasses import replace

from kiosk.core.acts import Guest, Resident, Who
from kiosk.core.errors import RefusalReason
from kiosk.core.events import PassRefused, ResidentSeen
from kiosk.session import inputs as on
from kiosk.session.context import IDLE_MS, NOTICE_MS, Context
from kiosk.session.effects import Effect, RecordConsent, Step
from kiosk.session.errand import to_card
from kiosk.session.round_states import Round
from kiosk.session.rounds import resident_at_door
from kiosk.session.states import (
    Attract,
    ChooseMaterial,
    Confirm,
    Credited,
    Finished,
    Identify,
    Left,
    Notice,
    NoticeKind,
    OutOfService,
    Phase,
    PrivacyNotice,
    Reading,
    Recovered,
    ScaleTrouble,
    SessionState,
    StillThere,
    Visit,
    Weigh,
)
from kiosk.session.visit import begin_visit, code_read, end, leave, remember, resumed, to_claim, visit_of, waiting
from kiosk.session.weighing import scale_seen

GONE_MS = 20_000
"""A phone makes a new code every fifteen seconds. What has not been read for longer is not lying there any more."""


def resident_seen(state: SessionState, event: ResidentSeen, context: Context) -> Step:
    """A verified pass was shown."""
    who = Resident(event.resident, event.pass_id, event.kind, event.digest)
    phase = resumed(state.phase, context) if isinstance(state.phase, StillThere) else state.phase
    if isinstance(phase, Reading):
        if who.resident in {one.resident for one in _people(phase)}:
            # The phone lies there: that turns no page. Where all is recorded it may have been left behind.
            return (state if isinstance(waiting(phase), Credited | Finished) else replace(state, phase=phase)), ()
        phase = resumed(phase, context)
    match phase:
        case OutOfService():
            return state, ()
        case Round():
            return resident_at_door(state, phase, event, context)
        case _ if _is_another_at_the_door(phase, who):
            return replace(state, notice=Notice(NoticeKind.OTHER_PERSON, context.now_ms + NOTICE_MS)), ()
        case _ if _has_declined(phase, who):
            return state, ()
        case Recovered(claim_code=str()):
            return to_claim(state, phase, context)
        case Attract() if _lies_there_still(state, context, resident=who.resident):
            return _read_again(state, context), ()
        case Attract() | Identify():
            return _welcome(state, who, context, agreed=event.agreed)
        case Recovered():
            return _welcome_after(state, who, context, agreed=event.agreed)
        case PrivacyNotice() if phase.resident.resident == who.resident:
            return replace(state, phase=replace(phase, deadline_ms=context.now_ms + IDLE_MS)), ()
        case ChooseMaterial() | Weigh() | Confirm() | ScaleTrouble() if _is_resident(phase.visit.who, who):
            state = replace(state, phase=replace(phase, visit=replace(phase.visit, who=who)), notice=None)
            return scale_seen(state, context)
        case ChooseMaterial() | Weigh() | Confirm() | ScaleTrouble() if _is_new_guest(phase.visit):
            # A guest who found the phone before anything was credited.
            if not event.agreed:
                asked = PrivacyNotice(who, context.now_ms + IDLE_MS, phase.visit)
                return replace(state, phase=asked, notice=None), ()
            visit = replace(phase.visit, who=who)
            state, effects = scale_seen(replace(state, phase=replace(phase, visit=visit), notice=None), context)
            return state, (remember(visit), *effects)
        case ChooseMaterial() | Credited() | Finished() | ScaleTrouble() if not _must_still_claim(phase.visit):
            if _is_resident(phase.visit.who, who):
                return state, ()
            return _welcome_after(replace(state, phase=phase), who, context, agreed=event.agreed)
        case _:
            return replace(state, notice=Notice(NoticeKind.BUSY, context.now_ms + NOTICE_MS)), ()


def remember_left(before: SessionState, state: SessionState, context: Context) -> SessionState:
    """Note whose visit has just ended: a card or a phone left behind must not begin a visit for the next person."""
    visit = visit_of(before.phase)
    if not isinstance(state.phase, Attract) or visit is None or not isinstance(visit.who, Resident):
        return state
    return replace(state, left=Left(visit.who.resident, visit.who.pass_id, context.now_ms))


def may_lie_there(state: SessionState, context: Context) -> bool:
    """A card or a phone of whoever has just left may still be before the scanner."""
    return state.left is not None and context.now_ms - state.left.read_ms <= GONE_MS


def _lies_there_still(state: SessionState, context: Context, *, resident: str = "", pass_id: str = "") -> bool:
    left = state.left
    if left is None or not may_lie_there(state, context):
        return False
    return left.resident == resident or left.pass_id == pass_id


def _read_again(state: SessionState, context: Context) -> SessionState:
    """A phone left behind, or somebody who wants to go on: the next touch tells."""
    assert state.left is not None, "it lies there still"
    state = replace(state, left=replace(state.left, read_ms=context.now_ms))
    if not isinstance(state.phase, Attract):
        return state  # somebody else is reading something
    return replace(state, notice=Notice(NoticeKind.ENDED, context.now_ms + NOTICE_MS))


def pass_refused(state: SessionState, event: PassRefused, context: Context) -> Step:
    """Say why. But a phone that lies before the scanner is read again and again: no word of it to its owner."""
    again = event.pass_id if event.reason is RefusalReason.REPLAYED else None
    if again is not None and again in _here(state.phase):
        return state, ()
    nobody = isinstance(waiting(state.phase), Attract)
    if again is not None and nobody and _lies_there_still(state, context, pass_id=again):
        return _read_again(state, context), ()
    notice = Notice(NoticeKind.REFUSED, context.now_ms + NOTICE_MS, event.reason)
    return replace(code_read(state, context), notice=notice), ()


def notice_touched(state: SessionState, phase: PrivacyNotice, touch: on.Touch, context: Context) -> Step:
    """Agree and Decline decide, Back and Cancel lead back; any other touch gives more time."""
    match touch:
        case on.Agree():
            return _agree(state, phase, context)
        case on.Decline() | on.Back() | on.Cancel() if phase.visit is not None and phase.visit.errand is not None:
            return to_card(state, phase.visit.errand, context)
        case on.Decline() | on.Back() if phase.visit is not None:
            visit = replace(phase.visit, declined=phase.resident)
            return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS)), ()
        case on.Decline():
            return begin_visit(state, Guest(context.new_claim), context, declined=phase.resident)
        case on.Back() | on.Cancel():
            return leave_notice(state, phase, context)
        case _:
            return replace(state, phase=replace(phase, deadline_ms=context.now_ms + IDLE_MS)), ()


def leave_notice(state: SessionState, phase: PrivacyNotice, context: Context) -> Step:
    """Nobody has answered."""
    return end(state) if phase.visit is None else leave(state, phase.visit, context)


def _agree(state: SessionState, phase: PrivacyNotice, context: Context) -> Step:
    consent = RecordConsent(phase.resident.resident)
    if phase.visit is None:
        state, effects = begin_visit(state, phase.resident, context)
        return state, (consent, *effects)
    visit = replace(phase.visit, who=phase.resident)
    return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS)), (consent, remember(visit))


def _welcome(state: SessionState, who: Resident, context: Context, *, agreed: bool) -> Step:
    if agreed:
        return begin_visit(state, who, context)
    return replace(state, phase=PrivacyNotice(who, context.now_ms + IDLE_MS), notice=None), ()


def _welcome_after(state: SessionState, who: Resident, context: Context, *, agreed: bool) -> Step:
    """The visit before is closed first, and what it left on the scale must leave it."""
    state, effects = end(state)
    state, more = _welcome(state, who, context, agreed=agreed)
    both: tuple[Effect, ...] = (*effects, *more)
    return state, both


def _here(phase: Phase) -> set[str]:
    """The passes of whoever is being served or asked."""
    return {one.pass_id for one in _people(phase)}


def _people(phase: Phase) -> tuple[Resident, ...]:
    phase = waiting(phase)
    visit = visit_of(phase)
    people = (
        phase.resident if isinstance(phase, PrivacyNotice) else None,
        phase.who if isinstance(phase, Round) else None,
        visit.who if visit else None,
        visit.declined if visit else None,
    )
    return tuple(one for one in people if isinstance(one, Resident))


def _has_declined(phase: Phase, who: Resident) -> bool:
    visit = visit_of(phase)
    return visit is not None and visit.declined is not None and visit.declined.resident == who.resident


def _is_another_at_the_door(phase: Phase, who: Resident) -> bool:
    """A visit under an order is that of its resident, whoever comes along."""
    visit = visit_of(phase)
    return visit is not None and visit.errand is not None and not _is_resident(visit.who, who)


def _is_resident(one: Who, who: Resident) -> bool:
    return isinstance(one, Resident) and one.resident == who.resident


def _is_new_guest(visit: Visit) -> bool:
    return isinstance(visit.who, Guest) and not visit.receipts


def _must_still_claim(visit: Visit) -> bool:
    """A guest with credits has not yet noted the claim code; nobody may push that screen away."""
    return isinstance(visit.who, Guest) and bool(visit.receipts)
