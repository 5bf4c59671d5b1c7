"""Killed while the store or the key is made: the old content or the new, never a third, and the next start goes on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.ledger import Device, open_ledger, verify
from kiosk.ledger.keychange import new_key_of
from kiosk.ledger.newkey import change_key
from kiosk.ledger.verify import check_end
from tests.crash.counting import Depth
from tests.crash.findings import recorded
from tests.crash.strace import Call, Strace, store_paths
from tests.crash.witness import ENDED, Tellers

pytestmark = [pytest.mark.process, pytest.mark.timeout(3600), pytest.mark.usefixtures("needs_strace")]

CHANGES = {"mkdir", "openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink"}
"""The calls that change what lies in the folder, or make it durable."""
AT_ONCE = 4
Copy = Callable[[str], Path]
Count = Callable[[str, int], None]


def making_paths(data: Path) -> list[Path]:
    """Every file that is made with a store."""
    folder = data.resolve()
    unfinished = [folder / f"ledger.db.new{suffix}" for suffix in ("", "-wal", "-shm", "-journal")]
    return [folder, *store_paths(data), *unfinished, folder / "device.key", folder / "device.new"]


def calls_of(tellers: Tellers, data: Path, asked: str, until: str) -> list[Call]:
    """The calls that change something while a teller does what it is ``asked``."""
    log = data.with_suffix(".strace")
    with tellers.start(data) as teller, Strace(teller.pid, making_paths(data), log) as tracer:
        teller.ask(asked)
        teller.wait_for(until)
        teller.finish()
        return [call for call in tracer.calls() if call.name in CHANGES]


def kill_at(tellers: Tellers, data: Path, asked: str, call: Call) -> None:
    """Ask, with the end of the process waiting at ``call``."""
    log = data.with_suffix(".strace")
    with tellers.start(data) as teller, Strace(teller.pid, making_paths(data), log, call.killed()):
        teller.ask(asked)
        teller.ask("end")
        teller.wait_for(ENDED)
        assert "ended" not in teller.words(), f"{call} was never made"


def test_killed_while_the_store_is_made(tellers: Tellers, tmp_path: Path, depth: Depth, count_cases: Count) -> None:
    calls = calls_of(tellers, tmp_path / "dry", "open", "ready")
    cases = depth.choose(calls, 8)

    def trial(call: Call) -> None:
        data = tmp_path / f"{call.name}-{call.nth}"
        kill_at(tellers, data, "open", call)
        known = Device.load(data)  # raises when it is half a key
        with tellers.open(data) as again:
            again.wait_for("confirm")
            again.finish()
        assert recorded(data) == []
        assert known is None or Device.load(data) == known, f"{call}: the kiosk became somebody else"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(trial, cases))
    count_cases("strace KILL while the store is made", len(cases))


def test_killed_while_the_key_is_written(tellers: Tellers, fresh_copy: Copy, count_cases: Count) -> None:
    cases = calls_of(tellers, fresh_copy("dry"), "save_key", "saved")
    kept_old: list[Call] = []
    renamed: list[Call] = []

    def trial(call: Call) -> None:
        data = fresh_copy(f"{call.name}-{call.nth}")
        old = (data / "device.key").read_bytes()
        kill_at(tellers, data, "save_key", call)
        Device.load(data)  # raises when it is neither
        (kept_old if (data / "device.key").read_bytes() == old else renamed).append(call)
        assert (data / "device.key").stat().st_mode & 0o777 == 0o600

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(trial, cases))
    count_cases("strace KILL while device.key is written", len(cases))
    assert kept_old, "before the rename the old key stands"
    assert renamed, "after the rename the new key stands"


def changes(data: Path) -> tuple[list[bytes], int]:
    """The keys that the journal has gone over to, and how many keys there are. The journal is sound, and goes on."""
    ledger = open_ledger(data, ManualClock(), create=False)
    ledger.append_boot("0.1.0")
    assert verify(ledger).problems + check_end(ledger) == []
    found = [new_key_of(each.entry) for each in ledger.all_entries() if b'"kind":"key_changed"' in each.entry]
    assert ledger.key_behind(ledger.totals().entries) == (found[-1] if found else ledger.device.public_key)
    count = len(ledger.device.keys)
    ledger.close()
    return found, count


def test_killed_while_the_key_changes(tellers: Tellers, fresh_copy: Copy, depth: Depth, count_cases: Count) -> None:
    """Either key at every instant, and never one that the journal does not know; the next try finishes it."""
    calls = calls_of(tellers, fresh_copy("dry"), "new_key", "changed")
    key = [call for call in calls if call.name == "rename"]
    syncs = [call for call in calls if call.name in {"fsync", "fdatasync"}]
    cases = list(dict.fromkeys([*key, *syncs, *depth.choose(calls, 8)]))
    old, waiting, new = list[Call](), list[Call](), list[Call]()

    def trial(call: Call) -> None:
        data = fresh_copy(f"{call.name}-{call.nth}")
        kill_at(tellers, data, "new_key", call)
        before = Device.load(data)
        assert before is not None
        found, count = changes(data)
        assert (len(found), count) in {(0, 1), (0, 2), (1, 2)}
        (new if found else waiting if count == 2 else old).append(call)
        if not found:
            ledger = open_ledger(data, ManualClock(), create=False)
            made = change_key(ledger).public_key
            ledger.close()
            assert count == 1 or made == before.keys[1].public_key, "the key that was made is taken up"
            assert changes(data) == ([made], 2)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(trial, cases))
    count_cases("strace KILL while the key changes", len(cases))
    assert old, "before the file has its name the old key stands alone"
    assert waiting, "then the new one waits for its entry"
    assert new, "after the commit it is in force"
