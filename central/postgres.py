"""What only PostgreSQL needs: settings that are read back, limits for everything that waits, COPY, advisory locks."""

import select
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InvalidatePoolError

from central.problems import CentralError

CONNECTIONS = 10
"""Of one worker, at most. A request waits for a free one, as long as it would wait for a lock."""
WAIT_S = 10

_LIMITS: Mapping[str, str] = {
    "lock_timeout": f"{WAIT_S}s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
}
_LINK: Mapping[str, object] = {
    "application_name": "greensprout-central",
    "client_encoding": "utf8",
    "connect_timeout": 5,
    # A server that has vanished is noticed within half a minute, also in the middle of a statement.
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_DURABLE = frozenset({"on", "remote_apply"})
_MIGRATION_LOCK = 0x67_72_65_65_6E  # any number that no other program takes


def postgres_engine(url: URL) -> Engine:
    """The engine for a server. What ``url`` says about the connection itself (``connect_timeout=…``) comes first."""
    engine = create_engine(
        url,
        connect_args={name: value for name, value in _LINK.items() if name not in url.query},
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_S,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "checkout", _on_checkout)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    """Set the limits and see that COMMIT means durable here. Raises ``CentralError``."""
    with connection.cursor() as cursor:
        for name, value in _LIMITS.items():
            cursor.execute("SELECT set_config(%s, %s, false)", (name, value))
        cursor.execute("SHOW synchronous_commit")
        if cursor.fetchone()[0] not in _DURABLE:  # an operator may have asked for more than "on", never for less
            cursor.execute("SET synchronous_commit = on")
        connection.commit()
        for name, good, advice in (
            ("synchronous_commit", _DURABLE, "let this account set it"),
            ("fsync", {"on"}, "turn it on: an acknowledged entry would not survive a power cut"),
            ("full_page_writes", {"on"}, "turn it on: a power cut could leave torn pages"),
            ("server_encoding", {"UTF8"}, "make the database with ENCODING 'UTF8'"),
        ):
            cursor.execute(f"SHOW {name}")
            found = cursor.fetchone()[0]
            if found not in good:
                raise CentralError(f"PostgreSQL has {name}={found}; {advice}")
    connection.commit()


def _on_checkout(connection: Any, _record: object, _fairy: object) -> None:
    """See that a resting connection was not closed meanwhile; the pool then exchanges it and all that are as old.

    A server that ends, or is killed, says so, or closes the line: then there is something to read where nobody has
    asked anything. To look costs microseconds; SQLAlchemy's ``pool_pre_ping`` asks the server, at each request twice.
    """
    if connection.closed or _is_readable(connection):
        raise InvalidatePoolError("the server has closed a resting connection")


def _is_readable(connection: Any) -> bool:
    line = select.poll()
    line.register(connection.fileno(), select.POLLIN)
    return bool(line.poll(0))


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """The transaction of whoever brings the tables up, one at a time however many workers start; it may take long."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_S}s'"))
        yield connection


def copy_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """COPY ``rows``, which have the same columns, into ``table``. Raises ``DBAPIError``, as a statement does."""
    dialect = connection.dialect
    names = list(rows[0])
    statement = f"COPY {table.name} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
    types = [table.c[name].type.compile(dialect).partition("(")[0].lower() for name in names]
    driver: Any = connection.connection.driver_connection
    assert dialect.dbapi is not None
    base_error = dialect.dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row([row[name] for name in names])
    except base_error as error:
        raise _as_raised_by_statements(connection, statement, error, base_error) from error


def _as_raised_by_statements(
    connection: Connection, statement: str, error: Exception, base_error: type[Exception]
) -> BaseException:
    lost = connection.dialect.is_disconnect(error, connection.connection.driver_connection, None)  # type: ignore[arg-type]
    wrapped = DBAPIError.instance(
        statement,
        None,
        error,
        base_error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=connection.dialect,
    )
    if lost:
        connection.invalidate(error)
    return wrapped


def lock_buckets(connection: Connection, space: int, buckets: Sequence[int], *, alone: bool) -> None:
    """Until the transaction ends: ``alone`` in these buckets of ``space``, or together with others that are not."""
    function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    query = text(f"SELECT {function}(:space, bucket) FROM unnest(CAST(:buckets AS integer[])) AS bucket")  # noqa: S608
    connection.execute(query, {"space": space, "buckets": sorted(set(buckets))})
