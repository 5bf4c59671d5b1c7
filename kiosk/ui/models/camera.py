# ruff: noqa: N815 - QML spells properties and signals in camelCase
"""Where the preview finds the newest picture of the camera."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CameraModel(QObject):
    """``source`` names the newest picture and is another name for each; empty while there is none."""

    sourceChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._source = ""

    @Property(str, notify=sourceChanged)
    def source(self) -> str:
        return self._source

    def show(self, source: str) -> None:
        """Name the newest picture."""
        if source != self._source:
            self._source = source
            self.sourceChanged.emit()
