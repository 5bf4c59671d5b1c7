"""Any order of anything: what the conversation promises must hold after every step."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.assets import METHODOLOGY
from kiosk.core.acts import Guest
from kiosk.core.condition import ServiceSeen
from kiosk.core.errors import DeviceFault, DeviceFaultKind, RefusalReason, StoreFault, StoreFaultKind
from kiosk.core.events import (
    BadgeSeen,
    CameraView,
    CommitFailed,
    Committed,
    Interrupted,
    PassRefused,
    PinJudged,
    Receipt,
    ResidentSeen,
    ScaleChecked,
    ScaleStatus,
    ScaleView,
    SettledWeight,
    StaffChanged,
    StaffRole,
    StoreBroken,
    StoreHealed,
)
from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.methodology import load_rulebook
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.console_states import Console, ConsolePage
from kiosk.session.context import Context
from kiosk.session.effects import (
    Append,
    AppendCheck,
    CheckPin,
    Effect,
    KeepCredited,
    LookUpBadge,
    RecordConsent,
    RecordService,
    ReportDevice,
    RequireZero,
)
from kiosk.session.machine import STILL_THERE_MS, next_deadline_ms, step
from kiosk.session.reading_states import ReadingPage
from kiosk.session.visit import waiting
from tests.depth import examples
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
    on.StartScaleCheck(),
    on.Agree(),
    on.Decline(),
    *(on.Read(page) for page in ReadingPage),
    on.PinEntered("271828"),
    on.Lock(),
    on.OpenConsole(),
    on.TurnTo(ConsolePage.SERVICE),
    on.SetService(out=True),
    on.SetService(out=False),
    on.PreferLanguage("en"),
    on.SetBrightness(60),
    on.ExportTouched(),
)
TODAY = date(2026, 11, 22)
PLATFORM = ScalePlate(interval_g=10, max_g=30_000, min_g=200, certificate_until=TODAY)
CONTAINER = replace(PLATFORM, mode=ScaleMode.CONTAINER)
FAULT = DeviceFault("scale", DeviceFaultKind.SILENT, "look at the cable")
FULL = StoreFault(StoreFaultKind.FULL, "free space")
EMPTY = ScaleView(ScaleStatus.EMPTY, 0)
VIEWS = tuple(ScaleView(status, 0) for status in ScaleStatus if status not in {ScaleStatus.SETTLED, ScaleStatus.FAULT})


class Conversation(RuleBasedStateMachine):
    """Drives the machine with whatever hypothesis thinks of; the ledger answers honestly, late, or never."""

    plate = PLATFORM

    def __init__(self) -> None:
        super().__init__()
        self.state = at.SessionState()
        self.now_ms = 0
        self.today = TODAY
        self.count = 0
        self.appended: list[Append] = []
        self.receipts: list[Receipt] = []
        self.waiting: list[Append] = []
        self.checked: list[str] = []
        self.unanswered: list[AppendCheck] = []
        self.at_zero = False
        self.from_zero: set[str] = set()
        self.told: DeviceFaultKind | None = None
        self.agreed = {"r-li"}
        self.questions: list[LookUpBadge | CheckPin] = []
        self.staff_known = False
        self.services: list[RecordService] = []

    def take(self, event: on.Input) -> tuple[Effect, ...]:
        self.count += 1
        context = Context(
            self.now_ms,
            self.today,
            RULES,
            self.plate,
            f"{self.count:032x}",
            "2345678923456789",
            self.staff_known,
        )
        before = self.state
        if isinstance(event, ScaleView):
            self.watch(event)
        self.state, effects = step(before, event, context)
        for effect in effects:
            match effect:
                case Append():
                    self.appends(effect, before)
                case AppendCheck():
                    self.checks(effect, before)
                case RecordConsent(resident=resident):
                    assert isinstance(event, on.Agree)
                    assert isinstance(before.phase, at.PrivacyNotice)
                    self.agreed.add(resident)
                case RecordService(badge=badge):
                    assert isinstance(before.phase, Console)
                    assert before.phase.badge == badge
                    self.services.append(effect)
                case LookUpBadge() | CheckPin():
                    self.questions.append(effect)
                case ReportDevice(fault=fault):
                    assert fault is not self.told
                    self.told = fault
        self.enters(before, event)
        self.reads(before, event)
        self.gives_time(before, event)
        return effects

    def enters(self, before: at.SessionState, event: on.Input) -> None:
        """What may lead to the phases that not everybody may see."""
        entered = self.state.phase
        if type(entered) is type(before.phase):
            return
        if isinstance(entered, Console):
            assert isinstance(before.phase, at.StaffMenu)
            assert entered.badge == before.phase.badge
        if isinstance(entered, at.OutOfService) and entered.fault is None:
            assert self.state.service.out
        if isinstance(entered, at.StaffMenu) and not isinstance(before.phase, at.CheckScale | Console):
            assert isinstance(event, PinJudged)
            assert event.right
            assert isinstance(before.phase, at.EnterPin)
            assert before.phase.badge == event.badge
        if isinstance(entered, at.CheckScale):
            assert isinstance(before.phase, at.StaffMenu) or not self.staff_known
        if isinstance(entered, at.Credited) and not isinstance(waiting(before.phase), at.Credited):
            assert isinstance(event, Committed)
            assert isinstance(before.phase, at.Saving)
            assert entered.hold is before.phase.hold

    def reads(self, before: at.SessionState, event: on.Input) -> None:
        """Reading only interrupts: what waits behind it is what was there, and nothing happens meanwhile."""
        entered = self.state.phase
        if isinstance(entered, at.Reading) and not isinstance(before.phase, at.Reading | at.StillThere):
            assert isinstance(event, on.Read)
            assert type(entered.resume) is type(before.phase)
        if isinstance(before.phase, at.Reading) and isinstance(event, on.Read | on.Back | on.StillHere):
            assert getattr(waiting(entered), "visit", None) == getattr(before.phase.resume, "visit", None)

    def gives_time(self, before: at.SessionState, event: on.Input) -> None:
        """No time takes anything away from a resident without having asked, and without time to answer."""
        after = self.state.phase
        if isinstance(event, on.Tick) and isinstance(before.phase, at.Resumable):
            assert type(after) is type(before.phase) or (isinstance(after, at.StillThere | at.OutOfService))
        if isinstance(after, at.StillThere) and not isinstance(before.phase, at.StillThere):
            assert after.deadline_ms - self.now_ms >= STILL_THERE_MS
        if isinstance(before.phase, at.StillThere) and isinstance(event, on.StillHere):
            assert type(after) is type(before.phase.resume) or isinstance(
                waiting(before.phase), at.Weigh | at.ScaleTrouble | at.Confirm
            )

    def watch(self, view: ScaleView) -> None:
        """Remember what stood at zero first: what the conversation may take for a test weight."""
        if view.fault is not None:
            self.at_zero, self.from_zero = False, set()
        elif view.status is ScaleStatus.EMPTY:
            self.at_zero = True
        elif view.settled is not None:
            self.from_zero |= {view.settled.weighing} if self.at_zero else set()
            self.at_zero = False

    def appends(self, effect: Append, before: at.SessionState) -> None:
        act = effect.drop_off
        assert isinstance(before.phase, at.Confirm)
        assert isinstance(self.state.phase, at.Saving)
        assert self.state.phase.hold is act.hold
        assert isinstance(act.who, Guest) or act.who.resident in self.agreed
        assert before.phase.hold in {None, act.hold}
        assert (act.hold is None) == (self.today <= TODAY and before.last_check.passed and before.phase.hold is None)
        if self.plate.mode is ScaleMode.CONTAINER:
            assert before.scale.settled == act.weight
        self.appended.append(effect)
        self.waiting.append(effect)

    def checks(self, effect: AppendCheck, before: at.SessionState) -> None:
        assert isinstance(before.phase, at.CheckScale)
        measured = before.phase.measured
        assert measured is not None
        assert measured.weighing in self.from_zero
        assert self.state.scale.status not in {ScaleStatus.MOVING, ScaleStatus.SETTLED, ScaleStatus.STARTING}
        assert effect.check.measured_g == measured.net_g
        assert effect.check.return_g in {self.state.scale.weight_g, before.phase.lighter_g}
        assert effect.check.return_g <= effect.check.test_weight_g // 10
        self.checked.append(measured.weighing)
        self.unanswered.append(effect)

    @invariant()
    def out_of_service_nobody_new_is_served(self) -> None:
        if self.state.service.out:
            assert not isinstance(self.state.phase, at.Attract | at.Identify | at.ChooseMaterial)

    @rule(touch=st.sampled_from(TOUCHES))
    def touches(self, touch: on.Touch) -> None:
        self.take(touch)

    @rule(view=st.sampled_from(VIEWS))
    def scale_says(self, view: ScaleView) -> None:
        self.take(view)

    @rule(net_g=st.integers(0, 40_000), again=st.booleans())
    def something_settles(self, net_g: int, again: bool) -> None:
        weight = self.state.scale.settled if again and self.state.scale.settled else self.weighing(net_g)
        self.take(ScaleView(ScaleStatus.SETTLED, weight.net_g, weight))

    def weighing(self, net_g: int) -> SettledWeight:
        return settled(net_g)

    # Random walks seldom get far; these rules take the usual way to where the promises are made.

    @rule(net_g=st.integers(200, 20_000))
    def somebody_weighs_a_bag(self, net_g: int) -> None:
        weight = self.weighing(net_g)
        view = ScaleView(ScaleStatus.SETTLED, net_g, weight)
        for event in (ResidentSeen("r-li", "00" * 16), on.Another(), EMPTY, on.Choose("clothing"), view):
            self.take(event)

    @rule(again=st.booleans())
    def it_is_confirmed_and_kept(self, again: bool) -> None:
        self.take(on.ConfirmTouched())
        self.ledger_answers(True)
        if again:
            self.take(on.Another())
            self.take(on.Choose("books"))
            self.take(self.state.scale)

    @rule(net_g=st.integers(9000, 11_000), between=st.sampled_from([*VIEWS, None]))
    def the_scale_is_checked(self, net_g: int, between: ScaleView | None) -> None:
        for touch in (on.Cancel(), on.Finish(), on.StartScaleCheck()):
            self.take(touch)
        weight = ScaleView(ScaleStatus.SETTLED, net_g, self.weighing(net_g))
        fault = ScaleView(ScaleStatus.FAULT, None, fault=FAULT)
        for view in (
            EMPTY,
            weight,
            weight if between is None else between,
            *([fault] if between is None else []),
            EMPTY,
        ):
            self.take(view)

    @rule()
    def a_test_weight_is_taken_for_a_bag(self) -> None:
        if not isinstance(self.state.phase, at.CheckScale) or self.state.phase.measured is None:
            return
        weight = self.state.phase.measured
        for event in (ScaleView(ScaleStatus.MOVING, 0), on.Cancel(), self.pass_of("r-wang"), on.Agree()):
            self.take(event)
        self.take(on.Choose("clothing"))
        self.take(ScaleView(ScaleStatus.SETTLED, weight.net_g, weight))
        phase = self.state.phase
        assert not isinstance(phase, at.Confirm) or phase.weight.weighing != weight.weighing

    @rule(passed=st.booleans())
    def a_check_is_known(self, passed: bool) -> None:
        if self.unanswered:
            passed = self.unanswered.pop(0).check.passed
        self.take(ScaleChecked(self.today, passed))

    @rule(page=st.sampled_from(ReadingPage), view=st.sampled_from([*VIEWS, None]))
    def somebody_reads(self, page: ReadingPage, view: ScaleView | None) -> None:
        self.take(on.Read(page))
        if view is not None:
            self.take(view)
        if isinstance(self.state.phase, at.Reading):
            waits = self.state.phase.resume
            self.take(on.Back())
            assert type(self.state.phase) is type(waits) or isinstance(waits, at.Weigh | at.ScaleTrouble)

    @rule(days=st.sampled_from([-1, 1]))
    def the_calendar_jumps(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def scale_fails(self) -> None:
        self.take(ScaleView(ScaleStatus.FAULT, None, fault=FAULT))

    @rule(who=st.sampled_from(["r-li", "r-wang"]))
    def shows_a_pass(self, who: str) -> None:
        self.take(self.pass_of(who))

    def pass_of(self, who: str) -> ResidentSeen:
        return ResidentSeen(who, "00" * 16, agreed=who in self.agreed)

    @rule(who=st.sampled_from(["r-wang", "r-zhao"]), answer=st.sampled_from([on.Agree(), on.Decline(), None]))
    def shows_a_pass_for_the_first_time(self, who: str, answer: on.Touch | None) -> None:
        self.take(self.pass_of(who))
        if answer is not None:
            self.take(answer)

    @rule(badge=st.sampled_from(["aa", "bb"]), known=st.booleans())
    def shows_a_badge(self, badge: str, known: bool) -> None:
        self.staff_known = known
        self.take(BadgeSeen(badge, StaffRole.OPERATOR))

    @rule(right=st.booleans(), wait_ms=st.sampled_from([0, 0, 30_000, 3_600_000]))
    def the_guard_answers(self, right: bool, wait_ms: int) -> None:
        if self.questions:
            asked = self.questions.pop(0)
            right = right and isinstance(asked, CheckPin)
            self.take(PinJudged(asked.badge, right, 3, 0 if right else wait_ms))

    @rule(right=st.booleans())
    def the_staff_comes(self, right: bool) -> None:
        for event in (on.Cancel(), on.Finish(), BadgeSeen("aa", StaffRole.SUPERVISOR), on.PinEntered("271828")):
            self.take(event)
        while self.questions:
            self.the_guard_answers(right, 0)

    @rule()
    def the_staff_open_the_console(self) -> None:
        self.the_staff_comes(True)
        self.take(on.OpenConsole())

    @rule(badge=st.sampled_from(["aa", "bb"]), role=st.sampled_from(StaffRole))
    def the_roster_changes(self, badge: str, role: StaffRole) -> None:
        self.take(StaffChanged(frozenset({(badge, role)})))
        phase = self.state.phase
        if isinstance(phase, Console | at.StaffMenu | at.EnterPin):
            assert (phase.badge, phase.role) == (badge, role)

    @rule()
    def the_service_is_durable(self) -> None:
        if self.services:
            self.take(ServiceSeen(self.services.pop(0).out))

    @rule(word=st.sampled_from(["ready", "missing"]))
    def the_camera_says(self, word: str) -> None:
        self.take(CameraView(word))

    @rule(reason=st.sampled_from(RefusalReason), pass_id=st.sampled_from([None, "00" * 16, "r-wang"]))
    def shows_rubbish(self, reason: RefusalReason, pass_id: str | None) -> None:
        self.take(PassRefused(reason, pass_id))

    @rule(milliseconds=st.sampled_from([0, 500, 6_000, 20_000, 60_000, 3_600_000]))
    def time_passes(self, milliseconds: int) -> None:
        self.now_ms += milliseconds
        self.take(on.Tick())
        deadline = next_deadline_ms(self.state)
        assert deadline is None or deadline > self.now_ms  # a timer that is due again at once never rests

    @rule(kept=st.booleans())
    def ledger_answers(self, kept: bool) -> None:
        if not self.waiting:
            return
        act = self.waiting.pop(0).drop_off
        if not kept:
            if self.plate.mode is ScaleMode.CONTAINER:  # the bag lies inside: the same weighing may be confirmed again
                self.appended = [a for a in self.appended if a.drop_off != act]
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
    def one_weighing_is_used_at_most_once(self) -> None:
        weighings = [a.drop_off.weight.weighing for a in self.appended] + self.checked
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

    @invariant()
    def a_lasting_fault_is_told(self) -> None:
        assert self.state.reported is self.told
        since = self.state.unlike_report_ms
        assert since is None or since <= self.now_ms


class InContainer(Conversation):
    """The same over a container on the scale; every weighing starts from a reading of its own."""

    plate = CONTAINER

    def weighing(self, net_g: int) -> SettledWeight:
        return in_container(net_g, 1000 * self.count)


def in_container(net_g: int, before_g: int) -> SettledWeight:
    """A weighing of ``net_g`` grams that fell into a container of ``before_g``."""
    weight = settled(net_g)
    evidence = replace(weight.evidence, mode=ScaleMode.CONTAINER, zero_g=before_g)
    return replace(weight, gross_g=before_g + net_g, tare_g=before_g, evidence=evidence)


class BusyContainer(RuleBasedStateMachine):
    """People throw things in at any moment, and the scale's pictures arrive late: nothing is credited twice."""

    def __init__(self) -> None:
        super().__init__()
        self.state = at.SessionState()
        self.count = 0
        self.total_g = self.reference_g = self.credited_total_g = 0
        self.on_the_way: list[ScaleView] = [EMPTY]
        self.waiting: list[Append] = []
        self.credited_g = 0

    def take(self, event: on.Input) -> None:
        self.count += 1
        context = Context(self.count, TODAY, RULES, CONTAINER, f"{self.count:032x}", "2345678923456789")
        self.state, effects = step(self.state, event, context)
        for effect in effects:
            match effect:
                case RequireZero():
                    self.reference_g = self.total_g
                    self.on_the_way += [ScaleView(ScaleStatus.MOVING, None), EMPTY]
                case Append():
                    self.waiting.append(effect)
                    self.credited_g += effect.drop_off.weight.net_g
                    self.credited_total_g = effect.drop_off.weight.gross_g
                case KeepCredited():
                    self.reference_g = self.credited_total_g
                    if self.total_g == self.reference_g:
                        self.on_the_way.append(EMPTY)
                    else:
                        self.settles()

    @rule(net_g=st.integers(200, 5000), settles=st.booleans())
    def something_falls_in(self, net_g: int, settles: bool) -> None:
        self.total_g += net_g
        self.on_the_way.append(ScaleView(ScaleStatus.MOVING, net_g))
        if settles:
            self.settles()

    def settles(self) -> None:
        weight = in_container(self.total_g - self.reference_g, self.reference_g)
        self.on_the_way.append(ScaleView(ScaleStatus.SETTLED, weight.net_g, weight))

    @rule(net_g=st.integers(200, 5000))
    def somebody_weighs_a_bag(self, net_g: int) -> None:
        self.take(ResidentSeen("r-li", "00" * 16))
        self.take(on.Another())
        self.pictures_arrive(len(self.on_the_way))
        self.take(on.Choose("clothing"))
        self.something_falls_in(net_g, settles=True)
        self.pictures_arrive(len(self.on_the_way))

    @rule()
    def it_is_confirmed_and_kept(self) -> None:
        self.take(on.ConfirmTouched())
        self.ledger_answers()

    @rule(count=st.integers(1, 3))
    def pictures_arrive(self, count: int) -> None:
        for view in self.on_the_way[:count]:
            self.take(view)
        del self.on_the_way[:count]

    @rule(touch=st.sampled_from([*TOUCHES, on.Choose("clothing"), on.ConfirmTouched(), on.ConfirmTouched()]))
    def touches(self, touch: on.Touch) -> None:
        self.take(touch)

    @rule(who=st.sampled_from(["r-li", "r-wang"]))
    def shows_a_pass(self, who: str) -> None:
        self.take(ResidentSeen(who, "00" * 16))

    @rule()
    def ledger_answers(self) -> None:
        if self.waiting:
            act = self.waiting.pop(0).drop_off
            self.take(Committed(Receipt(act.session, act.line, 1, act.material, act.weight.net_g, 0, 0)))

    @invariant()
    def no_more_is_credited_than_has_fallen_in(self) -> None:
        assert self.credited_g <= self.total_g


Conversation.TestCase.settings = settings(max_examples=examples(60), stateful_step_count=40)
InContainer.TestCase.settings = settings(max_examples=examples(40), stateful_step_count=40)
BusyContainer.TestCase.settings = settings(max_examples=examples(60), stateful_step_count=40)
TestConversation = Conversation.TestCase
TestInContainer = InContainer.TestCase
TestBusyContainer = BusyContainer.TestCase
