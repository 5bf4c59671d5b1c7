"""The database of both kinds: durable settings, one writer at a time, clear words when it cannot be used."""

import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from central.problems import CentralError
from central.schema import Entry, Journal, Kiosk, KioskScale, Resident, Setting, shard_of
from central.store import insert_all, insert_unless_known, open_store

KIOSK, OTHER = "k-abc00000000000000000", "k-abd00000000000000000"


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def add_kiosks(connection: Connection) -> None:
    """Two kiosks, and journal 1 of the first."""
    for kiosk in (KIOSK, OTHER):
        connection.execute(insert(Kiosk).values(id=kiosk, public_key=b"", software="", enrolled_at=""))
    connection.execute(insert(Journal).values(id=1, kiosk=KIOSK, epoch="", acked_seq=0, head_hash=""))


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
    row = {"shard": 1, "journal": 7, "seq": 1, "hash": "", "canonical": b"", "signature": b"", "received_at": ""}
    with pytest.raises(Exception, match="FOREIGN KEY"), store.writing() as connection:
        connection.execute(insert(Entry).values(**row))
    store.close()


def test_a_failing_block_leaves_nothing(database: str) -> None:
    store = open_store(database)

    def fail_half_way() -> None:
        with store.writing() as connection:
            connection.execute(insert(Setting).values(name="x", value="1"))
            raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        fail_half_way()
    with store.reading() as connection:
        assert connection.scalar(select(Setting.value).where(Setting.name == "x")) is None
    store.close()


def test_writers_wait_for_each_other(database: str) -> None:
    store = open_store(database)
    resident = {"id": "r", "token_hash": "", "created_at": ""}
    with store.writing() as connection:
        connection.execute(insert(Resident).values(**resident))

    def add() -> None:
        for _ in range(50):
            with store.writing() as connection:
                points = connection.scalar(select(Resident.points).with_for_update()) or 0
                connection.execute(update(Resident).values(points=points + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as connection:
        assert connection.scalar(select(Resident.points)) == 200
    store.close()


def test_a_reader_sees_one_moment(database: str) -> None:
    store = open_store(database)
    with store.reading() as reader:
        before = reader.scalar(select(func.count()).select_from(Setting))
        with store.writing() as writer:
            writer.execute(insert(Setting).values(name="x", value="1"))
        assert reader.scalar(select(func.count()).select_from(Setting)) == before
    store.close()


def test_insert_unless_known(database: str) -> None:
    store = open_store(database)
    with store.writing() as connection:
        assert insert_unless_known(connection, Setting, {"name": "x", "value": "1"})
        assert not insert_unless_known(connection, Setting, {"name": "x", "value": "2"})
        assert connection.scalar(select(Setting.value).where(Setting.name == "x")) == "1"
    store.close()


def test_bulk_rows_arrive_as_they_are(database: str) -> None:
    store = open_store(database)
    rows: list[dict[str, Any]] = [
        {
            "shard": shard_of(KIOSK),
            "journal": 1,
            "seq": 2**63 - 1 - number,
            "hash": "0" * 64,
            "canonical": bytes(range(256)) + b"\\.\n\t" * number,
            "signature": b"",
            "received_at": "2026-11-22T10:00:00.000Z",
        }
        for number in range(3)
    ]
    scales = [
        {"kiosk": KIOSK, "checked_at": None, "check_passed": False, "certificate_until": "\\N"},
        {"kiosk": OTHER, "checked_at": "忠山\t", "check_passed": None, "certificate_until": ""},
    ]
    with store.writing() as connection:
        add_kiosks(connection)
        insert_all(connection, Entry, rows)
        insert_all(connection, KioskScale, scales)
        insert_all(connection, Entry, [])
    with store.reading() as connection:
        found = connection.execute(select(Entry.__table__).order_by(Entry.seq.desc())).mappings().all()
        assert [dict(row) for row in found] == rows
        found = connection.execute(select(KioskScale.__table__).order_by(KioskScale.kiosk)).mappings().all()
        assert [dict(row) for row in found] == scales
    store.close()


def test_bulk_rows_that_do_not_fit_leave_nothing(database: str) -> None:
    store = open_store(database)
    entry = {"shard": 1, "journal": 1, "seq": 1, "hash": "", "canonical": b"", "signature": b"", "received_at": ""}
    with store.writing() as connection:
        add_kiosks(connection)

    def add_twice() -> None:
        with store.writing() as connection:
            insert_all(connection, Entry, [entry, entry])

    with pytest.raises(IntegrityError):
        add_twice()
    with store.reading() as connection:
        assert connection.execute(select(Entry.seq)).all() == []
    store.close()


def test_a_kiosk_has_one_shard() -> None:
    assert shard_of("k-00000000000000000000") == 0
    assert shard_of("k-fff00000000000000000") == 4095
    assert shard_of("k-0a3fffffffffffffffff") == 0x0A3


@pytest.mark.parametrize(
    ("database", "words"),
    [
        ("nonsense", "unknown database URL"),
        ("marsdb://host/x", "unknown database URL"),
        ("postgresql+pg8000://host/x", "pg8000"),
        ("mysql://host/x", "does not run on mysql"),
        ("postgresql+psycopg://central:secret@/x?host=/no/such/folder", "check that the server runs"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("sqlite:////no/such/folder/c.db", "cannot use database"),
    ],
)
def test_an_unusable_url_is_said_in_one_line(database: str, words: str) -> None:
    with pytest.raises(CentralError, match=words) as caught:
        open_store(database)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "c.db").write_bytes(b"this is not a database, it is a letter" * 40)
    with pytest.raises(CentralError, match="not a database"):
        open_store(url(tmp_path / "c.db"))
