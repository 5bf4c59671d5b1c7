"""The database file: durable settings, one writer at a time, clear words when it cannot be used."""

import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from central.problems import CentralError
from central.schema import SCHEMA_VERSION, Entry, Resident, Revocation, Setting
from central.store import insert_unless_known, open_store


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_every_connection_is_durable(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "c.db"))
    with store.reading() as one, store.writing() as two:
        for connection in (one, two):
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(text("PRAGMA synchronous")) == 2
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
            assert connection.scalar(text("PRAGMA busy_timeout")) == 10_000
    store.close()


def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    open_store(url(tmp_path / "c.db")).close()
    assert stat.S_IMODE((tmp_path / "c.db").stat().st_mode) == 0o600


def test_an_orphan_is_refused(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "c.db"))
    row = {"journal": 7, "seq": 1, "hash": "", "canonical": b"", "signature": b"", "received_at": ""}
    with pytest.raises(Exception, match="FOREIGN KEY"), store.writing() as connection:
        connection.execute(insert(Entry).values(**row))
    store.close()


def test_a_failing_block_leaves_nothing(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "c.db"))

    def fail_half_way() -> None:
        with store.writing() as connection:
            connection.execute(insert(Setting).values(name="x", value="1"))
            raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        fail_half_way()
    with store.reading() as connection:
        assert connection.scalar(select(Setting.value).where(Setting.name == "x")) is None
    store.close()


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "c.db"))
    resident = {"id": "r", "token_hash": "", "created_at": ""}
    with store.writing() as connection:
        connection.execute(insert(Resident).values(**resident))

    def add() -> None:
        for _ in range(50):
            with store.writing() as connection:
                points = connection.scalar(select(Resident.points)) or 0
                connection.execute(update(Resident).values(points=points + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as connection:
        assert connection.scalar(select(Resident.points)) == 200
    store.close()


def test_insert_unless_known(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "c.db"))
    with store.writing() as connection:
        assert insert_unless_known(connection, Setting, {"name": "x", "value": "1"})
        assert not insert_unless_known(connection, Setting, {"name": "x", "value": "2"})
        assert connection.scalar(select(Setting.value).where(Setting.name == "x")) == "1"
    store.close()


@pytest.mark.parametrize(
    ("database", "words"),
    [
        ("nonsense", "unknown database URL"),
        ("marsdb://host/x", "unknown database URL"),
        ("postgresql+pg8000://host/x", "pg8000"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("sqlite:////no/such/folder/c.db", "cannot use database"),
    ],
)
def test_an_unusable_url_is_said_in_one_line(database: str, words: str) -> None:
    with pytest.raises(CentralError, match=words) as caught:
        open_store(database)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "c.db").write_bytes(b"this is not a database, it is a letter" * 40)
    with pytest.raises(CentralError, match="not a database"):
        open_store(url(tmp_path / "c.db"))


def test_a_database_of_the_first_schema_grows(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "c.db"))
    with store.writing() as connection:
        connection.execute(insert(Resident).values(id="r", token_hash="", created_at=""))
        for table in ("certificates", "cards", "badges", "revocations", "pass_showings", "card_days"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(update(Setting).values(value="1"))
    store.close()
    store = open_store(url(tmp_path / "c.db"))
    with store.reading() as connection:
        assert connection.scalar(select(Setting.value).where(Setting.name == "schema")) == str(SCHEMA_VERSION)
        assert connection.scalar(select(Resident.id)) == "r"
        assert connection.execute(select(Revocation)).all() == []
    store.close()


def test_another_schema_is_left_alone(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "c.db"))
    with store.writing() as connection:
        connection.execute(update(Setting).values(value=str(SCHEMA_VERSION + 1)))
    store.close()
    with pytest.raises(CentralError, match="schema"):
        open_store(url(tmp_path / "c.db"))
