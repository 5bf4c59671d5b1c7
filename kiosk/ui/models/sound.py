# ruff: noqa: N815 - QML spells properties and signals in camelCase
"""How loud the kiosk is, whether something can be heard again, and the touches for both."""

from kiosk.ui.models.announce import announce
from kiosk.ui.speaking import SoundControls

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SoundModel(QObject):
    """``stepped``, ``askedAgain`` and ``tried`` are touches; they go to the window, which owns the voice."""

    heardChanged = Signal()
    volumeChanged = Signal()
    repeatableChanged = Signal()
    stepped = Signal()
    askedAgain = Signal()
    tried = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = SoundControls()

    def apply(self, view: SoundControls) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(bool, notify=heardChanged)
    def heard(self) -> bool:
        return self._view.heard

    @Property(str, notify=volumeChanged)
    def volume(self) -> str:
        return self._view.volume

    @Property(bool, notify=repeatableChanged)
    def repeatable(self) -> bool:
        return self._view.repeatable
