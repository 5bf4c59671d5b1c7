"""Home pickups: the list, the door, the ordinary weighing under an order, and exactly one end."""

from dataclasses import replace

import pytest

from kiosk.core.acts import Resident
from kiosk.core.containers import Container, ContainerFill, ContainersSeen
from kiosk.core.errors import RefusalReason
from kiosk.core.events import (
    BadgeSeen,
    DirectoryAdopted,
    PassKind,
    PassRefused,
    PinJudged,
    ResidentSeen,
    Scanned,
    StaffMember,
    StaffRole,
    StoreBroken,
    StoreHealed,
)
from kiosk.core.pickup import Gathered, ItemRefusal, OrdersSeen, Outcome, PickupClosed, PickupDone, RefusedItem
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import IDLE_MS
from kiosk.session.effects import ClosePickup, CloseVisit, NudgeSync, OpenVisit, RecordConsent, RequireZero
from kiosk.session.errand import DOOR_MS, WALK_MS
from kiosk.session.machine import STILL_THERE_MS
from kiosk.session.round_states import Errand, Round, RoundStep
from kiosk.session.rounds import MOST_REFUSED, OTHER, reads_text
from tests.fakes.acts import settled
from tests.fakes.pickups import CODE, LI_ORDER, WANG_ORDER, order, wangs_order
from tests.unit.session.conversation import DISK_FULL, EMPTY, LI, WANG, Conversation

BADGE = "ab" * 16
ORDERS = OrdersSeen((order(), wangs_order()), agreed=frozenset({"r-li", "r-wang"}))
ONE_BAG = replace(ORDERS, gathered=(Gathered(LI_ORDER, 1, 3250),))
WET = RefusedItem("clothing", ItemRefusal.WET)


@pytest.fixture
def at_work(talk: Conversation) -> Conversation:
    """Somebody of the staff is at the list."""
    shown = BadgeSeen(BADGE, StaffRole.OPERATOR)
    fresh, right = (PinJudged(BADGE, right=known, tries_left=5, wait_ms=0) for known in (False, True))
    return talk.take(ORDERS, shown, fresh, on.PinEntered("271828"), right, on.StartRound())


@pytest.fixture
def at_door(at_work: Conversation) -> Conversation:
    """Li has shown the pass, and is asked for the material."""
    return at_work.take(on.ChooseOrder(LI_ORDER), on.Arrive(), LI)


def a_bag(talk: Conversation) -> Conversation:
    """Weighed, confirmed and recorded, as the ledger tells it."""
    talk.take(on.Choose("clothing"), EMPTY).weigh(settled(3250)).take(on.ConfirmTouched())
    talk.commit()
    return talk.take(ONE_BAG)


def here(talk: Conversation) -> Round:
    assert isinstance(talk.phase, Round)
    return talk.phase


def step_of(talk: Conversation) -> RoundStep:
    return here(talk).step


def closings(talk: Conversation) -> list[PickupClosed]:
    return [effect.closed for effect in talk.effects if isinstance(effect, ClosePickup)]


def notice_kind(talk: Conversation) -> at.NoticeKind | None:
    return talk.state.notice.kind if talk.state.notice else None


def test_the_menu_leads_to_the_list_and_back(at_work: Conversation) -> None:
    assert (at_work.screen, step_of(at_work)) == ("round", RoundStep.LIST)
    assert at_work.take(on.Back()).phase == at.StaffMenu(BADGE, StaffRole.OPERATOR, at_work.now_ms + IDLE_MS)
    assert at_work.take(on.StartRound(), on.Lock()).screen == "attract"


def test_a_kiosk_that_stays_where_it_is_has_no_rounds(at_work: Conversation) -> None:
    at_work.take(on.Back())
    at_work.state = replace(at_work.state, orders=None)
    assert at_work.take(on.StartRound()).screen == "staff_menu"


def test_a_pickup_from_the_list_to_its_end(at_work: Conversation) -> None:
    at_work.take(on.ChooseOrder(LI_ORDER))
    assert (step_of(at_work), here(at_work).order) == (RoundStep.ORDER, LI_ORDER)
    assert step_of(at_work.take(on.Arrive())) is RoundStep.IDENTIFY
    assert at_work.take(LI).screen == "choose_material"
    assert isinstance(at_work.effects[-1], OpenVisit)
    a_bag(at_work)
    assert at_work.screen == "credited"
    (act,) = at_work.drop_offs()
    assert (act.order, act.staff, act.container) == (LI_ORDER, BADGE, "round-clothing")
    assert act.who == Resident(LI.resident, LI.pass_id, PassKind.PHONE)
    at_work.take(on.Finish())
    assert step_of(at_work) is RoundStep.DOOR
    assert at_work.effects[-2:] == [CloseVisit(), RequireZero()]
    at_work.take(on.LeaveItem(), on.Choose("clothing"), on.ChooseReason(ItemRefusal.WET))
    assert here(at_work).refused == (WET,)
    assert step_of(at_work.take(on.Finish())) is RoundStep.CONFIRM
    assert step_of(at_work.take(on.ConfirmTouched())) is RoundStep.SAVING
    assert closings(at_work) == [
        PickupClosed(LI_ORDER, Outcome.COLLECTED, 1, 3250, (WET,), True, BADGE, StaffRole.OPERATOR)
    ]
    at_work.take(OrdersSeen((wangs_order(),), closed=1), PickupDone(LI_ORDER, Outcome.COLLECTED))
    assert (step_of(at_work), notice_kind(at_work)) == (RoundStep.LIST, None)
    assert isinstance(at_work.effects[-1], NudgeSync)


def test_another_bag_is_a_visit_of_its_own_under_the_same_order(at_door: Conversation) -> None:
    a_bag(at_door).take(on.Finish(), on.Another(), on.Choose("books"), EMPTY)
    at_door.weigh(settled(2000)).take(on.ConfirmTouched())
    first, second = at_door.drop_offs()
    assert first.session != second.session
    assert (second.order, second.line, second.container) == (LI_ORDER, 1, "round-books")


def test_one_more_bag_straight_after_the_first(at_door: Conversation) -> None:
    a_bag(at_door).take(on.Another(), on.Choose("clothing"), EMPTY).weigh(settled(2000)).take(on.ConfirmTouched())
    first, second = at_door.drop_offs()
    assert (first.session, first.line, second.line) == (second.session, 1, 2)


# --- who is at the door ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [RoundStep.LIST, RoundStep.ORDER, RoundStep.IDENTIFY])
def test_the_code_of_the_order_opens_it_too(at_work: Conversation, step: RoundStep) -> None:
    if step is not RoundStep.LIST:
        at_work.take(on.ChooseOrder(LI_ORDER))
    if step is RoundStep.IDENTIFY:
        at_work.take(on.Arrive())
    assert reads_text(at_work.state, CODE)
    at_work.take(Scanned(f" {CODE.lower()}\n", "scanner"))
    assert at_work.screen == "choose_material"
    a_bag(at_work)
    assert at_work.drop_offs()[0].who == Resident("r-li", LI_ORDER, PassKind.ORDER)


def test_a_typed_code_counts_and_stands_in_no_repr(at_work: Conversation) -> None:
    typed = on.CodeTyped(CODE)
    assert at_work.take(on.ChooseOrder(LI_ORDER), on.Arrive(), typed).screen == "choose_material"
    assert CODE not in repr((typed, at_work.state, at_work.effects))


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (WANG, at.NoticeKind.OTHER_PERSON),
        (on.CodeTyped("9HJK3NPQ"), at.NoticeKind.OTHER_ORDER),
        (on.CodeTyped("ZZZZZZZZ"), at.NoticeKind.NO_SUCH_ORDER),
        (Scanned("ZZZZZZZZ", "scanner"), at.NoticeKind.NO_SUCH_ORDER),
    ],
)
def test_nobody_but_the_resident_opens_an_order(at_work: Conversation, event: on.Input, told: at.NoticeKind) -> None:
    at_work.take(on.ChooseOrder(LI_ORDER), on.Arrive(), event)
    assert (step_of(at_work), notice_kind(at_work)) == (RoundStep.IDENTIFY, told)
    assert at_work.drop_offs() == []


@pytest.mark.parametrize("event", [ResidentSeen("r-zhao", "22" * 16), Scanned("ZZZZZZZZ", "camera")])
def test_who_has_no_order_here_is_told_so(at_work: Conversation, event: on.Input) -> None:
    assert step_of(at_work.take(event)) is RoundStep.LIST
    assert notice_kind(at_work) is at.NoticeKind.NO_SUCH_ORDER


def test_a_pass_at_the_list_opens_the_order_of_its_resident(at_work: Conversation) -> None:
    at_work.take(WANG)
    assert isinstance(at_work.phase, at.ChooseMaterial)
    assert at_work.phase.visit.errand == Errand(WANG_ORDER, BADGE, StaffRole.OPERATOR)


def test_another_pass_in_the_middle_of_it_changes_nothing(at_door: Conversation) -> None:
    at_door.take(on.Choose("clothing"), WANG)
    assert (at_door.screen, notice_kind(at_door)) == ("weigh", at.NoticeKind.OTHER_PERSON)
    a_bag(at_door.take(on.Back()))
    at_door.take(WANG)
    assert (at_door.screen, notice_kind(at_door)) == ("credited", at.NoticeKind.OTHER_PERSON)


def test_the_same_pass_once_more_is_no_news(at_door: Conversation) -> None:
    assert at_door.take(LI).screen == "choose_material"
    a_bag(at_door).take(on.Finish(), LI)
    assert (step_of(at_door), notice_kind(at_door)) == (RoundStep.DOOR, None)
    at_door.take(WANG)
    assert (step_of(at_door), notice_kind(at_door)) == (RoundStep.DOOR, at.NoticeKind.BUSY)


def test_a_refused_pass_says_why(at_work: Conversation) -> None:
    at_work.take(on.ChooseOrder(LI_ORDER), on.Arrive(), PassRefused(RefusalReason.EXPIRED))
    assert (step_of(at_work), notice_kind(at_work)) == (RoundStep.IDENTIFY, at.NoticeKind.REFUSED)


@pytest.mark.parametrize("text", ["GSP2:ABCDEF", "7GKQ2MX", "7GKQ2MXY1", "7GKQ-MXY", ""])
def test_what_is_no_code_of_an_order_goes_to_the_gate(at_work: Conversation, text: str) -> None:
    assert not reads_text(at_work.state, text)
    before = at_work.state
    assert at_work.take(Scanned(text, "scanner")).state == before


def test_no_text_is_read_where_nobody_is_asked_for_it(at_door: Conversation, talk: Conversation) -> None:
    assert not reads_text(at_door.state, CODE)
    at_door.take(on.Back())
    assert not reads_text(at_door.state, CODE)
    assert not reads_text(talk.take(on.Back(), on.Lock()).state, CODE)


@pytest.mark.parametrize("shown", [ResidentSeen("r-li", "00" * 16, agreed=False), Scanned(CODE, "scanner")])
def test_who_has_never_agreed_here_is_asked_first(at_work: Conversation, shown: on.Input) -> None:
    at_work.take(replace(ORDERS, agreed=frozenset()), shown)
    assert at_work.screen == "privacy_notice"
    at_work.take(on.Agree())
    assert at_work.screen == "choose_material"
    assert RecordConsent("r-li") in at_work.effects
    assert a_bag(at_work).drop_offs()[0].order == LI_ORDER


@pytest.mark.parametrize("touch", [on.Decline(), on.Back(), on.Cancel()])
def test_who_does_not_agree_leaves_nothing_and_the_order_open(at_work: Conversation, touch: on.Touch) -> None:
    at_work.take(ResidentSeen("r-li", "00" * 16, agreed=False), touch)
    assert (step_of(at_work), here(at_work).order) == (RoundStep.ORDER, LI_ORDER)
    assert not [effect for effect in at_work.effects if isinstance(effect, OpenVisit | RecordConsent)]


# --- the end ---------------------------------------------------------------------------------------------------------


def test_a_store_that_breaks_agrees_for_nobody(at_work: Conversation) -> None:
    at_work.take(ResidentSeen("r-li", "00" * 16, agreed=False), StoreBroken(DISK_FULL), StoreHealed())
    assert at_work.screen == "attract"


def test_nobody_home_is_asked_once_more(at_work: Conversation) -> None:
    at_work.take(on.ChooseOrder(LI_ORDER), on.NobodyHome())
    assert step_of(at_work) is RoundStep.NOBODY
    assert step_of(at_work.take(on.Back())) is RoundStep.ORDER
    at_work.take(on.NobodyHome(), on.ConfirmTouched())
    assert [(one.outcome, one.confirmed) for one in closings(at_work)] == [(Outcome.NO_SHOW, False)]


def test_another_day_is_one_of_those_that_are_offered(at_work: Conversation) -> None:
    at_work.take(on.ChooseOrder(LI_ORDER), on.PutOff(), on.ChooseWindow(6), on.ChooseWindow(-1))
    assert step_of(at_work) is RoundStep.ANOTHER_DAY
    at_work.take(on.ChooseWindow(1))
    (closed,) = closings(at_work)
    assert closed.outcome is Outcome.RESCHEDULED
    assert (closed.window_from, closed.window_to) == ("2026-11-24T06:00:00.000Z", "2026-11-24T09:00:00.000Z")


def test_an_order_with_a_bag_in_it_is_neither_missed_nor_put_off(at_work: Conversation) -> None:
    at_work.take(ONE_BAG, on.ChooseOrder(LI_ORDER), on.NobodyHome(), on.PutOff())
    assert step_of(at_work) is RoundStep.ORDER
    at_work.take(ORDERS, on.NobodyHome(), ONE_BAG, on.ConfirmTouched())
    assert closings(at_work) == []


def test_what_was_recorded_before_a_restart_is_closed_with_the_rest(at_work: Conversation) -> None:
    at_work.take(ONE_BAG, on.ChooseOrder(LI_ORDER), on.Arrive(), LI, on.Back(), on.Finish(), on.ConfirmTouched())
    assert [(one.outcome, one.drop_offs, one.net_g) for one in closings(at_work)] == [(Outcome.COLLECTED, 1, 3250)]


def test_nothing_to_take_needs_a_reason(at_door: Conversation) -> None:
    at_door.take(on.Back(), on.Finish())
    assert step_of(at_door) is RoundStep.LEAVE_WHAT
    at_door.take(on.Choose(OTHER))
    assert here(at_door).refused == (RefusedItem(OTHER, ItemRefusal.NOT_ACCEPTED),)
    at_door.take(on.Finish(), on.CloseUnconfirmed())
    (closed,) = closings(at_door)
    assert (closed.outcome, closed.drop_offs, closed.confirmed) == (Outcome.REFUSED, 0, False)


def test_what_stays_there_may_be_thought_over(at_door: Conversation) -> None:
    at_door.take(on.Back(), on.LeaveItem(), on.Choose("gold"))
    assert step_of(at_door) is RoundStep.LEAVE_WHAT
    assert step_of(at_door.take(on.Choose("books"))) is RoundStep.LEAVE_WHY
    assert step_of(at_door.take(on.Back())) is RoundStep.LEAVE_WHAT
    assert step_of(at_door.take(on.Back())) is RoundStep.DOOR
    assert here(at_door).refused == ()
    for _ in range(MOST_REFUSED + 3):
        at_door.take(on.LeaveItem(), on.Choose(OTHER))
    assert len(here(at_door).refused) == MOST_REFUSED


def test_what_stays_there_is_remembered_over_the_next_bag(at_door: Conversation) -> None:
    at_door.take(on.Back(), on.LeaveItem(), on.Choose(OTHER), on.Another())
    a_bag(at_door).take(on.Finish())
    assert len(here(at_door).refused) == 1


def test_an_end_is_recorded_once_and_cannot_be_left(at_door: Conversation) -> None:
    a_bag(at_door).take(on.Finish(), on.Finish(), on.ConfirmTouched())
    before = at_door.state
    at_door.take(on.ConfirmTouched(), on.Back(), on.Cancel(), on.CloseUnconfirmed(), on.ChooseWindow(0), LI)
    at_door.wait(3_600_000)
    assert (at_door.state, len(closings(at_door))) == (before, 1)
    at_door.take(PickupDone(WANG_ORDER, Outcome.COLLECTED))
    assert step_of(at_door) is RoundStep.SAVING


# --- what goes wrong -------------------------------------------------------------------------------------------------


def test_an_order_that_is_gone_is_told_and_left(at_work: Conversation) -> None:
    at_work.take(on.ChooseOrder(LI_ORDER), on.Arrive(), OrdersSeen((wangs_order(),)))
    assert (step_of(at_work), notice_kind(at_work)) == (RoundStep.LIST, at.NoticeKind.ORDER_GONE)


def test_bags_of_an_order_that_is_gone_stay_and_are_closed(at_door: Conversation) -> None:
    a_bag(at_door).take(OrdersSeen((wangs_order(),), gathered=ONE_BAG.gathered))
    assert (at_door.screen, notice_kind(at_door)) == ("credited", at.NoticeKind.ORDER_GONE)
    at_door.take(on.Finish(), on.Finish(), on.ConfirmTouched())
    assert [one.drop_offs for one in closings(at_door)] == [1]


def test_at_the_door_too_they_stay(at_door: Conversation) -> None:
    a_bag(at_door).take(on.Finish(), OrdersSeen((wangs_order(),), gathered=ONE_BAG.gathered))
    assert (step_of(at_door), notice_kind(at_door)) == (RoundStep.DOOR, at.NoticeKind.ORDER_GONE)
    at_door.take(on.Finish(), on.ConfirmTouched(), OrdersSeen((wangs_order(),)))
    assert (step_of(at_door), notice_kind(at_door)) == (RoundStep.SAVING, None)


def test_an_order_that_is_not_in_the_list_cannot_be_chosen(at_work: Conversation) -> None:
    assert step_of(at_work.take(on.ChooseOrder("ff" * 16))) is RoundStep.LIST
    assert step_of(at_work.take(on.ShowPage(1))) is RoundStep.LIST
    assert here(at_work).page == 1


@pytest.mark.parametrize("step", [RoundStep.LIST, RoundStep.ORDER])
def test_a_round_that_nobody_goes_on_with_locks(at_work: Conversation, step: RoundStep) -> None:
    if step is RoundStep.ORDER:
        at_work.take(on.ChooseOrder(LI_ORDER))
    at_work.wait(WALK_MS - 1).take(on.StillHere())
    assert at_work.wait(WALK_MS - 1).screen == "round"
    assert at_work.wait(1).screen == "attract"


@pytest.mark.parametrize(
    "touches",
    [
        (on.Arrive(),),
        (on.NobodyHome(),),
        (on.PutOff(),),
        (on.Arrive(), LI, on.Back()),
        (on.Arrive(), LI, on.Back(), on.LeaveItem(), on.Choose("books")),
    ],
)
def test_a_step_at_the_door_that_nobody_goes_on_with_leads_to_the_list(
    at_work: Conversation, touches: tuple[on.Input, ...]
) -> None:
    at_work.take(on.ChooseOrder(LI_ORDER), *touches)
    assert step_of(at_work.wait(DOOR_MS)) is RoundStep.LIST
    assert at_work.wait(WALK_MS).screen == "attract"


def test_a_visit_that_nobody_goes_on_with_leads_to_the_list(at_door: Conversation) -> None:
    assert at_door.wait(IDLE_MS).screen == "still_there"
    assert step_of(at_door.wait(STILL_THERE_MS)) is RoundStep.LIST
    assert at_door.effects[-2:] == [CloseVisit(), RequireZero()]


def test_a_recorded_bag_leads_to_the_door_by_itself(at_door: Conversation) -> None:
    assert step_of(a_bag(at_door).wait(IDLE_MS).wait(STILL_THERE_MS)) is RoundStep.DOOR


def test_an_abandoned_weighing_leads_to_the_list_and_counts_for_nobody(at_door: Conversation) -> None:
    at_door.take(on.Choose("clothing"), EMPTY).weigh(settled(3250)).take(on.Cancel())
    assert step_of(at_door) is RoundStep.LIST
    assert at_door.take(WANG, on.Choose("clothing")).screen == "weigh", "what lies there was spent"


def test_a_store_that_breaks_and_heals_leaves_the_order_open(at_door: Conversation) -> None:
    at_door.take(on.Choose("clothing"), EMPTY).weigh(settled(3250)).take(on.ConfirmTouched(), StoreBroken(DISK_FULL))
    assert at_door.take(StoreHealed()).screen == "choose_material"
    a_bag(at_door).take(on.Finish(), on.Finish(), on.ConfirmTouched(), StoreBroken(DISK_FULL), StoreHealed())
    assert at_door.screen == "attract"
    assert at_door.take(PickupDone(LI_ORDER, Outcome.COLLECTED)).screen == "attract"


@pytest.mark.parametrize("where", ["list", "choose_material", "saving"])
def test_a_badge_that_leaves_the_roster_locks(at_work: Conversation, where: str) -> None:
    if where != "list":
        at_work.take(LI)
    if where == "saving":
        at_work.take(on.Choose("clothing"), EMPTY).weigh(settled(3250)).take(on.ConfirmTouched())
    still = DirectoryAdopted(2, "p", (), "", staff=(StaffMember(BADGE, StaffRole.OPERATOR, "$argon2id$"),))
    assert at_work.take(still).screen != "attract"
    assert at_work.take(replace(still, version=3, staff=())).screen == "attract"


def test_somebody_else_s_badge_waits_and_one_s_own_is_no_news(at_work: Conversation) -> None:
    before = at_work.state
    assert at_work.take(BadgeSeen(BADGE, StaffRole.OPERATOR)).state == before
    at_work.take(BadgeSeen("cd" * 16, StaffRole.SUPERVISOR))
    assert (step_of(at_work), notice_kind(at_work)) == (RoundStep.LIST, at.NoticeKind.BUSY)


def test_a_full_bin_at_home_stops_nothing_at_the_door(at_door: Conversation) -> None:
    full = ContainersSeen((ContainerFill(Container("c", "clothing", 1000), fill_g=1000),))
    assert at_door.take(full, on.Choose("clothing")).screen == "weigh"


def test_the_load_is_handed_over_like_any_container(at_work: Conversation) -> None:
    load = ContainersSeen((ContainerFill(Container("round-clothing", "clothing"), fill_g=3250),))
    assert at_work.take(on.StartCollection()).screen == "round", "there is nothing to hand over"
    assert at_work.take(load, on.StartCollection()).screen == "collect"


def test_the_load_of_a_round_is_none_of_the_kiosk_s_own_bins() -> None:
    own, load = (ContainerFill(Container(name, "clothing", 1000), fill_g=1000) for name in ("c", "round-clothing"))
    load = replace(load, fill_g=0)
    assert ContainersSeen((own, load)).of_material("clothing") == own
    assert ContainersSeen((load,)).of_material("clothing") == load


@pytest.mark.parametrize("shown", [LI.pass_id, "22" * 16])
def test_a_phone_that_is_left_at_the_scanner_at_the_door_is_told_nothing(at_door: Conversation, shown: str) -> None:
    a_bag(at_door).take(on.Finish(), PassRefused(RefusalReason.REPLAYED, pass_id=shown))
    assert notice_kind(at_door) is (None if shown == LI.pass_id else at.NoticeKind.REFUSED)


def test_an_order_that_is_gone_with_bags_can_still_be_closed(at_door: Conversation) -> None:
    gone = OrdersSeen((wangs_order(),), gathered=(Gathered(LI_ORDER, 1, 3250),))
    a_bag(at_door).take(on.Finish(), gone).wait(DOOR_MS)
    assert step_of(at_door) is RoundStep.LIST
    assert step_of(at_door.take(on.ChooseOrder("ee" * 16))) is RoundStep.LIST
    at_door.take(on.ChooseOrder(LI_ORDER), on.Another())
    assert (step_of(at_door), here(at_door).order) == (RoundStep.DOOR, LI_ORDER)
    at_door.take(on.Finish(), on.CloseUnconfirmed())
    assert [(one.order, one.outcome, one.confirmed) for one in closings(at_door)] == [
        (LI_ORDER, Outcome.COLLECTED, False)
    ]
    at_door.take(OrdersSeen((wangs_order(),), closed=1), PickupDone(LI_ORDER, Outcome.COLLECTED))
    assert step_of(at_door.take(on.ChooseOrder(LI_ORDER))) is RoundStep.LIST
