"""The thread: uploads soon after a commit, survives an outage, and needs no restart to be enrolled."""

import queue
import random
from collections.abc import Callable

from kiosk.core.events import LinkStatus
from kiosk.ledger import Ledger
from kiosk.methodology import Rulebook
from kiosk.sync import Exchange, Pace, SyncWorker
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


def test_the_platform_that_is_away_at_start_is_no_trap(line: Line, proxy: Proxy) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    proxy.default = Weather.REFUSE
    worker = SyncWorker(line.exchange, line.ledger, line.pace, statuses.put, idle_s=60, on_bug=_fail)
    worker.start()
    try:
        _until(statuses, lambda s: not s.online)
        proxy.default = Weather.FAIR
        _until(statuses, lambda s: s.online)
    finally:
        worker.stop()
    assert line.times
