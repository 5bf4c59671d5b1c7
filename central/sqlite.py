"""What only SQLite needs: a private file, durable settings, and the lock that a writer takes at its start.

It runs in WAL with ``synchronous=FULL``, so an acknowledged range survives a power cut. The library comes from the
``sqlcipher3`` wheel, used without a key: the system's own may be older than 3.51.3, which mended a fault in the WAL
reset.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite_driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from central.problems import CentralError

BUSY_TIMEOUT_MS = 10_000
_ASK_AGAIN_S = 0.000_5
_PRAGMAS: Mapping[str, tuple[str, object]] = {
    # pragma: (value to set, value to read back)
    "busy_timeout": (str(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),  # what is wiped is overwritten, and not only forgotten
}


def sqlite_engine(url: URL) -> Engine:
    """The engine for a file. Raises ``OSError`` when it cannot be made, ``CentralError`` without a file."""
    if url.database in (None, "", ":memory:"):
        raise CentralError("an SQLite database needs a file: sqlite:////folder/central.db (nothing may live in memory)")
    _make_private_file(Path(str(url.database)))
    engine = create_engine(url, module=sqlite_driver, connect_args={"isolation_level": None}, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _make_private_file(path: Path) -> None:
    # The file holds the platform's private keys: nobody else on the machine may read it, from its first byte on.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _on_connect(connection: Any, _record: object) -> None:
    for pragma, (value, expected) in _PRAGMAS.items():
        connection.execute(f"PRAGMA {pragma}={value}")
        (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
        if found != expected:
            raise CentralError(f"SQLite does not grant PRAGMA {pragma}={value} (it says {found}); use a local disk")


def _on_begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    # A writer takes its lock at the start: a lock wanted half-way would fail at once instead of waiting.
    driver = connection.connection.driver_connection
    assert driver is not None
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    # We ask by ourselves: SQLite's own pauses grow to 100 ms, and a process whose threads write one after the other
    # leaves gaps of a fraction of that. Of each process one thread asks at a time (``Turns``).
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < deadline and not _is_settled(driver):
            time.sleep(_ASK_AGAIN_S)
        if not driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # raises as a statement does
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _is_settled(driver: Any) -> bool:
    """Whether asking again has no use."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite_driver.OperationalError as error:
        return bool(error.sqlite_errorcode & 0xFF != sqlite_driver.SQLITE_BUSY)
    return True


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A transaction that may rebuild tables: foreign keys are checked at its end, not while rows have moved out."""
    with engine.execution_options(writes=True).connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")  # says nothing inside a transaction
        try:
            with connection.begin():
                yield connection
                orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if orphan is not None:
                    raise CentralError(f"a row of table {orphan[0]} names a row that does not exist; restore a backup")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
