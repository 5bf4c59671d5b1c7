# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""The status line."""

from kiosk.ui.models.announce import announce
from kiosk.ui.views import StatusView

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class StatusModel(QObject):
    """Facts of the status line. Its two switches go to the window, which owns language and size.

    ``languageSwitched`` and ``sizeSwitched`` are touches."""

    placeChanged = Signal()
    linkChanged = Signal()
    pendingChanged = Signal()
    pendingTextChanged = Signal()
    scaleChanged = Signal()
    careChanged = Signal()
    fillChanged = Signal()
    fillPercentChanged = Signal()
    fillFullChanged = Signal()
    clockTextChanged = Signal()
    languageChanged = Signal()
    largeChanged = Signal()
    languageSwitched = Signal()
    sizeSwitched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = StatusView()

    def apply(self, view: StatusView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=placeChanged)
    def place(self) -> str:
        return self._view.place

    @Property(str, notify=linkChanged)
    def link(self) -> str:
        return self._view.link

    @Property(int, notify=pendingChanged)
    def pending(self) -> int:
        return self._view.pending

    @Property(str, notify=pendingTextChanged)
    def pendingText(self) -> str:
        return self._view.pending_text

    @Property(str, notify=scaleChanged)
    def scale(self) -> str:
        return self._view.scale

    @Property(str, notify=careChanged)
    def care(self) -> str:
        return self._view.care

    @Property(str, notify=fillChanged)
    def fill(self) -> str:
        return self._view.fill

    @Property(str, notify=fillPercentChanged)
    def fillPercent(self) -> str:
        return self._view.fill_percent

    @Property(bool, notify=fillFullChanged)
    def fillFull(self) -> bool:
        return self._view.fill_full

    @Property(str, notify=clockTextChanged)
    def clockText(self) -> str:
        return self._view.clock_text

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self._view.language

    @Property(bool, notify=largeChanged)
    def large(self) -> bool:
        return self._view.large
