"""Something to read while a visit waits behind it. Reading credits nothing and loses nothing.

What waits is looked at again when the reading ends. Two things end it without a touch: a bag that comes onto an empty
scale, and a weight that waits for its confirmation and is void.
"""

from dataclasses import replace

from kiosk.core.account import AccountSeen
from kiosk.core.acts import Resident
from kiosk.core.events import ScaleStatus
from kiosk.session import inputs as on
from kiosk.session.context import IDLE_MS, Context
from kiosk.session.effects import LookAtAccount, Step
from kiosk.session.reading_states import ReadingPage
from kiosk.session.states import Confirm, Credited, Readable, Reading, SessionState, StillThere, Weigh, WeighHint
from kiosk.session.visit import resumed, visit_of, waiting
from kiosk.session.weighing import scale_seen


def begin_reading(state: SessionState, resume: Readable, page: ReadingPage, context: Context) -> Step:
    """Open ``page``, if there is anything on it for whoever is here."""
    if not _has_page(resume, page):
        return state, ()
    return _opened(state, resume, page, context)


def reading_touched(state: SessionState, phase: Reading, touch: on.Touch, context: Context) -> Step:
    """Another page, or back to what waits; any other touch gives more time."""
    match touch:
        case on.Read(page=page) if _has_page(phase.resume, page):
            return _opened(state, phase.resume, page, context)
        case on.ShowPart(part=part) if phase.page is ReadingPage.ACCOUNT:
            return replace(state, phase=replace(phase, part=part)), ()
        case on.Back():
            return end_reading(state, phase, context)
        case _:
            return state, ()


def account_seen(state: SessionState, event: AccountSeen) -> SessionState:
    """The ledger has told of somebody's account: it is shown to whoever it belongs to, while they read it."""
    match state.phase:
        case Reading() as reading if _is_asked(reading, event.resident):
            return replace(state, phase=replace(reading, account=event.account))
        case StillThere(resume=Reading() as reading) as asking if _is_asked(reading, event.resident):
            return replace(state, phase=replace(asking, resume=replace(reading, account=event.account)))
        case _:
            return state


def end_reading(state: SessionState, phase: StillThere | Reading, context: Context) -> Step:
    """Back to what waits right behind ``phase``, as the scale says now."""
    return scale_seen(replace(state, phase=resumed(phase, context)), context)


def reading_scale_seen(state: SessionState, phase: StillThere | Reading, context: Context) -> Step:
    """The scale's newest picture, while something waits: mostly nothing; a bag that is put on, or a void weight."""
    match waiting(phase):
        case Weigh() as weigh if isinstance(phase, Reading) and _is_put_on(state, weigh):
            return scale_seen(replace(state, phase=weigh), context)
        case Confirm() as confirm:
            seen, effects = scale_seen(replace(state, phase=confirm), context)
            return (state, ()) if isinstance(seen.phase, Confirm) else (seen, effects)
        case _:
            return state, ()


def account_owner(resume: Readable) -> str | None:
    """Whose account may be opened: that of the resident who is here. At a door nobody reads on the staff's device."""
    visit = visit_of(resume)
    if visit is None or visit.errand is not None or not isinstance(visit.who, Resident):
        return None
    return visit.who.resident


def _opened(state: SessionState, resume: Readable, page: ReadingPage, context: Context) -> Step:
    """The account is asked for whenever it is opened, and is nowhere while it is not."""
    state = replace(state, phase=Reading(resume, page, context.now_ms + IDLE_MS))
    owner = account_owner(resume)
    if page is not ReadingPage.ACCOUNT or owner is None:
        return state, ()
    return state, (LookAtAccount(owner, context.today),)


def _is_asked(reading: Reading, resident: str) -> bool:
    return reading.page is ReadingPage.ACCOUNT and account_owner(reading.resume) == resident


def _has_page(resume: Readable, page: ReadingPage) -> bool:
    match page:
        case ReadingPage.METHODOLOGY:
            return isinstance(resume, Confirm | Credited)
        case ReadingPage.ACCOUNT:
            return account_owner(resume) is not None
        case _:
            return True


def _is_put_on(state: SessionState, waits: Weigh) -> bool:
    was_empty = waits.hint is WeighHint.PLACE
    return was_empty and (state.scale.status is ScaleStatus.MOVING or state.scale.settled is not None)
