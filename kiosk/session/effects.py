"""What must happen outside the machine. ``step`` returns them in order; the controller carries them out."""

from dataclasses import dataclass, field
from datetime import date

from kiosk.core.acts import DropOff, ScaleCheck
from kiosk.core.collection import Abandoned, Collection, Draft
from kiosk.core.correction import Correction
from kiosk.core.errors import DeviceFaultKind
from kiosk.core.events import ContainerEmptied, StaffRole
from kiosk.core.pickup import PickupClosed
from kiosk.core.printing import PrintJob
from kiosk.session.states import SessionState


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """Remember on disk that this visit is open, so that an interruption can be told to the person."""

    session: str
    claim_code: str | None


@dataclass(frozen=True, slots=True)
class CloseVisit:
    """The visit ended in the ordinary way; nothing to tell after a restart."""


@dataclass(frozen=True, slots=True)
class Append:
    """Make this drop-off durable. Answered by ``Committed`` or ``CommitFailed``."""

    drop_off: DropOff


@dataclass(frozen=True, slots=True)
class AppendCheck:
    """Make this scale check durable. Answered by ``ScaleChecked``, or by ``StoreBroken``."""

    check: ScaleCheck


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """This person has agreed to the privacy notice: record it, and do not ask again here."""

    resident: str


@dataclass(frozen=True, slots=True)
class LookUpBadge:
    """How many tries does this badge have left? Answered by ``PinJudged``, not right."""

    badge: str


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Is this the PIN of this badge? Answered by ``PinJudged``."""

    badge: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReportDevice:
    """Tell the journal, and so the platform, what a device has come to. ``fault`` None: it is well."""

    device: str
    fault: DeviceFaultKind | None


@dataclass(frozen=True, slots=True)
class RequireZero:
    """What lies on the scale now may not become a weighing.

    It must return to zero first; where the container stands on the scale, its present weight is the new reference.
    """


@dataclass(frozen=True, slots=True)
class KeepCredited:
    """This weighing has become a credit: what it found in the container must stay there, and is the next reference."""

    weighing: str


@dataclass(frozen=True, slots=True)
class AppendEmptied:
    """Write down that the container has been emptied. No answer."""

    emptied: ContainerEmptied


@dataclass(frozen=True, slots=True)
class NudgeSync:
    """Something new is in the journal."""


@dataclass(frozen=True, slots=True)
class Print:
    """Put this on paper, if there is a printer. Nothing waits for it."""

    job: PrintJob


@dataclass(frozen=True, slots=True)
class ListDropOffs:
    """Which drop-offs can be put right? Answered by ``DropOffsSeen``."""


@dataclass(frozen=True, slots=True)
class AppendCorrection:
    """Make this correction durable. Answered by ``Corrected``, or by ``StoreBroken``."""

    correction: Correction


@dataclass(frozen=True, slots=True)
class ClosePickup:
    """Make the end of an order durable and wipe it. Answered by ``PickupDone``."""

    closed: PickupClosed


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Remember on disk what is answered of a collection under way. No answer."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class JudgeSeal:
    """Was this seal used before? Answered by ``SealJudged``."""

    seal: str


@dataclass(frozen=True, slots=True)
class AppendCollection:
    """Make this collection durable. Answered by ``Collected`` or ``CollectionDeclined``, or by ``StoreBroken``."""

    collection: Collection


@dataclass(frozen=True, slots=True)
class AbandonCollection:
    """Write down that the collection under way was given up, and forget it. No answer."""

    abandoned: Abandoned


@dataclass(frozen=True, slots=True)
class LookAtAccount:
    """What has ``resident`` brought here, with months up to that of ``day``? Answered by ``AccountSeen``."""

    resident: str
    day: date


@dataclass(frozen=True, slots=True)
class LookAround:
    """How are the machine and the records of ``day``? Answered by ``MachineSeen`` and ``RecordsSeen``."""

    day: date


@dataclass(frozen=True, slots=True)
class RecordService:
    """Take this kiosk out of service (``out``), or put it back. Answered by ``ServiceSeen``."""

    badge: str
    role: StaffRole
    out: bool


@dataclass(frozen=True, slots=True)
class KeepLanguage:
    """Keep the language of a screen that nobody has touched. Answered by ``PreferencesSeen``."""

    language: str


@dataclass(frozen=True, slots=True)
class Shine:
    """Let the screen shine with ``percent`` of its light. Answered by ``MachineSeen``."""

    percent: int


@dataclass(frozen=True, slots=True)
class StartExport:
    """Write journal, logs and findings onto a stick. Answered by ``ExportSeen``, more than once."""


Effect = (
    OpenVisit
    | CloseVisit
    | Append
    | AppendCheck
    | RecordConsent
    | LookUpBadge
    | CheckPin
    | ReportDevice
    | RequireZero
    | KeepCredited
    | AppendEmptied
    | NudgeSync
    | Print
    | ListDropOffs
    | AppendCorrection
    | ClosePickup
    | KeepDraft
    | JudgeSeal
    | AppendCollection
    | AbandonCollection
    | LookAtAccount
    | LookAround
    | RecordService
    | KeepLanguage
    | Shine
    | StartExport
)
Step = tuple[SessionState, tuple[Effect, ...]]
