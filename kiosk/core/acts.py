"""A resident's act as it goes from the conversation to the ledger: everything that the journal entry will say."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.events import PassKind, SettledWeight, WeighingEvidence


@dataclass(frozen=True, slots=True)
class RuleRef:
    """The rule version a credit was computed with, kept whole so the credit can be recomputed for ever."""

    id: str
    version: int
    status: str  # "published" or "provisional"
    g_per_kg: int
    points_per_kg: int
    digest: str  # SHA-256 hex of the rule file's bytes


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with a verified pass; only the pseudonym is known here."""

    resident: str
    pass_id: str
    kind: PassKind = PassKind.PHONE
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without a pass. The claim code is shown to them and never stored; the journal holds its hash."""

    claim_code: str


Who = Resident | Guest


class HoldReason(StrEnum):
    """Why a weighed bag waits for the platform's review before its grams and points count."""

    CERTIFICATE_EXPIRED = "certificate_expired"  # of the scale's verification
    SCALE_CHECK_FAILED = "scale_check_failed"  # the newest scale check
    TAKEN_OUT = "taken_out"  # something that had been credited is missing from the container


@dataclass(frozen=True, slots=True)
class DropOff:
    """One bag: weighed, quoted, confirmed. ``(session, line)`` and ``weight.weighing`` are each used at most once.

    ``container``: into which it went. ``order`` and ``staff``: the home pickup that it belongs to, and the badge of who
    weighed it there.
    """

    session: str
    line: int
    who: Who
    material: str
    weight: SettledWeight
    reduction_mg: int
    reduction_g: int
    points: int
    rule: RuleRef
    container: str | None = None
    hold: HoldReason | None = None
    order: str | None = None
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class ScaleCheck:
    """Staff put a known weight on the scale and took it off again. All grams.

    ``measured_g`` is what the scale said, ``return_g`` what it showed afterwards with the weight gone.
    """

    test_weight_g: int
    tolerance_g: int
    measured_g: int
    return_g: int
    return_tolerance_g: int
    evidence: WeighingEvidence
    staff: str | None = None  # the badge of who did it, where it was shown

    @property
    def error_g(self) -> int:
        """Measured minus true, grams."""
        return self.measured_g - self.test_weight_g

    @property
    def passed(self) -> bool:
        """Both readings lie within their tolerances."""
        return abs(self.error_g) <= self.tolerance_g and abs(self.return_g) <= self.return_tolerance_g
