# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""How the screen looks: its colours, what was brought down, and how it rests."""

from kiosk.ui.ease import LookView
from kiosk.ui.models.announce import announce

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class LookModel(QObject):
    """The look. ``lowerSwitched``, ``contrastSwitched``, ``moreSwitched`` and ``woken`` are touches; they go to the
    window.
    """

    schemeChanged = Signal()
    loweredChanged = Signal()
    forStaffChanged = Signal()
    contrastChanged = Signal()
    moreChanged = Signal()
    dimmedChanged = Signal()
    asleepChanged = Signal()
    shiftXChanged = Signal()
    shiftYChanged = Signal()
    placeXChanged = Signal()
    placeYChanged = Signal()
    lowerSwitched = Signal()
    contrastSwitched = Signal()
    moreSwitched = Signal()
    woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = LookView()

    def apply(self, view: LookView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=schemeChanged)
    def scheme(self) -> str:
        return self._view.scheme

    @Property(bool, notify=loweredChanged)
    def lowered(self) -> bool:
        return self._view.lowered

    @Property(bool, notify=forStaffChanged)
    def forStaff(self) -> bool:
        return self._view.for_staff

    @Property(bool, notify=contrastChanged)
    def contrast(self) -> bool:
        return self._view.contrast

    @Property(bool, notify=moreChanged)
    def more(self) -> bool:
        return self._view.more

    @Property(bool, notify=dimmedChanged)
    def dimmed(self) -> bool:
        return self._view.dimmed

    @Property(bool, notify=asleepChanged)
    def asleep(self) -> bool:
        return self._view.asleep

    @Property(int, notify=shiftXChanged)
    def shiftX(self) -> int:
        return self._view.shift_x

    @Property(int, notify=shiftYChanged)
    def shiftY(self) -> int:
        return self._view.shift_y

    @Property(int, notify=placeXChanged)
    def placeX(self) -> int:
        return self._view.place_x

    @Property(int, notify=placeYChanged)
    def placeY(self) -> int:
        return self._view.place_y
