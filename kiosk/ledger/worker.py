"""The ledger thread: commits and reads for screens, in the order they were asked for, never on the GUI thread."""

import logging
import queue
import threading
from collections.abc import Callable

_log = logging.getLogger(__name__)


class LedgerWorker:
    """Runs jobs one after the other on one thread. A job posts its own result; ``stop`` finishes what is queued."""

    def __init__(self, on_bug: Callable[[BaseException], None]) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._on_bug = on_bug
        self._idle_s: float | None = None
        self._idle_job: Callable[[], None] | None = None
        self._thread = threading.Thread(target=self._run, name="ledger")

    def when_idle(self, seconds: float, job: Callable[[], None]) -> None:
        """Run ``job`` whenever nothing was asked for ``seconds``. Call before ``start``."""
        self._idle_s, self._idle_job = seconds, job

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def submit(self, job: Callable[[], None]) -> None:
        """Queue ``job``. It handles its own world faults; anything that escapes it is a bug and is handed on."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Drain the queue and join the thread."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                job()
            except Exception as bug:  # noqa: BLE001 - the boundary of the thread: everything else was a bug in a job
                _log.critical("a ledger job failed", exc_info=bug)
                self._on_bug(bug)

    def _next(self) -> Callable[[], None] | None:
        try:
            return self._jobs.get(timeout=self._idle_s)
        except queue.Empty:
            return self._idle_job
