# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""The staff's PIN and menu. The digits of a PIN stay in here: the screen only learns how many there are."""

from collections.abc import Callable

from kiosk.core.clock import Clock
from kiosk.session import inputs as on
from kiosk.ui.models.announce import announce
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.staffing import StaffView

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1

PIN_DIGITS = 6


@QmlElement
class StaffModel(QObject):
    """Takes a PIN digit by digit; the last one sends it off as one input and forgets it.

    Digits may come as fast as fingers are; only in the first ``GUARD_MS`` of the screen none is taken.
    """

    badgeChanged = Signal()
    roleChanged = Signal()
    askingChanged = Signal()
    judgingChanged = Signal()
    wrongChanged = Signal()
    triesLeftChanged = Signal()
    waitTextChanged = Signal()
    containersChanged = Signal()
    platformChanged = Signal()
    uploadedTextChanged = Signal()
    uploadTotalTextChanged = Signal()
    typedChanged = Signal()

    def __init__(self, dispatch: Callable[[on.Input], None], clock: Clock) -> None:
        super().__init__()
        self._view = StaffView()
        self._dispatch = dispatch
        self._clock = clock
        self._open_from_ms = clock.monotonic_ms()
        self._digits = ""

    def apply(self, view: StaffView) -> None:
        """Show ``view``; only what differs is announced. Digits outlast neither the question nor the badge."""
        before, self._view = self._view, view
        if not view.asking or view.badge != before.badge:
            self._set_digits("")
        announce(self, before, view)

    def hold_touches(self) -> None:
        """A new screen stands: a finger already on its way was meant for the old one."""
        self._open_from_ms = self._clock.monotonic_ms() + GUARD_MS

    @Property(str, notify=badgeChanged)
    def badge(self) -> str:
        return self._view.badge

    @Property(str, notify=roleChanged)
    def role(self) -> str:
        return self._view.role

    @Property(bool, notify=askingChanged)
    def asking(self) -> bool:
        return self._view.asking

    @Property(bool, notify=judgingChanged)
    def judging(self) -> bool:
        return self._view.judging

    @Property(bool, notify=wrongChanged)
    def wrong(self) -> bool:
        return self._view.wrong

    @Property(int, notify=triesLeftChanged)
    def triesLeft(self) -> int:
        return self._view.tries_left

    @Property(str, notify=waitTextChanged)
    def waitText(self) -> str:
        return self._view.wait_text

    @Property(bool, notify=containersChanged)
    def containers(self) -> bool:
        return self._view.containers

    @Property(str, notify=platformChanged)
    def platform(self) -> str:
        return self._view.platform

    @Property(str, notify=uploadedTextChanged)
    def uploadedText(self) -> str:
        return self._view.uploaded_text

    @Property(str, notify=uploadTotalTextChanged)
    def uploadTotalText(self) -> str:
        return self._view.upload_total_text

    @Property(int, constant=True)
    def pinDigits(self) -> int:
        return PIN_DIGITS

    @Property(int, notify=typedChanged)
    def typed(self) -> int:
        return len(self._digits)

    @Slot(int)
    def press(self, digit: int) -> None:
        if not self._open() or digit not in range(10):
            return
        self._set_digits(f"{self._digits}{digit}")
        if len(self._digits) == PIN_DIGITS:
            pin = self._digits
            self._set_digits("")
            self._dispatch(on.PinEntered(pin))

    @Slot()
    def erase(self) -> None:
        if self._open():
            self._set_digits(self._digits[:-1])

    def _open(self) -> bool:
        return self._view.asking and self._clock.monotonic_ms() >= self._open_from_ms

    def _set_digits(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            self.typedChanged.emit()
