"""The thread: uploads soon after a commit, survives an outage, and needs no restart to be enrolled."""

import queue
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.core.clock import ManualClock, SystemClock
from kiosk.core.errors import LinkFaultKind
from kiosk.core.events import LinkStatus
from kiosk.ledger import Ledger
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Exchange, MetricsFile, Pace, SyncWorker, load_last_fault
from kiosk.sync.metrics import FILE_NAME
from tests.fakes.acts import drop_off
from tests.fakes.central_server import RunningCentral
from tests.fakes.weather import Proxy, Weather
from tests.unit.sync.conftest import Line


def _until(statuses: "queue.Queue[object]", wanted: Callable[[LinkStatus], bool]) -> LinkStatus:
    while True:
        status = statuses.get(timeout=20)
        assert isinstance(status, LinkStatus)
        if wanted(status):
            return status


def _fail(bug: BaseException) -> None:
    raise bug


def test_it_uploads_when_nudged_and_again_after_an_outage(line: Line, proxy: Proxy, rules: Rulebook) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    worker = SyncWorker(line.exchange, line.ledger, line.pace, statuses.put, idle_s=60, on_bug=_fail)
    worker.start()
    try:
        _until(statuses, lambda s: s.online and s.pending == 0)
        line.ledger.append_drop_off(drop_off(rules))
        worker.nudge()
        _until(statuses, lambda s: s.online and s.pending == 0)
        assert line.ledger.totals().acked_seq == 1
        proxy.default = Weather.REFUSE
        line.ledger.append_drop_off(drop_off(rules))
        worker.nudge()
        status = _until(statuses, lambda s: not s.online)
        assert (status.enrolled, status.pending) == (True, 1)
        proxy.default = Weather.FAIR
        _until(statuses, lambda s: s.online and s.pending == 0)
    finally:
        worker.stop()


def test_whoever_watches_the_machine_finds_its_figures(line: Line, tmp_path: Path) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    metrics = MetricsFile(tmp_path, SystemClock())
    worker = SyncWorker(lambda: None, line.ledger, line.pace, statuses.put, idle_s=60, on_bug=_fail, metrics=metrics)
    worker.start()
    _until(statuses, lambda _s: True)
    _wait_for((tmp_path / FILE_NAME).exists)  # written after it is told
    worker.stop()
    figures = (tmp_path / FILE_NAME).read_text()
    assert "greensprout_pending_entries 0\n" in figures
    assert 'greensprout_link_state{state="not_enrolled"} 1\n' in figures


def test_without_enrolment_it_says_so_and_waits(central: RunningCentral, ledger: Ledger, rules: Rulebook) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    ledger.append_drop_off(drop_off(rules))
    made: list[Exchange | None] = []

    def make() -> Exchange | None:
        made.append(None)
        return None

    worker = SyncWorker(make, ledger, Pace(10, random.Random(1)), statuses.put, idle_s=60, on_bug=_fail)
    worker.start()
    try:
        status = _until(statuses, lambda _s: True)
        assert status == LinkStatus(online=False, enrolled=False, pending=1)
    finally:
        worker.stop()
    assert len(made) == 1


def test_the_platform_that_is_away_at_start_is_no_trap(line: Line, proxy: Proxy, rules: Rulebook) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    proxy.default = Weather.REFUSE
    worker = SyncWorker(line.exchange, line.ledger, line.pace, statuses.put, idle_s=60, on_bug=_fail)
    worker.start()
    try:
        assert _until(statuses, lambda s: not s.online).last_success is None
        proxy.default = Weather.FAIR
        succeeded = _until(statuses, lambda s: s.online and s.progress is None).last_success
        assert succeeded is not None
        proxy.default = Weather.REFUSE
        line.ledger.append_drop_off(drop_off(rules))
        worker.nudge()
        assert _until(statuses, lambda s: not s.online).last_success == succeeded
    finally:
        worker.stop()
    assert line.times


@pytest.fixture
def patient(proxy: Proxy) -> Iterator[Client]:
    """Waits for an answer longer than any test may last."""
    with closing(Client(proxy.url, timeout_s=600)) as client:
        yield client


def test_it_stops_at_once_although_a_call_is_under_way(
    line: Line, proxy: Proxy, rules: Rulebook, patient: Client
) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    line.ledger.append_drop_off(drop_off(rules))
    exchange = replace(line, client=patient).exchange()
    proxy.asked.clear()
    proxy.default = Weather.HALF_OPEN
    worker = SyncWorker(lambda: exchange, line.ledger, line.pace, statuses.put, idle_s=60, on_bug=_fail)
    worker.start()
    _wait_for(lambda: bool(proxy.asked))
    worker.stop()
    _wait_for(lambda: "sync" not in [thread.name for thread in threading.enumerate()])
    assert statuses.empty()  # nobody wants to hear of a failure that we made


@dataclass
class Ticking(ManualClock):
    """Each look at it is 400 ms after the last."""

    def monotonic_ms(self) -> int:
        self.elapsed_ms += 400
        return self.elapsed_ms


def test_a_backlog_that_drains_is_told_and_not_too_often(line: Line, rules: Rulebook) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    line.ledger.append_drop_offs([drop_off(rules) for _ in range(40)])
    exchange = line.exchange()
    worker = SyncWorker(
        lambda: exchange, line.ledger, line.pace, statuses.put, idle_s=60, on_bug=_fail, clock=Ticking()
    )
    worker.start()
    told: list[LinkStatus] = []
    try:
        _until(statuses, lambda s: told.append(s) is None and s.pending == 0)
    finally:
        worker.stop()
    steps = [status.progress for status in told if status.progress is not None]
    assert [step.done for step in steps] == [8, 16, 24, 32]  # batches of 4, each 400 ms: every other one is told
    assert {step.total for step in steps} == {40}
    assert {(step.per_s, step.left_s) for step in steps[-1:]} == {(10, 1)}
    assert [status.pending for status in told] == [32, 24, 16, 8, 0]
    assert told[-1].progress is None


@pytest.fixture
def punctual(proxy: Proxy, central: RunningCentral) -> Iterator[Client]:
    """Its clock agrees with the platform's."""
    with closing(Client(proxy.url, clock=ManualClock(wall=central.clock.moment))) as client:
        yield client


def test_idle_it_asks_once_in_a_while_for_next_to_nothing(line: Line, proxy: Proxy, punctual: Client) -> None:
    """As in 20 idle minutes, on a faster clock: each question once a minute, and no document a second time."""
    statuses: queue.Queue[object] = queue.Queue()
    exchange = replace(line, client=punctual).exchange()
    proxy.asked.clear()
    worker = SyncWorker(lambda: exchange, line.ledger, line.pace, statuses.put, idle_s=0.02, on_bug=_fail)
    worker.start()
    try:
        for _ in range(20):
            _until(statuses, lambda s: s.online)
    finally:
        worker.stop()
    rounds = 20 + statuses.qsize()  # it does not wait for this thread to look
    asked = Counter(head.split()[1].partition("?")[0] for head in proxy.asked)
    assert asked.pop("/v1/time") == 1
    assert "/v1/journal" not in asked
    assert max(asked.values()) <= rounds + 1
    assert len(line.adopted) <= 2  # the directory, and what is for this kiosk alone


def test_why_it_does_not_upload_can_be_read_by_another_process(
    line: Line, proxy: Proxy, rules: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    line.ledger.append_drop_off(drop_off(rules))
    exchange = line.exchange()
    proxy.default = Weather.PORTAL
    worker = SyncWorker(lambda: exchange, line.ledger, line.pace, statuses.put, idle_s=60, on_bug=_fail)
    worker.start()
    try:
        _until(statuses, lambda s: s.fault is LinkFaultKind.PORTAL)
        _wait_for(lambda: load_last_fault(line.ledger) is not None)
        main(["sync", "status", "--data", str(line.ledger.folder)])
        assert "a network that wants a login" in capsys.readouterr().out
        proxy.default = Weather.FAIR
        _until(statuses, lambda s: s.online)
        _wait_for(lambda: load_last_fault(line.ledger) is None)
    finally:
        worker.stop()


def _wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < until
        pause.wait(0.01)
