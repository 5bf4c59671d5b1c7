"""The ledger thread as the conversation meets it: real thread, real file, answers in order."""

import errno
import json
import queue
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from kiosk.core.errors import DeviceFaultKind, StoreFault, StoreFaultKind
from kiosk.core.events import (
    CommitFailed,
    Committed,
    ContainerEmptied,
    DayTotal,
    ScaleChecked,
    StoreBroken,
    StoreHealed,
)
from kiosk.ledger import Ledger, LedgerWorker, Recorder, condemned, store_fault
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off, scale_check

PATIENCE_S = 20
FILL = 300
"""More scale checks than fit into a full disk's last pages."""


class Desk:
    """A recorder at work, and the answers that it has posted."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.answers: queue.Queue[object] = queue.Queue()
        self.bugs: list[BaseException] = []
        self.worker = LedgerWorker(self.bugs.append)
        self.recorder = Recorder(ledger, self.worker, self.answers.put)
        self.worker.start()

    def answer(self) -> object:
        """The next answer."""
        return self.answers.get(timeout=PATIENCE_S)

    def answers_until(self, last: type) -> list[object]:
        """All answers up to the first of type ``last``."""
        heard = [self.answer()]
        while not isinstance(heard[-1], last):
            heard.append(self.answer())
        return heard

    def done(self) -> None:
        """Wait until everything asked for so far is done."""
        reached = threading.Event()
        self.worker.submit(reached.set)
        assert reached.wait(PATIENCE_S)

    def device_states(self) -> list[tuple[str, str]]:
        """What the journal says about devices."""
        entries = [json.loads(stored.entry) for stored in self.ledger.all_entries()]
        return [(e["body"]["device"], e["body"]["state"]) for e in entries if e["kind"] == "device_state"]

    def fill_the_disk(self) -> None:
        """Leave the store no room for another page."""
        with self.ledger.store.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@pytest.fixture
def desk(ledger: Ledger) -> Iterator[Desk]:
    at_work = Desk(ledger)
    yield at_work
    at_work.worker.stop()
    assert at_work.bugs == []


def test_a_check_is_answered_when_it_is_durable(desk: Desk) -> None:
    desk.recorder.record_check(scale_check(error_g=40))
    assert desk.answer() == ScaleChecked(date(2026, 11, 22), passed=False)
    assert desk.ledger.last_scale_check() == ScaleChecked(date(2026, 11, 22), passed=False)
    desk.recorder.record_check(scale_check())
    assert desk.answer() == ScaleChecked(date(2026, 11, 22), passed=True)


def test_an_emptied_container_is_written_down(desk: Desk) -> None:
    desk.recorder.record_emptied(ContainerEmptied(72_000, 40_150))
    desk.recorder.count_day(date(2026, 11, 22))
    assert isinstance(desk.answer(), DayTotal)
    assert desk.ledger.container_total_g() == 40_150


def test_a_fault_and_its_end_are_written_and_not_answered(desk: Desk) -> None:
    desk.recorder.report_device("scale", DeviceFaultKind.SILENT)
    desk.recorder.report_device("scanner", DeviceFaultKind.UNPLUGGED)
    desk.recorder.report_device("scale", None)
    desk.recorder.count_day(date(2026, 11, 22))
    assert isinstance(desk.answer(), DayTotal)
    assert desk.device_states() == [("scale", "silent"), ("scanner", "unplugged"), ("scale", "well")]


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_a_full_disk_is_told_and_the_report_waits_for_it(desk: Desk, rules: Rulebook) -> None:
    desk.fill_the_disk()
    asked = threading.Event()
    desk.worker.submit(asked.wait)  # everything is asked for before anything is done: no probe comes in between
    for _ in range(FILL):
        desk.recorder.record_check(scale_check())
    desk.recorder.report_device("scale", DeviceFaultKind.SILENT)
    desk.recorder.report_device("scale", DeviceFaultKind.GARBLED)
    desk.recorder.report_device("scanner", DeviceFaultKind.UNPLUGGED)
    asked.set()
    *written, broken, told, healed = desk.answers_until(StoreHealed)
    assert len(written) < FILL
    assert told == ScaleChecked(date(2026, 11, 22)), "one whose answer was lost could be on disk"
    assert isinstance(broken, StoreBroken)
    assert broken.fault.kind is StoreFaultKind.FULL
    assert isinstance(healed, StoreHealed)
    assert desk.device_states() == [("scale", "garbled"), ("scanner", "unplugged")]
    assert desk.ledger.totals().entries == len(written) + 2
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), Committed)


def test_who_has_agreed_is_known_once_it_is_durable_and_after_a_restart(desk: Desk) -> None:
    held = threading.Event()
    desk.worker.submit(lambda: held.wait(PATIENCE_S))  # type: ignore[arg-type,return-value]
    desk.recorder.record_consent("r-li")
    assert not desk.recorder.has_agreed("r-li")
    held.set()
    desk.done()
    assert desk.recorder.has_agreed("r-li")
    again = Recorder(desk.ledger, LedgerWorker(desk.bugs.append), desk.answers.put)
    assert again.has_agreed("r-li")
    assert not again.has_agreed("r-wang")


def test_a_pass_is_on_disk_before_what_it_leads_to(desk: Desk, rules: Rulebook) -> None:
    seen_first: list[bool] = []
    desk.recorder.note_pass("aa" * 16, 1_800_000_000)
    desk.worker.submit(lambda: seen_first.append(desk.ledger.seen_passes() == [("aa" * 16, 1_800_000_000)]))
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), Committed)
    assert seen_first == [True]
    desk.recorder.forget_passes(datetime(2030, 1, 1, tzinfo=UTC))
    desk.done()
    assert desk.ledger.seen_passes() == []


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_a_fault_in_somebody_elses_job_is_told(desk: Desk) -> None:
    def fail() -> None:
        raise store_fault(StoreFaultKind.IO, desk.ledger.folder)

    desk.recorder.submit(fail)
    desk.recorder.submit(fail)  # dropped: the store is known to be broken
    assert isinstance(desk.answer(), StoreBroken)
    assert isinstance(desk.answers_until(StoreHealed)[-1], StoreHealed)


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_a_condemned_ledger_takes_no_check(desk: Desk) -> None:
    desk.recorder.condemn(store_fault(StoreFaultKind.CORRUPT, desk.ledger.folder))
    assert isinstance(desk.answer(), StoreBroken)
    desk.recorder.record_check(scale_check())
    desk.recorder.report_device("scale", DeviceFaultKind.SILENT)
    desk.done()
    assert desk.answers.empty()
    assert desk.ledger.totals().entries == 0


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_no_probe_passes_over_damage(desk: Desk, rules: Rulebook) -> None:
    """The store fails once, and while it is reopened something is found to be wrong with what it holds."""
    for _ in range(3):
        desk.recorder.record(drop_off(rules))
        assert isinstance(desk.answer(), Committed)
    with desk.ledger.store.writing() as connection:
        connection.exec_driver_sql("UPDATE drop_off SET points = points + 1 WHERE seq = 2")

    def fail() -> None:
        raise store_fault(StoreFaultKind.IO, desk.ledger.folder)

    desk.recorder.submit(fail)
    kinds = [broken.fault.kind for broken in (desk.answer(), desk.answer()) if isinstance(broken, StoreBroken)]
    assert kinds == [StoreFaultKind.IO, StoreFaultKind.CORRUPT]
    assert condemned(desk.ledger.folder) is not None, "the next start finds it too"
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), CommitFailed)


def test_after_an_io_error_nobody_writes_until_the_store_was_reopened(ledger: Ledger, rules: Rulebook) -> None:
    with pytest.raises(StoreFault), ledger.store.writing():
        raise OSError(errno.EIO, "the disk does not answer")
    with pytest.raises(StoreFault) as told:
        ledger.append_drop_off(drop_off(rules))
    assert told.value.kind is StoreFaultKind.IO
    ledger.reopen()
    assert ledger.append_drop_off(drop_off(rules)).seq == 1


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_what_was_agreed_or_emptied_while_the_store_was_broken_comes_before_the_next_credit(
    desk: Desk, rules: Rulebook
) -> None:
    def fail() -> None:
        raise store_fault(StoreFaultKind.IO, desk.ledger.folder)

    held = threading.Event()
    desk.worker.submit(lambda: held.wait(PATIENCE_S))  # type: ignore[arg-type,return-value]
    desk.recorder.submit(fail)
    desk.recorder.record_consent("r-li")
    desk.recorder.record_emptied(ContainerEmptied(72_000, 40_150))
    held.set()
    assert isinstance(desk.answers_until(StoreHealed)[-1], StoreHealed)
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), Committed)
    kinds = [json.loads(stored.entry)["kind"] for stored in desk.ledger.all_entries()]
    assert kinds == ["consent", "container_emptied", "drop_off"]
    assert desk.recorder.has_agreed("r-li")


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_a_page_that_rots_while_the_kiosk_serves_ends_it(desk: Desk, rules: Rulebook) -> None:
    """Also where no look at the newest entries would find it."""
    for _ in range(3):
        desk.recorder.record(drop_off(rules))
        assert isinstance(desk.answer(), Committed)

    def rot() -> None:
        raise store_fault(StoreFaultKind.CORRUPT, desk.ledger.folder)

    desk.recorder.submit(rot)
    assert isinstance(desk.answer(), StoreBroken)
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), CommitFailed)
    desk.done()
    assert desk.answers.empty(), "it never heals by itself"
    assert condemned(desk.ledger.folder) is not None
