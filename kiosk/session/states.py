"""Where a conversation can stand. One dataclass per screen; the screen draws exactly this and nothing else.

``Phase`` values are frozen. ``SessionState`` adds what is true beside the conversation: the scale, the link, faults.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.core.account import Account
from kiosk.core.acts import HoldReason, Resident, ScaleCheck, Who
from kiosk.core.collection import CollectionsSeen
from kiosk.core.condition import ExportSeen, MachineSeen, PreferencesSeen, RecordsSeen, ServiceSeen
from kiosk.core.containers import ContainersSeen, Point
from kiosk.core.errors import DeviceFault, DeviceFaultKind, RefusalReason, StoreFault
from kiosk.core.events import (
    CameraView,
    LinkStatus,
    Receipt,
    ScaleChecked,
    ScaleStatus,
    ScaleView,
    SettledWeight,
    StaffRole,
    Upkeep,
)
from kiosk.core.pickup import OrdersSeen
from kiosk.core.printing import PrinterView
from kiosk.core.sounds import SoundView
from kiosk.methodology import Quote
from kiosk.session.collect_states import Collect
from kiosk.session.console_states import Console
from kiosk.session.correct_states import Correct
from kiosk.session.reading_states import AccountPart, ReadingPage
from kiosk.session.round_states import Errand, Round


class NoticeKind(StrEnum):
    """A sentence that stands on a screen for a few seconds."""

    REFUSED = "refused"  # a code was shown; ``reason`` says why it is not accepted
    BUSY = "busy"  # somebody else is in the middle of a drop-off
    SAVE_FAILED = "save_failed"  # the store declined; nothing was credited
    BADGE = "badge"  # this is for the staff: show a badge first
    SUPERVISOR = "supervisor"  # this takes a supervisor, or a second one
    OTHER_PERSON = "other_person"  # a pass was shown at the door that is not that of the order
    OTHER_ORDER = "other_order"  # a code was given that belongs to another order of the list
    NO_SUCH_ORDER = "no_such_order"  # a code or a pass was given to which this device has no order
    ORDER_GONE = "order_gone"  # the platform has closed it, or given it to another device
    FULL = "full"  # nothing more of this material goes in
    ENDED = "ended"  # a code of the resident whose visit has just ended: touch the screen for another one


@dataclass(frozen=True, slots=True)
class Notice:
    """What to say and until when (monotonic milliseconds)."""

    kind: NoticeKind
    until_ms: int
    reason: RefusalReason | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's visit: identity, and what is already credited in it.

    ``declined``: who said no to the privacy notice and goes on as this guest; kept nowhere, and known for this visit.
    ``errand``: the home pickup that it belongs to.
    """

    session: str
    who: Who
    receipts: tuple[Receipt, ...] = ()
    declined: Resident | None = None
    errand: Errand | None = None

    @property
    def next_line(self) -> int:
        """The number of the next bag, from 1."""
        return len(self.receipts) + 1


class WeighHint(StrEnum):
    """Why there is nothing to confirm yet: the one sentence on the weighing screen."""

    STARTING = "starting"  # the scale is not ready yet: nothing is to be done
    PLACE = "place"
    MOVING = "moving"
    CLEAR_FIRST = "clear_first"
    TOO_LIGHT = "too_light"
    TOO_HEAVY = "too_heavy"  # above the scale's Max
    OVER_DROP_CAP = "over_drop_cap"  # above what one drop-off may be
    BELOW_ZERO = "below_zero"
    STEP_BACK = "step_back"  # it does not come to rest: somebody leans or stands on it
    TAKEN_OUT = "taken_out"  # container mode: put it back, or wait


@dataclass(frozen=True, slots=True)
class Attract:
    """Nobody is here."""


@dataclass(frozen=True, slots=True)
class Identify:
    """Show your code, or go on as a guest."""

    deadline_ms: int


@dataclass(frozen=True, slots=True)
class ChooseMaterial:
    """Identified; what is in this bag?"""

    visit: Visit
    deadline_ms: int


@dataclass(frozen=True, slots=True)
class Weigh:
    """Put the bag on the scale. ``min_g`` and ``max_g`` are the limits of one drop-off of this material."""

    visit: Visit
    material: str
    min_g: int
    max_g: int
    hint: WeighHint
    deadline_ms: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """A settled weight with what it earns. ``quote.rule.provisional`` must be said, and so must ``hold``.

    On a platform the weight is frozen; in a container it stands only while it is what the scale says.
    """

    visit: Visit
    material: str
    weight: SettledWeight
    quote: Quote
    deadline_ms: int
    hold: HoldReason | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """Confirmed; waiting for the ledger to say that it is durable."""

    visit: Visit
    material: str
    weight: SettledWeight
    quote: Quote
    hold: HoldReason | None = None


@dataclass(frozen=True, slots=True)
class Credited:
    """Durable. Another bag, or finish. ``visit.receipts[-1]`` is this bag."""

    visit: Visit
    quote: Quote
    deadline_ms: int
    hold: HoldReason | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """Thank you; totals of the visit; for a guest the claim code as a QR."""

    visit: Visit
    deadline_ms: int


@dataclass(frozen=True, slots=True)
class StillThere:
    """Nothing happened for a while: ask before anything goes away. ``resume`` is what a touch goes back to."""

    resume: "Resumable"
    deadline_ms: int


@dataclass(frozen=True, slots=True)
class ScaleTrouble:
    """The scale has a fault in the middle of a visit; heals by itself, goes on at ``material`` or the choice of it."""

    visit: Visit
    material: str | None
    fault: DeviceFault
    deadline_ms: int


@dataclass(frozen=True, slots=True)
class OutOfService:
    """The store cannot make anything durable: nobody is served until it can. ``fault`` None: staff have taken the kiosk
    out of service, and only they get further.

    ``visit``: who was there, if anybody; after ``gone_ms`` they are taken to have left.
    """

    fault: StoreFault | None
    visit: Visit | None = None
    gone_ms: int = 0


@dataclass(frozen=True, slots=True)
class Recovered:
    """First screen after an interrupted visit: what was recorded before the power went (receipts may be empty).

    ``claim_code``: a guest's, when something was recorded; it is shown next.
    """

    receipts: tuple[Receipt, ...]
    deadline_ms: int
    claim_code: str | None = None


class CheckStep(StrEnum):
    """Where a scale check stands: the one sentence on its screen."""

    EMPTY = "empty"  # take everything off (container mode: hands off)
    PLACE = "place"  # put the test weight on
    NOT_THE_WEIGHT = "not_the_weight"  # what lies there is far from the test weight
    REMOVE = "remove"  # take the test weight off
    SAVING = "saving"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CheckScale:
    """Staff check the scale with a test weight. ``measured`` and ``check`` are known from REMOVE and SAVING on."""

    step: CheckStep
    test_weight_g: int
    tolerance_g: int
    deadline_ms: int
    measured: SettledWeight | None = None
    check: ScaleCheck | None = None
    staff: str | None = None  # the badge of who does it
    role: StaffRole | None = None
    doubted: bool = False  # something far from the test weight was put on before
    lighter_g: int | None = None  # container mode: so much lighter than before it came back


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """What is kept about a person, in large type, before the first credit here: agree, or go on as a guest.

    ``visit``: the visit of a guest who has found the phone in the middle of it; nothing is credited in it yet.
    """

    resident: Resident
    deadline_ms: int
    visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class EnterPin:
    """A badge was shown; its PIN is asked for. ``judging``: the answer is on its way. ``locked_until_ms``: wait.

    ``known`` False: the guard has not yet said how many tries this badge has left. ``then``: it is a second person's,
    for this; None: the staff's menu comes next.
    """

    badge: str
    role: StaffRole
    deadline_ms: int
    tries_left: int = 5
    wrong: bool = False
    judging: bool = False
    locked_until_ms: int | None = None
    known: bool = True
    then: Correct | None = None


@dataclass(frozen=True, slots=True)
class StaffMenu:
    """Badge and PIN were right. Locks itself when nobody touches anything."""

    badge: str
    role: StaffRole
    deadline_ms: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read. Whatever was going on waits behind it, as it was: ``resume`` is what Back leads to.

    ``account``: only while that page stands open; None: it is on its way.
    """

    resume: "Readable"
    page: ReadingPage
    deadline_ms: int
    part: AccountPart = AccountPart.SUM
    account: Account | None = None


class CareWarning(StrEnum):
    """What staff must see to about the scale, the most urgent first; the status line says it."""

    CHECK_FAILED = "check_failed"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CHECK_DUE = "check_due"
    CERTIFICATE_SOON = "certificate_soon"  # it expires within 30 days


Readable = Attract | Identify | PrivacyNotice | ChooseMaterial | Weigh | Confirm | Credited | Finished | ScaleTrouble
Resumable = (
    Identify
    | PrivacyNotice
    | ChooseMaterial
    | Weigh
    | Confirm
    | Credited
    | Finished
    | ScaleTrouble
    | Recovered
    | Reading
)
"""All that a resident may be looking at: no time ends it without asking."""
Phase = (
    Attract
    | Identify
    | ChooseMaterial
    | Weigh
    | Confirm
    | Saving
    | Credited
    | Finished
    | StillThere
    | ScaleTrouble
    | OutOfService
    | Recovered
    | CheckScale
    | PrivacyNotice
    | Reading
    | EnterPin
    | StaffMenu
    | Correct
    | Round
    | Collect
    | Console
)

SCREEN_NAMES: dict[type, str] = {
    Attract: "attract",
    Identify: "identify",
    ChooseMaterial: "choose_material",
    Weigh: "weigh",
    Confirm: "confirm",
    Saving: "saving",
    Credited: "credited",
    Finished: "finished",
    StillThere: "still_there",
    ScaleTrouble: "scale_trouble",
    OutOfService: "out_of_service",
    Recovered: "recovered",
    CheckScale: "check_scale",
    PrivacyNotice: "privacy_notice",
    Reading: "reading",
    EnterPin: "enter_pin",
    StaffMenu: "staff_menu",
    Correct: "correct",
    Round: "round",
    Collect: "collect",
    Console: "console",
}


@dataclass(frozen=True, slots=True)
class Left:
    """The resident whose visit ended last, and when a code of theirs was read last (monotonic milliseconds)."""

    resident: str
    pass_id: str
    read_ms: int


@dataclass(frozen=True, slots=True)
class SessionState:
    """Everything a screen may show: the phase, and the world around it."""

    phase: Phase = field(default_factory=Attract)
    scale: ScaleView = field(default_factory=lambda: ScaleView(ScaleStatus.STARTING, None))
    link: LinkStatus = field(default_factory=lambda: LinkStatus(online=False, enrolled=False, pending=0))
    upkeep: Upkeep = field(default_factory=lambda: Upkeep(0, 0))
    scanner_fault: DeviceFault | None = None
    camera: CameraView | None = None  # None: this kiosk has no camera
    printer: PrinterView = field(default_factory=PrinterView)
    sound: SoundView = field(default_factory=SoundView)
    notice: Notice | None = None
    orders: OrdersSeen | None = None  # None: this device does not go on rounds
    left: Left | None = None
    spent_weighing: str | None = None  # the last weighing that became a credit or was declined
    spent_reference_g: int | None = None  # container mode: what it was weighed from, until a new reference is known
    containers: ContainersSeen = field(default_factory=lambda: ContainersSeen(()))
    points: tuple[Point, ...] = ()  # the other kiosks
    collections: CollectionsSeen = field(default_factory=CollectionsSeen)
    today_g: int = 0  # net grams credited here today, for the attract screen
    last_check: ScaleChecked = field(default_factory=lambda: ScaleChecked(None))
    care: tuple[CareWarning, ...] = ()
    reported: DeviceFaultKind | None = None  # what the journal says about the scale
    unlike_report_ms: int | None = None  # since when the scale has been otherwise
    service: ServiceSeen = field(default_factory=lambda: ServiceSeen(out=False))
    failing: bool = False  # it has crashed again and again: nobody is served until it is tried anew
    preferences: PreferencesSeen = field(default_factory=PreferencesSeen)
    machine: MachineSeen | None = None  # as the console saw it last
    records: RecordsSeen | None = None  # as the console saw them last
    export: ExportSeen | None = None  # the last one since the start

    @property
    def closed(self) -> bool:
        """Nobody is served, and only a badge leads further."""
        return self.service.out or self.failing

    @property
    def blind(self) -> bool:
        """Neither a reader nor a camera is left that could read a code."""
        return self.scanner_fault is not None and (self.camera is None or self.camera.word == "missing")

    @property
    def screen(self) -> str:
        """The stable name of the screen, as ``./dev run --events`` prints it."""
        return SCREEN_NAMES[type(self.phase)]
