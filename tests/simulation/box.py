"""One kiosk of the town: the product's parts joined as ``kiosk/app.py`` joins them, in one thread and without a screen.

Threads are replaced by queues that the town empties when it likes; everything that a thread would run is real.
"""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from kiosk import __version__
from kiosk.core.clock import local_day
from kiosk.core.errors import LinkFault, LinkFaultKind, StoreFault
from kiosk.core.events import (
    DirectoryAdopted,
    Interrupted,
    LinkStatus,
    Scanned,
    StoreBroken,
    StoreHealed,
)
from kiosk.ledger import Ledger, LedgerWorker, Recorder, open_ledger, verify
from kiosk.methodology import Rulebook
from kiosk.printer import NoPrinter
from kiosk.scan.gate import Gate
from kiosk.scan.seen import SeenPasses
from kiosk.session.controller import Controller
from kiosk.session.inputs import Input, Tick
from kiosk.session.states import Attract, SessionState
from kiosk.staff.guard import PinGuard
from kiosk.sync import Exchange, Pace, enrol, load_directory, load_enrolment
from tests.simulation.central_side import CentralSide
from tests.simulation.clock import Hardware, MachineClock, World
from tests.simulation.disk import Disk
from tests.simulation.network import Line
from tests.simulation.scale import FRAME_MS, VirtualScale

BATCH = 50
_STUCK_TICKS = 200
_LONG_MS = 3_600_000


class HeldWorker(LedgerWorker):
    """The ledger's thread, as a queue: jobs run when the town says so, in order."""

    def __init__(self) -> None:
        super().__init__(_raise)
        self.waiting: deque[Callable[[], None]] = deque()
        self._probe: Callable[[], None] = lambda: None

    def when_idle(self, seconds: float, job: Callable[[], None]) -> None:
        del seconds
        self._probe = job

    def submit(self, job: Callable[[], None]) -> None:
        self.waiting.append(job)

    def run_one(self) -> None:
        """Run the oldest job."""
        self.waiting.popleft()()

    def be_idle(self) -> None:
        """Nothing was asked for a while."""
        self._probe()


class Courier:
    """The sync thread, as moments: what ``SyncWorker`` does in one round, and when the next one is due."""

    def __init__(self, make_exchange: Callable[[], Exchange | None], ledger: Ledger, pace: Pace, post: "Post") -> None:
        self._make_exchange = make_exchange
        self._ledger = ledger
        self._pace = pace
        self._post = post
        self.wants = True
        self.faults: list[LinkFaultKind] = []

    def nudge(self) -> None:
        """Something new is in the journal."""
        self.wants = True

    def run(self) -> LinkFaultKind | None:
        """One exchange."""
        self.wants = False
        try:
            exchange = self._make_exchange()
            if exchange is None:
                return LinkFaultKind.FORBIDDEN
            outcome = exchange.run()
            pending = self._ledger.totals().pending
        except StoreFault:
            self._pace.failed()
            return LinkFaultKind.BROKEN
        kind = outcome.fault.kind if outcome.fault else None
        self._pace.wait_s(outcome.fault.retry_after_s if outcome.fault else None)
        self._post(LinkStatus(online=kind is None, enrolled=True, pending=pending, fault=kind))
        if kind is not None:
            self.faults.append(kind)
        return kind


Post = Callable[[object], None]


@dataclass
class Parts:
    """What runs between a start and a power cut."""

    clock: MachineClock
    ledger: Ledger
    worker: HeldWorker
    recorder: Recorder
    gate: Gate
    guard: PinGuard
    controller: Controller
    courier: Courier
    inbox: deque[object] = field(default_factory=deque)
    broken: bool = False


class Box:
    """A kiosk in its case. ``parts`` is None while it has no power, or while its store cannot be opened."""

    def __init__(
        self,
        name: str,
        shelf: Path,
        world: World,
        central: CentralSide,
        rules: Rulebook,
        scale: VirtualScale,
        chance: random.Random,
    ) -> None:
        self.name = name
        self.world = world
        self.rules = rules
        self.scale = scale
        self.chance = chance
        self.disk = Disk(shelf)
        self.line = Line(central, random.Random(chance.getrandbits(32)))
        self.hardware = Hardware(world)
        self.parts: Parts | None = None
        self.boots = 0
        self.lazy = False
        self.on_state: Callable[[SessionState], None] = lambda _state: None
        self.on_judged: Callable[[str, object], None] = lambda _text, _judged: None
        self._central = central
        self._ids = 0

    # --- power ---

    def boot(self) -> None:
        """Start. Raises ``StoreFault`` when the store cannot be used, as the real one ends then."""
        self.boots += 1
        self.hardware.booted_ms = self.world.ms
        clock = MachineClock(self.hardware, f"{self.name}-boot-{self.boots}")
        ledger = open_ledger(self.disk.folder, clock, create=True, driver=self.disk.driver)
        try:
            self._begin(clock, ledger)
        except BaseException:
            self.parts = None
            ledger.close()
            raise

    def _begin(self, clock: MachineClock, ledger: Ledger) -> None:
        newest = ledger.newest_moment()
        if newest is not None:
            clock.raise_floor(newest)
            ledger.keep_moment(newest)
        ledger.append_boot(__version__)
        ledger.adopt_rules(self.rules)
        inbox: deque[object] = deque()
        worker = HeldWorker()
        recorder = Recorder(ledger, worker, inbox.append)
        gate = Gate(clock, SeenPasses(clock, ledger.seen_passes(), recorder.note_pass), recorder.has_agreed)
        guard = PinGuard(ledger, recorder.submit, clock, inbox.append)
        self.scale.switch_on(clock, inbox.append, self._new_id, ledger.container_total_g())
        courier = self._courier(clock, ledger, recorder, inbox)
        plate = self.scale.plate.plate
        controller = Controller(
            self.rules, clock, recorder, self.scale, courier, guard, NoPrinter(), self._on_change, plate
        )
        self.parts = Parts(clock, ledger, worker, recorder, gate, guard, controller, courier, inbox)
        enrolment = load_enrolment(ledger)
        directory = load_directory(ledger, enrolment) if enrolment else None
        if directory is not None:
            self._adopt(directory)
        recorder.count_day(local_day(clock.now()))
        controller.dispatch(ledger.last_scale_check())
        visit = ledger.interrupted_visit()
        if visit is not None:
            receipts = ledger.receipts(visit.session)
            controller.dispatch(Interrupted(receipts, visit.claim_code if receipts else None))
        report = verify(ledger, signatures=False)
        assert report.sound, f"the start check says: {report.problems[:3]}"
        self.pump()

    def _new_id(self) -> str:
        # The random ids of the product, but for weighings: what was really there is noted by them.
        self._ids += 1
        return f"{self.chance.getrandbits(64):016x}{self._ids:016x}"

    def _courier(self, clock: MachineClock, ledger: Ledger, recorder: Recorder, inbox: deque[object]) -> Courier:
        pace = Pace(BATCH, random.Random(self.chance.getrandbits(32)))
        present: list[Exchange] = []

        def hear_time(moment: datetime) -> None:
            clock.confirm(moment)
            recorder.forget_passes(moment)

        def make() -> Exchange | None:
            enrolment = load_enrolment(ledger)
            if enrolment is not None and not present:
                client = self.line.client(clock)
                present.append(
                    Exchange(
                        ledger, ledger.device, client, enrolment, pace, on_directory=inbox.append, on_time=hear_time
                    )
                )
            return present[0] if present else None

        return Courier(make, ledger, pace, inbox.append)

    def enrol(self) -> bool:
        """Become known to the platform; False when the network did not let it."""
        parts = self.parts
        assert parts is not None
        try:
            enrol(parts.ledger, parts.ledger.device, self.line.client(parts.clock), self._central.invite())
        except (LinkFault, StoreFault):
            return False
        return True

    def cut(self) -> None:
        """Pull the plug between two operations."""
        self.disk.lose_power()
        self.after_cut()

    def after_cut(self) -> None:
        """The disk has kept its copy: forget everything that was in memory."""
        parts, self.parts = self.parts, None
        self.scale.clear()
        if parts is not None:
            parts.ledger.close()

    # --- the GUI thread and its neighbours ---

    def dispatch(self, event: Input) -> None:
        """A touch."""
        if self.parts is not None:
            self.parts.controller.dispatch(event)
            self.pump()

    def scan(self, text: str) -> None:
        """A code is held before the scanner."""
        if self.parts is not None:
            self.parts.inbox.append(Scanned(text, "town"))
            self.pump()

    def pump(self) -> None:
        """Hand out what waits; a lazy ledger thread keeps some of it for later."""
        parts = self.parts
        while parts is not None and parts is self.parts:
            if parts.inbox:
                self._hear(parts, parts.inbox.popleft())
            elif parts.worker.waiting and not (self.lazy and self.chance.random() < 0.5):
                parts.worker.run_one()
            else:
                break

    def drain(self) -> None:
        """Everything that waits is done."""
        self.lazy = False
        self.pump()

    def _hear(self, parts: Parts, event: object) -> None:
        match event:
            case Scanned(text=text):
                judged = parts.gate.judge(text)
                self.on_judged(text, judged)
                if judged is not None:
                    parts.controller.dispatch(judged)
            case DirectoryAdopted():
                self._adopt(event)
            case _:
                if isinstance(event, StoreBroken | StoreHealed):
                    parts.broken = isinstance(event, StoreBroken)
                parts.controller.dispatch(event)  # type: ignore[arg-type]  # the inbox carries nothing else

    def _adopt(self, directory: DirectoryAdopted) -> None:
        assert self.parts is not None
        self.parts.gate.adopt(directory)
        self.parts.guard.adopt(directory.staff)

    def _on_change(self, state: SessionState) -> None:
        self.on_state(state)

    # --- time ---

    def frame(self) -> None:
        """One frame's time passes with somebody at the kiosk."""
        self.world.ms += FRAME_MS
        if self.parts is None:
            return
        self.scale.step()
        self.pump()
        self._tick()

    def _tick(self) -> None:
        parts = self.parts
        if parts is None:
            return
        deadline = parts.controller.next_deadline_ms()
        if deadline is not None and deadline <= parts.clock.monotonic_ms():
            parts.controller.dispatch(Tick())
            self.pump()

    def next_ms(self) -> int | None:
        """The true time at which this kiosk does something by itself."""
        if self.parts is None:
            return None
        deadline = self.parts.controller.next_deadline_ms()
        return None if deadline is None else deadline + self.hardware.booted_ms

    def wake(self) -> None:
        """A moment has come that ``next_ms`` named."""
        self._tick()

    def settle(self) -> None:
        """Nobody touches anything: the store is tried again, and the journal is shipped."""
        parts = self.parts
        if parts is None:
            return
        self.drain()
        if self.chance.random() < 0.3:
            parts.recorder.count_day(local_day(parts.clock.now()))
        parts.worker.be_idle()
        self.pump()

    def ship(self) -> LinkFaultKind | None:
        """One round of the sync thread."""
        parts = self.parts
        if parts is None:
            return LinkFaultKind.UNREACHABLE
        kind = parts.courier.run()
        self.pump()
        return kind

    @property
    def idle(self) -> bool:
        """Nobody is here, and nothing waits."""
        parts = self.parts
        return (
            parts is not None
            and isinstance(parts.controller.state.phase, Attract)
            and not parts.inbox
            and not parts.worker.waiting
            and not parts.broken
        )

    def set_clock(self, error: timedelta) -> None:
        """The wall clock is stepped."""
        self.hardware.error = error


def _raise(bug: BaseException) -> None:
    raise bug
