"""What central asks of a PostgreSQL server, and what it does when the server dies."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from central.problems import CentralError
from central.schema import KioskScale
from central.store import insert_all, is_fault_of_the_world, open_store
from tests.fakes.central_server import running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.postgres import INSTALL, Postgres, find_postgres, running_postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A server of this module's own, to be killed."""
    binaries = find_postgres()
    if binaries is None:
        pytest.skip(INSTALL)
    with running_postgres(binaries) as running:
        yield running


def test_every_connection_is_durable_and_waits_no_longer_than_it_should(postgres: Postgres) -> None:
    url = postgres.new_database()
    with postgres.connect() as server:
        server.execute(f"ALTER DATABASE {make_url(url).database} SET synchronous_commit = off".encode())
    store = open_store(url)
    with store.reading() as one, store.writing() as two:
        for connection, isolation in ((one, "repeatable read"), (two, "read committed")):
            expected = {
                "synchronous_commit": "on",
                "transaction_isolation": isolation,
                "lock_timeout": "10s",
                "statement_timeout": "1min",
                "idle_in_transaction_session_timeout": "1min",
                "application_name": "greensprout-central",
            }
            assert {each: connection.scalar(text(f"SHOW {each}")) for each in expected} == expected
    store.close()


def test_more_than_asked_is_left_as_it_is(postgres: Postgres) -> None:
    url = postgres.new_database()
    with postgres.connect() as connection:
        connection.execute("ALTER ROLE central SET synchronous_commit = remote_apply")
        try:
            store = open_store(url)
            with store.writing() as writer:
                assert writer.scalar(text("SHOW synchronous_commit")) == "remote_apply"
            store.close()
        finally:
            connection.execute("ALTER ROLE central RESET synchronous_commit")


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_may_forget_is_refused(server: Postgres, setting: str) -> None:
    url = server.new_database()
    server.stop()
    server.start(f"{setting}=off")
    try:
        with pytest.raises(CentralError, match=f"PostgreSQL has {setting}=off; turn it on") as caught:
            open_store(url)
        assert "\n" not in str(caught.value)
    finally:
        server.stop()
        server.start()


def test_a_database_of_another_encoding_is_refused(postgres: Postgres) -> None:
    with postgres.connect() as connection:
        connection.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0")
    with pytest.raises(CentralError, match="ENCODING 'UTF8'"):
        open_store(f"postgresql+psycopg://central@/ascii?host={postgres.folder}")


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CentralError, match="check that the server runs") as caught:
        open_store(f"postgresql+psycopg://central:secret@/x?host={tmp_path}")
    assert "secret" not in str(caught.value)


@pytest.mark.expects_log("central.problems")
def test_a_server_that_crashes_loses_and_doubles_nothing(server: Postgres, tmp_path: Path) -> None:
    with running_central(tmp_path, server.new_database()) as central:
        kiosk = central.kiosk()
        for net_g in (3250, 1000):
            kiosk.drop_off(net_g)
        assert body_of(kiosk.send(1, 1), 200, "journal_answer")["acked_seq"] == 1
        server.kill()
        for _ in range(2):
            answer = kiosk.send()
            problem_of(answer, 503, "store-unavailable")
            assert int(answer.headers["retry-after"]) > 0
        server.start()
        assert body_of(kiosk.send(), 200, "journal_answer")["acked_seq"] == 2
        assert (central.stats()["entries"], central.stats()["weight_g"]) == (2, 4250)


@pytest.mark.parametrize("end", [Postgres.stop, Postgres.kill])
def test_a_restart_between_two_requests_is_not_noticed(
    server: Postgres, tmp_path: Path, end: Callable[[Postgres], None]
) -> None:
    with running_central(tmp_path, server.new_database()) as central, ExitStack() as at_once:
        kiosk = central.kiosk()
        kiosk.drop_off(3250)
        for _ in range(3):  # several connections rest in the pool
            at_once.enter_context(central.store.reading()).execute(text("SELECT 1"))
        at_once.close()
        end(server)
        server.start()
        for _ in range(4):
            assert body_of(kiosk.send(), 200, "journal_answer")["acked_seq"] == 1


def test_a_connection_that_was_ended_alone_is_exchanged(postgres: Postgres) -> None:
    store = open_store(postgres.new_database())
    with store.reading() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
    with postgres.connect() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with store.writing() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != pid
    store.close()


def test_a_copy_that_is_cut_off_is_a_fault_of_the_world(postgres: Postgres) -> None:
    store = open_store(postgres.new_database())

    def copy_after_the_cut() -> None:
        with store.writing() as connection:
            pid = connection.scalar(text("SELECT pg_backend_pid()"))
            with postgres.connect() as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
            insert_all(connection, KioskScale, [{"kiosk": "k"}])

    with pytest.raises(Exception, match=r"terminating|closed|lost") as caught:
        copy_after_the_cut()
    assert is_fault_of_the_world(caught.value)
    with store.reading() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    store.close()


def test_a_wrong_statement_is_a_bug(postgres: Postgres) -> None:
    store = open_store(postgres.new_database())
    with pytest.raises(Exception, match="foreign key") as caught, store.writing() as connection:
        insert_all(connection, KioskScale, [{"kiosk": "k"}])
    assert not is_fault_of_the_world(caught.value)
    store.close()
