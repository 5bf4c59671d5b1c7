"""What is to be heard when one state follows another: a pure function beside the conversation.

At most one earcon, then at most one prompt. Nothing is said at rest, on the screens of staff, or to staff who weigh at
a resident's door; they hear the earcons. What only changes its digits says nothing. The account is not spoken: others
stand in the queue. Nor is the list of what goes in, which each place makes for itself of pictures.
"""

from collections.abc import Mapping

from kiosk.core.acts import Guest, HoldReason, Resident
from kiosk.core.collection import Draft
from kiosk.core.errors import DeviceFaultKind
from kiosk.core.sounds import Cue, Earcon, Prompt
from kiosk.session.collect_states import Collect
from kiosk.session.console_states import Console
from kiosk.session.correct_states import Correct
from kiosk.session.reading_states import ReadingPage
from kiosk.session.round_states import Round
from kiosk.session.states import (
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
    Reading,
    Recovered,
    Saving,
    ScaleTrouble,
    SessionState,
    StaffMenu,
    StillThere,
    Visit,
    Weigh,
    WeighHint,
)
from kiosk.session.visit import visit_of, waiting

_UNASKED = {Prompt.MOVING, Prompt.SAVING, Prompt.OUT_OF_SERVICE_STAFF, Prompt.OUT_OF_SERVICE_FAILING}
"""They mostly stand for a second or two, or before nobody: said only when somebody asks for them."""

_ON_PLATFORM: Mapping[WeighHint, Prompt] = {
    WeighHint.PLACE: Prompt.PLACE,
    WeighHint.CLEAR_FIRST: Prompt.CLEAR_FIRST,
    WeighHint.TOO_LIGHT: Prompt.TOO_LIGHT,
    WeighHint.TOO_HEAVY: Prompt.TOO_HEAVY,
    WeighHint.OVER_DROP_CAP: Prompt.OVER_DROP_CAP,
    WeighHint.BELOW_ZERO: Prompt.BELOW_ZERO,
    WeighHint.STEP_BACK: Prompt.STEP_BACK,
    WeighHint.MOVING: Prompt.MOVING,
}
_IN_CONTAINER: Mapping[WeighHint, Prompt] = {
    WeighHint.PLACE: Prompt.BIN_PLACE,
    WeighHint.CLEAR_FIRST: Prompt.BIN_CLEAR_FIRST,
    WeighHint.TOO_LIGHT: Prompt.BIN_TOO_LIGHT,
    WeighHint.TOO_HEAVY: Prompt.BIN_TOO_HEAVY,
    WeighHint.OVER_DROP_CAP: Prompt.BIN_OVER_DROP_CAP,
    WeighHint.BELOW_ZERO: Prompt.BIN_BELOW_ZERO,
    WeighHint.STEP_BACK: Prompt.BIN_STEP_BACK,
    WeighHint.TAKEN_OUT: Prompt.BIN_TAKEN_OUT,
    WeighHint.MOVING: Prompt.MOVING,
}
_CALM = {WeighHint.STARTING, WeighHint.PLACE, WeighHint.MOVING}
_HELD: Mapping[HoldReason | None, Prompt] = {
    None: Prompt.CONFIRM,
    HoldReason.CERTIFICATE_EXPIRED: Prompt.CONFIRM_CERTIFICATE_EXPIRED,
    HoldReason.SCALE_CHECK_FAILED: Prompt.CONFIRM_SCALE_CHECK_FAILED,
    HoldReason.TAKEN_OUT: Prompt.CONFIRM_TAKEN_OUT,
}
_RECOVERED: Mapping[frozenset[str], Prompt] = {
    frozenset(): Prompt.RECOVERED_NOTHING,
    frozenset({"clothing"}): Prompt.RECOVERED_CLOTHING,
    frozenset({"books"}): Prompt.RECOVERED_BOOKS,
    frozenset({"clothing", "books"}): Prompt.RECOVERED_BOTH,
}
_METHODOLOGY: Mapping[str, Prompt] = {
    "clothing": Prompt.READING_METHODOLOGY_CLOTHING,
    "books": Prompt.READING_METHODOLOGY_BOOKS,
}
_NOTICES: Mapping[NoticeKind, Prompt] = {
    NoticeKind.BUSY: Prompt.BUSY,
    NoticeKind.SAVE_FAILED: Prompt.SAVE_FAILED,
    NoticeKind.FULL: Prompt.FULL,
}
_UNUSABLE = {
    DeviceFaultKind.GARBLED,
    DeviceFaultKind.WRONG_UNIT,
    DeviceFaultKind.ZERO_LOST,
    DeviceFaultKind.FROZEN,
}
_OF_STAFF = CheckScale | EnterPin | StaffMenu | Correct | Round | Collect | Console


def cues(before: SessionState, after: SessionState, *, container: bool = False) -> tuple[Cue, ...]:
    """What ``after`` says to somebody who has just seen ``before``. ``container``: the bin stands on the scale."""
    earcon = _earcon(before, after)
    prompt = _said(before, after, container=container)
    return (*([earcon] if earcon else []), *([prompt] if prompt else []))


def sentence(state: SessionState, *, container: bool = False) -> Prompt | None:
    """The main sentence of the screen that stands, as it is spoken when somebody asks for it; None: it has none."""
    phase, visit = state.phase, visit_of(state.phase)
    if _is_staffs(phase):
        return None
    match phase:
        case Identify():
            return None if state.blind else Prompt.IDENTIFY
        case PrivacyNotice():
            return Prompt.PRIVACY_NOTICE
        case ChooseMaterial():
            return Prompt.CHOOSE_MATERIAL
        case Weigh(hint=hint):
            return (_IN_CONTAINER if container else _ON_PLATFORM).get(hint)
        case Confirm(hold=hold):
            return _HELD[hold]
        case Saving():
            return Prompt.SAVING
        case Credited(hold=hold):
            return Prompt.CREDITED if hold is None else Prompt.CREDITED_HELD
        case Finished(visit=visit):
            return _farewell(visit)
        case StillThere():
            return Prompt.STILL_THERE
        case ScaleTrouble(fault=fault):
            return Prompt.SCALE_UNUSABLE if fault.kind in _UNUSABLE else Prompt.SCALE_SILENT
        case OutOfService():
            return _closed(state, phase)
        case Recovered(receipts=receipts):
            return _RECOVERED.get(frozenset(receipt.material for receipt in receipts))
        case Reading():
            return _read_aloud(phase, container=container)
        case _:
            return None


def asked(state: SessionState, *, container: bool = False) -> Prompt | None:
    """What is said again when somebody asks for it: the notice while one stands, else the main sentence."""
    notice = None if state.notice is None or _is_staffs(state.phase) else _notice_sentence(state.notice)
    return notice or sentence(state, container=container)


def _is_staffs(phase: Phase) -> bool:
    visit = visit_of(phase)
    return isinstance(phase, _OF_STAFF) or (visit is not None and visit.errand is not None)


def _closed(state: SessionState, phase: OutOfService) -> Prompt:
    if state.failing:
        return Prompt.OUT_OF_SERVICE_FAILING
    if phase.fault is None:
        return Prompt.OUT_OF_SERVICE_STAFF
    return Prompt.OUT_OF_SERVICE_KEPT if phase.visit and phase.visit.receipts else Prompt.OUT_OF_SERVICE


def _read_aloud(phase: Reading, *, container: bool) -> Prompt | None:
    match phase.page, waiting(phase):
        case ReadingPage.HELP, _:
            return Prompt.BIN_READING_HELP if container else Prompt.READING_HELP
        case ReadingPage.PRIVACY, _:
            return Prompt.READING_PRIVACY
        case ReadingPage.METHODOLOGY, Confirm(quote=quote) | Credited(quote=quote):
            return _METHODOLOGY.get(quote.rule.material)
        case _:
            return None


def _farewell(visit: Visit) -> Prompt:
    if not visit.receipts:
        return Prompt.FINISHED_NOTHING
    return Prompt.FINISHED_CLAIM if isinstance(visit.who, Guest) else Prompt.FINISHED


def _said(before: SessionState, after: SessionState, *, container: bool) -> Prompt | None:
    notice = _new_notice(before, after)
    if notice is not None and not _is_staffs(after.phase):
        said = _notice_sentence(notice)
        if said is not None:
            return said
    said = sentence(after, container=container)
    if said in _UNASKED or said is sentence(before, container=container) or _is_old(before.phase, after.phase):
        return None
    return said


def _is_old(was: Phase, now: Phase) -> bool:
    """Nobody is there to be told, or what is recorded was said before something was read."""
    match now:
        case OutOfService(visit=None):
            return True
        case Credited():
            return isinstance(waiting(was), Credited)
        case _:
            return _has_ended(now)


def _notice_sentence(notice: Notice) -> Prompt | None:
    if notice.kind is NoticeKind.REFUSED and notice.reason is not None:
        return Prompt(f"refused_{notice.reason.value}")
    return _NOTICES.get(notice.kind)


def _new_notice(before: SessionState, after: SessionState) -> Notice | None:
    """A code that is held before the reader is refused again and again: that is one notice."""
    was, now = before.notice, after.notice
    if now is None or (was is not None and (was.kind, was.reason) == (now.kind, now.reason)):
        return None
    return now


def _is_new_word(before: SessionState, after: SessionState) -> bool:
    """What is said to a code that lies there is said again and again: that is not knocked for."""
    notice = _new_notice(before, after)
    return notice is not None and notice.kind is not NoticeKind.ENDED


def _earcon(before: SessionState, after: SessionState) -> Earcon | None:
    was, now = before.phase, after.phase
    if isinstance(now, Credited) and not isinstance(waiting(was), Credited):
        return Earcon.CREDITED
    if _is_new_word(before, after) or _is_new_question(was, now) or _is_new_trouble(waiting(was), now):
        return Earcon.PLEASE_LOOK
    if _is_weighed(waiting(was), now):
        return Earcon.SETTLED
    if _shown(now) - _shown(was):
        return Earcon.SEEN
    return None


def _is_new_question(was: Phase, now: Phase) -> bool:
    return isinstance(now, StillThere) and not isinstance(was, StillThere) and not _has_ended(now)


def _is_new_trouble(was: Phase, now: Phase) -> bool:
    match now:
        case OutOfService(visit=None):
            return False
        case ScaleTrouble() | OutOfService() | Recovered():
            return type(was) is not type(now)
        case Weigh(hint=hint) if hint not in _CALM:
            return not isinstance(was, Weigh) or was.hint is not hint
        case EnterPin(wrong=True, tries_left=left):
            return not isinstance(was, EnterPin) or (was.wrong, was.tries_left) != (True, left)
        case Collect(trouble=trouble) if trouble is not None:
            return not isinstance(was, Collect) or was.trouble is not trouble
        case _:
            return False


def _has_ended(phase: Phase) -> bool:
    """A resident who has been told goodbye has mostly gone: the question stands there and is not called after them."""
    match phase:
        case StillThere(resume=Finished(visit=Visit(who=Resident()))):
            return True
        case _:
            return False


def _is_weighed(was: Phase, now: Phase) -> bool:
    """A weight has settled: one to confirm, or one more bag of a collection."""
    match was, now:
        case Collect(draft=Draft(bags=before)), Collect(draft=Draft(bags=after)):
            return len(after) > len(before)
        case _, Confirm(weight=weight):
            return not isinstance(was, Confirm) or was.weight.weighing != weight.weighing
        case _:
            return False


def _shown(phase: Phase) -> set[str]:
    """Who has shown a code or a badge and is being served under it."""
    match waiting(phase):
        case PrivacyNotice(resident=resident):
            return {resident.resident}
        case EnterPin(badge=badge):
            return {badge}
        case _:
            visit = visit_of(phase)
            return {visit.who.resident} if visit is not None and isinstance(visit.who, Resident) else set()
