"""Backups while the kiosk works: whole or not there, on a disk that may fail at any moment."""

import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.core.clock import BUILD_TIME, ManualClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger import Ledger, condemn, open_ledger, verify
from kiosk.ledger.backup import Backup, back_up
from kiosk.ledger.backup_folder import PART_NAME, BackupFault, backups_in, held
from kiosk.ledger.last_backup import LastBackup, due, last_backup, remember, was_elsewhere, words
from kiosk.ledger.restore import restore
from kiosk.ledger.store import Store
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

ROOT = Path(__file__).resolve().parents[3]
ENTRIES = 600
IN_A_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
ON_A_SMALL_DISK = """
import subprocess, sys
from pathlib import Path
from kiosk.core.clock import SystemClock
from kiosk.core.errors import StoreFault
from kiosk.ledger import open_ledger
from kiosk.ledger.backup import back_up
data, stick = Path(sys.argv[1]), Path(sys.argv[2])
mount = lambda *words: subprocess.run(["mount", *words, "tmpfs", str(stick)], check=True)
clock = SystemClock()
ledger = open_ledger(data, clock, create=False)
mount("-t", "tmpfs", "-o", "size=3m")
good = back_up(ledger, stick, clock, 1)
(stick / "films").write_bytes(bytes(2_000_000))
for options in ("size=3m", "ro"):
    try:
        mount("-o", f"remount,{options}")
        back_up(ledger, stick, clock, 1)
    except StoreFault as fault:
        print(type(fault).__name__, fault.kind.value)
print(good.path.exists(), good.own_disk, sorted(path.suffix for path in good.path.parent.iterdir()))
ledger.append_boot("still credits")
ledger.close()
"""


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder for backups."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, rules: Rulebook) -> Path:
    """A data folder with some drop-offs, made once."""
    folder = tmp_path_factory.mktemp("filled")
    ledger = open_ledger(folder, ManualClock(), create=True)
    ledger.append_drop_offs([drop_off(rules) for _ in range(ENTRIES)])
    ledger.close()
    return folder


@pytest.fixture
def used(filled: Path, data: Path, make_ledger: Callable[[], Ledger]) -> Ledger:
    """A ledger with some drop-offs in it."""
    shutil.copytree(filled, data)
    return make_ledger()


def made(backup: Backup | None) -> Backup:
    assert backup is not None
    return backup


def fault_of(doing: Callable[[], object]) -> StoreFault:
    with pytest.raises(StoreFault) as caught:
        doing()
    return caught.value


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "backup.lock")


def opened(backup: Path, ledger: Ledger, clock: ManualClock) -> Ledger:
    copy = backup.with_name("copy.db")
    shutil.copyfile(backup, copy)
    return Ledger(ledger.device, clock, Store(copy, ledger.device.store_key))


def test_a_backup_is_the_ledger(used: Ledger, stick: Path, clock: ManualClock) -> None:
    backup = made(back_up(used, stick, clock, 3))
    assert backup.path == stick / used.device.kiosk / "ledger-1-600-20261122T090000Z.db"
    assert files_in(backup.path.parent) == ["ledger-1-600-20261122T090000Z.db", "ledger-1-600-20261122T090000Z.json"]
    manifest = json.loads(backup.path.with_suffix(".json").read_text("ascii"))
    assert (manifest["kiosk"], manifest["entries"], manifest["head"]) == (backup.kiosk, 600, used.totals().head)
    copy = opened(backup.path, used, clock)
    assert (verify(copy).problems, copy.sums()) == ([], used.sums())
    copy.close()


def test_an_empty_ledger_can_be_backed_up(ledger: Ledger, stick: Path, clock: ManualClock) -> None:
    assert made(back_up(ledger, stick, clock, 3)).entries == 0


def test_crediting_goes_on_meanwhile(used: Ledger, stick: Path, clock: ManualClock, rules: Rulebook) -> None:
    done = threading.Event()
    credited: list[int] = []

    def credit() -> None:
        while not done.is_set():
            credited.append(used.append_drop_off(drop_off(rules)).seq)

    resident = threading.Thread(target=credit)
    resident.start()
    try:
        backups = [made(back_up(used, stick, clock, 9))]
        while used.totals().entries == backups[0].entries:  # on a busy machine the resident takes a moment
            assert resident.is_alive()
        backups += [made(back_up(used, stick, clock, 9)) for _ in range(2)]
    finally:
        done.set()
        resident.join()
    assert credited == list(range(ENTRIES + 1, ENTRIES + 1 + len(credited)))
    assert backups[0].entries < backups[-1].entries <= used.totals().entries
    copy = opened(backups[-1].path, used, clock)
    assert verify(copy, signatures=False).problems == []
    copy.close()


def test_the_newest_are_kept(used: Ledger, stick: Path, clock: ManualClock) -> None:
    for _ in range(4):
        used.append_boot("0.1")
        backup = made(back_up(used, stick, clock, 2))
        clock.advance(60_000)
    assert [path.name[:12] for path in backups_in(backup.path.parent)] == ["ledger-1-604", "ledger-1-603"]
    assert len(files_in(backup.path.parent)) == 4


def test_what_was_just_read_back_is_never_deleted(used: Ledger, stick: Path, clock: ManualClock) -> None:
    first = made(back_up(used, stick, clock, 1)).path
    newer_by_name = first.with_name("ledger-7-999999-20261122T090000Z.db")
    first.rename(newer_by_name)
    fresh = made(back_up(used, stick, clock, 1)).path
    assert backups_in(fresh.parent) == [fresh]


def test_what_was_left_unfinished_is_removed(used: Ledger, stick: Path, clock: ManualClock) -> None:
    folder = stick / used.device.kiosk
    folder.mkdir()
    (folder / PART_NAME).write_bytes(b"half a backup")
    (folder / "holiday.jpg").write_bytes(b"somebody's")
    made(back_up(used, stick, clock, 2))
    assert files_in(folder)[0] == "holiday.jpg"
    assert len(files_in(folder)) == 3


def test_one_that_is_stopped_leaves_nothing(used: Ledger, stick: Path, clock: ManualClock) -> None:
    good = made(back_up(used, stick, clock, 1)).path
    clock.advance(1000)
    for looks in (1, 3, 12):
        left = iter(range(looks))
        assert back_up(used, stick, clock, 1, stop=lambda left=left: next(left, None) is None) is None  # type: ignore[misc]
        assert backups_in(good.parent) == [good]
        assert len(files_in(good.parent)) == 2
    assert made(back_up(used, stick, clock, 1)).path != good


def test_one_at_a_time(used: Ledger, stick: Path, clock: ManualClock) -> None:
    with held(stick, used.device.kiosk):
        fault = fault_of(lambda: back_up(used, stick, clock, 1))
    assert (type(fault), fault.kind) == (BackupFault, StoreFaultKind.IN_USE)


def test_a_missing_stick_is_said_and_its_folder_never_made(used: Ledger, stick: Path, clock: ManualClock) -> None:
    stick.rmdir()
    fault = fault_of(lambda: back_up(used, stick, clock, 1))
    assert (type(fault), fault.kind) == (BackupFault, StoreFaultKind.MISSING)
    assert str(stick) in str(fault)
    assert not stick.exists()


def test_a_folder_whose_stick_is_not_mounted_is_not_written_to(used: Ledger, stick: Path, clock: ManualClock) -> None:
    remember(used, LastBackup(clock.now(), str(stick), 5, own_disk=False))
    fault = fault_of(lambda: back_up(used, stick, clock, 1))
    assert (type(fault), fault.kind) == (BackupFault, StoreFaultKind.MISSING)
    assert "not mounted" in fault.advice


@pytest.mark.parametrize("earlier", [False, True])
def test_a_backup_elsewhere_does_not_make_it_forget_the_stick(
    used: Ledger, stick: Path, clock: ManualClock, tmp_path: Path, earlier: bool
) -> None:
    """``earlier``: the document is as an earlier version of the software has left it."""
    remember(used, LastBackup(clock.now(), str(stick), 5, own_disk=False))
    if earlier:
        document = json.loads(used.read_document("backup") or b"")
        del document["own_disks"]
        used.write_document("backup", json.dumps(document).encode("ascii"))
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to(stick)
    for _ in range(2):
        made(back_up(used, tmp_path / "other", clock, 1))
    for name in (stick, tmp_path / "link", Path(os.path.relpath(stick))):
        assert fault_of(lambda name=name: back_up(used, name, clock, 1)).kind is StoreFaultKind.MISSING  # type: ignore[misc]


def test_a_folder_is_remembered_by_its_whole_name(used: Ledger, stick: Path, clock: ManualClock) -> None:
    assert made(back_up(used, Path(os.path.relpath(stick)), clock, 1)).path.is_absolute()
    last = last_backup(used)
    assert last is not None
    assert Path(last.target).is_absolute()


def test_folders_that_were_used_long_ago_are_forgotten(used: Ledger, stick: Path, clock: ManualClock) -> None:
    for number in range(100):
        remember(used, LastBackup(clock.now(), f"/mnt/{number}", 5, own_disk=False))
    assert was_elsewhere(used, "/mnt/99")
    assert not was_elsewhere(used, "/mnt/9")


def test_a_stick_that_goes_away_half_way_is_said(
    used: Ledger, stick: Path, clock: ManualClock, rules: Rulebook
) -> None:
    def pull_out() -> bool:
        shutil.rmtree(stick, ignore_errors=True)
        return False

    fault = fault_of(lambda: back_up(used, stick, clock, 1, stop=pull_out))
    assert (type(fault), fault.kind) == (BackupFault, StoreFaultKind.MISSING)
    used.append_drop_off(drop_off(rules))
    assert last_backup(used) is None


def test_a_stick_that_fails_to_write_is_said(used: Ledger, stick: Path, clock: ManualClock) -> None:
    good = made(back_up(used, stick, clock, 1)).path
    clock.advance(1000)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:  # the system refuses to write any file beyond this
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))
        fault = fault_of(lambda: back_up(used, stick, clock, 1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert (type(fault), fault.kind) == (BackupFault, StoreFaultKind.IO)
    assert backups_in(good.parent) == [good]
    assert len(files_in(good.parent)) == 2
    used.append_boot("still credits")


@pytest.mark.process
def test_a_stick_that_is_full_or_write_protected_is_said(used: Ledger, stick: Path, data: Path) -> None:
    if subprocess.run([*IN_A_NAMESPACE, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this system allows no mounts in a namespace of one's own")
    used.close()
    command = [*IN_A_NAMESPACE, sys.executable, "-c", ON_A_SMALL_DISK, data, stick]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == [
        "BackupFault full",
        "BackupFault read_only",
        "True False ['.db', '.json', '.lock']",
    ]


def test_a_stick_that_returns_other_bytes_is_found_out(used: Ledger, stick: Path, clock: ManualClock) -> None:
    part = stick / used.device.kiosk / PART_NAME

    def rot() -> bool:
        """As soon as everything has been written."""
        if part.exists() and part.stat().st_size > 1_000_000:
            descriptor = os.open(part, os.O_WRONLY)
            os.pwrite(descriptor, b"rot", part.stat().st_size * 4 // 5)  # far from the newest entries
            os.close(descriptor)
        return False

    fault = fault_of(lambda: back_up(used, stick, clock, 1, stop=rot))
    assert (type(fault), fault.kind) == (BackupFault, StoreFaultKind.CORRUPT)
    assert files_in(part.parent) == []


def test_a_stick_that_is_too_slow_is_given_up(used: Ledger, stick: Path, clock: ManualClock) -> None:
    def crawl() -> bool:
        clock.advance(31 * 60 * 1000)
        return False

    assert "too slow" in fault_of(lambda: back_up(used, stick, clock, 1, stop=crawl)).advice


def test_a_damaged_ledger_never_takes_a_good_backups_place(
    used: Ledger, stick: Path, clock: ManualClock, data: Path, make_ledger: Callable[[], Ledger]
) -> None:
    good = made(back_up(used, stick, clock, 1)).path
    used.close()
    content = bytearray((data / "ledger.db").read_bytes())
    for page in range(len(content) // 4096 // 2, len(content) // 4096):
        content[page * 4096 + 2000] ^= 1
    (data / "ledger.db").write_bytes(content)
    fault = fault_of(lambda: back_up(make_ledger(), stick, clock, 1))
    assert (type(fault), fault.kind) == (StoreFault, StoreFaultKind.CORRUPT), "it is about the kiosk's own disk"
    assert backups_in(good.parent) == [good]


def test_a_ledger_that_does_not_check_is_not_a_backup(used: Ledger, stick: Path, clock: ManualClock) -> None:
    with used.store.writing() as connection:
        connection.exec_driver_sql("UPDATE drop_off SET points = points + 1 WHERE position = 600")
    fault = fault_of(lambda: back_up(used, stick, clock, 1))
    assert (type(fault), fault.kind) == (StoreFault, StoreFaultKind.CORRUPT)


@pytest.mark.parametrize("statement", ["UPDATE total SET points = points + 1", "DELETE FROM drop_off WHERE seq = 50"])
def test_damage_far_from_the_end_is_found_before_a_good_backup_goes(
    used: Ledger, stick: Path, clock: ManualClock, statement: str
) -> None:
    good = made(back_up(used, stick, clock, 1)).path
    with used.store.writing() as connection:
        connection.exec_driver_sql(statement)
    fault = fault_of(lambda: back_up(used, stick, clock, 1))
    assert (type(fault), fault.kind) == (StoreFault, StoreFaultKind.CORRUPT)
    assert backups_in(good.parent) == [good]


def test_a_ledger_that_was_found_damaged_is_not_backed_up(used: Ledger, stick: Path, clock: ManualClock) -> None:
    good = made(back_up(used, stick, clock, 1)).path
    condemn(used.folder, ["a page was rotten"], clock.now())
    fault = fault_of(lambda: back_up(used, stick, clock, 1))
    assert (type(fault), fault.kind) == (StoreFault, StoreFaultKind.CORRUPT)
    assert backups_in(good.parent) == [good]


def test_an_older_copy_that_was_put_back_never_takes_a_newer_backups_place(
    used: Ledger, stick: Path, clock: ManualClock
) -> None:
    used.close()
    older = (used.folder / "ledger.db").read_bytes()
    used.append_boot("0.1")
    good = made(back_up(used, stick, clock, 1)).path
    used.close()
    (used.folder / "ledger.db").write_bytes(older)
    assert fault_of(lambda: back_up(used, stick, clock, 1)).kind is StoreFaultKind.CORRUPT
    assert backups_in(good.parent) == [good]


def test_it_can_be_stopped_while_the_copy_is_verified(used: Ledger, stick: Path, clock: ManualClock) -> None:
    def verifying() -> bool:
        return any(frame.name == "verify" for frame in traceback.extract_stack())

    assert back_up(used, stick, clock, 1, stop=verifying) is None
    assert files_in(stick / used.device.kiosk) == []


def test_after_a_restore_the_backups_of_the_living_ledger_stay(
    used: Ledger, stick: Path, clock: ManualClock, make_ledger: Callable[[], Ledger]
) -> None:
    """The epoch after the restored one gets a number that was given before, to one with far more in it."""

    def credited(entries: int) -> Path:
        ledger = make_ledger()
        for _ in range(entries):
            ledger.append_boot("0.1")
        path = made(back_up(ledger, stick, clock, 3)).path
        ledger.close()
        clock.advance(60_000)
        return path

    first = credited(0)
    used.close()
    kept = Path(shutil.copy(first, stick / "kept.db"))
    restore(used.folder, first, clock)
    others = [credited(50) for _ in range(3)]
    restore(used.folder, kept, clock)
    living: list[Path] = []
    for _ in range(4):
        living.append(credited(1))
        assert living[-1].name < others[0].name
        present = set(backups_in(first.parent))
        assert present >= set(living[-3:])
        assert len(present) == 3


def test_the_device_key_stays_unless_asked_for(used: Ledger, stick: Path, clock: ManualClock, data: Path) -> None:
    folder = made(back_up(used, stick, clock, 1)).path.parent
    assert not (folder / "device.key").exists()
    made(back_up(used, stick, clock, 1, with_key=True))
    assert (folder / "device.key").read_bytes() == (data / "device.key").read_bytes()
    assert stat.S_IMODE((folder / "device.key").stat().st_mode) == 0o600


def test_when_the_next_one_is_due(used: Ledger, stick: Path, clock: ManualClock) -> None:
    day = timedelta(days=1)
    assert due(used, clock, day)
    assert "never backed up" in words(last_backup(used), 600)
    made(back_up(used, stick, clock, 1))
    assert not due(used, clock, day)
    said = words(last_backup(used), 601)
    assert said.startswith(f"2026-11-22 17:00, 600 of 601 entries, to {stick}; it is on the kiosk's own disk")
    clock.advance(24 * 3600 * 1000)
    assert due(used, clock, day)


def test_a_backup_dated_by_a_wrong_clock_does_not_count(used: Ledger, stick: Path, clock: ManualClock) -> None:
    clock.wall += timedelta(days=3650)
    made(back_up(used, stick, clock, 1))
    clock.wall -= timedelta(days=3650)
    assert due(used, clock, timedelta(days=1))
    clock.wall = datetime(1970, 1, 1, tzinfo=UTC)
    assert made(back_up(used, stick, clock, 1)).taken_at == BUILD_TIME, "no earlier than what certainly has passed"
