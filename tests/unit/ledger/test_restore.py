"""A backup becomes the ledger again: no number twice, nothing deleted, and whole at every instant."""

import itertools
import json
import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.core.clock import ManualClock
from kiosk.core.collection import Draft
from kiosk.core.containers import Container
from kiosk.core.errors import KioskError, StoreFault, StoreFaultKind, UsageFault
from kiosk.core.journal import OpenVisit
from kiosk.ledger import Ledger, condemn, condemned, open_ledger, sole_writer, verify
from kiosk.ledger.backup import back_up
from kiosk.ledger.containers import UsedSeal, append_collection, collections_seen, containers_seen, keep_draft
from kiosk.ledger.engine import connect
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.highwater import read_mark
from kiosk.ledger.last_backup import last_backup
from kiosk.ledger.restore import RestoreFault, restore
from kiosk.ledger.verify import check_end
from kiosk.methodology import Rulebook
from tests.crash.counting import Depth
from tests.fakes.acts import drop_off
from tests.fakes.staffwork import collection
from tests.unit.ledger.owners import belongs_to_another, owners_in

BEFORE, AFTER = 5, 3
BIN = Container("clothing-1", "clothing")
PRESENT = BEFORE + AFTER + 1
CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.link"})


@pytest.fixture
def backup(ledger: Ledger, clock: ManualClock, rules: Rulebook, tmp_path: Path) -> Path:
    """A backup of five drop-offs; three more were credited after it, and six in all were acknowledged."""
    ledger.append_drop_offs([drop_off(rules) for _ in range(BEFORE)])
    (tmp_path / "stick").mkdir()
    done = back_up(ledger, tmp_path / "stick", clock, 3)
    assert done is not None
    ledger.append_drop_offs([drop_off(rules) for _ in range(AFTER)])
    head_hash = ledger.hash_at(ledger.backlog().epoch, 6)
    assert head_hash is not None
    ledger.acknowledge(ledger.backlog().epoch, 6, head_hash, ())
    ledger.close()
    return done.path


def fault_of(doing: Callable[[], object]) -> KioskError:
    with pytest.raises(KioskError) as caught:
        doing()
    return caught.value


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def numbered(ledger: Ledger) -> dict[tuple[str, int], str]:
    """What each number was given to."""
    tables = ((json.loads(stored.entry), stored) for stored in ledger.all_entries())
    return {(table["epoch"], table["seq"]): stored.hash.hex() for table, stored in tables}


def test_it_goes_on_in_a_new_epoch(
    backup: Path, data: Path, clock: ManualClock, rules: Rulebook, make_ledger: Callable[[], Ledger]
) -> None:
    done = restore(data, backup, clock)
    assert (done.entries, done.drop_offs, done.weight_g, done.key_restored) == (BEFORE, BEFORE, 16_250, False)
    assert done.aside is not None
    assert (done.aside.later, done.aside.only_here) == (AFTER, 2)
    assert (done.aside.folder / "ledger.db").exists()
    ledger = make_ledger()
    assert ledger.append_drop_off(drop_off(rules)).seq == 2, "the first of an epoch says where the last one ended"
    assert (verify(ledger).problems, check_end(ledger)) == ([], [])
    assert ledger.totals().entries == BEFORE + 2
    assert done.epoch in {epoch for epoch, _ in numbered(ledger)}


def test_no_number_is_used_twice_though_it_was_made_under_load(
    ledger: Ledger, clock: ManualClock, rules: Rulebook, data: Path, tmp_path: Path, make_ledger: Callable[[], Ledger]
) -> None:
    (tmp_path / "stick").mkdir()
    stopping = threading.Event()

    def credit() -> None:
        while not stopping.is_set():
            ledger.append_drop_off(drop_off(rules))

    resident = threading.Thread(target=credit)
    resident.start()
    try:
        done = back_up(ledger, tmp_path / "stick", clock, 3)
    finally:
        stopping.set()
        resident.join()
    ledger.append_drop_off(drop_off(rules))
    given = numbered(ledger)
    ledger.close()
    assert done is not None
    for _ in range(2):  # the same backup twice: not even these two share a number
        clock.advance(1000)
        restore(data, done.path, clock)
        restored = make_ledger()
        restored.append_drop_offs([drop_off(rules) for _ in range(5)])
        assert verify(restored).problems == []
        now = numbered(restored)
        assert len(now) == done.entries + 6
        assert {number: given[number] for number in now.keys() & given.keys()} == {
            number: now[number] for number in now.keys() & given.keys()
        }
        given |= now
        restored.close()


def test_a_lost_disk_comes_back_with_the_key_beside_the_backup(
    backup: Path, data: Path, clock: ManualClock, make_ledger: Callable[[], Ledger]
) -> None:
    shutil.copy(data / "device.key", backup.parent)
    shutil.rmtree(data)
    done = restore(data, backup, clock)
    assert (done.key_restored, done.aside) == (True, None)
    assert make_ledger().totals().drop_offs == BEFORE


def test_a_damaged_ledger_is_set_aside_as_it_is(
    backup: Path, data: Path, clock: ManualClock, make_ledger: Callable[[], Ledger]
) -> None:
    (data / "ledger.db").write_bytes(b"\x00" * 40_000)
    (data / "ledger.db-wal").write_bytes(b"torn")
    condemn(data, ["it is full of zeros"], clock.now())
    done = restore(data, backup, clock)
    assert done.aside is not None
    assert (done.aside.later, done.aside.only_here) == (None, None)
    aside = contents(done.aside.folder)
    assert (aside["ledger.db"], aside["ledger.db-wal"]) == (b"\x00" * 40_000, b"torn")
    assert condemned(data) is None
    assert make_ledger().totals().drop_offs == BEFORE


def test_a_ledger_of_another_history_is_not_compared(
    backup: Path, data: Path, clock: ManualClock, rules: Rulebook, make_ledger: Callable[[], Ledger]
) -> None:
    restore(data, backup, clock)
    clock.advance(1000)
    other = back_up(make_ledger(), backup.parents[1], clock, 3)
    assert other is not None
    make_ledger().close()
    restored = restore(data, backup, clock)
    assert restored.aside is not None
    assert restored.aside.later == 1
    clock.advance(1000)
    again = restore(data, other.path, clock)
    assert again.aside is not None
    assert again.aside.later is None


def test_a_copy_made_by_hand_will_do(
    ledger: Ledger, data: Path, clock: ManualClock, rules: Rulebook, tmp_path: Path, make_ledger: Callable[[], Ledger]
) -> None:
    """With its WAL, as after a power cut."""
    ledger.append_drop_offs([drop_off(rules) for _ in range(BEFORE)])
    (tmp_path / "copy").mkdir()
    for path in data.glob("ledger.db*"):
        shutil.copy(path, tmp_path / "copy")
    assert (tmp_path / "copy" / "ledger.db-wal").stat().st_size > 0
    ledger.close()
    assert restore(data, tmp_path / "copy" / "ledger.db", clock).drop_offs == BEFORE
    assert make_ledger().totals().drop_offs == BEFORE


def test_a_visit_that_was_open_then_is_over(
    ledger: Ledger, data: Path, clock: ManualClock, tmp_path: Path, make_ledger: Callable[[], Ledger]
) -> None:
    ledger.open_visit(OpenVisit("session", "2345678923456789"))
    done = back_up(ledger, tmp_path, clock, 3)
    ledger.close()
    assert done is not None
    restore(data, done.path, clock)
    restored = make_ledger()
    assert restored.interrupted_visit() is None
    assert last_backup(restored) is None, "the copy was made before it was known to be one"


def test_periods_count_on_and_seals_stay_used(
    ledger: Ledger, data: Path, clock: ManualClock, tmp_path: Path, make_ledger: Callable[[], Ledger]
) -> None:
    """What was under way when the backup was made may have been finished since: it is not offered again."""
    append_collection(ledger, collection(BIN.id, 0, drop_offs=0))
    keep_draft(ledger, Draft("c1" * 16, BIN.id, "clothing", 2))
    done = back_up(ledger, tmp_path, clock, 3)
    ledger.close()
    assert done is not None
    restore(data, done.path, clock)
    restored = make_ledger()
    assert collections_seen(restored).draft is None
    assert containers_seen(restored, (BIN,)).fills[0].period == 2
    with pytest.raises(UsedSeal):
        append_collection(restored, collection(BIN.id, 0, period=2, drop_offs=0, identity="c1" * 16))


def test_an_unfinished_ledger_is_kept_too(backup: Path, data: Path, clock: ManualClock) -> None:
    (data / "ledger.db.new").write_bytes(b"it waits for its name")
    restore(data, backup, clock)
    assert b"it waits for its name" in contents(data / "quarantine").values()


@pytest.mark.parametrize("lost", [False, True])
def test_root_leaves_nothing_that_the_kiosks_account_cannot_use(
    backup: Path, data: Path, clock: ManualClock, lost: bool
) -> None:
    """``lost``: the disk is new, and somebody has given an empty folder to the kiosk's account."""
    if lost:
        shutil.copy(data / "device.key", backup.parent)
        shutil.rmtree(data)
        data.mkdir()
    else:
        (data / "ledger.db.new").write_bytes(b"it waits for its name")
    belongs_to_another(data)
    restore(data, backup, clock)
    assert (data / "ledger.head").exists()
    assert owners_in(data) == {(1234, 1234)}
    assert lost or (data / "ledger.db").stat().st_mode & 0o777 == 0o640


def spoil(backup: Path, change: Callable[[bytearray], object]) -> None:
    content = bytearray(backup.read_bytes())
    change(content)
    backup.write_bytes(content)


def flip_a_bit(content: bytearray) -> None:
    content[len(content) - 2000] ^= 1


def cut_off(content: bytearray) -> None:
    del content[20_000:]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (flip_a_bit, StoreFaultKind.CORRUPT),
        (cut_off, StoreFaultKind.CORRUPT),
        (bytearray.clear, StoreFaultKind.CORRUPT),
        (lambda content: content.__setitem__(slice(0, 100), b"\x00" * 100), StoreFaultKind.WRONG_KEY),
    ],
)
def test_a_damaged_backup_is_refused(
    backup: Path, data: Path, clock: ManualClock, change: Callable[[bytearray], object], kind: StoreFaultKind
) -> None:
    before = contents(data)
    spoil(backup, change)
    fault = fault_of(lambda: restore(data, backup, clock))
    assert isinstance(fault, RestoreFault)
    assert fault.kind is kind
    assert str(backup) in fault.advice
    assert contents(data) == before


def test_another_kiosks_backup_is_refused(backup: Path, tmp_path: Path, clock: ManualClock) -> None:
    other = tmp_path / "other"
    open_ledger(other, clock, create=True).close()
    before = contents(other)
    assert "is a backup of kiosk k-" in str(fault_of(lambda: restore(other, backup, clock)))
    renamed = shutil.copy(backup, tmp_path / "found-on-a-stick.db")
    assert "another kiosk's" in str(fault_of(lambda: restore(other, Path(renamed), clock)))
    assert contents(other) == before


def test_a_newer_backup_is_refused(
    backup: Path, data: Path, clock: ManualClock, make_ledger: Callable[[], Ledger]
) -> None:
    connection = connect(backup, make_ledger().device.store_key)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    fault = fault_of(lambda: restore(data, backup, clock))
    assert isinstance(fault, RestoreFault)
    assert fault.kind is StoreFaultKind.NEWER


def test_a_backup_whose_journal_does_not_check_is_refused(
    backup: Path, data: Path, clock: ManualClock, make_ledger: Callable[[], Ledger]
) -> None:
    connection = connect(backup, make_ledger().device.store_key)
    connection.execute("UPDATE total SET points = points + 1")
    connection.close()
    assert "is damaged (total: the sums of" in str(fault_of(lambda: restore(data, backup, clock)))


def test_without_a_key_nothing_can_be_restored(backup: Path, tmp_path: Path, clock: ManualClock) -> None:
    assert "no device.key" in str(fault_of(lambda: restore(tmp_path / "new", backup, clock)))


def test_nothing_is_restored_beneath_a_running_kiosk(backup: Path, data: Path, clock: ManualClock) -> None:
    with sole_writer(data):
        fault = fault_of(lambda: restore(data, backup, clock))
    assert isinstance(fault, StoreFault)
    assert fault.kind is StoreFaultKind.IN_USE


def test_what_is_no_backup_is_refused(backup: Path, data: Path, clock: ManualClock) -> None:
    for source in (data / "ledger.db", data / "nothing", data):
        assert isinstance(fault_of(lambda source=source: restore(data, source, clock)), UsageFault)  # type: ignore[misc]


def die_at(step: int, folder: Path, source: Path, clock: ManualClock) -> int:
    """Restore in a process of its own that is gone before its ``step``-th change of the folder. Returns its code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    changes = itertools.count(1)

    def cut(event: str, arguments: tuple[object, ...]) -> None:
        opens = event == "open" and str(arguments[0]).startswith(str(folder))
        writes = opens and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (writes or event in CHANGES) and next(changes) == step:
            os._exit(9)

    sys.addaudithook(cut)
    try:
        restore(folder, source, clock)
    except BaseException:  # noqa: BLE001 - the parent sees the code
        os._exit(1)
    os._exit(0)


@pytest.mark.parametrize("lost", [False, True])
def test_a_power_cut_anywhere_leaves_the_old_ledger_or_the_restored_one(
    backup: Path,
    data: Path,
    clock: ManualClock,
    tmp_path: Path,
    depth: Depth,
    make_ledger: Callable[[], Ledger],
    lost: bool,
) -> None:
    """``lost``: the disk is new, and the key comes from beside the backup."""
    if lost and depth is Depth.QUICK:
        pytest.skip("takes long: run with --depth nightly")
    shutil.copy(data / "device.key", backup.parent)
    ledger = make_ledger()
    open_epoch(ledger, EpochReason.FORKED)  # which the backup does not know, and the mark speaks of
    ledger.close()
    old = read_mark(data)
    assert old is not None
    seen: list[int | None] = []
    for step in itertools.count(1):
        folder = tmp_path / f"cut-{step}"
        if not lost:
            shutil.copytree(data, folder)
        code = die_at(step, folder, backup, clock)
        assert code in {0, 9}
        seen.append(entries_in(folder, clock))
        mark = read_mark(folder)
        if seen[-1] != BEFORE + 1:
            assert mark == (None if lost else old), "how far the old ledger has come is still known"
        assert mark is None or mark.position == seen[-1], "it speaks of the ledger that serves"
        assert lost or PRESENT in {seen[-1], *map(entries_of, folder.glob("quarantine/*"))}
        if code == 0:
            assert mark is not None
            break
        clock.advance(1000)
        assert restore(folder, backup, clock).entries == BEFORE, "it can always be done again"
    assert set(seen) == {None if lost else PRESENT, BEFORE + 1}
    assert seen == sorted(seen, key=lambda found: found == BEFORE + 1), "once restored it stays so"
    assert len(seen) > 15, len(seen)


def entries_in(folder: Path, clock: ManualClock) -> int | None:
    """How many entries a kiosk that starts now finds; None: it says that there is no ledger yet."""
    if not (folder / "ledger.db").exists() and not (folder / "ledger.db.new").exists():
        assert fault_of(lambda: open_ledger(folder, clock, create=False)).args[0].startswith("store: missing")
        return None
    ledger = open_ledger(folder, clock, create=False)
    try:
        assert (verify(ledger).problems, check_end(ledger)) == ([], [])
        return ledger.totals().entries
    finally:
        ledger.close()


def entries_of(aside: Path) -> int | None:
    """The same of a ledger that was set aside."""
    look = aside.parents[1] / "look"
    shutil.rmtree(look, ignore_errors=True)
    shutil.copytree(aside, look)
    shutil.copy(aside.parents[1] / "device.key", look)
    return entries_in(look, ManualClock())


def test_the_commands_say_what_happened(
    backup: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--data", str(data)]
    assert main(["ledger", "backup", str(tmp_path / "stick"), "--json", *at]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["entries"], made["own_disk"]) == (BEFORE + AFTER, True)
    assert main(["ledger", "backup", str(tmp_path / "stick"), "--with-key", *at]) == 0
    assert "speak as this kiosk" in capsys.readouterr().out
    assert main(["ledger", "restore", str(backup), *at]) == 0
    assert "it held 3 later entries: 1 of them the platform has, 2 are only in" in capsys.readouterr().out
    assert main(["ledger", "restore", made["path"], "--json", *at]) == 0
    assert json.loads(capsys.readouterr().out)["later"] is None
    assert main(["ledger", "verify", *at]) == 0
    assert main(["ledger", "backup", str(tmp_path / "gone"), *at]) == 1
    assert "gone is not there" in capsys.readouterr().err
    assert main(["ledger", "restore", str(tmp_path / "gone"), *at]) == 2
