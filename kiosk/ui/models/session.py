# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""Which screen stands, the notice over it, and every touch on its way out."""

from collections.abc import Callable

from kiosk.core.clock import Clock
from kiosk.session import inputs as on
from kiosk.ui.models.announce import announce
from kiosk.ui.views import SessionView

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1

GUARD_MS = 400
"""Shorter than anybody means two touches apart, longer than a trembling hand needs for two."""


@QmlElement
class SessionModel(QObject):
    """The screen's name, the notice, and the touches: each slot is one act and leaves as one input.

    A touch within ``GUARD_MS`` of the touch or the screen change before it is dropped, so a double tap is one act.
    """

    screenChanged = Signal()
    noticeChanged = Signal()
    reasonChanged = Signal()
    deviceFaultChanged = Signal()
    blindChanged = Signal()
    todayTextChanged = Signal()
    onlineChanged = Signal()
    staffToldChanged = Signal()
    containerChanged = Signal()
    cameraChanged = Signal()
    storeCodeChanged = Signal()
    failingChanged = Signal()
    secondsLeftChanged = Signal()

    def __init__(self, dispatch: Callable[[on.Input], None], clock: Clock) -> None:
        super().__init__()
        self._view = SessionView()
        self._dispatch = dispatch
        self._clock = clock
        self._open_from_ms = clock.monotonic_ms()
        self._seconds_left = 0

    def apply(self, view: SessionView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=screenChanged)
    def screen(self) -> str:
        return self._view.screen

    @Property(str, notify=noticeChanged)
    def notice(self) -> str:
        return self._view.notice

    @Property(str, notify=reasonChanged)
    def reason(self) -> str:
        return self._view.reason

    @Property(str, notify=deviceFaultChanged)
    def deviceFault(self) -> str:
        return self._view.device_fault

    @Property(bool, notify=blindChanged)
    def blind(self) -> bool:
        return self._view.blind

    @Property(str, notify=todayTextChanged)
    def todayText(self) -> str:
        return self._view.today_text

    @Property(bool, notify=onlineChanged)
    def online(self) -> bool:
        return self._view.online

    @Property(bool, notify=staffToldChanged)
    def staffTold(self) -> bool:
        return self._view.staff_told

    @Property(bool, notify=containerChanged)
    def container(self) -> bool:
        return self._view.container

    @Property(str, notify=cameraChanged)
    def camera(self) -> str:
        return self._view.camera

    @Property(str, notify=storeCodeChanged)
    def storeCode(self) -> str:
        return self._view.store_code

    @Property(bool, notify=failingChanged)
    def failing(self) -> bool:
        return self._view.failing

    @Property(int, notify=secondsLeftChanged)
    def secondsLeft(self) -> int:
        return self._seconds_left

    def set_seconds_left(self, seconds: int) -> None:
        """Seconds until the visit is ended, for the screen that asks."""
        if seconds != self._seconds_left:
            self._seconds_left = seconds
            self.secondsLeftChanged.emit()

    def hold_touches(self) -> None:
        """A new screen stands: a finger already on its way was meant for the old one."""
        self._open_from_ms = self._clock.monotonic_ms() + GUARD_MS

    def touch(self, touch: on.Touch) -> None:
        """Send a touch out, unless it comes too soon after the one before."""
        if self._clock.monotonic_ms() < self._open_from_ms:
            return
        self.hold_touches()
        self._dispatch(touch)

    @Slot(str)
    def choose(self, material: str) -> None:
        self.touch(on.Choose(material))

    @Slot()
    def start(self) -> None:
        self.touch(on.Start())

    @Slot()
    def goAsGuest(self) -> None:
        self.touch(on.GoAsGuest())

    @Slot()
    def confirm(self) -> None:
        self.touch(on.ConfirmTouched())

    @Slot()
    def weighAgain(self) -> None:
        self.touch(on.WeighAgain())

    @Slot()
    def another(self) -> None:
        self.touch(on.Another())

    @Slot()
    def finish(self) -> None:
        self.touch(on.Finish())

    @Slot()
    def back(self) -> None:
        self.touch(on.Back())

    @Slot()
    def cancel(self) -> None:
        self.touch(on.Cancel())

    @Slot()
    def stillHere(self) -> None:
        self.touch(on.StillHere())

    @Slot()
    def startScaleCheck(self) -> None:
        self.touch(on.StartScaleCheck())

    @Slot()
    def agree(self) -> None:
        self.touch(on.Agree())

    @Slot()
    def decline(self) -> None:
        self.touch(on.Decline())

    @Slot()
    def printReceipt(self) -> None:
        self.touch(on.PrintReceipt())

    @Slot()
    def lock(self) -> None:
        self.touch(on.Lock())
