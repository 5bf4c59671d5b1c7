"""Process start to the first useful frame: the whole kiosk against a bare QML window."""

from pathlib import Path

from bench.children import run_to_end
from bench.result import Result, cost
from bench.rounds import interleaved
from bench.stores import filled

ROUNDS = 9
DROP_OFFS = 1_000
GOAL = 1.5


def measure(scratch: Path) -> list[Result]:
    """Start each of both ``ROUNDS`` times, after one start that is not counted (it fills the disk cache)."""
    data = str(filled(scratch / "kiosk", DROP_OFFS))

    def start_ms(module: str, *arguments: str) -> float:
        start_ns, shown = run_to_end(module, *arguments)
        return (shown[0].visible_ns - start_ns) / 1e6

    runs = {"kiosk": lambda: start_ms("show_kiosk", data), "bare": lambda: start_ms("show_bare")}
    interleaved(1, runs)
    found = interleaved(ROUNDS, runs)
    what = "process start to the attract screen, against a bare QML window"
    return [cost("cold_start", what, found["kiosk"], found["bare"], "ms", GOAL)]
