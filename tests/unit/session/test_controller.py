"""The controller with a real ledger behind it: effects are carried out, and the answers come back as inputs."""

import json
import queue
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.core.acts import HoldReason
from kiosk.core.clock import ManualClock, local_day
from kiosk.core.events import Committed, ScaleChecked, ScaleStatus, ScaleView, SettledWeight
from kiosk.core.plate import ScaleMode, ScalePlate
from kiosk.ledger import Ledger, LedgerWorker, Recorder
from kiosk.methodology import Rulebook
from kiosk.printer import NoPrinter
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.controller import Controller
from kiosk.session.report import LASTS_MS
from kiosk.session.states import CheckStep
from tests.fakes.acts import settled
from tests.unit.session.conversation import EMPTY, FAULT, LI, PLATE, thrown_in

PATIENCE_S = 20.0


class QuietScale:
    """A scale that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def require_zero(self) -> None:
        self.asked.append("zero")

    def credited(self, weighing: str) -> None:
        self.asked.append(weighing)


class QuietCourier:
    """A courier that counts its calls."""

    def __init__(self) -> None:
        self.nudges = 0

    def nudge(self) -> None:
        self.nudges += 1


class QuietGuard:
    """A guard that notes what it was asked; ``staff_known`` is set by the test."""

    def __init__(self) -> None:
        self.staff_known = False
        self.asked: list[tuple[str, ...]] = []

    def look_up(self, badge: str) -> None:
        self.asked.append((badge,))

    def check(self, badge: str, pin: str) -> None:
        self.asked.append((badge, pin))


class House:
    """A controller, its ledger and the inbox between them."""

    def __init__(self, ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
        self.ledger = ledger
        self.clock = clock
        self.inbox: queue.SimpleQueue[on.Input] = queue.SimpleQueue()
        self.worker = LedgerWorker(self._on_bug)
        self.recorder = Recorder(ledger, self.worker, self.inbox.put)  # type: ignore[arg-type]
        self.rules = rules
        self.scale = QuietScale()
        self.courier = QuietCourier()
        self.guard = QuietGuard()
        self.seen: list[at.SessionState] = []
        self.begin()
        self.worker.start()

    def begin(self, plate: ScalePlate = PLATE) -> None:
        """A new conversation at this house."""
        parts = (self.recorder, self.scale, self.courier, self.guard, NoPrinter(), self.seen.append)
        self.controller = Controller(self.rules, self.clock, *parts, plate)

    def take(self, *events: on.Input) -> "House":
        for event in events:
            self.controller.dispatch(event)
        return self

    def settle(self, weight: SettledWeight) -> "House":
        return self.take(ScaleView(ScaleStatus.SETTLED, weight.net_g, weight))

    def wait_for(self, kind: type) -> "House":
        """Let the ledger's next answer be taken; it must be a ``kind``."""
        answer = self.inbox.get(timeout=PATIENCE_S)
        assert isinstance(answer, kind)
        return self.take(answer)

    def journal(self, kind: str) -> list[dict[str, object]]:
        """The bodies of all entries of ``kind``, once everything that was asked for is written."""
        self.worker.stop()
        entries = [json.loads(stored.entry) for stored in self.ledger.all_entries()]
        return [entry["body"] for entry in entries if entry["kind"] == kind]

    def _on_bug(self, bug: BaseException) -> None:
        raise bug


@pytest.fixture
def house(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> Iterator[House]:
    house = House(ledger, clock, rules)
    yield house
    house.worker.stop()


def test_a_scale_check_reaches_the_journal_before_its_result_is_shown(house: House) -> None:
    house.take(EMPTY, on.StartScaleCheck()).settle(settled(10_000)).take(EMPTY)
    assert isinstance(house.controller.state.phase, at.CheckScale)
    assert house.controller.state.phase.step is CheckStep.SAVING
    house.wait_for(ScaleChecked)
    assert house.controller.state.phase.step is CheckStep.PASSED
    assert house.controller.state.last_check == ScaleChecked(local_day(house.clock.now()))
    assert house.controller.state.care == ()
    assert house.courier.nudges == 1
    assert [body["passed"] for body in house.journal("scale_check")] == [True]


def test_a_lasting_fault_and_its_end_reach_the_journal(house: House) -> None:
    house.take(FAULT)
    house.clock.advance(LASTS_MS)
    assert house.controller.next_deadline_ms() == house.clock.monotonic_ms()
    house.take(on.Tick(), EMPTY)
    house.clock.advance(LASTS_MS)
    house.take(on.Tick())
    states = house.journal("device_state")
    assert states == [{"device": "scale", "state": "unplugged"}, {"device": "scale", "state": "well"}]


def test_a_container_is_told_what_was_paid_for_when_it_is_durable(house: House) -> None:
    house.begin(replace(PLATE, mode=ScaleMode.CONTAINER))
    weight = thrown_in(3000, 40_000)
    house.take(EMPTY, LI, on.Choose("clothing")).settle(weight).take(on.ConfirmTouched())
    assert house.scale.asked == []
    house.wait_for(Committed)
    assert house.controller.state.screen == "credited"
    assert house.scale.asked == [weight.weighing]


def test_a_clock_that_was_set_back_revives_no_certificate(house: House) -> None:
    """Before the software was built nothing can have happened, whatever the clock says."""
    house.clock.wall = datetime(2026, 10, 1, tzinfo=UTC)
    house.begin(replace(PLATE, certificate_until=date(2026, 10, 30)))
    house.take(EMPTY, LI, on.Choose("clothing")).settle(settled()).take(on.ConfirmTouched())
    assert isinstance(house.controller.state.phase, at.Saving)
    assert house.controller.state.phase.hold is HoldReason.CERTIFICATE_EXPIRED
