# ruff: noqa: N815 - QML spells properties and signals in camelCase
"""The containers, as residents meet them."""

from kiosk.ui.filling import ContainersView
from kiosk.ui.models.announce import announce

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ContainersModel(QObject):
    """Which materials do not go in here now, and where they do. The four lists go together, place by place."""

    fullChanged = Signal()
    elsewhereChanged = Signal()
    distancesChanged = Signal()
    unitsChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = ContainersView()

    def apply(self, view: ContainersView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property("QStringList", notify=fullChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def full(self) -> list[str]:
        return list(self._view.full)

    @Property("QStringList", notify=elsewhereChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def elsewhere(self) -> list[str]:
        return list(self._view.elsewhere)

    @Property("QStringList", notify=distancesChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def distances(self) -> list[str]:
        return list(self._view.distances)

    @Property("QStringList", notify=unitsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def units(self) -> list[str]:
        return list(self._view.units)
