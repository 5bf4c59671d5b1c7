"""A disk that is full: what was recorded goes on being sent, nobody is credited, and it ends by itself."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.events import CommitFailed, Committed, StoreBroken, StoreHealed
from kiosk.ledger import open_ledger, verify
from kiosk.ledger.ballast import BALLAST_BYTES, FILE_NAME, Ballast
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off
from tests.unit.ledger.test_recorder import Desk

DISK_BYTES = 3 * BALLAST_BYTES


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system with little room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small disk needs root and leave to mount")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill_up(disk: Path, leave: int = 0) -> Path:
    """Use all room but ``leave`` bytes."""
    waste = disk / "waste"
    with waste.open("ab") as file:
        os.posix_fallocate(file.fileno(), 0, waste.stat().st_size + shutil.disk_usage(disk).free - leave)
    return waste


def test_the_reserve_is_real_room(small_disk: Path) -> None:
    ballast = Ballast(small_disk)
    ballast.secure()
    ballast.secure()
    assert shutil.disk_usage(small_disk).free == DISK_BYTES - BALLAST_BYTES
    ballast.release()
    ballast.release()
    assert shutil.disk_usage(small_disk).free == DISK_BYTES


@pytest.mark.parametrize("free", [0, BALLAST_BYTES, 2 * BALLAST_BYTES - 4096])
def test_it_is_not_taken_from_a_disk_that_would_be_full_again(small_disk: Path, free: int) -> None:
    fill_up(small_disk, leave=free)
    with pytest.raises(StoreFault) as told:
        Ballast(small_disk).secure()
    assert told.value.kind is StoreFaultKind.FULL
    assert not (small_disk / FILE_NAME).exists()


def test_a_folder_without_leave_to_write_is_said_to_be_that(tmp_path: Path) -> None:
    with pytest.raises(StoreFault) as told:
        Ballast(tmp_path / "not there").secure()
    assert told.value.kind is StoreFaultKind.READ_ONLY


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_a_full_disk_credits_nobody_and_still_takes_acknowledgements(small_disk: Path, rules: Rulebook) -> None:
    ledger = open_ledger(small_disk / "kiosk", ManualClock(), create=True)
    desk = Desk(ledger)
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), Committed)
    waste = fill_up(small_disk)
    told: object = None
    while not isinstance(told, CommitFailed):  # what SQLite has room for in its files goes on
        desk.recorder.record(drop_off(rules))
        told = desk.answer()
    assert told.fault.kind is StoreFaultKind.FULL
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), CommitFailed), "the room that was given back is not for crediting"

    backlog = ledger.backlog()
    head_hash = ledger.hash_at(backlog.epoch, backlog.head_seq)
    assert head_hash is not None
    ledger.acknowledge(backlog.epoch, backlog.head_seq, head_hash, ())
    assert ledger.totals().pending == 0

    waste.unlink()
    assert isinstance(desk.answers_until(StoreHealed)[-1], StoreHealed)
    desk.recorder.record(drop_off(rules))
    assert isinstance(desk.answer(), Committed)
    desk.worker.stop()
    assert (desk.bugs, verify(ledger).problems) == ([], [])
    ledger.close()


@pytest.mark.expects_log("kiosk.ledger.recorder")
def test_a_kiosk_that_starts_on_a_full_disk_drains_and_waits(small_disk: Path, rules: Rulebook) -> None:
    folder = small_disk / "kiosk"
    ledger = open_ledger(folder, ManualClock(), create=True)
    Ballast(folder).secure()
    ledger.append_drop_off(drop_off(rules))
    ledger.close()
    waste = fill_up(small_disk)

    Ballast(folder).release_if_full()
    ledger = open_ledger(folder, ManualClock(), create=True)
    ledger.append_boot("0.1.0")
    desk = Desk(ledger)
    broken = desk.answer()
    assert isinstance(broken, StoreBroken)
    assert broken.fault.kind is StoreFaultKind.FULL
    waste.unlink()
    assert isinstance(desk.answers_until(StoreHealed)[-1], StoreHealed)
    desk.worker.stop()
    assert desk.bugs == []
    ledger.close()
