"""Opening the store: creating it safely the first time, and never starting empty silently.

Creation order matters. The ledger is built under another name and made durable, then the key is written, then the
ledger gets its name. A power cut leaves either nothing that counts, or a key with a ledger that is finished and only
waits for its name. A key without any ledger is never "new": credits may have been lost, and a person must decide.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock
import sqlalchemy as sa

from kiosk.core.clock import Clock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.ids import new_id
from kiosk.ledger import migrations, schema
from kiosk.ledger.device import Device, sync_folder
from kiosk.ledger.engine import SQLCIPHER, Driver
from kiosk.ledger.faults import store_fault, store_faults
from kiosk.ledger.highwater import forget_mark
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.store import Store

LEDGER_NAME = "ledger.db"
UNFINISHED_NAME = "ledger.db.new"
LOCK_NAME = "kiosk.lock"
_PROVISION_LOCK_NAME = "provision.lock"
PROVISION_WAIT_S = 30


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process. Raises ``StoreFault`` when another kiosk holds it. Ends with the process,
    however it ends.
    """
    with store_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / LOCK_NAME)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise StoreFault(
                StoreFaultKind.IN_USE, f"another kiosk is running on {folder}: stop it, or give --data another folder"
            ) from error
    try:
        yield
    finally:
        lock.release()


def open_ledger(folder: Path, clock: Clock, *, create: bool, driver: Driver = SQLCIPHER) -> Ledger:
    """Open the ledger in ``folder``; with ``create``, make key and ledger when both are absent.

    Raises ``StoreFault`` naming what to do for a folder that cannot be written, a missing, damaged or newer ledger, and
    a key that does not fit.
    """
    with store_faults(folder):
        device = _provision(folder, create=create, driver=driver)
        store = Store(folder / LEDGER_NAME, device.store_key, driver)
        try:
            migrations.refuse_empty(store)
            migrations.migrate(store)
            _refuse_incomplete(store)
            ledger = Ledger(device, clock, store)
            ledger.require_key()
        except BaseException:
            store.close()
            raise
        return ledger


def _refuse_incomplete(store: Store) -> None:
    """A table that is gone is damage, and must not look like a bug of ours later."""
    with store.reading() as connection:
        there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not set(schema.metadata.tables) <= there:
        raise store_fault(StoreFaultKind.CORRUPT, store.path.parent)


def _provision(folder: Path, *, create: bool, driver: Driver) -> Device:
    device = Device.load(folder)
    if device is not None and (folder / LEDGER_NAME).exists():
        return device
    if not folder.exists() and not create:
        raise _no_ledger(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # An installer may run `kiosk enrol` while the kiosk starts: one of them makes the store, the other finds it.
    with filelock.FileLock(folder / _PROVISION_LOCK_NAME, timeout=PROVISION_WAIT_S):
        return _make_or_find(folder, create=create, driver=driver)


def _make_or_find(folder: Path, *, create: bool, driver: Driver) -> Device:
    ledger, unfinished = folder / LEDGER_NAME, folder / UNFINISHED_NAME
    device = Device.load(folder)
    if device is not None and ledger.exists():
        return device
    if device is not None and unfinished.exists():
        return _name_it(folder, device)
    if device is not None:
        raise StoreFault(
            StoreFaultKind.MISSING,
            f"{ledger} is missing although this kiosk has recorded before: put it back from a backup; "
            f"to begin again with an empty ledger on purpose, move {folder} away",
        )
    if ledger.exists():
        raise StoreFault(
            StoreFaultKind.WRONG_KEY, f"{folder} has a ledger but no device.key: put the key back from a backup"
        )
    if not create:
        raise _no_ledger(folder)
    _remove_leftovers(unfinished)
    device = Device.generate()
    _build(unfinished, device, driver)
    device.save(folder)
    return _name_it(folder, device)


def _no_ledger(folder: Path) -> StoreFault:
    return StoreFault(StoreFaultKind.MISSING, f"no ledger in {folder}: `kiosk run` or `kiosk enrol` make one")


def _name_it(folder: Path, device: Device) -> Device:
    # A WAL without its ledger belongs to one that was being set aside; SQLite would replay it into this one.
    for suffix in ("-wal", "-shm"):
        orphan = folder / (LEDGER_NAME + suffix)
        if orphan.exists():
            orphan.replace(orphan.with_name(f"{orphan.name}.orphan"))
    # What waits for its name was whole before the ledger moved away that the mark speaks of, if there was one.
    forget_mark(folder)
    sync_folder(folder)
    (folder / UNFINISHED_NAME).replace(folder / LEDGER_NAME)
    sync_folder(folder)
    return device


def _build(path: Path, device: Device, driver: Driver) -> None:
    store = Store(path, device.store_key, driver)
    try:
        migrations.migrate(store)
        with store.writing() as connection:
            connection.execute(sa.insert(schema.epoch).values(no=1, id=new_id()))
    finally:
        store.close()  # the last connection folds the WAL into the file and removes it
    sync_folder(path.parent)


def forget_unfinished(folder: Path) -> None:
    """Take away a ledger that was to replace the present one when the power went: nobody has used it, and it would be
    taken for this kiosk's own should the present one ever be missing. Call it as the sole writer only.
    """
    with store_faults(folder):
        if (folder / LEDGER_NAME).exists():
            _remove_leftovers(folder / UNFINISHED_NAME)


def _remove_leftovers(unfinished: Path) -> None:
    # Nothing can have been credited in a ledger that never got its name.
    for suffix in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
