"""The open file: one writer, several readers, every use a transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kiosk.ledger.engine import SQLCIPHER, Driver, make_engine
from kiosk.ledger.faults import store_faults


class Store:
    """Connections to one ledger file. Thread-safe; writers queue. Failures of the world raise ``StoreFault``."""

    def __init__(self, path: Path, store_key: bytes, driver: Driver = SQLCIPHER) -> None:
        self.path = path
        self.driver = driver
        self._writer = make_engine(path, store_key, writer=True, driver=driver)
        self._reader = make_engine(path, store_key, writer=False, driver=driver)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction that holds the write lock from its start; durable at its end, undone if it raises."""
        with store_faults(self.path.parent), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent snapshot. Keep it short: while it lasts, the WAL cannot be folded into the file."""
        with store_faults(self.path.parent), self._reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give back every connection; the last one folds the WAL into the file. Harmless when repeated, and the next
        use opens new ones.
        """
        self._reader.dispose()
        self._writer.dispose()


def driver_of(connection: sa.Connection) -> Any:
    """The SQLite connection itself, inside the same transaction: where a few statements that never change run for
    every entry, SQLAlchemy's share of each would cost more than the commit.
    """
    return connection.connection.driver_connection
