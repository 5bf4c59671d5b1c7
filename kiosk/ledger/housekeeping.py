"""What a ledger needs while the kiosk serves: it is read from end to end after every start, old entries shrink, and a
backup is made when one is due. One thread does one thing after the other, at half speed: no screen waits for it.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from kiosk.core.clock import Clock, local_day
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.events import Post, Upkeep
from kiosk.ledger.backup import back_up
from kiosk.ledger.backup_folder import BackupFault
from kiosk.ledger.last_backup import due, last_backup
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.retention import shrink
from kiosk.ledger.verify import verify

ROUND_S = 3600.0
RETRY_S = 60.0
"""How soon a failed backup is tried again: somebody may be putting the stick in."""
STOP_S = 0.2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UpkeepPlan:
    """``keep``: how long acknowledged entries keep their bytes. ``backup``: the folder for backups, None: none are
    made. ``backup_every``: their distance; the newest ``backups`` of them are kept.
    """

    keep: timedelta
    backup: Path | None = None
    backup_every: timedelta = timedelta(days=1)
    backups: int = 7


class Housekeeper:
    """Looks after ``ledger``; ``post`` hears how it stands. ``on_damage`` is told what a check has found, and then
    nothing more is done; ``on_bug`` hears everything that is not a fault of the world.
    """

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        plan: UpkeepPlan,
        post: Post,
        *,
        on_damage: Callable[[list[str]], None],
        on_bug: Callable[[BaseException], None],
        round_s: float = ROUND_S,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._plan = plan
        self._post = post
        self._on_damage = on_damage
        self._on_bug = on_bug
        self._round_s = round_s
        self._stopping = threading.Event()
        self._upkeep = Upkeep(0, 0, backup_wanted=plan.backup is not None)
        self._thread = threading.Thread(target=self._run, name="housekeeping")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread at the next page of whatever it does; a check of the whole file is broken off."""
        self._stopping.set()
        while self._thread.is_alive():
            self._ledger.store.end_readers(STOP_S)
            self._thread.join(STOP_S)

    def _run(self) -> None:
        try:
            while (sound := self._check()) is None:
                if self._stopping.wait(self._round_s):
                    return
            if sound:
                self._keep_house()
        except _StoppedError:
            pass
        except Exception as bug:  # noqa: BLE001 - the boundary of the thread
            _log.critical("housekeeping failed", exc_info=bug)
            self._on_bug(bug)

    def _check(self) -> bool | None:
        """Read the whole journal: a damaged one credits nobody. None: the store did not answer."""
        pause = _Pause(self._stopping)

        def progress(done: int, of: int) -> None:
            self._tell(replace(self._upkeep, checked=done, entries=of))
            pause.as_long_as_the_work()

        try:
            self._tell(replace(self._upkeep, backup=self._backup_day()))
            problems = verify(self._ledger, signatures=False, on_progress=progress).problems
        except StoreFault as fault:
            if fault.kind is not StoreFaultKind.CORRUPT:
                _log.error("the ledger could not be read: %s", fault)
                return None
            problems = [str(fault)]
        if problems:
            _log.critical("the ledger is damaged: %s", "; ".join(problems[:3]))
            self._on_damage(problems)
        return not problems

    def _keep_house(self) -> None:
        while True:
            if not (self._shrink() and self._back_up()):
                return
            if self._stopping.wait(min(self._round_s, RETRY_S) if self._upkeep.backup_failed else self._round_s):
                return

    def _shrink(self) -> bool:
        """False: the ledger was found damaged."""
        now = self._clock.signed_now()
        if now is None:  # the platform was not heard in this boot, and a clock of our own may run ahead
            return True
        pause = _Pause(self._stopping)
        try:
            while shrunk := shrink(self._ledger, now, self._plan.keep):
                _log.info("%d entries have lost their bytes", shrunk)
                pause.as_long_as_the_work()
                self._ledger.store.fold()  # what was taken away must not stay readable in the WAL
        except StoreFault as fault:
            _log.info("nothing was shrunk: %s", fault)
            return not self._is_damage(fault)
        return True

    def _back_up(self) -> bool:
        """False: the ledger was found damaged."""
        plan = self._plan
        try:
            if plan.backup is not None and due(self._ledger, self._clock, plan.backup_every):
                back_up(self._ledger, plan.backup, self._clock, plan.backups, stop=self._stopping.is_set)
                self._tell(replace(self._upkeep, backup=self._backup_day(), backup_failed=False))
        except BackupFault as fault:
            _log.error("no backup: %s", fault)
            self._tell(replace(self._upkeep, backup_failed=True))
        except StoreFault as fault:
            _log.error("no backup: %s", fault)
            return not self._is_damage(fault)
        return True

    def _is_damage(self, fault: StoreFault) -> bool:
        damaged = fault.kind is StoreFaultKind.CORRUPT
        if damaged:
            self._on_damage([str(fault)])
        return damaged

    def _backup_day(self) -> date | None:
        newest = last_backup(self._ledger)
        return None if newest is None else local_day(newest.taken_at)

    def _tell(self, upkeep: Upkeep) -> None:
        self._upkeep = upkeep
        self._post(upkeep)


class _StoppedError(Exception):
    """The kiosk is being stopped."""


class _Pause:
    """Rests as long as was worked since the last rest."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._since = time.monotonic()

    def as_long_as_the_work(self) -> None:
        """Raises ``_StoppedError`` when there is no more to be done."""
        if self._stopping.wait(time.monotonic() - self._since):
            raise _StoppedError
        self._since = time.monotonic()
