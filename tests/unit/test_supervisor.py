"""Who watches over the kiosk: real processes that crash, hang, stop and end, in every order that matters."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.exits import Exit
from kiosk.heartbeat import Heartbeat
from kiosk.supervisor import Limits, Supervisor

pytestmark = [pytest.mark.process, pytest.mark.expects_log("kiosk.supervisor")]

QUICK = Limits(start_s=30, silent_s=30, stop_s=30, pause_s=0.01, longest_pause_s=0.05, crashes=5, steady_s=60)
IMPATIENT = replace(QUICK, silent_s=0.3)
UP = "import os, signal, sys, time; os.write(int(sys.argv[1]), b'.'); "
CRASH = UP + "os._exit(70)"
SEGFAULT = UP + "os.kill(os.getpid(), signal.SIGSEGV)"
STOPPED = UP + "os.kill(os.getpid(), signal.SIGSTOP)"
HANG = UP + "time.sleep(600)"
STEADY = UP + "time.sleep(0.4); os._exit(70)"
AGAIN = f"import sys; sys.exit({Exit.AGAIN})"
FAULT = "import sys; sys.exit(1)"
END = "import sys; sys.exit(0)"


class Lives:
    """What each life of the kiosk does; notes whether it was to show the safe screen."""

    def __init__(self, *lives: str) -> None:
        self._lives = iter(lives)
        self.safe: list[bool] = []

    def __call__(self, beat: int, safe: bool) -> list[str]:
        self.safe.append(safe)
        return [sys.executable, "-S", "-c", next(self._lives), str(beat)]


def supervise(*lives: str, limits: Limits = QUICK) -> tuple[int, list[bool]]:
    """The exit code, and for each life whether it was a safe one."""
    told = Lives(*lives)
    return Supervisor(told, limits).run(), told.safe


@pytest.mark.parametrize("fall", [CRASH, SEGFAULT, STOPPED, HANG], ids=["exit 70", "SIGSEGV", "SIGSTOP", "hang"])
def test_whatever_ends_it_starts_it_again(fall: str) -> None:
    assert supervise(fall, END, limits=IMPATIENT) == (0, [False, False])


def test_one_that_never_gives_a_sign_is_not_waited_for_for_ever() -> None:
    mute = "import time; time.sleep(600)"
    assert supervise(mute, END, limits=replace(QUICK, start_s=2)) == (0, [False, False])


def test_five_crashes_in_a_row_bring_the_safe_screen() -> None:
    code, safe = supervise(CRASH, SEGFAULT, CRASH, CRASH, CRASH, END)
    assert (code, safe) == (0, [False] * 5 + [True])


def test_a_safe_screen_that_crashes_stays_the_safe_screen() -> None:
    assert supervise(*[CRASH] * 8, END)[1] == [False] * 5 + [True] * 4


def test_after_the_safe_screen_one_crash_is_enough() -> None:
    assert supervise(*[CRASH] * 5, AGAIN, CRASH, END)[1] == [False] * 5 + [True, False, True]


def test_a_run_that_lasted_ends_the_row() -> None:
    steady = Limits(silent_s=30, pause_s=0.01, crashes=3, steady_s=0.3)
    assert supervise(CRASH, CRASH, STEADY, CRASH, END, limits=steady)[1] == [False] * 5


def test_a_fault_that_was_told_on_the_screen_is_no_crash() -> None:
    assert supervise(*[FAULT] * 7, END)[1] == [False] * 8


def test_a_bug_before_the_event_loop_turns_is_a_crash() -> None:
    """A broken installation or ledger: Python's own exit code would pass for a fault that the screen has told."""
    broken = (
        "import kiosk.cli, runpy; kiosk.cli.main = lambda _: 1 // 0; runpy.run_module('kiosk', run_name='__main__')"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", broken], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.BUG
    assert "ZeroDivisionError" in done.stderr


def test_a_wrong_configuration_is_not_tried_again() -> None:
    assert supervise("import sys; sys.exit(2)") == (2, [False])


def test_a_kiosk_notices_that_nobody_watches_over_it_any_more() -> None:
    signs, end = os.pipe()
    heartbeat = Heartbeat(end)
    assert all(heartbeat.beat() for _ in range(70_000)), "a full pipe is no end: it is only read late"
    os.close(signs)
    assert not heartbeat.beat()
    os.close(end)


PROGRAM = """
import sys
from kiosk.supervisor import Limits, Supervisor
child = "import os, signal, sys, time; {prelude}; os.write(int(sys.argv[1]), b'.')"
child += "\\nprint('up', os.getpid(), flush=True)"
child += "\\nwhile True: time.sleep(0.05); os.write(int(sys.argv[1]), b'.')"
command = lambda beat, safe: [sys.executable, "-S", "-c", child, str(beat)]
sys.exit(Supervisor(command, Limits(silent_s=30, stop_s={stop_s}, pause_s=0.01)).run())
"""


@pytest.fixture
def started() -> Iterator[list["subprocess.Popen[str]"]]:
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


def start(started: list["subprocess.Popen[str]"], prelude: str, stop_s: float) -> tuple["subprocess.Popen[str]", int]:
    """A supervisor in a process of its own, and the id of its kiosk, which is up."""
    program = PROGRAM.format(prelude=prelude, stop_s=stop_s)
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True)
    started.append(process)
    assert process.stdout is not None
    return process, int(process.stdout.readline().split()[1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_stops_the_kiosk_and_then_itself(
    started: list["subprocess.Popen[str]"], number: signal.Signals
) -> None:
    process, child = start(started, "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))", 30)
    process.send_signal(number)
    assert process.wait(20) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_kiosk_that_does_not_stop_is_killed(started: list["subprocess.Popen[str]"]) -> None:
    process, child = start(started, "signal.signal(signal.SIGTERM, signal.SIG_IGN)", 0.2)
    process.terminate()
    assert process.wait(20) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_it_holds_no_thread_and_no_file_after_many_lives() -> None:
    files, threads = set(Path("/proc/self/fd").iterdir()), set(threading.enumerate())
    supervise(*[FAULT] * 12, END)
    # What an earlier test had left behind may have gone meanwhile.
    assert set(Path("/proc/self/fd").iterdir()) <= files
    assert set(threading.enumerate()) <= threads
