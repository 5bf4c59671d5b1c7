"""What is kept of a kiosk's boots has a bound, and what was let go of cannot be told anew in another way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, insert, select

from central.boots import Timeline
from central.moments import Reading, to_ms
from central.schema import Boot, BootRun, Journal, Kiosk
from central.store import open_store

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
KIOSK, OTHER = "k-" + "a" * 20, "k-" + "b" * 20
KEPT = 1_000
DAY_MS = 24 * 3_600_000


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    """A transaction on a database with two kiosks, whose boots began on one day after the other until yesterday."""
    store = open_store(database)
    with store.writing() as writing:
        for kiosk in (KIOSK, OTHER):
            row = {"public_key": b"", "software": "", "enrolled_at": "2026-11-22T10:00:00.000Z"}
            writing.execute(insert(Kiosk).values(id=kiosk, **row))
            boots = [{"kiosk": kiosk, "boot": f"b{age}", "begun_ms": begun_ms(age)} for age in range(1, KEPT + 1)]
            writing.execute(insert(Boot), boots)
        yield writing
    store.close()


def begun_ms(age: int) -> int:
    return to_ms(NOW) - age * DAY_MS


def told(boot: str, age: int, later: timedelta = timedelta(0)) -> Reading:
    """What a call says of a boot that is ``age`` days old; ``later``: so long it was on its way."""
    return Reading(boot, age * DAY_MS, NOW + later)


def kept(connection: Connection, kiosk: str) -> set[str]:
    return set(connection.scalars(select(Boot.boot).where(Boot.kiosk == kiosk)))


def run_of(connection: Connection, boot: str, age: int) -> None:
    journal = {"kiosk": KIOSK, "epoch": boot, "acked_seq": 1, "head_hash": ""}
    key = connection.execute(insert(Journal).values(journal)).inserted_primary_key
    assert key is not None
    row = {"journal": key[0], "first_seq": 1, "last_seq": 1, "boot": boot, "first_ms": 0, "last_ms": 0}
    connection.execute(insert(BootRun).values(**row, begun_ms=begun_ms(age), latest_ms=begun_ms(age), heard=True))


def test_the_oldest_boot_makes_room_for_a_new_one(connection: Connection) -> None:
    assert Timeline.of(connection, KIOSK).hear(told("new", 0), None)
    assert kept(connection, KIOSK) == {"new", *(f"b{age}" for age in range(1, KEPT))}
    assert connection.scalar(select(func.count()).where(Boot.kiosk == OTHER)) == KEPT


def test_a_boot_that_is_known_better_lets_nothing_go(connection: Connection) -> None:
    assert Timeline.of(connection, KIOSK).hear(told("b1", 2), None)
    assert len(kept(connection, KIOSK)) == KEPT


def test_a_call_of_a_forgotten_boot_that_is_played_back_changes_nothing(connection: Connection) -> None:
    run_of(connection, "old", 2_000)
    assert not Timeline.of(connection, KIOSK).hear(told("old", 2_000, later=timedelta(hours=5)), None)
    assert not Timeline.of(connection, KIOSK).hear(told("old", 2_000), None)
    assert connection.scalar(select(BootRun.begun_ms)) == begun_ms(2_000)
    assert "old" not in kept(connection, KIOSK)


def test_a_forgotten_boot_can_still_be_known_better(connection: Connection) -> None:
    run_of(connection, "old", 2_000)
    assert Timeline.of(connection, KIOSK).hear(told("old", 2_001), None)
    assert connection.scalar(select(BootRun.begun_ms)) == begun_ms(2_001)
