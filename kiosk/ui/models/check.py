# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""The staff's scale check."""

from kiosk.ui.checking import CheckView
from kiosk.ui.models.announce import announce

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CheckModel(QObject):
    """A scale check: the step, the live reading, and the result in text. Kilograms, and errors in grams."""

    stepChanged = Signal()
    stageChanged = Signal()
    readingTextChanged = Signal()
    testTextChanged = Signal()
    toleranceTextChanged = Signal()
    measuredTextChanged = Signal()
    errorTextChanged = Signal()
    errorGoodChanged = Signal()
    returnTextChanged = Signal()
    returnGoodChanged = Signal()
    returnToleranceTextChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = CheckView()

    def apply(self, view: CheckView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self._view.step

    @Property(int, notify=stageChanged)
    def stage(self) -> int:
        return self._view.stage

    @Property(str, notify=readingTextChanged)
    def readingText(self) -> str:
        return self._view.reading_text

    @Property(str, notify=testTextChanged)
    def testText(self) -> str:
        return self._view.test_text

    @Property(str, notify=toleranceTextChanged)
    def toleranceText(self) -> str:
        return self._view.tolerance_text

    @Property(str, notify=measuredTextChanged)
    def measuredText(self) -> str:
        return self._view.measured_text

    @Property(str, notify=errorTextChanged)
    def errorText(self) -> str:
        return self._view.error_text

    @Property(bool, notify=errorGoodChanged)
    def errorGood(self) -> bool:
        return self._view.error_good

    @Property(str, notify=returnTextChanged)
    def returnText(self) -> str:
        return self._view.return_text

    @Property(bool, notify=returnGoodChanged)
    def returnGood(self) -> bool:
        return self._view.return_good

    @Property(str, notify=returnToleranceTextChanged)
    def returnToleranceText(self) -> str:
        return self._view.return_tolerance_text
