"""Connections to the encrypted SQLite file. Every setting is read back on every connection: a promise that rests on
``synchronous=FULL`` must not depend on how somebody compiled SQLite.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event, pool

BUSY_TIMEOUT_MS = 5000
READERS = 4
"""Ledger thread, sync, start check, backup."""
MINIMUM_SQLITE = (3, 51, 3)
"""Earlier versions may corrupt a WAL when two connections write or checkpoint at once."""

_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("busy_timeout", str(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS),
    ("trusted_schema", "OFF", 0),
    ("secure_delete", "ON", 1),  # what retention takes away must not stay readable in free pages
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", None),
    ("wal_autocheckpoint", "1000", 1000),
    ("journal_size_limit", str(8 * 1024 * 1024), 8 * 1024 * 1024),
)


@dataclass(frozen=True, slots=True)
class Driver:
    """How a file is opened: a DBAPI module that SQLAlchemy's SQLite dialect understands, and a call that gives a
    connection to a path with a 32-byte key, in autocommit mode and usable from any thread.
    """

    module: ModuleType
    open: Callable[[Path, bytes], Any]


def _open_encrypted(path: Path, store_key: bytes) -> Any:
    connection = sqlcipher.connect(path, isolation_level=None, check_same_thread=False)
    # The cipher log goes to stderr by default; its errors reach us as result codes anyway.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{store_key.hex()}'\"")
    return connection


SQLCIPHER = Driver(sqlcipher, _open_encrypted)
"""The driver of every kiosk. Another one is for tests that put a failing disk beneath the same statements."""


def connect(path: Path, store_key: bytes, driver: Driver = SQLCIPHER) -> Any:
    """One raw connection with all settings made and checked. Transactions are begun by the caller."""
    if driver.module.sqlite_version_info < MINIMUM_SQLITE:
        raise RuntimeError(
            f"SQLite {driver.module.sqlite_version} is older than {MINIMUM_SQLITE}: install the locked packages"
        )
    connection = driver.open(path, store_key)
    try:
        for name, value, expected in _SETTINGS:
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
            answer = connection.execute(f"PRAGMA {name}").fetchone()
            if expected is not None and answer != (expected,):
                raise RuntimeError(f"SQLite did not take {name}={value}: it says {answer}")
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, store_key: bytes, *, writer: bool, driver: Driver = SQLCIPHER) -> sa.Engine:
    """The writer has one connection and begins IMMEDIATE, so two writers queue instead of failing half-way.

    A reader has one for each thread that reads (ledger, sync, start check), begins DEFERRED and may not write at all.
    """
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: connect(path, store_key, driver),
        module=driver.module,
        poolclass=pool.QueuePool,
        pool_size=1 if writer else READERS,
        max_overflow=0,
        pool_timeout=30,
    )
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    if not writer:

        @event.listens_for(engine, "connect")
        def _read_only(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA query_only = ON")

    return engine
