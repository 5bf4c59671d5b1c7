"""What can happen in a conversation, beside the events of ``kiosk.core.events``: touches and the passing of time."""

from dataclasses import dataclass, field

from kiosk.core.account import AccountSeen
from kiosk.core.collection import (
    AbandonReason,
    Collected,
    CollectionDeclined,
    CollectionsSeen,
    DifferenceReason,
    Into,
    SealJudged,
    SealSeen,
    VehicleReason,
)
from kiosk.core.condition import CrashedAgain, ExportSeen, MachineSeen, PreferencesSeen, RecordsSeen, ServiceSeen
from kiosk.core.containers import ContainersSeen
from kiosk.core.correction import Corrected, CorrectionAction, CorrectionReason, DropOffsSeen
from kiosk.core.events import (
    BadgeSeen,
    CameraView,
    CommitFailed,
    Committed,
    ContainerEmptied,
    DayTotal,
    DirectoryAdopted,
    Interrupted,
    LinkStatus,
    PassRefused,
    PinJudged,
    ResidentSeen,
    ScaleChecked,
    ScaleView,
    Scanned,
    ScannerFault,
    StaffChanged,
    StoreBroken,
    StoreHealed,
    Upkeep,
)
from kiosk.core.pickup import ItemRefusal, OrdersSeen, PickupDone
from kiosk.core.printing import PrinterView
from kiosk.core.sounds import SoundView
from kiosk.session.console_states import ConsolePage
from kiosk.session.reading_states import AccountPart, ReadingPage


@dataclass(frozen=True, slots=True)
class Start:
    """The attract screen was touched."""


@dataclass(frozen=True, slots=True)
class GoAsGuest:
    """No phone, no card: drop off now, claim later."""


@dataclass(frozen=True, slots=True)
class Choose:
    """A material was chosen."""

    material: str


@dataclass(frozen=True, slots=True)
class ConfirmTouched:
    """Yes, record it."""


@dataclass(frozen=True, slots=True)
class WeighAgain:
    """Not this weight: take the bag off and weigh again."""


@dataclass(frozen=True, slots=True)
class Another:
    """One more bag."""


@dataclass(frozen=True, slots=True)
class Finish:
    """That was all."""


@dataclass(frozen=True, slots=True)
class Back:
    """One step back; from the first step it is the end of the visit."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Leave. What is credited stays credited."""


@dataclass(frozen=True, slots=True)
class StillHere:
    """Any touch on "are you still there?"."""


@dataclass(frozen=True, slots=True)
class StartScaleCheck:
    """Staff held the status line of the attract screen, or chose it from their menu."""


@dataclass(frozen=True, slots=True)
class Agree:
    """Yes to the privacy notice."""


@dataclass(frozen=True, slots=True)
class Decline:
    """No to the privacy notice: go on as a guest."""


@dataclass(frozen=True, slots=True)
class Read:
    """Something to read, please; Back ends it."""

    page: ReadingPage


@dataclass(frozen=True, slots=True)
class PinEntered:
    """The digits of a PIN. Never logged, never kept."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Lock:
    """The staff is done."""


@dataclass(frozen=True, slots=True)
class StartCorrections:
    """A supervisor wants to put a drop-off right."""


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Another page of a list: 1 for the next, -1 for the one before."""

    by: int


@dataclass(frozen=True, slots=True)
class ChooseDropOff:
    """The drop-off in this row of the page, from 0."""

    row: int


@dataclass(frozen=True, slots=True)
class CorrectBy:
    """What is to become of it."""

    action: CorrectionAction


@dataclass(frozen=True, slots=True)
class WeightTyped:
    """A weight in grams, typed on the screen."""

    net_g: int


@dataclass(frozen=True, slots=True)
class CorrectBecause:
    """Why."""

    reason: CorrectionReason


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """What this visit has brought, on paper please."""


@dataclass(frozen=True, slots=True)
class StartRound:
    """Staff chose the home pickups from their menu."""


@dataclass(frozen=True, slots=True)
class ChooseOrder:
    """One order of the list, by its id."""

    order: str


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Another page of a list, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class Arrive:
    """Staff stand at the resident's door."""


@dataclass(frozen=True, slots=True)
class CodeTyped:
    """The code of an order, typed in. Never logged."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NobodyHome:
    """Nobody opens the door."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """The resident wants another day."""


@dataclass(frozen=True, slots=True)
class ChooseWindow:
    """One of the times that are offered, from 0."""

    index: int


@dataclass(frozen=True, slots=True)
class LeaveItem:
    """Something stays with the resident."""


@dataclass(frozen=True, slots=True)
class ChooseReason:
    """Why it stays there."""

    reason: ItemRefusal


@dataclass(frozen=True, slots=True)
class CloseUnconfirmed:
    """The resident has not looked at the screen: the order is closed without their word."""


@dataclass(frozen=True, slots=True)
class StartCollection:
    """Staff want to empty a container."""


@dataclass(frozen=True, slots=True)
class ChooseContainer:
    """This one."""

    container: str


@dataclass(frozen=True, slots=True)
class ShowManifest:
    """The manifest of the newest collection, once more."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """Go on with the collection that was begun."""


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Do not go on with it."""


@dataclass(frozen=True, slots=True)
class Abandon:
    """Why not."""

    reason: AbandonReason


@dataclass(frozen=True, slots=True)
class SealEntered:
    """The number of a seal, as it was typed."""

    seal: str


@dataclass(frozen=True, slots=True)
class SealMissing:
    """No seal hangs there."""


@dataclass(frozen=True, slots=True)
class SealFound:
    """How the old seal hangs there."""

    intact: bool


@dataclass(frozen=True, slots=True)
class RemoveBag:
    """The last bag does not count."""


@dataclass(frozen=True, slots=True)
class WeighVehicle:
    """It was weighed on a vehicle's scale."""


@dataclass(frozen=True, slots=True)
class VehicleWeighed:
    """What that scale said, grams."""

    weight_g: int


@dataclass(frozen=True, slots=True)
class VehicleBecause:
    """Why it was weighed there."""

    reason: VehicleReason


@dataclass(frozen=True, slots=True)
class AllWeighed:
    """There is nothing more to weigh."""


@dataclass(frozen=True, slots=True)
class Explain:
    """The difference is accepted; ``reason`` None: it needs none."""

    reason: DifferenceReason | None


@dataclass(frozen=True, slots=True)
class SendTo:
    """Where the load goes; None: to the sorting centre."""

    into: Into | None


@dataclass(frozen=True, slots=True)
class MakeSeal:
    """No preprinted seal is there: let the kiosk make a number."""


@dataclass(frozen=True, slots=True)
class Sign:
    """The collector's finger was held on the screen."""


@dataclass(frozen=True, slots=True)
class PrintIt:
    """Print what is shown."""


@dataclass(frozen=True, slots=True)
class OpenConsole:
    """The staff want to see how the machine is."""


@dataclass(frozen=True, slots=True)
class TurnTo:
    """Another page of the console."""

    page: ConsolePage


@dataclass(frozen=True, slots=True)
class SetService:
    """Take this kiosk out of service (``out``), or put it back."""

    out: bool


@dataclass(frozen=True, slots=True)
class PreferLanguage:
    """The language, zh or en, of a screen that nobody has touched."""

    language: str


@dataclass(frozen=True, slots=True)
class SetBrightness:
    """How much of its light the screen shines with, per cent."""

    percent: int


@dataclass(frozen=True, slots=True)
class ExportTouched:
    """Write journal, logs and findings onto a stick."""


@dataclass(frozen=True, slots=True)
class ShowPart:
    """Another part of the account."""

    part: AccountPart


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; deadlines are looked at."""


Touch = (
    Start
    | GoAsGuest
    | Choose
    | ConfirmTouched
    | WeighAgain
    | Another
    | Finish
    | Back
    | Cancel
    | StillHere
    | StartScaleCheck
    | Agree
    | Decline
    | Read
    | PinEntered
    | Lock
    | PrintReceipt
    | StartCorrections
    | TurnPage
    | ChooseDropOff
    | CorrectBy
    | WeightTyped
    | CorrectBecause
    | StartRound
    | ChooseOrder
    | ShowPage
    | Arrive
    | CodeTyped
    | NobodyHome
    | PutOff
    | ChooseWindow
    | LeaveItem
    | ChooseReason
    | CloseUnconfirmed
    | StartCollection
    | ChooseContainer
    | ShowManifest
    | GoOn
    | GiveUp
    | Abandon
    | SealEntered
    | SealMissing
    | SealFound
    | RemoveBag
    | WeighVehicle
    | VehicleWeighed
    | VehicleBecause
    | AllWeighed
    | Explain
    | SendTo
    | MakeSeal
    | Sign
    | PrintIt
    | OpenConsole
    | TurnTo
    | SetService
    | PreferLanguage
    | SetBrightness
    | ExportTouched
    | ShowPart
)
Input = (
    Touch
    | Tick
    | Interrupted
    | StoreBroken
    | StoreHealed
    | DayTotal
    | ScaleView
    | ScaleChecked
    | ResidentSeen
    | PassRefused
    | BadgeSeen
    | PinJudged
    | CameraView
    | PrinterView
    | SoundView
    | ScannerFault
    | Committed
    | ContainerEmptied
    | CommitFailed
    | LinkStatus
    | Upkeep
    | DropOffsSeen
    | Corrected
    | Scanned
    | OrdersSeen
    | PickupDone
    | ContainersSeen
    | DirectoryAdopted
    | CollectionsSeen
    | SealSeen
    | SealJudged
    | Collected
    | CollectionDeclined
    | StaffChanged
    | ServiceSeen
    | CrashedAgain
    | PreferencesSeen
    | MachineSeen
    | RecordsSeen
    | AccountSeen
    | ExportSeen
)
