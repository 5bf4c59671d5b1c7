"""Offscreen and without a GPU, like the headless mode; chosen before Qt is loaded."""

import os

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - after the platform is chosen

    return QGuiApplication


PATIENCE_MS = 20_000


class PatientBot(QtBot):
    """Waits longer than five seconds for what is drawn: a machine may be busy."""

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp, request):
    return PatientBot(request)


@pytest.fixture
def clock():
    from kiosk.core.clock import ManualClock  # noqa: PLC0415

    return ManualClock()


@pytest.fixture(scope="session")
def fonts(qapp):
    from kiosk.ui.application import load_fonts  # noqa: PLC0415
    from kiosk.ui.resources import FONT_FAMILY  # noqa: PLC0415

    from PySide6.QtGui import QFont  # noqa: PLC0415

    load_fonts()
    qapp.setFont(QFont(FONT_FAMILY))
    return qapp


IN_DRAWER = {"lowerSwitch", "contrastSwitch", "volume"}


class Kiosk:
    """A real window with its clock, and everything that was touched on it."""

    def __init__(self, qtbot, clock, settings, sound=None):
        from kiosk.ui.window import KioskWindow  # noqa: PLC0415

        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415
        from PySide6.QtQuick import QQuickView  # noqa: PLC0415

        self.qtbot, self.clock = qtbot, clock
        self.touches, self.visible = [], []
        before = set(QGuiApplication.allWindows())
        self.window = KioskWindow(settings, self.touches.append, clock=clock, sound=sound)
        self.window.on_visible = lambda screen, state: self.visible.append((screen, state))
        self.view = next(w for w in QGuiApplication.allWindows() if w not in before and isinstance(w, QQuickView))
        qtbot.waitUntil(lambda: bool(self.visible))

    def item(self, name):
        """The visible item with this objectName."""
        found = [i for i in walk(self.view.rootObject()) if i.objectName() == name and i.isVisible()]
        assert found, f"no visible item {name!r}"
        return found[-1]

    def texts(self, *, laid_out=True):
        """Every text that can be seen, no-break spaces as plain ones."""
        if laid_out:
            self.view.grabWindow()  # lays the new screen out
        return [
            item.property("text").replace("\u00a0", " ")
            for item in walk(self.view.rootObject())
            if item.isVisible() and item.inherits("QQuickText")
        ]

    def click(self, name):
        """A real mouse click in the middle of the item, after the guard against double taps. What is in the bar's
        drawer is clicked there, as a person would.
        """
        from PySide6.QtCore import QPointF, Qt  # noqa: PLC0415
        from PySide6.QtTest import QTest  # noqa: PLC0415

        self.view.grabWindow()  # lays the new screen out
        if name in IN_DRAWER and not any(i.objectName() == name for i in walk(self.view.rootObject())):
            self.click("more")
            self.view.grabWindow()
        item = self.item(name)
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


def walk(item):
    """The item and everything drawn below it."""
    yield item
    for child in item.childItems():
        yield from walk(child)


@pytest.fixture
def open_kiosk(fonts, qtbot, clock):
    from kiosk.ui.window import ScreenSettings  # noqa: PLC0415

    opened = []

    def open_(*, sound=None, **changes):
        defaults = {
            "place_zh": "绿芽回收亭·忠山社区",
            "place_en": "Zhongshan Community",
            "full_screen": False,
            "width": 540,
            "height": 960,
            "motion": False,
        }
        opened.append(Kiosk(qtbot, clock, ScreenSettings(**(defaults | changes)), sound))
        return opened[-1]

    yield open_
    for kiosk in opened:
        kiosk.window.close()
