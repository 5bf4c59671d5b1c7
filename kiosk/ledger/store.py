"""The open file: one writer, several readers, every use a transaction of its own."""

import contextlib
import logging
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger.engine import SQLCIPHER, Driver, make_engine
from kiosk.ledger.faults import store_fault, store_faults
from kiosk.ledger.lease import Leases
from kiosk.ledger.wal import WalGuard, fold

_log = logging.getLogger(__name__)


class Store:
    """Connections to one ledger file. Thread-safe; writers queue. Failures of the world raise ``StoreFault``.

    ``monotonic_s`` tells how long a reader has been reading, seconds.
    """

    def __init__(
        self,
        path: Path,
        store_key: bytes,
        driver: Driver = SQLCIPHER,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self.driver = driver
        self._leases = Leases(driver, monotonic_s)
        self._writer = make_engine(path, store_key, writer=True, driver=driver)
        self._reader = make_engine(path, store_key, writer=False, driver=self._leases.driver)
        self._wal = WalGuard(path, self._leases)
        self._distrust: StoreFaultKind | None = None  # what makes what the system remembers of the file worthless

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction that holds the write lock from its start; durable at its end, undone if it raises.

        After an I/O error nobody writes until ``reopen``: the system may have marked pages as written that are not, and
        a second ``fsync`` would say that all is well.
        """
        if self._distrust is not None:
            raise store_fault(self._distrust, self.path.parent)
        try:
            with store_faults(self.path.parent), self._writer.connect() as connection:
                with connection.begin():
                    yield connection
                self._bound_wal(connection)
        except StoreFault as fault:
            self._note(fault)
            raise

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent snapshot. Keep it short: while it lasts, the WAL cannot be folded into the file. When the WAL
        outgrows its limit, a reader that holds it up is ended and gets a ``StoreFault`` (locked).
        """
        with (
            store_faults(self.path.parent),
            self._reader.begin() as connection,
            self._leases.lend(driver_of(connection)),
        ):
            yield connection

    def _bound_wal(self, connection: sa.Connection) -> None:
        try:
            with store_faults(self.path.parent):
                self._wal.after_commit(driver_of(connection))
        except StoreFault as fault:  # what was to be written is durable, so this is not the caller's failure
            _log.error("the WAL could not be folded into the ledger: %s", fault)
            self._note(fault)

    def _note(self, fault: StoreFault) -> None:
        if fault.kind in {StoreFaultKind.IO, StoreFaultKind.READ_ONLY}:
            self._distrust = fault.kind

    def end_readers(self, seconds: float) -> None:
        """Break off whatever has been read for longer than ``seconds``; who reads gets a ``StoreFault`` (locked)."""
        self._leases.end_older_than(seconds, "the kiosk is being stopped")

    def fold(self) -> bool:
        """Fold the WAL into the file, so that nothing which was overwritten stays readable in it. False: somebody reads
        at this moment, so it was not done.
        """
        with store_faults(self.path.parent), self._writer.connect() as connection:
            return fold(driver_of(connection))

    def close(self) -> None:
        """Give back every connection; the last one folds the WAL into the file. Harmless when repeated, and the next
        use opens new ones.
        """
        self._reader.dispose()
        self._writer.dispose()

    def reopen(self) -> None:
        """Drop every connection, and after an I/O error what the system believes to be on the disk; the next use opens
        new connections and reads from the disk itself.
        """
        self.close()
        if self._distrust is not None:
            for name in (self.path, self.path.with_name(f"{self.path.name}-wal")):
                _forget_cached(name)
        self._distrust = None


def _forget_cached(path: Path) -> None:
    """Make the system drop its unmodified pages of a file, where it can be asked to. In another process: closing any
    descriptor of the file in this one would give up SQLite's locks.
    """
    with contextlib.suppress(FileNotFoundError):
        command = ["dd", f"if={path}", "iflag=nocache", "count=0"]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def driver_of(connection: sa.Connection) -> Any:
    """The SQLite connection itself, inside the same transaction: where a few statements that never change run for
    every entry, SQLAlchemy's share of each would cost more than the commit.
    """
    return connection.connection.driver_connection
