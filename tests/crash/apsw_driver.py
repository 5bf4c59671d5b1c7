"""apsw behind the face of Python's ``sqlite3``: as much of it as SQLAlchemy's dialect and the ledger use.

This module is the DBAPI module. Its errors are those of the kiosk's own driver, so that ``kiosk.ledger.faults`` meets
nothing new. Every statement runs to its end when it is executed.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import apsw
from sqlcipher3.dbapi2 import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,  # noqa: A004 - DBAPI's name
)

from kiosk.ledger.engine import Driver

__all__ = [
    "DataError",
    "DatabaseError",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Warning",
]
apilevel = "2.0"
paramstyle = "qmark"
threadsafety = 1
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))
Binary = memoryview

_DAMAGE = (apsw.CorruptError, apsw.NotADBError)
_MISTAKES = (apsw.BindingsError, apsw.MisuseError, apsw.RangeError, apsw.ConnectionClosedError)


def driver(vfs: str, connection: "type[Connection] | None" = None) -> Driver:
    """A driver whose files lie on the VFS of that name. The key is not used: apsw has no encryption."""
    kind = connection or Connection
    return Driver(sys.modules[__name__], lambda path, _store_key: kind(path, vfs))


def _raise(error: apsw.Error) -> NoReturn:
    kind = OperationalError
    if isinstance(error, apsw.ConstraintError):
        kind = IntegrityError
    elif isinstance(error, _DAMAGE):
        kind = DatabaseError
    elif isinstance(error, _MISTAKES):
        kind = ProgrammingError
    told = kind(str(error))
    told.sqlite_errorcode = getattr(error, "extendedresult", apsw.SQLITE_ERROR)
    raise told from error


class Connection:
    """Autocommit: transactions are begun in SQL. Usable from any thread, one at a time."""

    isolation_level = None

    def __init__(self, path: Path, vfs: str) -> None:
        try:
            self.apsw = apsw.Connection(str(path), vfs=vfs)
        except apsw.Error as error:
            _raise(error)

    @property
    def in_transaction(self) -> bool:
        return self.apsw.in_transaction

    def cursor(self) -> "Cursor":
        return Cursor(self)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        return self.cursor().execute(statement, values)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        try:
            self.apsw.close()
        except apsw.Error as error:
            _raise(error)

    def create_function(self, name: str, arguments: int, function: Callable[..., Any], **how: Any) -> None:
        self.apsw.create_scalar_function(name, function, arguments, **how)

    def set_progress_handler(self, handler: Callable[[], bool] | None, operations: int) -> None:
        self.apsw.set_progress_handler(handler, operations or 1)

    def interrupt(self) -> None:
        self.apsw.interrupt()


class Cursor:
    """What one statement has answered."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._rows: Iterator[tuple[Any, ...]] = iter(())

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        self.description = self._nominal(statement)
        cursor = self.connection.apsw.cursor()
        cursor.exec_trace = self._describe
        try:
            self._rows = iter(cursor.execute(statement, tuple(values)).fetchall())
        except apsw.Error as error:
            _raise(error)
        finally:
            cursor.close(True)
        self.rowcount = -1 if self.description else self.connection.apsw.changes()
        self.lastrowid = self.connection.apsw.last_insert_rowid()
        return self

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> "Cursor":
        changed = 0
        for values in rows:
            self.execute(statement, values)
            changed += self.rowcount
        self.rowcount = changed
        return self

    @staticmethod
    def _nominal(statement: str) -> tuple[tuple[Any, ...], ...] | None:
        # A question that only SQLCipher understands has no rows here, but it is one that could have some.
        return (("answer", *[None] * 6),) if statement.startswith("PRAGMA") else None

    def _describe(self, cursor: apsw.Cursor, _statement: str, _values: object) -> bool:
        if described := cursor.get_description():
            self.description = tuple((name, *[None] * 6) for name, *_ in described)
        return True

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def close(self) -> None:
        self._rows = iter(())
