"""The conversation as one pure function: ``step(state, input, context) → (state, effects)``.

No I/O, no clock, no randomness: time, rules and fresh ids come in the ``Context``. What must happen outside is returned
as effects, in order. Every input is legal in every state; one that means nothing there changes nothing.

Two promises live here. A weighing becomes at most one draft (``spent_weighing``), and "credited" is entered only by
``Committed``. The ledger holds both again, on disk.
"""

from dataclasses import replace

from kiosk.core.account import AccountSeen
from kiosk.core.acts import DropOff, Guest
from kiosk.core.collection import Collected, CollectionDeclined, CollectionsSeen, SealJudged, SealSeen
from kiosk.core.condition import CrashedAgain, ExportSeen, MachineSeen, PreferencesSeen, RecordsSeen, ServiceSeen
from kiosk.core.containers import ContainersSeen, round_container
from kiosk.core.correction import Corrected, DropOffsSeen
from kiosk.core.errors import StoreFault
from kiosk.core.events import (
    BadgeSeen,
    CameraView,
    CommitFailed,
    Committed,
    ContainerEmptied,
    DayTotal,
    DirectoryAdopted,
    Interrupted,
    LinkStatus,
    PassRefused,
    PinJudged,
    ResidentSeen,
    ScaleChecked,
    ScaleStatus,
    ScaleView,
    Scanned,
    ScannerFault,
    StaffChanged,
    StoreBroken,
    StoreHealed,
    Upkeep,
)
from kiosk.core.pickup import OrdersSeen, PickupDone
from kiosk.core.printing import PrinterStatus, PrinterView
from kiosk.core.sounds import SoundView
from kiosk.session import inputs as on
from kiosk.session.at_work import lock_out
from kiosk.session.care import care_of
from kiosk.session.check import begin_check, check_recorded, check_scale_seen, check_touched, end_check
from kiosk.session.collect_states import Collect
from kiosk.session.collecting import (
    badge_shown,
    collect_scale_seen,
    collect_touched,
    collected,
    collections_seen,
    declined,
    end_collecting,
    no_seal_seen,
    seal_judged,
    seal_seen,
)
from kiosk.session.console import console_touched, console_waited, keep_closed, service_seen
from kiosk.session.console_states import Console
from kiosk.session.context import IDLE_MS, NOTICE_MS, Context
from kiosk.session.correct_states import Correct
from kiosk.session.correcting import correct_touched, correction_recorded, drop_offs_seen, leave_corrections
from kiosk.session.effects import Append, AppendEmptied, KeepCredited, NudgeSync, RequireZero, Step
from kiosk.session.hold import announce_hold, hold_of
from kiosk.session.reading import account_seen, begin_reading, end_reading, reading_scale_seen, reading_touched
from kiosk.session.report import report_deadline_ms, report_scale
from kiosk.session.round_states import Round
from kiosk.session.rounds import orders_seen, pickup_done, round_touched, round_waited, text_seen
from kiosk.session.spent import look_at, spend, unspend
from kiosk.session.staff import (
    badge_seen,
    menu_touched,
    pin_judged,
    pin_touched,
    pin_waited,
)
from kiosk.session.states import (
    Attract,
    CheckScale,
    ChooseMaterial,
    Confirm,
    Credited,
    EnterPin,
    Finished,
    Identify,
    Notice,
    NoticeKind,
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
    StaffMenu,
    StillThere,
    Visit,
    Weigh,
)
from kiosk.session.visit import (
    begin_visit,
    code_read,
    end,
    leave,
    print_receipt,
    resumed,
    to_claim,
    to_finished,
    touched,
    visit_of,
    waiting,
)
from kiosk.session.weighing import scale_seen, to_weigh
from kiosk.session.who import leave_notice, may_lie_there, notice_touched, pass_refused, remember_left, resident_seen

STILL_THERE_MS = 20_000


def step(state: SessionState, event: on.Input, context: Context) -> Step:
    """Take one input. Total: never raises for any state and input."""
    before = _drop_stale_notice(state, context)
    state, effects = _answer(before, event, context)
    state = keep_closed(remember_left(before, state, context))
    state = announce_hold(_with_care(state, context), context)
    state, reports = report_scale(state, context)
    return state, (*effects, *reports)


def _answer(state: SessionState, event: on.Input, context: Context) -> Step:
    match event:
        case ScaleView():
            return _on_scale(look_at(state, event), event, context, before=state.scale.status)
        case ContainerEmptied():
            return state, (AppendEmptied(event), NudgeSync())
        case ScaleChecked():
            return check_recorded(replace(state, last_check=event), context)
        case LinkStatus():
            return replace(state, link=event), ()
        case Upkeep():
            return replace(state, upkeep=event), ()
        case ScannerFault():
            return replace(state, scanner_fault=event.fault), ()
        case DayTotal():
            return replace(state, today_g=event.weight_g), ()
        case ContainersSeen():
            return replace(state, containers=event), ()
        case DirectoryAdopted():
            return _on_directory(state, event)
        case CollectionsSeen():
            return collections_seen(state, event)
        case SealSeen():
            return seal_seen(state, event, context)
        case SealJudged():
            return seal_judged(state, event)
        case Collected():
            return collected(state, event, context)
        case CollectionDeclined():
            return declined(state, event, context)
        case ResidentSeen() if state.closed and _is_nothing_to_claim(waiting(state.phase)):
            return state, ()
        case ResidentSeen():
            return resident_seen(code_read(state, context), event, context)
        case PassRefused() if isinstance(state.phase, Collect):
            return no_seal_seen(state, state.phase)
        case PassRefused():
            return pass_refused(state, event, context)
        case BadgeSeen() if isinstance(state.phase, Collect):
            return badge_shown(state, state.phase, event, context)
        case BadgeSeen():
            return badge_seen(state, event, context)
        case PinJudged():
            return pin_judged(state, event, context)
        case CameraView():
            return replace(state, camera=event), ()
        case DropOffsSeen():
            return drop_offs_seen(state, event, context)
        case Corrected():
            return correction_recorded(state, event, context)
        case PrinterView():
            return replace(state, printer=event), ()
        case SoundView():
            return replace(state, sound=event), ()
        case Scanned():
            return text_seen(state, event, context)
        case OrdersSeen():
            return orders_seen(state, event, context)
        case PickupDone():
            return pickup_done(state, event, context)
        case Committed():
            return _on_committed(state, event, context)
        case CommitFailed():
            return _on_commit_failed(state, event, context)
        case Interrupted():
            recovered = Recovered(event.receipts, context.now_ms + IDLE_MS, event.claim_code)
            return replace(state, phase=recovered), ()
        case StoreBroken():
            return _out_of_service(state, event.fault, context), (RequireZero(),)
        case StoreHealed():
            return _on_store_healed(state, event, context)
        case StaffChanged():
            return lock_out(state, event.members)
        case ServiceSeen():
            return service_seen(state, event)
        case CrashedAgain():
            return replace(state, failing=True), ()
        case PreferencesSeen():
            return replace(state, preferences=event), ()
        case MachineSeen():
            return replace(state, machine=event), ()
        case AccountSeen():
            return account_seen(state, event), ()
        case RecordsSeen():
            return replace(state, records=event), ()
        case ExportSeen():
            return replace(state, export=event), ()
        case on.Tick():
            return _on_tick(state, context)
        case _:
            return _on_touch(state, event, context)


def next_deadline_ms(state: SessionState) -> int | None:
    """When the next ``Tick`` is due (monotonic milliseconds), or None when time changes nothing."""
    moments = (
        getattr(state.phase, "deadline_ms", None),
        getattr(state.phase, "locked_until_ms", None),
        getattr(state.phase, "look_ms", None),
        state.notice.until_ms if state.notice else None,
        report_deadline_ms(state),
    )
    return min((m for m in moments if m is not None), default=None)


def _is_nothing_to_claim(phase: Phase) -> bool:
    return isinstance(phase, Recovered) and phase.claim_code is None


# --- touches ---------------------------------------------------------------------------------------------------------


def _on_touch(state: SessionState, event: on.Touch, context: Context) -> Step:
    state = touched(state, context)
    full = state.containers.full_materials
    match state.phase, event:
        case StillThere(), _:
            return end_reading(state, state.phase, context)
        case Reading(), on.Cancel():
            return _on_touch(replace(state, phase=resumed(state.phase, context)), event, context)
        case Reading(), _:
            return reading_touched(state, state.phase, event, context)
        case Recovered(claim_code=str()), on.StillHere():
            return state, ()
        case Recovered(claim_code=str()), _:
            return to_claim(state, state.phase, context)
        case CheckScale(), _:
            return check_touched(state, state.phase, event, context)
        case phase, on.Read(page=page) if isinstance(phase, Readable):
            return begin_reading(state, phase, page, context)
        case PrivacyNotice(), _:
            return notice_touched(state, state.phase, event, context)
        case EnterPin(), _:
            return pin_touched(state, state.phase, event, context)
        case Collect(), _:
            return collect_touched(state, state.phase, event, context)
        case StaffMenu(), _:
            return menu_touched(state, state.phase, event, context)
        case Correct(), _:
            return correct_touched(state, state.phase, event, context)
        case Round(), _:
            return round_touched(state, state.phase, event, context)
        case Console(), _:
            return console_touched(state, state.phase, event, context)
        case Attract(), on.StartScaleCheck() if context.staff_known:
            return replace(state, notice=Notice(NoticeKind.BADGE, context.now_ms + NOTICE_MS)), ()
        case Attract(), on.StartScaleCheck():
            return begin_check(state, context)
        case ((Attract() | Finished() | Recovered()), on.Start()):
            state, effects = end(state)
            return replace(state, phase=Identify(context.now_ms + IDLE_MS)), effects
        case Identify(), on.GoAsGuest():
            return begin_visit(state, Guest(context.new_claim), context)
        case ChooseMaterial(visit=Visit(errand=None)), on.Choose(material=kind) if kind in full:
            return replace(state, notice=Notice(NoticeKind.FULL, context.now_ms + NOTICE_MS)), ()
        case ChooseMaterial(visit=visit), on.Choose(material=material):
            return to_weigh(state, visit, material, context)
        case Confirm(), on.ConfirmTouched():
            return _to_saving(state, state.phase, context)
        case Confirm(visit=visit, material=material), on.WeighAgain():
            # In a container this gives the bag up: it lies with the others, and their weight is the new reference.
            state, effects = to_weigh(spend(state, state.phase.weight), visit, material, context)
            return state, (RequireZero(), *effects)
        case ((Confirm(visit=visit) | Weigh(visit=visit) | ScaleTrouble(visit=visit)), on.Back()):
            return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS)), ()
        case Finished(visit=visit), on.PrintReceipt() if state.printer.status is PrinterStatus.READY:
            again = replace(state.phase, deadline_ms=context.now_ms + IDLE_MS)
            return print_receipt(replace(state, phase=again), visit)
        case Credited(visit=visit), on.Another():
            return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS)), ()
        case ((ChooseMaterial(visit=Visit(receipts=(), errand=None)) | Identify()), on.Back()):
            return end(state)
        case ((ChooseMaterial(visit=visit) | Credited(visit=visit)), (on.Finish() | on.Back())):
            return to_finished(state, visit, context)
        case ((Weigh() | Confirm() | ChooseMaterial() | ScaleTrouble() | Credited()), on.Cancel()):
            return leave(state, state.phase.visit, context)
        case ((Identify() | Finished() | Recovered()), (on.Cancel() | on.Finish() | on.Back())):
            return end(state)
        case _:
            return state, ()


def _to_saving(state: SessionState, phase: Confirm, context: Context) -> Step:
    # The day may have changed since the weight was shown. What was announced as held stays held.
    hold = phase.hold or hold_of(phase.weight, state.last_check, context)
    errand = phase.visit.errand
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
        container=_container_of(state, phase),
        hold=hold,
        order=errand.order if errand else None,
        staff=errand.badge if errand else None,
    )
    saving = Saving(phase.visit, phase.material, phase.weight, phase.quote, hold)
    return replace(spend(state, phase.weight), phase=saving), (Append(drop_off),)


def _container_of(state: SessionState, phase: Confirm) -> str | None:
    if phase.visit.errand is not None:
        return round_container(phase.material)
    into = state.containers.of_material(phase.material)
    return into.container.id if into else None


# --- the scale -------------------------------------------------------------------------------------------------------


def _on_scale(state: SessionState, view: ScaleView, context: Context, *, before: ScaleStatus) -> Step:
    match state.phase:
        case Attract() if _is_first_bag(state, view, context, before=before):
            return replace(state, phase=Identify(context.now_ms + IDLE_MS), notice=None), ()
        case CheckScale():
            return check_scale_seen(state, state.phase, context)
        case Collect():
            return collect_scale_seen(state, state.phase, context)
        case StillThere(resume=resume) if _is_answer(view, resume, context):
            return end_reading(state, state.phase, context)
        case StillThere() | Reading():
            return reading_scale_seen(state, state.phase, context)
        case _:
            return scale_seen(state, context)


def _is_first_bag(state: SessionState, view: ScaleView, context: Context, *, before: ScaleStatus) -> bool:
    """Somebody begins with the bag. In a container that belongs to nobody, and invites nobody. Nor does it where the
    next code may be of a phone left behind: its owner would be served, and not who put the bag there.
    """
    comes = before is ScaleStatus.EMPTY and view.status is ScaleStatus.MOVING
    return comes and not context.in_container and not may_lie_there(state, context)


def _is_answer(view: ScaleView, resume: Resumable, context: Context) -> bool:
    """A bag on the scale says "I am here"; where the container stands on it, also one more on top of a weighed one."""
    waits = waiting(resume)
    awaited = isinstance(waits, Weigh) or (isinstance(waits, Confirm) and context.in_container)
    return awaited and view.status is ScaleStatus.MOVING


# --- the ledger ------------------------------------------------------------------------------------------------------


def _on_committed(state: SessionState, event: Committed, context: Context) -> Step:
    phase, receipt = state.phase, event.receipt
    link = replace(state.link, pending=state.link.pending + 1)  # the worker corrects it at its next exchange
    state = replace(state, today_g=state.today_g + receipt.net_g, link=link)
    if not isinstance(phase, Saving) or (receipt.session, receipt.line) != (phase.visit.session, phase.visit.next_line):
        return state, (NudgeSync(),)
    visit = replace(phase.visit, receipts=(*phase.visit.receipts, receipt))
    credited = Credited(visit, phase.quote, context.now_ms + IDLE_MS, phase.hold)
    kept = (KeepCredited(phase.weight.weighing),) if context.in_container else ()
    return replace(state, phase=credited, notice=None), (*kept, NudgeSync())


def _on_commit_failed(state: SessionState, event: CommitFailed, context: Context) -> Step:
    phase = state.phase
    if not isinstance(phase, Saving) or (event.session, event.line) != (phase.visit.session, phase.visit.next_line):
        # Nobody waits for it any more, but the store that has failed is the one that the next bag would go to.
        broken = isinstance(phase, OutOfService) and phase.fault is not None
        return (state if broken else _out_of_service(state, event.fault, context)), ()
    out_of_service = _out_of_service(state, event.fault, context)
    if context.in_container:
        # The bag cannot be taken out and weighed again; the difference still stands, and may be confirmed once more.
        return unspend(out_of_service), ()
    return out_of_service, (RequireZero(),)


def _out_of_service(state: SessionState, fault: StoreFault, context: Context) -> SessionState:
    phase = waiting(state.phase)
    gone_ms = phase.gone_ms if isinstance(phase, OutOfService) else context.now_ms + IDLE_MS
    # Who has only been asked whether they agree on a round is nobody's visit yet.
    asked = isinstance(phase, PrivacyNotice) and phase.visit is not None and phase.visit.errand is not None
    return replace(state, phase=OutOfService(fault, None if asked else visit_of(phase), gone_ms))


def _on_store_healed(state: SessionState, event: StoreHealed, context: Context) -> Step:
    if not isinstance(state.phase, OutOfService):
        return state, ()
    visit = state.phase.visit
    if visit is None:
        return replace(state, phase=Attract()), ()
    unheard = len(event.receipts) > len(visit.receipts)
    if context.now_ms >= state.phase.gone_ms:
        # Whoever stands here now must not go on in their name; what nobody was told of is told all the same.
        if not unheard:
            return end(state)
        claim_code = visit.who.claim_code if isinstance(visit.who, Guest) else None
        told = Recovered(event.receipts, context.now_ms + IDLE_MS, claim_code)
        return replace(state, phase=told), (RequireZero(),)
    if unheard:
        # The commit that was reported as failed is on disk after all: say so, and never weigh that bag again.
        return to_finished(state, replace(visit, receipts=event.receipts), context)
    notice = Notice(NoticeKind.SAVE_FAILED, context.now_ms + NOTICE_MS)
    return replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS), notice=notice), ()


# --- time ------------------------------------------------------------------------------------------------------------


def _on_tick(state: SessionState, context: Context) -> Step:
    if isinstance(state.phase, EnterPin):
        return pin_waited(state, state.phase, context)
    if isinstance(state.phase, Console):
        return console_waited(state, state.phase, context)
    deadline = getattr(state.phase, "deadline_ms", None)
    if deadline is None or context.now_ms < deadline:
        return state, ()
    match state.phase:
        case StillThere():
            return _left_alone(replace(state, phase=waiting(state.phase)), context)
        case phase if isinstance(phase, Resumable):
            return replace(state, phase=StillThere(phase, context.now_ms + STILL_THERE_MS)), ()
        case CheckScale():
            return end_check(state)
        case Correct():
            return leave_corrections(state, state.phase, context)
        case Round():
            return round_waited(state, state.phase, context)
        case Collect():
            return end_collecting(state)
        case _:
            return end(state)


def _left_alone(state: SessionState, context: Context) -> Step:
    """Nobody has answered. What is recorded is shown once more, where that was not done yet."""
    match state.phase:
        case PrivacyNotice():
            return leave_notice(state, state.phase, context)
        case Credited(visit=visit):
            return to_finished(state, visit, context)
        case Recovered(claim_code=str()):
            return to_claim(state, state.phase, context)
        case ChooseMaterial(visit=visit) | Weigh(visit=visit) | Confirm(visit=visit) | ScaleTrouble(visit=visit):
            return leave(state, visit, context)
        case _:
            return end(state)


def _on_directory(state: SessionState, event: DirectoryAdopted) -> Step:
    """The other kiosks, and who is of the staff."""
    good = {(member.badge, member.role) for member in event.staff if member.badge not in event.revoked}
    return lock_out(replace(state, points=event.points), good)


def _drop_stale_notice(state: SessionState, context: Context) -> SessionState:
    if state.notice is not None and context.now_ms >= state.notice.until_ms:
        return replace(state, notice=None)
    return state


def _with_care(state: SessionState, context: Context) -> SessionState:
    care = care_of(context.plate, state.last_check, context.today)
    return state if care == state.care else replace(state, care=care)
