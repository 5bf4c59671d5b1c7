"""Opening a store: never empty by accident, always a sentence that says what to do."""

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger import Ledger, open_ledger, sole_writer, verify
from kiosk.ledger.engine import make_engine
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

ROOT = Path(__file__).resolve().parents[3]
_OPEN_A_STORE = """
import sys
from pathlib import Path
from kiosk.core.clock import SystemClock
from kiosk.ledger import open_ledger
ledger = open_ledger(Path(sys.argv[1]), SystemClock(), create=True)
print(ledger.device.kiosk)
ledger.close()
"""


def fault_of(opening: Callable[[], object]) -> StoreFault:
    with pytest.raises(StoreFault) as caught:
        opening()
    return caught.value


@pytest.fixture
def used(make_ledger: Callable[[], Ledger], rules: Rulebook, data: Path) -> Path:
    """A folder in which credits have been recorded."""
    ledger = make_ledger()
    ledger.append_drop_off(drop_off(rules))
    ledger.close()
    return data


def test_opening_again_finds_everything(used: Path, make_ledger: Callable[[], Ledger]) -> None:
    ledger = make_ledger()
    assert ledger.totals().drop_offs == 1
    assert verify(ledger).sound


def test_the_key_is_for_its_owner_only(used: Path) -> None:
    assert stat.S_IMODE((used / "device.key").stat().st_mode) == 0o600


def test_a_lost_ledger_is_never_replaced_by_an_empty_one(used: Path, clock: ManualClock) -> None:
    (used / "ledger.db").unlink()
    fault = fault_of(lambda: open_ledger(used, clock, create=True))
    assert fault.kind is StoreFaultKind.MISSING
    assert "backup" in fault.advice


def test_a_lost_key_is_never_replaced_by_a_new_one(used: Path, clock: ManualClock) -> None:
    (used / "device.key").unlink()
    assert fault_of(lambda: open_ledger(used, clock, create=True)).kind is StoreFaultKind.WRONG_KEY


def test_a_damaged_key_is_said(used: Path, clock: ManualClock) -> None:
    (used / "device.key").write_text("{}")
    assert fault_of(lambda: open_ledger(used, clock, create=True)).kind is StoreFaultKind.WRONG_KEY


@pytest.mark.parametrize("content", [b"", b"\x00" * 8192, b"SQLite format 3\x00" + b"\x00" * 4080])
def test_a_zeroed_or_foreign_ledger_is_not_opened(used: Path, clock: ManualClock, content: bytes) -> None:
    (used / "ledger.db").write_bytes(content)
    for suffix in ("-wal", "-shm"):
        (used / f"ledger.db{suffix}").unlink(missing_ok=True)
    fault = fault_of(lambda: open_ledger(used, clock, create=True))
    assert fault.kind in {StoreFaultKind.WRONG_KEY, StoreFaultKind.CORRUPT}


def test_another_kiosks_key_does_not_open_it(used: Path, clock: ManualClock, tmp_path: Path) -> None:
    other = tmp_path / "other"
    open_ledger(other, clock, create=True).close()
    (used / "device.key").write_bytes((other / "device.key").read_bytes())
    assert fault_of(lambda: open_ledger(used, clock, create=True)).kind is StoreFaultKind.WRONG_KEY


def test_a_newer_schema_is_refused_and_left_alone(
    used: Path, clock: ManualClock, make_ledger: Callable[[], Ledger]
) -> None:
    ledger = make_ledger()
    engine = make_engine(used / "ledger.db", ledger.device.store_key, writer=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    engine.dispose()
    ledger.close()
    before = (used / "ledger.db").read_bytes()
    assert fault_of(lambda: open_ledger(used, clock, create=True)).kind is StoreFaultKind.NEWER
    assert (used / "ledger.db").read_bytes() == before


def test_reading_commands_do_not_make_a_ledger(data: Path, clock: ManualClock) -> None:
    assert fault_of(lambda: open_ledger(data, clock, create=False)).kind is StoreFaultKind.MISSING
    assert not data.exists()


def test_a_power_cut_before_the_key_starts_over(data: Path, clock: ManualClock) -> None:
    data.mkdir()
    (data / "ledger.db.new").write_bytes(b"half a file")
    ledger = open_ledger(data, clock, create=True)
    assert ledger.totals().entries == 0
    ledger.close()


def test_a_power_cut_before_the_name_goes_on(used: Path, clock: ManualClock) -> None:
    (used / "ledger.db").rename(used / "ledger.db.new")
    ledger = open_ledger(used, clock, create=True)
    assert ledger.totals().drop_offs == 1
    ledger.close()


@pytest.mark.process
def test_two_programs_may_make_the_same_store_at_once(tmp_path: Path) -> None:
    """The kiosk starts while the installer enrols it: both must end up in one store."""
    for attempt in range(2):
        command = [sys.executable, "-c", _OPEN_A_STORE, str(tmp_path / str(attempt))]
        started = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) for _ in range(3)]
        answers = [process.communicate(timeout=60)[0] for process in started]
        assert [process.returncode for process in started] == [0, 0, 0]
        assert len(set(answers)) == 1


def test_a_second_kiosk_is_turned_away(data: Path) -> None:
    with sole_writer(data):
        fault = fault_of(lambda: sole_writer(data).__enter__())
    assert fault.kind is StoreFaultKind.IN_USE
    with sole_writer(data):
        pass


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, clock: ManualClock) -> None:
    (tmp_path / "file").write_text("not a folder")
    fault = fault_of(lambda: sole_writer(tmp_path / "file" / "data").__enter__())
    assert fault.kind is StoreFaultKind.READ_ONLY
