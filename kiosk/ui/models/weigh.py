# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""The live weight."""

from kiosk.ui.models.announce import announce
from kiosk.ui.views import WeighView

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WeighModel(QObject):
    """The live weight and the one sentence about it. Texts are kilograms; ``growth`` runs from 0 to 1."""

    materialChanged = Signal()
    weightTextChanged = Signal()
    hintChanged = Signal()
    growthChanged = Signal()
    movingChanged = Signal()
    minTextChanged = Signal()
    maxTextChanged = Signal()
    capacityTextChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = WeighView()

    def apply(self, view: WeighView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=materialChanged)
    def material(self) -> str:
        return self._view.material

    @Property(str, notify=weightTextChanged)
    def weightText(self) -> str:
        return self._view.weight_text

    @Property(str, notify=hintChanged)
    def hint(self) -> str:
        return self._view.hint

    @Property(float, notify=growthChanged)
    def growth(self) -> float:
        return self._view.growth

    @Property(bool, notify=movingChanged)
    def moving(self) -> bool:
        return self._view.moving

    @Property(str, notify=minTextChanged)
    def minText(self) -> str:
        return self._view.min_text

    @Property(str, notify=maxTextChanged)
    def maxText(self) -> str:
        return self._view.max_text

    @Property(str, notify=capacityTextChanged)
    def capacityText(self) -> str:
        return self._view.capacity_text
