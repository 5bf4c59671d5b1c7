"""Emptying a container (清运): what staff find, weigh and put on, and the manifest (交接单) that goes along."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.events import SettledWeight, StaffRole

TOLERANCE_SHARE = 50
"""One fiftieth (2 %) of what is expected may be missing or left over without a reason …"""
TOLERANCE_LEAST_G = 1_000
"""… and never less than a kilogram: bags are wet, and bins stand outside."""


class SealState(StrEnum):
    """How the old seal was found."""

    INTACT = "intact"  # the number that was put on last, unbroken
    BROKEN = "broken"
    MISSING = "missing"
    OTHER = "other"  # unbroken, with another number
    FIRST = "first"  # no seal had been put on yet


class DifferenceReason(StrEnum):
    """Why more or less was weighed than had been credited."""

    WET = "wet"
    REFUSE_REMOVED = "refuse_removed"
    NOT_CREDITED = "not_credited"  # bags that lay there without a drop-off
    HANDED_IN = "handed_in"  # a round's load was put in
    MOVED = "moved"  # bags were put into another container
    MISSING = "missing"  # nobody knows: somebody may have taken it
    SCALE = "scale"  # the scale was in doubt


class VehicleReason(StrEnum):
    """Why the weight was read off a vehicle's scale and typed in."""

    TOO_HEAVY = "too_heavy"
    SCALE_FAULT = "scale_fault"
    WHOLE_CONTAINER = "whole_container"  # the container goes as it is


class AbandonReason(StrEnum):
    """Why a collection was begun and not done."""

    MISTAKE = "mistake"
    VEHICLE_GONE = "vehicle_gone"
    SCALE_FAULT = "scale_fault"
    WEATHER = "weather"


class SignedBy(StrEnum):
    """How the collector signed."""

    BADGE = "badge"  # it was shown again
    FINGER = "finger"  # held on the screen


@dataclass(frozen=True, slots=True)
class OldSeal:
    """``expected``: what the journal says was put on; ``found``: what was scanned or typed, None where none hung."""

    expected: str | None
    found: str | None
    state: SealState


@dataclass(frozen=True, slots=True)
class Into:
    """The container of a kiosk into which a load is handed. Of another kiosk only the materials that it takes are known
    here: then ``container`` is the material.
    """

    kiosk: str
    container: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A whole collection, signed. Either ``bags``, weighed on the kiosk's scale, or ``vehicle_g`` with its reason.

    ``expected_g`` and ``drop_offs`` are those of period ``period`` of ``container``. ``into`` None: it goes to the
    sorting centre.
    """

    collection: str
    container: str
    material: str
    period: int
    drop_offs: int
    expected_g: int
    bags: tuple[SettledWeight, ...]
    vehicle_g: int | None
    vehicle_reason: VehicleReason | None
    reason: DifferenceReason | None
    old_seal: OldSeal
    new_seal: str
    into: Into | None
    badge: str
    role: StaffRole
    signed: SignedBy

    @property
    def weighed_g(self) -> int:
        """What was weighed in all, grams."""
        return sum(bag.net_g for bag in self.bags) if self.vehicle_g is None else self.vehicle_g

    @property
    def tolerance_g(self) -> int:
        """How far the weight may be off without a reason, grams."""
        return tolerance_of(self.expected_g)

    @property
    def difference_g(self) -> int:
        """Weighed minus expected, grams."""
        return self.weighed_g - self.expected_g


def tolerance_of(expected_g: int) -> int:
    """How far a collection of ``expected_g`` may be off without a reason, grams."""
    return max(TOLERANCE_LEAST_G, expected_g // TOLERANCE_SHARE)


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A collection that was begun and given up. ``step``: the word of the step it had come to."""

    collection: str
    container: str
    step: str
    reason: AbandonReason
    badge: str
    role: StaffRole


@dataclass(frozen=True, slots=True)
class Manifest:
    """A collection that is durable, with its place in the journal. ``hash``: 64 hex digits, of the whole entry."""

    kiosk: str
    epoch: str
    seq: int
    hash: str
    occurred_at: str  # 2026-11-22T09:00:00.123Z
    collection: Collection

    @property
    def code(self) -> str:
        """What its QR holds."""
        return f"GSM1:{self.kiosk}:{self.epoch}:{self.seq}:{self.hash}"


_SEAL = re.compile(r"[A-Z0-9-]{3,32}")


def seal_of(text: str) -> str | None:
    """The seal number in what was read or typed; None: no seal has such a number."""
    seal = text.strip().upper()
    return seal if _SEAL.fullmatch(seal) else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A collection under way: its questions as far as they are answered, in the order in which they are asked.

    ``weighed``: there is nothing more to weigh, and ``weighed_at_g`` was expected then. ``explained_g``: what was
    expected when the difference was accepted, so that a drop-off that came later has it looked at again. ``sent``:
    ``into`` is answered.
    """

    collection: str
    container: str
    material: str
    period: int
    old_seal: OldSeal | None = None
    bags: tuple[SettledWeight, ...] = ()
    vehicle_g: int | None = None
    vehicle_reason: VehicleReason | None = None
    weighed: bool = False
    weighed_at_g: int | None = None
    explained_g: int | None = None
    reason: DifferenceReason | None = None
    sent: bool = False
    into: Into | None = None
    new_seal: str | None = None

    @property
    def weighed_g(self) -> int:
        """What was weighed so far, grams."""
        return sum(bag.net_g for bag in self.bags) if self.vehicle_g is None else self.vehicle_g


@dataclass(frozen=True, slots=True)
class CollectionsSeen:
    """What the ledger of ``kiosk`` holds: the collection under way, and the manifest of the newest one."""

    kiosk: str = ""
    draft: Draft | None = None
    last: Manifest | None = None


@dataclass(frozen=True, slots=True)
class SealSeen:
    """A scanner has read what looks like the number of a seal, and is no pass."""

    seal: str


@dataclass(frozen=True, slots=True)
class SealJudged:
    """Whether this seal was put on a container of this kiosk before."""

    seal: str
    used: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """The collection is durable."""

    manifest: Manifest


@dataclass(frozen=True, slots=True)
class CollectionDeclined:
    """It was not written down: its period is not as it was, or (``seal_used``) its new seal was put on before."""

    collection: str
    seal_used: bool
