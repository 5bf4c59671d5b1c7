"""Databases of every version that was ever released go on, with all their rows; models and migrations agree."""

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, func, inspect, make_url, select, text, update

from central import postgres, sqlite
from central.clock import local_day
from central.migrations.upgrade import configuration
from central.problems import CentralError
from central.schema import (
    ENTRY_PARTITIONS,
    SCHEMA_VERSION,
    WHEN,
    Base,
    DropOff,
    Entry,
    Journal,
    Kiosk,
    KioskKey,
    ResidentDay,
    Setting,
    Verdict,
    shard_of,
)
from central.sqlite import sqlite_engine
from central.store import Store, open_store

RELEASED = Path(__file__).parent / "released"
VERSIONS = ("1", "1.1", "2", "3", "4", "5")  # 1.1 calls itself 1 too
KINDS = ("sqlite", "postgresql")
Shape = tuple[dict[str, Any], list[Any]]
TABLES_OF_1 = ("kiosks", "journals", "entries", "verdicts", "drop_offs", "fork_evidence", "residents", "invitations")

ADDED = {
    ("entries", "shard"),
    ("kiosks", "last_seen"),
    ("journals", "key_no"),
    ("drop_offs", "moment"),
    ("drop_offs", "moment_kind"),
    ("drop_offs", "session"),
    ("drop_offs", "line"),
    ("drop_offs", "weighing"),
}


@dataclass
class Grown:
    """A database that a released version wrote, after the present program has opened it. Tests only read it."""

    version: str
    before: dict[str, list[tuple[Any, ...]]]
    store: Store


@pytest.fixture(scope="module", params=[(kind, version) for kind in KINDS for version in VERSIONS], ids="-".join)
def grown(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> Iterator[Grown]:
    """Brought up once for all that is looked at in it: loading and migrating are what takes long."""
    kind, version = request.param
    database = new_database(kind)
    before = load(database, version)
    with closing(open_store(database)) as store:
        yield Grown(version, before, store)


@pytest.fixture(scope="module")
def shape_of_a_new_one(new_database: Callable[[str], str]) -> Callable[[str], Shape]:
    """The tables, and the partitions where there are any, of a database of a kind that began empty."""

    @cache
    def look(kind: str) -> Shape:
        with closing(open_store(new_database(kind))) as store, store.reading() as connection:
            return shape_of(connection), partitions(connection)

    return look


def load(database: str, version: str) -> dict[str, list[tuple[Any, ...]]]:
    """Fill an empty database with what a released version wrote; the rows of its tables."""
    script = (RELEASED / f"{version}.{kind_of(database)}.sql").read_text("utf-8")
    engine = engine_of(database)
    if kind_of(database) == "sqlite":
        assert engine.url.database is not None
        with closing(sqlite3.connect(engine.url.database)) as plain:
            plain.executescript(script)
    with engine.begin() as connection:
        if kind_of(database) == "postgresql":
            connection.exec_driver_sql(script)
        rows = rows_of(connection)
    engine.dispose()
    return rows


def kind_of(database: str) -> str:
    return make_url(database).get_backend_name()


def engine_of(database: str) -> Engine:
    return sqlite_engine(make_url(database)) if kind_of(database) == "sqlite" else create_engine(database)


def rows_of(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, without the columns that later versions have added."""
    tables = MetaData()
    tables.reflect(connection, only=lambda name, _: name in Base.metadata.tables)
    found = {}
    for table in tables.tables.values():
        columns = [column for column in table.c if (table.name, column.name) not in ADDED]
        found[table.name] = sorted(tuple(row) for row in connection.execute(select(*columns)))
    return found


def shape_of(connection: Connection) -> dict[str, Any]:
    """What the tables are like, as the database tells it."""
    inspector = inspect(connection)
    shape: dict[str, Any] = {}
    for table in sorted(inspector.get_table_names()):
        columns = {
            column["name"]: (str(column["type"]), column["nullable"], column["default"] is not None)
            for column in inspector.get_columns(table)
        }
        indexes = [
            (each["name"], each["column_names"], each["unique"], words_of(each.get("dialect_options", {})))
            for each in inspector.get_indexes(table)
        ]
        foreign = [
            (each["name"], each["constrained_columns"], each["referred_table"])
            for each in inspector.get_foreign_keys(table)
        ]
        unique = [(each["name"], each["column_names"]) for each in inspector.get_unique_constraints(table)]
        key = inspector.get_pk_constraint(table)
        key_facts = (key["name"], key["constrained_columns"])
        shape[table] = (columns, key_facts, sorted(foreign), sorted(indexes, key=str), sorted(unique))
    return shape


def words_of(options: dict[str, Any]) -> str:
    return " ".join(f"{name} {value}" for name, value in sorted(options.items()))


def test_a_released_database_goes_on(grown: Grown) -> None:
    before = dict(grown.before)
    with grown.store.reading() as connection:
        after = rows_of(connection)
        shards = connection.execute(
            select(Journal.kiosk, Entry.shard).join(Entry, Entry.journal == Journal.id).distinct()
        ).all()
        orphans = connection.scalar(
            select(func.count())
            .select_from(Verdict)
            .outerjoin(Entry, (Entry.journal == Verdict.journal) & (Entry.seq == Verdict.seq))
            .where(Entry.seq.is_(None))
        )
    assert ("schema", SCHEMA_VERSION) in after["settings"]
    for rows in (before, after):
        rows["settings"] = [row for row in rows["settings"] if row[0] != "schema"]
    assert {name: after[name] for name in before} == before
    assert len(before["entries"]) >= 5
    assert all(before[name] for name in TABLES_OF_1)
    assert sorted(shards) == sorted((row.kiosk, shard_of(row.kiosk)) for row in shards)
    assert orphans == 0


def test_it_has_the_tables_of_a_new_one(grown: Grown, shape_of_a_new_one: Callable[[str], Shape]) -> None:
    with grown.store.reading() as connection:
        kind = connection.dialect.name
        assert (shape_of(connection), partitions(connection)) == shape_of_a_new_one(kind)
        assert len(partitions(connection)) == (ENTRY_PARTITIONS if kind == "postgresql" else 0)


def partitions(connection: Connection) -> list[Any]:
    """Name and bounds of each part of ``entries``; SQLite has none."""
    if connection.dialect.name == "sqlite":
        return []
    query = (
        "SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
        "WHERE i.inhparent = 'entries'::regclass ORDER BY 1"
    )
    return list(connection.execute(text(query)).all())


def test_the_days_of_before_are_counted(grown: Grown) -> None:
    with grown.store.reading() as connection:
        query = select(DropOff.credited_to, WHEN, DropOff.net_g).where(DropOff.verdict == "accepted")
        rows = connection.execute(query.where(DropOff.credited_to.is_not(None), DropOff.reason.is_(None))).all()
        days = connection.execute(select(ResidentDay.resident, ResidentDay.day, ResidentDay.net_g)).all()
    expected: Counter[tuple[str, str]] = Counter()
    for row in rows:
        expected[row.credited_to, local_day(row.at).isoformat()] += row.net_g
    assert expected
    assert {(row.resident, row.day): row.net_g for row in days} == expected


def test_models_and_migrations_agree(database: str) -> None:
    store = open_store(database)
    with store.writing() as connection:
        command.check(configuration(connection))  # raises when Alembic would make a migration
        assert ScriptDirectory.from_config(configuration(connection)).get_heads() == [SCHEMA_VERSION]
    store.close()


def test_the_migrations_alone_make_the_tables(database: str, new_database: Callable[[str], str]) -> None:
    engine = engine_of(database)
    opened = postgres.rebuilding(engine) if kind_of(database) == "postgresql" else sqlite.rebuilding(engine)
    with opened as connection:
        command.upgrade(configuration(connection), "head")
        made = shape_of(connection)
    engine.dispose()
    store = open_store(new_database(kind_of(database)))
    with store.reading() as connection:
        assert made == shape_of(connection)
    store.close()


def test_opening_again_changes_nothing(database: str) -> None:
    load(database, "2")
    seen = []
    for _ in range(2):
        store = open_store(database)
        with store.reading() as connection:
            seen.append((shape_of(connection), rows_of(connection)))
        store.close()
    assert seen[0] == seen[1]


@pytest.mark.parametrize("start", ["nothing", "2"])
def test_workers_that_start_at_once_do_it_once(database: str, start: str) -> None:
    if start != "nothing":
        load(database, start)
    gate = threading.Barrier(4)
    stores: list[Store] = []

    def begin() -> None:
        gate.wait()
        stores.append(open_store(database))

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores) == 4
    with stores[0].reading() as connection:
        assert connection.scalar(select(Setting.value).where(Setting.name == "schema")) == SCHEMA_VERSION
    for store in stores:
        store.close()


def test_a_failing_migration_leaves_the_old_database(database: str) -> None:
    before = load(database, "2")
    engine = engine_of(database)
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE ix_drop_offs_held (name INTEGER)")  # takes the last step's name
    with pytest.raises(CentralError, match="ix_drop_offs_held"):
        open_store(database)
    with engine.connect() as connection:
        assert rows_of(connection) == before
        assert not inspect(connection).has_table("entries_before")
        assert not inspect(connection).has_table("alembic_version")
    engine.dispose()


@pytest.mark.parametrize("other", ["999", ""])
def test_another_schema_is_left_alone(database: str, other: str) -> None:
    store = open_store(database)
    with store.writing() as connection:
        connection.execute(update(Setting).values(value=other))
    store.close()
    with pytest.raises(CentralError, match=f"has schema {other}, this program knows schema {SCHEMA_VERSION}"):
        open_store(database)


def test_old_kiosks_were_last_seen_when_their_newest_entry_came(grown: Grown) -> None:
    with grown.store.reading() as connection:
        seen = {row.id: row.last_seen for row in connection.execute(select(Kiosk.id, Kiosk.last_seen))}
        query = select(Journal.kiosk, func.max(Entry.received_at)).join(Entry, Entry.journal == Journal.id)
        came = dict(list(connection.execute(query.group_by(Journal.kiosk))))
        kinds = set(connection.scalars(select(DropOff.moment_kind)))
    assert came
    assert {kiosk: at for kiosk, at in seen.items() if at is not None} == came
    assert kinds == ({"label", "corrected"} if grown.version == "5" else {"label"})


def test_the_acts_of_before_are_known(grown: Grown) -> None:
    with grown.store.reading() as connection:
        columns = (DropOff.session, DropOff.line, DropOff.weighing, Entry.canonical)
        query = select(*columns).join(Entry, (Entry.journal == DropOff.journal) & (Entry.seq == DropOff.seq))
        found = connection.execute(query).all()
    assert found
    for session, line, weighing, canonical in found:
        body = json.loads(canonical)["body"]
        assert (session, line, weighing) == (body["session"], body["line"], body["weighing"]["id"])


def test_what_waits_for_review_has_its_index(database: str) -> None:
    store = open_store(database)
    with store.reading() as connection:
        names = {index["name"] for index in inspect(connection).get_indexes(Verdict.__tablename__)}
    assert "ix_verdicts_held" in names
    store.close()


def test_the_key_of_the_enrolment_is_the_first(grown: Grown) -> None:
    with grown.store.reading() as connection:
        keys = connection.execute(select(KioskKey.kiosk, KioskKey.no, KioskKey.public_key, KioskKey.since)).all()
        enrolled = connection.execute(select(Kiosk.id, Kiosk.public_key, Kiosk.enrolled_at)).all()
        assert set(connection.scalars(select(Journal.key_no))) == {1}
    assert sorted(keys) == sorted((row.id, 1, row.public_key, row.enrolled_at) for row in enrolled)
    assert keys
