"""The conversation as one pure function: ``step(state, input, context) → (state, effects)``.

No I/O, no clock, no randomness: time, rules and fresh ids come in the ``Context``. What must happen outside is returned
as effects, in order. Every input is legal in every state; one that means nothing there changes nothing.

Two promises live here. A weighing becomes at most one draft (``spent_weighing``), and "credited" is entered only by
``Committed``. The ledger holds both again, on disk.
"""

from dataclasses import dataclass, replace
from datetime import date

from kiosk.core.acts import DropOff, Guest, Resident, Who
from kiosk.core.errors import RefusalReason
from kiosk.core.events import (
    CommitFailed,
    Committed,
    DayTotal,
    Interrupted,
    LinkStatus,
    PassRefused,
    ResidentSeen,
    ScaleStatus,
    ScaleView,
    ScannerFault,
    SettledWeight,
    StoreBroken,
    StoreHealed,
)
from kiosk.methodology import Rulebook, quote
from kiosk.session import inputs as on
from kiosk.session.states import (
    Attract,
    ChooseMaterial,
    Confirm,
    Credited,
    Finished,
    Identify,
    Notice,
    NoticeKind,
    OutOfService,
    Phase,
    Recovered,
    Resumable,
    Saving,
    ScaleTrouble,
    SessionState,
    StillThere,
    Visit,
    Weigh,
    WeighHint,
)

IDLE_MS = 60_000
"""Without any touch or movement for this long, the screen asks "are you still there?"."""
STILL_THERE_MS = 20_000
CREDITED_MS = 30_000
FINISHED_MS = 12_000
RECOVERED_MS = 30_000
NOTICE_MS = 6_000


@dataclass(frozen=True, slots=True)
class Context:
    """What the machine may know beside its state. ``new_session`` and ``new_claim`` are fresh for every step."""

    now_ms: int
    today: date
    rules: Rulebook
    new_session: str
    new_claim: str


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """Remember on disk that this visit is open, so that an interruption can be told to the person."""

    session: str
    claim_code: str | None


@dataclass(frozen=True, slots=True)
class CloseVisit:
    """The visit ended in the ordinary way; nothing to tell after a restart."""


@dataclass(frozen=True, slots=True)
class Append:
    """Make this drop-off durable. Answered by ``Committed`` or ``CommitFailed``."""

    drop_off: DropOff


@dataclass(frozen=True, slots=True)
class RequireZero:
    """What lies on the scale now may not become a weighing: it must return to zero first."""


@dataclass(frozen=True, slots=True)
class NudgeSync:
    """Something new is in the journal."""


Effect = OpenVisit | CloseVisit | Append | RequireZero | NudgeSync
Step = tuple[SessionState, tuple[Effect, ...]]

_WITH_VISIT = ChooseMaterial | Weigh | Confirm | Saving | Credited | Finished | ScaleTrouble
_ASKS_STILL_THERE = Identify | ChooseMaterial | Weigh | Confirm | ScaleTrouble


def step(state: SessionState, event: on.Input, context: Context) -> Step:
    """Take one input. Total: never raises for any state and input."""
    state = _drop_stale_notice(state, context)
    match event:
        case ScaleView():
            return _on_scale(replace(state, scale=event), event, context)
        case LinkStatus():
            return replace(state, link=event), ()
        case ScannerFault():
            return replace(state, scanner_fault=event.fault), ()
        case DayTotal():
            return replace(state, today_g=event.weight_g), ()
        case ResidentSeen():
            return _on_resident(state, event, context)
        case PassRefused():
            notice = Notice(NoticeKind.REFUSED, context.now_ms + NOTICE_MS, event.reason)
            return replace(_touched(state, context), notice=notice), ()
        case Committed():
            return _on_committed(state, event, context)
        case CommitFailed():
            return _on_commit_failed(state, event)
        case Interrupted():
            recovered = Recovered(event.receipts, context.now_ms + RECOVERED_MS, event.claim_code)
            return replace(state, phase=recovered), ()
        case StoreBroken():
            return replace(state, phase=OutOfService(event.fault, _visit_of(state.phase))), (RequireZero(),)
        case StoreHealed():
            return _on_store_healed(state, event, context)
        case on.Tick():
            return _on_tick(state, context)
        case _:
            return _on_touch(state, event, context)


def next_deadline_ms(state: SessionState) -> int | None:
    """When the next ``Tick`` is due (monotonic milliseconds), or None when time changes nothing."""
    moments = [getattr(state.phase, "deadline_ms", None), state.notice.until_ms if state.notice else None]
    return min((m for m in moments if m is not None), default=None)


# --- touches ---------------------------------------------------------------------------------------------------------


def _on_touch(state: SessionState, event: on.Touch, context: Context) -> Step:
    state = _touched(state, context)
    match state.phase, event:
        case StillThere(), _:
            return _enter(replace(state, phase=_resumed(state.phase, context)), context)
        case Recovered(claim_code=str()), _:
            return _to_claim(state, state.phase, context)
        case ((Attract() | Finished() | Recovered()), on.Start()):
            state, effects = _end(state)
            return replace(state, phase=Identify(context.now_ms + IDLE_MS)), effects
        case Identify(), on.GoAsGuest():
            return _begin(state, Guest(context.new_claim), context)
        case ChooseMaterial(visit=visit), on.Choose(material=material):
            return _to_weigh(state, visit, material, context)
        case Confirm(), on.ConfirmTouched():
            return _to_saving(state, state.phase)
        case Confirm(visit=visit, material=material), on.WeighAgain():
            spent = replace(state, spent_weighing=state.phase.weight.weighing)
            state, effects = _to_weigh(spent, visit, material, context)
            return state, (RequireZero(), *effects)
        case ((Confirm(visit=visit) | Weigh(visit=visit) | ScaleTrouble(visit=visit)), on.Back()):
            return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS)), ()
        case Credited(visit=visit), on.Another():
            return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS)), ()
        case ((ChooseMaterial(visit=Visit(receipts=())) | Identify()), on.Back()):
            return _end(state)
        case ((ChooseMaterial(visit=visit) | Credited(visit=visit)), (on.Finish() | on.Back())):
            return _to_finished(state, visit, context)
        case ((Weigh() | Confirm() | ChooseMaterial() | ScaleTrouble() | Credited()), on.Cancel()):
            return _leave(state, state.phase.visit, context)
        case ((Identify() | Finished() | Recovered()), (on.Cancel() | on.Finish() | on.Back())):
            return _end(state)
        case _:
            return state, ()


def _begin(state: SessionState, who: Who, context: Context) -> Step:
    visit = Visit(context.new_session, who)
    state = replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS), notice=None)
    return state, (OpenVisit(visit.session, who.claim_code if isinstance(who, Guest) else None),)


def _end(state: SessionState) -> Step:
    """Back to attract. An unconfirmed load that still lies there belongs to nobody: it must leave the scale first."""
    had_visit = _visit_of(state.phase) is not None or isinstance(state.phase, Recovered)
    effects: tuple[Effect, ...] = (CloseVisit(), RequireZero()) if had_visit else ()
    state = _spend_load(state) if had_visit else state
    return replace(state, phase=Attract(), notice=None), effects


def _spend_load(state: SessionState) -> SessionState:
    # The scale thread hears RequireZero a moment later; a view it has already posted must not count either.
    settled = state.scale.settled
    return state if settled is None else replace(state, spent_weighing=settled.weighing)


def _leave(state: SessionState, visit: Visit, context: Context) -> Step:
    """End a visit early: with credits there is something to show and perhaps to claim; without, nothing."""
    if visit.receipts:
        return _to_finished(state, visit, context)
    return _end(state)


def _to_finished(state: SessionState, visit: Visit, context: Context) -> Step:
    # A guest has to note or photograph the claim code, so the screen waits as long as any other.
    wait = IDLE_MS if isinstance(visit.who, Guest) else FINISHED_MS
    return replace(_spend_load(state), phase=Finished(visit, context.now_ms + wait)), (RequireZero(),)


def _to_claim(state: SessionState, phase: Recovered, context: Context) -> Step:
    """After an interruption a guest gets the claim code of what was recorded."""
    visit = Visit(phase.receipts[0].session, Guest(phase.claim_code or ""), phase.receipts)
    return _to_finished(state, visit, context)


def _to_weigh(state: SessionState, visit: Visit, material: str, context: Context) -> Step:
    rule = context.rules.in_force(material, context.today)
    if rule is None:
        notice = Notice(NoticeKind.REFUSED, context.now_ms + NOTICE_MS, RefusalReason.NO_RULE)
        return replace(state, notice=notice), ()
    phase = Weigh(visit, material, rule.min_g, rule.max_g, WeighHint.PLACE, context.now_ms + IDLE_MS)
    return _enter(replace(state, phase=phase), context)


def _to_saving(state: SessionState, phase: Confirm) -> Step:
    drop_off = DropOff(
        session=phase.visit.session,
        line=phase.visit.next_line,
        who=phase.visit.who,
        material=phase.material,
        weight=phase.weight,
        reduction_mg=phase.quote.reduction_mg,
        reduction_g=phase.quote.reduction_g,
        points=phase.quote.points,
        rule=phase.quote.rule.ref,
    )
    saving = Saving(phase.visit, phase.material, phase.weight, phase.quote)
    return replace(state, phase=saving, spent_weighing=phase.weight.weighing), (Append(drop_off),)


# --- who -------------------------------------------------------------------------------------------------------------


def _on_resident(state: SessionState, event: ResidentSeen, context: Context) -> Step:
    who = Resident(event.resident, event.pass_id)
    state = _touched(state, context)
    phase = _resumed(state.phase, context) if isinstance(state.phase, StillThere) else state.phase
    match phase:
        case Recovered(claim_code=str()):
            return _to_claim(state, phase, context)
        case Attract() | Identify() | Recovered():
            return _begin(state, who, context)
        case ChooseMaterial() | Weigh() | Confirm() | ScaleTrouble() if _may_become(phase.visit, who):
            # The same person again, or a guest who found the phone before anything was credited.
            state = replace(state, phase=replace(phase, visit=replace(phase.visit, who=who)), notice=None)
            return _enter(state, context)
        case ChooseMaterial() | Credited() | Finished() | ScaleTrouble() if not _must_still_claim(phase.visit):
            if phase.visit.who == who or _is_resident(phase.visit.who, event.resident):
                return state, ()
            state, effects = _end(replace(state, phase=phase))
            state, more = _begin(state, who, context)
            return state, (*effects, *more)
        case OutOfService():
            return state, ()
        case _:
            notice = Notice(NoticeKind.BUSY, context.now_ms + NOTICE_MS)
            return replace(state, notice=notice), ()


def _must_still_claim(visit: Visit) -> bool:
    """A guest with credits has not yet noted the claim code; nobody may push that screen away."""
    return isinstance(visit.who, Guest) and bool(visit.receipts)


def _is_resident(who: Who, resident: str) -> bool:
    return isinstance(who, Resident) and who.resident == resident


def _may_become(visit: Visit, who: Resident) -> bool:
    same = _is_resident(visit.who, who.resident)
    return same or (isinstance(visit.who, Guest) and not visit.receipts)


# --- the scale -------------------------------------------------------------------------------------------------------

_HINTS = {
    ScaleStatus.EMPTY: WeighHint.PLACE,
    ScaleStatus.CLEAR_FIRST: WeighHint.CLEAR_FIRST,
    ScaleStatus.MOVING: WeighHint.MOVING,
    ScaleStatus.TOO_LIGHT: WeighHint.TOO_LIGHT,
    ScaleStatus.TOO_HEAVY: WeighHint.TOO_HEAVY,
    ScaleStatus.BELOW_ZERO: WeighHint.BELOW_ZERO,
}


def _on_scale(state: SessionState, view: ScaleView, context: Context) -> Step:
    phase = state.phase
    if isinstance(phase, StillThere) and isinstance(phase.resume, Weigh) and view.status is ScaleStatus.MOVING:
        # A bag on the scale is an answer.
        return _enter(replace(state, phase=_resumed(phase, context)), context)
    return _enter(state, context)


def _enter(state: SessionState, context: Context) -> Step:
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
            return _to_weigh(state, visit, material, context)
        case ScaleTrouble() if view.fault is not None and view.fault != phase.fault:
            return replace(state, phase=replace(phase, fault=view.fault)), ()
        case Weigh():
            return _weighing(state, phase, context)
        case _:
            return state, ()


def _weighing(state: SessionState, phase: Weigh, context: Context) -> Step:
    settled = state.scale.settled
    hint: WeighHint | None
    if settled is None:
        hint = _HINTS.get(state.scale.status, WeighHint.MOVING)
    elif settled.weighing == state.spent_weighing:
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
    confirm = Confirm(phase.visit, phase.material, settled, earned, context.now_ms + IDLE_MS)
    return replace(state, phase=confirm), ()


# --- the ledger ------------------------------------------------------------------------------------------------------


def _on_committed(state: SessionState, event: Committed, context: Context) -> Step:
    phase, receipt = state.phase, event.receipt
    link = replace(state.link, pending=state.link.pending + 1)  # the worker corrects it at its next exchange
    state = replace(state, today_g=state.today_g + receipt.net_g, link=link)
    if not isinstance(phase, Saving) or (receipt.session, receipt.line) != (phase.visit.session, phase.visit.next_line):
        return state, (NudgeSync(),)
    visit = replace(phase.visit, receipts=(*phase.visit.receipts, receipt))
    credited = Credited(visit, phase.quote, context.now_ms + CREDITED_MS)
    return replace(state, phase=credited, notice=None), (NudgeSync(),)


def _on_commit_failed(state: SessionState, event: CommitFailed) -> Step:
    phase = state.phase
    if not isinstance(phase, Saving) or (event.session, event.line) != (phase.visit.session, phase.visit.next_line):
        return state, ()
    return replace(state, phase=OutOfService(event.fault, phase.visit)), (RequireZero(),)


def _on_store_healed(state: SessionState, event: StoreHealed, context: Context) -> Step:
    if not isinstance(state.phase, OutOfService):
        return state, ()
    visit = state.phase.visit
    if visit is None:
        return replace(state, phase=Attract()), ()
    if len(event.receipts) > len(visit.receipts):
        # The commit that was reported as failed is on disk after all: say so, and never weigh that bag again.
        return _to_finished(state, replace(visit, receipts=event.receipts), context)
    notice = Notice(NoticeKind.SAVE_FAILED, context.now_ms + NOTICE_MS)
    return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS), notice=notice), ()


# --- time ------------------------------------------------------------------------------------------------------------


def _on_tick(state: SessionState, context: Context) -> Step:
    deadline = getattr(state.phase, "deadline_ms", None)
    if deadline is None or context.now_ms < deadline:
        return state, ()
    match state.phase:
        case Identify() | ChooseMaterial() | Weigh() | Confirm() | ScaleTrouble():
            return replace(state, phase=StillThere(state.phase, context.now_ms + STILL_THERE_MS)), ()
        case Finished(visit=Visit(who=Guest())):
            return replace(state, phase=StillThere(state.phase, context.now_ms + STILL_THERE_MS)), ()
        case StillThere(resume=resume):
            state = replace(state, phase=resume)
            if isinstance(resume, Finished | Identify):
                return _end(state)
            return _leave(state, resume.visit, context)
        case Credited(visit=visit):
            return _to_finished(state, visit, context)
        case Recovered(claim_code=str()):
            return _to_claim(state, state.phase, context)
        case _:
            return _end(state)


def _touched(state: SessionState, context: Context) -> SessionState:
    """Any sign of a person gives the phase its whole time again."""
    if isinstance(state.phase, _ASKS_STILL_THERE):
        return replace(state, phase=replace(state.phase, deadline_ms=context.now_ms + IDLE_MS))
    return state


def _resumed(phase: StillThere, context: Context) -> Resumable:
    """What was asked about, with its whole time again."""
    return replace(phase.resume, deadline_ms=context.now_ms + IDLE_MS)


def _drop_stale_notice(state: SessionState, context: Context) -> SessionState:
    if state.notice is not None and context.now_ms >= state.notice.until_ms:
        return replace(state, notice=None)
    return state


def _visit_of(phase: Phase) -> Visit | None:
    if isinstance(phase, StillThere):
        return _visit_of(phase.resume)
    if isinstance(phase, OutOfService):
        return phase.visit
    return phase.visit if isinstance(phase, _WITH_VISIT) else None
