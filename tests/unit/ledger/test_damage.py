"""Whatever happens to the files: its own right message, never an empty start, never a silent loss."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.damage import absolve, condemn, condemned
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.highwater import Mark, forget_mark, read_mark, write_mark
from kiosk.ledger.verify import check_end
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

PAGE = 4096
ENTRIES = 30
NOBODY = 65534


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, rules: Rulebook) -> Path:
    """A folder as a power cut leaves it: the last ten entries are in the WAL only, the mark knows of all."""
    made = tmp_path_factory.mktemp("template")
    ledger = open_ledger(made / "kiosk", ManualClock(), create=True)
    ledger.append_drop_offs([drop_off(rules) for _ in range(ENTRIES - 10)])
    ledger.close()
    older = shutil.copytree(made / "kiosk", made / "older")
    ledger.append_drop_offs([drop_off(rules) for _ in range(10)])
    mark(ledger)
    cut = shutil.copytree(made / "kiosk", made / "cut")
    assert (cut / "ledger.db-wal").stat().st_size > 0
    ledger.append_drop_offs([drop_off(rules) for _ in range(10)])
    shutil.copy(made / "kiosk" / "ledger.db-wal", made / "later-wal")
    ledger.close()
    assert older.exists()
    return made


@pytest.fixture
def used(template: Path, data: Path) -> Path:
    """Such a folder."""
    shutil.copytree(template / "cut", data)
    return data


def mark(ledger: Ledger) -> None:
    """What is written after every commit."""
    totals = ledger.totals()
    write_mark(
        ledger.folder,
        Mark(ledger.device.kiosk, ledger.backlogs()[-1].epoch, totals.entries, totals.entries, totals.head),
    )


def found(folder: Path, clock: ManualClock) -> tuple[StoreFaultKind | None, list[str]]:
    """What a start makes of ``folder``: the fault of opening it, or what the checks say."""
    try:
        ledger = open_ledger(folder, clock, create=True)
    except StoreFault as fault:
        return fault.kind, [fault.advice]
    try:
        problems = verify(ledger).problems
        problems += [said for said in check_end(ledger) if said not in problems]
        assert problems or ledger.totals().entries == ENTRIES, "a silent loss"
    except StoreFault as fault:
        return fault.kind, [fault.advice]
    finally:
        ledger.close()
    return None, problems


def fold(folder: Path, clock: ManualClock) -> None:
    """Have everything in the file itself, as after an ordinary stop."""
    open_ledger(folder, clock, create=False).close()
    assert not (folder / "ledger.db-wal").exists()


def test_after_a_power_cut_everything_is_there(used: Path, clock: ManualClock) -> None:
    assert found(used, clock) == (None, [])


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (lambda f: f.unlink(), StoreFaultKind.MISSING),
        (lambda f: f.write_bytes(b""), StoreFaultKind.CORRUPT),
        (lambda f: f.write_bytes(bytes(f.stat().st_size)), StoreFaultKind.WRONG_KEY),
        (lambda f: f.write_bytes(os.urandom(f.stat().st_size)), StoreFaultKind.WRONG_KEY),
        (lambda f: f.write_bytes(b"SQLite format 3\x00" + bytes(8176)), StoreFaultKind.WRONG_KEY),
        (lambda f: os.truncate(f, 100), StoreFaultKind.WRONG_KEY),
        (lambda f: os.truncate(f, PAGE), StoreFaultKind.CORRUPT),
        (lambda f: os.truncate(f, 5 * PAGE + 77), StoreFaultKind.CORRUPT),
        (lambda f: os.truncate(f, f.stat().st_size - PAGE), StoreFaultKind.CORRUPT),
    ],
    ids=["missing", "empty", "zeroed", "random", "plain", "cut-100", "cut-page", "cut-middle", "cut-last"],
)
def test_a_lost_or_destroyed_file_is_named(
    used: Path, clock: ManualClock, damage: Callable[[Path], object], kind: StoreFaultKind
) -> None:
    fold(used, clock)
    damage(used / "ledger.db")
    said = found(used, clock)
    assert said[0] is kind
    assert "backup" in said[1][0] or "--repair" in said[1][0]


def test_a_cut_in_the_last_page_only_is_found(used: Path, clock: ManualClock) -> None:
    fold(used, clock)
    path = used / "ledger.db"
    os.truncate(path, path.stat().st_size - 1)
    assert found(used, clock) != (None, [])


def test_another_kiosks_file_or_key_is_named(used: Path, clock: ManualClock, tmp_path: Path) -> None:
    fold(used, clock)
    other = tmp_path / "other"
    open_ledger(other, clock, create=True).close()
    for name in ("ledger.db", "device.key"):
        copy = shutil.copytree(used, tmp_path / f"copy-{name}")
        shutil.copy(other / name, copy / name)
        assert found(copy, clock)[0] is StoreFaultKind.WRONG_KEY


@pytest.mark.parametrize(
    "content",
    [None, b"", b"\xff{"],
)
def test_a_key_that_is_lost_or_damaged_is_named(used: Path, clock: ManualClock, content: bytes | None) -> None:
    path = used / "device.key"
    path.unlink() if content is None else path.write_bytes(content)
    said = found(used, clock)
    assert said[0] is StoreFaultKind.WRONG_KEY
    assert "key" in said[1][0]


def test_a_table_that_is_gone_is_damage_and_no_bug(used: Path, clock: ManualClock) -> None:
    ledger = open_ledger(used, clock, create=False)
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE total")
    ledger.close()
    assert found(used, clock)[0] is StoreFaultKind.CORRUPT


def test_a_folder_that_may_not_be_written_is_named(used: Path, clock: ManualClock) -> None:
    fold(used, clock)
    ours = os.geteuid()
    with tempfile.TemporaryDirectory() as made:
        folder = shutil.copytree(used, Path(made) / "kiosk")
        for path in (Path(made), folder, *folder.iterdir()):
            path.chmod(0o555)
        if ours == 0:  # root may write everywhere
            os.seteuid(NOBODY)
        try:
            assert found(folder, clock)[0] is StoreFaultKind.READ_ONLY
        finally:
            os.seteuid(ours)
            for path in (Path(made), folder):
                path.chmod(0o700)


def test_a_deleted_wal_is_noticed(used: Path, clock: ManualClock) -> None:
    (used / "ledger.db-wal").unlink()
    assert found(used, clock) == (None, [f"entry {ENTRIES} had been written, and is not here any more"])


def test_an_older_copy_of_the_file_is_noticed(used: Path, clock: ManualClock, template: Path) -> None:
    fold(used, clock)
    shutil.copy(template / "older" / "ledger.db", used / "ledger.db")
    assert found(used, clock) == (None, [f"entry {ENTRIES} had been written, and is not here any more"])


def test_a_wal_of_another_time_is_noticed(used: Path, clock: ManualClock, template: Path, rules: Rulebook) -> None:
    """SQLite replays any WAL that is whole by itself."""
    ledger = open_ledger(used, clock, create=False)
    for _ in range(20):
        ledger.append_drop_off(drop_off(rules))
        mark(ledger)
    ledger.close()
    shutil.copy(template / "later-wal", used / "ledger.db-wal")
    kind, problems = found(used, clock)
    assert kind is not None or problems


def test_what_was_appended_after_the_mark_is_no_damage(used: Path, clock: ManualClock, rules: Rulebook) -> None:
    ledger = open_ledger(used, clock, create=False)
    ledger.append_drop_off(drop_off(rules))
    assert check_end(ledger) == []
    open_epoch(ledger, EpochReason.RESTORED)
    assert check_end(ledger) == [], "a later epoch was begun on a person's word"
    ledger.close()


def test_an_older_copy_from_before_a_new_epoch_is_noticed(used: Path, clock: ManualClock) -> None:
    fold(used, clock)
    older = (used / "ledger.db").read_bytes()
    ledger = open_ledger(used, clock, create=False)
    open_epoch(ledger, EpochReason.FORKED)
    ledger.close()
    (used / "ledger.db").write_bytes(older)
    said = "a later epoch had been begun, and is not here any more"
    assert found(used, clock) == (None, [said])
    ledger = open_ledger(used, clock, create=False)
    assert (check_end(ledger), verify(ledger).problems) == ([said], [said]), "either sees it alone"
    ledger.close()


def test_the_mark_of_another_kiosk_says_nothing(used: Path, clock: ManualClock) -> None:
    told = read_mark(used)
    assert told is not None
    write_mark(used, Mark("k-other", told.epoch, 999, 999, told.hash))
    assert found(used, clock) == (None, [])


# --- the mark itself -------------------------------------------------------------------------------------------------


def test_a_mark_is_read_as_it_was_written_and_forgotten(tmp_path: Path) -> None:
    long = Mark("k-" + "a" * 20, "e" * 32, 2**62, 2**62, "f" * 64)
    short = Mark("k-" + "a" * 20, "e" * 32, 1, 1, "f" * 64)
    for each in (long, short):
        write_mark(tmp_path, each)
        assert read_mark(tmp_path) == each
    assert (tmp_path / "ledger.head").stat().st_size == 256
    forget_mark(tmp_path)
    forget_mark(tmp_path)
    assert read_mark(tmp_path) is None


@given(place=st.integers(0, 255), value=st.integers(0, 255), length=st.integers(0, 256))
def test_a_spoilt_mark_proves_nothing(
    tmp_path_factory: pytest.TempPathFactory, place: int, value: int, length: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    told = Mark("k-" + "a" * 20, "e" * 32, 77, 77, "f" * 64)
    write_mark(folder, told)
    raw = bytearray((folder / "ledger.head").read_bytes())
    raw[place] = value
    (folder / "ledger.head").write_bytes(raw[:length])
    assert read_mark(folder) in {told, None}


# --- the mark of damage ----------------------------------------------------------------------------------------------


def test_damage_is_remembered_until_it_is_cleared(tmp_path: Path, clock: ManualClock) -> None:
    assert condemned(tmp_path) is None
    fault = condemn(tmp_path, [f"problem {n}" for n in range(50)], clock.now())
    assert (fault.kind, fault.code) == (StoreFaultKind.CORRUPT, "L04")
    again = condemned(tmp_path)
    assert again is not None
    assert again.advice == fault.advice
    written = json.loads((tmp_path / "damaged.json").read_text("utf-8"))
    assert written == {"found_at": "2026-11-22T09:00:00.000Z", "problems": [f"problem {n}" for n in range(20)]}
    (tmp_path / "damaged.json").write_bytes(b"\xff")
    assert condemned(tmp_path) is not None, "a mark that cannot be read counts"
    absolve(tmp_path)
    absolve(tmp_path)
    assert condemned(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.expects_log("kiosk.ledger.damage")  # it says that the mark is not durable
def test_damage_holds_even_where_it_cannot_be_written_down(tmp_path: Path, clock: ManualClock) -> None:
    (tmp_path / "damaged.json.new").mkdir()
    assert condemn(tmp_path, ["a problem"], clock.now()).kind is StoreFaultKind.CORRUPT


def test_every_fault_of_the_store_has_a_code_of_its_own() -> None:
    codes = {StoreFault(kind, "").code for kind in StoreFaultKind}
    assert len(codes) == len(StoreFaultKind)
    assert str(StoreFault(StoreFaultKind.CORRUPT, "words")) == "store: corrupt (L04): words"
