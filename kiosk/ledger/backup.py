"""A copy of the ledger on another disk, made while the kiosk works, and believed only after it was read back.

The copy is encrypted with the ledger's own key. It is made from one snapshot, so that drop-offs that are credited
meanwhile neither disturb it nor wait for it, and it gets its name only after everything else was done: a file with a
backup's name is a whole one. Every row is read for it, so a damaged page ends it; copying pages as they lie would give
damage a new and valid checksum.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk import __version__
from kiosk.core.clock import Clock, rfc3339
from kiosk.core.errors import StoreFaultKind
from kiosk.ledger.append import HEAD
from kiosk.ledger.backup_folder import (
    PART_NAME,
    BackupFault,
    BackupName,
    backup_fault,
    backup_faults,
    finish,
    held,
    prune,
)
from kiosk.ledger.damage import condemned
from kiosk.ledger.engine import Driver, connect
from kiosk.ledger.entry import GENESIS
from kiosk.ledger.faults import store_fault
from kiosk.ledger.highwater import Mark, read_mark
from kiosk.ledger.last_backup import LastBackup, remember, was_elsewhere
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.store import Store
from kiosk.ledger.verify import EPOCHS, check_end, verify

LONGEST_MS = 30 * 60 * 1000
"""While the copy is made, the ledger's WAL grows. A stick that is slower than this is of no use."""
_LOOK_OPERATIONS = 2_000
"""Some 2 ms of copying between two looks at ``stop``."""
_SYNC_LOOKS = 100
"""Written out to the stick after so many looks; more would pile up in memory and hold up the kiosk's own disk."""

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup. ``head``: hex hash of its newest entry. ``own_disk``: it lies on the disk of the ledger."""

    path: Path
    kiosk: str
    taken_at: datetime
    entries: int
    head: str
    size_bytes: int
    own_disk: bool


@dataclass(frozen=True, slots=True)
class _Content:
    """What is in the copy: the number of its newest epoch, the ids of all, entries over all epochs, the newest hash,
    the version of the schema.
    """

    epoch_no: int
    epochs: tuple[str, ...]
    entries: int
    head: str
    schema: int


class _Stopped(Exception):
    """``stop`` has said so."""


def back_up(
    ledger: Ledger,
    target: Path,
    clock: Clock,
    keep: int,
    *,
    with_key: bool = False,
    stop: Stop = lambda: False,
) -> Backup | None:
    """Copy the ledger into ``target/KIOSK/``, read the copy back and verify it, and keep the newest ``keep`` backups
    there. May run on any thread and beside a running kiosk. None: ``stop`` has ended it, and nothing is left of it.

    ``with_key`` puts ``device.key`` beside it: whoever finds both can read the ledger and speak as this kiosk.

    Raises ``BackupFault`` when ``target`` is not there, full, worn out or pulled out, and ``StoreFault`` when the
    ledger itself cannot be read or is or was found damaged; a damaged one never replaces a good backup.
    """
    fault = condemned(ledger.folder)
    if fault is not None:
        raise fault
    target = target.absolute()
    with held(target, ledger.device.kiosk) as folder:
        own_disk = _on_own_disk(ledger, target)
        part = folder / PART_NAME
        taken_at = clock.latest_known()
        watch = _Watch(part, clock, stop)
        mark = read_mark(ledger.folder)  # before the copy, which reaches it therefore
        try:
            _copy(ledger, part, target, watch)
            content = _read_back(ledger, part, target, watch, mark)
        except _Stopped:
            return None
        with backup_faults(target):
            size = part.stat().st_size
            name = BackupName.of(content.epoch_no, content.entries, taken_at)
            path = finish(folder, name, _manifest(ledger, taken_at, content, size))
            if with_key:
                ledger.device.save(folder)
        remember(ledger, LastBackup(taken_at, str(target), content.entries, own_disk))
        with backup_faults(target):
            prune(folder, keep, path, content.epochs)
    return Backup(path, ledger.device.kiosk, taken_at, content.entries, content.head, size, own_disk)


def _on_own_disk(ledger: Ledger, target: Path) -> bool:
    """Whether ``target`` is on the ledger's disk. Raises ``BackupFault`` when it was not so the last time: then the
    stick is not mounted, and what we see is the empty folder beneath it.
    """
    with backup_faults(target):
        own_disk = target.stat().st_dev == ledger.folder.stat().st_dev
    if own_disk and was_elsewhere(ledger, str(target)):
        raise BackupFault(
            StoreFaultKind.MISSING,
            f"{target} is on the kiosk's own disk now, so the stick is not mounted: mount it; "
            "to keep backups on the own disk on purpose, name another folder",
        )
    return own_disk


class _Watch:
    """Looks up from the work now and then: True ends it, and ``reason`` says why."""

    def __init__(self, part: Path, clock: Clock, stop: Stop) -> None:
        self.reason: Exception | None = None
        self._part = part
        self.clock = clock
        self._stop = stop
        self._until_ms = clock.monotonic_ms() + LONGEST_MS
        self._looks = 0

    def __call__(self) -> bool:
        self._looks += 1
        try:
            if self._stop():
                raise _Stopped
            if self.clock.monotonic_ms() > self._until_ms:
                raise BackupFault(StoreFaultKind.IO, f"{self._part.parent} is too slow: use another stick")
            if self._looks % _SYNC_LOOKS == 0:
                _sync(self._part)
        except (_Stopped, BackupFault, OSError) as error:
            self.reason = error
            return True
        return False

    def on_progress(self, _done: int, _of: int) -> None:
        """The same for what is read in steps. Raises ``reason``."""
        if self():
            assert self.reason is not None, "it has just been said"
            raise self.reason

    @contextmanager
    def over(self, connection: Any) -> Iterator[None]:
        """Watch what ``connection`` does inside the block. Raises ``reason`` when that ended it."""
        connection.set_progress_handler(self, _LOOK_OPERATIONS)
        try:
            yield
        except Exception as error:
            if self.reason is not None:
                raise self.reason from error
            raise
        finally:
            connection.set_progress_handler(None, 0)


def _copy(ledger: Ledger, part: Path, target: Path, watch: _Watch) -> None:
    with closing(connect(ledger.store.path, ledger.device.store_key, ledger.store.driver)) as source:
        try:
            with backup_faults(target), watch.over(source):
                # Nothing else looks at the copy, and it is thrown away when anything goes wrong; it is synced by hand.
                source.execute("PRAGMA synchronous = OFF").fetchall()
                source.execute("VACUUM INTO ?", (str(part),)).fetchall()
                _sync(part)
        except BackupFault as fault:
            if fault.kind is StoreFaultKind.CORRUPT:  # the copy has only been written to: this is the ledger
                raise store_fault(StoreFaultKind.CORRUPT, ledger.folder) from fault
            raise


def _sync(path: Path) -> None:
    """Write it out, and forget it, so that it is read back from the stick and not from memory."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def _read_back(ledger: Ledger, part: Path, target: Path, watch: _Watch, mark: Mark | None) -> _Content:
    """Open the copy as a kiosk would, verify it but for the signatures, and compare it with the ledger."""
    driver, key = _alone(ledger.store.driver), ledger.device.store_key
    with backup_faults(target):
        with closing(connect(part, key, driver)) as file:
            # Where people live outlasts its order nowhere; the platform hands open orders down again.
            file.execute("DELETE FROM pickup_order").fetchall()
            with watch.over(file):
                (said,) = file.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                raise backup_fault(StoreFaultKind.CORRUPT, target)
            (schema,) = file.execute("PRAGMA user_version").fetchone()
            epoch_no = file.execute(HEAD).fetchone()[0]
            epochs = tuple(epoch for (epoch,) in file.execute(EPOCHS).fetchall())
        copy = Ledger(ledger.device, watch.clock, Store(part, key, driver))
        try:
            sums = copy.sums()
            problems = verify(copy, signatures=False, on_progress=watch.on_progress).problems
            problems += check_end(copy, mark=mark)
        finally:
            copy.close()
        _sync(part)
    if problems:  # every byte is as it was read, so this is how the ledger is
        raise store_fault(StoreFaultKind.CORRUPT, ledger.folder)
    there = ledger.page(sums.entries - 1, sums.entries).entries if sums.entries else []
    if sums.head != (there[0].hash.hex() if there else GENESIS):
        raise backup_fault(StoreFaultKind.CORRUPT, target)
    return _Content(epoch_no, epochs, sums.entries, sums.head, schema)


def _alone(driver: Driver) -> Driver:
    """The same driver for a file that nobody else opens: it needs no shared memory, which not every stick offers."""

    def open_alone(path: Path, key: bytes) -> Any:
        connection = driver.open(path, key)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        return connection

    return Driver(driver.module, open_alone)


def _manifest(ledger: Ledger, taken_at: datetime, content: _Content, size: int) -> bytes:
    """What a person reads beside the encrypted file. Nothing believes it."""
    table = {
        "kiosk": ledger.device.kiosk,
        "taken_at": rfc3339(taken_at),
        "epoch": content.epochs[-1],
        "entries": content.entries,
        "head": content.head,
        "bytes": size,
        "schema": content.schema,
        "software": __version__,
    }
    return (json.dumps(table, indent=2) + "\n").encode("ascii")
