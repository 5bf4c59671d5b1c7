"""The folder that backups go to: on a stick or another disk, which may be full, worn out or pulled out at any moment.

What goes wrong here is said about that disk and never about the kiosk's own; the ledger is well and crediting goes on.
"""

import contextlib
import json
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import filelock

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger.device import sync_folder
from kiosk.ledger.faults import store_faults

LOCK_NAME = "backup.lock"
PART_NAME = "unfinished.db"
_PARTS = (PART_NAME, f"{PART_NAME}-wal", f"{PART_NAME}-shm", f"{PART_NAME}-journal", "unfinished.json")
_NAME = re.compile(r"ledger-(\d{1,9})-(\d{1,18})-(\d{8}T\d{6}Z)\.db")

_ADVICE = {
    StoreFaultKind.FULL: "{target} is full: delete what is not needed there, or use a larger stick",
    StoreFaultKind.READ_ONLY: "{target} cannot be written: check its owner, and whether the stick is write-protected",
    StoreFaultKind.MISSING: "{target} is not there: plug the stick in and mount it; the kiosk never makes this folder",
    StoreFaultKind.IN_USE: "another backup to {target} is under way: wait for it",
    StoreFaultKind.CORRUPT: "what was written to {target} does not read back the same: use another stick",
    StoreFaultKind.IO: "{target} answers with errors: it was pulled out or is worn out; if another does too, "
    "look at the kiosk's own disk",
}
_GOES_ON = "; the kiosk goes on crediting"


class BackupFault(StoreFault):
    """The folder for backups cannot be used now. The ledger itself is well."""

    def __init__(self, kind: StoreFaultKind, advice: str) -> None:
        super().__init__(kind, advice)
        self.args = (f"backup: {kind.value}: {advice}",)


def backup_fault(kind: StoreFaultKind, target: Path) -> BackupFault:
    """A fault with the advice that belongs to its kind; kinds without one count as errors of the disk."""
    known = kind if kind in _ADVICE else StoreFaultKind.IO
    return BackupFault(known, _ADVICE[known].format(target=target) + _GOES_ON)


@contextmanager
def backup_faults(target: Path) -> Iterator[None]:
    """Turn the world's failures inside the block into ``BackupFault`` about ``target``; let bugs through."""
    try:
        with store_faults(target):
            yield
    except BackupFault:
        raise
    except StoreFault as fault:
        damaged = fault.kind in {StoreFaultKind.CORRUPT, StoreFaultKind.WRONG_KEY}
        kind = StoreFaultKind.CORRUPT if damaged else fault.kind
        raise backup_fault(kind if _is_there(target) else StoreFaultKind.MISSING, target) from fault


def _is_there(target: Path) -> bool:
    try:
        return target.is_dir()
    except OSError:  # a stick that was pulled out may answer like this
        return False


@contextmanager
def held(target: Path, kiosk: str) -> Iterator[Path]:
    """Hold the folder of ``kiosk`` below ``target``, which must be there, for one backup at a time. What an earlier one
    left unfinished is removed, and so is what this one leaves. Raises ``BackupFault``.
    """
    if not _is_there(target):
        raise backup_fault(StoreFaultKind.MISSING, target)
    folder = target / kiosk
    with backup_faults(target):
        folder.mkdir(mode=0o700, exist_ok=True)
        lock = filelock.FileLock(folder / LOCK_NAME)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise backup_fault(StoreFaultKind.IN_USE, target) from error
    try:
        with backup_faults(target):
            _remove_unfinished(folder)
        yield folder
    finally:
        with contextlib.suppress(OSError):  # on a stick that is gone; what made it fail was told
            _remove_unfinished(folder)
        with contextlib.suppress(OSError):
            lock.release()


def _remove_unfinished(folder: Path) -> None:
    for name in _PARTS:
        (folder / name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, order=True)
class BackupName:
    """What a backup's file is called. Sorted by how much is in it: a clock that was wrong must not make an old one the
    newest. ``position`` counts entries over all epochs; ``taken_at`` is UTC, as ``20261122T090000Z``.
    """

    epoch_no: int
    position: int
    taken_at: str

    @staticmethod
    def of(epoch_no: int, position: int, taken_at: datetime) -> "BackupName":
        """The name for a moment."""
        return BackupName(epoch_no, position, taken_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))

    @staticmethod
    def read(path: Path) -> "BackupName | None":
        """The name that a file has; None for any other file."""
        found = _NAME.fullmatch(path.name)
        return None if found is None else BackupName(int(found[1]), int(found[2]), found[3])

    def __str__(self) -> str:
        return f"ledger-{self.epoch_no}-{self.position}-{self.taken_at}.db"


def manifest_of(path: Path) -> Path:
    """Where a backup's description lies."""
    return path.with_suffix(".json")


def backups_in(folder: Path) -> list[Path]:
    """The finished backups of one kiosk, the newest first. Raises ``OSError``."""
    named = [(name, path) for path in folder.iterdir() if (name := BackupName.read(path)) is not None]
    return [path for _, path in sorted(named, reverse=True)]


def finish(folder: Path, name: BackupName, manifest: bytes) -> Path:
    """Give the finished copy its name, after its description has one. Raises ``OSError``."""
    path = folder / str(name)
    described = folder / "unfinished.json"
    with described.open("wb") as file:
        file.write(manifest)
        file.flush()
        os.fsync(file.fileno())
    described.replace(manifest_of(path))
    (folder / PART_NAME).replace(path)
    sync_folder(folder)
    return path


def epoch_of(path: Path) -> str | None:
    """The id of a backup's newest epoch, as its description says; None where that does not say it."""
    try:
        table = json.loads(manifest_of(path).read_text("ascii"))
        return str(table["epoch"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def prune(folder: Path, keep: int, fresh: Path, epochs: Collection[str]) -> None:
    """Delete all but ``keep`` backups: ``fresh``, which has just been read back, then the newest of the ledger that has
    ``epochs``, and only then others. After a restore the number of an epoch is given again, so that the backups of the
    history that was set aside may look newer by their names.
    """
    others = [path for path in backups_in(folder) if path != fresh]
    others.sort(key=lambda path: epoch_of(path) not in epochs)  # each part stays in order
    for path in others[max(0, keep - 1) :]:
        path.unlink()
        manifest_of(path).unlink(missing_ok=True)
    sync_folder(folder)
