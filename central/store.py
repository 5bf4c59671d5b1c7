"""The database: one engine, two ways in (``reading`` and ``writing``), and the only dialect-aware functions.

SQLite runs in WAL with ``synchronous=FULL``, so an acknowledged range survives a power cut. The SQLite library comes
from the ``sqlcipher3`` wheel, used without a key: the system's own may be older than 3.51.3, which mended a fault in
the WAL reset.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite_driver
from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import InstrumentedAttribute

from central.problems import CentralError
from central.schema import SCHEMA_VERSION, Base, Setting

BUSY_TIMEOUT_MS = 10_000
_CHUNK = 1_000
_GROWS_BY_NEW_TABLES = frozenset({"1"})
"""Older schemas that differ only by tables that ``create_all`` makes."""
_PRAGMAS: Mapping[str, tuple[str, object]] = {
    # pragma: (value to set, value to read back)
    "busy_timeout": (str(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
}

Row = Mapping[str, Any]


class Store:
    """The open database. Thread-safe; every call takes its own pooled connection."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine
        self._writer = engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent snapshot; nothing is kept of what is written in it."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that holds the write lock from its start; durable at its end, undone if it raises."""
        with self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back; SQLite then folds its write-ahead log into the file."""
        self._reader.dispose()


def open_store(database: str) -> Store:
    """Open (and first create) the database of ``database``, an SQLAlchemy URL. Raises ``CentralError``."""
    url = _parse(database)
    try:
        store = Store(_engine(url))
        with store.writing() as connection:
            _prepare_schema(connection)
    except ImportError as error:
        raise CentralError(f"the database driver for {url.drivername} is not installed ({error.name})") from error
    except (DBAPIError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise CentralError(
            f"cannot use database {url.render_as_string()}: {cause}; check that the folder exists, that this account "
            "may write there and that the disk is not full"
        ) from error
    return store


def _parse(database: str) -> URL:
    try:
        url = make_url(database)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise CentralError(
            f"unknown database URL {database!r}; use for example sqlite:////var/lib/greensprout/central.db"
        ) from error
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise CentralError("an SQLite database needs a file: sqlite:////folder/central.db (nothing may live in memory)")
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True)
    _make_private_file(Path(str(url.database)))
    engine = create_engine(url, module=sqlite_driver, connect_args={"isolation_level": None}, hide_parameters=True)
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _make_private_file(path: Path) -> None:
    # The file holds the platform's private keys: nobody else on the machine may read it, from its first byte on.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    for pragma, (value, expected) in _PRAGMAS.items():
        connection.execute(f"PRAGMA {pragma}={value}")
        (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
        if found != expected:
            raise CentralError(f"SQLite does not grant PRAGMA {pragma}={value} (it says {found}); use a local disk")


def _on_sqlite_begin(connection: Connection) -> None:
    # A writer takes its lock at the start: a lock wanted half-way would fail at once instead of waiting.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_schema(connection: Connection) -> None:
    Base.metadata.create_all(connection)
    found = connection.scalar(select(Setting.value).where(Setting.name == "schema"))
    if found is None:
        connection.execute(insert(Setting).values(name="schema", value=str(SCHEMA_VERSION)))
    elif found in _GROWS_BY_NEW_TABLES:
        connection.execute(update(Setting).where(Setting.name == "schema").values(value=str(SCHEMA_VERSION)))
    elif found != str(SCHEMA_VERSION):
        raise CentralError(
            f"the database has schema {found}, this program knows schema {SCHEMA_VERSION}; run the version that made it"
        )


def insert_unless_known(connection: Connection, table: type[Base], row: Row) -> bool:
    """Insert ``row`` unless its key is taken. True when it was inserted."""
    return bool(connection.execute(_insert_or_leave(connection, table).values(**row)).rowcount)


def insert_all_unless_known(connection: Connection, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert those of ``rows`` whose keys are free."""
    if rows:
        connection.execute(_insert_or_leave(connection, table), rows)


def _insert_or_leave(connection: Connection, table: type[Base]) -> Any:
    target = table.__table__
    assert isinstance(target, Table)
    if connection.dialect.name == "postgresql":
        return postgresql.insert(target).on_conflict_do_nothing()
    return sqlite.insert(target).on_conflict_do_nothing()


def insert_all(connection: Connection, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert all ``rows`` in one statement execution."""
    if rows:
        connection.execute(insert(table.__table__), rows)  # type: ignore[arg-type]  # a Table at run time


def where_in(
    connection: Connection,
    columns: Sequence[InstrumentedAttribute[Any]],
    key: InstrumentedAttribute[Any],
    values: Sequence[str],
) -> list[Any]:
    """Rows whose ``key`` is one of ``values``: one query for up to a thousand of them."""
    found: list[Any] = []
    for start in range(0, len(values), _CHUNK):
        found += connection.execute(select(*columns).where(key.in_(values[start : start + _CHUNK]))).all()
    return found
