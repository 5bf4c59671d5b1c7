"""Home pickups (上门取件): the list, one order, who is at the door, and the end of the order.

Bags go the ordinary way, from the choice of the material to "credited": the visit carries the order and the badge, and
leads back here. An order is closed by one entry, made durable by the ledger; until then it is open with everything that
was recorded for it, whatever happens to the device.
"""

import re
from dataclasses import replace

from kiosk.core.acts import Resident
from kiosk.core.events import PassKind, ResidentSeen, ScaleStatus, Scanned
from kiosk.core.pickup import ItemRefusal, Order, OrdersSeen, Outcome, PickupClosed, PickupDone, RefusedItem
from kiosk.session import inputs as on
from kiosk.session.collecting import begin_collection
from kiosk.session.context import IDLE_MS, NOTICE_MS, Context
from kiosk.session.effects import ClosePickup, NudgeSync, RequireZero, Step
from kiosk.session.errand import DOOR_MS, WALK_MS
from kiosk.session.round_states import Errand, Round, RoundStep
from kiosk.session.spent import spend_load
from kiosk.session.states import (
    Attract,
    ChooseMaterial,
    Notice,
    NoticeKind,
    PrivacyNotice,
    SessionState,
    StaffMenu,
    Visit,
)
from kiosk.session.visit import remember, visit_of
from kiosk.session.windows import offered

OTHER = "other"
"""Neither clothes nor books: it is not accepted, and no reason has to be asked for."""
MOST_REFUSED = 50
_CODE = re.compile("[0-9A-Z]{8}")
_WALKING = {RoundStep.LIST, RoundStep.ORDER}
_READS = {RoundStep.LIST, RoundStep.ORDER, RoundStep.IDENTIFY}


def begin_round(state: SessionState, menu: StaffMenu, context: Context) -> Step:
    """From the staff's menu."""
    return _to_list(state, Round(RoundStep.LIST, menu.badge, menu.role, None), context), ()


def reads_text(state: SessionState, text: str) -> bool:
    """Whether ``text`` is to be taken as an order's code, and not as somebody's pass."""
    phase = state.phase
    return isinstance(phase, Round) and phase.step in _READS and _CODE.fullmatch(_code_of(text)) is not None


# --- what is known of the orders -------------------------------------------------------------------------------------


def orders_seen(state: SessionState, event: OrdersSeen, context: Context) -> Step:
    """The list as it stands now. An order that is gone, and not by our doing, is told to whoever is busy with it."""
    before = state.orders
    state = replace(state, orders=event)
    order = _order_of(state)
    if order is None or event.find(order) is not None or before is None or before.find(order) is None:
        return state, ()
    if isinstance(state.phase, Round) and state.phase.step is RoundStep.SAVING:
        return state, ()
    if isinstance(state.phase, Round) and not event.gathered_for(order).drop_offs:
        state = _to_list(state, state.phase, context)
    return _told(state, NoticeKind.ORDER_GONE, context)


def _order_of(state: SessionState) -> str | None:
    if isinstance(state.phase, Round):
        return state.phase.order
    visit = visit_of(state.phase)
    return visit.errand.order if visit is not None and visit.errand is not None else None


def pickup_done(state: SessionState, event: PickupDone, context: Context) -> Step:
    """The end of the order is durable."""
    phase = state.phase
    if not isinstance(phase, Round) or phase.step is not RoundStep.SAVING or phase.order != event.order:
        return state, (NudgeSync(),)
    return _to_list(state, phase, context), (NudgeSync(),)


# --- who is at the door ----------------------------------------------------------------------------------------------


def resident_at_door(state: SessionState, phase: Round, event: ResidentSeen, context: Context) -> Step:
    """A verified pass. It opens the order of this very person, and no other."""
    who = Resident(event.resident, event.pass_id, event.kind, event.digest)
    if phase.who is not None and phase.who.resident == who.resident:
        return _kept(state, phase, context), ()
    if phase.step not in _READS or state.orders is None:
        return _told(state, NoticeKind.BUSY, context)
    if phase.step is RoundStep.LIST:
        order = state.orders.of_resident(who.resident)
        if order is None:
            return _told(state, NoticeKind.NO_SUCH_ORDER, context)
        return _identified(state, phase, order, who, context, agreed=event.agreed)
    order = state.orders.find(phase.order or "")
    if order is None or order.resident != who.resident:
        return _told(state, NoticeKind.OTHER_PERSON, context)
    return _identified(state, phase, order, who, context, agreed=event.agreed)


def text_seen(state: SessionState, event: Scanned, context: Context) -> Step:
    """A code that was scanned."""
    if not isinstance(state.phase, Round) or not reads_text(state, event.text):
        return state, ()
    return _code_seen(state, state.phase, event.text, context)


def _code_seen(state: SessionState, phase: Round, text: str, context: Context) -> Step:
    order = state.orders.of_code(_code_of(text)) if state.orders else None
    if order is None:
        return _told(_deadline(state, phase, context), NoticeKind.NO_SUCH_ORDER, context)
    if phase.step is not RoundStep.LIST and order.id != phase.order:
        return _told(_deadline(state, phase, context), NoticeKind.OTHER_ORDER, context)
    who = Resident(order.resident, order.id, PassKind.ORDER)
    agreed = state.orders is not None and order.resident in state.orders.agreed
    return _identified(state, phase, order, who, context, agreed=agreed)


def _code_of(text: str) -> str:
    return text.strip().upper()


def _identified(
    state: SessionState, phase: Round, order: Order, who: Resident, context: Context, *, agreed: bool
) -> Step:
    phase = replace(phase, order=order.id)
    visit = Visit(context.new_session, who, errand=_errand(phase))
    if not agreed:
        return replace(state, phase=PrivacyNotice(who, context.now_ms + IDLE_MS, visit), notice=None), ()
    return _begin(state, visit, context)


def _begin(state: SessionState, visit: Visit, context: Context) -> Step:
    state = replace(state, phase=ChooseMaterial(visit, context.now_ms + IDLE_MS), notice=None)
    if context.in_container and state.scale.status is not ScaleStatus.EMPTY:
        return spend_load(state), (remember(visit), RequireZero())
    return state, (remember(visit),)


def _errand(phase: Round) -> Errand:
    return Errand(phase.order or "", phase.badge, phase.role, phase.refused)


# --- touches ---------------------------------------------------------------------------------------------------------


def round_touched(state: SessionState, phase: Round, touch: on.Touch, context: Context) -> Step:
    """What staff, or the resident before the screen, have touched. What means nothing on a step gives it more time."""
    match phase.step:
        case RoundStep.LIST:
            return _list_touched(state, phase, touch, context)
        case RoundStep.ORDER | RoundStep.NOBODY | RoundStep.ANOTHER_DAY:
            return _order_touched(state, phase, touch, context)
        case RoundStep.IDENTIFY:
            return _identify_touched(state, phase, touch, context)
        case RoundStep.DOOR | RoundStep.CONFIRM:
            return _door_touched(state, phase, touch, context)
        case RoundStep.LEAVE_WHAT | RoundStep.LEAVE_WHY:
            return _leave_touched(state, phase, touch, context)
        case RoundStep.SAVING:
            return state, ()


def _list_touched(state: SessionState, phase: Round, touch: on.Touch, context: Context) -> Step:
    match touch:
        case on.ChooseOrder(order=order) if state.orders is not None and state.orders.find(order) is not None:
            return _go_to(state, replace(phase, order=order), RoundStep.ORDER, context), ()
        case on.ChooseOrder(order=order) if state.orders is not None and order in state.orders.unfinished:
            # Nobody knows any more where it was. What was taken there must still be closed.
            return _go_to(state, replace(phase, order=order), RoundStep.DOOR, context), ()
        case on.ShowPage(page=page):
            return _kept(state, replace(phase, page=max(0, page)), context), ()
        case on.Back() | on.Finish() | on.Cancel():
            menu = StaffMenu(phase.badge, phase.role, context.now_ms + IDLE_MS)
            return replace(state, phase=menu, notice=None), ()
        case on.StartCollection() if state.containers.fills:
            menu = StaffMenu(phase.badge, phase.role, context.now_ms + IDLE_MS)
            return begin_collection(state, menu, context)
        case on.Lock():
            return replace(state, phase=Attract(), notice=None), ()
        case _:
            return _kept(state, phase, context), ()


def _order_touched(state: SessionState, phase: Round, touch: on.Touch, context: Context) -> Step:
    order = state.orders.find(phase.order or "") if state.orders else None
    untouched = state.orders is not None and state.orders.gathered_for(phase.order or "").drop_offs == 0
    match phase.step, touch:
        case RoundStep.ORDER, on.Arrive():
            return _go_to(state, phase, RoundStep.IDENTIFY, context), ()
        case RoundStep.ORDER, on.NobodyHome() if untouched:
            return _go_to(state, phase, RoundStep.NOBODY, context), ()
        case RoundStep.ORDER, on.PutOff() if untouched and order is not None:
            return _go_to(state, phase, RoundStep.ANOTHER_DAY, context), ()
        case RoundStep.NOBODY, on.ConfirmTouched() if untouched:
            return _close(state, phase, Outcome.NO_SHOW)
        case RoundStep.ANOTHER_DAY, on.ChooseWindow(index=index) if untouched and order is not None:
            windows = offered(order, context.today)
            if index not in range(len(windows)):
                return _kept(state, phase, context), ()
            chosen = windows[index]
            return _close(state, phase, Outcome.RESCHEDULED, (chosen.window_from, chosen.window_to))
        case RoundStep.ORDER, on.Back() | on.Cancel():
            return _to_list(state, phase, context), ()
        case _, on.Back() | on.Cancel():
            return _go_to(state, phase, RoundStep.ORDER, context), ()
        case _:
            return _kept(state, phase, context), ()


def _identify_touched(state: SessionState, phase: Round, touch: on.Touch, context: Context) -> Step:
    match touch:
        case on.CodeTyped(code=code):
            return _code_seen(state, phase, code, context)
        case on.Back() | on.Cancel():
            return _go_to(state, phase, RoundStep.ORDER, context), ()
        case _:
            return _kept(state, phase, context), ()


def _door_touched(state: SessionState, phase: Round, touch: on.Touch, context: Context) -> Step:
    taken = state.orders is not None and state.orders.gathered_for(phase.order or "").drop_offs > 0
    outcome = Outcome.COLLECTED if taken else Outcome.REFUSED
    match phase.step, touch:
        case RoundStep.DOOR, on.Another() if phase.who is not None:
            return _begin(state, Visit(context.new_session, phase.who, errand=_errand(phase)), context)
        case RoundStep.DOOR, on.LeaveItem() if len(phase.refused) < MOST_REFUSED:
            return _go_to(state, phase, RoundStep.LEAVE_WHAT, context), ()
        case RoundStep.DOOR, on.Finish() if taken or phase.refused:
            return _go_to(state, phase, RoundStep.CONFIRM, context), ()
        case RoundStep.DOOR, on.Finish():
            # Nothing was taken and nothing left: what happened here has to be said first.
            return _go_to(state, phase, RoundStep.LEAVE_WHAT, context), ()
        case RoundStep.DOOR, on.Back() | on.Cancel():
            return _to_list(state, phase, context), ()
        case RoundStep.CONFIRM, on.ConfirmTouched():
            return _close(state, phase, outcome, confirmed=True)
        case RoundStep.CONFIRM, on.CloseUnconfirmed():
            return _close(state, phase, outcome)
        case RoundStep.CONFIRM, on.Back() | on.Cancel():
            return _go_to(state, phase, RoundStep.DOOR, context), ()
        case _:
            return _kept(state, phase, context), ()


def _leave_touched(state: SessionState, phase: Round, touch: on.Touch, context: Context) -> Step:
    match phase.step, touch:
        case RoundStep.LEAVE_WHAT, on.Choose(material=material) if material == OTHER:
            return _left_there(state, phase, RefusedItem(OTHER, ItemRefusal.NOT_ACCEPTED), context)
        case RoundStep.LEAVE_WHAT, on.Choose(material=material) if material in context.rules.materials(context.today):
            return _go_to(state, replace(phase, material=material), RoundStep.LEAVE_WHY, context), ()
        case RoundStep.LEAVE_WHY, on.ChooseReason(reason=reason):
            return _left_there(state, phase, RefusedItem(phase.material, reason), context)
        case RoundStep.LEAVE_WHY, on.Back():
            return _go_to(state, phase, RoundStep.LEAVE_WHAT, context), ()
        case _, on.Back() | on.Cancel():
            return _go_to(state, phase, RoundStep.DOOR, context), ()
        case _:
            return _kept(state, phase, context), ()


def _left_there(state: SessionState, phase: Round, item: RefusedItem, context: Context) -> Step:
    return _go_to(state, replace(phase, refused=(*phase.refused, item), material=""), RoundStep.DOOR, context), ()


def _close(
    state: SessionState,
    phase: Round,
    outcome: Outcome,
    window: tuple[str, str] | None = None,
    *,
    confirmed: bool = False,
) -> Step:
    order = phase.order or ""
    gathered = state.orders.gathered_for(order) if state.orders else None
    closed = PickupClosed(
        order=order,
        outcome=outcome,
        drop_offs=gathered.drop_offs if gathered else 0,
        net_g=gathered.net_g if gathered else 0,
        refused=phase.refused,
        confirmed=confirmed,
        badge=phase.badge,
        role=phase.role,
        window_from=window[0] if window else None,
        window_to=window[1] if window else None,
    )
    saving = replace(phase, step=RoundStep.SAVING, deadline_ms=None)
    return replace(state, phase=saving, notice=None), (ClosePickup(closed),)


# --- time ------------------------------------------------------------------------------------------------------------


def round_waited(state: SessionState, phase: Round, context: Context) -> Step:
    """Nobody has touched anything: where an address may stand the kiosk locks, elsewhere the list is shown again."""
    if phase.step in _WALKING:
        return replace(state, phase=Attract(), notice=None), ()
    return _to_list(state, phase, context), ()


def _to_list(state: SessionState, phase: Round, context: Context) -> SessionState:
    shown = Round(RoundStep.LIST, phase.badge, phase.role, context.now_ms + WALK_MS, phase.page)
    return replace(state, phase=shown, notice=None)


def _go_to(state: SessionState, phase: Round, step: RoundStep, context: Context) -> SessionState:
    return replace(_deadline(state, replace(phase, step=step), context), notice=None)


def _kept(state: SessionState, phase: Round, context: Context) -> SessionState:
    return _deadline(state, phase, context)


def _deadline(state: SessionState, phase: Round, context: Context) -> SessionState:
    if phase.step is RoundStep.SAVING:
        return state
    wait = WALK_MS if phase.step in _WALKING else DOOR_MS
    return replace(state, phase=replace(phase, deadline_ms=context.now_ms + wait))


def _told(state: SessionState, kind: NoticeKind, context: Context) -> Step:
    return replace(state, notice=Notice(kind, context.now_ms + NOTICE_MS)), ()
