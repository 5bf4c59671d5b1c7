"""Another ledger takes the place of the present one; a power cut between any two steps loses neither."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.errors import StoreFault, StoreFaultKind
from kiosk.ledger import Ledger, open_ledger, verify
from kiosk.ledger.quarantine import put_in_place, refuse_unfolded
from kiosk.methodology import Rulebook
from tests.fakes.acts import drop_off

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class PowerCutError(Exception):
    """The process ends here."""


@pytest.fixture
def folder(ledger: Ledger, rules: Rulebook) -> Path:
    """A ledger of one drop-off, closed, and ``fresh.db``: another of the same kiosk, with 200."""
    ledger.append_drop_off(drop_off(rules))
    ledger.close()
    one = (ledger.folder / "ledger.db").read_bytes()
    ledger.append_drop_offs([drop_off(rules) for _ in range(199)])
    ledger.close()
    (ledger.folder / "ledger.db").replace(ledger.folder / "fresh.db")
    (ledger.folder / "ledger.db").write_bytes(one)
    return ledger.folder


def drop_offs(folder: Path) -> int:
    """How many the ledger in ``folder`` has; it must be sound."""
    ledger = open_ledger(folder, ManualClock(), create=True)
    try:
        report = verify(ledger)
        assert report.problems == []
        return report.drop_offs
    finally:
        ledger.close()


def test_the_fresh_one_serves_and_the_other_is_kept(folder: Path) -> None:
    present = (folder / "ledger.db").read_bytes()
    aside = put_in_place(folder, folder / "fresh.db", NOW, None)
    assert aside == folder / "quarantine" / "2026-11-22T17-00-00.000000"
    assert (aside / "ledger.db").read_bytes() == present
    assert drop_offs(folder) == 200
    assert not (folder / "fresh.db").exists()


def test_a_file_that_lacks_what_is_in_its_wal_is_refused(folder: Path) -> None:
    wal = folder / "fresh.db-wal"
    refuse_unfolded(folder / "fresh.db")
    wal.write_bytes(b"")
    refuse_unfolded(folder / "fresh.db")
    wal.write_bytes(b"entries")
    with pytest.raises(StoreFault, match="failed before the new ledger was whole") as caught:
        refuse_unfolded(folder / "fresh.db")
    assert caught.value.kind is StoreFaultKind.IO


def test_a_missing_ledger_is_no_obstacle(folder: Path) -> None:
    (folder / "ledger.db").unlink()
    assert list(put_in_place(folder, folder / "fresh.db", NOW, None).iterdir()) == []
    assert drop_offs(folder) == 200


@pytest.mark.parametrize("step", range(1, 8))
def test_a_cut_between_any_two_steps_leaves_one_of_them_whole(
    folder: Path, rules: Rulebook, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """With a WAL beside the present ledger: replayed into the fresh one it would destroy it."""
    ledger = open_ledger(folder, ManualClock(), create=True)
    ledger.append_drop_off(drop_off(rules))
    wal = (folder / "ledger.db-wal").read_bytes()
    main = (folder / "ledger.db").read_bytes()
    ledger.close()
    (folder / "ledger.db").write_bytes(main)
    (folder / "ledger.db-wal").write_bytes(wal)
    monkeypatch.setattr(Path, "replace", _cut_after(step, Path.replace))
    with contextlib.suppress(PowerCutError):
        put_in_place(folder, folder / "fresh.db", NOW, None)
    monkeypatch.undo()
    assert drop_offs(folder) in {2, 200}


def _cut_after(step: int, real: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    done = 0

    def replace(path: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done == step:
            raise PowerCutError
        return real(path, target)

    return replace
