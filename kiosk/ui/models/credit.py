# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""One bag and what it earns."""

from kiosk.ui.models.announce import announce
from kiosk.ui.views import CreditView

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CreditModel(QObject):
    """A quote, or a receipt, in text: kilograms, grams of CO2, points, and the two sums that lead to them."""

    materialChanged = Signal()
    netTextChanged = Signal()
    exactNetTextChanged = Signal()
    reductionTextChanged = Signal()
    pointsTextChanged = Signal()
    gPerKgChanged = Signal()
    pointsPerKgChanged = Signal()
    reductionResultChanged = Signal()
    pointsResultChanged = Signal()
    reductionExactChanged = Signal()
    pointsExactChanged = Signal()
    provisionalChanged = Signal()
    sourceChanged = Signal()
    ruleVersionChanged = Signal()
    validFromChanged = Signal()
    holdChanged = Signal()
    growthChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = CreditView()

    def apply(self, view: CreditView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=materialChanged)
    def material(self) -> str:
        return self._view.material

    @Property(str, notify=netTextChanged)
    def netText(self) -> str:
        return self._view.net_text

    @Property(str, notify=exactNetTextChanged)
    def exactNetText(self) -> str:
        return self._view.exact_net_text

    @Property(str, notify=reductionTextChanged)
    def reductionText(self) -> str:
        return self._view.reduction_text

    @Property(str, notify=pointsTextChanged)
    def pointsText(self) -> str:
        return self._view.points_text

    @Property(str, notify=gPerKgChanged)
    def gPerKg(self) -> str:
        return self._view.g_per_kg

    @Property(str, notify=pointsPerKgChanged)
    def pointsPerKg(self) -> str:
        return self._view.points_per_kg

    @Property(str, notify=reductionResultChanged)
    def reductionResult(self) -> str:
        return self._view.reduction_result

    @Property(str, notify=pointsResultChanged)
    def pointsResult(self) -> str:
        return self._view.points_result

    @Property(str, notify=reductionExactChanged)
    def reductionExact(self) -> str:
        return self._view.reduction_exact

    @Property(str, notify=pointsExactChanged)
    def pointsExact(self) -> str:
        return self._view.points_exact

    @Property(bool, notify=provisionalChanged)
    def provisional(self) -> bool:
        return self._view.provisional

    @Property(str, notify=sourceChanged)
    def source(self) -> str:
        return self._view.source

    @Property(str, notify=ruleVersionChanged)
    def ruleVersion(self) -> str:
        return self._view.rule_version

    @Property(str, notify=validFromChanged)
    def validFrom(self) -> str:
        return self._view.valid_from

    @Property(str, notify=holdChanged)
    def hold(self) -> str:
        return self._view.hold

    @Property(float, notify=growthChanged)
    def growth(self) -> float:
        return self._view.growth
