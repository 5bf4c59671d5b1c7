"""The thread that looks after the ledger: on a real file, heard through its own words."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.events import Upkeep
from kiosk.ledger import Housekeeper, Ledger, UpkeepPlan, verify
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

PATIENCE_S = 20
KEEP = timedelta(days=30)


class SignedClock(ManualClock):
    """A clock that has heard the platform."""

    def signed_now(self) -> datetime:
        return self.wall


@pytest.fixture
def clock() -> SignedClock:
    return SignedClock()


class House:
    """A housekeeper at work and what it said."""

    def __init__(self, ledger: Ledger, clock: ManualClock, plan: UpkeepPlan) -> None:
        self.told: queue.Queue[object] = queue.Queue()
        self.damage: queue.Queue[list[str]] = queue.Queue()
        self.bugs: list[BaseException] = []
        self.keeper = Housekeeper(
            ledger,
            clock,
            plan,
            self.told.put,
            on_damage=self.damage.put,
            on_bug=self.bugs.append,
            round_s=0.01,
        )

    def hear(self, wanted: Callable[[Upkeep], bool]) -> Upkeep:
        """The first word that is ``wanted``."""
        while True:
            said = self.told.get(timeout=PATIENCE_S)
            assert isinstance(said, Upkeep)
            if wanted(said):
                return said


@contextmanager
def keeping(ledger: Ledger, clock: ManualClock, plan: UpkeepPlan) -> Iterator[House]:
    house = House(ledger, clock, plan)
    house.keeper.start()
    try:
        yield house
    finally:
        house.keeper.stop()
    assert house.bugs == []


@pytest.fixture
def old(ledger: Ledger, clock: ManualClock, rules: Rulebook) -> Ledger:
    """1,500 drop-offs from 31 days ago, all acknowledged."""
    ledger.append_drop_offs([drop_off(rules) for _ in range(1500)])
    clock.advance(31 * 86_400_000)
    backlog = ledger.backlog()
    head_hash = ledger.hash_at(backlog.epoch, backlog.head_seq)
    assert head_hash is not None
    ledger.acknowledge(backlog.epoch, backlog.head_seq, head_hash, ())
    return ledger


def test_the_whole_journal_is_read_once_and_its_progress_told(old: Ledger, clock: ManualClock) -> None:
    with keeping(old, clock, UpkeepPlan(timedelta(days=3650))) as house:
        assert house.hear(lambda said: said.entries > 0) == Upkeep(1000, 1500)
        assert house.hear(lambda said: said.checked == said.entries) == Upkeep(1500, 1500)
    assert house.damage.empty()


def test_old_entries_shrink_and_a_backup_is_made_and_told(old: Ledger, clock: ManualClock, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with keeping(old, clock, UpkeepPlan(KEEP, stick, timedelta(days=1), 2)) as house:
        assert house.hear(lambda said: said.entries == 0).backup is None
        said = house.hear(lambda said: said.backup is not None)
    assert (said.backup, said.backup_failed, said.backup_wanted) == (date(2026, 12, 23), False, True)
    assert [bool(stored.entry) for stored in old.all_entries()] == [False] * 1500 + [True] * 3, "in three steps"
    assert verify(old, signatures=False).sound
    assert len(list(stick.glob("*/*.db"))) == 1


@pytest.mark.expects_log("kiosk.ledger.housekeeping")
def test_a_missing_stick_is_told_and_found_again(old: Ledger, clock: ManualClock, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with keeping(old, clock, UpkeepPlan(KEEP, stick)) as house:
        assert house.hear(lambda said: said.backup_failed).backup is None
        stick.mkdir()
        assert not house.hear(lambda said: said.backup is not None).backup_failed


@pytest.mark.expects_log("kiosk.ledger.housekeeping")
def test_damage_is_told_and_nothing_is_done_any_more(old: Ledger, clock: ManualClock, tmp_path: Path) -> None:
    with old.store.writing() as connection:
        connection.exec_driver_sql("UPDATE drop_off SET points = points + 1 WHERE position = 700")
    with keeping(old, clock, UpkeepPlan(KEEP, tmp_path)) as house:
        assert any("position 700" in problem for problem in house.damage.get(timeout=PATIENCE_S))
    assert all(stored.entry for stored in old.all_entries())
    assert list(tmp_path.glob("k-*")) == []


def test_without_the_platforms_time_nothing_shrinks(old: Ledger) -> None:
    ahead = ManualClock(wall=old.clock.now() + timedelta(days=3650))
    with keeping(old, ahead, UpkeepPlan(KEEP)) as house:
        house.hear(lambda said: said.checked == said.entries > 0)
    assert all(stored.entry for stored in old.all_entries())


@pytest.mark.expects_log("kiosk.ledger.housekeeping")
def test_stopping_breaks_off_a_check_of_the_whole_file(old: Ledger, clock: ManualClock) -> None:
    """Of a million entries it would take a minute, and whoever stops the kiosk waits."""
    reading = threading.Event()

    class Slow(Ledger):
        def damaged_pages(self) -> list[str]:
            with self.store.reading() as connection:
                reading.set()
                endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
                return [str(connection.exec_driver_sql(endless).scalar_one())]

    slow = Slow(old.device, clock, old.store)
    house = House(slow, clock, UpkeepPlan(KEEP))
    house.keeper.start()
    assert reading.wait(PATIENCE_S)
    house.keeper.stop()
    assert house.bugs == []
    assert house.damage.empty()
