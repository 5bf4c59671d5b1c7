"""The kiosk crashes and hangs under its supervisor: it is back in time and tells the person what was recorded."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.counting import Depth
from tests.crash.findings import kept
from tests.crash.supervised import LIMITS
from tests.crash.witness import ReceiptLine, Witness, supervised
from tests.e2e.tour import PATIENCE_S, ROOT, environment, exported, kiosk

pytestmark = [pytest.mark.process, pytest.mark.timeout(240)]

BACK_S = 5.0
"""From the crash to the first screen, of the processor: a busy machine does not change it."""
Count = Callable[[str, int], None]


def newest_kiosk(witness: Witness) -> int:
    """The process id of the kiosk that was started last."""
    return int([event["pid"] for event in witness.heard if event.get("event") == "up"][-1])


def credit_one(witness: Witness, after: int) -> tuple[int, ReceiptLine]:
    """The person confirms one bag. Returns how much was heard by then, and what was told of the bag."""
    ready = witness.wait_for("ready", after=after)
    witness.ask("confirm")
    credited = witness.wait_for("credited", after=ready)
    receipt: ReceiptLine = tuple(witness.heard[credited - 1]["told"][-1])
    return credited, receipt


def fall(witness: Witness, how: str) -> None:
    """Let the kiosk crash or hang."""
    if how == "exception in a slot":
        witness.ask("stumble")
    else:
        os.kill(newest_kiosk(witness), getattr(signal, how))


def test_after_every_fall_the_person_is_told_what_was_recorded(
    tmp_path: Path, depth: Depth, count_cases: Count
) -> None:
    falls = ["SIGSEGV", "exception in a slot", "SIGSTOP"]
    falls += ["SIGABRT", "SIGBUS", "SIGILL", "SIGKILL"] if depth is Depth.NIGHTLY else []
    told: list[ReceiptLine] = []
    place = 0
    with supervised(tmp_path / "d", 2) as witness:
        for how in falls:
            place, receipt = credit_one(witness, place)
            told.append(receipt)
            place = witness.wait_for("ready", after=place)  # the second bag lies there and is not confirmed
            fall(witness, how)
            place = witness.wait_for("recovered", after=place)
            back = witness.heard[place - 1]
            assert [tuple(line) for line in back["told"]] == [receipt], how
            assert back["worked_ns"] / 1e9 < BACK_S, how
    assert kept(tmp_path / "d", told) == told, "and nothing was credited that was not confirmed"
    assert kiosk("ledger", "verify", data=tmp_path / "d").returncode == 0
    assert len(list((tmp_path / "d" / "crashes").iterdir())) == 1, "a slot's exception leaves a crash file"
    count_cases("crashes and hangs under the supervisor", len(falls))


def test_crashes_in_a_row_end_at_a_screen_that_is_calm_and_true(tmp_path: Path) -> None:
    with supervised(tmp_path / "d", 2) as witness:
        place, receipt = credit_one(witness, 0)
        for _ in range(LIMITS.crashes):
            os.kill(newest_kiosk(witness), signal.SIGKILL)
            place = witness.wait_for("up", after=place)
        place = witness.wait_for("recovered", after=place)
        assert [tuple(line) for line in witness.heard[place - 1]["told"]] == [receipt]
        place = witness.wait_for("out_of_service", after=place)
        assert witness.words(after=place - 2)[0] == "finished", "the guest was given the claim before"
        assert witness.heard[place - 1]["fault"] is None
        assert witness.heard[place - 1]["sound"] == "off", "nobody is offered what will not be heard"
        os.kill(newest_kiosk(witness), signal.SIGKILL)
        assert witness.wait_for("out_of_service", after=place)
    assert kept(tmp_path / "d", [receipt]) == [receipt]


def the_unit_s_command(data: Path) -> list[str]:
    """What the systemd unit of docs/going-live.md starts on a bare screen, on this folder."""
    page = (ROOT / "docs" / "going-live.md").read_text("utf-8")
    (line,) = re.findall(r"^ExecStart=(.*)$", page, re.MULTILINE)
    words = shlex.split(line)
    command = words[words.index("--") + 1 :]
    return [sys.executable, *command[1 : command.index("--data")], "--data", str(data)]


def waited_for(found: Callable[[], int | None]) -> int:
    """The number that ``found`` has in the end."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        number = found()
        if number is not None:
            return number
        time.sleep(0.05)  # nobody tells of it; the condition is looked at
    raise AssertionError("not in time")


def test_the_command_that_the_unit_starts_brings_the_kiosk_back(tmp_path: Path) -> None:
    data = tmp_path / "d"
    data.mkdir()
    environ = environment() | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    supervisor = subprocess.Popen(the_unit_s_command(data), cwd=ROOT, env=environ, stderr=subprocess.PIPE)

    def child(other_than: int | None, head: bytes) -> int | None:
        """A kiosk that has written into its journal."""
        here = Path(f"/proc/{supervisor.pid}/task/{supervisor.pid}/children").read_text("ascii").split()
        mark = data / "ledger.head"
        written = mark.exists() and mark.read_bytes() != head
        return int(here[0]) if here and int(here[0]) != other_than and written else None

    try:
        first = waited_for(lambda: child(None, b""))
        head = (data / "ledger.head").read_bytes()
        os.kill(first, signal.SIGSEGV)
        second = waited_for(lambda: child(first, head))
        supervisor.terminate()
        _, errors = supervisor.communicate(timeout=PATIENCE_S)
    finally:
        supervisor.kill()
    assert supervisor.returncode == 0
    assert not Path(f"/proc/{second}").exists()
    assert b"ended with -11" in errors
    assert len([entry for entry in exported(data) if entry["kind"] == "boot"]) == 2
