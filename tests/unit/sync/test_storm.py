"""A platform in trouble, and a hundred kiosks that want to reach it: nobody makes it worse.

Time is virtual and the calls are real: each kiosk waits as its own pace says after the fault that it really met.
"""

import heapq
import queue
import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.core.events import LinkStatus
from kiosk.methodology import Rulebook
from kiosk.sync import Client, Pace, SyncWorker
from kiosk.sync.pace import LONGEST_WAIT_S
from tests.fakes.acts import drop_off
from tests.fakes.weather import Proxy, Weather
from tests.unit.sync.conftest import Line

KIOSKS = 100
TOO_MANY_FROM_S, BUSY_FROM_S, WELL_FROM_S = 30.0, 120.0, 240.0
TOLD_S = 30
START = ManualClock().now()


@dataclass
class Trouble:
    """A platform that fails, then asks for seconds, then for a moment to come back at, and then is well."""

    url: str = ""
    second: float = 0.0

    @property
    def now(self) -> datetime:
        """The virtual time."""
        return START + timedelta(seconds=self.second)

    def answer(self) -> tuple[int, str | None]:
        """Status and ``Retry-After``."""
        if self.second < TOO_MANY_FROM_S:
            return (500, 502, 503, 504)[int(self.second * 1000) % 4], None
        if self.second < BUSY_FROM_S:
            return 429, str(TOLD_S)
        if self.second < WELL_FROM_S:
            return 503, format_datetime(self.now.replace(microsecond=0) + timedelta(seconds=TOLD_S), usegmt=True)
        return 200, None


@contextmanager
def in_trouble() -> Iterator[Trouble]:
    platform = Trouble()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one piece, or the kernel waits between them

        def do_GET(self) -> None:
            status, retry_after = platform.answer()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if retry_after is not None:
                self.send_header("Retry-After", retry_after)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_arguments: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    platform.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Fleet:
    """``calls`` are the moments of all of them; ``early`` those that came before their kiosk was asked to."""

    calls: list[float] = field(default_factory=list)
    early: list[float] = field(default_factory=list)
    through: list[float] = field(default_factory=list)
    kinds: set[LinkFaultKind] = field(default_factory=set)

    def live(self, platform: Trouble, client: Client, clock: ManualClock) -> None:
        """All of them lose the platform in the same second; until each has come through."""
        paces = [Pace(500, random.Random(seed)) for seed in range(KIOSKS)]
        waiting = [(0.0, 0.0, kiosk) for kiosk in range(KIOSKS)]  # when it calls, when it may, who
        while waiting:
            platform.second, may, kiosk = heapq.heappop(waiting)
            clock.wall = platform.now
            self.calls.append(platform.second)
            if platform.second < may:
                self.early.append(platform.second)
            try:
                client.get("/v1/time", dict[str, str])
                self.through.append(platform.second)
            except LinkFault as fault:
                self.kinds.add(fault.kind)
                paces[kiosk].failed()
                wait_s = paces[kiosk].wait_s(fault.retry_after_s)
                told = 0 if platform.answer()[1] is None else TOLD_S - 1  # a date has whole seconds
                heapq.heappush(waiting, (platform.second + wait_s, platform.second + told, kiosk))

    def busiest_second(self, since: float) -> int:
        """The most calls that came within any second after ``since``."""
        late = [moment for moment in self.calls if moment >= since]
        return max(sum(first <= moment < first + 1 for moment in late) for first in late)


def test_a_hundred_kiosks_let_a_platform_get_up_again() -> None:
    clock, fleet = ManualClock(), Fleet()
    with in_trouble() as platform, closing(Client(platform.url, clock=clock)) as client:
        fleet.live(platform, client, clock)
    assert fleet.kinds == {LinkFaultKind.BROKEN, LinkFaultKind.BUSY}
    assert fleet.early == []
    assert len(fleet.through) == KIOSKS
    assert max(fleet.through) <= WELL_FROM_S + TOLD_S + LONGEST_WAIT_S
    assert len(fleet.calls) <= KIOSKS * 16
    # None of them knows of the others: a herd would be a hundred in one second, an even spread one to three.
    assert fleet.busiest_second(since=TOO_MANY_FROM_S + TOLD_S) <= 10


@dataclass
class Asked(Pace):
    """Notes what it was told to wait, and waits a day."""

    told: list[int | None] = field(default_factory=list)

    def wait_s(self, retry_after_s: int | None = None) -> float:
        self.told.append(retry_after_s)
        return super().wait_s(retry_after_s) + 86_400


@pytest.mark.parametrize(("weather", "told"), [(Weather.BUSY, 7), (Weather.BROKEN, None)])
def test_the_thread_waits_as_its_pace_says_whatever_is_new(
    line: Line, proxy: Proxy, rules: Rulebook, weather: Weather, told: int | None
) -> None:
    statuses: queue.Queue[object] = queue.Queue()
    pace, exchange = Asked(4, random.Random(1)), line.exchange()
    line.ledger.append_drop_off(drop_off(rules))
    proxy.default = weather
    worker = SyncWorker(lambda: exchange, line.ledger, pace, statuses.put, idle_s=60, on_bug=lambda _bug: None)
    worker.start()
    try:
        status = statuses.get(timeout=20)
        assert isinstance(status, LinkStatus)
        assert (status.online, status.pending) == (False, 1)
        worker.nudge()
        with pytest.raises(queue.Empty):  # it would have called, and said so, within milliseconds
            statuses.get(timeout=0.3)
    finally:
        worker.stop()
    assert pace.told == [told]
