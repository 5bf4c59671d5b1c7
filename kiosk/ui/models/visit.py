# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""What the visit has recorded, and for a guest the claim."""

from kiosk.ui.claim import ClaimQr
from kiosk.ui.models.announce import announce
from kiosk.ui.views import VisitView

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class VisitModel(QObject):
    """What a visit has recorded, bag by bag and in sum. The claim's QR arrives later than the rest, from a pool thread.

    ``qrModules`` is the side of the QR in modules, 0 while there is none; ``qrPath`` is SVG path data in that unit."""

    bagsChanged = Signal()
    heldBagsChanged = Signal()
    netTextChanged = Signal()
    reductionTextChanged = Signal()
    pointsTextChanged = Signal()
    heldReductionTextChanged = Signal()
    heldPointsTextChanged = Signal()
    materialsChanged = Signal()
    weightsChanged = Signal()
    claimTextChanged = Signal()
    growthChanged = Signal()
    printerChanged = Signal()
    qrChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = VisitView()
        self._qr: ClaimQr | None = None

    def apply(self, view: VisitView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(int, notify=bagsChanged)
    def bags(self) -> int:
        return self._view.bags

    @Property(int, notify=heldBagsChanged)
    def heldBags(self) -> int:
        return self._view.held_bags

    @Property(str, notify=netTextChanged)
    def netText(self) -> str:
        return self._view.net_text

    @Property(str, notify=reductionTextChanged)
    def reductionText(self) -> str:
        return self._view.reduction_text

    @Property(str, notify=pointsTextChanged)
    def pointsText(self) -> str:
        return self._view.points_text

    @Property(str, notify=heldReductionTextChanged)
    def heldReductionText(self) -> str:
        return self._view.held_reduction_text

    @Property(str, notify=heldPointsTextChanged)
    def heldPointsText(self) -> str:
        return self._view.held_points_text

    @Property("QStringList", notify=materialsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def materials(self) -> list[str]:
        return list(self._view.materials)

    @Property("QStringList", notify=weightsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def weights(self) -> list[str]:
        return list(self._view.weights)

    @Property(str, notify=claimTextChanged)
    def claimText(self) -> str:
        return self._view.claim_text

    @Property(str, notify=printerChanged)
    def printer(self) -> str:
        return self._view.printer

    @Property(float, notify=growthChanged)
    def growth(self) -> float:
        return self._view.growth

    def show_qr(self, qr: ClaimQr | None) -> None:
        """Show this QR, or none."""
        if qr != self._qr:
            self._qr = qr
            self.qrChanged.emit()

    @property
    def qr_text(self) -> str | None:
        """What the shown QR says, or None while there is none."""
        return self._qr.text if self._qr else None

    @Property(int, notify=qrChanged)
    def qrModules(self) -> int:
        return self._qr.modules if self._qr else 0

    @Property(str, notify=qrChanged)
    def qrPath(self) -> str:
        return self._qr.path if self._qr else ""
