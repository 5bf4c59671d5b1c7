# ruff: noqa: N815 - QML spells properties and signals in camelCase
"""What there is to read."""

from collections.abc import Callable

from kiosk.session import inputs as on
from kiosk.session.reading_states import ReadingPage
from kiosk.ui.models.announce import announce
from kiosk.ui.reading import ReadingView

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReadingModel(QObject):
    """The page that is read, and the ways to it. ``touch`` sends a touch out, with the guard of the session's model."""

    pageChanged = Signal()

    def __init__(self, touch: Callable[[on.Touch], None]) -> None:
        super().__init__()
        self._view = ReadingView()
        self._touch = touch

    def apply(self, view: ReadingView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._view.page

    @Slot(str)
    def read(self, page: str) -> None:
        self._touch(on.Read(ReadingPage(page)))
