"""A backup becomes the kiosk's ledger again, in a new epoch: later entries may have existed, and no number is used
twice.

Everything is done to a copy in the data folder; what was there is set aside and never deleted. A power cut leaves the
ledger that was there, or the restored one.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy.exc
import sqlcipher3.dbapi2 as sqlcipher

from kiosk.core.clock import Clock
from kiosk.core.errors import StoreFault, StoreFaultKind, UsageFault
from kiosk.ledger import migrations
from kiosk.ledger.containers import forget_draft
from kiosk.ledger.damage import absolve
from kiosk.ledger.device import FILE_NAME as KEY_NAME
from kiosk.ledger.device import Device, sync_folder
from kiosk.ledger.engine import Driver
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.faults import store_faults
from kiosk.ledger.highwater import read_mark
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.owner import hand_over
from kiosk.ledger.provision import LEDGER_NAME, LOCK_NAME, UNFINISHED_NAME, sole_writer
from kiosk.ledger.quarantine import FOLDER_NAME, put_in_place, refuse_unfolded
from kiosk.ledger.store import Store
from kiosk.ledger.verify import Report, verify

ROOM_NAME = "restore"
"""A folder below the data folder: what is written beside a ledger, as the mark is, must not speak of the copy."""
_BESIDE = ("", "-wal", "-journal")
_CHUNK_BYTES = 1024 * 1024
_KIOSK = re.compile(r"k-[0-9a-f]{20}")


class RestoreFault(StoreFault):
    """This backup cannot be restored here; nothing was changed. The message says so, and why."""

    def __init__(self, kind: StoreFaultKind, why: str) -> None:
        advice = f"{why}; nothing was changed"
        super().__init__(kind, advice)
        self.args = (f"restore: {kind.value}: {advice}",)


@dataclass(frozen=True, slots=True)
class SetAside:
    """The ledger that was in the folder. ``later``: how many entries it has beyond the backup; ``only_here``: how many
    of them the platform had not acknowledged. None: it could not be read, or is not a continuation of the backup.
    """

    folder: Path
    later: int | None = None
    only_here: int | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What the ledger holds now, in grams and points, without the entry that opens ``epoch``. ``key_restored``: the
    device key came from beside the backup. ``aside`` None: there was no ledger before.
    """

    kiosk: str
    epoch: str
    entries: int
    drop_offs: int
    weight_g: int
    points: int
    key_restored: bool
    aside: SetAside | None


def restore(folder: Path, source: Path, clock: Clock) -> Restored:
    """Make the backup ``source`` the ledger of the kiosk in ``folder``, which may be empty or not exist. A handmade
    copy of a ledger with its ``-wal`` beside it will do too.

    Raises ``RestoreFault`` when there is no device key, or when the backup is another kiosk's, damaged or of a newer
    version, ``StoreFault`` when a kiosk runs there or the disk fails, and ``UsageFault`` when there is no such file.
    Then the ledger in ``folder`` is unchanged.
    """
    if not source.is_file():
        raise UsageFault(f"{source} is not a file: name a backup, such as DIR/k-…/ledger-….db")
    if source.resolve() == (folder / LEDGER_NAME).resolve():
        raise UsageFault(f"{source} is the ledger itself: name a backup")
    with sole_writer(folder):
        device = Device.load(folder)
        found = device or Device.load(source.parent)
        if found is None:
            raise RestoreFault(
                StoreFaultKind.WRONG_KEY,
                f"there is no device.key in {folder} nor beside the backup: without it nobody can read the backup; "
                "put the copy that was kept elsewhere into one of them",
            )
        _refuse_other_kiosk(source, found)
        room = folder / ROOM_NAME
        fresh = room / LEDGER_NAME
        with store_faults(folder):
            hand_over(folder / LOCK_NAME, folder)
            shutil.rmtree(room, ignore_errors=True)
            room.mkdir()
        try:
            _fetch(source, fresh)
            report, epoch = _prepare(source, fresh, found, clock)
            later = _later_than(folder, found, report, clock)
            with store_faults(folder):
                if device is None:
                    found.save(folder)
                    hand_over(folder / KEY_NAME, folder)
                _keep_unfinished(folder)
                aside = put_in_place(folder, fresh, clock.now(), read_mark(room))
            absolve(folder)
        finally:
            shutil.rmtree(room, ignore_errors=True)
    return Restored(
        found.kiosk,
        epoch,
        report.entries,
        report.drop_offs,
        report.weight_g,
        report.points,
        key_restored=device is None,
        aside=SetAside(aside, *later) if (aside / LEDGER_NAME).exists() else None,
    )


def _refuse_other_kiosk(source: Path, device: Device) -> None:
    """Backups lie in a folder with the kiosk's id, which says more than "does not open"."""
    folder = source.resolve().parent.name
    if _KIOSK.fullmatch(folder) and folder != device.kiosk:
        raise RestoreFault(
            StoreFaultKind.WRONG_KEY,
            f"{source} is a backup of kiosk {folder}, and the device.key here is that of {device.kiosk}",
        )


def _fetch(source: Path, fresh: Path) -> None:
    for suffix in _BESIDE:
        found = source.with_name(source.name + suffix)
        if found.exists() or not suffix:
            _copy_file(found, fresh.with_name(fresh.name + suffix))


def _copy_file(source: Path, target: Path) -> None:
    """Copy a file, telling the failures of the two disks apart."""
    position, at_end = 0, False
    while not at_end:
        try:
            with source.open("rb") as file:
                file.seek(position)
                chunk = file.read(_CHUNK_BYTES)
        except OSError as error:
            raise RestoreFault(
                StoreFaultKind.IO, f"{source} cannot be read ({error.strerror}): try another stick or an older backup"
            ) from error
        with store_faults(target.parent), target.open("ab") as copy:
            copy.write(chunk)
            position, at_end = position + len(chunk), not chunk
            if at_end:
                os.fsync(copy.fileno())


def _prepare(source: Path, fresh: Path, device: Device, clock: Clock) -> tuple[Report, str]:
    """Check the copy as a whole and open its new epoch. Returns what was in it, and the epoch."""
    with _backup_faults(source):
        store = Store(fresh, device.store_key)
        try:
            _migrate(source, store)
            ledger = Ledger(device, clock, store)
            report = verify(ledger, signatures=False)
            if not report.sound:
                raise _damaged(source, report.problems[0])
            epoch = open_epoch(ledger, EpochReason.RESTORED)
            ledger.close_visit()  # whoever that was has gone home since
            forget_draft(ledger)  # and that container may have been emptied since
        finally:
            store.close()
        refuse_unfolded(fresh)
    return report, epoch


def _migrate(source: Path, store: Store) -> None:
    with store.reading() as connection:
        version = migrations.version_of(connection)
    if version == 0:
        raise _damaged(source, "it is empty")
    if version > migrations.CURRENT_VERSION:
        raise RestoreFault(
            StoreFaultKind.NEWER,
            f"{source} was written by a newer version (schema {version}, this one knows "
            f"{migrations.CURRENT_VERSION}): install that version first",
        )
    migrations.migrate(store)


def _damaged(source: Path, problem: str) -> RestoreFault:
    return RestoreFault(StoreFaultKind.CORRUPT, f"{source} is damaged ({problem}): use another backup")


@contextmanager
def _backup_faults(source: Path) -> Iterator[None]:
    """What does not open or cannot be read here is the backup; the rest is the disk that it was copied to."""
    try:
        yield
    except RestoreFault:
        raise
    except StoreFault as fault:
        if fault.kind is StoreFaultKind.WRONG_KEY:
            raise RestoreFault(
                StoreFaultKind.WRONG_KEY,
                f"{source} does not open with this kiosk's device.key: it is another kiosk's, cut off or damaged",
            ) from fault
        if fault.kind is StoreFaultKind.CORRUPT:
            raise _damaged(source, "pages cannot be read") from fault
        raise
    except RuntimeError as error:  # it did not take a setting: no file of ours
        raise _damaged(source, "it is no ledger") from error


def _later_than(folder: Path, device: Device, backup: Report, clock: Clock) -> tuple[int | None, int | None]:
    """What the present ledger has beyond the backup: entries, and those of them that were not acknowledged. It is only
    looked at: damaged or not, it is set aside as it is.
    """
    path = folder / LEDGER_NAME
    if not path.exists():
        return None, None
    store = Store(path, device.store_key, Driver(sqlcipher, _open_read_only))
    try:
        present = Ledger(device, clock, store)
        totals = present.totals()
        there = present.page(backup.entries - 1, backup.entries).entries if backup.entries else []
    except (StoreFault, sqlalchemy.exc.DBAPIError, RuntimeError):  # whatever is wrong with it is why we are here
        return None, None
    finally:
        store.close()
    if backup.entries and [stored.hash.hex() for stored in there] != [backup.head]:
        return None, None
    later = totals.entries - backup.entries
    return later, min(later, totals.pending)


def _open_read_only(path: Path, store_key: bytes) -> Any:
    """A connection that cannot even fold the WAL into the file."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlcipher.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{store_key.hex()}'\"")
    return connection


def _keep_unfinished(folder: Path) -> None:
    """A ledger that waits for its name gets a second one, because ``put_in_place`` takes the first away."""
    unfinished = folder / UNFINISHED_NAME
    if unfinished.exists():
        aside = folder / FOLDER_NAME / f"unfinished-{os.urandom(8).hex()}.db"
        aside.parent.mkdir(exist_ok=True)
        os.link(unfinished, aside)
        sync_folder(aside.parent)
