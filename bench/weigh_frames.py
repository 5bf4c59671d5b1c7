"""Draw a weighing for some seconds and report the frames.

Arguments: seconds, then ``bare`` or a data folder and a material. At most four seconds: after five of unrest the kiosk
asks to step back, and the plant goes.

The kiosk is whole: a simulated scale at 10 readings a second on a pseudo-terminal, whose load never comes to rest. The
bare window shows a number that changes as often and a bar that sways.
"""

import itertools
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.children import report
from bench.windows import HEIGHT, WIDTH, FrameMeter, bare_view, named, the_view
from kiosk.app import Kiosk
from kiosk.config import Config, ScaleConfig, ScreenConfig
from kiosk.core.events import ResidentSeen, ScaleStatus
from kiosk.core.ids import new_id
from kiosk.scale.simulator import ScaleSimulator
from kiosk.session.inputs import Choose
from kiosk.session.states import SessionState
from kiosk.ui.application import make_application

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

READING_MS = 100
_LOADS_G = (700, 3_300, 1_900, 6_400, 9_800, 4_200)
_LOAD_MS = 400  # shorter than the scale needs to settle
_WARM_UP_MS = 500


class Frames(msgspec.Struct, frozen=True):
    """What was measured; see ``FrameMeter``."""

    drawn_ms: list[float]
    busy_ms: list[float]


@dataclass(frozen=True, slots=True)
class _Run:
    application: QGuiApplication
    seconds: float

    def begin(self, view: QQuickView, item: str, moved: str) -> None:
        """Measure after a warm-up, report and end."""
        QTimer.singleShot(_WARM_UP_MS, lambda: self._count(FrameMeter(view, named(view, item), moved)))

    def _count(self, meter: FrameMeter) -> None:
        QTimer.singleShot(round(self.seconds * 1000), lambda: self._end(meter))

    def _end(self, meter: FrameMeter) -> None:
        report(Frames(meter.drawn_ms, meter.busy_ms))
        self.application.quit()


def bare(application: QGuiApplication, seconds: float) -> None:
    """The peer."""
    view = bare_view("bare_weighing.qml")
    loads = itertools.cycle(_LOADS_G)
    change = QTimer(interval=READING_MS)
    change.timeout.connect(lambda: view.rootObject().setProperty("weight", f"{next(loads) / 1000:.2f}"))
    change.start()
    _Run(application, seconds).begin(view, "bar", "rotation")
    application.exec()


def weigh(application: QGuiApplication, seconds: float, data: Path, material: str) -> None:
    """The kiosk."""
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / "scale"
        screen = ScreenConfig(full_screen=False, width=WIDTH, height=HEIGHT)
        config = Config(screen=screen, scale=ScaleConfig(port=str(link), protocol="st-us"))
        with ScaleSimulator("st-us", link=link, frame_ms=READING_MS) as scale, Kiosk(data, config) as kiosk:
            visit = _Visit(kiosk, scale, material, _Run(application, seconds))
            kiosk.on_state = visit.follow
            application.exec()


class _Visit:
    """Somebody who comes as soon as the scale is ready, and whose bag never lies still."""

    def __init__(self, kiosk: Kiosk, scale: ScaleSimulator, material: str, run: _Run) -> None:
        self._kiosk = kiosk
        self._scale = scale
        self._material = material
        self._run = run
        self._step = "attract"
        self._loads = itertools.cycle(_LOADS_G)
        self._shake = QTimer(interval=_LOAD_MS)
        self._shake.timeout.connect(lambda: scale.put(next(self._loads)))

    def follow(self, state: SessionState) -> None:
        """Does what comes next, once for each screen, outside the change of state that calls this."""
        if self._step == "weighing" and state.scale.status is ScaleStatus.MOVING:
            self._step = "measured"
            self._run.begin(the_view(), "plant", "sway")
        if state.screen != self._step or state.scale.status is not ScaleStatus.EMPTY:
            return
        if self._step == "attract":
            self._step = "choose_material"
            QTimer.singleShot(0, lambda: self._kiosk.controller.dispatch(ResidentSeen(f"r-{new_id()[:20]}", new_id())))
        elif self._step == "choose_material":
            self._step = "weigh"
            QTimer.singleShot(0, lambda: self._kiosk.controller.dispatch(Choose(self._material)))
        else:
            self._step = "weighing"
            self._shake.start()


def main(seconds: float, *what: str) -> None:
    """Draw, report, end."""
    application = make_application(sys.argv[:1])
    if what == ("bare",):
        bare(application, seconds)
    else:
        weigh(application, seconds, Path(what[0]), what[1])


if __name__ == "__main__":
    main(float(sys.argv[1]), *sys.argv[2:])
