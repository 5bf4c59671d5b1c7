# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""A round of home pickups. The code that somebody types stays in here until it is whole."""

from collections.abc import Callable

from kiosk.core.clock import Clock
from kiosk.core.pickup import ItemRefusal
from kiosk.session import inputs as on
from kiosk.ui.models.announce import announce
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.rounds import RoundView

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1

CODE_LETTERS = 8


@QmlElement
class RoundModel(QObject):
    """The list, one order, and the end of it. Each touch is handed to ``touch``, which drops the second of two.

    Letters of a code may come as fast as fingers are; only in the first ``GUARD_MS`` of a step none is taken.
    """

    enabledChanged = Signal()
    stepChanged = Signal()
    ordersChanged = Signal()
    buildingsChanged = Signal()
    daysChanged = Signal()
    timesChanged = Signal()
    kindsChanged = Signal()
    bagsChanged = Signal()
    pageChanged = Signal()
    pagesChanged = Signal()
    openCountChanged = Signal()
    closedCountChanged = Signal()
    loadKindsChanged = Signal()
    loadTextsChanged = Signal()
    buildingChanged = Signal()
    addressChanged = Signal()
    phoneChanged = Signal()
    noteChanged = Signal()
    dayChanged = Signal()
    timeChanged = Signal()
    kindChanged = Signal()
    bagCountChanged = Signal()
    netTextChanged = Signal()
    refusedKindsChanged = Signal()
    refusedReasonsChanged = Signal()
    materialChanged = Signal()
    knownChanged = Signal()
    typedChanged = Signal()

    def __init__(self, touch: Callable[[on.Touch], None], clock: Clock) -> None:
        super().__init__()
        self._view = RoundView()
        self._touch = touch
        self._clock = clock
        self._open_from_ms = clock.monotonic_ms()
        self._typed = ""

    def apply(self, view: RoundView) -> None:
        """Show ``view``; only what differs is announced. Typed letters do not outlast their step."""
        before, self._view = self._view, view
        if view.step != before.step:
            self._set_typed("")
            self._open_from_ms = self._clock.monotonic_ms() + GUARD_MS
        announce(self, before, view)

    @Property(bool, notify=enabledChanged)
    def enabled(self) -> bool:
        return self._view.enabled

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self._view.step

    @Property("QStringList", notify=ordersChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def orders(self) -> list[str]:
        return list(self._view.orders)

    @Property("QStringList", notify=buildingsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def buildings(self) -> list[str]:
        return list(self._view.buildings)

    @Property("QStringList", notify=daysChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def days(self) -> list[str]:
        return list(self._view.days)

    @Property("QStringList", notify=timesChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def times(self) -> list[str]:
        return list(self._view.times)

    @Property("QStringList", notify=kindsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def kinds(self) -> list[str]:
        return list(self._view.kinds)

    @Property("QStringList", notify=bagsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def bags(self) -> list[str]:
        return list(self._view.bags)

    @Property(int, notify=pageChanged)
    def page(self) -> int:
        return self._view.page

    @Property(int, notify=pagesChanged)
    def pages(self) -> int:
        return self._view.pages

    @Property(int, notify=openCountChanged)
    def openCount(self) -> int:
        return self._view.open_count

    @Property(int, notify=closedCountChanged)
    def closedCount(self) -> int:
        return self._view.closed_count

    @Property("QStringList", notify=loadKindsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def loadKinds(self) -> list[str]:
        return list(self._view.load_kinds)

    @Property("QStringList", notify=loadTextsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def loadTexts(self) -> list[str]:
        return list(self._view.load_texts)

    @Property(str, notify=buildingChanged)
    def building(self) -> str:
        return self._view.building

    @Property(str, notify=addressChanged)
    def address(self) -> str:
        return self._view.address

    @Property(str, notify=phoneChanged)
    def phone(self) -> str:
        return self._view.phone

    @Property(str, notify=noteChanged)
    def note(self) -> str:
        return self._view.note

    @Property(str, notify=dayChanged)
    def day(self) -> str:
        return self._view.day

    @Property(str, notify=timeChanged)
    def time(self) -> str:
        return self._view.time

    @Property(str, notify=kindChanged)
    def kind(self) -> str:
        return self._view.kind

    @Property(int, notify=bagCountChanged)
    def bagCount(self) -> int:
        return self._view.bag_count

    @Property(str, notify=netTextChanged)
    def netText(self) -> str:
        return self._view.net_text

    @Property("QStringList", notify=refusedKindsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def refusedKinds(self) -> list[str]:
        return list(self._view.refused_kinds)

    @Property("QStringList", notify=refusedReasonsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def refusedReasons(self) -> list[str]:
        return list(self._view.refused_reasons)

    @Property(str, notify=materialChanged)
    def material(self) -> str:
        return self._view.material

    @Property(bool, notify=knownChanged)
    def known(self) -> bool:
        return self._view.known

    @Property("QStringList", notify=typedChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def typed(self) -> list[str]:
        """The code's letters, each empty that is still to come."""
        return [self._typed[place : place + 1] for place in range(CODE_LETTERS)]

    @Slot()
    def begin(self) -> None:
        self._touch(on.StartRound())

    @Slot(str)
    def choose(self, order: str) -> None:
        self._touch(on.ChooseOrder(order))

    @Slot(int)
    def show(self, page: int) -> None:
        self._touch(on.ShowPage(page))

    @Slot()
    def handOver(self) -> None:
        self._touch(on.StartCollection())

    @Slot()
    def arrive(self) -> None:
        self._touch(on.Arrive())

    @Slot()
    def nobodyHome(self) -> None:
        self._touch(on.NobodyHome())

    @Slot()
    def putOff(self) -> None:
        self._touch(on.PutOff())

    @Slot(int)
    def chooseWindow(self, index: int) -> None:
        self._touch(on.ChooseWindow(index))

    @Slot()
    def leaveItem(self) -> None:
        self._touch(on.LeaveItem())

    @Slot(str)
    def chooseReason(self, reason: str) -> None:
        self._touch(on.ChooseReason(ItemRefusal(reason)))

    @Slot()
    def closeUnconfirmed(self) -> None:
        self._touch(on.CloseUnconfirmed())

    @Slot(str)
    def press(self, letter: str) -> None:
        if self._clock.monotonic_ms() < self._open_from_ms or len(letter) != 1:
            return
        self._set_typed(f"{self._typed}{letter}")
        if len(self._typed) == CODE_LETTERS:
            code = self._typed
            self._set_typed("")
            self._touch(on.CodeTyped(code))

    @Slot()
    def erase(self) -> None:
        self._set_typed(self._typed[:-1])

    def _set_typed(self, typed: str) -> None:
        if typed != self._typed:
            self._typed = typed
            self.typedChanged.emit()
