"""The sync thread: an exchange whenever something is new, and one now and then when nothing is."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.core.clock import Clock, SystemClock
from kiosk.core.errors import LinkFaultKind, StoreFault
from kiosk.core.events import LinkStatus, Post
from kiosk.sync.exchange import Exchange
from kiosk.sync.lastfault import remember_fault
from kiosk.sync.metrics import WELL, Figures, MetricsFile
from kiosk.sync.pace import LONGEST_WAIT_S, Pace
from kiosk.sync.ports import Journal
from kiosk.sync.progress import Progress

_log = logging.getLogger(__name__)
NOT_ENROLLED_S = 5.0
SHORTEST_WAIT_S = 0.1
STOP_S = 1.5
_NEEDS_A_PERSON = {LinkFaultKind.FORK, LinkFaultKind.FORBIDDEN, LinkFaultKind.KEY_RETIRED, LinkFaultKind.SHRUNK}


class SyncWorker:
    """Runs exchanges on one thread and posts a ``LinkStatus`` after each, and while a backlog drains. ``nudge`` wakes
    it early.

    ``make_exchange`` is asked before each exchange, so that enrolling needs no restart; None: not enrolled.
    """

    def __init__(
        self,
        make_exchange: Callable[[], Exchange | None],
        journal: Journal,
        pace: Pace,
        post: Post,
        *,
        idle_s: float,
        on_bug: Callable[[BaseException], None],
        clock: Clock | None = None,
        metrics: MetricsFile | None = None,
    ) -> None:
        self._make_exchange = make_exchange
        self._journal = journal
        self._pace = pace
        self._post = post
        self._idle_s = idle_s
        self._on_bug = on_bug
        self._clock = clock or SystemClock()
        self._metrics = metrics
        self._begun_ms = self._clock.monotonic_ms()
        self._last_success: datetime | None = None
        self._exchange: Exchange | None = None
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def nudge(self) -> None:
        """Something new is in the journal. Does not shorten a wait after a failure."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread and the call under way; what it would have brought is asked for again. ``STOP_S`` at most."""
        self._stopping.set()
        self._wake.set()
        exchange = self._exchange
        if exchange is not None:
            exchange.stop()
        self._thread.join(STOP_S)

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                try:
                    self._exchange = self._make_exchange()
                    if self._stopping.is_set():  # just now, so nobody has stopped this one
                        return
                    wait_s = self._without() if self._exchange is None else self._with(self._exchange)
                except StoreFault as fault:
                    _log.warning("sync: %s", fault)
                    self._measure(None, store=fault.kind.value)
                    self._pace.failed()
                    wait_s = self._pace.wait_s()
                self._wait(wait_s)
        except Exception as bug:  # noqa: BLE001 - the boundary of the thread
            _log.critical("the sync thread failed", exc_info=bug)
            self._on_bug(bug)

    def _without(self) -> float:
        self._tell(LinkStatus(online=False, enrolled=False, pending=self._journal.totals().pending))
        self._measure("not_enrolled")
        return NOT_ENROLLED_S

    def _with(self, exchange: Exchange) -> float:
        """One exchange; returns the seconds to wait, 0 for "until nudged, at most idle"."""
        progress = Progress()
        outcome = exchange.run(lambda: self._goes_on(progress))
        if self._stopping.is_set():
            return 0
        pending, fault = self._journal.totals().pending, outcome.fault
        if fault is None:
            self._last_success = self._clock.now()
        kind = fault.kind if fault else None
        self._tell(LinkStatus(fault is None, enrolled=True, pending=pending, fault=kind))
        remember_fault(self._journal, fault, self._clock.now())
        self._measure(fault.kind.value if fault else None)
        if fault is None:
            return 0
        if fault.kind in _NEEDS_A_PERSON:
            return LONGEST_WAIT_S
        return max(SHORTEST_WAIT_S, self._pace.wait_s(fault.retry_after_s))

    def _tell(self, status: LinkStatus) -> None:
        self._post(replace(status, last_success=self._last_success))

    def _goes_on(self, progress: Progress) -> bool:
        """Asked before each batch: whether to go on. Says how far it is when there was more than one."""
        now_ms = self._clock.monotonic_ms()
        if progress.may_look(now_ms):
            totals = self._journal.totals()
            seen = progress.look(now_ms, totals.entries - totals.pending, totals.pending)
            if seen.done and totals.pending:
                self._tell(LinkStatus(online=True, enrolled=True, pending=totals.pending, progress=seen))
        self._measure(None)
        return not self._stopping.is_set()

    def _measure(self, fault: str | None, store: str = WELL) -> None:
        """Tell whoever watches the machine; while the store is broken, what it held is not known."""
        if self._metrics is None or not self._metrics.is_due():
            return
        totals = self._journal.totals() if store == WELL else None
        self._metrics.write(
            Figures(
                entries=totals.entries if totals else None,
                pending=totals.pending if totals else None,
                acked_seq=totals.acked_seq if totals else None,
                clock=self._clock.trust(),
                uptime_s=(self._clock.monotonic_ms() - self._begun_ms) // 1000,
                last_success_s=int(self._last_success.timestamp()) if self._last_success else None,
                fault=fault,
                store=store,
            )
        )

    def _wait(self, seconds: float) -> None:
        if seconds:
            self._stopping.wait(seconds)
        else:
            self._wake.wait(self._pace.idle_s(self._idle_s))
