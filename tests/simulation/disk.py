"""A kiosk's disk: real SQLCipher files, whose writes fail, or whose power goes, at the operation that the town chooses.

What a statement or a commit would have done is done by SQLite itself; only its answer is exchanged, so "the commit that
happened and nobody heard of" is a real commit.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from kiosk.ledger.engine import SQLCIPHER, Driver

_WRITES = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE")
_NOT_COPIED = ("-shm", ".lock", "ballast")
"""Memory, locks, and eight megabytes of nothing that the kiosk makes anew."""


class PowerCut(BaseException):
    """The power is gone. No code of the kiosk may go on, not even its error handling."""


class Trouble(StrEnum):
    """What befalls a write."""

    FULL = "full"
    IO = "io"
    READ_ONLY = "read_only"
    UNHEARD = "unheard"  # the commit happens, and an I/O error is reported
    CUT = "cut"
    CUT_AFTER = "cut_after"  # the power goes when the commit has happened and has not been answered


_ERRORS = {
    Trouble.FULL: (sqlite3.SQLITE_FULL, "database or disk is full"),
    Trouble.IO: (sqlite3.SQLITE_IOERR, "disk I/O error"),
    Trouble.READ_ONLY: (sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
    Trouble.UNHEARD: (sqlite3.SQLITE_IOERR | (4 << 8), "disk I/O error"),
}
ON_COMMIT = {Trouble.UNHEARD, Trouble.CUT_AFTER}


@dataclass
class _Armed:
    trouble: Trouble
    writes_left: int


class Disk:
    """One disk. ``folder`` is what lies on it now; a cut leaves a copy of it in a new folder, which takes its place."""

    def __init__(self, shelf: Path) -> None:
        self._shelf = shelf
        self._copies = 0
        self._armed: _Armed | None = None
        self._lasting: Trouble | None = None
        self._calm = False
        self.folder = shelf / "0"
        self.struck: dict[Trouble, int] = dict.fromkeys(Trouble, 0)

    @property
    def driver(self) -> Driver:
        """Opens files on this disk."""
        return Driver(sqlcipher, self._open)

    @property
    def well(self) -> bool:
        """Nothing is wrong, and nothing is about to go wrong."""
        return self._armed is None and self._lasting is None

    def arm(self, trouble: Trouble, after: int) -> None:
        """Strike once, at the write after ``after`` others; what has to do with commits waits for the next commit."""
        self._armed = _Armed(trouble, after)

    def fail(self, trouble: Trouble) -> None:
        """From now on every write fails."""
        self._lasting = trouble

    def heal(self) -> None:
        """Everything works again."""
        self._armed = self._lasting = None

    @contextmanager
    def calm(self) -> Iterator[None]:
        """The town itself looks at the files: nothing strikes meanwhile."""
        before, self._calm = self._calm, True
        try:
            yield
        finally:
            self._calm = before

    def lose_power(self) -> None:
        """Keep what the files say now, as a killed process leaves them, and forget everything else."""
        before = self.folder
        self.folder = self.copy_of(before)
        self._armed = None

    def copy_of(self, folder: Path) -> Path:
        """The files of ``folder`` in a new folder of this disk."""
        self._copies += 1
        copy = self._shelf / str(self._copies)
        copy.mkdir()
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.endswith(_NOT_COPIED):
                shutil.copyfile(path, copy / path.name)
        return copy

    def statement(self, sql: str) -> None:
        """SQLite is about to be asked; raises what it would have answered."""
        if self._calm or not sql.lstrip().upper().startswith(_WRITES):
            return
        if self._lasting is not None:
            self._raise(self._lasting)
        armed = self._armed
        if armed is None or armed.trouble in ON_COMMIT:
            return
        armed.writes_left -= 1
        if armed.writes_left < 0:
            self._armed = None
            self._raise(armed.trouble)

    def committed(self) -> None:
        """A transaction is durable; raises what befalls the answer."""
        armed = self._armed
        if self._calm or armed is None or armed.trouble not in ON_COMMIT:
            return
        armed.writes_left -= 1
        if armed.writes_left < 0:
            self._armed = None
            self._raise(armed.trouble)

    def _raise(self, trouble: Trouble) -> None:
        self.struck[trouble] += 1
        if trouble in {Trouble.CUT, Trouble.CUT_AFTER}:
            self.lose_power()
            raise PowerCut
        code, words = _ERRORS[trouble]
        error = sqlcipher.OperationalError(words)
        error.sqlite_errorcode = code
        raise error

    def _open(self, path: Path, store_key: bytes) -> Any:
        disk = self

        class Cursor(sqlcipher.Cursor):  # type: ignore[misc]  # the package ships no types
            def execute(self, sql: str, *parameters: Any) -> Any:
                disk.statement(sql)
                return super().execute(sql, *parameters)

            def executemany(self, sql: str, *parameters: Any) -> Any:
                disk.statement(sql)
                return super().executemany(sql, *parameters)

        class Connection(sqlcipher.Connection):  # type: ignore[misc]  # the package ships no types
            def execute(self, sql: str, *parameters: Any) -> Any:
                disk.statement(sql)
                return super().execute(sql, *parameters)

            def cursor(self, factory: Any = Cursor) -> Any:
                return super().cursor(factory)

            def commit(self) -> None:
                writes = self.in_transaction and self.total_changes
                super().commit()
                if writes:
                    disk.committed()

        connection = sqlcipher.connect(path, isolation_level=None, check_same_thread=False, factory=Connection)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{store_key.hex()}'\"")
        return connection


assert SQLCIPHER.module is sqlcipher, "the town's disk stands beneath the driver that kiosks use"
