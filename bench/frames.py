"""Frames during a weighing: what one costs, against the screen's 16.7 ms and a bare QML window."""

from pathlib import Path

from bench.children import reports
from bench.result import Result, cost, rate
from bench.rounds import percentile
from bench.stores import filled
from bench.weigh_frames import Frames

SECONDS = 4
ROUNDS = 4
FRAME_MS = 1000 / 60
GOAL = 1.0


def measure(scratch: Path) -> list[Result]:
    """Both plants, and the bare window as often, turn by turn."""
    ours, bare = _Pool(), _Pool()
    for number in range(ROUNDS):
        for material in ("clothing", "books"):
            ours.add(_run(str(filled(scratch / f"{material}-{number}", 100)), material))
            bare.add(_run("bare"))
    limit, against = "against 1/60 s", "against a bare QML window"
    busy = "everything on the GUI thread from frame to frame, processor time"
    return [
        rate(
            "frames.rate",
            f"frames a second while it sways, {against}",
            ours.per_second(),
            bare.per_second(),
            "1/s",
        ),
        cost("frames.p50", f"drawing a frame, {against}", ours.drawn(50), bare.drawn(50), "ms"),
        cost("frames.p99", f"drawing a frame, p99, {limit}", ours.drawn(99), FRAME_MS, "ms", GOAL),
        cost("frames.p99.bare", f"the same, {against}", ours.drawn(99), bare.drawn(99), "ms"),
        cost("frames.busy.p50", f"{busy}, {against}", ours.busy(50), bare.busy(50), "ms"),
        cost("frames.busy.p99", f"{busy}, p99, {limit}", ours.busy(99), FRAME_MS, "ms", GOAL),
        cost("frames.busy.p99.bare", f"the same, {against}", ours.busy(99), bare.busy(99), "ms"),
    ]


def _run(*what: str) -> Frames:
    (frames,) = reports(Frames, "weigh_frames", str(SECONDS), *what)
    return frames


class _Pool:
    def __init__(self) -> None:
        self._drawn_ms: list[float] = []
        self._busy_ms: list[float] = []

    def add(self, frames: Frames) -> None:
        self._drawn_ms += frames.drawn_ms
        self._busy_ms += frames.busy_ms

    def per_second(self) -> float:
        return len(self._busy_ms) / (2 * ROUNDS * SECONDS)

    def drawn(self, percent: int) -> float:
        return percentile(self._drawn_ms, percent)

    def busy(self, percent: int) -> float:
        return percentile(self._busy_ms, percent)
