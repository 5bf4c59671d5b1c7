"""What an entry is worth: pure judgement of what was read. Nothing here reads a clock or a table.

``refused``: it can never count. ``held``: people look at it; the goods were weighed.
"""

from collections.abc import Container
from typing import Literal

import msgspec

from central.bodies import DropOffBody, ReadEntry, ScaleCheckBody
from central.rules import RuleBook

HOLD_WORDS = frozenset({"certificate_expired", "scale_check_failed", "taken_out"})
"""Why a kiosk may ask for a review of its own drop-off."""


class Judgement(msgspec.Struct, frozen=True):
    """The verdict on one entry, as on the wire."""

    verdict: Literal["accepted", "held", "refused"]
    reason: str | None = None


_ACCEPTED = Judgement("accepted")


def judge(
    entry: ReadEntry | None, rules: RuleBook, residents: Container[str], *, scale_failed: bool = False
) -> Judgement:
    """The verdict on an entry. ``residents``: pseudonyms known to the platform, at least those that the range names.

    ``scale_failed``: the kiosk's newest scale check before this entry was not passed.
    """
    if entry is None:
        return Judgement("refused", "malformed_body")
    match entry.body:
        case DropOffBody() as drop:
            return _judge_drop_off(entry, drop, rules, residents, scale_failed)
        case ScaleCheckBody() as check if not _check_adds_up(check):
            return Judgement("refused", "arithmetic")
    return _ACCEPTED


def _judge_drop_off(
    entry: ReadEntry, drop: DropOffBody, rules: RuleBook, residents: Container[str], scale_failed: bool
) -> Judgement:
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
    doubt = _doubt(entry, drop, scale_failed)
    if doubt is not None:
        return Judgement("held", doubt)
    if drop.resident is not None and drop.resident not in residents:
        return Judgement("held", "unknown_resident")
    return _ACCEPTED


def _doubt(entry: ReadEntry, drop: DropOffBody, scale_failed: bool) -> str | None:
    """Why the weighing itself must be looked at: the kiosk's own word first, then what it should have said."""
    if drop.hold is not None:
        return drop.hold if drop.hold in HOLD_WORDS else "unknown_hold"
    weighing = drop.weighing
    if weighing.certificate_until is not None and weighing.certificate_until < entry.day:
        return "certificate_expired"
    if scale_failed:
        return "scale_check_failed"
    if weighing.taken_out_g > 0:
        return "taken_out"
    return None


def _adds_up(drop: DropOffBody) -> bool:
    # Grams and points are floored separately from the same weight; neither is derived from the other.
    reduction_mg = drop.net_g * drop.rule.g_per_kg
    return (
        drop.net_g == drop.gross_g - drop.tare_g
        and drop.reduction_mg == reduction_mg
        and drop.reduction_g == reduction_mg // 1000
        and drop.points == drop.net_g * drop.rule.points_per_kg // 1000
    )


def _check_adds_up(check: ScaleCheckBody) -> bool:
    within = abs(check.error_g) <= check.tolerance_g and abs(check.return_g) <= check.return_tolerance_g
    return check.error_g == check.measured_g - check.test_weight_g and check.passed == within
