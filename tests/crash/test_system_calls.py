"""The process is killed at a chosen system call of a drop-off, or the call fails.

Most cases are a teller's (a kiosk without a screen), which is cheap enough for every call; the others are the whole
kiosk's. Calls are counted on the ledger's files from the moment when "confirm" waits to be touched.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash.counting import Depth
from tests.crash.findings import kept, recorded
from tests.crash.strace import Call, Strace, store_paths
from tests.crash.witness import ENDED, Tellers, Witness, booth
from tests.e2e.tour import kiosk

pytestmark = [pytest.mark.process, pytest.mark.timeout(3600), pytest.mark.usefixtures("needs_strace")]

AT_ONCE = 4
"""Cases under way at the same time: most of each is waiting."""
RESTART_S = 5.0
"""From the start to the first screen. Of the processor, which a busy machine does not change; the time is printed."""
Copy = Callable[[str], Path]
Count = Callable[[str, int], None]


@pytest.fixture(scope="module")
def drop_off_calls(needs_strace: None, tellers: Tellers, tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """Every system call of one drop-off on the files of the ledger, in order."""
    folder = tmp_path_factory.mktemp("dry")
    with tellers.open(folder / "d") as teller:
        teller.wait_for("ready")
        with Strace(teller.pid, store_paths(folder / "d"), folder / "strace.log") as tracer:
            teller.ask("confirm")
            teller.wait_for("ready", after=teller.wait_for("credited"))
        calls = tracer.calls()
    assert {"pwrite64", "fcntl"} <= {call.name for call in calls}
    assert syncs(calls), "a drop-off is durable only after a sync"
    return calls


def syncs(calls: Sequence[Call]) -> list[Call]:
    """Those that make the disk hold what was written."""
    return [call for call in calls if call.name in {"fsync", "fdatasync"}]


def log_of(data: Path) -> Path:
    """Where strace writes for ``data``."""
    return data.with_suffix(".strace")


def visit_at_first_confirm(witness: Witness) -> str:
    """The session whose first bag waits to be confirmed."""
    return str(witness.heard[witness.wait_for("confirm") - 1]["session"])


# --- killed ----------------------------------------------------------------------------------------------------------


def kill_at(witness: Witness, data: Path, call: Call) -> None:
    """Touch "confirm", with the end of the process waiting at ``call``."""
    asked = witness.wait_for("ready")
    with Strace(witness.pid, store_paths(data), log_of(data), call.killed()):
        witness.ask("confirm")
        witness.wait_for("attract", "ready", ENDED, after=asked)
    witness.pull_the_plug()


def look_after_restart(before: Witness, after: Witness, data: Path, call: Call) -> bool:
    """``after`` is the next start. Returns whether the drop-off had been recorded without being shown."""
    session = visit_at_first_confirm(before)
    of_session = [line for line in kept(data, before.told("credited")) if line[0] == session]
    assert after.words()[0] == "recovered", f"{call}: the next start said {after.words()}"
    assert [tuple(line) for line in after.heard[0]["told"]] == of_session, f"{call}: the start tells what was recorded"
    return bool(of_session) and not before.told("credited")


def test_killed_at_any_call_of_a_drop_off(
    tellers: Tellers, drop_off_calls: list[Call], fresh_copy: Copy, depth: Depth, count_cases: Count
) -> None:
    unseen: list[Call] = []
    reached: list[Call] = []

    def trial(call: Call) -> None:
        data = fresh_copy(f"{call.name}-{call.nth}")
        with tellers.open(data) as before:
            kill_at(before, data, call)
        with tellers.open(data) as after:
            after.wait_for("confirm")
            after.finish()
        if before.words()[-1] in {"confirm", "saving"}:
            reached.append(call)
        if look_after_restart(before, after, data, call):
            unseen.append(call)

    cases = depth.choose(drop_off_calls, 6)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(trial, cases))
    count_cases("strace KILL in a drop-off", len(cases))
    count_cases("strace KILL in a drop-off: committed and not shown", len(unseen))
    last_sync = drop_off_calls.index(syncs(drop_off_calls)[-1])
    afterwards = {call for call in cases if drop_off_calls.index(call) > last_sync}
    assert afterwards & set(reached) <= set(unseen), "after the sync it is durable"


def test_the_whole_kiosk_is_killed(
    drop_off_calls: list[Call], tmp_path: Path, depth: Depth, count_cases: Count
) -> None:
    """In every run the call after the sync, when the drop-off is on disk and no screen has said so; nightly all."""
    after_the_sync = drop_off_calls[drop_off_calls.index(syncs(drop_off_calls)[-1]) + 1]
    cases = drop_off_calls if depth is Depth.NIGHTLY else [after_the_sync]
    unseen: list[Call] = []
    restarts_s: list[float] = []

    def trial(call: Call) -> None:
        data = tmp_path / f"{call.name}-{call.nth}"
        with booth(data, 1) as before:
            kill_at(before, data, call)
        with booth(data, 0) as after:
            place = after.wait_for("recovered", "attract")
            first = after.heard[place - 1]
            restarts_s.append((first["at_ns"] - after.begun_ns) / 1e9)
            assert first["worked_ns"] / 1e9 < RESTART_S
            after.close()
        if look_after_restart(before, after, data, call):
            unseen.append(call)
        verified = kiosk("ledger", "verify", data=data)
        assert verified.returncode == 0, verified.stdout

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(trial, cases))
    count_cases("strace KILL of the whole kiosk", len(cases))
    count_cases("strace KILL of the whole kiosk: committed and not shown", len(unseen))
    count_cases("strace KILL of the whole kiosk: ms the longest start took", int(max(restarts_s) * 1000))
    assert after_the_sync in unseen


# --- calls that fail -------------------------------------------------------------------------------------------------

WRITES = "pwrite64,write,ftruncate"
SYNCS = "fsync,fdatasync"
KINDS = {"EIO": "io", "ENOSPC": "full", "EROFS": "io"}
"""What the out-of-service screen says to staff; SQLite knows a write that a read-only disk refuses as an I/O error."""


@dataclass(frozen=True)
class Fault:
    """These ``calls`` answer with ``error`` from the ``nth`` on: once, or until the fault ends."""

    calls: str
    error: str
    nth: int
    lasts: bool

    @property
    def inject(self) -> str:
        """As strace wants it."""
        return f"{self.calls}:error={self.error}:when={self.nth}{'+' if self.lasts else ''}"

    @property
    def name(self) -> str:
        """Good for a folder."""
        return f"{self.error}-{self.calls[:2]}-{self.nth}-{'lasts' if self.lasts else 'once'}"


def faults(calls: Sequence[Call], depth: Depth) -> list[Fault]:
    """All that can fail in a drop-off, or a few of each kind."""
    writes = [call.nth for call in calls if call.name == "pwrite64"]
    found = [Fault(SYNCS, "EIO", call.nth, lasts) for call in syncs(calls) for lasts in (True, False)]
    for error in ("EIO", "ENOSPC", "EROFS"):
        found += [Fault(WRITES, error, nth, lasts=True) for nth in depth.choose(writes, 1)]
        found += [Fault(WRITES, error, nth, lasts=False) for nth in (writes if depth is Depth.NIGHTLY else writes[-1:])]
    return found


def fail_and_heal(witness: Witness, data: Path, fault: Fault) -> None:
    """Touch "confirm" under ``fault``, look at the screens, end the fault, and confirm again when the kiosk has healed
    (unless it finds the drop-off on disk after all, and says so).

    The kiosk must not go on before the fault has ended, and must go on by itself afterwards.
    """
    asked = witness.wait_for("ready")
    with Strace(witness.pid, store_paths(data), log_of(data), fault.inject) as tracer:
        witness.ask("confirm")
        broken = witness.wait_for("out_of_service", after=asked)
        assert "credited" not in witness.words(asked)
        assert witness.heard[broken - 1]["fault"] == KINDS[fault.error], fault
        tracer.wait_until(lambda: tracer.injected() > 0)
        if fault.lasts:
            failed = tracer.injected()
            tracer.wait_until(lambda: tracer.injected() > failed)  # it has tried to heal, and has not
            assert witness.words(broken) == [], f"{fault}: it went on while nothing could be written"
    healed = witness.wait_for("choose_material", "finished", after=broken)
    if witness.words()[healed - 1] == "finished":
        return
    again = witness.wait_for("ready", after=healed)
    witness.ask("confirm")
    witness.wait_for("credited", after=again)


def test_a_failed_call_is_never_shown_as_credited_and_heals(
    tellers: Tellers, drop_off_calls: list[Call], fresh_copy: Copy, depth: Depth, count_cases: Count
) -> None:
    cases = faults(drop_off_calls, depth)

    def trial(fault: Fault) -> None:
        data = fresh_copy(fault.name)
        with tellers.open(data) as teller:
            fail_and_heal(teller, data, fault)
            teller.finish()
        told = teller.told("credited", "finished")
        assert kept(data, told) == told, f"{fault}: recorded and never told"

    with ThreadPoolExecutor(2 * AT_ONCE) as pool:  # two seconds of each are waiting for the next try
        list(pool.map(trial, cases))
    for fault in cases:
        count_cases(f"strace {fault.error} in a drop-off", 1)


def test_killed_after_a_failed_sync(
    tellers: Tellers, drop_off_calls: list[Call], fresh_copy: Copy, count_cases: Count
) -> None:
    """What a failed sync leaves behind may be on disk or not; the next start says which."""
    data = fresh_copy("d")
    fault = Fault(SYNCS, "EIO", syncs(drop_off_calls)[-1].nth, lasts=True)
    with tellers.open(data) as before:
        asked = before.wait_for("ready")
        session = visit_at_first_confirm(before)
        with Strace(before.pid, store_paths(data), log_of(data), fault.inject):
            before.ask("confirm")
            before.wait_for("out_of_service", after=asked)
            before.pull_the_plug()
    with tellers.open(data) as after:
        after.wait_for("confirm")
        after.finish()
    assert "credited" not in before.words()
    assert after.words()[0] == "recovered"
    assert after.told("recovered") == [line for line in recorded(data) if line[0] == session]
    count_cases("strace EIO, then KILL", 1)


def test_the_whole_kiosk_is_out_of_service_and_heals(
    drop_off_calls: list[Call], tmp_path: Path, depth: Depth, count_cases: Count
) -> None:
    cases = [Fault(SYNCS, "EIO", syncs(drop_off_calls)[-1].nth, lasts=True)]
    if depth is Depth.NIGHTLY:
        cases = faults(drop_off_calls, depth)

    def trial(fault: Fault) -> None:
        data = tmp_path / fault.name
        with booth(data, 1) as whole:
            fail_and_heal(whole, data, fault)
            whole.close()
        told = whole.told("credited", "finished")
        assert kept(data, told) == told

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(trial, cases))
    count_cases("strace faults of the whole kiosk", len(cases))
