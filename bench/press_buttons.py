"""Press buttons and report when the picture answered. Arguments: ``bare``, or nothing for the kiosk's own window.

A press goes the way of every touch from Qt's window system interface on; what the machine does before that is not in
it. The kiosk's buttons include one beside a plant that sways, where frames are under way already.
"""

import sys
import time

import msgspec

from bench.children import report
from bench.windows import HEIGHT, WIDTH, bare_view, named, the_view
from kiosk.core.clock import SystemClock
from kiosk.ui.application import make_application
from kiosk.ui.samples import samples
from kiosk.ui.window import KioskWindow, ScreenSettings

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

PRESSES = 40
_REST_MS = 40
_CONTROLS = (
    ("attract", "start"),
    ("choose_material", "clothing"),
    ("weigh-moving", "back"),
    ("confirm", "confirm"),
    ("credited", "another"),
    ("enter_pin", "key5"),
)


class Answers(msgspec.Struct, frozen=True):
    """Of each press of one control: which frame showed it, the first after the press being 1, and after how long."""

    control: str
    frames: list[int]
    ms: list[float]


class Finger:
    """Presses an item that has a property ``pressed``, and watches the frames of ``view``."""

    def __init__(self, view: QQuickView, item: QQuickItem) -> None:
        self._view = view
        self._item = item
        self._spot = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        self._synced = False  # the frame that is being drawn shows the item pressed
        self._frames = 0
        self._shown_ns = 0
        view.beforeSynchronizing.connect(self._on_sync, Qt.ConnectionType.DirectConnection)
        view.frameSwapped.connect(self._on_frame)

    def press(self) -> tuple[int, float]:
        """The frame that answers, and the milliseconds until it was drawn."""
        self._frames, self._shown_ns, self._synced = 0, 0, False
        start_ns = time.perf_counter_ns()
        self._touch(QTest.mousePress, self._spot)
        while not self._shown_ns:
            QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        found = self._frames, (self._shown_ns - start_ns) / 1e6
        self._touch(QTest.mouseRelease, self._spot)
        return found

    def looks_pressed(self) -> bool:
        """Whether the picture itself changes under the finger, and changes back."""
        before = self._view.grabWindow()
        self._touch(QTest.mousePress, self._spot)
        pressed = self._view.grabWindow()
        self._touch(QTest.mouseRelease, self._spot)
        return bool(before != pressed)

    def lift(self) -> None:
        """Watch no longer."""
        self._view.beforeSynchronizing.disconnect(self._on_sync)
        self._view.frameSwapped.disconnect(self._on_frame)

    def _touch(self, act: object, spot: QPoint) -> None:
        assert callable(act)
        act(self._view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def _on_sync(self) -> None:
        self._synced = bool(self._item.property("pressed"))

    def _on_frame(self) -> None:
        self._frames += 1
        if self._synced and not self._shown_ns:
            self._shown_ns = time.perf_counter_ns()


def try_out(view: QQuickView, name: str, control: str) -> Answers:
    """Press the visible item called ``name`` again and again. Raises ``RuntimeError`` when it looks the same."""
    _rest(10 * _REST_MS)
    finger = Finger(view, named(view, name))
    if not finger.looks_pressed():
        raise RuntimeError(f"{control} looks the same under the finger")
    found = []
    for _ in range(PRESSES):
        _rest(_REST_MS)
        found.append(finger.press())
    finger.lift()
    return Answers(control, [frames for frames, _ in found], [ms for _, ms in found])


def _rest(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def main(*what: str) -> None:
    """Press, report, end."""
    _application = make_application(sys.argv[:1])
    if what:
        report(try_out(bare_view("bare_button.qml"), "button", "bare"))
        return
    settings = ScreenSettings(full_screen=False, width=WIDTH, height=HEIGHT)
    window = KioskWindow(settings, lambda _touch: None, clock=SystemClock())
    states = samples()
    for sample, name in _CONTROLS:
        window.show_state(states[sample])
        report(try_out(the_view(), name, f"{sample}/{name}"))
    window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
