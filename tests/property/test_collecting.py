"""Any order of anything while a container is emptied: bags count once, sums are right, a period closes once.

The ledger here is honest and may answer late, be broken, or lose its power; what it has written stays.
"""

import itertools
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.assets import METHODOLOGY
from kiosk.core.collection import (
    AbandonReason,
    Collected,
    Collection,
    CollectionDeclined,
    CollectionsSeen,
    DifferenceReason,
    Draft,
    Manifest,
    SealJudged,
    SealSeen,
    VehicleReason,
    tolerance_of,
)
from kiosk.core.containers import Container, ContainerFill, ContainersSeen
from kiosk.core.errors import DeviceFault, DeviceFaultKind, StoreFault, StoreFaultKind
from kiosk.core.events import (
    BadgeSeen,
    PinJudged,
    ScaleStatus,
    ScaleView,
    StaffRole,
    StoreBroken,
    StoreHealed,
)
from kiosk.core.plate import ScalePlate
from kiosk.methodology import load_rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.collect_states import Collect, CollectStep
from kiosk.session.context import Context
from kiosk.session.effects import AbandonCollection, AppendCollection, Effect, JudgeSeal, KeepDraft, RequireZero
from kiosk.session.machine import next_deadline_ms, step
from tests.depth import examples
from tests.fakes.acts import settled

RULES = load_rulebook(METHODOLOGY)
PLATE = ScalePlate(interval_g=10, max_g=30_000, min_g=200)
BIN = Container("clothing-1", "clothing", 50_000)
KIOSK = "k-" + "3f2a" * 5
FULL = StoreFault(StoreFaultKind.FULL, "free space")
BADGES = ("aa" * 16, "bb" * 16)
TOUCHES = (
    on.StartCollection(),
    on.ChooseContainer(BIN.id),
    on.ChooseContainer("nothing-1"),
    on.ShowManifest(),
    on.GoOn(),
    on.GiveUp(),
    on.Abandon(AbandonReason.WEATHER),
    on.SealEntered("LZ-0001"),
    on.SealEntered("?"),
    on.SealMissing(),
    on.SealFound(intact=True),
    on.RemoveBag(),
    on.WeighVehicle(),
    on.VehicleWeighed(8000),
    on.VehicleWeighed(-5),
    on.VehicleBecause(VehicleReason.TOO_HEAVY),
    on.AllWeighed(),
    on.Explain(None),
    on.Explain(DifferenceReason.MISSING),
    on.Explain(DifferenceReason.SCALE),
    on.SendTo(None),
    on.MakeSeal(),
    on.Sign(),
    on.PrintIt(),
    on.Back(),
    on.Lock(),
    on.Finish(),
    on.Start(),
)
VIEWS = tuple(ScaleView(status, 0) for status in ScaleStatus if status not in {ScaleStatus.SETTLED, ScaleStatus.FAULT})
FAULT = ScaleView(ScaleStatus.FAULT, None, fault=DeviceFault("scale", DeviceFaultKind.SILENT, "look at the cable"))


class Disk:
    """What the ledger has written: drop-offs of the open period, the draft, and every collection."""

    def __init__(self) -> None:
        self.drop_offs: list[int] = []
        self.draft: Draft | None = None
        self.collections: list[Collection] = []
        self.abandoned: list[str] = []

    @property
    def seen(self) -> ContainersSeen:
        seal = self.collections[-1].new_seal if self.collections else None
        voided = sum(1 for net_g in self.drop_offs if net_g < 0)
        fill = ContainerFill(
            BIN, len(self.collections) + 1, len(self.drop_offs) - 2 * voided, sum(self.drop_offs), seal
        )
        return ContainersSeen((fill,))

    def append(self, collection: Collection) -> Collected | CollectionDeclined:
        if self.collections and self.collections[-1].collection == collection.collection:
            return Collected(manifest(self.collections[-1]))
        fill = self.seen.fills[0]
        found = (fill.period, fill.drop_offs, fill.fill_g)
        if found != (collection.period, collection.drop_offs, collection.expected_g):
            return CollectionDeclined(collection.collection, seal_used=False)
        if collection.new_seal in [one.new_seal for one in self.collections]:
            return CollectionDeclined(collection.collection, seal_used=True)
        self.collections.append(collection)
        self.drop_offs, self.draft = [], None
        return Collected(manifest(collection))


def manifest(collection: Collection) -> Manifest:
    return Manifest(KIOSK, "ee" * 16, 7, "ab" * 32, "2026-11-22T09:00:00.000Z", collection)


class Emptying(RuleBasedStateMachine):
    """Drives the machine with whatever hypothesis thinks of."""

    def __init__(self) -> None:
        super().__init__()
        self.disk = Disk()
        self.state = at.SessionState()
        self.now_ms = 0
        self.count = 0
        self.weighed: dict[str, tuple[int, int]] = {}  # which load, and how heavy
        self.must_clear = False
        self.todo: list[Effect] = []
        self.broken = False
        self.start()

    def start(self) -> None:
        """The kiosk has started: what is on the disk is told."""
        self.state = at.SessionState()
        self.todo, self.broken = [], False
        for event in (self.disk.seen, self.collections, VIEWS[0], ScaleView(ScaleStatus.EMPTY, 0)):
            self.take(event)

    @property
    def collections(self) -> CollectionsSeen:
        last = manifest(self.disk.collections[-1]) if self.disk.collections else None
        return CollectionsSeen(KIOSK, self.disk.draft, last)

    def take(self, *events: on.Input) -> None:
        for event in events:
            self.count += 1
            new = f"{self.count:032x}"
            context = Context(self.now_ms, date(2026, 11, 22), RULES, PLATE, new, "2345678923456789", staff_known=True)
            before = self.state
            self.state, effects = step(before, event, context)
            self.todo += [
                e for e in effects if isinstance(e, KeepDraft | JudgeSeal | AppendCollection | AbandonCollection)
            ]
            for effect in effects:
                self.must_clear |= isinstance(effect, RequireZero)
                if isinstance(effect, AppendCollection):
                    self.is_signed(effect.collection, before, event)

    def is_signed(self, collection: Collection, before: at.SessionState, event: on.Input) -> None:
        """Only whoever stands here has signed, and every figure is the state's own."""
        assert isinstance(before.phase, Collect)
        assert before.phase.step is CollectStep.SIGN
        assert collection.badge == before.phase.badge
        assert isinstance(event, on.Sign) or (isinstance(event, BadgeSeen) and event.badge == collection.badge)
        draft = before.phase.draft
        assert draft is not None
        assert draft.weighed_at_g is not None
        came_g = max(0, collection.expected_g - draft.weighed_at_g)  # after the weighing: it explains itself
        off_g = min(abs(collection.difference_g), abs(collection.difference_g + came_g))
        beyond = off_g > tolerance_of(collection.expected_g)
        assert (collection.reason is not None) is beyond
        assert (collection.vehicle_g is None) is (collection.vehicle_reason is None)
        assert collection.vehicle_g is None or not collection.bags
        assert collection.weighed_g >= 0

    # --- the ledger ---

    @rule()
    def ledger_works(self) -> None:
        """Everything that was asked for is done, in its order."""
        while self.todo and not self.broken:
            self.do(self.todo.pop(0))

    def do(self, effect: Effect) -> None:
        match effect:
            case KeepDraft(draft=draft):
                self.disk.draft = draft
            case JudgeSeal(seal=seal):
                self.take(SealJudged(seal, seal in [one.new_seal for one in self.disk.collections]))
            case AppendCollection(collection=collection):
                self.take(self.disk.append(collection), self.disk.seen)
            case AbandonCollection(abandoned=abandoned):
                if self.disk.draft is not None and self.disk.draft.collection == abandoned.collection:
                    self.disk.abandoned.append(abandoned.collection)
                    self.disk.draft = None

    @rule(written=st.booleans())
    def store_breaks(self, written: bool) -> None:
        """Questions go unanswered; a collection may be on the disk all the same; drafts are owed."""
        collections = [e.collection for e in self.todo if isinstance(e, AppendCollection)]
        for effect in [e for e in self.todo if isinstance(e, KeepDraft)]:
            self.do(effect)
        if written and collections:
            self.disk.append(collections[0])
        self.todo = [e for e in self.todo if isinstance(e, AbandonCollection)]
        self.broken = True
        self.take(StoreBroken(FULL))

    @rule()
    def store_heals(self) -> None:
        if self.broken:
            self.broken = False
            owed, self.todo = [e for e in self.todo if not isinstance(e, JudgeSeal | AppendCollection)], []
            for effect in owed:
                self.do(effect)
            self.take(self.disk.seen, self.collections, StoreHealed())

    @rule()
    def power_is_cut(self) -> None:
        self.start()

    # --- people ---

    @rule(net_g=st.integers(200, 9000), back=st.booleans())
    def somebody_drops_off(self, net_g: int, back: bool) -> None:
        """Also while a collection is begun and nobody of the staff is here; sometimes it is corrected later."""
        if isinstance(self.state.phase, at.Attract) and not self.broken:
            self.disk.drop_offs += [net_g, -net_g] if back else [net_g]
            self.take(self.disk.seen)

    @rule(badge=st.sampled_from(BADGES))
    def staff_comes(self, badge: str) -> None:
        self.take(BadgeSeen(badge, StaffRole.OPERATOR), PinJudged(badge, False, 5, 0), on.PinEntered("271828"))
        self.take(PinJudged(badge, True, 5, 0), on.StartCollection(), on.ChooseContainer(BIN.id))

    @rule(badge=st.sampled_from(BADGES))
    def shows_a_badge(self, badge: str) -> None:
        self.take(BadgeSeen(badge, StaffRole.OPERATOR))

    @rule(touch=st.sampled_from(TOUCHES))
    def touches(self, touch: on.Touch) -> None:
        self.take(touch)

    @rule(seal=st.sampled_from(["LZ-0001", "LZ-0002", "LZ-0003"]))
    def scans_a_seal(self, seal: str) -> None:
        self.take(SealSeen(seal))

    @rule(milliseconds=st.sampled_from([0, 6_000, 60_000, 180_000]))
    def time_passes(self, milliseconds: int) -> None:
        self.now_ms += milliseconds
        self.take(on.Tick())
        deadline = next_deadline_ms(self.state)
        assert deadline is None or deadline > self.now_ms

    @rule()
    def goes_on(self) -> None:
        """The usual next answer."""
        phase = self.state.phase
        if not isinstance(phase, Collect):
            return
        usual: dict[CollectStep, tuple[on.Input, ...]] = {
            CollectStep.LIST: (on.ChooseContainer(BIN.id),),
            CollectStep.RESUME: (on.GoOn(),),
            CollectStep.SEAL: (on.SealMissing(),),
            CollectStep.INTACT: (on.SealFound(intact=True),),
            CollectStep.WEIGH: (ScaleView(ScaleStatus.EMPTY, 0), on.AllWeighed()),
            CollectStep.COMPARE: (on.Explain(None), on.Explain(DifferenceReason.SCALE)),
            CollectStep.DESTINATION: (on.SendTo(None),),
            CollectStep.NEW_SEAL: (on.MakeSeal(),),
            CollectStep.SIGN: (on.Sign(),),
        }
        self.take(*usual.get(phase.step, ()))
        self.ledger_works()

    # --- the scale ---

    @rule(net_g=st.integers(200, 20_000), again=st.booleans())
    def a_bag_is_weighed(self, net_g: int, again: bool) -> None:
        """Its pictures come several times. Pushed about it is weighed again, unless the scale was asked for zero."""
        self.take(ScaleView(ScaleStatus.EMPTY, 0), ScaleView(ScaleStatus.MOVING, 10))
        load, self.must_clear = len(self.weighed), False
        for _ in range(1 + again):
            if not self.must_clear:
                weight = settled(net_g)
                self.weighed[weight.weighing] = (load, net_g)
                view = ScaleView(ScaleStatus.SETTLED, net_g, weight)
                self.take(view, *[view] * again)
        self.take(ScaleView(ScaleStatus.CLEAR_FIRST, net_g), ScaleView(ScaleStatus.EMPTY, 0))

    @rule(
        bags_g=st.lists(st.integers(200, 20_000), max_size=3),
        answers=st.integers(2, 12),
        cut=st.sampled_from(["nothing", "nothing", "power", "lock", "store", "given up"]),
        badge=st.sampled_from(BADGES),
    )
    def somebody_works(self, bags_g: list[int], answers: int, cut: str, badge: str) -> None:
        """So many answers in a row, and what then ends it. Random walks alone seldom get far."""
        self.store_heals()
        self.take(on.Finish(), on.Lock())
        self.staff_comes(badge)
        for _ in range(answers):
            if isinstance(self.state.phase, Collect) and self.state.phase.step is CollectStep.WEIGH:
                for net_g in bags_g:
                    self.a_bag_is_weighed(net_g, again=net_g % 2 == 0)
                bags_g = []
            self.goes_on()
        match cut:
            case "power":
                self.power_is_cut()
            case "lock":
                self.take(on.Lock())
            case "store":
                self.store_breaks(written=True)
            case "given up":
                self.take(on.Lock())
                self.staff_comes(badge)
                self.take(on.GiveUp(), on.Abandon(AbandonReason.WEATHER))
                self.ledger_works()

    @rule(view=st.sampled_from((*VIEWS, FAULT)))
    def scale_says(self, view: ScaleView) -> None:
        self.take(view)

    # --- what must hold ---

    @invariant()
    def bags_count_once(self) -> None:
        """In all collections together, and in the one under way."""
        draft = self.state.collections.draft
        under_way = [] if draft is None or self.is_done(draft.collection) else [*draft.bags]
        bags = [bag for one in self.disk.collections for bag in one.bags] + under_way
        assert len({self.weighed[bag.weighing][0] for bag in bags}) == len(bags)
        assert all(self.weighed[bag.weighing][1] == bag.net_g for bag in bags)

    def is_done(self, collection: str) -> bool:
        return collection in [one.collection for one in self.disk.collections]

    @invariant()
    def periods_follow_each_other_and_seals_are_new(self) -> None:
        done = self.disk.collections
        assert [one.period for one in done] == list(range(1, len(done) + 1))
        assert len({one.new_seal for one in done}) == len(done)
        for before, after in itertools.pairwise(done):
            assert after.old_seal.expected == before.new_seal

    @invariant()
    def what_is_given_up_is_not_done(self) -> None:
        assert not set(self.disk.abandoned) & {one.collection for one in self.disk.collections}
        assert len(set(self.disk.abandoned)) == len(self.disk.abandoned)

    @invariant()
    def what_is_answered_is_on_the_disk_or_on_its_way(self) -> None:
        draft = self.state.collections.draft
        on_its_way = [e.draft for e in self.todo if isinstance(e, KeepDraft)]
        assert draft is None or draft in [self.disk.draft, *on_its_way] or self.is_done(draft.collection)

    @invariant()
    def no_dead_ends(self) -> None:
        patient = isinstance(self.state.phase, at.Attract | at.OutOfService)
        assert patient or next_deadline_ms(self.state) is not None

    @invariant()
    def durable_before_it_is_shown(self) -> None:
        phase = self.state.phase
        if isinstance(phase, Collect) and phase.step is CollectStep.MANIFEST:
            assert phase.manifest is not None
            assert self.is_done(phase.manifest.collection.collection)


Emptying.TestCase.settings = settings(max_examples=examples(25), stateful_step_count=50)
TestEmptying = Emptying.TestCase
