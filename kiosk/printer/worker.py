"""The thread that owns the printer. Jobs wait here for a while and are given up after it; nobody waits for them."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.core.clock import LOCAL_TIME, Clock
from kiosk.core.events import Post
from kiosk.core.printing import PrinterStatus, PrinterView, PrintJob, ReceiptJob
from kiosk.printer.settings import PrinterSettings

RECEIPT_KEPT_MS = 90_000
"""Whose receipt it is has left by then; the next person should not find it."""
WORK_KEPT_MS = 600_000
"""Long enough to fetch a roll of paper for a label or a manifest."""
MOST_WAITING = 10
RETRY_S = 2.0
LOOK_S = 15.0
STOP_S = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    job: PrintJob
    until_ms: int


class PrinterWorker:
    """``print`` from any thread. Posts a ``PrinterView`` whenever that changes.

    ``place`` is the kiosk's name as papers say it. ``claim_url(code)`` is where a guest's claim leads, None: unknown.
    """

    def __init__(
        self,
        settings: PrinterSettings,
        clock: Clock,
        post: Post,
        *,
        place: str,
        claim_url: Callable[[str], str | None],
        on_bug: Callable[[BaseException], None],
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._post = post
        self._place = place
        self._claim_url = claim_url
        self._on_bug = on_bug
        self._waiting: deque[_Waiting] = deque()
        self._view = PrinterView()
        self._turn = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Give up what waits. A job that is being printed is finished, for ``STOP_S`` at most."""
        with self._turn:
            self._stopping = True
            self._waiting.clear()
            self._turn.notify()
        self._thread.join(STOP_S)

    def print(self, job: PrintJob) -> None:
        """Print ``job`` as soon as the printer can; the oldest one goes when too many wait."""
        kept_ms = RECEIPT_KEPT_MS if isinstance(job, ReceiptJob) else WORK_KEPT_MS
        with self._turn:
            if len(self._waiting) == MOST_WAITING:
                self._waiting.popleft()
            self._waiting.append(_Waiting(job, self._clock.monotonic_ms() + kept_ms))
            self._turn.notify()

    # --- the printer's thread ---

    def _run(self) -> None:
        # Pillow and python-escpos take long to import; a kiosk without a printer does without them.
        from kiosk.printer.device import Device, PaperOut, PrinterGone  # noqa: PLC0415

        device = Device(self._settings)
        try:
            while not self._stopping:
                self._forget_old()
                job = self._next()
                try:
                    if job is None:
                        device.look()
                    else:
                        self._tell(PrinterStatus.PRINTING)
                        self._put(device.print, job)
                        self._done(job)
                    self._tell(PrinterStatus.READY)
                    self._wait(0.0 if self._next() is not None else LOOK_S)
                except PaperOut as fault:
                    self._fail(PrinterStatus.PAPER_OUT, fault)
                except PrinterGone as fault:
                    self._fail(PrinterStatus.GONE, fault)
        except Exception as bug:  # noqa: BLE001 - the boundary of the thread
            _log.critical("the printer's thread failed", exc_info=bug)
            self._on_bug(bug)

    def _put(self, onto_paper: Callable[..., None], waiting: _Waiting) -> None:
        from kiosk.printer.raster import picture  # noqa: PLC0415 - see _run
        from kiosk.printer.sheet import lines_of  # noqa: PLC0415

        job = waiting.job
        if isinstance(job, ReceiptJob) and job.claim_code is not None:
            job = replace(job, claim_url=self._claim_url(job.claim_code))
        when = self._clock.now().astimezone(LOCAL_TIME).strftime("%Y-%m-%d %H:%M")
        onto_paper(picture(lines_of(job, self._place, when), self._settings.width_px))

    def _fail(self, status: PrinterStatus, fault: Exception) -> None:
        if status is not self._view.status:
            _log.info("%s", fault)
        self._tell(status)
        self._wait(RETRY_S)

    def _forget_old(self) -> None:
        now_ms = self._clock.monotonic_ms()
        with self._turn:
            while self._waiting and self._waiting[0].until_ms <= now_ms:
                _log.info("a job was given up: %s", type(self._waiting.popleft().job).__name__)

    def _next(self) -> _Waiting | None:
        with self._turn:
            return self._waiting[0] if self._waiting else None

    def _done(self, waiting: _Waiting) -> None:
        with self._turn:
            if self._waiting and self._waiting[0] is waiting:
                self._waiting.popleft()

    def _wait(self, seconds: float) -> None:
        with self._turn:
            if seconds and not self._stopping:
                self._turn.wait(seconds)

    def _tell(self, status: PrinterStatus) -> None:
        with self._turn:
            view = PrinterView(status, len(self._waiting))
        if view != self._view:
            self._view = view
            self._post(view)
