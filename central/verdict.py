"""What an entry is worth: pure judgement of stored bytes. Nothing here raises for bad input, reads a clock or a table.

An entry is read first (``read_entry``), so that the caller can look up the residents of a whole range at once, and
judged after (``judge``). ``refused``: it can never count. ``held``: people look at it; the goods were weighed.
"""

from collections.abc import Container
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from central.rules import RuleBook

DROP_OFF = "drop_off"

# Sums over all drop-offs must fit the database's 64-bit integers, so one entry may not claim an absurd mass.
_Grams = Annotated[int, Meta(ge=0, le=10**9)]
_Milligrams = Annotated[int, Meta(ge=0, le=10**15)]
_Count = Annotated[int, Meta(ge=1, le=2**31 - 1)]
_Milliseconds = Annotated[int, Meta(ge=0, le=2**63 - 1)]
_Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
_Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Name = Annotated[str, Meta(min_length=1, max_length=64)]
_Frame = Annotated[str, Meta(pattern=r"^([0-9a-f]{2})+\Z")]


class AppliedRule(msgspec.Struct, frozen=True):
    """The rule version that the kiosk computed with."""

    id: _Name
    version: _Count
    status: Literal["published", "provisional"]
    g_per_kg: Annotated[int, Meta(ge=0, le=10**6)]
    points_per_kg: Annotated[int, Meta(ge=0, le=10**6)]
    digest: _Hash


class Weighing(msgspec.Struct, frozen=True):
    """The evidence of the weight; its shape is checked here, its content is for audits."""

    id: _Id
    protocol: str
    scale_id: str
    frames: list[_Frame]
    started_ms: _Milliseconds
    settled_ms: _Milliseconds
    zero_g: int
    stable_flag: bool


class DropOffBody(msgspec.Struct, frozen=True):
    """Body of a ``drop_off`` entry (contract/v1/drop_off.schema.json)."""

    session: _Id
    line: _Count
    resident: Annotated[str, Meta(min_length=1)] | None
    pass_id: _Id | None
    claim: _Hash | None
    material: Annotated[str, Meta(min_length=1, max_length=32)]
    gross_g: _Grams
    tare_g: _Grams
    net_g: Annotated[int, Meta(ge=1, le=10**9)]
    reduction_mg: _Milligrams
    reduction_g: _Grams
    points: _Grams
    rule: AppliedRule
    container: str | None
    weighing: Weighing


class EntryLabels(msgspec.Struct, frozen=True):
    """The parts of an entry that judgement needs; its place in the chain was checked before it was stored."""

    kind: Annotated[str, Meta(pattern=r"^[a-z_]+\Z")]
    occurred_at: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", max_length=24)]
    clock: Literal["trusted", "holdover", "unknown"]
    boot: Annotated[str, Meta(min_length=1)]
    monotonic_ms: _Milliseconds
    body: msgspec.Raw


class ReadEntry(msgspec.Struct, frozen=True):
    """A well-formed entry. ``drop_off`` is None for every other kind."""

    occurred_at: str
    drop_off: DropOffBody | None


class Judgement(msgspec.Struct, frozen=True):
    """The verdict on one entry, as on the wire."""

    verdict: Literal["accepted", "held", "refused"]
    reason: str | None = None


_ACCEPTED = Judgement("accepted")
_labels = msgspec.json.Decoder(EntryLabels)
_drop_off = msgspec.json.Decoder(DropOffBody)
_any_object = msgspec.json.Decoder(dict[str, Any])


def read_entry(canonical: bytes) -> ReadEntry | None:
    """Read stored bytes. None when they do not have the documented shape."""
    try:
        labels = _labels.decode(canonical)
        if labels.kind == DROP_OFF:
            return ReadEntry(labels.occurred_at, _drop_off.decode(labels.body))
        _any_object.decode(labels.body)
        return ReadEntry(labels.occurred_at, None)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def judge(entry: ReadEntry | None, rules: RuleBook, residents: Container[str]) -> Judgement:
    """The verdict on an entry. ``residents``: pseudonyms known to the platform, at least those that the range names."""
    if entry is None:
        return Judgement("refused", "malformed_body")
    if entry.drop_off is None:
        return _ACCEPTED
    return _judge_drop_off(entry.drop_off, rules, residents)


def _judge_drop_off(drop: DropOffBody, rules: RuleBook, residents: Container[str]) -> Judgement:
    rule = rules.find(drop.rule.id, drop.rule.version)
    facts = (drop.material, drop.rule.status, drop.rule.g_per_kg, drop.rule.points_per_kg)
    if rule is None or facts != (rule.material, rule.status, rule.g_per_kg, rule.points_per_kg):
        return Judgement("held", "unknown_rule")
    if not _adds_up(drop):
        return Judgement("refused", "arithmetic")
    if drop.net_g < rule.min_g:
        return Judgement("refused", "too_light")
    if drop.net_g > rule.max_g:
        return Judgement("held", "over_drop_cap")
    if drop.resident is not None and drop.resident not in residents:
        return Judgement("held", "unknown_resident")
    return _ACCEPTED


def _adds_up(drop: DropOffBody) -> bool:
    # Grams and points are floored separately from the same weight; neither is derived from the other.
    reduction_mg = drop.net_g * drop.rule.g_per_kg
    return (
        drop.net_g == drop.gross_g - drop.tare_g
        and drop.reduction_mg == reduction_mg
        and drop.reduction_g == reduction_mg // 1000
        and drop.points == drop.net_g * drop.rule.points_per_kg // 1000
    )
