"""The database: two ways in (``reading`` and ``writing``), and what SQLite and PostgreSQL do each in its own way."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Table, insert, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import InstrumentedAttribute

from central import postgres
from central.problems import CentralError
from central.schema import SCHEMA_VERSION, Base, Setting
from central.sqlite import BUSY_TIMEOUT_MS, rebuilding, sqlite_engine
from central.turns import Turns

_DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}
_CHUNK = 1_000
_COLLIDED = frozenset({"40001", "40P01"})  # SQLSTATE: serialization failure, deadlock
TRIES = 4
_AWAY = frozenset({"25006", "25P03"})  # a standby that takes no writes; a transaction that was idle for too long
_CLAIMS = 1
_CLAIM_BUCKETS = 256

Row = Mapping[str, Any]
T = TypeVar("T")


class Store:
    """The open database. Thread-safe; every call takes its own pooled connection."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine
        self._turn: Callable[[], AbstractContextManager[None]] = Turns(BUSY_TIMEOUT_MS / 1000).turn
        if engine.dialect.name == "postgresql":
            # Not "read only" as well: psycopg would ask for "read write" afterwards, which a standby refuses as a bug.
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ")
            self._turn = nullcontext
        self._writer = engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent snapshot; nothing is kept of what is written in it."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, durable at its end, undone if it raises.

        On SQLite it holds the only write lock from its start. On PostgreSQL each statement sees what is committed by
        then: who decides by what he reads must lock it first.
        """
        with self._turn(), self._writer.begin() as connection:
            yield connection

    def transact(self, act: Callable[[Connection], T]) -> T:
        """What ``act`` returns, done in one such transaction.

        When the database undid it because it collided with another one, it is done again; so ``act`` may have no other
        effects. Who comes again may collide again with whom they had let go first: that ends after ``TRIES``.
        """
        for _ in range(TRIES - 1):
            try:
                with self.writing() as connection:
                    return act(connection)
            except DBAPIError as error:
                if _sqlstate(error) not in _COLLIDED:
                    raise
        with self.writing() as connection:
            return act(connection)

    def close(self) -> None:
        """Give all connections back; SQLite then folds its write-ahead log into the file."""
        self._reader.dispose()


def open_store(database: str) -> Store:
    """Open the database of ``database``, an SQLAlchemy URL, and bring its tables up. Raises ``CentralError``."""
    url = _parse(database)
    try:
        engine = sqlite_engine(url) if url.get_backend_name() == "sqlite" else postgres.postgres_engine(url)
        try:
            _bring_up(engine)
        except BaseException:
            engine.dispose()
            raise
    except ImportError as error:
        raise CentralError(f"the database driver for {url.drivername} is not installed ({error.name})") from error
    except (DBAPIError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise CentralError(
            f"cannot use database {url.render_as_string()}: {_one_line(cause)}; {_advice(url)}"
        ) from error
    return Store(engine)


def _parse(database: str) -> URL:
    try:
        url = make_url(database)
        driver = url.get_dialect().driver
    except (ArgumentError, NoSuchModuleError) as error:
        raise CentralError(
            f"unknown database URL {database!r}; use for example sqlite:////var/lib/greensprout/central.db"
        ) from error
    if _DRIVERS.get(url.get_backend_name()) != driver:
        raise CentralError(f"central does not run on {url.drivername}; use sqlite:// or postgresql+psycopg://")
    return url


def _one_line(cause: object) -> str:
    return " ".join(str(cause).split())


def _advice(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return "check that the folder exists, that this account may write there and that the disk is not full"
    return "check that the server runs, and the user, the password and the name of the database"


def _bring_up(engine: Engine) -> None:
    with engine.connect() as connection:
        if _schema_of(connection) == SCHEMA_VERSION:
            return
    with _rebuilding(engine) as connection:
        found = _schema_of(connection)  # another worker may have done it meanwhile
        if found != SCHEMA_VERSION:
            from central.migrations import upgrade  # noqa: PLC0415 - Alembic is slow to load and seldom needed

            upgrade.bring_up(connection, found)


def _rebuilding(engine: Engine) -> AbstractContextManager[Connection]:
    return postgres.rebuilding(engine) if engine.dialect.name == "postgresql" else rebuilding(engine)


def _schema_of(connection: Connection) -> str | None:
    """The version of the tables; None in an empty database."""
    if not inspect(connection).has_table(Setting.__tablename__):
        return None
    return connection.scalar(select(Setting.value).where(Setting.name == "schema"))


def is_fault_of_the_world(error: Exception) -> bool:
    """Whether the database was locked, full or away: the same request may succeed later, and no code is wrong."""
    if isinstance(error, OperationalError | PoolTimeoutError):
        return True
    return isinstance(error, DBAPIError) and (error.connection_invalidated or _sqlstate(error) in _AWAY)


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def insert_unless_known(connection: Connection, table: type[Base], row: Row) -> bool:
    """Insert ``row`` unless its key is taken. True when it was inserted."""
    # Asked to keep it, SQLAlchemy knows the count on both databases; unasked it says -1 on PostgreSQL.
    statement = _insert_or_leave(connection, table).values(**row).execution_options(preserve_rowcount=True)
    return bool(connection.execute(statement).rowcount == 1)


def insert_all_unless_known(connection: Connection, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert those of ``rows`` whose keys are free."""
    if rows:
        connection.execute(_insert_or_leave(connection, table), rows)


def _insert_or_leave(connection: Connection, table: type[Base]) -> Any:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(_table(table)).on_conflict_do_nothing()
    return sqlite.insert(_table(table)).on_conflict_do_nothing()


def insert_all(connection: Connection, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert all ``rows``, which have the same columns, the fastest way that stays inside the transaction."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        postgres.copy_rows(connection, _table(table), rows)
    else:
        connection.execute(insert(_table(table)), rows)


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def lock_claims(connection: Connection, claims: Collection[str], *, alone: bool) -> None:
    """Settle who comes first where a claim and the drop-offs under it arrive at the same moment.

    Whoever claims is ``alone``; ranges that bring drop-offs are not, and go on side by side. Without it each of the two
    would miss the other's uncommitted row. ``claims`` are hashes in hex. SQLite has one writer at a time anyway.
    """
    if claims and connection.dialect.name == "postgresql":
        buckets = [int(claim[:8], 16) % _CLAIM_BUCKETS for claim in claims]
        postgres.lock_buckets(connection, _CLAIMS, buckets, alone=alone)


def where_in(
    connection: Connection,
    columns: Sequence[InstrumentedAttribute[Any]],
    key: InstrumentedAttribute[Any],
    values: Sequence[str],
    *also: ColumnElement[bool],
) -> list[Any]:
    """Rows whose ``key`` is one of ``values`` and for which ``also`` holds: one query for up to a thousand of them."""
    found: list[Any] = []
    for start in range(0, len(values), _CHUNK):
        query = select(*columns).where(key.in_(values[start : start + _CHUNK]), *also)
        found += connection.execute(query).all()
    return found
