"""Readers that can be ended from outside: while one reads, the WAL cannot be folded into the file, and a forgotten one
would let it grow until the disk is full.
"""

import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger.engine import Driver

_PATIENCE_S = 0.2
"""The writer waits while somebody else's transaction is ended."""


class LeasedConnection:
    """A reader's DBAPI connection, lent for one transaction at a time. ``revoke`` ends that transaction from another
    thread: whoever reads gets a ``StoreFault`` at the next use, and never rows of two different moments.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._cursors: weakref.WeakSet[LeasedCursor] = weakref.WeakSet()
        self.calls = threading.RLock()  # held while SQLite works for this connection
        self._lease = threading.Lock()  # guards the two below; never taken inside a call
        self._since_s: float | None = None
        self._ended: str | None = None  # why, for staff

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    @contextmanager
    def lent(self, now_s: float) -> Iterator[None]:
        """Read inside the block. Raises ``StoreFault`` (locked), at its end at the latest, once it was revoked."""
        with self._lease:
            self._since_s = now_s
        try:
            yield
        finally:
            with self._lease:
                ended, self._since_s, self._ended = self._ended, None, None
        if ended is not None:
            raise StoreFault(StoreFaultKind.LOCKED, ended)

    def revoke(self, before_s: float, why: str) -> bool:
        """End the transaction when it began before ``before_s``. Returns whether it did; then its locks are gone. A
        call that cannot be interrupted is waited for a moment only; then the transaction ends with the call after it.
        """
        with self._lease:
            if self._since_s is None or self._since_s >= before_s:
                return False
            if self._ended is not None and not self._connection.in_transaction:
                return False
            self._ended = why
            self._connection.interrupt()  # what is under way gives up and lets go of the calls
            if not self.calls.acquire(timeout=_PATIENCE_S):
                return False
            try:
                for cursor in list(self._cursors):
                    cursor.close()  # a statement that was read half-way keeps the snapshot beyond ROLLBACK
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            finally:
                self.calls.release()
            return True

    @contextmanager
    def use(self) -> Iterator[None]:
        """One call inside the block. Raises ``StoreFault`` (locked) once the lease was revoked."""
        with self.calls:
            if self._ended is not None:
                raise StoreFault(StoreFaultKind.LOCKED, self._ended)
            try:
                yield
            except Exception as error:
                if self._ended is not None:  # the call was interrupted
                    raise StoreFault(StoreFaultKind.LOCKED, self._ended) from error
                raise

    def cursor(self) -> "LeasedCursor":
        """As in DBAPI. Always succeeds: SQLAlchemy would hide a fault that is raised here in one of its own."""
        with self.calls:
            cursor = LeasedCursor(self, self._connection.cursor())
            self._cursors.add(cursor)
            return cursor

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "LeasedCursor":
        """A new cursor that has executed ``statement``."""
        return self.cursor().execute(statement, parameters)

    def commit(self) -> None:
        """As in DBAPI; harmless when the lease was revoked."""
        with self.calls:
            self._connection.commit()

    def rollback(self) -> None:
        """As in DBAPI; harmless when the lease was revoked."""
        with self.calls:
            self._connection.rollback()

    def close(self) -> None:
        """As in DBAPI."""
        with self.calls:
            self._connection.close()


class LeasedCursor:
    """A DBAPI cursor whose every call belongs to the lease of its connection."""

    def __init__(self, lease: LeasedConnection, cursor: Any) -> None:
        self._lease = lease
        self._cursor = cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "LeasedCursor":
        """As in DBAPI."""
        with self._lease.use():
            self._cursor.execute(statement, parameters)
        return self

    def fetchone(self) -> Any:
        """As in DBAPI."""
        with self._lease.use():
            return self._cursor.fetchone()

    def fetchmany(self, size: int = 1) -> list[Any]:
        """As in DBAPI."""
        with self._lease.use():
            return list(self._cursor.fetchmany(size))

    def fetchall(self) -> list[Any]:
        """As in DBAPI."""
        with self._lease.use():
            return list(self._cursor.fetchall())

    def close(self) -> None:
        """As in DBAPI; harmless when the lease was revoked."""
        with self._lease.calls:
            self._cursor.close()


class Leases:
    """All connections of one store's readers. ``monotonic_s``: a clock that only goes forward, seconds."""

    def __init__(self, driver: Driver, monotonic_s: Callable[[], float]) -> None:
        self.driver = Driver(driver.module, self._open)
        self._open_plain = driver.open
        self._monotonic_s = monotonic_s
        self._opened: weakref.WeakSet[LeasedConnection] = weakref.WeakSet()
        self._opening = threading.Lock()

    def _open(self, path: Path, store_key: bytes) -> LeasedConnection:
        connection = LeasedConnection(self._open_plain(path, store_key))
        with self._opening:
            self._opened.add(connection)
        return connection

    @contextmanager
    def lend(self, connection: LeasedConnection) -> Iterator[None]:
        """Read with ``connection`` inside the block, which ends as ``LeasedConnection.lent`` says."""
        with connection.lent(self._monotonic_s()):
            yield

    def end_older_than(self, seconds: float, why: str) -> int:
        """End what has been read for longer than ``seconds``. Returns how many that were."""
        before_s = self._monotonic_s() - seconds
        with self._opening:
            opened = list(self._opened)
        return sum(connection.revoke(before_s, why) for connection in opened)
