# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""Putting a drop-off right: what is shown, what is chosen, and a weight typed digit by digit."""

from collections.abc import Callable

from kiosk.core.clock import Clock
from kiosk.core.correction import CorrectionAction, CorrectionReason
from kiosk.core.units import kilograms_text
from kiosk.session import inputs as on
from kiosk.ui.correcting import CorrectView
from kiosk.ui.models.announce import announce
from kiosk.ui.models.session import GUARD_MS

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1

STEP_G = 10
"""The last digit typed is hundredths of a kilogram."""
MOST_DIGITS = 5


@QmlElement
class CorrectModel(QObject):
    """A correction. Digits fill in from the right as on a till: 3, 2, 5 is 3.25 kg; they go with their step."""

    stepChanged = Signal()
    timesChanged = Signal()
    materialsChanged = Signal()
    weightsChanged = Signal()
    statesChanged = Signal()
    pageChanged = Signal()
    pagesChanged = Signal()
    chosenTimeChanged = Signal()
    chosenMaterialChanged = Signal()
    beforeTextChanged = Signal()
    beforePointsChanged = Signal()
    afterTextChanged = Signal()
    afterPointsChanged = Signal()
    actionChanged = Signal()
    reasonChanged = Signal()
    secondChanged = Signal()
    typedChanged = Signal()

    def __init__(self, dispatch: Callable[[on.Input], None], clock: Clock) -> None:
        super().__init__()
        self._view = CorrectView()
        self._dispatch = dispatch
        self._clock = clock
        self._open_from_ms = clock.monotonic_ms()
        self._digits = ""

    def apply(self, view: CorrectView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        if view.step != before.step:
            self._open_from_ms = self._clock.monotonic_ms() + GUARD_MS
            self._set_digits("")
        announce(self, before, view)

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self._view.step

    @Property("QStringList", notify=timesChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def times(self) -> list[str]:
        return list(self._view.times)

    @Property("QStringList", notify=materialsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def materials(self) -> list[str]:
        return list(self._view.materials)

    @Property("QStringList", notify=weightsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def weights(self) -> list[str]:
        return list(self._view.weights)

    @Property("QStringList", notify=statesChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def states(self) -> list[str]:
        return list(self._view.states)

    @Property(int, notify=pageChanged)
    def page(self) -> int:
        return self._view.page

    @Property(int, notify=pagesChanged)
    def pages(self) -> int:
        return self._view.pages

    @Property(str, notify=chosenTimeChanged)
    def chosenTime(self) -> str:
        return self._view.chosen_time

    @Property(str, notify=chosenMaterialChanged)
    def chosenMaterial(self) -> str:
        return self._view.chosen_material

    @Property(str, notify=beforeTextChanged)
    def beforeText(self) -> str:
        return self._view.before_text

    @Property(str, notify=beforePointsChanged)
    def beforePoints(self) -> str:
        return self._view.before_points

    @Property(str, notify=afterTextChanged)
    def afterText(self) -> str:
        return self._view.after_text

    @Property(str, notify=afterPointsChanged)
    def afterPoints(self) -> str:
        return self._view.after_points

    @Property(str, notify=actionChanged)
    def action(self) -> str:
        return self._view.action

    @Property(str, notify=reasonChanged)
    def reason(self) -> str:
        return self._view.reason

    @Property(bool, notify=secondChanged)
    def second(self) -> bool:
        return self._view.second

    @Property(str, notify=typedChanged)
    def typedText(self) -> str:
        return kilograms_text(self._typed_g())

    @Property(bool, notify=typedChanged)
    def typed(self) -> bool:
        return self._typed_g() > 0

    @Slot(int)
    def press(self, digit: int) -> None:
        if self._open() and digit in range(10) and len(self._digits) < MOST_DIGITS:
            self._set_digits(f"{self._digits}{digit}".lstrip("0"))

    @Slot()
    def erase(self) -> None:
        if self._open():
            self._set_digits(self._digits[:-1])

    @Slot()
    def enter(self) -> None:
        self._touch(on.WeightTyped(self._typed_g()))

    @Slot()
    def start(self) -> None:
        self._touch(on.StartCorrections())

    @Slot(int)
    def turn(self, by: int) -> None:
        self._touch(on.TurnPage(by))

    @Slot(int)
    def choose(self, row: int) -> None:
        self._touch(on.ChooseDropOff(row))

    @Slot(str)
    def correctBy(self, action: str) -> None:
        self._touch(on.CorrectBy(CorrectionAction(action)))

    @Slot(str)
    def because(self, reason: str) -> None:
        self._touch(on.CorrectBecause(CorrectionReason(reason)))

    def _touch(self, touch: on.Touch) -> None:
        if self._open():
            self._dispatch(touch)

    def _open(self) -> bool:
        return self._clock.monotonic_ms() >= self._open_from_ms

    def _typed_g(self) -> int:
        return int(self._digits or "0") * STEP_G

    def _set_digits(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            self.typedChanged.emit()
