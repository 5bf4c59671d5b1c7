"""What a kiosk costs that nobody uses: processor time at the attract screen, with a scale that goes on sending."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.children import reports
from bench.result import Result, cost
from bench.stand_idle import Idle
from bench.stores import filled
from kiosk.scale.simulator import ScaleSimulator

SECONDS = 60
READING_MS = 100
LIMIT_PERCENT = 1.0
GOAL = 1.0


def measure(scratch: Path) -> list[Result]:
    """The kiosk and a bare window side by side: neither does enough to be in the other's way. Linux only."""
    if not sys.platform.startswith("linux"):
        return []
    data = str(filled(scratch / "kiosk", 1_000))
    link = scratch / "scale"
    with ScaleSimulator("st-us", link=link, frame_ms=READING_MS), ThreadPoolExecutor() as pool:
        kiosk = pool.submit(reports, Idle, "stand_idle", str(SECONDS), data, str(link))
        window = pool.submit(reports, Idle, "stand_idle", str(SECONDS), "bare")
        (ours,), (bare,) = kiosk.result(), window.result()
    of_a_core = "of one core at the attract screen, scale at 10 readings/s"
    against = "against a bare QML window"
    return [
        cost("idle.cpu", f"{of_a_core}, against {LIMIT_PERCENT:g} %", _percent(ours), LIMIT_PERCENT, "%", GOAL),
        cost("idle.cpu.bare", f"{of_a_core}, {against}", _percent(ours), _percent(bare), "%"),
        cost("idle.wakeups", f"wake-ups of all threads, {against}", _wakeups(ours), _wakeups(bare), "1/s"),
    ]


def _percent(idle: Idle) -> float:
    return 100 * idle.cpu_seconds / idle.seconds


def _wakeups(idle: Idle) -> float:
    return max(1, idle.wakeups) / idle.seconds  # a bare window may sleep all the time
