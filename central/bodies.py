"""Entries as the platform reads them: the shapes of contract/v1, from stored bytes. Bad input raises nothing."""

import re
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from central.clock import local_day

# Sums over all drop-offs must fit the database's 64-bit integers, so one entry may not claim an absurd mass.
_Grams = Annotated[int, Meta(ge=0, le=10**9)]
_SignedGrams = Annotated[int, Meta(ge=-(10**9), le=10**9)]
_Milligrams = Annotated[int, Meta(ge=0, le=10**15)]
_Count = Annotated[int, Meta(ge=1, le=2**31 - 1)]
_Number = Annotated[int, Meta(ge=1, le=2**63 - 1)]
_Sum = Annotated[int, Meta(ge=0, le=2**63 - 1)]
_Milliseconds = Annotated[int, Meta(ge=0, le=2**63 - 1)]
_Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
_Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_TEXT = r"\A[^\x00]+\Z"  # PostgreSQL stores no NUL in text
_Name = Annotated[str, Meta(pattern=_TEXT, max_length=64)]
_Resident = Annotated[str, Meta(pattern=_TEXT)]
_Frame = Annotated[str, Meta(pattern=r"^([0-9a-f]{2})+\Z")]
_Word = Annotated[str, Meta(pattern=r"^[a-z_]+\Z", max_length=32)]
_Material = Annotated[str, Meta(pattern=_TEXT, max_length=32)]
_ContainerId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,32}\Z")]
_Seal = Annotated[str, Meta(pattern=r"^[A-Z0-9-]{3,32}\Z")]
_Tally = Annotated[int, Meta(ge=0, le=2**31 - 1)]
_SignedTally = Annotated[int, Meta(ge=1 - 2**31, le=2**31 - 1)]
_Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", max_length=24)]


class AppliedRule(msgspec.Struct, frozen=True):
    """The rule version that the kiosk computed with."""

    id: _Name
    version: _Count
    status: Literal["published", "provisional"]
    g_per_kg: Annotated[int, Meta(ge=0, le=10**6)]
    points_per_kg: Annotated[int, Meta(ge=0, le=10**6)]
    digest: _Hash


class Evidence(msgspec.Struct, frozen=True):
    """The evidence of a weight (contract/v1/weighing.schema.json). Its frames are for audits."""

    protocol: str
    scale_id: str
    frames: list[_Frame]
    started_ms: _Milliseconds
    settled_ms: _Milliseconds
    zero_g: int
    stable_flag: bool
    certificate: str | None = None
    certificate_until: date | None = None
    unit: _Word = "kg"
    interval_g: _Grams = 0
    min_g: _Grams = 0
    max_g: _Grams = 0
    mode: Literal["platform", "container"] = "platform"
    taken_out_g: _Grams = 0


class Weighing(Evidence, frozen=True, kw_only=True):
    """The evidence of a drop-off's weight, with the identity of the weighing."""

    id: _Id


class DropOffBody(msgspec.Struct, frozen=True):
    """Body of a ``drop_off`` (contract/v1/drop_off.schema.json). ``hold``: the kiosk itself asks for a review.

    ``pass_digest`` names one showing of a pass: the same picture has the same one everywhere.
    """

    session: _Id
    line: _Count
    resident: _Resident | None
    pass_id: _Id | None
    claim: _Hash | None
    material: _Material
    gross_g: _Grams
    tare_g: _Grams
    net_g: Annotated[int, Meta(ge=1, le=10**9)]
    reduction_mg: _Milligrams
    reduction_g: _Grams
    points: _Grams
    rule: AppliedRule
    container: str | None
    weighing: Weighing
    hold: _Word | None = None
    pass_kind: _Word | None = None
    pass_digest: _Id | None = None
    order: _Id | None = None
    staff: _Id | None = None


class ScaleCheckBody(msgspec.Struct, frozen=True):
    """Body of a ``scale_check`` (contract/v1/scale_check.schema.json)."""

    test_weight_g: Annotated[int, Meta(ge=1, le=10**9)]
    tolerance_g: _Grams
    measured_g: _SignedGrams
    error_g: _SignedGrams
    return_g: _SignedGrams
    return_tolerance_g: _Grams
    passed: bool
    weighing: Evidence
    staff: _Id | None = None


class ContainerEmptiedBody(msgspec.Struct, frozen=True):
    """Body of a ``container_emptied`` (contract/v1/container_emptied.schema.json)."""

    before_g: _Grams
    after_g: _SignedGrams


class DeviceStateBody(msgspec.Struct, frozen=True):
    """Body of a ``device_state`` (contract/v1/device_state.schema.json)."""

    device: _Word
    state: _Word


class BootBody(msgspec.Struct, frozen=True):
    """Body of a ``boot``: whatever it says, the kiosk has started anew."""


class ConsentBody(msgspec.Struct, frozen=True):
    """Body of a ``consent`` (contract/v1/consent.schema.json): what a resident said to a version of the notice."""

    resident: _Resident
    notice: _Count
    agreed: bool


class StaffActionBody(msgspec.Struct, frozen=True):
    """Body of a ``staff_action`` (contract/v1/staff_action.schema.json)."""

    badge: _Id
    role: _Word
    action: _Word


class EntriesShrunkBody(msgspec.Struct, frozen=True):
    """Body of an ``entries_shrunk`` (contract/v1/entries_shrunk.schema.json): what the kiosk no longer holds whole."""

    entries: _Number
    epoch: _Id
    seq: _Number
    hash: _Hash
    drop_offs: _Sum
    weight_g: _Sum
    reduction_g: _Sum
    points: _Sum


class EpochEnd(msgspec.Struct, frozen=True):
    """Where an epoch ends on a kiosk; ``seq`` 0 and ``hash`` None: it has no entry there."""

    epoch: _Id
    seq: _Sum
    hash: _Hash | None


class EpochOpenedBody(msgspec.Struct, frozen=True):
    """Body of an ``epoch_opened`` (contract/v1/epoch_opened.schema.json)."""

    reason: _Word
    before: EpochEnd


class ContainerBody(msgspec.Struct, frozen=True):
    """A container of a kiosk; capacities of 0 are not known."""

    id: _ContainerId
    material: _Material
    capacity_g: _Grams
    capacity_l: Annotated[int, Meta(ge=0, le=10**6)]


class SiteAdoptedBody(msgspec.Struct, frozen=True):
    """Body of a ``site_adopted`` (contract/v1/site_adopted.schema.json)."""

    name_zh: _Name
    name_en: _Name
    latitude_e6: Annotated[int, Meta(ge=-90_000_000, le=90_000_000)] | None
    longitude_e6: Annotated[int, Meta(ge=-180_000_000, le=180_000_000)] | None
    containers: Annotated[list[ContainerBody], Meta(max_length=32)]


class BagBody(msgspec.Struct, frozen=True):
    """One bag of a collection."""

    net_g: Annotated[int, Meta(ge=1, le=10**9)]
    weighing: Weighing


class VehicleBody(msgspec.Struct, frozen=True):
    """A weight that was read off another scale and typed in."""

    weight_g: Annotated[int, Meta(ge=1, le=10**9)]
    reason: _Word


class OldSealBody(msgspec.Struct, frozen=True):
    """How the seal of the period before was found."""

    expected: _Seal | None
    found: _Seal | None
    state: _Word


class IntoBody(msgspec.Struct, frozen=True):
    """The container of a kiosk into which a load was handed."""

    kiosk: Annotated[str, Meta(pattern=r"^k-[0-9a-f]{20}\Z")]
    container: _ContainerId


class CollectionBody(msgspec.Struct, frozen=True):
    """Body of a ``collection`` (contract/v1/collection.schema.json)."""

    collection: _Id
    container: _ContainerId
    material: _Material
    period: _Count
    drop_offs: _SignedTally
    expected_g: _SignedGrams
    weighed_g: _Grams
    difference_g: _SignedGrams
    tolerance_g: _Grams
    reason: _Word | None
    bags: Annotated[list[BagBody], Meta(max_length=200)]
    vehicle: VehicleBody | None
    old_seal: OldSealBody
    new_seal: _Seal
    into: IntoBody | None
    badge: _Id
    role: _Word
    signed: _Word


class CollectionAbandonedBody(msgspec.Struct, frozen=True):
    """Body of a ``collection_abandoned`` (contract/v1/collection_abandoned.schema.json)."""

    collection: _Id
    container: _ContainerId
    step: _Word
    reason: _Word
    badge: _Id
    role: _Word


class CorrectedEntry(msgspec.Struct, frozen=True):
    """The drop-off that is put right."""

    epoch: _Id
    seq: _Number


class CorrectionBody(msgspec.Struct, frozen=True):
    """Body of a ``correction`` (contract/v1/correction.schema.json)."""

    of: CorrectedEntry
    session: _Id
    line: _Count
    day: date
    material: _Material
    container: _ContainerId | None
    action: Literal["void", "adjust"]
    net_g: _Grams
    reduction_g: _Grams
    points: _Grams
    delta_g: _SignedGrams
    delta_reduction_g: _SignedGrams
    delta_points: _SignedGrams
    reason: _Word
    badge: _Id
    role: _Word
    second: _Id | None


class RefusedItemBody(msgspec.Struct, frozen=True):
    """Something that was left with the resident."""

    material: _Material
    reason: _Word


class PickupClosedBody(msgspec.Struct, frozen=True):
    """Body of a ``pickup_closed`` (contract/v1/pickup_closed.schema.json)."""

    order: _Id
    outcome: _Word
    drop_offs: _Tally
    net_g: _Grams
    refused: Annotated[list[RefusedItemBody], Meta(max_length=50)]
    confirmed: bool
    window_from: _Moment | None
    window_to: _Moment | None
    badge: _Id
    role: _Word


class KeyChangedBody(msgspec.Struct, frozen=True):
    """Body of a ``key_changed`` (contract/v1/key_changed.schema.json). Both are base64url, of 32 and 64 bytes."""

    public_key: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")]
    proof: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{86}\Z")]


Body = (
    DropOffBody
    | ScaleCheckBody
    | ContainerEmptiedBody
    | DeviceStateBody
    | BootBody
    | ConsentBody
    | StaffActionBody
    | EntriesShrunkBody
    | EpochOpenedBody
    | SiteAdoptedBody
    | CollectionBody
    | CollectionAbandonedBody
    | CorrectionBody
    | PickupClosedBody
    | KeyChangedBody
)


class EntryLabels(msgspec.Struct, frozen=True):
    """The parts of an entry that judgement needs; its place in the chain was checked before it was stored."""

    kind: Annotated[str, Meta(pattern=r"^[a-z_]+\Z")]
    occurred_at: _Moment
    clock: Literal["trusted", "holdover", "unknown"]
    boot: Annotated[str, Meta(min_length=1)]
    monotonic_ms: _Milliseconds
    body: msgspec.Raw


class ReadEntry(msgspec.Struct, frozen=True):
    """A well-formed entry. ``day`` is the local day of ``at``, ``clock`` how far the label can be trusted, ``boot`` and
    ``monotonic_ms`` the evidence to correct it by; ``body`` is None for a kind unknown here. ``moment`` and
    ``moment_kind``: what the platform knows better (``central.moments``), None: the label stands.
    """

    occurred_at: str
    day: date
    body: Body | None
    clock: str = "trusted"
    boot: str = "-"
    monotonic_ms: int = 0
    moment: str | None = None
    moment_kind: str = "label"

    @property
    def at(self) -> str:
        """When it happened, as well as it is known."""
        return self.moment or self.occurred_at

    @property
    def timely(self) -> bool:
        """Whether ``at`` can be compared with the time of other kiosks: not a label of a clock that knew nothing, and
        not a moment that is only bounded by what the journal tells around it.
        """
        return self.moment_kind == "corrected" or (self.moment_kind == "label" and self.clock != "unknown")

    @property
    def drop_off(self) -> DropOffBody | None:
        """The body of a ``drop_off``."""
        return self.body if isinstance(self.body, DropOffBody) else None


BOOT = r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}\Z"
"""A boot that a kiosk can tell of in a call."""

_BOOT = re.compile(BOOT)
_labels = msgspec.json.Decoder(EntryLabels)
_bodies: dict[str, msgspec.json.Decoder[Body]] = {
    "drop_off": msgspec.json.Decoder(DropOffBody),
    "scale_check": msgspec.json.Decoder(ScaleCheckBody),
    "device_state": msgspec.json.Decoder(DeviceStateBody),
    "container_emptied": msgspec.json.Decoder(ContainerEmptiedBody),
    "boot": msgspec.json.Decoder(BootBody),
    "consent": msgspec.json.Decoder(ConsentBody),
    "staff_action": msgspec.json.Decoder(StaffActionBody),
    "entries_shrunk": msgspec.json.Decoder(EntriesShrunkBody),
    "epoch_opened": msgspec.json.Decoder(EpochOpenedBody),
    "site_adopted": msgspec.json.Decoder(SiteAdoptedBody),
    "collection": msgspec.json.Decoder(CollectionBody),
    "collection_abandoned": msgspec.json.Decoder(CollectionAbandonedBody),
    "correction": msgspec.json.Decoder(CorrectionBody),
    "pickup_closed": msgspec.json.Decoder(PickupClosedBody),
    "key_changed": msgspec.json.Decoder(KeyChangedBody),
}
_any_object = msgspec.json.Decoder(dict[str, Any])


def read_entry(canonical: bytes) -> ReadEntry | None:
    """Read stored bytes. None when they do not have the documented shape, or name a moment that does not exist."""
    try:
        labels = _labels.decode(canonical)
        return ReadEntry(
            labels.occurred_at,
            local_day(labels.occurred_at),
            _read_body(labels),
            labels.clock,
            labels.boot if _BOOT.match(labels.boot) else "-",
            labels.monotonic_ms,
        )
    except (ValueError, OverflowError, RecursionError):  # msgspec's errors are ValueErrors
        return None


def _read_body(labels: EntryLabels) -> Body | None:
    decoder = _bodies.get(labels.kind)
    if decoder is not None:
        return decoder.decode(labels.body)
    _any_object.decode(labels.body)
    return None
