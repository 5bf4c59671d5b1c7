"""What can happen in a conversation, beside the events of ``kiosk.core.events``: touches and the passing of time."""

from dataclasses import dataclass, field

from kiosk.core.events import (
    BadgeSeen,
    CameraView,
    CommitFailed,
    Committed,
    ContainerEmptied,
    DayTotal,
    Interrupted,
    LinkStatus,
    PassRefused,
    PinJudged,
    ResidentSeen,
    ScaleChecked,
    ScaleView,
    ScannerFault,
    StoreBroken,
    StoreHealed,
    Upkeep,
)
from kiosk.core.printing import PrinterView


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
class PinEntered:
    """The digits of a PIN. Never logged, never kept."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Lock:
    """The staff is done."""


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """What this visit has brought, on paper please."""


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
    | PinEntered
    | Lock
    | PrintReceipt
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
    | ScannerFault
    | Committed
    | ContainerEmptied
    | CommitFailed
    | LinkStatus
    | Upkeep
)
