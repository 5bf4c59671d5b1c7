"""A damaged ledger is made whole as far as it can be read: nothing is invented or deleted, no number given twice."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk.core.acts import Resident
from kiosk.core.clock import ManualClock
from kiosk.core.containers import Container
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.journal import OpenVisit, Verdict
from kiosk.core.pickup import Gathered
from kiosk.ledger import Ledger, open_ledger, sole_writer, verify
from kiosk.ledger.containers import append_collection, containers_seen, is_seal_known
from kiosk.ledger.damage import condemn, condemned
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.highwater import Mark, read_mark, write_mark
from kiosk.ledger.orders import orders_seen
from kiosk.ledger.repair import Outcome, Repaired, repair
from kiosk.ledger.retention import shrink
from kiosk.ledger.salvage import copy_readable
from kiosk.ledger.verify import check_end
from kiosk.methodology import Rulebook
from tests.crash.counting import Depth
from tests.fakes.acts import drop_off, scale_check
from tests.fakes.pickups import LI_ORDER
from tests.fakes.staffwork import collection
from tests.unit.ledger.owners import belongs_to_another, owners_in

ROOT = Path(__file__).resolve().parents[3]
PAGE = 4096
LI = Resident("r-" + "5" * 20, "6" * 32)
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, rules: Rulebook) -> Path:
    """Fifty-eight drop-offs, ten entries acknowledged, and everything else that a ledger can hold; found damaged."""
    folder, clock = tmp_path_factory.mktemp("template") / "kiosk", ManualClock()
    ledger = open_ledger(folder, clock, create=True)
    ledger.append_consent(LI.resident)
    ledger.append_scale_check(scale_check())
    ledger.append_drop_offs([drop_off(rules, who=LI) for _ in range(58)])
    acknowledge(ledger, 10)
    ledger.write_document("enrolment", b"{}")
    ledger.write_document("rules", b"digest")
    ledger.count_pin_failure("badge")
    ledger.note_pass("d" * 32, 1_800_000_000)
    ledger.open_visit(OpenVisit("5" * 32, "CODE"))
    ledger.close()
    condemn(folder, ["for the test"], clock.now())
    return folder


@pytest.fixture
def used(template: Path, data: Path, make_ledger: Callable[[], Ledger]) -> Ledger:
    """The same in a folder of its own. Closed."""
    shutil.copytree(template, data)
    ledger = make_ledger()
    ledger.close()
    return ledger


def acknowledge(ledger: Ledger, seq: int, *verdicts: Verdict) -> None:
    epoch = ledger.backlog().epoch
    head_hash = ledger.hash_at(epoch, seq)
    assert head_hash is not None
    ledger.acknowledge(epoch, seq, head_hash, verdicts)


def entries_of(ledger: Ledger) -> list[bytes]:
    return [stored.hash for stored in ledger.all_entries()]


def damage(ledger: Ledger, *statements: str) -> None:
    """As somebody would who has the key."""
    with ledger.store.writing() as connection:
        for kind in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS journal_is_append_only_{kind}")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.exec_driver_sql(statement)
    ledger.close()


def rot(folder: Path, page: int) -> None:
    """Spoil one page of the file."""
    raw = bytearray((folder / "ledger.db").read_bytes())
    raw[page * PAGE + 100] ^= 1
    (folder / "ledger.db").write_bytes(raw)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".lock"}


def repaired(folder: Path, clock: ManualClock, *, new_epoch: bool = False) -> tuple[Repaired, Ledger]:
    """Repair, and open what came of it: it must be sound."""
    done = repair(folder, clock, new_epoch=new_epoch)
    assert condemned(folder) is None
    assert not (folder / "repair").exists()
    ledger = open_ledger(folder, clock, create=False)
    assert verify(ledger).problems == []
    assert check_end(ledger) == []
    return done, ledger


def test_a_sound_ledger_is_only_cleared(used: Ledger, clock: ManualClock) -> None:
    before = contents(used.folder)
    done = repair(used.folder, clock, new_epoch=True)
    assert done.outcome is Outcome.SOUND
    assert condemned(used.folder) is None
    assert contents(used.folder) == {name: raw for name, raw in before.items() if name != "damaged.json"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE total SET points = points + 1",
        "DELETE FROM consent",
        "UPDATE drop_off SET net_g = net_g + 1, points = points + 1 WHERE seq = 4",
        "DROP TABLE scale_check",
        "DROP TABLE total",
    ],
)
def test_what_follows_from_the_journal_is_made_anew(used: Ledger, clock: ManualClock, statement: str) -> None:
    hashes = entries_of(used)
    damage(used, statement)
    done, ledger = repaired(used.folder, clock)
    assert done.outcome is Outcome.REBUILT
    assert done.problems
    assert (done.saved, done.numbered, done.gone) == (60, 60, 0)
    assert entries_of(ledger) == hashes, "the same journal, the same epoch"
    assert done.aside is not None
    assert (done.aside / "ledger.db").exists(), "the damaged file is kept"
    assert ledger.agreed() == [LI.resident]
    assert ledger.backlog().acked_seq == 10
    assert ledger.read_document("enrolment") == b"{}"
    assert ledger.pin_failures("badge") == 1
    assert ledger.seen_passes() == [("d" * 32, 1_800_000_000)]
    assert ledger.interrupted_visit() == OpenVisit("5" * 32, "CODE")
    ledger.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET entry = x'7b7d' WHERE seq = 41",
        "UPDATE journal SET signature = zeroblob(64) WHERE seq = 41",
        "UPDATE journal SET kind = 'boot' WHERE seq = 41",
        "UPDATE journal SET entry = x'' WHERE seq = 41",
    ],
)
def test_a_damaged_journal_waits_for_a_word(used: Ledger, clock: ManualClock, statement: str) -> None:
    hashes = entries_of(used)
    damage(used, statement, "UPDATE drop_off SET points = 1, net_g = 1 WHERE seq = 50")
    before = contents(used.folder)
    said = repair(used.folder, clock, new_epoch=False)
    assert (said.outcome, said.saved, said.numbered, said.gone) == (Outcome.NEEDS_NEW_EPOCH, 40, 60, 20)
    assert contents(used.folder) == before, "nothing was changed"

    done, ledger = repaired(used.folder, clock, new_epoch=True)
    assert (done.outcome, done.saved) == (Outcome.NEW_EPOCH, 40)
    assert entries_of(ledger)[:40] == hashes[:40]
    first = json.loads(list(ledger.all_entries())[40].entry)
    assert (first["kind"], first["seq"], first["body"]["reason"]) == ("epoch_opened", 1, "repaired")
    assert (first["body"]["before"]["seq"], first["body"]["before"]["hash"]) == (40, hashes[39].hex())
    assert ledger.backlog().acked_seq == 10
    assert ledger.read_document("rules") is None, "the rules in use are told again"
    ledger.close()


def test_what_the_platform_has_beyond_is_told(used: Ledger, clock: ManualClock) -> None:
    acknowledge(used, 55, Verdict(20, "held", "revoked"), Verdict(50, "held", "revoked"))
    damage(used, "UPDATE journal SET entry = x'7b7d' WHERE seq = 41")
    done, ledger = repaired(used.folder, clock, new_epoch=True)
    assert (done.saved, done.numbered, done.held_there, done.gone) == (40, 60, 15, 5)
    assert ledger.acknowledged()[0][1] == 40, "clamped to what there is"
    assert [verdict.seq for verdict in ledger.open_verdicts()] == [20]
    ledger.close()


def test_an_acknowledgement_of_another_history_is_dropped(used: Ledger, clock: ManualClock) -> None:
    damage(used, "UPDATE acknowledged SET head_hash = zeroblob(32)")
    _, ledger = repaired(used.folder, clock)
    assert ledger.acknowledged() == []
    ledger.close()


def test_a_cut_tail_and_a_deleted_wal_are_noticed_by_the_mark(
    used: Ledger, clock: ManualClock, rules: Rulebook
) -> None:
    old = (used.folder / "ledger.db").read_bytes()
    for _ in range(3):
        used.append_drop_off(drop_off(rules))
    epoch, head = used.backlog().epoch, used.totals().head
    used.close()
    write_mark(used.folder, Mark(used.device.kiosk, epoch, 63, 63, head))
    (used.folder / "ledger.db").write_bytes(old)
    said = repair(used.folder, clock, new_epoch=False)
    assert (said.outcome, said.saved, said.numbered) == (Outcome.NEEDS_NEW_EPOCH, 60, 63)
    done, ledger = repaired(used.folder, clock, new_epoch=True)
    assert done.gone == 3
    ledger.close()


def test_an_empty_journal_that_reads_well_is_no_proof(used: Ledger, clock: ManualClock) -> None:
    tables = ("drop_off", "consent", "scale_check", "acknowledged", "journal")
    damage(used, *(f"DELETE FROM {table}" for table in tables), "INSERT INTO total VALUES ('', '', 1, 1, 1, 1)")
    assert repair(used.folder, clock, new_epoch=False).outcome is Outcome.NEEDS_NEW_EPOCH
    _, ledger = repaired(used.folder, clock, new_epoch=True)
    ledger.close()


def test_a_journal_that_is_not_the_one_that_was_marked_needs_a_word(used: Ledger, clock: ManualClock) -> None:
    write_mark(used.folder, Mark(used.device.kiosk, used.backlog().epoch, 60, 60, "0" * 64))
    used.close()
    assert repair(used.folder, clock, new_epoch=False).outcome is Outcome.NEEDS_NEW_EPOCH
    _, ledger = repaired(used.folder, clock, new_epoch=True)
    ledger.close()


def test_an_older_copy_from_before_a_new_epoch_needs_a_word(used: Ledger, clock: ManualClock) -> None:
    older = (used.folder / "ledger.db").read_bytes()
    open_epoch(used, EpochReason.FORKED)
    used.close()
    (used.folder / "ledger.db").write_bytes(older)
    said = repair(used.folder, clock, new_epoch=False)
    assert (said.outcome, said.saved, said.numbered) == (Outcome.NEEDS_NEW_EPOCH, 60, 61)
    assert said.problems == ("a later epoch had been begun, and is not here any more",)
    done, ledger = repaired(used.folder, clock, new_epoch=True)
    assert (done.outcome, done.gone) == (Outcome.NEW_EPOCH, 1)
    ledger.close()


def test_a_longer_copy_from_before_a_new_epoch_needs_a_word_too(used: Ledger, clock: ManualClock) -> None:
    """A shorter backup was restored, and the longer file put back by hand: no number is missing, but an epoch is."""
    write_mark(used.folder, Mark(used.device.kiosk, "e" * 32, 1, 11, "0" * 64))
    assert repair(used.folder, clock, new_epoch=False).outcome is Outcome.NEEDS_NEW_EPOCH
    done, ledger = repaired(used.folder, clock, new_epoch=True)
    assert (done.outcome, done.saved) == (Outcome.NEW_EPOCH, 60)
    ledger.close()


class FillsTheDisk(ManualClock):
    """Whoever asks for the time finds the disk of ``waste`` full afterwards, but for ``leave`` bytes."""

    waste: Path
    leave: int

    def now(self) -> datetime:
        """The time."""
        with self.waste.open("ab") as file:
            room = shutil.disk_usage(self.waste.parent).free - self.leave
            os.posix_fallocate(file.fileno(), 0, self.waste.stat().st_size + room)
        return super().now()


@pytest.fixture
def on_a_small_disk(used: Ledger, tmp_path: Path) -> Iterator[Path]:
    """The damaged ledger on a disk with room for it, a copy, the fresh file and its WAL, and a little more."""
    damage(used, "UPDATE journal SET entry = x'7b7d' WHERE seq = 41")
    disk = tmp_path / "disk"
    disk.mkdir()
    size = 4 * (used.folder / "ledger.db").stat().st_size + 256 * PAGE
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small disk needs root and leave to mount")
    yield shutil.copytree(used.folder, disk / "kiosk")
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fault_on(folder: Path, clock: ManualClock) -> StoreFault:
    """Why the repair is refused; nothing may have changed."""
    before = contents(folder)
    with pytest.raises(StoreFault) as caught:
        repair(folder, clock, new_epoch=True)
    assert contents(folder) == before
    assert not (folder / "repair").exists()
    return caught.value


def test_a_disk_that_fills_up_meanwhile_leaves_the_damaged_ledger(on_a_small_disk: Path, clock: ManualClock) -> None:
    full = FillsTheDisk()
    full.waste, full.leave = on_a_small_disk.parent / "waste", 16 * PAGE
    fault = fault_on(on_a_small_disk, full)
    assert (fault.kind, "nothing was changed" in fault.advice) == (StoreFaultKind.FULL, True)
    full.waste.unlink()
    done, ledger = repaired(on_a_small_disk, clock, new_epoch=True)
    assert done.saved == 40
    ledger.close()


@pytest.mark.parametrize("room", [0.5, 2.5])
def test_too_little_room_is_said_before_it_is_used_up(on_a_small_disk: Path, clock: ManualClock, room: float) -> None:
    full = FillsTheDisk()
    full.waste = on_a_small_disk.parent / "waste"
    full.leave = int(room * (on_a_small_disk / "ledger.db").stat().st_size)
    full.now()
    fault = fault_on(on_a_small_disk, clock)
    assert (fault.kind, "must be free" in fault.advice) == (StoreFaultKind.FULL, True)


def test_root_leaves_nothing_that_the_kiosks_account_cannot_use(used: Ledger, clock: ManualClock) -> None:
    damage(used, "UPDATE journal SET entry = x'7b7d' WHERE seq = 41")
    belongs_to_another(used.folder)
    (used.folder / "ledger.head").unlink(missing_ok=True)
    (used.folder / "kiosk.lock").unlink(missing_ok=True)
    assert repair(used.folder, clock, new_epoch=True).outcome is Outcome.NEW_EPOCH
    assert (used.folder / "ledger.head").exists()
    assert owners_in(used.folder) == {(1234, 1234)}
    assert (used.folder / "ledger.db").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("page", range(0, 44, 4))
def test_one_rotten_page_costs_what_lies_on_it(used: Ledger, clock: ManualClock, page: int) -> None:
    hashes = entries_of(used)
    used.close()
    rot(used.folder, page)
    done, ledger = repaired(used.folder, clock, new_epoch=True)
    assert done.outcome in {Outcome.REBUILT, Outcome.NEW_EPOCH}
    assert entries_of(ledger)[: done.saved] == hashes[: done.saved]
    assert done.saved == 60 or done.outcome is Outcome.NEW_EPOCH
    ledger.close()


@pytest.mark.parametrize("keep", [0, 100, PAGE, 10 * PAGE, 40 * PAGE + 77, -PAGE, -1])
def test_a_truncated_file_gives_back_what_it_can(used: Ledger, clock: ManualClock, keep: int) -> None:
    hashes = entries_of(used)
    used.close()
    path = used.folder / "ledger.db"
    path.write_bytes(path.read_bytes()[:keep])
    assert repair(used.folder, clock, new_epoch=False).outcome is Outcome.NEEDS_NEW_EPOCH or keep == -1
    done, ledger = repaired(used.folder, clock, new_epoch=True)
    assert entries_of(ledger)[: done.saved] == hashes[: done.saved]
    assert done.saved >= 10 or keep < 40 * PAGE
    ledger.close()


@pytest.mark.parametrize("how", ["missing", "zeroed", "plain"])
def test_nothing_left_to_read_begins_at_nothing_but_in_a_new_epoch(
    used: Ledger, clock: ManualClock, how: str, rules: Rulebook
) -> None:
    epoch = used.backlog().epoch
    used.close()
    write_mark(used.folder, Mark(used.device.kiosk, epoch, 60, 60, "0" * 64))
    path = used.folder / "ledger.db"
    path.write_bytes({"missing": b"", "zeroed": bytes(45 * PAGE), "plain": b"SQLite format 3\x00" + bytes(8176)}[how])
    if how == "missing":
        path.unlink()
    said = repair(used.folder, clock, new_epoch=False)
    assert (said.outcome, said.saved, said.numbered) == (Outcome.NEEDS_NEW_EPOCH, 0, 60)
    _, ledger = repaired(used.folder, clock, new_epoch=True)
    first = json.loads(next(ledger.all_entries()).entry)
    assert first["body"]["before"] == {"epoch": epoch, "seq": 0, "hash": None}
    assert ledger.append_drop_off(drop_off(rules)).seq == 2
    ledger.close()


def test_a_key_that_may_be_wrong_destroys_nothing(used: Ledger, clock: ManualClock, tmp_path: Path) -> None:
    other = tmp_path / "other"
    open_ledger(other, clock, create=True).close()
    shutil.copy(other / "device.key", used.folder / "device.key")
    before = contents(used.folder)
    for new_epoch in (False, True):
        with pytest.raises(StoreFault) as caught:
            repair(used.folder, clock, new_epoch=new_epoch)
        assert caught.value.kind is StoreFaultKind.WRONG_KEY
        assert "put the right key" in caught.value.advice
    assert contents(used.folder) == before


def test_another_kiosks_file_is_set_aside_when_the_key_is_known_to_be_ours(
    used: Ledger, clock: ManualClock, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    open_ledger(other, clock, create=True).close()
    shutil.copy(other / "ledger.db", used.folder / "ledger.db")
    write_mark(used.folder, Mark(used.device.kiosk, "e" * 32, 60, 60, "0" * 64))
    done, ledger = repaired(used.folder, clock, new_epoch=True)
    assert done.numbered == 60
    ledger.close()


@pytest.mark.parametrize("key", [None, "{}", ""])
def test_without_the_key_nothing_can_be_done(used: Ledger, clock: ManualClock, key: str | None) -> None:
    path = used.folder / "device.key"
    path.unlink() if key is None else path.write_text(key)
    before = contents(used.folder)
    with pytest.raises(StoreFault) as caught:
        repair(used.folder, clock, new_epoch=True)
    assert caught.value.kind is StoreFaultKind.WRONG_KEY
    assert "backup" in caught.value.advice
    assert contents(used.folder) == before


def test_a_newer_schema_is_not_repaired(used: Ledger, clock: ManualClock) -> None:
    damage(used, "PRAGMA user_version = 99")
    with pytest.raises(StoreFault) as caught:
        repair(used.folder, clock, new_epoch=True)
    assert caught.value.kind is StoreFaultKind.NEWER


def test_a_kiosk_that_runs_is_left_alone(used: Ledger, clock: ManualClock) -> None:
    with sole_writer(used.folder), pytest.raises(StoreFault) as caught:
        repair(used.folder, clock, new_epoch=True)
    assert caught.value.kind is StoreFaultKind.IN_USE


@pytest.mark.parametrize(("at", "sums_known"), [(15, True), (30, True), (6, False)])
def test_sums_of_what_was_shrunk_survive(
    ledger: Ledger, clock: ManualClock, rules: Rulebook, at: int, sums_known: bool
) -> None:
    for _ in range(20):
        ledger.append_drop_off(drop_off(rules, 1000))
        clock.advance(DAY_MS)
    acknowledge(ledger, 10)
    clock.advance(60 * DAY_MS)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 10
    for _ in range(20):
        ledger.append_drop_off(drop_off(rules, 1000))
    before = entries_of(ledger)
    damage(ledger, f"UPDATE journal SET hash = zeroblob(32), signature = zeroblob(64) WHERE seq = {at}")
    done, fresh = repaired(ledger.folder, clock, new_epoch=True)
    assert done.saved == at - 1
    assert entries_of(fresh)[: at - 1] == before[: at - 1]
    assert fresh.totals().drop_offs == {15: 14, 30: 28, 6: 0}[at]
    assert done.incomplete == (() if sums_known else ("sums",))
    fresh.close()


def test_containers_of_which_the_entries_were_shrunk_stay_as_full_as_they_are(
    ledger: Ledger, clock: ManualClock, rules: Rulebook
) -> None:
    containers = (Container("clothing-1", "clothing"), Container("books-1", "books"))
    for _ in range(3):
        for container in containers:
            act = drop_off(rules, 1000, material=container.material)
            ledger.append_drop_off(replace(act, container=container.id))
    append_collection(ledger, collection("books-1", 3000, drop_offs=3, material="books"))
    acknowledge(ledger, 7)
    clock.advance(60 * DAY_MS)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 7
    ledger.append_drop_off(replace(drop_off(rules, 500), container="clothing-1"))
    before = containers_seen(ledger, containers)
    assert [(fill.period, fill.fill_g) for fill in before.fills] == [(1, 3500), (2, 0)]
    damage(ledger, "UPDATE container_act SET net_g = net_g + 1 WHERE position = 9")
    done, fresh = repaired(ledger.folder, clock)
    assert done.outcome is Outcome.REBUILT
    assert containers_seen(fresh, containers) == before
    assert is_seal_known(fresh, "LZ-0001")
    fresh.close()


def test_a_later_epoch_that_was_lost_is_never_begun_again(used: Ledger, clock: ManualClock, rules: Rulebook) -> None:
    second = open_epoch(used, EpochReason.RESTORED)
    used.append_drop_off(drop_off(rules))
    damage(used, "UPDATE journal SET entry = x'7b7d' WHERE seq = 41 AND epoch_no = 1")
    _, ledger = repaired(used.folder, clock, new_epoch=True)
    epoch = json.loads(list(ledger.all_entries())[-1].entry)["epoch"]
    assert epoch not in {second, ledger.acknowledged()[0][0]}
    ledger.close()


def test_blocks_that_the_disk_does_not_give_back_become_zeros(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(3 * 1024 * 1024 + 5))
    copy_readable(source, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()


_REPAIR_AND_DIE = """
import os, signal, sys
from pathlib import Path
from kiosk.core.clock import SystemClock
from kiosk.ledger.repair import repair

def die_at(step):
    left = step
    def count(event, arguments):
        nonlocal left
        if event in {"os.rename", "os.remove", "os.mkdir", "shutil.rmtree"} and "/data" in str(arguments[0]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    return count

for step, folder in enumerate(sys.argv[1:], start=1):
    child = os.fork()
    if child == 0:
        sys.addaudithook(die_at(step))
        repair(Path(folder), SystemClock(), new_epoch=True)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
_MORE_STEPS = 16


@pytest.mark.process
def test_a_repair_that_is_killed_at_any_step_can_be_done_again(
    used: Ledger, clock: ManualClock, tmp_path: Path, depth: Depth
) -> None:
    """A kill before every rename, removal and new folder: the damaged ledger stays marked, or the new one is whole."""
    hashes = entries_of(used)
    damage(used, "UPDATE journal SET entry = x'7b7d' WHERE seq = 41")
    folders = [shutil.copytree(used.folder, tmp_path / f"data{step}") for step in range(_MORE_STEPS)]
    command = [sys.executable, "-c", _REPAIR_AND_DIE, *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    ends = [int(code) for code in done.stdout.split()]
    assert ends == sorted(ends)
    assert (ends.count(-signal.SIGKILL), ends[-1]) >= (10, 0)
    for folder in depth.choose(folders, 6):
        repaired_already = len(epochs_of(folder, clock)) == 2
        mark = read_mark(folder)
        if mark is not None:
            assert mark.epoch == epochs_of(folder, clock)[-1], "it speaks of the ledger that serves"
        assert repaired_already or condemned(folder) is not None, "nobody is served before somebody has looked"
        repair(folder, clock, new_epoch=True)
        assert len(epochs_of(folder, clock)) == 2
        ledger = open_ledger(folder, clock, create=False)
        assert verify(ledger).problems == []
        assert entries_of(ledger)[:40] == hashes[:40]
        ledger.close()


def epochs_of(folder: Path, clock: ManualClock) -> list[str]:
    ledger = open_ledger(folder, clock, create=False)
    with ledger.store.reading() as connection:
        found = list(connection.execute(sa.text("SELECT id FROM epoch ORDER BY no")).scalars())
    ledger.close()
    return found


def test_a_pickup_of_which_the_entries_were_shrunk_has_its_bags_still(
    ledger: Ledger, clock: ManualClock, rules: Rulebook
) -> None:
    ledger.append_drop_off(replace(drop_off(rules, 1000), order=LI_ORDER, staff="ab" * 16))
    acknowledge(ledger, 1)
    clock.advance(60 * DAY_MS)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 1
    ledger.append_drop_off(replace(drop_off(rules, 500), order=LI_ORDER, staff="ab" * 16))
    damage(ledger, "UPDATE pickup_act SET net_g = net_g + 1 WHERE position = 3")
    done, fresh = repaired(ledger.folder, clock)
    assert done.outcome is Outcome.REBUILT
    assert orders_seen(fresh).gathered == (Gathered(LI_ORDER, 2, 1500),)
    fresh.close()
