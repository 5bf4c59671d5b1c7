"""Show a window that nobody touches, and report what that costs.

Arguments: seconds, then ``bare``, or a data folder and the port of a scale.
"""

import sys
import time
from pathlib import Path

import msgspec

from bench.children import report
from bench.windows import HEIGHT, WIDTH, bare_view
from kiosk.app import Kiosk
from kiosk.config import Config, ScaleConfig, ScreenConfig
from kiosk.ui.application import make_application

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

_SETTLING_MS = 8_000  # the start is over, and what the store is checked for in the background


class Idle(msgspec.Struct, frozen=True):
    """Processor time of the whole process, and how often its threads woke, over ``seconds``."""

    seconds: float
    cpu_seconds: float
    wakeups: int


class _Watch:
    """Measures from when the start is over, reports and ends."""

    def __init__(self, application: QGuiApplication, seconds: float) -> None:
        self._application = application
        self._seconds = seconds
        self._begun = (0, 0, 0)

    def begin(self) -> None:
        QTimer.singleShot(_SETTLING_MS, self._count)

    def _count(self) -> None:
        self._begun = _now()
        QTimer.singleShot(round(self._seconds * 1000), self._end)

    def _end(self) -> None:
        wall_ns, cpu_ns, wakeups = (after - before for before, after in zip(self._begun, _now(), strict=True))
        report(Idle(wall_ns / 1e9, cpu_ns / 1e9, wakeups))
        self._application.quit()


def _now() -> tuple[int, int, int]:
    wakeups = 0
    for status in Path("/proc/self/task").glob("*/status"):
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("voluntary_ctxt"))
        wakeups += int(line.split()[1])
    return time.monotonic_ns(), time.process_time_ns(), wakeups


def main(seconds: float, *what: str) -> None:
    """Stand, report, end."""
    application = make_application(sys.argv[:1])
    watch = _Watch(application, seconds)
    watch.begin()
    if what == ("bare",):
        _view = bare_view("bare.qml")
        application.exec()
        return
    screen = ScreenConfig(full_screen=False, width=WIDTH, height=HEIGHT)
    with Kiosk(Path(what[0]), Config(screen=screen, scale=ScaleConfig(port=what[1], protocol="st-us"))):
        application.exec()


if __name__ == "__main__":
    main(float(sys.argv[1]), *sys.argv[2:])
