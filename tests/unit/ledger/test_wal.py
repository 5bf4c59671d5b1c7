"""The write-ahead log stays bounded, and nobody who is ended for it reads anything wrong."""

import threading
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger import Ledger, verify
from kiosk.ledger.engine import connect
from kiosk.ledger.store import Store, driver_of
from kiosk.ledger.wal import LIMIT_BYTES, LONGEST_READ_S
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

PATIENCE_S = 30
WRITE_BYTES = 512 * 1024
ENDLESS = (
    "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n) SELECT MAX(i), (SELECT 1 FROM journal) FROM n"
)

pytestmark = pytest.mark.expects_log("kiosk.ledger.wal")  # each reader that is ended is told


class Watch:
    """A clock that is moved by hand, seconds."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def store(ledger: Ledger, rules: Rulebook, watch: Watch) -> Iterator[Store]:
    """The store of a ledger with three drop-offs, by a clock of the test."""
    ledger.append_drop_offs([drop_off(rules) for _ in range(3)])
    ledger.close()
    store = Store(ledger.store.path, ledger.device.store_key, monotonic_s=watch)
    yield store
    store.close()


def wal_bytes(store: Store) -> int:
    return store.path.with_name("ledger.db-wal").stat().st_size


def write_past_the_limit(store: Store) -> int:
    """Write half as much again as the log may hold. Returns the most that it held."""
    highest = 0
    for number in range(LIMIT_BYTES * 3 // 2 // WRITE_BYTES):
        with store.writing() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO document VALUES ('filler', ?)", (bytes([number]) * WRITE_BYTES,)
            )
        highest = max(highest, wal_bytes(store))
    return highest


class Reader:
    """Somebody who begins to read on another thread, and goes on only when told to."""

    def __init__(self, store: Store, begin: Callable[[sa.Connection], object], go_on: Callable[..., object]) -> None:
        self._reading, self._told = threading.Event(), threading.Event()
        self.got: object = None
        self.fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(store, begin, go_on))
        self._thread.start()
        assert self._reading.wait(PATIENCE_S)

    def _run(self, store: Store, begin: Callable[[sa.Connection], object], go_on: Callable[..., object]) -> None:
        try:
            with store.reading() as connection:
                found = begin(connection)
                self._reading.set()
                assert self._told.wait(PATIENCE_S)
                self.got = go_on(connection, found)
        except BaseException as fault:  # noqa: BLE001 - the test looks at it
            self.fault = fault

    def finish(self) -> None:
        self._told.set()
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()


def count(connection: sa.Connection, _found: object = None) -> object:
    return connection.exec_driver_sql("SELECT COUNT(*) FROM journal").scalar_one()


def one_row(connection: sa.Connection) -> sa.CursorResult[tuple[object]]:
    result = connection.exec_driver_sql("SELECT position FROM journal ORDER BY position")
    assert result.fetchone() == (1,)
    return result


def one_raw_row(connection: sa.Connection) -> object:
    cursor = driver_of(connection).execute("SELECT position FROM journal ORDER BY position")
    assert cursor.fetchone() == (1,)
    return cursor


def fetch(_connection: sa.Connection, result: sa.CursorResult[tuple[object]]) -> object:
    return result.fetchall()


FORGOTTEN = {
    "between two statements": (count, count),
    "with its last statement behind it": (count, lambda *_: "what was read before"),
    "in the middle of rows": (one_row, fetch),
    "in the middle of the driver's rows": (one_raw_row, fetch),
}


@pytest.mark.parametrize("case", FORGOTTEN)
def test_a_forgotten_reader_cannot_make_the_log_grow(store: Store, watch: Watch, case: str) -> None:
    reader = Reader(store, *FORGOTTEN[case])
    watch.now_s += LONGEST_READ_S + 1
    assert write_past_the_limit(store) <= LIMIT_BYTES + 2 * WRITE_BYTES
    reader.finish()
    assert reader.got is None or case == "with its last statement behind it"
    assert isinstance(reader.fault, StoreFault)
    assert reader.fault.kind is StoreFaultKind.LOCKED


def test_a_statement_that_does_not_end_is_ended(store: Store, watch: Watch) -> None:
    begun = threading.Event()
    fault: list[StoreFaultKind] = []

    def read() -> None:
        try:
            with store.reading() as connection:
                count(connection)
                begun.set()
                connection.exec_driver_sql(ENDLESS).fetchall()
        except StoreFault as locked:
            fault.append(locked.kind)

    thread = threading.Thread(target=read)
    thread.start()
    assert begun.wait(PATIENCE_S)
    watch.now_s += LONGEST_READ_S + 1
    assert write_past_the_limit(store) <= LIMIT_BYTES + 2 * WRITE_BYTES
    thread.join(PATIENCE_S)
    assert fault == [StoreFaultKind.LOCKED]


def test_a_young_reader_keeps_its_moment(store: Store, watch: Watch) -> None:
    reader = Reader(store, count, count)
    watch.now_s += LONGEST_READ_S - 1
    assert write_past_the_limit(store) > LIMIT_BYTES + 2 * WRITE_BYTES
    reader.finish()
    assert (reader.got, reader.fault) == (3, None)
    assert write_past_the_limit(store) <= LIMIT_BYTES + 2 * WRITE_BYTES


def test_whoever_reads_next_reads_well(store: Store, watch: Watch) -> None:
    readers = [Reader(store, count, count) for _ in range(4)]  # every connection there is
    watch.now_s += LONGEST_READ_S + 1
    write_past_the_limit(store)
    for reader in readers:
        reader.finish()
    for _ in range(5):
        with store.reading() as connection:
            assert count(connection) == 3


def test_a_reader_elsewhere_is_waited_for(store: Store, ledger: Ledger, watch: Watch) -> None:
    # Another process cannot be ended from here; the next commit after its end folds everything.
    elsewhere = Store(store.path, ledger.device.store_key, monotonic_s=watch)
    with elsewhere.reading() as connection:
        count(connection)
        watch.now_s += LONGEST_READ_S + 1
        assert write_past_the_limit(store) > LIMIT_BYTES + 2 * WRITE_BYTES
        assert count(connection) == 3
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM document WHERE name = 'filler'")
    assert wal_bytes(store) == 0
    elsewhere.close()


def test_whoever_reads_everything_lets_the_log_be_folded_between_pages(ledger: Ledger, rules: Rulebook) -> None:
    ledger.append_drop_offs([drop_off(rules) for _ in range(2100)])
    elsewhere = connect(ledger.store.path, ledger.device.store_key)
    folded: list[object] = []

    def fold(*_: object) -> None:
        elsewhere.execute("PRAGMA busy_timeout = 0").fetchall()
        elsewhere.execute("INSERT OR REPLACE INTO document VALUES ('filler', x'00')")
        folded.append(elsewhere.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())

    try:
        assert verify(ledger, signatures=False, on_progress=fold).sound
        for number, _ in enumerate(ledger.all_entries()):
            if number % 500 == 0:
                fold()
    finally:
        elsewhere.close()
    assert folded == [(0, 0, 0)] * (3 + 5)
