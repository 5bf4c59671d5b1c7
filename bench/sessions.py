"""Resident memory over ten thousand visits, each through every screen and into the ledger: it must be flat.

The window is small, because what a picture needs does not depend on how many were drawn, and drawing takes the time.
The first thousands fill SQLite's page cache, which is bounded; what comes after is where a leak would show.
"""

import sys
from pathlib import Path

from bench.children import Shown, reports
from bench.result import Result, cost
from bench.stores import filled

WIDTH = 270
FIRST, FILLED, LAST = 1_000, 5_000, 10_000
PATIENCE_S = 7_200
GOAL = 1.02
_KIB = 1 << 10
_MIB = 1 << 20


def measure(scratch: Path) -> list[Result]:
    """One kiosk that serves ``LAST`` visits without pauses. Empty where resident memory cannot be read."""
    if not sys.platform.startswith("linux"):
        return []
    data = str(filled(scratch / "kiosk", 1_000))
    marks = [str(mark) for mark in (FIRST, FILLED, LAST)]
    _, first, full, last = (
        each.resident_bytes for each in reports(Shown, "play_visits", data, str(WIDTH), *marks, patience_s=PATIENCE_S)
    )
    slope = (last - full) / _KIB / (LAST - FILLED)
    after = f"after {LAST:,} visits, against after"
    return [
        cost("sessions.all", f"{after} {FIRST:,}", last / _MIB, first / _MIB, "MiB"),
        cost(
            "sessions.late",
            f"{after} {FILLED:,} ({slope:+.2f} KiB a visit)",
            last / _MIB,
            full / _MIB,
            "MiB",
            GOAL,
        ),
    ]
