"""Any order of anything: what the conversation promises must hold after every step."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.assets import METHODOLOGY
from kiosk.core.errors import DeviceFault, DeviceFaultKind, RefusalReason, StoreFault, StoreFaultKind
from kiosk.core.events import (
    CommitFailed,
    Committed,
    Interrupted,
    PassRefused,
    Receipt,
    ResidentSeen,
    ScaleStatus,
    ScaleView,
    StoreBroken,
    StoreHealed,
)
from kiosk.methodology import load_rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.machine import Append, Context, next_deadline_ms, step
from tests.fakes.acts import settled

RULES = load_rulebook(METHODOLOGY)
TOUCHES = (
    on.Start(),
    on.GoAsGuest(),
    on.Choose("clothing"),
    on.Choose("books"),
    on.ConfirmTouched(),
    on.WeighAgain(),
    on.Another(),
    on.Finish(),
    on.Back(),
    on.Cancel(),
    on.StillHere(),
)
FAULT = DeviceFault("scale", DeviceFaultKind.SILENT, "look at the cable")
FULL = StoreFault(StoreFaultKind.FULL, "free space")
VIEWS = tuple(ScaleView(status, 0) for status in ScaleStatus if status not in {ScaleStatus.SETTLED, ScaleStatus.FAULT})


class Conversation(RuleBasedStateMachine):
    """Drives the machine with whatever hypothesis thinks of; the ledger answers honestly, late, or never."""

    def __init__(self) -> None:
        super().__init__()
        self.state = at.SessionState()
        self.now_ms = 0
        self.count = 0
        self.appended: list[Append] = []
        self.receipts: list[Receipt] = []
        self.waiting: list[Append] = []

    def take(self, event: on.Input) -> None:
        self.count += 1
        context = Context(self.now_ms, date(2026, 11, 22), RULES, f"{self.count:032x}", "2345678923456789")
        before = self.state
        self.state, effects = step(before, event, context)
        appended = [e for e in effects if isinstance(e, Append)]
        self.appended += appended
        self.waiting += appended
        if isinstance(self.state.phase, at.Credited) and not isinstance(before.phase, at.Credited):
            assert isinstance(event, Committed)

    @rule(touch=st.sampled_from(TOUCHES))
    def touches(self, touch: on.Touch) -> None:
        self.take(touch)

    @rule(view=st.sampled_from(VIEWS))
    def scale_says(self, view: ScaleView) -> None:
        self.take(view)

    @rule(net_g=st.integers(0, 40_000), again=st.booleans())
    def something_settles(self, net_g: int, again: bool) -> None:
        weight = self.state.scale.settled if again and self.state.scale.settled else settled(net_g)
        self.take(ScaleView(ScaleStatus.SETTLED, weight.gross_g, weight))

    @rule()
    def scale_fails(self) -> None:
        self.take(ScaleView(ScaleStatus.FAULT, None, fault=FAULT))

    @rule(who=st.sampled_from(["r-li", "r-wang"]))
    def shows_a_pass(self, who: str) -> None:
        self.take(ResidentSeen(who, "00" * 16))

    @rule(reason=st.sampled_from(RefusalReason))
    def shows_rubbish(self, reason: RefusalReason) -> None:
        self.take(PassRefused(reason))

    @rule(milliseconds=st.sampled_from([0, 500, 6_000, 20_000, 60_000, 3_600_000]))
    def time_passes(self, milliseconds: int) -> None:
        self.now_ms += milliseconds
        self.take(on.Tick())

    @rule(kept=st.booleans())
    def ledger_answers(self, kept: bool) -> None:
        if not self.waiting:
            return
        act = self.waiting.pop(0).drop_off
        if not kept:
            self.take(CommitFailed(act.session, act.line, FULL))
            return
        receipt = Receipt(act.session, act.line, self.count, act.material, act.weight.net_g, 0, 0)
        self.receipts.append(receipt)
        self.take(Committed(receipt))

    @rule()
    def store_breaks(self) -> None:
        self.take(StoreBroken(FULL))

    @rule()
    def store_heals(self) -> None:
        self.take(StoreHealed(tuple(self.receipts[-1:])))

    @rule()
    def power_was_cut(self) -> None:
        self.take(Interrupted(tuple(self.receipts[-1:]), "2222333344445555" if self.receipts else None))

    @invariant()
    def one_weighing_makes_at_most_one_drop_off(self) -> None:
        weighings = [a.drop_off.weight.weighing for a in self.appended]
        assert len(set(weighings)) == len(weighings)

    @invariant()
    def every_drop_off_lies_within_the_limits(self) -> None:
        assert all(200 <= a.drop_off.weight.net_g <= 20_000 for a in self.appended)

    @invariant()
    def only_durable_drop_offs_are_shown(self) -> None:
        visit = getattr(self.state.phase, "visit", None)
        shown = visit.receipts if visit is not None else getattr(self.state.phase, "receipts", ())
        assert all(receipt in self.receipts for receipt in shown)

    @rule()
    def somebody_answers(self) -> None:
        asked = isinstance(self.state.phase, at.StillThere)
        self.take(on.StillHere())
        deadline = next_deadline_ms(self.state)
        assert not asked or deadline is None or deadline > self.now_ms

    @invariant()
    def no_dead_ends(self) -> None:
        # Attract waits for a person, saving and out of service for the ledger; everything else ends by itself.
        patient = isinstance(self.state.phase, at.Attract | at.Saving | at.OutOfService)
        assert patient or next_deadline_ms(self.state) is not None


Conversation.TestCase.settings = settings(max_examples=150, stateful_step_count=40)
TestConversation = Conversation.TestCase
