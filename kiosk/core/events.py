"""What crosses threads: frozen values only. A worker makes one and posts it to the inbox of the GUI thread.

``ScaleView`` may be skipped (latest-value slot); every other event is delivered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.core.containers import Point
from kiosk.core.errors import DeviceFault, LinkFaultKind, RefusalReason, StoreFault
from kiosk.core.plate import ScaleMode


class ScaleStatus(StrEnum):
    """What the scale says right now, as one word per thing a person could do about it."""

    STARTING = "starting"  # nothing heard yet
    EMPTY = "empty"  # at the zero reference: ready
    CLEAR_FIRST = "clear_first"  # a load from before; must be taken off
    MOVING = "moving"  # a load, not yet settled
    UNSTEADY = "unsteady"  # a load that has not come to rest for long: somebody leans on it, or the wind does
    SETTLED = "settled"  # a settled weight stands
    TOO_LIGHT = "too_light"  # stable, below Min
    TOO_HEAVY = "too_heavy"  # above Max or overload
    BELOW_ZERO = "below_zero"  # underload: something under the platform, or zero lost
    TAKEN_OUT = "taken_out"  # container mode: lighter than before the weighing
    FAULT = "fault"  # see the DeviceFault


@dataclass(frozen=True, slots=True)
class WeighingEvidence:
    """Why a settled weight may become a record. Times are milliseconds of the kiosk's monotonic clock."""

    protocol: str
    scale_id: str
    frames: tuple[str, ...]  # raw frames of the settling window, hex
    started_ms: int  # load left zero
    settled_ms: int  # value had been held long enough
    zero_g: int  # the zero reference: platform, the tracked zero; container, the reading before the drop-off
    stable_flag: bool  # True: the scale's own flag; False: judged by value window
    certificate: str = ""  # number of the scale's verification certificate, when configured
    certificate_until: str = ""  # its last day, 2027-05-31
    unit: str = "kg"  # of the values in the frames, also where the wire does not say
    interval_g: int = 0  # verification interval e
    min_g: int = 0
    max_g: int = 0
    mode: ScaleMode = ScaleMode.PLATFORM
    taken_out_g: int = 0  # container mode: what is missing of what had been credited into the container


@dataclass(frozen=True, slots=True)
class SettledWeight:
    """One weighing that may become one credit. ``weighing`` is its identity and is used at most once."""

    weighing: str
    gross_g: int
    tare_g: int
    evidence: WeighingEvidence

    @property
    def net_g(self) -> int:
        """Gross minus tare, grams."""
        return self.gross_g - self.tare_g


@dataclass(frozen=True, slots=True)
class ScaleView:
    """The live picture of the scale: what to draw. ``weight_g`` is None when there is no reading."""

    status: ScaleStatus
    weight_g: int | None
    settled: SettledWeight | None = None
    fault: DeviceFault | None = None
    fill_g: int | None = None  # container mode: what lies in the container, where its empty weight is configured
    taken: SettledWeight | None = None  # container mode: what was taken out last, weighed by what is left


@dataclass(frozen=True, slots=True)
class ContainerEmptied:
    """Container mode: the container was taken off the scale, and an empty one stands there. Grams on the scale."""

    before_g: int  # the highest total that had been credited
    after_g: int


@dataclass(frozen=True, slots=True)
class ScaleChecked:
    """The newest staff scale check in the journal: its local day and verdict. None: there has never been one."""

    day: date | None
    passed: bool = True


@dataclass(frozen=True, slots=True)
class Scanned:
    """Text that a scanner, camera or wedge has read; not yet believed."""

    text: str
    source: str


class PassKind(StrEnum):
    """What somebody showed. The value is the word in the journal."""

    PHONE = "phone"  # signed by the phone a moment ago, under a certificate of the platform
    ONLINE = "online"  # made by the platform for a phone that cannot sign, good for minutes
    CARD = "card"  # printed, good for years
    ORDER = "order"  # the code of a home pickup, said or shown at the door


@dataclass(frozen=True, slots=True)
class ResidentSeen:
    """A verified pass. ``resident`` is the pseudonym, the only thing about a person that the kiosk keeps.

    ``pass_id`` names the phone's certificate, the online pass or the card, and is what the platform revokes.
    ``digest`` names this very showing (32 hex digits; empty for a card), so that the platform can tell when one picture
    was used at two kiosks. ``agreed``: this person has agreed to the privacy notice at this kiosk before.
    """

    resident: str
    pass_id: str
    kind: PassKind = PassKind.PHONE
    digest: str = ""
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class PassRefused:
    """A code was shown and is not a pass of ours, or not any more. ``pass_id``: whose, where that is certain."""

    reason: RefusalReason
    pass_id: str | None = None


class StaffRole(StrEnum):
    """What somebody of the staff may do; a supervisor may do all that an operator may."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class BadgeSeen:
    """A verified badge of the staff; the PIN is still to come. ``badge`` is its id, 32 hex digits."""

    badge: str
    role: StaffRole


@dataclass(frozen=True, slots=True)
class PinJudged:
    """The PIN for ``badge`` was right, or wrong. ``wait_ms``: how long before another try, 0 for at once."""

    badge: str
    right: bool
    tries_left: int
    wait_ms: int


@dataclass(frozen=True, slots=True)
class CameraView:
    """What the camera's picture needs, as one word: ``ready``, ``brighter``, ``darker``, ``closer``, ``missing``."""

    word: str


@dataclass(frozen=True, slots=True)
class ScannerFault:
    """The serial scanner has a fault, or (None) is well again."""

    fault: DeviceFault | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A drop-off that is durable: COMMIT has returned. Only this may be shown as credited, and not while ``held``."""

    session: str
    line: int
    seq: int
    material: str
    net_g: int
    reduction_g: int
    points: int
    held: bool = False  # grams and points wait for the platform's review


@dataclass(frozen=True, slots=True)
class Committed:
    """The ledger has made a drop-off durable."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class CommitFailed:
    """The ledger could not make it durable; nothing was credited."""

    session: str
    line: int
    fault: StoreFault


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Found at start: a visit was open when the power went. ``receipts`` are what had been made durable in it, and
    ``claim_code`` a guest's, when there are any.
    """

    receipts: tuple[Receipt, ...]
    claim_code: str | None = None


@dataclass(frozen=True, slots=True)
class StoreBroken:
    """The ledger cannot be used."""

    fault: StoreFault


@dataclass(frozen=True, slots=True)
class StoreHealed:
    """The ledger can be used again. ``receipts``: what it holds of the visit that was open when it broke."""

    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class DayTotal:
    """Net grams credited at this kiosk today."""

    weight_g: int


@dataclass(frozen=True, slots=True)
class UploadProgress:
    """A backlog that is being uploaded: ``done`` of ``total`` entries, 0 ≤ done ≤ total. ``per_s`` is entries a second
    over the last while, ``left_s`` the seconds left at that rate; both None while nothing can be said yet.
    """

    done: int
    total: int
    per_s: int | None = None
    left_s: int | None = None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How the ledger is looked after. ``checked`` of ``entries`` entries have been read since the start, and all was
    well with them. ``backup``: the day of the newest backup, None: there is none; ``backup_failed``: the last try did.
    """

    checked: int
    entries: int
    backup_wanted: bool = False
    backup: date | None = None
    backup_failed: bool = False


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """What the status line says about the platform. ``pending``: entries not yet acknowledged. ``progress``: only
    while a backlog of more than one batch drains. ``last_success``: when an exchange ended well, None: not since the
    start.
    """

    online: bool
    enrolled: bool
    pending: int
    fault: LinkFaultKind | None = None
    progress: UploadProgress | None = None
    last_success: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One line of the roster: a badge, its role, and its PIN as an encoded argon2id hash."""

    badge: str
    role: StaffRole
    pin_hash: str


@dataclass(frozen=True, slots=True)
class StaffChanged:
    """A newer roster is in force. ``members``: badge and role of everybody whose badge is good."""

    members: frozenset[tuple[str, StaffRole]]


Post = Callable[[object], None]
"""How a worker hands an event to the GUI thread. Never blocks, may be called from any thread."""


@dataclass(frozen=True, slots=True)
class DirectoryAdopted:
    """A newer directory of the platform is in force. ``pass_keys``: (kid, 32 raw bytes) of each pass issuer key.

    ``revoked`` holds pass ids (certificates, online passes, cards), badge ids and resident pseudonyms alike.
    ``points``: the kiosks, this one among them.
    """

    version: int
    platform: str
    pass_keys: tuple[tuple[bytes, bytes], ...]
    resident_page: str
    revoked: frozenset[str] = frozenset()
    staff: tuple[StaffMember, ...] = ()
    points: tuple[Point, ...] = ()
