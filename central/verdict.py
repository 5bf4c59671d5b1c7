"""What an entry is worth: pure judgement of what was read. Nothing here reads a clock or a table.

``refused``: it can never count. ``held``: people look at it; the goods were weighed.
"""

from collections.abc import Container
from dataclasses import dataclass
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


CARD_DAY_G = 10_000
"""Net grams that are credited unreviewed to a resident's cards on one local day: a card needs no phone and no PIN."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the entry.

    ``residents``: pseudonyms known to the platform, at least those that the range names. ``scale_failed``: the kiosk's
    newest scale check before this entry was not passed. ``revoked``: passes and residents. ``used_elsewhere``: digests
    of passes that another kiosk had told of first. ``card_day_g``: for a drop-off by card, the net grams that were
    accepted for the resident's cards on its day before it; None for any other.
    """

    residents: Container[str] = ()
    scale_failed: bool = False
    revoked: Container[str] = ()
    used_elsewhere: Container[str] = ()
    card_day_g: int | None = None


_ACCEPTED = Judgement("accepted")


def judge(entry: ReadEntry | None, rules: RuleBook, around: Circumstances) -> Judgement:
    """The verdict on an entry."""
    if entry is None:
        return Judgement("refused", "malformed_body")
    match entry.body:
        case DropOffBody() as drop:
            return _judge_drop_off(entry, drop, rules, around)
        case ScaleCheckBody() as check if not _check_adds_up(check):
            return Judgement("refused", "arithmetic")
    return _ACCEPTED


def _judge_drop_off(entry: ReadEntry, drop: DropOffBody, rules: RuleBook, around: Circumstances) -> Judgement:
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
    doubt = _doubt(entry, drop, around.scale_failed) or _doubt_who(drop, around)
    return _ACCEPTED if doubt is None else Judgement("held", doubt)


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


def _doubt_who(drop: DropOffBody, around: Circumstances) -> str | None:
    """Why it must be looked at who gets the credit."""
    if drop.resident is not None and drop.resident not in around.residents:
        return "unknown_resident"
    if drop.resident in around.revoked or drop.pass_id in around.revoked:
        return "revoked"
    if drop.pass_digest in around.used_elsewhere:
        return "pass_used_elsewhere"
    if around.card_day_g is not None and around.card_day_g + drop.net_g > CARD_DAY_G:
        return "over_card_cap"
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
