"""Any order of anything on a round: bags stay with their order, an order ends once, and nobody else's pass opens it."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.assets import METHODOLOGY
from kiosk.core.acts import Resident
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.events import (
    BadgeSeen,
    CommitFailed,
    Committed,
    PassKind,
    PinJudged,
    Receipt,
    ResidentSeen,
    ScaleStatus,
    ScaleView,
    Scanned,
    StaffRole,
    StoreBroken,
    StoreHealed,
)
from kiosk.core.pickup import Gathered, ItemRefusal, Order, OrdersSeen, Outcome, PickupClosed, PickupDone
from kiosk.core.plate import ScalePlate
from kiosk.methodology import load_rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.context import Context
from kiosk.session.effects import Append, ClosePickup, RecordConsent
from kiosk.session.machine import next_deadline_ms, step
from kiosk.session.round_states import Round, RoundStep
from kiosk.ui.rounds import round_view
from tests.depth import examples
from tests.fakes.acts import settled
from tests.fakes.pickups import ADDRESS, PHONE, order, wangs_order

RULES = load_rulebook(METHODOLOGY)
TODAY = date(2026, 11, 22)
PLATE = ScalePlate(interval_g=10, max_g=30_000, min_g=200)
BADGE = "ab" * 16
ORDERS = (order(), wangs_order(), order(id="03" * 16, code="ZZZZ2222", resident="r-zhao"))
FULL = StoreFault(StoreFaultKind.FULL, "free space")
TOUCHES = (
    on.StartRound(),
    *(on.ChooseOrder(one.id) for one in ORDERS),
    on.ShowPage(1),
    on.Arrive(),
    *(on.CodeTyped(one.code) for one in ORDERS),
    on.NobodyHome(),
    on.PutOff(),
    on.ChooseWindow(2),
    on.LeaveItem(),
    on.Choose("clothing"),
    on.Choose("other"),
    on.ChooseReason(ItemRefusal.WET),
    on.ConfirmTouched(),
    on.CloseUnconfirmed(),
    on.Another(),
    on.Finish(),
    on.Back(),
    on.Cancel(),
    on.Agree(),
    on.Decline(),
    on.StillHere(),
    on.WeighAgain(),
)


class OnRounds(RuleBasedStateMachine):
    """The ledger answers honestly, late, or after a fault; the platform's list changes as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.state = at.SessionState()
        self.now_ms = 0
        self.count = 0
        self.open: set[str] = {one.id for one in ORDERS}
        self.bags: dict[str, list[int]] = {one.id: [] for one in ORDERS}
        self.waiting: list[Append] = []
        self.closing: list[PickupClosed] = []
        self.ends: list[PickupClosed] = []
        self.agreed = {"r-li"}
        self.opened: str | None = None  # the order whose resident has proved to be there
        self.unlock()
        self.tell()

    def take(self, event: on.Input) -> None:
        self.count += 1
        session = f"{self.count:032x}"
        before = self.state
        self.state, effects = step(before, event, Context(self.now_ms, TODAY, RULES, PLATE, session, "2" * 16))
        self.notice_who(event)
        for effect in effects:
            match effect:
                case Append():
                    self.appends(effect, before)
                case ClosePickup(closed=closed):
                    self.closes(closed, before)
                case RecordConsent(resident=resident):
                    self.agreed.add(resident)

    def notice_who(self, event: on.Input) -> None:
        """Who has shown themselves last, by pass or by code."""
        match event:
            case ResidentSeen(resident=resident):
                self.opened = next((one.id for one in ORDERS if one.resident == resident), None) or self.opened
            case on.CodeTyped(code=code) | Scanned(text=code):
                self.opened = next((one.id for one in ORDERS if one.code == code), None) or self.opened

    def appends(self, effect: Append, before: at.SessionState) -> None:
        act = effect.drop_off
        assert isinstance(before.phase, at.Confirm)
        errand = before.phase.visit.errand
        assert (act.order, act.staff) == ((errand.order, BADGE) if errand else (None, None))
        if errand is not None:
            (of,) = (one for one in ORDERS if one.id == errand.order)
            assert isinstance(act.who, Resident)
            assert act.who.resident == of.resident, "a bag is credited to the order's own resident"
            assert act.who.resident in self.agreed
            assert act.container == f"round-{act.material}"
            if act.who.kind is PassKind.ORDER:
                assert act.who.pass_id == of.id
        self.waiting.append(effect)

    def closes(self, closed: PickupClosed, before: at.SessionState) -> None:
        assert isinstance(before.phase, Round)
        assert isinstance(self.state.phase, Round)
        assert self.state.phase.step is RoundStep.SAVING
        assert closed.order == before.phase.order
        if closed.outcome in {Outcome.NO_SHOW, Outcome.RESCHEDULED}:
            assert closed.drop_offs == 0
        assert (closed.outcome is Outcome.COLLECTED) == (closed.drop_offs > 0)
        assert (closed.window_from is not None) == (closed.outcome is Outcome.RESCHEDULED)
        assert not (closed.outcome is Outcome.REFUSED and not closed.refused)
        self.closing.append(closed)

    def tell(self) -> None:
        gathered = tuple(Gathered(name, len(bags), sum(bags)) for name, bags in self.bags.items() if bags)
        shown = tuple(one for one in ORDERS if one.id in self.open)
        self.take(OrdersSeen(shown, len(self.ends), gathered, frozenset(self.agreed)))

    @rule(touch=st.sampled_from(TOUCHES))
    def touches(self, touch: on.Touch) -> None:
        self.take(touch)

    @rule()
    def unlock(self) -> None:
        self.take(BadgeSeen(BADGE, StaffRole.OPERATOR))
        self.take(PinJudged(BADGE, right=False, tries_left=5, wait_ms=0))
        self.take(on.PinEntered("271828"))
        self.take(PinJudged(BADGE, right=True, tries_left=5, wait_ms=0))
        self.take(on.StartRound())

    @rule(one=st.sampled_from(ORDERS))
    def goes_to_a_door(self, one: Order) -> None:
        self.take(on.ChooseOrder(one.id))
        self.take(on.Arrive())
        self.take(ResidentSeen(one.resident, "00" * 16, agreed=one.resident in self.agreed))
        self.take(on.Agree())

    @rule(net_g=st.integers(200, 20_000))
    def weighs_a_bag(self, net_g: int) -> None:
        self.take(on.Another())
        self.take(on.Choose("clothing"))
        self.take(ScaleView(ScaleStatus.EMPTY, 0))
        weight = settled(net_g)
        self.take(ScaleView(ScaleStatus.SETTLED, net_g, weight))
        self.take(on.ConfirmTouched())

    @rule(something_stays=st.booleans(), agrees=st.booleans())
    def comes_to_an_end(self, something_stays: bool, agrees: bool) -> None:
        self.take(on.Finish())
        if something_stays:
            self.take(on.LeaveItem())
            self.take(on.Choose("other"))
        self.take(on.Finish())
        self.take(on.ConfirmTouched() if agrees else on.CloseUnconfirmed())

    @rule(one=st.sampled_from(ORDERS), later=st.booleans())
    def comes_in_vain(self, one: Order, later: bool) -> None:
        self.take(on.ChooseOrder(one.id))
        self.take(on.PutOff() if later else on.NobodyHome())
        self.take(on.ChooseWindow(1) if later else on.ConfirmTouched())

    @rule(who=st.sampled_from(["r-li", "r-wang", "r-stranger"]))
    def shows_a_pass(self, who: str) -> None:
        self.take(ResidentSeen(who, "11" * 16, agreed=who in self.agreed))

    @rule(one=st.sampled_from(ORDERS))
    def shows_a_code(self, one: Order) -> None:
        self.take(Scanned(one.code, "scanner"))

    @precondition(lambda self: self.waiting)
    @rule()
    def ledger_records(self) -> None:
        act = self.waiting.pop(0).drop_off
        if act.order is not None:
            self.bags[act.order].append(act.weight.net_g)
        self.take(Committed(Receipt(act.session, act.line, 1, act.material, act.weight.net_g, 0, 0)))
        self.tell()

    @precondition(lambda self: self.waiting)
    @rule()
    def ledger_fails(self) -> None:
        act = self.waiting.pop(0).drop_off
        self.take(CommitFailed(act.session, act.line, FULL))
        self.heals()

    @precondition(lambda self: self.closing)
    @rule()
    def ledger_closes(self) -> None:
        closed = self.closing.pop(0)
        self.ends.append(closed)
        self.open.discard(closed.order)
        self.bags[closed.order] = []
        self.tell()
        self.take(PickupDone(closed.order, closed.outcome))

    @rule(names=st.sets(st.sampled_from([one.id for one in ORDERS])))
    def platform_has_another_list(self, names: set[str]) -> None:
        self.open = names - {closed.order for closed in self.closing}
        self.tell()

    @rule(heals=st.booleans())
    def the_store_breaks(self, heals: bool) -> None:
        self.take(StoreBroken(FULL))
        if heals:
            self.heals()

    def heals(self) -> None:
        """What is owed is paid first."""
        while self.closing:
            self.ledger_closes()
        self.take(StoreHealed())

    @rule(milliseconds=st.sampled_from([1000, 20_000, 60_000, 300_000]))
    def time_passes(self, milliseconds: int) -> None:
        self.now_ms += milliseconds
        self.take(on.Tick())

    @invariant()
    def whoever_weighs_has_shown_themselves(self) -> None:
        phase = self.state.phase
        if isinstance(phase, at.ChooseMaterial | at.Weigh | at.Confirm | at.Saving) and phase.visit.errand:
            assert self.opened is not None

    @invariant()
    def an_address_is_on_the_card_of_an_open_order_alone(self) -> None:
        shown = repr(round_view(self.state, TODAY))
        phase = self.state.phase
        on_card = isinstance(phase, Round) and phase.step is RoundStep.ORDER and phase.order in self.open
        assert (ADDRESS in shown, PHONE in shown) == (on_card, on_card)

    @invariant()
    def nothing_stands_for_ever(self) -> None:
        phase = self.state.phase
        if isinstance(phase, Round) and phase.step is not RoundStep.SAVING:
            assert next_deadline_ms(self.state) is not None
        if isinstance(phase, Round) and phase.step is RoundStep.SAVING:
            assert any(closed.order == phase.order for closed in self.closing)

    @invariant()
    def one_end_is_on_its_way_at_most(self) -> None:
        names = [closed.order for closed in self.closing]
        assert len(names) == len(set(names))


OnRounds.TestCase.settings = settings(max_examples=examples(30), stateful_step_count=40)
TestOnRounds = OnRounds.TestCase
