# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""Emptying a container: what the screens show, and every touch on them."""

from collections.abc import Callable, Sequence

from kiosk.core.clock import Clock
from kiosk.core.collection import AbandonReason, DifferenceReason, Into, VehicleReason
from kiosk.session import inputs as on
from kiosk.ui.claim import ClaimQr
from kiosk.ui.collecting import CollectView
from kiosk.ui.models.announce import announce
from kiosk.ui.models.session import GUARD_MS

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1

MOST_KEYS = 32
KILOGRAM = 1000


@QmlElement
class CollectModel(QObject):
    """A collection. What is typed stays in here until ``enter`` or the next question; ``qrModules`` and ``qrPath`` are
    the code on the screen, as in ``VisitModel``. Keys may be touched as fast as fingers are, acts once in ``GUARD_MS``.
    """

    stepChanged = Signal()
    troubleChanged = Signal()
    containerChanged = Signal()
    materialChanged = Signal()
    listIdsChanged = Signal()
    listMaterialsChanged = Signal()
    listFillsChanged = Signal()
    listPercentsChanged = Signal()
    listSealsChanged = Signal()
    listDaysChanged = Signal()
    binTextChanged = Signal()
    hasLastChanged = Signal()
    begunChanged = Signal()
    resumableChanged = Signal()
    expectedSealChanged = Signal()
    foundSealChanged = Signal()
    sealMatchesChanged = Signal()
    readingTextChanged = Signal()
    statusChanged = Signal()
    bagsChanged = Signal()
    lastBagChanged = Signal()
    weighedTextChanged = Signal()
    expectedTextChanged = Signal()
    dropOffsChanged = Signal()
    differenceTextChanged = Signal()
    toleranceTextChanged = Signal()
    cameTextChanged = Signal()
    nothingChanged = Signal()
    reasonsChanged = Signal()
    placesChanged = Signal()
    placesHereChanged = Signal()
    newSealChanged = Signal()
    askedChanged = Signal()
    vehicleTextChanged = Signal()
    manifestNumberChanged = Signal()
    manifestHashChanged = Signal()
    printerChanged = Signal()

    typedChanged = Signal()
    qrChanged = Signal()

    def __init__(self, dispatch: Callable[[on.Input], None], clock: Clock) -> None:
        super().__init__()
        self._view = CollectView()
        self._dispatch = dispatch
        self._clock = clock
        self._open_from_ms = clock.monotonic_ms()
        self._typed = ""
        self._places: Sequence[Into | None] = ()
        self._qr: ClaimQr | None = None

    def apply(self, view: CollectView, places: Sequence[Into | None] = ()) -> None:
        """Show ``view``; only what differs is announced. ``places``: the destinations, in the order of its list."""
        before, self._view = self._view, view
        self._places = places
        if view.step != before.step:
            self._set_typed("")
            self.hold_touches()
        announce(self, before, view)

    def hold_touches(self) -> None:
        """A new screen stands: a finger already on its way was meant for the old one."""
        self._open_from_ms = self._clock.monotonic_ms() + GUARD_MS

    def show_qr(self, qr: ClaimQr | None) -> None:
        """Show this QR, or none."""
        if qr != self._qr:
            self._qr = qr
            self.qrChanged.emit()

    @property
    def qr_text(self) -> str | None:
        """What the shown QR says, or None while there is none."""
        return self._qr.text if self._qr else None

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self._view.step

    @Property(str, notify=troubleChanged)
    def trouble(self) -> str:
        return self._view.trouble

    @Property(str, notify=containerChanged)
    def container(self) -> str:
        return self._view.container

    @Property(str, notify=materialChanged)
    def material(self) -> str:
        return self._view.material

    @Property("QStringList", notify=listIdsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def listIds(self) -> list[str]:
        return list(self._view.list_ids)

    @Property("QStringList", notify=listMaterialsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def listMaterials(self) -> list[str]:
        return list(self._view.list_materials)

    @Property("QStringList", notify=listFillsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def listFills(self) -> list[str]:
        return list(self._view.list_fills)

    @Property("QStringList", notify=listPercentsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def listPercents(self) -> list[str]:
        return list(self._view.list_percents)

    @Property("QStringList", notify=listSealsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def listSeals(self) -> list[str]:
        return list(self._view.list_seals)

    @Property("QStringList", notify=listDaysChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def listDays(self) -> list[str]:
        return list(self._view.list_days)

    @Property(str, notify=binTextChanged)
    def binText(self) -> str:
        return self._view.bin_text

    @Property(bool, notify=hasLastChanged)
    def hasLast(self) -> bool:
        return self._view.has_last

    @Property(bool, notify=begunChanged)
    def begun(self) -> bool:
        return self._view.begun

    @Property(bool, notify=resumableChanged)
    def resumable(self) -> bool:
        return self._view.resumable

    @Property(str, notify=expectedSealChanged)
    def expectedSeal(self) -> str:
        return self._view.expected_seal

    @Property(str, notify=foundSealChanged)
    def foundSeal(self) -> str:
        return self._view.found_seal

    @Property(bool, notify=sealMatchesChanged)
    def sealMatches(self) -> bool:
        return self._view.seal_matches

    @Property(str, notify=readingTextChanged)
    def readingText(self) -> str:
        return self._view.reading_text

    @Property(str, notify=statusChanged)
    def status(self) -> str:
        return self._view.status

    @Property(str, notify=bagsChanged)
    def bags(self) -> str:
        return self._view.bags

    @Property(str, notify=lastBagChanged)
    def lastBag(self) -> str:
        return self._view.last_bag

    @Property(str, notify=weighedTextChanged)
    def weighedText(self) -> str:
        return self._view.weighed_text

    @Property(str, notify=expectedTextChanged)
    def expectedText(self) -> str:
        return self._view.expected_text

    @Property(str, notify=dropOffsChanged)
    def dropOffs(self) -> str:
        return self._view.drop_offs

    @Property(str, notify=differenceTextChanged)
    def differenceText(self) -> str:
        return self._view.difference_text

    @Property(str, notify=cameTextChanged)
    def cameText(self) -> str:
        return self._view.came_text

    @Property(str, notify=toleranceTextChanged)
    def toleranceText(self) -> str:
        return self._view.tolerance_text

    @Property(bool, notify=nothingChanged)
    def nothing(self) -> bool:
        return self._view.nothing

    @Property("QStringList", notify=reasonsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def reasons(self) -> list[str]:
        return list(self._view.reasons)

    @Property("QStringList", notify=placesChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def places(self) -> list[str]:
        return list(self._view.places)

    @Property("QStringList", notify=placesHereChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def placesHere(self) -> list[str]:
        return list(self._view.places_here)

    @Property(str, notify=newSealChanged)
    def newSeal(self) -> str:
        return self._view.new_seal

    @Property(bool, notify=askedChanged)
    def asked(self) -> bool:
        return self._view.asked

    @Property(str, notify=vehicleTextChanged)
    def vehicleText(self) -> str:
        return self._view.vehicle_text

    @Property(str, notify=manifestNumberChanged)
    def manifestNumber(self) -> str:
        return self._view.manifest_number

    @Property(str, notify=manifestHashChanged)
    def manifestHash(self) -> str:
        return self._view.manifest_hash

    @Property(bool, notify=printerChanged)
    def printer(self) -> bool:
        return self._view.printer

    @Property(str, notify=typedChanged)
    def typed(self) -> str:
        return self._typed

    @Property(int, notify=qrChanged)
    def qrModules(self) -> int:
        return self._qr.modules if self._qr else 0

    @Property(str, notify=qrChanged)
    def qrPath(self) -> str:
        return self._qr.path if self._qr else ""

    @Slot(str)
    def press(self, key: str) -> None:
        if self._is_open() and len(self._typed) < MOST_KEYS:
            self._set_typed(self._typed + key)

    @Slot()
    def erase(self) -> None:
        if self._is_open():
            self._set_typed(self._typed[:-1])

    @Slot()
    def enterSeal(self) -> None:
        self._touch(on.SealEntered(self._typed))

    @Slot()
    def enterWeight(self) -> None:
        digits = self._typed if self._typed.isdecimal() else "0"
        self._touch(on.VehicleWeighed(int(digits) * KILOGRAM))

    @Slot()
    def start(self) -> None:
        self._touch(on.StartCollection())

    @Slot()
    def showManifest(self) -> None:
        self._touch(on.ShowManifest())

    @Slot()
    def goOn(self) -> None:
        self._touch(on.GoOn())

    @Slot()
    def giveUp(self) -> None:
        self._touch(on.GiveUp())

    @Slot()
    def sealMissing(self) -> None:
        self._touch(on.SealMissing())

    @Slot()
    def removeBag(self) -> None:
        self._touch(on.RemoveBag())

    @Slot()
    def weighVehicle(self) -> None:
        self._touch(on.WeighVehicle())

    @Slot()
    def allWeighed(self) -> None:
        self._touch(on.AllWeighed())

    @Slot()
    def makeSeal(self) -> None:
        self._touch(on.MakeSeal())

    @Slot()
    def sign(self) -> None:
        self._touch(on.Sign())

    @Slot()
    def print(self) -> None:
        self._touch(on.PrintIt())

    @Slot(str)
    def choose(self, container: str) -> None:
        self._touch(on.ChooseContainer(container))

    @Slot(str)
    def abandon(self, reason: str) -> None:
        self._touch(on.Abandon(AbandonReason(reason)))

    @Slot(bool)
    def sealFound(self, intact: bool) -> None:
        self._touch(on.SealFound(intact))

    @Slot(str)
    def vehicleBecause(self, reason: str) -> None:
        self._touch(on.VehicleBecause(VehicleReason(reason)))

    @Slot(str)
    def explain(self, reason: str) -> None:
        self._touch(on.Explain(DifferenceReason(reason) if reason else None))

    @Slot(int)
    def sendTo(self, place: int) -> None:
        self._touch(on.SendTo(self._places[place]))

    def _is_open(self) -> bool:
        return self._clock.monotonic_ms() >= self._open_from_ms

    def _touch(self, touch: on.Touch) -> None:
        if self._is_open():
            self.hold_touches()
            self._dispatch(touch)

    def _set_typed(self, typed: str) -> None:
        if typed != self._typed:
            self._typed = typed
            self.typedChanged.emit()
