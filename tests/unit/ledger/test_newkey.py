"""The kiosk goes over to another signing key: the journal says which key signs what, through every accident."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy.exc
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.cli import main
from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.core.journal import StoredEntry
from kiosk.ledger import Device, Ledger, open_ledger, sole_writer, verify
from kiosk.ledger.backup import back_up
from kiosk.ledger.chain import ChainCheck
from kiosk.ledger.entry import Header, canonical, entry_hash, signed_message
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.newkey import change_key
from kiosk.ledger.repair import repair
from kiosk.ledger.restore import RestoreFault, restore
from kiosk.ledger.retention import shrink
from kiosk.ledger.verify import check_end
from kiosk.methodology import Rulebook
from tests.depth import examples
from tests.fakes.acts import drop_off
from tests.fakes.contract_schemas import assert_follows

DAY_MS = 86_400_000
Fill = Callable[[Ledger, int], None]


@pytest.fixture
def fill(rules: Rulebook) -> Fill:
    def append(ledger: Ledger, count: int) -> None:
        ledger.append_drop_offs([drop_off(rules) for _ in range(count)])

    return append


def problems(ledger: Ledger) -> list[str]:
    quick = verify(ledger, signatures=False).problems
    return verify(ledger).problems + quick + check_end(ledger)


def signers(ledger: Ledger) -> list[int]:
    """For each entry the number of the key that signed it, counted from 0."""
    return [next(no for no, key in enumerate(ledger.device.keys) if signed(key, e)) for e in ledger.all_entries()]


def signed(key: object, stored: StoredEntry) -> bool:
    return bool(key.sign(signed_message(stored.hash)) == stored.signature)  # type: ignore[attr-defined]


def kinds(ledger: Ledger) -> list[str]:
    return [json.loads(stored.entry)["kind"] if stored.entry else "-" for stored in ledger.all_entries()]


def test_the_entry_is_signed_with_the_old_key_and_what_follows_with_the_new(
    make_ledger: Callable[[], Ledger], fill: Fill
) -> None:
    ledger = make_ledger()
    kiosk = ledger.device.kiosk
    fill(ledger, 2)
    done = change_key(ledger)
    fill(ledger, 1)
    assert (done.seq, done.public_key) == (3, ledger.device.keys[1].public_key)
    ledger.close()
    again = make_ledger()
    fill(again, 1)
    assert again.device.kiosk == kiosk
    assert (signers(again), problems(again)) == ([0, 0, 0, 1, 1], [])
    epoch = again.backlog().epoch
    spans = [again.key_span(epoch, seq) for seq in (1, 3, 4)]
    assert [span.last for span in spans] == [3, 3, None]
    assert [span.public_key for span in spans] == [again.device.keys[no].public_key for no in (0, 0, 1)]
    assert_follows("key_changed", json.loads(list(again.all_entries())[2].entry)["body"])
    for key in again.device.keys:
        assert key.seed.hex() not in repr((again.device, key))


def test_the_end_is_checked_with_the_key_that_signs_there(ledger: Ledger, fill: Fill) -> None:
    fill(ledger, 70)
    change_key(ledger)
    fill(ledger, 30)
    change_key(ledger)
    assert check_end(ledger) == []
    fill(ledger, 70)
    assert problems(ledger) == []


def test_a_change_that_was_interrupted_is_finished_with_the_same_key(
    make_ledger: Callable[[], Ledger], fill: Fill, data: Path
) -> None:
    ledger = make_ledger()
    fill(ledger, 1)
    ledger.close()
    waiting = ledger.device.with_new_key()
    waiting.save(data)  # and then the power went
    again = make_ledger()
    fill(again, 1)
    assert (signers(again), problems(again)) == ([0, 0], []), "nobody signs with a key that the journal does not know"
    assert change_key(again).public_key == waiting.keys[1].public_key
    assert Device.load(data) == waiting


def test_a_change_whose_commit_fails_leaves_the_old_key(ledger: Ledger, fill: Fill) -> None:
    fill(ledger, 1)
    with ledger.store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON journal WHEN NEW.kind = 'key_changed'"
            " BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(sqlcipher.IntegrityError):
        change_key(ledger)
    fill(ledger, 1)
    assert (signers(ledger), problems(ledger)) == ([0, 0], [])


def test_an_old_copy_of_the_key_does_not_open_the_ledger(ledger: Ledger, fill: Fill, data: Path) -> None:
    old = ledger.device
    fill(ledger, 1)
    change_key(ledger)
    ledger.close()
    old.save(data)
    with pytest.raises(StoreFault, match=r"old copy.*newest copy") as refused:
        open_ledger(data, ManualClock(), create=False)
    assert refused.value.kind is StoreFaultKind.WRONG_KEY


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    device = Device.generate()
    device.save(tmp_path)
    assert json.loads((tmp_path / "device.key").read_text())["version"] == 1
    more = device.with_new_key().with_new_key()
    more.save(tmp_path)
    assert (Device.load(tmp_path), more.kiosk, len({key.seed for key in more.keys})) == (more, device.kiosk, 3)
    assert "seed" not in json.loads((tmp_path / "device.key").read_text()), "older software must not sign with it"
    for content in ('{"version": 2, "seeds": [], "store_key": ""}', "[]", '{"version": 2}'):
        (tmp_path / "device.key").write_text(content)
        with pytest.raises(StoreFault, match="is damaged"):
            Device.load(tmp_path)


# --- retention -------------------------------------------------------------------------------------------------------


def acknowledged(ledger: Ledger) -> None:
    backlog = ledger.backlogs()[-1]
    head = ledger.hash_at(backlog.epoch, backlog.head_seq)
    assert head is not None
    ledger.acknowledge(backlog.epoch, backlog.head_seq, head, ())


@pytest.mark.parametrize("before", [1, 2, 5])
def test_the_change_keeps_its_bytes_when_entries_shrink(
    ledger: Ledger, clock: ManualClock, fill: Fill, before: int
) -> None:
    fill(ledger, before)
    change_key(ledger)
    fill(ledger, 2)
    change_key(ledger)
    fill(ledger, 1)
    acknowledged(ledger)
    clock.advance(60 * DAY_MS)
    fill(ledger, 1)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == before + 5
    expected = ["-"] * before + ["key_changed", "-", "-", "key_changed", "-", "drop_off", "entries_shrunk"]
    assert (kinds(ledger), problems(ledger)) == (expected, [])
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 0
    assert problems(ledger) == []


def test_the_last_that_counts_as_shrunk_has_lost_its_bytes(ledger: Ledger, clock: ManualClock, fill: Fill) -> None:
    fill(ledger, 2)
    change_key(ledger)
    acknowledged(ledger)
    clock.advance(60 * DAY_MS)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 2
    assert problems(ledger) == []
    acknowledged(ledger)
    fill(ledger, 1)
    clock.advance(60 * DAY_MS)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 2, "the change, and the word on what was shrunk"
    assert (kinds(ledger), problems(ledger)) == (["-", "-", "key_changed", "-", "drop_off", "entries_shrunk"], [])


def test_the_store_refuses_to_shrink_a_change(ledger: Ledger) -> None:
    change_key(ledger)
    acknowledged(ledger)
    with pytest.raises(sqlalchemy.exc.IntegrityError, match="append-only"), ledger.store.writing() as connection:
        connection.exec_driver_sql("UPDATE journal SET entry = x'' WHERE seq = 1")


# --- backups, restore, repair ----------------------------------------------------------------------------------------


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def backup_of(ledger: Ledger, stick: Path, clock: ManualClock, **options: bool) -> Path:
    done = back_up(ledger, stick, clock, 3, **options)
    assert done is not None
    return done.path


def test_a_backup_from_before_the_change_goes_on_with_the_newest_key(
    ledger: Ledger, clock: ManualClock, fill: Fill, stick: Path, data: Path
) -> None:
    fill(ledger, 2)
    source = backup_of(ledger, stick, clock)
    for _ in range(2):
        change_key(ledger)
    fill(ledger, 1)
    ledger.close()
    restore(data, source, clock)
    again = open_ledger(data, clock, create=False)
    fill(again, 1)
    told = ["drop_off", "drop_off", "epoch_opened", "key_changed", "key_changed", "drop_off"]
    assert (kinds(again), signers(again), problems(again)) == (told, [0, 0, 0, 0, 1, 2], [])
    again.close()


def test_a_backup_from_after_the_change_goes_on_with_it(
    ledger: Ledger, clock: ManualClock, fill: Fill, stick: Path, data: Path
) -> None:
    change_key(ledger)
    fill(ledger, 1)
    source = backup_of(ledger, stick, clock, with_key=True)
    ledger.close()
    shutil.rmtree(data)
    assert restore(data, source, clock).key_restored
    again = open_ledger(data, clock, create=False)
    fill(again, 1)
    assert (signers(again), problems(again)) == ([0, 1, 1, 1], [])
    again.close()


def test_a_backup_is_not_restored_beside_an_old_copy_of_the_key(
    ledger: Ledger, clock: ManualClock, fill: Fill, stick: Path, data: Path
) -> None:
    old = ledger.device
    fill(ledger, 1)
    change_key(ledger)
    source = backup_of(ledger, stick, clock)
    ledger.close()
    old.save(data)
    before = (data / "ledger.db").read_bytes()
    with pytest.raises(RestoreFault, match=r"old copy.*nothing was changed") as refused:
        restore(data, source, clock)
    assert refused.value.kind is StoreFaultKind.WRONG_KEY
    assert (data / "ledger.db").read_bytes() == before


def test_a_repaired_ledger_that_has_lost_the_change_tells_of_it_again(
    ledger: Ledger, clock: ManualClock, fill: Fill, data: Path
) -> None:
    fill(ledger, 4)
    change_key(ledger)
    fill(ledger, 2)
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_is_append_only_update")
        connection.exec_driver_sql("UPDATE journal SET hash = zeroblob(32) WHERE seq = 3")
    ledger.close()
    assert repair(data, clock, new_epoch=True).saved == 2
    again = open_ledger(data, clock, create=False)
    fill(again, 1)
    assert kinds(again) == ["drop_off", "drop_off", "epoch_opened", "key_changed", "drop_off"]
    assert (signers(again), problems(again)) == ([0, 0, 0, 0, 1], [])
    again.close()


def test_a_whole_ledger_with_a_change_is_rebuilt(ledger: Ledger, clock: ManualClock, fill: Fill, data: Path) -> None:
    fill(ledger, 2)
    change_key(ledger)
    fill(ledger, 2)
    acknowledged(ledger)
    clock.advance(60 * DAY_MS)
    fill(ledger, 1)
    assert shrink(ledger, clock.now(), timedelta(days=30)) == 5
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM total")
    ledger.close()
    assert repair(data, clock, new_epoch=False).outcome == "rebuilt"
    again = open_ledger(data, clock, create=False)
    assert (kinds(again)[2], problems(again)) == ("key_changed", [])
    again.close()


def test_a_new_epoch_needs_no_telling_where_the_journal_knows_the_key(ledger: Ledger, fill: Fill) -> None:
    change_key(ledger)
    fill(ledger, 1)
    open_epoch(ledger, EpochReason.FORKED)
    assert (signers(ledger), problems(ledger)) == ([0, 1, 1], [])


# --- what does not fit -----------------------------------------------------------------------------------------------


def checked(device: Device, entries: list[StoredEntry]) -> str:
    check = ChainCheck(device.kiosk, device.public_key)
    for stored in entries:
        check.take(stored)
    check.finish()
    return "\n".join(check.problems)


def again_signed(stored: StoredEntry, seed: Device, **changes: object) -> StoredEntry:
    table = json.loads(stored.entry) | changes
    entry = canonical(Header(**{name: table[name] for name in Header.__slots__}), table["kind"], table["body"])
    digest = entry_hash(entry)
    return StoredEntry(stored.seq, entry, digest, seed.sign(signed_message(digest)))


def test_a_change_that_does_not_hold_is_found(ledger: Ledger, fill: Fill) -> None:
    fill(ledger, 1)
    change_key(ledger)
    fill(ledger, 1)
    first, change, last = ledger.all_entries()
    body = json.loads(change.entry)["body"]
    thief = Device.generate()
    by_a_thief = again_signed(change, thief, body=body)
    assert "entry 2: not signed by this kiosk" in checked(ledger.device, [first, by_a_thief])
    unproven = again_signed(change, ledger.device, body={**body, "proof": "A" * 86})
    assert "entry 2: changes the key without the new one's proof" in checked(ledger.device, [first, unproven])
    for strange in ({}, {"public_key": 7, "proof": "x"}, {"public_key": "AAAA", "proof": "A" * 86}):
        assert "without the new one's proof" in checked(
            ledger.device, [again_signed(change, ledger.device, body=strange)]
        )
    with_old = again_signed(last, ledger.device)
    assert "entry 3: not signed by this kiosk" in checked(ledger.device, [first, change, with_old])
    assert checked(ledger.device, [first, change, last]) == ""


# --- any order -------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(5))
@given(st.lists(st.sampled_from(["append", "change", "restart", "interrupted", "shrink", "epoch"]), max_size=14))
def test_in_any_order_the_journal_is_sound_and_its_newest_key_signs(
    tmp_path_factory: pytest.TempPathFactory, rules: Rulebook, steps: list[str]
) -> None:
    clock = ManualClock()
    data = tmp_path_factory.mktemp("any") / "kiosk"
    ledger = open_ledger(data, clock, create=True)
    for step in steps:
        clock.advance(20 * DAY_MS)
        match step:
            case "append":
                ledger.append_drop_off(drop_off(rules))
            case "change":
                assert change_key(ledger).public_key == ledger.key_behind(ledger.totals().entries)
            case "shrink":
                acknowledged(ledger)
                shrink(ledger, clock.now(), timedelta(days=30))
            case "epoch":
                open_epoch(ledger, EpochReason.FORKED)
            case "restart" | "interrupted":
                if step == "interrupted" and ledger.key_behind(10**9) == ledger.device.keys[-1].public_key:
                    ledger.device.with_new_key().save(data)
                ledger.close()
                ledger = open_ledger(data, clock, create=False)
    assert problems(ledger) == []
    assert signers(ledger) == sorted(signers(ledger))
    ledger.close()


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_says_what_to_do_then(ledger: Ledger, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger.close()
    assert main(["ledger", "new-key", "--data", str(data)]) == 0
    said = capsys.readouterr().out
    assert f"kiosk {ledger.device.kiosk} signs with a new key behind entry 1" in said
    assert "device.key again" in said
    assert main(["ledger", "new-key", "--json", "--data", str(data)]) == 0
    told = json.loads(capsys.readouterr().out)
    device = Device.load(data)
    assert device is not None
    assert told == {"kiosk": device.kiosk, "public_key": device.keys[2].public_key.hex(), "seq": 2}
    assert main(["ledger", "verify", "--data", str(data)]) == 0


def test_the_command_declines_beside_a_running_kiosk_and_on_damage(
    ledger: Ledger, data: Path, fill: Fill, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(ledger, 1)
    before = (data / "device.key").read_bytes()
    with sole_writer(data):
        assert main(["ledger", "new-key", "--data", str(data)]) == 1
    assert "another kiosk is running" in capsys.readouterr().err
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM drop_off")
    ledger.close()
    for _ in range(2):
        assert main(["ledger", "new-key", "--data", str(data)]) == 1
        assert "L04" in capsys.readouterr().err
    assert (data / "device.key").read_bytes() == before
