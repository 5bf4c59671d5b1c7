# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""What there is to read."""

from collections.abc import Callable

from kiosk.session import inputs as on
from kiosk.session.reading_states import ReadingPage
from kiosk.ui.attract import PANELS
from kiosk.ui.models.announce import announce
from kiosk.ui.reading import ReadingView

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReadingModel(QObject):
    """The page that is read, the ways to it, and what this place tells on it.

    ``touch`` sends a touch out, with the guard of the session's model.
    """

    pageChanged = Signal()
    helpsChanged = Signal()
    ledgerChanged = Signal()
    panelChanged = Signal()
    clothingAcceptedChanged = Signal()
    clothingRefusedChanged = Signal()
    booksAcceptedChanged = Signal()
    booksRefusedChanged = Signal()
    phoneChanged = Signal()
    hoursChanged = Signal()

    def __init__(self, touch: Callable[[on.Touch], None]) -> None:
        super().__init__()
        self._view = ReadingView()
        self._panel = PANELS[0]
        self._touch = touch

    def apply(self, view: ReadingView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._view.page

    @Property(bool, notify=helpsChanged)
    def helps(self) -> bool:
        return self._view.helps

    @Property(bool, notify=ledgerChanged)
    def ledger(self) -> bool:
        return self._view.ledger

    @Property(str, notify=panelChanged)
    def panel(self) -> str:
        return self._panel

    def show_panel(self, panel: str) -> None:
        """Which of ``PANELS`` stands on the attract screen."""
        if panel != self._panel:
            self._panel = panel
            self.panelChanged.emit()

    @Property("QStringList", notify=clothingAcceptedChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def clothingAccepted(self) -> list[str]:
        return list(self._view.clothing_accepted)

    @Property("QStringList", notify=clothingRefusedChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def clothingRefused(self) -> list[str]:
        return list(self._view.clothing_refused)

    @Property("QStringList", notify=booksAcceptedChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def booksAccepted(self) -> list[str]:
        return list(self._view.books_accepted)

    @Property("QStringList", notify=booksRefusedChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def booksRefused(self) -> list[str]:
        return list(self._view.books_refused)

    @Property(str, notify=phoneChanged)
    def phone(self) -> str:
        return self._view.phone

    @Property(str, notify=hoursChanged)
    def hours(self) -> str:
        return self._view.hours

    @Slot(str)
    def read(self, page: str) -> None:
        self._touch(on.Read(ReadingPage(page)))

    @Slot()
    def help(self) -> None:
        """The same button opens help and closes it."""
        self._touch(on.Back() if self._view.page == ReadingPage.HELP else on.Read(ReadingPage.HELP))
