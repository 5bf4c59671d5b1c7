# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""A resident's own account."""

from collections.abc import Callable

from kiosk.session import inputs as on
from kiosk.session.reading_states import AccountPart
from kiosk.ui.accounts import AccountView
from kiosk.ui.models.announce import announce

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AccountModel(QObject):
    """The account in text. ``touch`` sends a touch out, with the guard of the session's model."""

    partChanged = Signal()
    loadingChanged = Signal()
    dropOffsChanged = Signal()
    netTextChanged = Signal()
    reductionTextChanged = Signal()
    pointsTextChanged = Signal()
    kwhTextChanged = Signal()
    kwhGramsChanged = Signal()
    heldChanged = Signal()
    heldTextChanged = Signal()
    monthsChanged = Signal()
    monthWeightsChanged = Signal()
    monthSharesChanged = Signal()
    ringsChanged = Signal()
    actDaysChanged = Signal()
    actMaterialsChanged = Signal()
    actWeightsChanged = Signal()
    actPointsChanged = Signal()
    actVerdictsChanged = Signal()
    badgeKindsChanged = Signal()
    badgesLeftChanged = Signal()
    badgeMaterialsChanged = Signal()

    def __init__(self, touch: Callable[[on.Touch], None]) -> None:
        super().__init__()
        self._view = AccountView()
        self._touch = touch

    def apply(self, view: AccountView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=partChanged)
    def part(self) -> str:
        return self._view.part

    @Property(bool, notify=loadingChanged)
    def loading(self) -> bool:
        return self._view.loading

    @Property(int, notify=dropOffsChanged)
    def dropOffs(self) -> int:
        return self._view.drop_offs

    @Property(str, notify=netTextChanged)
    def netText(self) -> str:
        return self._view.net_text

    @Property(str, notify=reductionTextChanged)
    def reductionText(self) -> str:
        return self._view.reduction_text

    @Property(str, notify=pointsTextChanged)
    def pointsText(self) -> str:
        return self._view.points_text

    @Property(str, notify=kwhTextChanged)
    def kwhText(self) -> str:
        return self._view.kwh_text

    @Property(str, notify=kwhGramsChanged)
    def kwhGrams(self) -> str:
        return self._view.kwh_grams

    @Property(int, notify=heldChanged)
    def held(self) -> int:
        return self._view.held

    @Property(str, notify=heldTextChanged)
    def heldText(self) -> str:
        return self._view.held_text

    @Property("QStringList", notify=monthsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def months(self) -> list[str]:
        return list(self._view.months)

    @Property("QStringList", notify=monthWeightsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def monthWeights(self) -> list[str]:
        return list(self._view.month_weights)

    @Property("QStringList", notify=monthSharesChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def monthShares(self) -> list[str]:
        return list(self._view.month_shares)

    @Property("QStringList", notify=ringsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def rings(self) -> list[str]:
        return list(self._view.rings)

    @Property("QStringList", notify=actDaysChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def actDays(self) -> list[str]:
        return list(self._view.act_days)

    @Property("QStringList", notify=actMaterialsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def actMaterials(self) -> list[str]:
        return list(self._view.act_materials)

    @Property("QStringList", notify=actWeightsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def actWeights(self) -> list[str]:
        return list(self._view.act_weights)

    @Property("QStringList", notify=actPointsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def actPoints(self) -> list[str]:
        return list(self._view.act_points)

    @Property("QStringList", notify=actVerdictsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def actVerdicts(self) -> list[str]:
        return list(self._view.act_verdicts)

    @Property("QStringList", notify=badgeKindsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def badgeKinds(self) -> list[str]:
        return list(self._view.badge_kinds)

    @Property("QStringList", notify=badgesLeftChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def badgesLeft(self) -> list[str]:
        return list(self._view.badges_left)

    @Property("QStringList", notify=badgeMaterialsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def badgeMaterials(self) -> list[str]:
        return list(self._view.badge_materials)

    @Slot(str)
    def show(self, part: str) -> None:
        self._touch(on.ShowPart(AccountPart(part)))
