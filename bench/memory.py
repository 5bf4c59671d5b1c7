"""Resident memory: at the start against a bare QML window, and later against earlier."""

import sys
from pathlib import Path

from bench.children import run_to_end
from bench.result import Result, cost
from bench.stores import filled

DROP_OFFS = 1_000
EARLY, LATE = 50, 200
GOAL_GROWTH = 1.02


def measure(scratch: Path) -> list[Result]:
    """One kiosk that serves ``LATE`` visits without pauses. Empty where resident memory cannot be read."""
    if not sys.platform.startswith("linux"):
        return []
    data = str(filled(scratch / "kiosk", DROP_OFFS))
    _, (bare,) = run_to_end("show_bare")
    _, (start, early, late) = run_to_end("play_visits", data, "1080", str(EARLY), str(LATE))
    mib = 1 << 20
    ours, unit = late.resident_bytes / mib, "MiB"
    return [
        cost(
            "memory.start",
            "resident at the attract screen, against a bare QML window",
            start.resident_bytes / mib,
            bare.resident_bytes / mib,
            unit,
        ),
        cost("memory.warm", f"after {LATE} visits, against the start", ours, start.resident_bytes / mib, unit),
        cost(
            "memory.growth",
            f"after {LATE} visits, against after {EARLY}",
            ours,
            early.resident_bytes / mib,
            unit,
            GOAL_GROWTH,
        ),
    ]
