"""Days of visits without a screen: what the process holds on to must not grow with what it has done."""

import gc
import logging
import queue
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.events import Committed, ResidentSeen, ScaleStatus, ScaleView
from kiosk.core.ids import new_id
from kiosk.ledger import Ledger, LedgerWorker, Recorder, verify
from kiosk.ledger.retention import shrink
from kiosk.methodology import Rulebook
from kiosk.session import inputs as on
from kiosk.session.controller import Controller
from kiosk.session.states import SessionState
from tests.crash.acknowledge import acknowledge_next
from tests.fakes.acts import settled
from tests.unit.session.conversation import EMPTY, PLATE

pytestmark = pytest.mark.long

PATIENCE_S = 30.0
BETWEEN_VISITS_MS = 6 * 60_000
NIGHTLY = 7_200
"""Ten times 72 hours."""
QUICK = 45
SAMPLES = 9
TURN = 5
"""So many visits between two acknowledgements and two steps of retention."""
KEEP = timedelta(hours=2)
RESIDENTS = 10


class Quiet:
    """A scale, a courier and a guard that are asked for nothing and forget it."""

    staff_known = False

    def require_zero(self) -> None:
        """Of the scale."""

    def credited(self, weighing: str) -> None:
        """Of the scale."""

    def nudge(self) -> None:
        """Of the courier."""

    def look_up(self, badge: str) -> None:
        """Of the guard."""

    def check(self, badge: str, pin: str) -> None:
        """Of the guard."""


class Counting(logging.Handler):
    """How many characters the log has come to."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.characters = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.characters += len(record.getMessage())


@dataclass(frozen=True)
class Held:
    """What the process holds: bytes of memory, open files, bytes of the WAL; and characters logged so far."""

    memory: int
    files: int
    wal: int
    log: int


class Days:
    """One visit after the other, through the real conversation into the real ledger."""

    def __init__(self, ledger: Ledger, clock: ManualClock, rules: Rulebook) -> None:
        self._ledger = ledger
        self._clock = clock
        self._inbox: queue.SimpleQueue[on.Input] = queue.SimpleQueue()
        self._bugs: list[BaseException] = []
        self.worker = LedgerWorker(self._bugs.append)
        recorder = Recorder(ledger, self.worker, self._inbox.put)  # type: ignore[arg-type]
        quiet = Quiet()
        self._controller = Controller(rules, clock, recorder, quiet, quiet, quiet, quiet, self._see, PLATE)
        self._log = Counting()
        self.screen = ""
        logging.getLogger("kiosk").addHandler(self._log)
        self.worker.start()

    def close(self) -> None:
        self.worker.stop()
        logging.getLogger("kiosk").removeHandler(self._log)
        assert self._bugs == []

    def _see(self, state: SessionState) -> None:
        self.screen = state.screen

    def _take(self, *events: on.Input) -> None:
        for event in events:
            self._controller.dispatch(event)

    def visit(self, number: int) -> None:
        """A visit of one bag, with what goes on beside it."""
        self._clock.advance(BETWEEN_VISITS_MS)
        who = ResidentSeen(f"r-{number % RESIDENTS}", new_id(), agreed=number >= RESIDENTS)
        self._take(EMPTY, *(who, on.Agree()) if number % 3 else (on.Start(), on.GoAsGuest()))
        weight = settled(1000 + number % 900)
        self._take(on.Choose("clothing"), ScaleView(ScaleStatus.SETTLED, weight.net_g, weight), on.ConfirmTouched())
        while not isinstance(answer := self._inbox.get(timeout=PATIENCE_S), Committed):
            self._take(answer)
        self._take(answer, on.Finish(), EMPTY, on.Finish())
        assert self.screen == "attract"
        if number % TURN == 0:
            acknowledge_next(self._ledger)
            shrink(self._ledger, self._clock.now(), KEEP)

    def held(self) -> Held:
        gc.collect()
        return Held(
            tracemalloc.get_traced_memory()[0],
            len(list(Path("/proc/self/fd").iterdir())),
            self._ledger.store.path.with_name("ledger.db-wal").stat().st_size,
            self._log.characters,
        )


@pytest.fixture
def days(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> Iterator[Days]:
    tracemalloc.start()
    days = Days(ledger, clock, rules)
    yield days
    days.close()
    tracemalloc.stop()


@pytest.mark.timeout(3600)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="open files are counted in /proc")
def test_nothing_grows_with_the_visits(
    days: Days, ledger: Ledger, request: pytest.FixtureRequest, count_cases: Callable[[str, int], None]
) -> None:
    visits = NIGHTLY if request.config.getoption("--depth", default="quick") == "nightly" else QUICK
    samples = []
    for number in range(visits):
        days.visit(number)
        if (number + 1) % (visits // SAMPLES) == 0:
            samples.append(days.held())
    third = SAMPLES // 3
    first, last = samples[:third], samples[-third:]
    assert max(each.memory for each in last) <= max(each.memory for each in first) * 1.02 + 64 * 1024
    assert max(each.files for each in last) <= max(each.files for each in first)
    assert max(each.wal for each in last) <= 5 * 2**20
    said = [second.log - one.log for one, second in pairwise(samples)]
    assert sum(said[-third:]) <= sum(said[:third]) + 1000
    assert verify(ledger, signatures=False).problems == []
    count_cases("visits of a soak", visits)
